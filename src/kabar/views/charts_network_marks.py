"""The drawing of a network: nodes, bent arrows between them, and what size and colour mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees, hypot, sqrt
from typing import Any

from kabar.views.charts_svg import INK, QUIET, WIDTH, alt, marks, signed
from kabar.views.labels import count

PADDING = {"left": 8, "right": 8, "top": 6, "bottom": 6}
LEGEND = 52
"""Height of the legend, under the network."""
FOOT = 22
"""From the edge of a node to below its name."""

CONFLICT, NEITHER, COOPERATION = (156, 69, 22), (178, 178, 178), (11, 110, 99)
NO_SCORE = "#5b6b8c"
"""A blue grey, for grey is a score of 0."""
_WIDTH = WIDTH - PADDING["left"] - PADDING["right"]
_SMALLEST, _LARGEST = 5.0, 22.0
_THINNEST, _THICKEST = 0.8, 7.0
_BEND, _FURTHEST = 0.2, 60.0
"""How far the corner of an arrow's bend lies from the straight line, as a part of its length and in
pixels; there and back are so two lines."""

_X = alt.X("x:Q", scale=alt.Scale(domain=[0, _WIDTH], nice=False), axis=None)
_COLOUR = alt.Color("colour:N", scale=None, legend=None)
_LINE = alt.StrokeWidth("wide:Q", scale=None, legend=None)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A party: its name, its events, and where it stands."""

    name: str
    count: int
    radius: float
    wide: float
    """Of its words."""
    x: float
    y: float

    @property
    def words(self) -> str:
        """Name and events: `ISR (106)`."""
        return words_of(self.name, self.count)


@dataclass(frozen=True, slots=True)
class Arrow:
    """The events of one party towards another."""

    source: Node
    target: Node
    count: int
    score: float | None

    @property
    def told(self) -> str:
        """The arrow in words."""
        score = "no score" if self.score is None else f"mean score {signed(self.score)}"
        names = f"{self.source.name} → {self.target.name}"
        return f"{names}: {count(self.count, 'event')}, {score}"


def words_of(name: str, events: int) -> str:
    """Return what stands under a node."""
    return f"{name} ({events:,})"


def height_of(nodes: int) -> float:
    """Return the height of a network without its legend."""
    return min(450.0, 100.0 + 30 * nodes)


def radius(number: int, most: int) -> float:
    """Return how large the node is of a party with so many events: its area goes with them."""
    largest = min(_LARGEST, _SMALLEST + 2 * sqrt(most))
    return round(max(_SMALLEST, largest * sqrt(number / most)), 1)


def colour_of(score: float | None) -> str:
    """Return a colour from red-brown (conflict) over grey to blue-green (cooperation).

    It changes fastest around 0, where most means are.
    """
    if score is None:
        return NO_SCORE
    share = sqrt(min(abs(score), 10.0) / 10)
    end = COOPERATION if score > 0 else CONFLICT
    mixed = (round(a + (b - a) * share) for a, b in zip(NEITHER, end, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def draw_network(nodes: Sequence[Node], arrows: Sequence[Arrow]) -> list[alt.Chart]:
    """Return the layers: arrows, the lightest first, then nodes and names, then the legend."""
    most = max((arrow.count for arrow in arrows), default=1)
    area = height_of(len(nodes))
    y = alt.Y("y:Q", scale=alt.Scale(domain=[area + LEGEND, 0], nice=False), axis=None)
    return [*_arrows(arrows, most, area, y), *_nodes(nodes, y), *_legend(most, area + 26, y)]


def _width(number: int, most: int) -> float:
    return round(_THINNEST + (_THICKEST - _THINNEST) * (number - 1) / max(most - 1, 1), 2)


def _arrows(arrows: Sequence[Arrow], most: int, area: float, y: alt.Y) -> list[alt.Chart]:
    lines: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    for number, arrow in enumerate(arrows):
        wide = _width(arrow.count, most)
        look = {"colour": colour_of(arrow.score), "told": arrow.told}
        points, head = _bent(arrow, 7 + wide, area)
        lines += [
            {**look, "x": at_x, "y": at_y, "wide": wide, "arrow": number, "place": place}
            for place, (at_x, at_y) in enumerate(points)
        ]
        heads.append({**look, **head, "size": 40 + 14 * wide})
    told = alt.Description("told:N")
    return [
        marks(lines, "line", interpolate="natural", strokeCap="butt", opacity=0.85).encode(
            x=_X,
            y=y,
            color=_COLOUR,
            strokeWidth=_LINE,
            detail="arrow:N",
            order="place:Q",
            description=told,
        ),
        marks(heads, "point", shape="triangle", filled=True, opacity=1, strokeWidth=0).encode(
            x=_X,
            y=y,
            color=_COLOUR,
            angle=alt.Angle("turn:Q", scale=None),
            size=alt.Size("size:Q", scale=None, legend=None),
            description=told,
        ),
    ]


def _bent(arrow: Arrow, room: float, area: float) -> tuple[list[Point], dict[str, float]]:
    """Return three points of an arrow's line, and place and turn of its head."""
    a, b = arrow.source, arrow.target
    start, end = (a.x, a.y), (b.x, b.y)
    long = hypot(b.x - a.x, b.y - a.y) or 1.0
    far = min(long * _BEND, _FURTHEST) / long
    corner = (
        min(max((a.x + b.x) / 2 - (b.y - a.y) * far, 0), _WIDTH),
        min(max((a.y + b.y) / 2 + (b.x - a.x) * far, 0), area),
    )
    edge = _edge(b, corner)
    first = _towards(start, corner, _edge(a, corner) + 1)
    last = _towards(end, corner, edge + room * 0.8)
    head = _towards(end, corner, edge + 1 + room / 2)
    middle = tuple((first[n] + last[n]) / 4 + corner[n] / 2 for n in (0, 1))
    turn = degrees(atan2(b.x - corner[0], corner[1] - b.y))
    points = [(round(p[0], 1), round(p[1], 1)) for p in (first, middle, last)]
    return points, {"x": round(head[0], 1), "y": round(head[1], 1), "turn": round(turn, 1)}


def _edge(node: Node, corner: Point) -> float:
    """Return how far from a node's middle a line to a point leaves the node and its words."""
    long = hypot(corner[0] - node.x, corner[1] - node.y) or 1.0
    across, down = abs(corner[0] - node.x) / long, (corner[1] - node.y) / long
    if down <= 0:
        return node.radius
    below = (node.radius + FOOT - 2) / down
    beside = (node.wide / 2 + 2) / across if across > 1e-6 else below
    out = min(below, beside)
    return out if out * down > node.radius + 3 else node.radius


def _towards(start: Point, end: Point, length: float) -> Point:
    long = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return (
        start[0] + (end[0] - start[0]) / long * length,
        start[1] + (end[1] - start[1]) / long * length,
    )


def _nodes(nodes: Sequence[Node], y: alt.Y) -> list[alt.Chart]:
    rows = [
        {
            "x": node.x,
            "y": node.y,
            "size": round(3.1416 * node.radius**2, 1),
            "told": f"{node.name}: {count(node.count, 'event')}",
        }
        for node in nodes
    ]
    circles = marks(rows, "circle", color="#f4f4f4", stroke="#555555", strokeWidth=1.2, opacity=1)
    names = [{"x": n.x, "y": n.y + n.radius + 12, "text": n.words} for n in nodes]
    look = {"baseline": "middle", "fontWeight": "bold", "fontSize": 11}
    halo = marks(names, "text", stroke="white", strokeWidth=4, strokeOpacity=0.9, **look)
    words = marks(names, "text", fill=INK, **look)
    size = alt.Size("size:Q", scale=None, legend=None)
    return [
        halo.encode(x=_X, y=y, text="text:N"),
        circles.encode(x=_X, y=y, size=size, description=alt.Description("told:N")),
        words.encode(x=_X, y=y, text="text:N"),
    ]


def _legend(most: int, top: float, y: alt.Y) -> list[alt.Chart]:
    """Return the scale of colours and three widths of arrow, at the foot."""
    steps = 40
    bar = [
        {"x": 70 + 4 * n, "x2": 74.5 + 4 * n, "y": top, "y2": top + 9}
        | {"colour": colour_of((n + 0.5) / steps * 20 - 10)}
        for n in range(steps)
    ]
    words = [
        {"x": 70 + 160 * (score + 10) / 20, "y": top + 18, "text": text}
        for score, text in ((-10, "−10"), (0, "0"), (10, "+10"))
    ]
    words += [
        {"x": 36, "y": top + 5, "text": "conflict"},
        {"x": 270, "y": top + 5, "text": "cooperation"},
        {"x": 150, "y": top - 9, "text": "mean score of an arrow's events"},
        {"x": 460, "y": top - 9, "text": "events of an arrow"},
    ]
    widths = sorted({1, (most + 1) // 2, most})
    lines = []
    for place, number in enumerate(widths):
        x = 380 + 80 * place
        lines.append({"x": x, "x2": x + 36, "y": top + 5, "wide": _width(number, most)})
        words.append({"x": x + 50, "y": top + 5, "text": f"{number:,}"})
    look = {"baseline": "middle", "fontSize": 10, "fill": QUIET}
    return [
        marks(bar, "rect").encode(x=_X, x2="x2:Q", y=y, y2="y2:Q", color=_COLOUR),
        marks(lines, "rule", color="#8a8a8a").encode(x=_X, x2="x2:Q", y=y, strokeWidth=_LINE),
        marks(words, "text", **look).encode(x=_X, y=y, text="text:N"),
    ]
