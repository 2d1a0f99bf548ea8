"""The network has an edge for each dyad, and what it says can be read by other programs."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from kabar.analysis.networks import CENTRALITY, actor_network, centrality, graphml
from kabar.records import Coded
from tests.analysis.stories import article, articles, parties, told


def gulf() -> list[Coded]:
    """Return dealings in which Oman stands between Iran and two others."""
    omn = {"source": parties("OMN")}
    return articles(
        told("ACCUSE", score=-3.0),
        told("AID", score=10.0),
        told("ACCUSE", score=-2.0, day=None),
        told("CONSULT", target=parties("QAT"), reciprocal=True, score=None, **omn),
        told("ASSAULT", target=parties("KWT"), score=-9.0, **omn),
        told("ASSAULT", modality="negated", target=parties("USA")),
        told("PROTEST", target=parties("IRN")),
        told("PROTEST", target=[]),
    )


def test_edges_carry_numbers_and_records() -> None:
    graph = actor_network(gulf())
    assert list(graph) == ["IRN", "KWT", "OMN", "QAT"]
    assert graph.edges["IRN", "OMN"] == {
        "count": 3,
        "conflict": 2,
        "cooperation": 1,
        "mean_score": pytest.approx(5 / 3),
        "events": ["d1:e1", "d2:e1", "d3:e1"],
    }
    assert set(graph.edges) == {("IRN", "OMN"), ("OMN", "QAT"), ("QAT", "OMN"), ("OMN", "KWT")}
    assert "mean_score" not in graph.edges["QAT", "OMN"]
    assert graph.graph["left_out"] == {
        "negated": 1,
        "no party on one side": 1,
        "one party towards itself": 1,
    }


def test_centrality_tells_numbers_of_each_party() -> None:
    frame = centrality(gulf()).set_index("party")
    oman = frame.loc["OMN"]
    assert (oman["count"], oman["events_as_source"], oman["events_as_target"]) == (5, 2, 4)
    assert (oman["degree"], oman["conflictual"], oman["conflict_share"]) == (3, 3, 0.6)
    assert oman["events"] == ["d1:e1", "d2:e1", "d3:e1", "d4:e1", "d5:e1"]
    assert frame["betweenness"].idxmax() == "OMN"
    assert frame.loc["KWT", "betweenness"] == 0
    assert frame["pagerank"].sum() == pytest.approx(1)
    assert frame["pagerank"].idxmax() == "OMN"


def test_an_event_with_many_counts_once_for_a_party() -> None:
    frame = centrality([article(told(target=parties("OMN", "QAT", "KWT")))]).set_index("party")
    assert tuple(frame.loc["IRN", ["count", "events_as_source", "degree"]]) == (1, 1, 3)


def test_more_events_are_a_shorter_way() -> None:
    by_oman = [told(), told(), told(source=parties("OMN"), target=parties("QAT"))]
    by_oman.append(by_oman[-1])
    by_kuwait = [
        told(target=parties("KWT")),
        told(source=parties("KWT"), target=parties("QAT")),
    ]
    frame = centrality(articles(*by_oman, *by_kuwait)).set_index("party")
    assert frame.loc["OMN", "betweenness"] > frame.loc["KWT", "betweenness"] == 0


def test_whom_more_events_reach_has_the_higher_pagerank() -> None:
    frame = centrality(articles(told(), told(), told(target=parties("QAT")))).set_index("party")
    assert frame.loc["OMN", "pagerank"] > frame.loc["QAT", "pagerank"]


def test_ways_of_equal_length_share_what_lies_between() -> None:
    """Two thirds are a sixth and a half, which rounded fractions need not be."""
    edges = {("IRN", "OMN"): 3, ("OMN", "QAT"): 3, ("IRN", "KWT"): 6, ("KWT", "QAT"): 2}
    events = [
        told(source=parties(a), target=parties(b)) for (a, b), n in edges.items() for _ in range(n)
    ]
    frame = centrality(articles(*events)).set_index("party")
    assert frame.loc["OMN", "betweenness"] == frame.loc["KWT", "betweenness"] > 0


def test_one_a_day_thins_the_edges() -> None:
    graph = actor_network(articles(told(), told()), one_a_day=True)
    assert graph.edges["IRN", "OMN"]["count"] == 1
    assert graph.graph["left_out"] == {"repeats an event of its day": 1}


def test_graphml_is_read_back_by_networkx() -> None:
    graph = actor_network(gulf())
    text = graphml(graph)
    assert ET.fromstring(text).tag == "{http://graphml.graphdrawing.org/xmlns}graphml"
    back = nx.parse_graphml(text)
    assert list(back) == list(graph)
    assert set(back.edges) == set(graph.edges)
    edge = back.edges["IRN", "OMN"]
    assert (edge["count"], edge["mean_score"]) == (3, graph.edges["IRN", "OMN"]["mean_score"])
    assert edge["events"] == "d1:e1 d2:e1 d3:e1"
    assert "mean_score" not in back.edges["QAT", "OMN"]
    assert "negated: 1; no party on one side: 1" in text


def test_graphml_takes_any_attributes_and_leaves_the_graph_alone() -> None:
    graph = nx.MultiDiGraph(note=None, share=float("nan"))
    graph.add_node("A & <B>", seen=True, kinds=("x", "y"))
    graph.add_edge("A & <B>", "C", when=nx)
    back = nx.parse_graphml(graphml(graph))
    assert back.nodes["A & <B>"] == {"seen": True, "kinds": "x y"}
    assert graph.nodes["A & <B>"]["kinds"] == ("x", "y")


def test_without_events_there_is_an_empty_network() -> None:
    assert len(actor_network([])) == 0
    frame = centrality([])
    assert frame.empty
    assert tuple(frame.columns) == CENTRALITY
    assert list(frame.dtypes) == list(centrality(gulf()).dtypes)
    assert len(nx.parse_graphml(graphml(actor_network([])))) == 0


PARTY = st.sampled_from(["IRN", "OMN", "QAT", "KWT", "USA"]).map(parties)


@given(
    st.lists(st.builds(told, source=PARTY, target=PARTY, reciprocal=st.booleans()), max_size=12),
    st.randoms(use_true_random=False),
)
def test_order_of_articles_does_not_change_network_or_frame(
    events: list[object], chance: random.Random
) -> None:
    stories = articles(*events)  # type: ignore[arg-type]
    shuffled = chance.sample(stories, len(stories))
    assert graphml(actor_network(stories)) == graphml(actor_network(shuffled))
    assert_frame_equal(centrality(stories), centrality(shuffled), check_exact=True)
