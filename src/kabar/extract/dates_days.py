"""What expressions that name a single day mean: dates, weekdays, *yesterday*.

Each takes the parts a template bound and the frame it is read in; None where they make no date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kabar.extract.dates_calendar import (
    Frame,
    Interval,
    Parts,
    choose,
    one_day,
    possible_years,
    turned,
    unit_around,
    valid_day,
)

SOON = 45
"""*On 20 March* told on the 5th is this March, not that of a year ago; in days."""


def full_date(parts: Parts, frame: Frame) -> Interval | None:
    """Day and month, with a year, a weekday, or neither."""
    years = possible_years(frame, parts)
    days = [d for y in years if (d := valid_day(y, parts["month"], parts["day"]))]
    if len(years) == 1:
        return one_day(days[0]) if days else None
    if "weekday" in parts:
        days = [d for d in days if d.weekday() == parts["weekday"]] or days
    if "step" not in parts and frame.direction < 0 and _is_soon(days, frame.published):
        frame = replace(frame, direction=0)
    chosen = choose([(d, d) for d in days], turned(parts, frame), nearest=True)
    return one_day(chosen[0]) if chosen else None


def _is_soon(days: Sequence[date], today: date | None) -> bool:
    """Say whether one of the days is so near ahead that no other is meant, whatever the verb."""
    return today is not None and any(0 < (d - today).days <= SOON for d in days)


def day_range(parts: Parts, frame: Frame) -> Interval | None:
    """Two days of one month: *3-7 June*."""
    last = full_date({**parts, "day": parts["to"]}, frame)
    if last is None:
        return None
    first = valid_day(last.start.year, last.start.month, parts["from"])
    if first is None or first > last.start:
        return None
    return Interval(first, last.start, "interval")


def day_of_month(parts: Parts, frame: Frame) -> Interval | None:
    """A day with no month (*on the 17th*), or in this, the last or the next month."""
    if frame.published is None:
        return None
    steps = (parts["months"],) if "months" in parts else (-1, 0, 1)
    firsts = [unit_around("month", frame.published, k)[0] for k in steps]
    days = [d for f in firsts if (d := valid_day(f.year, f.month, parts["day"]))]
    if "months" in parts:
        return one_day(days[0]) if days else None
    chosen = choose([(d, d) for d in days], frame, nearest=True)
    return one_day(chosen[0]) if chosen else None


def figures(parts: Parts, frame: Frame) -> Interval | None:
    """A date in figures: 2022-03-17, 17/3/2022, or 12/1 where a weekday or brackets say so.

    Where day and month could stand either way, the weekday decides, then the distance from
    publication, then the order usual in the language.
    """
    numbers: tuple[int, ...] = parts["figures"]
    orders = ("ymd",) if numbers[0] > 31 else frame.orders
    days: list[date] = []
    for order in orders:
        named = dict(zip(order, numbers, strict=False))
        years = (_century(named["y"]),) if "y" in named else possible_years(frame, {})
        days += [d for y in years if (d := valid_day(y, named["m"], named["d"]))]
    if "weekday" in parts:
        days = [d for d in days if d.weekday() == parts["weekday"]] or days
    if len(numbers) == 3:
        if not days:
            return None
        today = frame.published or days[0]
        return one_day(min(days, key=lambda d: abs((d - today).days)))
    chosen = choose([(d, d) for d in days], frame, nearest=True)
    return one_day(chosen[0]) if chosen else None


def _century(year: int) -> int:
    if year >= 100:
        return year
    return year + (2000 if year < 70 else 1900)


def day_offset(parts: Parts, frame: Frame) -> Interval | None:
    """*yesterday*, *lusa*, *tonight*: so many days from publication."""
    if frame.published is None:
        return None
    return one_day(frame.published + timedelta(parts["offset"]))


def overnight(parts: Parts, frame: Frame) -> Interval | None:
    """The night before publication and its morning."""
    if frame.published is None:
        return None
    return Interval(frame.published - timedelta(1), frame.published, "interval")


def weekday(parts: Parts, frame: Frame) -> Interval | None:
    """A weekday: the last one up to publication, the next where the clause looks ahead."""
    today = frame.published
    if today is None:
        return None
    wanted: int = parts["weekday"]
    if "weeks" in parts:
        return one_day(unit_around("week", today, parts["weeks"])[0] + timedelta(wanted))
    back, ahead = (today.weekday() - wanted) % 7, (wanted - today.weekday()) % 7
    step = parts.get("step")
    if step == 0:
        return one_day(today + timedelta(wanted - today.weekday()))
    if step is not None:
        return one_day(today + timedelta((ahead or 7) if step > 0 else -(back or 7)))
    return one_day(today + timedelta(ahead if frame.direction > 0 else -back))
