"""The drawing of statements over time: issues under one another, their parties in lanes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kabar.views.charts_days import Days
from kabar.views.charts_svg import FAINT, INK, QUIET, alt, marks
from kabar.views.labels import count

PADDING = {"left": 150, "right": 10, "top": 26, "bottom": 40}
HEAD, LANE, ROW, TAIL = 24, 16, 9, 6
"""Heights: an issue's name, a lane of one row of marks, each further row, below the last lane."""

# Okabe and Ito's colours, without the yellow that white paper swallows.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#3d9fdc", "#e69f00", "#222222", "#8c6d31")
OTHERS = "#7a7a7a"
_TURNS = {"yields": "#0b6e63", "hardens": "#9c4516"}
_DOT = 42
"""Area of a mark."""
_COLOUR = alt.Color("colour:N", scale=None, legend=None)


@dataclass(frozen=True, slots=True)
class Dot:
    """A statement: where it stands, its tone, and its words."""

    pixel: float
    is_open: bool
    told: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """A party's turn on an issue from firm to open or back."""

    pixel: float
    words: str
    day: str
    is_left: bool
    """Whether the words stand to the left of the day, at the edge."""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """A party on an issue."""

    name: str
    colour: str
    top: float
    dots: tuple[Dot, ...]
    turns: tuple[Turn, ...]

    def y(self, row: int) -> float:
        """Return the middle of a row."""
        return self.top + LANE / 2 + ROW * row


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue with the lanes of the parties that spoke on it."""

    name: str
    top: float
    height: float
    lanes: tuple[Lane, ...]


def colour_of(party: int) -> str:
    """Return the colour of a party by its place in the case; later ones are all grey."""
    return PALETTE[party] if party < len(PALETTE) else OTHERS


def draw_issues(issues: Sequence[IssueRow], days: Days) -> list[alt.Chart]:
    """Return the layers of all issues, and what filled and hollow mean."""
    height = sum(issue.height for issue in issues)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    lanes = [lane for issue in issues for lane in issue.lanes]
    return [
        *_frame(issues, height, days, y),
        *_names(issues, lanes, days, y),
        *_marks(lanes, days, y),
        *_legend(y),
    ]


def _frame(issues: Sequence[IssueRow], height: float, days: Days, y: alt.Y) -> list[alt.Chart]:
    upright = [
        {"t": t, "y": lane.top, "y2": issue.top + issue.height}
        for issue in issues
        for lane in issue.lanes[:1]
        for t in days.ticks
    ]
    level = [{"y": lane.y(0)} for issue in issues for lane in issue.lanes]
    tops = [{"y": issue.top} for issue in issues]
    right = alt.value(days.width)
    return [
        marks(upright, "rule", color=FAINT).encode(x=days.x(), y=y, y2="y2:Q"),
        marks(level, "rule", color=FAINT).encode(y=y, x=alt.value(0), x2=right),
        marks(tops, "rule", color="#bbbbbb").encode(
            y=y, x=alt.value(-PADDING["left"] + 8), x2=right
        ),
    ]


def _names(
    issues: Sequence[IssueRow], lanes: Sequence[Lane], days: Days, y: alt.Y
) -> list[alt.Chart]:
    heads = [
        {
            "y": issue.top + 13,
            "name": issue.name,
            "count": count(sum(len(lane.dots) for lane in issue.lanes), "statement"),
        }
        for issue in issues
    ]
    names = [{"y": lane.y(0), "name": lane.name} for lane in lanes]
    left = alt.value(-PADDING["left"] + 8)
    return [
        marks(heads, "text", align="left", baseline="middle", fontWeight="bold").encode(
            y=y, x=left, text="name:N"
        ),
        marks(heads, "text", align="right", baseline="middle", fill=QUIET, fontSize=10).encode(
            y=y, x=alt.value(days.width), text="count:N"
        ),
        marks(names, "text", align="left", baseline="middle", fill=INK).encode(
            y=y, x=left, text="name:N"
        ),
    ]


def _marks(lanes: Sequence[Lane], days: Days, y: alt.Y) -> list[alt.Chart]:
    dots: list[dict[str, Any]] = []
    turns: list[dict[str, Any]] = []
    for lane in lanes:
        for dot in lane.dots:
            place = {"t": days.time(dot.pixel), "y": lane.y(dot.row), "told": dot.told}
            dots.append({**place, "open": dot.is_open, "colour": lane.colour})
        for turn in lane.turns:
            place = {"t": days.time(turn.pixel), "y": lane.y(turn.row), "text": turn.words}
            turns.append({**place, "colour": _TURNS[turn.words], "left": turn.is_left})
    told = alt.Description("told:N")
    filled = marks(_of(dots, True), "point", shape="circle", size=_DOT, filled=True, opacity=1)
    hollow = marks(
        _of(dots, False),
        "point",
        shape="circle",
        size=_DOT - 8,
        fill="white",
        strokeWidth=1.6,
        opacity=1,
    )
    return [
        filled.encode(x=days.x(), y=y, color=_COLOUR, description=told),
        hollow.encode(x=days.x(), y=y, stroke=alt.Stroke("colour:N", scale=None), description=told),
        *(
            marks(
                [turn for turn in turns if turn["left"] is is_left],
                "text",
                align=align,
                baseline="middle",
                dx=shift,
                fontSize=9,
            ).encode(x=days.x(), y=y, color=_COLOUR, text="text:N")
            for is_left, align, shift in ((False, "left", 5), (True, "right", -5))
        ),
    ]


def _of(dots: Sequence[dict[str, Any]], is_open: bool) -> list[dict[str, Any]]:
    return [dot for dot in dots if dot["open"] is is_open]


def _legend(y: alt.Y) -> list[alt.Chart]:
    left = -PADDING["left"] + 12
    signs = (
        (left, True, "open: gives or consents"),
        (left + 160, False, "firm: insists or refuses"),
    )
    look = {"shape": "circle", "size": _DOT, "stroke": INK, "strokeWidth": 1.4, "opacity": 1}
    layers = []
    for x, is_open, words in signs:
        fill = INK if is_open else "white"
        layers += [
            marks([{"y": 0}], "point", fill=fill, **look).encode(x=alt.value(x), y=alt.value(-14)),
            marks([{"text": words}], "text", align="left", baseline="middle").encode(
                x=alt.value(x + 9), y=alt.value(-14), text="text:N"
            ),
        ]
    return layers
