"""Days on the axis of a chart: periods of a fitting length, and the ticks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kabar.views.charts_svg import alt

EPOCH = date(1970, 1, 1)
MILLISECONDS = 86_400_000

MOST = 60
"""Periods that a chart has room for."""
FEWEST = 8
"""Periods that a chart has at least, empty ones included, or bars would be as wide as walls."""

PERIODS = ("day", "week", "month", "quarter", "year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7}

_TICKS = (
    ("day", (1, 2)),
    ("week", (1, 2)),
    ("month", (1, 2, 3, 6)),
    ("year", (1, 2, 5, 10, 20, 50)),
)
_MOST_TICKS = 11

# Constant, as all expressions must be. The year stands where it begins, and at the first tick.
_DAY = "utcFormat(datum.value, '%-d %b')"
_MONTH = "utcFormat(datum.value, '%b')"
_YEAR = "utcFormat(datum.value, '%Y')"


def milliseconds(day: date) -> int:
    """Return a day as Vega counts it, whatever the time zone of the machine."""
    return (day - EPOCH).days * MILLISECONDS


def period_start(day: date, period: str) -> date:
    """Return the first day of the period that a day is in; weeks begin on Monday."""
    if period in _DAYS:
        return day if period == "day" else _back(day, day.weekday())
    months = _MONTHS[period]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def next_start(start: date, period: str, times: int = 1) -> date:
    """Return the first day of a later period, or the last day there is."""
    if period in _DAYS:
        left = (date.max - start).days
        return start + timedelta(min(_DAYS[period] * times, left))
    months = start.year * 12 + start.month - 1 + _MONTHS[period] * times
    return date(months // 12, months % 12 + 1, 1) if months // 12 <= date.max.year else date.max


def periods_between(first: date, last: date, period: str, step: int = 1) -> list[date]:
    """Return the first days of all periods that two days span, or of each `step`th one."""
    starts = [period_start(first, period)]
    while (start := next_start(starts[-1], period, step)) <= last and start > starts[-1]:
        starts.append(start)
    return starts


def fitting_period(first: date, last: date) -> str:
    """Return the shortest period of which no more than MOST lie between two days."""
    for period in PERIODS:
        days = _DAYS.get(period) or _MONTHS[period] * 30
        if (last - first).days / days > MOST:
            continue
        if len(periods_between(first, last, period)) <= MOST:
            return period
    return PERIODS[-1]


def period_label(start: date, period: str) -> str:
    """Return a period in words: `2024-05-07`, `week of 2024-05-06`, `2024-05`, `2024-Q2`."""
    if period == "week":
        return f"week of {start}"
    if period == "quarter":
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return start.isoformat()[: {"day": 10, "month": 7, "year": 4}[period]]


def day_axis(first: date, last: date) -> alt.Axis:
    """Return an axis with ticks at whole days, weeks, months or years, each year told once.

    Labels stand to the right of their tick, for that is where the period is that they name.
    """
    unit, ticks = day_ticks(first, last)
    if unit == "year":
        expression = _YEAR
    else:
        step = milliseconds(ticks[1]) - milliseconds(ticks[0]) if len(ticks) > 1 else 0
        earlier = f"utcFormat(datum.value - {step}, '%Y')"
        if unit == "month":  # the step before a January may be longer than the first one
            earlier = "utcFormat(datum.value - 86400000, '%Y')"
        year = f"(datum.index == 0 || {earlier} != {_YEAR}) ? {_YEAR} : ''"
        expression = f"[{_MONTH if unit == 'month' else _DAY}, {year}]"
    return alt.Axis(
        values=[milliseconds(tick) for tick in ticks],
        labelExpr=expression,
        labelOverlap=False,
        labelAlign="left",
        labelOffset=0,
        grid=False,
        title=None,
        tickSize=6,
    )


def day_scale(first: date, last: date) -> alt.Scale:
    """Return a scale of days in which both ends are on the edge."""
    return alt.Scale(type="utc", domain=[milliseconds(first), milliseconds(last)], nice=False)


def day_ticks(first: date, last: date) -> tuple[str, list[date]]:
    """Return the unit of the ticks between two days, and the ticks; the last has room for words."""
    room = first + (last - first) * 0.95
    for unit, steps in _TICKS:
        days = _DAYS.get(unit) or _MONTHS[unit] * 30
        for step in steps:
            if (last - first).days / (days * step) > _MOST_TICKS + 2:
                continue
            start = _round(first, unit, step)
            ticks = [t for t in periods_between(start, last, unit, step) if first <= t <= room]
            if len(ticks) <= _MOST_TICKS:
                return unit, ticks or [first]
    return "day", [first]


def _round(day: date, unit: str, step: int) -> date:
    """Return a day at or before another one from which steps fall on round numbers."""
    if unit == "month":
        return date(day.year, (day.month - 1) // step * step + 1, 1)
    if unit == "year":
        return date(max(day.year // step * step, 1), 1, 1)
    return period_start(day, unit)


def _back(day: date, days: int) -> date:
    return day - timedelta(min(days, (day - date.min).days))


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a chart and how wide they are drawn: pixels for room, milliseconds for Vega."""

    first: date
    end: date
    """The day after the last one."""
    width: float

    def pixel(self, day: date) -> float:
        """Return where a day begins."""
        return (day - self.first).days / max((self.end - self.first).days, 1) * self.width

    def time(self, pixel: float) -> int:
        """Return the moment at a pixel, in milliseconds."""
        begin, end = milliseconds(self.first), milliseconds(self.end)
        return round(begin + pixel / self.width * (end - begin))

    @property
    def ticks(self) -> list[int]:
        """The moments that the axis names."""
        return [milliseconds(day) for day in day_ticks(self.first, self.end)[1]]

    def x(self, field: str = "t") -> alt.X:
        """Return the encoding of a field with moments, on an axis of days."""
        scale, axis = day_scale(self.first, self.end), day_axis(self.first, self.end)
        return alt.X(f"{field}:T", scale=scale, axis=axis)
