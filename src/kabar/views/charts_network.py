"""The network of parties as a drawing: who acts towards whom, how often, and how it scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kabar.views.charts_layout import Box, place_nodes
from kabar.views.charts_network_marks import (
    FOOT,
    LEGEND,
    PADDING,
    Arrow,
    Node,
    draw_network,
    height_of,
    radius,
    words_of,
)
from kabar.views.charts_svg import WIDTH, Chart, label, needs_dossier, render, width_of
from kabar.views.labels import count

try:
    import networkx as nx
except ImportError as error:
    raise needs_dossier(error) from error

MOST = 25
"""Parties in one drawing."""

_WIDTH = WIDTH - PADDING["left"] - PADDING["right"]


def network_chart(graph: nx.DiGraph) -> Chart:
    """Return the drawing of a network of `kabar.analysis.networks.actor_network`.

    It has the MOST parties with the most events, and all events between them.
    """
    events = _events(graph)
    if not events:
        return Chart("", "No network: no event between two parties.")
    shown = sorted(events, key=lambda party: (-events[party], party))[:MOST]
    edges = sorted(
        (source, target)
        for source, target in graph.edges
        if source != target and {source, target} <= set(shown)
    )
    nodes = _nodes(shown, events, edges)
    arrows = [_arrow(nodes, edge, graph.edges[edge]) for edge in edges]
    arrows.sort(key=lambda arrow: (arrow.count, arrow.source.name, arrow.target.name))
    svg = render(
        draw_network(list(nodes.values()), arrows),
        name="network",
        title="Who acts towards whom",
        summary=_summary(list(nodes.values()), arrows),
        height=height_of(len(shown)) + LEGEND,
        padding=PADDING,
    )
    return Chart(svg, _note(events, shown, graph, arrows))


def _events(graph: nx.DiGraph) -> dict[str, int]:
    """Return the events of each party: its `count` where it has one, else those of its edges.

    One that is in several edges counts once, as far as the edges name records.
    """
    found: dict[str, int] = {}
    for party in sorted(graph.nodes):
        edges = [*graph.in_edges(party, data=True), *graph.out_edges(party, data=True)]
        records = {record for _, _, data in edges for record in data.get("events", ())}
        known = graph.nodes[party].get("count")
        number = known or len(records) or sum(data["count"] for _, _, data in edges)
        if number:
            found[party] = number
    return found


def _nodes(
    shown: Sequence[str], events: Mapping[str, int], edges: Iterable[tuple[str, str]]
) -> dict[str, Node]:
    most = max(events.values())
    nodes, boxes = {}, {}
    for party in shown:
        name, number = label(party, 24), events[party]
        node = Node(name, number, radius(number, most), width_of(words_of(name, number)), 0, 0)
        nodes[party] = node
        boxes[party] = Box(max(node.radius, node.wide / 2) + 2, node.radius + 2, node.radius + FOOT)
    # Few parties far apart would be a page of nothing between them.
    wide = min(_WIDTH, 160.0 + 110 * len(shown))
    places = place_nodes(boxes, edges, wide, height_of(len(shown)))
    shift = (_WIDTH - wide) / 2
    return {
        party: replace(node, x=round(places[party][0] + shift, 1), y=places[party][1])
        for party, node in nodes.items()
    }


def _arrow(nodes: Mapping[str, Node], edge: tuple[str, str], data: Mapping[str, Any]) -> Arrow:
    return Arrow(nodes[edge[0]], nodes[edge[1]], int(data["count"]), data.get("mean_score"))


def _summary(nodes: Sequence[Node], arrows: Sequence[Arrow]) -> str:
    busiest = ", ".join(node.words for node in nodes[:5])
    most = "; ".join(arrow.told for arrow in arrows[:-6:-1])
    number = sum(arrow.count for arrow in arrows)
    return (
        f"Parties: {len(nodes)}, with {count(number, 'event')} from one to another, "
        f"an event between several counted for each pair. Most events: {busiest}. {most}."
    )


def _note(
    events: Mapping[str, int], shown: Sequence[str], graph: nx.DiGraph, arrows: Sequence[Arrow]
) -> str:
    told = ["In brackets: events of a party; an arrow runs from who acts to whom it concerns"]
    if without := sum(arrow.score is None for arrow in arrows):
        told.append(f"{count(without, 'arrow')} in blue grey without a scored event")
    if left := len(events) - len(shown):
        others = sum(one != other for one, other in graph.edges) - len(arrows)
        told.append(
            f"{left:,} of {len(events):,} parties not shown, the ones with the fewest events "
            f"({max(events[party] for party in events if party not in shown):,} or fewer), "
            f"with {count(others, 'arrow')}"
        )
    return f"{'; '.join(told)}."
