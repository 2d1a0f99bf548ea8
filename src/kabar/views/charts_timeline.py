"""The timeline: events by day, week or month, cooperation above a line and conflict below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kabar.analysis.dyads import QUADS, in_order, quad_of
from kabar.records import Coded, Event
from kabar.views.charts_days import (
    FEWEST,
    day_axis,
    day_scale,
    fitting_period,
    milliseconds,
    next_start,
    period_label,
    period_start,
    periods_between,
)
from kabar.views.charts_svg import QUIET, Chart, alt, marks, render
from kabar.views.labels import count

BACKGROUND = timedelta(days=365)
"""Events this long before the first article are what it recalls, not what happened meanwhile."""

COLOURS = dict(zip(QUADS, ("#7fc4b8", "#0b6e63", "#e3a978", "#9c4516"), strict=True))
"""Blue-green for cooperation, red-brown for conflict, the deeds darker than the words."""
NAMES = {quad: quad.replace("_", " ") for quad in QUADS}

_PADDING = {"left": 48, "right": 12, "top": 30, "bottom": 40}
_HEIGHT = 220
_COLUMN = 150
_COLOUR = alt.Color("colour:N", scale=None, legend=None)


@dataclass(frozen=True, slots=True)
class Timed:
    """The events that a timeline shows, and how many it does not, by reason."""

    events: tuple[Event, ...]
    period: str
    left_out: dict[str, int]


def timeline_chart(articles: Iterable[Coded]) -> Chart:
    """Return the asserted events of articles by period and by PLOVER's quad.

    Not shown, but counted in the note, are events without a date, with a date longer than a period
    and those from more than a year before the first article.
    """
    ordered, _ = in_order(articles)
    timed = _timed(ordered)
    left = [f"{number:,} {reason}" for reason, number in timed.left_out.items() if number]
    not_shown = f"Not shown: {'; '.join(left)}." if left else ""
    if not timed.events:
        return Chart(
            "", f"No timeline: no asserted event has a day to stand at. {not_shown}".strip()
        )
    counts = Counter(
        (period_start(e.date.start, timed.period), quad_of(e)) for e in timed.events if e.date
    )
    shown = count(len(timed.events), "asserted event")
    svg = counts_drawing(counts, timed.period, shown)
    return Chart(svg, f"{shown} by {timed.period}. {not_shown}".strip())


def counts_drawing(counts: Counter[tuple[date, str]], period: str, shown: str) -> str:
    """Return the drawing of numbers of events by first day of the period and quad.

    `shown` says how many events of which kind they are: `40 asserted events`.
    """
    return render(
        _layers(counts, _periods([start for start, _ in counts], period), period),
        name="timeline",
        title=f"Events by {period}",
        summary=_summary(counts, period, shown),
        height=_HEIGHT,
        padding=_PADDING,
    )


def _timed(articles: Sequence[Coded]) -> Timed:
    asserted = [e for coded in articles for e in coded.events if e.modality == "asserted"]
    dated = [e for e in asserted if e.date is not None]
    published = [c.document.published for c in articles if c.document.published is not None]
    earliest = min(published, default=date.min)
    earliest = earliest - BACKGROUND if earliest - date.min > BACKGROUND else date.min
    recent = [e for e in dated if e.date and e.date.start >= earliest]
    period, kept = _fitting(recent)
    return Timed(
        tuple(kept),
        period,
        {
            "without a date": len(asserted) - len(dated),
            f"more than a year before the first article ({earliest + BACKGROUND})": len(dated)
            - len(recent),
            f"with a date longer than a {period}": len(recent) - len(kept),
        },
    )


def _fitting(events: list[Event]) -> tuple[str, list[Event]]:
    """Return the period for the days of events, and the events whose date is no longer than one."""
    days = [e.date.start for e in events if e.date]
    if not days:
        return "day", []
    period = fitting_period(min(days), max(days))
    kept = [e for e in events if e.date and _is_within(e.date.start, e.date.end, period)]
    return period, kept


def _is_within(first: date, last: date, period: str) -> bool:
    length = next_start(period_start(first, period), period) - period_start(first, period)
    return (last - first).days < length.days


def _periods(days: list[date], period: str) -> list[date]:
    """Return all periods of the chart, with empty ones after the last where there are few."""
    starts = periods_between(min(days), max(days), period)
    while len(starts) < FEWEST and next_start(starts[-1], period) < date.max:
        starts.append(next_start(starts[-1], period))
    return starts


def _layers(counts: Counter[tuple[date, str]], starts: list[date], period: str) -> list[alt.Chart]:
    rows = [row for start in starts for row in _bars(counts, start, period)]
    first, end = starts[0], next_start(starts[-1], period)
    top = max(max(row["y2"] for row in rows), 1)
    bottom = min(min(row["y2"] for row in rows), -1)
    x = {"scale": day_scale(first, end), "axis": day_axis(first, end)}
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[bottom, top], nice=False),
        axis=alt.Axis(
            labelExpr="format(abs(datum.value), ',d')",
            tickMinStep=1,
            tickCount=6,
            ticks=False,
            titleX=-34,
            title="← conflict  ·  events  ·  cooperation →",
        ),
    )
    bars = marks(rows, "rect", stroke="white", strokeWidth=0.5).encode(
        x=alt.X("from:T", **x),
        x2="to:T",
        y=y,
        y2="y2:Q",
        color=_COLOUR,
        description=alt.Description("told:N"),
    )
    zero = marks([{"y": 0}], "rule", color=QUIET, strokeWidth=1).encode(y=y)
    return [bars, zero, *_legend()]


def _legend() -> list[alt.Chart]:
    """Return what the colours mean, at fixed places: how wide words are depends on the reader."""
    layers: list[alt.Chart] = []
    for place, quad in enumerate(QUADS):
        row, left = {"colour": COLOURS[quad], "text": NAMES[quad]}, place * _COLUMN
        layers += [
            marks([row], "square", size=110, opacity=1).encode(
                x=alt.value(left + 5), y=alt.value(-18), color=_COLOUR
            ),
            marks([row], "text", align="left", baseline="middle").encode(
                x=alt.value(left + 15), y=alt.value(-18), text="text:N"
            ),
        ]
    return layers


def _bars(counts: Counter[tuple[date, str]], start: date, period: str) -> list[dict[str, Any]]:
    """Return the bars of a period: from the line outwards, first words, then deeds."""
    end = milliseconds(next_start(start, period))
    begin = milliseconds(start)
    gap = (end - begin) * 0.08
    rows = []
    for sign, quads in ((1, QUADS[:2]), (-1, QUADS[2:])):
        base = 0
        for quad in quads:
            number = counts[start, quad]
            if not number:
                continue
            rows.append(
                {
                    "from": begin + gap,
                    "to": end - gap,
                    "y": sign * base,
                    "y2": sign * (base + number),
                    "colour": COLOURS[quad],
                    "told": f"{period_label(start, period)}: {number:,} × {NAMES[quad]}",
                }
            )
            base += number
    return rows


def _summary(counts: Counter[tuple[date, str]], period: str, shown: str) -> str:
    by_quad: Counter[str] = Counter()
    by_period: Counter[date] = Counter()
    for (start, quad), number in counts.items():
        by_quad[quad] += number
        by_period[start] += number
    most = min(by_period, key=lambda start: (-by_period[start], start))
    first, last, busiest = (
        period_label(start, period) for start in (min(by_period), max(by_period), most)
    )
    parts = ", ".join(f"{by_quad[quad]:,} {NAMES[quad]}" for quad in QUADS)
    return f"{shown} from {first} to {last}: {parts}. Most in {busiest}: {by_period[most]:,}."
