"""Where events happened: a circle for each place on the part of the world that has them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Any

from kabar.views.charts_network_marks import colour_of
from kabar.views.charts_projection import Pixel, View, fitted
from kabar.views.charts_svg import (
    INK,
    QUIET,
    WIDTH,
    Chart,
    alt,
    label,
    marks,
    render,
    signed,
    width_of,
)
from kabar.views.labels import count

MOST = 150
"""Places in one map, the ones with most events."""
NAMED = 14
"""Places whose names the map tells, as far as there is room."""
LAND, COAST, SEA = "#eeebe3", "#c9c4b8", "#f6f9fb"

_WORLD = "world"
_PADDING = {"left": 0, "right": 0, "top": 0, "bottom": 44}
_LOWEST, _TALLEST = 300.0, 460.0
_SMALLEST, _LARGEST = 3.5, 20.0
_COLOUR = alt.Color("colour:N", scale=None, legend=None)
_SIZE = alt.Size("size:Q", scale=None, legend=None)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its events."""

    name: str
    latitude: float
    longitude: float
    events: int
    score: float | None
    is_country: bool
    """Only the country is known; the place is its middle."""

    @property
    def told(self) -> str:
        """The place in words."""
        score = "no score" if self.score is None else f"mean score {signed(self.score)}"
        return f"{label(self.name)}: {count(self.events, 'event')}, {score}"


def map_chart(spots: Sequence[Spot]) -> Chart:
    """Return the map of places, drawn where they are.

    Circles are as large as they have events and coloured by their mean score; a ring is a country
    of which no place is told. The map shows the part of the world that has all of them.
    """
    ordered = sorted(spots, key=lambda spot: (-spot.events, spot.name))[:MOST]
    if not ordered:
        return Chart("", "No map: none of these events has a place with coordinates.")
    places = [(spot.latitude, spot.longitude) for spot in ordered]
    view = fitted(places, WIDTH, _LOWEST, _TALLEST)
    most = ordered[0].events
    svg = render(
        [
            *_land(view),
            *_circles(ordered, view, most),
            *_names(ordered, view, most),
            *_legend(view, most),
        ],
        name="map",
        title="Where events happened",
        summary=f"{count(len(ordered), 'place')}. {'. '.join(s.told for s in ordered[:15])}.",
        height=view.height,
        padding=_PADDING,
        datasets={_WORLD: [outlines()]},
    )
    note = "A circle is a place, as large as it has events; a ring is a country of which no place "
    note += "is told. Outlines: Natural Earth."
    if left := len(spots) - len(ordered):
        note += f" Drawn: the {MOST} places with most events; {left:,} others are in the table."
    return Chart(svg, note)


@cache
def outlines() -> dict[str, Any]:
    """Return the outlines of countries as one shape of GeoJSON."""
    polygons = json.loads((files("kabar.views") / "data" / "world.json").read_text("utf-8"))
    shape = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "properties": {}, "geometry": shape}


def _land(view: View) -> list[alt.Chart]:
    """Return sea and land, cut at the edges of the map."""
    land = (
        alt.Chart(alt.NamedData(name=_WORLD))
        .mark_geoshape(clip=False, fill=LAND, stroke=COAST, strokeWidth=0.7)
        .project(
            type="equalEarth",
            rotate=[-view.middle, 0, 0],
            scale=view.scale,
            translate=[view.left, view.top],
            clipExtent=[[0, 0], [view.width, view.height]],
        )
    )
    sea = marks([{"x": 0, "x2": view.width, "y": 0, "y2": view.height}], "rect", fill=SEA)
    return [sea.encode(x=_x(view), x2="x2:Q", y=_y(view), y2="y2:Q"), land]


def _circles(spots: Sequence[Spot], view: View, most: int) -> list[alt.Chart]:
    """Return the circles, the largest lowest, and rings for countries."""
    rows: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for spot in spots:
        x, y = view.pixel((spot.latitude, spot.longitude))
        rows[spot.is_country].append(
            {
                "x": round(x, 1),
                "y": round(y, 1),
                "size": _area(spot.events, most),
                "colour": colour_of(spot.score),
                "told": spot.told,
            }
        )
    encoded = {"x": _x(view), "y": _y(view), "size": _SIZE}
    told = alt.Description("told:N")
    return [
        marks(rows[True], "circle", filled=False, strokeWidth=2.2, opacity=0.95).encode(
            **encoded, stroke=alt.Stroke("colour:N", scale=None, legend=None), description=told
        ),
        marks(rows[False], "circle", opacity=0.85, stroke="white", strokeWidth=0.8).encode(
            **encoded, color=_COLOUR, description=told
        ),
    ]


def _names(spots: Sequence[Spot], view: View, most: int) -> list[alt.Chart]:
    """Return the names of the busiest places, where they cover neither each other nor a circle."""
    taken = []
    for spot in spots:
        (x, y), r = view.pixel((spot.latitude, spot.longitude)), _radius(spot.events, most)
        taken.append((x - r, y - r, x + r, y + r))
    rows: dict[str, list[dict[str, Any]]] = {"left": [], "right": []}
    for number, spot in enumerate(spots[:NAMED]):
        name = label(spot.name, 24)
        middle = view.pixel((spot.latitude, spot.longitude))
        for align, box, at in _rooms(middle, _radius(spot.events, most), width_of(name)):
            others = taken[:number] + taken[number + 1 :]
            if _is_inside(box, view) and not any(_cover(box, other) for other in others):
                rows[align].append({"x": round(at[0], 1), "y": round(at[1], 1), "text": name})
                taken.append(box)
                break
    layers = []
    for align, found in rows.items():
        look = {"baseline": "middle", "align": align, "fontSize": 11}
        for ink in ({"stroke": "white", "strokeWidth": 3, "strokeOpacity": 0.8}, {"fill": INK}):
            layer = marks(found, "text", **look, **ink)
            layers.append(layer.encode(x=_x(view), y=_y(view), text="text:N"))
    return layers


def _rooms(middle: Pixel, radius: float, wide: float) -> list[tuple[str, Box, Pixel]]:
    """Return where a name may stand: right, left, above to the right, below to the right."""
    x, y = middle
    right, left, lift = x + radius + 3, x - radius - 3, radius + 6
    found: list[tuple[str, Box, Pixel]] = [
        ("left", (right, y - 7, right + wide, y + 7), (right, y)),
        ("right", (left - wide, y - 7, left, y + 7), (left, y)),
    ]
    for at in (y - lift, y + lift):
        found.append(("left", (x, at - 7, x + wide, at + 7), (x, at)))
    return found


def _legend(view: View, most: int) -> list[alt.Chart]:
    """Return the scale of colours and three sizes, beneath the map."""
    top = view.height + 12
    bar = [
        {"x": 70 + 4 * n, "x2": 74.5 + 4 * n, "y": top, "y2": top + 9}
        | {"colour": colour_of((n + 0.5) * 0.5 - 10)}
        for n in range(40)
    ]
    words = [
        {"x": 36, "y": top + 5, "text": "conflict"},
        {"x": 270, "y": top + 5, "text": "cooperation"},
        {"x": 150, "y": top + 20, "text": "mean score, −10 to +10"},
    ]
    sizes = []
    for place, number in enumerate(sorted({1, (most + 1) // 2, most})):
        x = 390 + 95 * place
        sizes.append({"x": x, "y": top + 10, "size": _area(number, most)})
        text = f"{number:,}" if place else count(number, "event")
        words.append({"x": x + 50, "y": top + 10, "text": text})
    look = {"baseline": "middle", "fontSize": 10, "fill": QUIET}
    x, y = _x(view), _y(view)
    return [
        marks(bar, "rect").encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=_COLOUR),
        marks(sizes, "circle", color="#b2b2b2", opacity=1).encode(x=x, y=y, size=_SIZE),
        marks(words, "text", **look).encode(x=x, y=y, text="text:N"),
    ]


def _x(view: View) -> alt.X:
    return alt.X("x:Q", scale=alt.Scale(domain=[0, view.width], nice=False), axis=None)


def _y(view: View) -> alt.Y:
    return alt.Y("y:Q", scale=alt.Scale(domain=[view.height, 0], nice=False), axis=None)


def _radius(number: int, most: int) -> float:
    largest = min(_LARGEST, _SMALLEST + 2 * sqrt(most))
    return max(_SMALLEST, largest * sqrt(number / most))


def _area(number: int, most: int) -> float:
    return round(3.1416 * _radius(number, most) ** 2, 1)


def _cover(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_inside(box: Box, view: View) -> bool:
    return box[0] >= 2 and box[1] >= 2 and box[2] <= view.width - 2 and box[3] <= view.height - 2
