"""The chosen events over time: numbers by period, a drawing of them, and days with their events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import numpy as np

from kabar.views.charts import Chart
from kabar.views.charts_days import fitting_period, next_start, period_start
from kabar.views.labels import count
from kabar.web.asked_charts import SeriesAsked
from kabar.web.counting import drawn_counts, main_days
from kabar.web.events import Chosen, choose
from kabar.web.series import MOST, PeriodNumbers, period_numbers, within
from kabar.web.site import Site


@dataclass(frozen=True, slots=True)
class Timeline:
    """The chosen events by period."""

    by: str
    total: int
    without_day: int
    periods: tuple[PeriodNumbers, ...]
    """The oldest first; periods without events are left out."""
    shown: tuple[PeriodNumbers, ...]
    """Those that the drawing shows."""
    chart: Chart


def timeline_of(site: Site, asked: SeriesAsked) -> Timeline:
    """Return the events that an address asks for by its period, or by one that fits."""
    chosen = choose(site, asked)

    def answer() -> Timeline:
        return _timeline(chosen, asked)

    key = ("timeline", site.columns.version, asked.filter(), tuple(asked.outlet), asked.by)
    found: Timeline = site.kept.get(key, answer)
    return found


def by_day(rows: Iterable[dict[str, Any]]) -> list[tuple[date | None, list[dict[str, Any]]]]:
    """Return rows of events, in order, under their first day."""
    days = groupby(rows, key=lambda row: row["date_start"])
    return [(day, list(of_day)) for day, of_day in days]


def _timeline(chosen: Chosen, asked: SeriesAsked) -> Timeline:
    days = _days(chosen, asked)
    by = asked.by or (fitting_period(*days) if days else "day")
    positions = np.flatnonzero(chosen.mask).astype(np.int32)
    periods = period_numbers(chosen.columns, positions, by)
    dated = sum(row.events for row in periods)
    without = chosen.total - dated
    if days is None:
        chart = Chart("", "No chart: none of these events has a day.")
        return Timeline(by, chosen.total, without, (), (), chart)
    first = max(period_start(days[0], by), _back(days[1], by))
    shown = within(periods, first, days[1])
    chart = _drawn(shown, by, dated=dated, without=without)
    return Timeline(by, chosen.total, without, tuple(periods), tuple(shown), chart)


def _days(chosen: Chosen, asked: SeriesAsked) -> tuple[date, date] | None:
    """Return the days to show: those of most events, but every day that the address asks for."""
    most = main_days(chosen.columns, chosen.mask)
    if most is None:
        return None
    days = chosen.columns.day[chosen.mask]
    days = days[days > 0]
    first, last = (date.fromordinal(int(day)) for day in (days.min(), days.max()))
    return first if asked.start else most[0], last if asked.end else most[1]


def _back(last: date, by: str) -> date:
    """Return the first day of the MOST periods that end with the one of a day."""
    start = period_start(last, by)
    return period_start(next_start(start, by, 1 - MOST), by) if _has_room(start, by) else date.min


def _has_room(start: date, by: str) -> bool:
    years = {"day": 1, "week": 3, "month": 11, "quarter": 31, "year": MOST + 1}[by]
    return start.year > years


def _drawn(shown: Sequence[PeriodNumbers], by: str, *, dated: int, without: int) -> Chart:
    counts = Counter(
        {(row.start, quad): n for row in shown for quad, n in row.of_quads().items() if n}
    )
    number = sum(row.events for row in shown)
    told = count(number, "event")
    left = []
    if without:
        left.append(f"{without:,} without a day")
    if dated > number and shown:
        left.append(f"{dated - number:,} before {shown[0].start} or after {shown[-1].end}")
    note = f" Not shown: {'; '.join(left)}." if left else ""
    return Chart(drawn_counts(counts, by, told), f"{told} by {by}.{note}")
