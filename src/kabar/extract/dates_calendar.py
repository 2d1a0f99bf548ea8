"""Calendar arithmetic: intervals of days, and units of the calendar around a day.

Both ends of an interval are included. Weeks run from Monday to Sunday. Months keep the day of the
month where they can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

Parts = Mapping[str, Any]
"""What a template's slots caught: `{"day": 17, "month": 3}`."""

THIRDS = {"start": 0, "middle": 1, "end": 2}
WEEK_PARTS = {"start": (0, 2), "middle": (1, 3), "end": (3, 6)}
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both included, and how finely the words told them."""

    start: date
    end: date
    precision: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is read against."""

    published: date | None
    direction: int = 0
    """1 where the clause looks ahead, -1 where it looks back, 0 where it says nothing."""
    anchor: Interval | None = None
    """The last date told, for *two days later*."""
    year: int | None = None
    """A year lent by the other end of a range: *March to May 2022*."""
    orders: tuple[str, ...] = ("dmy",)
    """How dates in figures may be read, likeliest first."""


def month_of(year: int, month: int, count: int = 1) -> tuple[date, date]:
    """Return the first and last day of `count` months; `month` may run past 12 or below 1."""
    index = year * 12 + month - 1
    after = index + count
    start = date(index // 12, index % 12 + 1, 1)
    return start, date(after // 12, after % 12 + 1, 1) - timedelta(1)


def unit_around(unit: str, day: date, steps: int) -> tuple[date, date]:
    """Return the calendar unit that holds `day`, moved by `steps` units."""
    if unit in ("day", "hour"):
        moved = day + timedelta(steps)
        return moved, moved
    if unit == "week":
        monday = day - timedelta(day.weekday()) + timedelta(7 * steps)
        return monday, monday + timedelta(6)
    if unit == "weekend":
        saturday = unit_around("week", day, steps)[0] + timedelta(5)
        return saturday, saturday + timedelta(1)
    months = MONTHS_IN[unit]
    index = (day.year * 12 + day.month - 1) // months * months + steps * months
    return month_of(index // 12, index % 12 + 1, months)


def move(unit: str, day: date, count: int) -> date:
    """Return the day `count` units from `day`; months keep the day of the month where they can."""
    if unit == "hour":
        return day + timedelta(-(-abs(count) // 24) * (1 if count > 0 else -1))
    if unit in ("day", "week", "weekend"):
        return day + timedelta(count * (1 if unit == "day" else 7))
    index = day.year * 12 + day.month - 1 + count * MONTHS_IN[unit]
    first, last = month_of(index // 12, index % 12 + 1)
    return first.replace(day=min(day.day, last.day))


def cut(span: tuple[date, date], part: str | None, published: date | None) -> tuple[date, date]:
    """Return the early, middle or late third of a span, or its days before or after publication."""
    start, end = span
    if part is None or start == end:
        return span
    if part in ("before", "after"):
        if published is None or not start <= published <= end:
            return span
        return (start, published) if part == "before" else (published, end)
    days = (end - start).days + 1
    if days > 80:  # quarters, halves, years, decades: whole months
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        third = months // 3
        start, end = month_of(start.year, start.month + THIRDS[part] * third, third)
    else:
        k = THIRDS[part]
        first, last = WEEK_PARTS[part] if days == 7 else (days * k // 3, days * (k + 1) // 3 - 1)
        start, end = start + timedelta(first), start + timedelta(last)
    if part == "start" and published is not None and start <= published < end:
        end = published
    return start, end


def portion(span: tuple[date, date], precision: str, parts: Parts, frame: Frame) -> Interval:
    """Return a span as an interval, cut to its `part` where the words name one."""
    part = parts.get("part")
    start, end = cut(span, part, frame.published)
    return Interval(start, end, "interval" if part else precision)


def one_day(day: date) -> Interval:
    """Return a single day as an interval."""
    return Interval(day, day, "day")


def valid_day(year: int, month: int, day: int) -> date | None:
    """Return the day, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def possible_years(frame: Frame, parts: Parts) -> tuple[int, ...]:
    """Return the years the parts allow: told, lent by a range, or those around publication."""
    if "year" in parts:
        return (int(parts["year"]),)
    if frame.published is not None and "years" in parts:
        return (frame.published.year + int(parts["years"]),)
    if frame.year is not None:
        return (frame.year,)
    if frame.published is None:
        return ()
    return tuple(frame.published.year + k for k in (-1, 0, 1))


def turned(parts: Parts, frame: Frame) -> Frame:
    """Return the frame with the direction the expression itself names (*last*, *next*)."""
    return replace(frame, direction=int(parts["step"])) if "step" in parts else frame


def choose(
    spans: list[tuple[date, date]], frame: Frame, *, nearest: bool
) -> tuple[date, date] | None:
    """Return the reading that suits the clause: the next, the last, or else the nearest.

    With no direction told and `nearest` false, the last one that has begun.
    """
    today = frame.published
    if today is None:
        return None
    if frame.direction > 0:
        return min((s for s in spans if s[1] >= today), default=None)
    if frame.direction < 0 or not nearest:
        return max((s for s in spans if s[0] <= today), default=None)
    return min(spans, key=lambda s: (abs((s[0] - today).days), s[0] > today), default=None)
