"""The network of parties: numbers as networkx has them of a direct count of the records."""

from __future__ import annotations

import csv
import io
from html import unescape

import networkx as nx
import pytest

from kabar.analysis.networks import centrality
from kabar.views.charts_layout import Box, place_nodes
from tests.web.drawn import HOSTILE, articles, client, dyads, events, pairs


def test_parties_have_the_centrality_of_the_records() -> None:
    frame = centrality(articles()).set_index("party")
    rows = {row["party"]: row for row in client().get("/api/network").json()["parties"]}
    assert rows.keys() == {*frame.index}
    for party, row in rows.items():
        known = frame.loc[party]
        assert row["events"] == known["count"]
        assert row["degree"] == known["degree"]
        assert row["pagerank"] == pytest.approx(known["pagerank"], abs=1e-5)


def test_pagerank_is_that_of_networkx_under_a_filter() -> None:
    graph = nx.DiGraph()
    for pair, number in dyads().items():
        if "RUS" in pair:
            graph.add_edge(*pair, count=number)
    rows = client().get("/api/network?party=RUS").json()["parties"]
    known = nx.pagerank(graph, weight="count")
    assert {row["party"] for row in rows} == known.keys()
    assert all(row["pagerank"] == pytest.approx(known[row["party"]], abs=1e-5) for row in rows)


def test_partners_are_counted_once_an_event() -> None:
    rows = {row["party"]: row for row in client().get("/api/network").json()["parties"]}
    for one, other in (("RUS", "UKR"), ("RUS", "NATO")):
        meant = events(lambda e, two={(one, other), (other, one)}: bool(pairs(e) & two))
        partners = {each["party"]: each["events"] for each in rows[one]["partners"]}
        assert partners[other] == len(meant)


def test_page_draws_and_tells_the_parties() -> None:
    page = client().get("/network?type=CONSULT")
    assert page.status_code == 200
    assert "<svg" in page.text
    assert "RUS (20)" in page.text
    assert 'href="/dyads/RUS/NATO?type=CONSULT"' in unescape(page.text)
    assert 'style="' not in page.text


def test_nothing_left_says_what_to_do() -> None:
    page = client().get("/network?text=zzzz")
    assert page.status_code == 200
    assert "Take out a filter" in page.text


def test_csv_has_every_party() -> None:
    rows = list(csv.DictReader(io.StringIO(client().get("/network.csv?size=1").text)))
    assert {row["party"] for row in rows} == {party for pair in dyads() for party in pair}


def test_hostile_names_are_escaped() -> None:
    page = client().get("/network").text
    assert HOSTILE not in page
    assert "&lt;img" in page


def test_layout_is_the_same_each_time_and_puts_neighbours_near() -> None:
    boxes = dict.fromkeys("ABCDEF", Box(20, 10, 20))
    edges = [("A", "B"), ("B", "C"), ("C", "D"), ("D", "E"), ("E", "F")]
    places = place_nodes(boxes, edges, 600, 300)
    assert places == place_nodes(boxes, edges[::-1], 600, 300)
    across = [places[name][0] for name in "ABCDEF"]
    assert across in (sorted(across), sorted(across, reverse=True))
