"""Where the nodes of a drawing stand: the same for the same graph, and no label over another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import atan2, cos, fsum, hypot, sin

import numpy as np

from kabar.views.charts_svg import needs_dossier

try:
    import networkx as nx
except ImportError as error:
    raise needs_dossier(error) from error

Place = tuple[float, float]

_STEPS = 300
_ROUNDS = 400
_GAP = 6
_BEND = 14
"""Lines are drawn bent, so about this far from the straight one."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room of a node with its label: half its width, and up and down from its middle."""

    side: float
    up: float
    down: float


def place_nodes(
    boxes: Mapping[str, Box], edges: Iterable[tuple[str, str]], width: float, height: float
) -> dict[str, Place]:
    """Return the middle of each node in an area, near each other where edges join them.

    Distances on paper are to be like those in the graph (Kamada and Kawai 1989), whose longest
    spread then lies level. Nodes that cover each other are pushed apart, as far as there is room.
    """
    graph = nx.Graph()
    graph.add_nodes_from(sorted(boxes))
    graph.add_edges_from(sorted({(min(edge), max(edge)) for edge in edges}))
    distances = _distances(graph)
    best: tuple[int, dict[str, Place]] | None = None
    for order in _orders(graph):
        rough = _stretched(order, distances)
        places = _settled(_spread(_level(rough), boxes, width, height), boxes, width, height)
        covered = _covered(graph, places, boxes)
        if best is None or covered < best[0]:
            best = covered, places
    return best[1] if best else {}


def _stretched(order: list[str], distances: Mapping[str, Mapping[str, int]]) -> dict[str, Place]:
    """Return places whose distances are as near to those in the graph as can be, by parts of them.

    Each round moves all nodes to where the bound of the stress is least (Gansner, Koren and North,
    Graph Drawing by Stress Majorization, 2004), from a circle in the order given. Small arrays of
    numpy alone: what scipy calls for it spreads over cores and takes many times as long.
    """
    if len(order) < 2:
        return dict.fromkeys(order, (0.0, 0.0))
    wanted = np.array([[distances[one][other] for other in order] for one in order], float)
    np.fill_diagonal(wanted, 1.0)
    weights = wanted**-2.0
    np.fill_diagonal(weights, 0.0)
    total = weights.sum(axis=1)
    turns = 2 * np.pi * np.arange(len(order)) / len(order)
    at = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    for _ in range(_STEPS):
        apart = at[:, None, :] - at[None, :, :]
        long = np.sqrt((apart**2).sum(axis=2))
        pull = np.where(long > 1e-9, weights * wanted / np.where(long > 1e-9, long, 1.0), 0.0)
        moved = (weights[:, :, None] * at[None, :, :]).sum(axis=1)
        moved += (pull[:, :, None] * apart).sum(axis=1)
        at = moved / total[:, None]
    return {node: (float(x), float(y)) for node, (x, y) in zip(order, at, strict=True)}


def _settled(
    places: dict[str, Place], boxes: Mapping[str, Box], width: float, height: float
) -> dict[str, Place]:
    for _ in range(_ROUNDS):
        if not _push(places, boxes, width, height):
            break
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in places.items()}


def _orders(graph: nx.Graph) -> list[list[str]]:
    """Return orders to begin from; the search ends in another place from each."""
    near, plain = _around(graph), sorted(graph)
    return [near, plain, near[::2] + near[1::2], plain[::2] + plain[1::2]]


def _covered(graph: nx.Graph, places: Mapping[str, Place], boxes: Mapping[str, Box]) -> int:
    """Return how often the straight line between two nodes runs through a third one."""
    return sum(
        _distance(places[node], places[one], places[other]) < boxes[node].up + _BEND
        for one, other in graph.edges
        for node in graph
        if node not in (one, other)
    )


def _distance(place: Place, one: Place, other: Place) -> float:
    """Return how far a place is from the line between two others."""
    across, down = other[0] - one[0], other[1] - one[1]
    long = across * across + down * down or 1.0
    share = ((place[0] - one[0]) * across + (place[1] - one[1]) * down) / long
    share = min(max(share, 0.0), 1.0)
    return hypot(place[0] - one[0] - share * across, place[1] - one[1] - share * down)


def _around(graph: nx.Graph) -> list[str]:
    """Return the nodes so that neighbours are near each other, the largest part first."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=_by_size)
    order: list[str] = []
    for part in parts:
        first = min(part, key=lambda node: (-graph.degree(node), node))
        order += nx.dfs_preorder_nodes(graph, first)
    return order


def _by_size(part: list[str]) -> tuple[int, list[str]]:
    return -len(part), part


def _distances(graph: nx.Graph) -> dict[str, dict[str, int]]:
    """Return the steps between all nodes; parts that no edge joins lie a little further off."""
    known = dict(nx.all_pairs_shortest_path_length(graph))
    far = 1 + max(steps for row in known.values() for steps in row.values())
    return {node: {other: known[node].get(other, far) for other in graph} for node in graph}


def _level(places: Mapping[str, Place]) -> dict[str, Place]:
    """Return the places turned so that they spread most from left to right."""
    number = len(places)
    mid_x = fsum(x for x, _ in places.values()) / number
    mid_y = fsum(y for _, y in places.values()) / number
    moved = {node: (x - mid_x, y - mid_y) for node, (x, y) in places.items()}
    wide = fsum(x * x for x, _ in moved.values())
    tall = fsum(y * y for _, y in moved.values())
    turn = -atan2(2 * fsum(x * y for x, y in moved.values()), wide - tall) / 2
    return {
        node: (x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn))
        for node, (x, y) in moved.items()
    }


def _spread(
    rough: Mapping[str, Place], boxes: Mapping[str, Box], width: float, height: float
) -> dict[str, Place]:
    """Return the places stretched over the whole area."""
    wide, tall = ([place[axis] for place in rough.values()] for axis in (0, 1))
    places = {}
    for node, (x, y) in rough.items():
        box = boxes[node]
        across = box.side + _share(x, wide) * (width - 2 * box.side)
        down = box.up + _share(y, tall) * (height - box.up - box.down)
        places[node] = _inside((across, down), box, width, height)
    return places


def _share(value: float, values: Iterable[float]) -> float:
    least, *_, most = sorted((*values, value))
    return (value - least) / (most - least) if most - least > 1e-3 else 0.5


def _push(places: dict[str, Place], boxes: Mapping[str, Box], width: float, height: float) -> bool:
    """Move every two nodes that cover each other a little apart; say whether any did."""
    moved = False
    for one, other in combinations(sorted(places), 2):
        (x, y), (x2, y2) = places[one], places[other]
        a, b = boxes[one], boxes[other]
        over_x = a.side + b.side + _GAP - abs(x2 - x)
        upper, lower = (a, b) if y <= y2 else (b, a)
        over_y = upper.down + lower.up + _GAP - abs(y2 - y)
        if over_x <= 0.1 or over_y <= 0.1:
            continue
        moved = True
        if over_x < over_y:
            step = over_x / 2 * (1 if x <= x2 else -1)
            places[one], places[other] = (x - step, y), (x2 + step, y2)
        else:
            step = over_y / 2 * (1 if y <= y2 else -1)
            places[one], places[other] = (x, y - step), (x2, y2 + step)
        for node in (one, other):
            places[node] = _inside(places[node], boxes[node], width, height)
    return moved


def _inside(place: Place, box: Box, width: float, height: float) -> Place:
    x = min(max(place[0], box.side), max(width - box.side, box.side))
    y = min(max(place[1], box.up), max(height - box.down, box.up))
    return x, y
