"""Numbers of events by period: how many of each quad class, and how they score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kabar.analysis.dyads import QUADS
from kabar.store.columns import Codes, Columns
from kabar.views.charts_days import fitting_period, next_start, period_label, period_start
from kabar.web.counting import quad_of_type

MOST = 120
"""Periods in one drawing and its table."""


@dataclass(frozen=True, slots=True)
class PeriodNumbers:
    """The events of a period in numbers."""

    period: str
    """In words: `2024-05`, `week of 2024-05-06`."""
    start: date
    end: date
    """The last day."""
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    scored: int
    """Events that have a score."""
    mean_score: float | None

    def of_quads(self) -> dict[str, int]:
        """Return the events of each quad class."""
        return {quad: int(getattr(self, quad)) for quad in QUADS}


def period_numbers(columns: Columns, positions: Codes, period: str) -> list[PeriodNumbers]:
    """Return the numbers of events at ascending positions, the oldest period first.

    Events without a day, and periods without events, are not among them.
    """
    days = columns.day[positions]
    positions, days = positions[days > 0], days[days > 0]
    if not len(days):
        return []
    changes = np.flatnonzero(np.diff(days, prepend=0))  # positions are in the order of days
    starts = [period_start(date.fromordinal(int(day)), period) for day in days[changes]]
    first = [n for n, start in enumerate(starts) if n == 0 or start != starts[n - 1]]
    edges = changes[first]
    scores = columns.score[positions]
    has_score = ~np.isnan(scores)
    quads = _quads(columns)[columns.codes["type"][positions]]
    counts = np.diff(edges, append=len(days))
    by_quad = [np.add.reduceat((quads == n).astype(np.int64), edges) for n in range(len(QUADS))]
    scored = np.add.reduceat(has_score.astype(np.int64), edges)
    sums = np.add.reduceat(np.where(has_score, scores, 0).astype(np.float64), edges)
    found = []
    for n, place in enumerate(first):
        mean = round(float(sums[n]) / int(scored[n]), 4) if scored[n] else None
        span = _span(starts[place], period)
        one, two, three, four = (int(each[n]) for each in by_quad)
        found.append(
            PeriodNumbers(*span, int(counts[n]), one, two, three, four, int(scored[n]), mean)
        )
    return found[::-1]


def fitting(columns: Columns, positions: Codes) -> str:
    """Return the shortest period of which a chart has room for all that events span."""
    days = columns.day[positions]
    days = days[days > 0]
    if not len(days):
        return "day"
    return fitting_period(date.fromordinal(int(days.min())), date.fromordinal(int(days.max())))


def within(rows: Sequence[PeriodNumbers], first: date, last: date) -> list[PeriodNumbers]:
    """Return the periods that have a day between two days."""
    return [row for row in rows if row.end >= first and row.start <= last]


def last_day(start: date, period: str) -> date:
    """Return the last day of a period."""
    after = next_start(start, period)
    return after - timedelta(1) if after < date.max else after


def _span(start: date, period: str) -> tuple[str, date, date]:
    return period_label(start, period), start, last_day(start, period)


def _quads(columns: Columns) -> Codes:
    """Return the number of the quad class by the code of a type; -1 for the empty one."""
    types = columns.values("type")
    return np.asarray([QUADS.index(quad_of_type(name)) if name else -1 for name in types], np.int32)
