"""Dyads over time: mean scores with the numbers of events they stand on, and changes of level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kabar.analysis.dyads import Pair
from kabar.views.charts_days import Days
from kabar.views.charts_dyad_marks import (
    HEAD,
    PADDING,
    PLOT,
    ROW,
    ROWS,
    STRIP,
    Level,
    Panel,
    Point,
    draw_panels,
)
from kabar.views.charts_packing import pack
from kabar.views.charts_svg import WIDTH, Chart, label, needs_dossier, render, signed, width_of
from kabar.views.labels import count

try:
    import pandas as pd
except ImportError as error:
    raise needs_dossier(error) from error

MOST = 6
"""Dyads in one chart."""

_WIDTH = WIDTH - PADDING["left"] - PADDING["right"]
_GAP = 14
_TOLD = 18
"""Periods that are told one by one to who cannot see the chart."""
_DIGITS, _WORDS = 9, 10
"""Sizes of letters: numbers of events, words of a change."""


def dyad_chart(
    series: pd.DataFrame, changes: pd.DataFrame, dyads: Iterable[Pair] | None = None
) -> Chart:
    """Return mean scores by period of up to MOST dyads, with the number of events of each mean.

    `series` is a frame of `dyad_series`, `changes` one of `change_points` (it may be empty).
    `dyads` are the ones to show, the first of them first; without, they are the busiest.
    """
    scored = series.dropna(subset=["mean_score"])
    if scored.empty:
        return Chart("", "No chart of dyads: no dated event between two parties has a score.")
    totals = {
        (str(source), str(target)): int(group["count"].sum())
        for (source, target), group in scored.groupby(["source", "target"], sort=True)
    }
    wanted = sorted(totals, key=lambda pair: (-totals[pair], pair))
    if dyads is not None:
        wanted = [pair for pair in dict.fromkeys((s, t) for s, t in dyads) if pair in totals]
    if not wanted:
        return Chart("", "No chart of dyads: none of those asked for has a dated, scored event.")
    shown = wanted[:MOST]
    days = _days(scored, shown)
    panels = _panels(scored, changes, shown, days)
    svg = render(
        draw_panels(panels, days),
        name="dyads",
        title="Mean score of events between parties over time",
        summary=" ".join(_sentence(panel) for panel in panels),
        height=sum(panel.height for panel in panels),
        padding=PADDING,
    )
    return Chart(svg, _note(totals, shown, len(series) - len(scored)))


def _days(series: pd.DataFrame, dyads: Sequence[Pair]) -> Days:
    periods = [period for pair in dyads for period in _of(series, pair)["period"]]
    return Days(_first_day(min(periods)), _day_after(max(periods)), _WIDTH)


def _of(frame: pd.DataFrame, pair: Pair) -> pd.DataFrame:
    rows = frame[(frame["source"] == pair[0]) & (frame["target"] == pair[1])]
    return rows.sort_values("period")


def _panels(
    series: pd.DataFrame, changes: pd.DataFrame, dyads: Sequence[Pair], days: Days
) -> list[Panel]:
    panels: list[Panel] = []
    top = 0.0
    for pair in dyads:
        points = _points(_of(series, pair), days)
        levels = _levels(_of(changes, pair), days) if len(changes) else []
        above = ROW * (1 + max((level.row for level in levels), default=-1))
        rows = 1 + max(point.row for point in points)
        below = ROW * rows if rows <= ROWS else STRIP
        arrow = "→" if series.attrs.get("directed", True) else "–"
        name = f"{label(pair[0], 30)} {arrow} {label(pair[1], 30)}"
        height = HEAD + above + PLOT + below + _GAP
        panels.append(Panel(name, top, top + HEAD + above, height, tuple(points), tuple(levels)))
        top += height
    return panels


def _points(rows: pd.DataFrame, days: Days) -> list[Point]:
    points: list[Point] = []
    last: date | None = None
    for row in rows.to_dict("records"):
        begin, end = _first_day(row["period"]), _day_after(row["period"])
        points.append(
            Point(
                pixel=(days.pixel(begin) + days.pixel(end)) / 2,
                period=str(row["period"]),
                score=max(-10.0, min(10.0, float(row["mean_score"]))),
                count=int(row["count"]),
                scored=int(row["scored"]),
                follows=last == begin,
            )
        )
        last = end
    halves = [(p.pixel, width_of(f"{p.count}", _DIGITS) / 2) for p in points]
    lanes = pack((middle - half, middle + half) for middle, half in halves)
    return [replace(point, row=lane) for point, lane in zip(points, lanes, strict=True)]


def _levels(rows: pd.DataFrame, days: Days) -> list[Level]:
    levels: list[Level] = []
    for row in rows.to_dict("records"):
        before, after = (signed(float(row[f"mean_{name}"])) for name in ("before", "after"))
        words = (
            f"{row['period']}: {before} in {int(row['count_before']):,} → "
            f"{after} in {count(int(row['count_after']), 'event')}"
        )
        pixel, wide = days.pixel(_first_day(row["period"])), width_of(words, _WORDS) + 3
        levels.append(Level(pixel, words, is_left=pixel + wide > _WIDTH and pixel > wide))
    spans = [(v.pixel, width_of(v.words, _WORDS), v.is_left) for v in levels]
    lanes = pack(
        ((at - wide if left else at, at if left else at + wide) for at, wide, left in spans), gap=8
    )
    return [replace(level, row=lane) for level, lane in zip(levels, lanes, strict=True)]


def _sentence(panel: Panel) -> str:
    points = panel.points
    if len(points) <= _TOLD:
        scores = ", ".join(f"{p.period} {signed(p.score)} ({p.count})" for p in points)
    else:
        lowest = min(points, key=lambda point: point.score)
        highest = max(points, key=lambda point: point.score)
        ends = (
            (points[0], ""),
            (points[-1], ""),
            (lowest, " the lowest"),
            (highest, " the highest"),
        )
        scores = ", ".join(f"{p.period} {signed(p.score)} ({p.count}){word}" for p, word in ends)
    changes = "".join(f" Change of level in {level.words}." for level in panel.levels)
    return f"{panel.name}, {count(panel.count, 'event')}, mean score (events): {scores}.{changes}"


def _note(totals: Mapping[Pair, int], shown: Sequence[Pair], without: int) -> str:
    told = [
        "Mean score of each period, from −10 (conflict) to +10 (cooperation); beneath, the number "
        "of events that it stands on"
    ]
    if left := len(totals) - len(shown):
        events = count(sum(totals.values()) - sum(totals[pair] for pair in shown), "event")
        told.append(f"{count(left, 'other dyad')} with {events} not shown")
    if without:
        told.append(f"{count(without, 'period')} without a scored event not shown")
    return f"{'; '.join(told)}."


def _first_day(period: pd.Period) -> date:
    return _day(period.asfreq("D", how="start"))


def _day_after(period: pd.Period) -> date:
    day = _day(period.asfreq("D", how="end"))
    return day + timedelta(1) if day < date.max else day


def _day(period: pd.Period) -> date:
    """Return a period of one day as that day, or the end of the calendar it lies beyond."""
    if not date.min.year <= period.year <= date.max.year:
        return date.min if period.year < date.min.year else date.max
    return date(period.year, period.month, period.day)
