"""The parties as a network: who acts towards whom, how often and how they score."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

from kabar.analysis.dyads import Dyad, Dyads, find_dyads, missing
from kabar.analysis.series import mean_score
from kabar.records import Coded

try:
    import networkx as nx
    import pandas as pd
except ImportError as error:
    raise missing(error) from error

# Distances are whole numbers, so that ways of the same length are the same length: sums of
# fractions would tell them apart by their rounding. Every count up to 20 divides this one.
_NEAR = 232_792_560
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

CENTRALITY = (
    *("party", "count", "events_as_source", "events_as_target", "degree"),
    *("betweenness", "pagerank", "conflictual", "conflict_share", "events"),
)


def actor_network(
    articles: Iterable[Coded],
    *,
    modalities: Iterable[str] = ("asserted",),
    one_a_day: bool = False,
) -> nx.DiGraph:
    """Return the graph of parties, with an edge from source to target of every dyad.

    An edge has `count`, `mean_score` (not there where no event has a score), `conflict`,
    `cooperation` and `events`, the records as `document:event`. A reciprocal event is an edge each
    way. Events need no date. The graph itself has `counted`, `left_out` and `same_text`, as the
    `attrs` of `kabar.analysis.series.dyad_series`.
    """
    return _graph(find_dyads(articles, modalities=modalities, one_a_day=one_a_day))


def centrality(
    articles: Iterable[Coded],
    *,
    modalities: Iterable[str] = ("asserted",),
    one_a_day: bool = False,
) -> pd.DataFrame:
    """Return a row for each party of the network, sorted by party.

    An event counts once for a party however many others it is with; a reciprocal one is an event
    as source and as target. `degree` is the number of other parties. `betweenness` is the share of
    shortest ways between others that lead through a party, where more events are a shorter way.
    `pagerank` is high for whom others act towards, more so others who have a high one themselves;
    each event weighs the same, friendly or not. `conflict_share` is `conflictual` by `count`.
    """
    found = find_dyads(articles, modalities=modalities, one_a_day=one_a_day)
    graph = _graph(found)
    for _, _, edge in graph.edges(data=True):
        edge["distance"] = max(1, round(_NEAR / edge["count"]))
    betweenness = nx.betweenness_centrality(graph, weight="distance")
    pagerank = nx.pagerank(graph, weight="count") if graph else {}
    rows = [
        {
            "party": party,
            **numbers,
            "degree": len({*graph.successors(party), *graph.predecessors(party)}),
            "betweenness": betweenness[party],
            "pagerank": pagerank[party],
        }
        for party, numbers in sorted(_numbers(found.dyads).items())
    ]
    frame = pd.DataFrame(rows, columns=list(CENTRALITY)).astype(
        dict.fromkeys(CENTRALITY, "int64")
        | {"party": object, "events": object}
        | dict.fromkeys(("betweenness", "pagerank", "conflict_share"), "float64")
    )
    frame.attrs = found.attrs
    return frame


def graphml(graph: nx.Graph) -> str:
    """Return a graph as GraphML, which holds numbers, truth values and text only.

    Lists become words with a space between, a table `reason: number; reason: number`; None and
    NaN are left out. Characters that XML does not know become U+FFFD.
    """
    plain = graph.__class__()
    plain.graph.update(_simple(graph.graph))
    plain.add_nodes_from((node, _simple(data)) for node, data in graph.nodes(data=True))
    plain.add_edges_from(
        (source, target, _simple(data)) for source, target, data in graph.edges(data=True)
    )
    return _NOT_XML.sub("\ufffd", "\n".join(nx.generate_graphml(plain))) + "\n"


def _graph(found: Dyads) -> nx.DiGraph:
    edges: dict[tuple[str, str], list[Dyad]] = defaultdict(list)
    for dyad in found.dyads:
        edges[dyad.source, dyad.target].append(dyad)
    graph = nx.DiGraph(**found.attrs)
    graph.add_nodes_from(sorted({party for edge in edges for party in edge}))
    for (source, target), group in sorted(edges.items()):
        graph.add_edge(source, target, **_edge(group))
    return graph


def _edge(group: list[Dyad]) -> dict[str, Any]:
    conflict = sum(dyad.conflictual for dyad in group)
    edge: dict[str, Any] = {
        "count": len(group),
        "conflict": conflict,
        "cooperation": len(group) - conflict,
        "events": sorted(dyad.record for dyad in group),
    }
    mean = mean_score(dyad.event for dyad in group)
    return edge if isnan(mean) else {**edge, "mean_score": mean}


def _numbers(dyads: Iterable[Dyad]) -> dict[str, dict[str, Any]]:
    """Return for each party its distinct events, as source, as target and of conflict."""
    out: dict[str, set[str]] = defaultdict(set)
    into: dict[str, set[str]] = defaultdict(set)
    conflict: set[str] = set()
    for dyad in dyads:
        out[dyad.source].add(dyad.record)
        into[dyad.target].add(dyad.record)
        if dyad.conflictual:
            conflict.add(dyad.record)
    found: dict[str, dict[str, Any]] = {}
    for party in {*out, *into}:
        events = out[party] | into[party]
        found[party] = {
            "count": len(events),
            "events_as_source": len(out[party]),
            "events_as_target": len(into[party]),
            "conflictual": len(events & conflict),
            "conflict_share": len(events & conflict) / len(events),
            "events": sorted(events),
        }
    return found


def _simple(data: Mapping[str, Any]) -> dict[str, bool | int | float | str]:
    found: dict[str, bool | int | float | str] = {}
    for name, value in data.items():
        if isinstance(value, bool | int | str):
            found[name] = value
        elif isinstance(value, float):
            if not isnan(value):
                found[name] = value
        elif isinstance(value, Mapping):
            found[name] = "; ".join(f"{key}: {each}" for key, each in value.items())
        elif isinstance(value, Iterable):
            found[name] = " ".join(str(each) for each in value)
        elif value is not None:
            found[name] = str(value)
    return found
