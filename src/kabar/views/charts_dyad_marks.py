"""The drawing of dyads: a panel each, under one another, on one axis of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kabar.views.charts_days import Days
from kabar.views.charts_svg import FAINT, INK, QUIET, alt, marks, signed
from kabar.views.labels import count

PADDING = {"left": 32, "right": 12, "top": 6, "bottom": 40}
HEAD, PLOT, ROW, STRIP = 24, 72, 11, 24
"""Heights in a panel: its heading, the scores, a row of small words or numbers, the
bars in place of numbers."""
ROWS = 3
"""Rows of numbers at most; where points stand closer, bars tell the numbers."""

LINE, CHANGE = "#8a8a8a", "#0072b2"
COOPERATION, CONFLICT, NEITHER = "#0b6e63", "#9c4516", "#777777"
_SCORES = (10, 5, 0, -5, -10)
_COLOUR = alt.Color("colour:N", scale=None, legend=None)


@dataclass(frozen=True, slots=True)
class Point:
    """The mean score of a period."""

    pixel: float
    period: str
    score: float
    count: int
    scored: int
    follows: bool
    """Whether the point before is of the period just before."""
    row: int = 0
    """Row of its number, so that numbers do not cover each other."""


@dataclass(frozen=True, slots=True)
class Level:
    """A change of level, in words to the right or left of its line."""

    pixel: float
    words: str
    is_left: bool
    row: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """One dyad: where it stands, its means and its changes of level."""

    name: str
    top: float
    plot: float
    """Where its scores begin."""
    height: float
    points: tuple[Point, ...]
    levels: tuple[Level, ...]

    @property
    def is_dense(self) -> bool:
        """Whether numbers of events would not have room."""
        return max(point.row for point in self.points) >= ROWS

    @property
    def count(self) -> int:
        """Events of all of its points."""
        return sum(point.count for point in self.points)

    def y(self, score: float) -> float:
        """Return where a score stands."""
        return self.plot + (10 - score) / 20 * PLOT


def draw_panels(panels: Sequence[Panel], days: Days) -> list[alt.Chart]:
    """Return the layers of all panels."""
    height = sum(panel.height for panel in panels)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    parts = (_grid, _heads, _numbers, _changes, _means)
    return [layer for part in parts for layer in part(panels, days, y)]


def _grid(panels: Sequence[Panel], days: Days, y: alt.Y) -> list[alt.Chart]:
    lines = [
        {"y": p.y(score), "colour": FAINT if score else QUIET} for p in panels for score in _SCORES
    ]
    upright = [{"t": t, "y": p.y(10), "y2": p.y(-10)} for p in panels for t in days.ticks]
    ticks = [
        {"y": panel.y(score), "text": signed(score, 0) if score else "0"}
        for panel in panels
        for score in _SCORES[::2]
    ]
    return [
        marks(upright, "rule", strokeWidth=1, color=FAINT).encode(x=days.x(), y=y, y2="y2:Q"),
        marks(lines, "rule", strokeWidth=1).encode(
            y=y, x=alt.value(0), x2=alt.value(days.width), color=_COLOUR
        ),
        marks(ticks, "text", align="right", baseline="middle", fontSize=10, fill=QUIET).encode(
            y=y, x=alt.value(-5), text="text:N"
        ),
    ]


def _heads(panels: Sequence[Panel], days: Days, y: alt.Y) -> list[alt.Chart]:
    rows = [
        {
            "y": panel.top + 11,
            "name": panel.name,
            "count": f"{count(panel.count, 'event')} in {count(len(panel.points), 'period')}",
        }
        for panel in panels
    ]
    return [
        marks(rows, "text", align="left", baseline="middle", fontWeight="bold").encode(
            y=y, x=alt.value(0), text="name:N"
        ),
        marks(rows, "text", align="right", baseline="middle", fill=QUIET).encode(
            y=y, x=alt.value(days.width), text="count:N"
        ),
    ]


def _numbers(panels: Sequence[Panel], days: Days, y: alt.Y) -> list[alt.Chart]:
    """Return the numbers of events under each point, as bars where numbers have no room."""
    numbers, bars, largest = [], [], []
    for panel in panels:
        foot = panel.plot + PLOT
        most = max(point.count for point in panel.points)
        if panel.is_dense:
            largest.append({"y": foot + STRIP / 2, "text": f"n ≤ {most:,}"})
        for point in panel.points:
            row: dict[str, Any] = {"t": days.time(point.pixel)}
            if panel.is_dense:
                tall = (STRIP - 6) * point.count / most
                bars.append({**row, "y": foot + STRIP, "y2": foot + STRIP - tall})
            else:
                numbers.append({**row, "y": foot + 7 + ROW * point.row, "text": f"{point.count}"})
    look = {"baseline": "middle", "fontSize": 9, "fill": INK}
    return [
        marks(numbers, "text", **look).encode(x=days.x(), y=y, text="text:N"),
        marks(bars, "rule", color=LINE, strokeWidth=1).encode(x=days.x(), y=y, y2="y2:Q"),
        marks(largest, "text", align="right", **look).encode(x=alt.value(-2), y=y, text="text:N"),
    ]


def _changes(panels: Sequence[Panel], days: Days, y: alt.Y) -> list[alt.Chart]:
    rows = [
        {
            "t": days.time(level.pixel),
            "left": level.is_left,
            "y": panel.plot - 8 - ROW * level.row,
            "y2": panel.plot + PLOT,
            "text": level.words,
        }
        for panel in panels
        for level in panel.levels
    ]
    return [
        marks(rows, "rule", color=CHANGE, strokeWidth=1.5).encode(x=days.x(), y=y, y2="y2:Q"),
        *(
            marks(
                [row for row in rows if row["left"] is is_left],
                "text",
                align=align,
                baseline="middle",
                dx=shift,
                fontSize=10,
                fill=CHANGE,
            ).encode(x=days.x(), y=y, text="text:N")
            for is_left, align, shift in ((False, "left", 3), (True, "right", -3))
        ),
    ]


def _means(panels: Sequence[Panel], days: Days, y: alt.Y) -> list[alt.Chart]:
    points = [_mean(panel, point, days) for panel in panels for point in panel.points]
    joins = [
        {**_place(panel, one, days), "dash": [1, 0] if other.follows else [1, 3]}
        | {"t2": days.time(other.pixel), "y2": panel.y(other.score)}
        for panel in panels
        for one, other in pairwise(panel.points)
    ]
    largest = max(point["count"] for point in points)
    area = min(170.0, max(20.0, 7000 / max(len(panel.points) for panel in panels)))
    sizes = alt.Scale(domain=[0, largest], range=[10, area], nice=False)
    return [
        marks(joins, "rule", color=LINE, strokeWidth=1).encode(
            x=days.x(), y=y, x2="t2:T", y2="y2:Q", strokeDash=alt.StrokeDash("dash:N", scale=None)
        ),
        marks(points, "circle", opacity=0.9, stroke="white", strokeWidth=0.7).encode(
            x=days.x(),
            y=y,
            size=alt.Size("count:Q", scale=sizes, legend=None),
            color=_COLOUR,
            description=alt.Description("told:N"),
        ),
    ]


def _place(panel: Panel, point: Point, days: Days) -> dict[str, Any]:
    return {"t": days.time(point.pixel), "y": panel.y(point.score)}


def _mean(panel: Panel, point: Point, days: Days) -> dict[str, Any]:
    told = f"{panel.name}, {point.period}: mean score {signed(point.score)}"
    return _place(panel, point, days) | {
        "count": point.count,
        "colour": COOPERATION if point.score > 0 else CONFLICT if point.score < 0 else NEITHER,
        "told": f"{told} of {point.scored} scored, {count(point.count, 'event')}",
    }
