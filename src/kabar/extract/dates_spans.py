"""What expressions that name a span mean: months, years, seasons, *last week*, *two days ago*.

Each takes the parts a template bound and the frame it is read in; None where they make no date.
Seasons are the northern ones and are named for the year in which they begin.
"""

from __future__ import annotations

from datetime import date

from kabar.extract.dates_calendar import (
    Frame,
    Interval,
    Parts,
    choose,
    month_of,
    move,
    one_day,
    portion,
    possible_years,
    turned,
    unit_around,
)

SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def month(parts: Parts, frame: Frame) -> Interval | None:
    """A month, with a year, a direction (*last October*), or neither: the last one begun.

    The one just over is never meant a year ahead: *put off what was planned for February*.
    """
    spans = [month_of(y, parts["month"]) for y in possible_years(frame, parts)]
    just_over = [s for s in spans if _is_just_over(s, frame.published)]
    told = "step" in parts or len(spans) < 2
    chosen = just_over[0] if just_over and not told else _chosen(spans, parts, frame)
    return portion(chosen, "month", parts, frame) if chosen else None


def _is_just_over(span: tuple[date, date], today: date | None) -> bool:
    return today is not None and span == unit_around("month", today, -1)


def month_range(parts: Parts, frame: Frame) -> Interval | None:
    """Two months: *between March and May*."""
    last = month({**parts, "month": parts["to"]}, frame)
    if last is None:
        return None
    year = last.start.year - (1 if parts["from"] > parts["to"] else 0)
    return Interval(month_of(year, parts["from"])[0], last.end, "interval")


def year_range(parts: Parts, frame: Frame) -> Interval | None:
    """Two years: *2014-2016*."""
    if parts["from"] > parts["to"]:
        return None
    return Interval(date(parts["from"], 1, 1), date(parts["to"], 12, 31), "interval")


def _chosen(spans: list[tuple[date, date]], parts: Parts, frame: Frame) -> tuple[date, date] | None:
    """Return the span that a told year, a direction or the clause picks."""
    today = frame.published
    if len(spans) < 2 or today is None:
        return spans[0] if spans else None
    step = parts.get("step")
    if step == 0:
        return next((s for s in spans if s[0].year == today.year), None)
    if step is not None:
        spans = [s for s in spans if not s[0] <= today <= s[1]]
    return choose(spans, turned(parts, frame), nearest=False)


def year(parts: Parts, frame: Frame) -> Interval | None:
    """A year, whole or in part."""
    value = int(parts["year"])
    return portion((date(value, 1, 1), date(value, 12, 31)), "year", parts, frame)


def decade(parts: Parts, frame: Frame) -> Interval | None:
    """A decade: *the 1990s*; two figures mean the last such decade before publication."""
    value = int(parts["decade"])
    if value < 100:
        if frame.published is None:
            return None
        value += frame.published.year // 100 * 100
        value -= 100 if value > frame.published.year else 0
    value -= value % 10
    return portion((date(value, 1, 1), date(value + 9, 12, 31)), "decade", parts, frame)


def _of_year(length: int, name: str, key: str, parts: Parts, frame: Frame) -> Interval | None:
    """Return a quarter or half of a year; with no year told, the last one begun."""
    first = (parts[key] - 1) * length + 1
    if not 1 <= first <= 12:
        return None
    spans = [month_of(y, first, length) for y in possible_years(frame, parts)]
    chosen = _chosen(spans, parts, frame)
    return Interval(*chosen, name) if chosen else None


def quarter(parts: Parts, frame: Frame) -> Interval | None:
    """*the first quarter of 2022*."""
    return _of_year(3, "quarter", "quarter", parts, frame)


def half(parts: Parts, frame: Frame) -> Interval | None:
    """*the second half of 2021*."""
    return _of_year(6, "interval", "half", parts, frame)


def season(parts: Parts, frame: Frame) -> Interval | None:
    """*summer 2021*, *last winter*: three months, named for the year in which they begin."""
    spans = [month_of(y, SEASON_STARTS[parts["season"]], 3) for y in possible_years(frame, parts)]
    chosen = _chosen(spans, parts, frame)
    return Interval(*chosen, "season") if chosen else None


def unit(parts: Parts, frame: Frame) -> Interval | None:
    """*last week*, *tahun ini*, *early next month*."""
    if frame.published is None:
        return None
    name = parts["unit"]
    span = unit_around(name, frame.published, parts.get("step", 0))
    return portion(span, "interval" if name == "weekend" else name, parts, frame)


def weekend(parts: Parts, frame: Frame) -> Interval | None:
    """A weekend with no direction: the last one begun, the next where the clause looks ahead."""
    if frame.published is None:
        return None
    step = 0 if frame.direction > 0 or frame.published.weekday() >= 5 else -1
    return unit({"unit": "weekend", "step": step}, frame)


def window_past(parts: Parts, frame: Frame) -> Interval | None:
    """*in the last 24 hours*: up to publication."""
    if frame.published is None:
        return None
    count = parts.get("number", 1)
    longest = count[1] if isinstance(count, tuple) else count
    start = move(parts["unit"], frame.published, -longest)
    return Interval(start, frame.published, "interval")


def window_next(parts: Parts, frame: Frame) -> Interval | None:
    """*in the coming days*: from publication on."""
    if frame.published is None:
        return None
    count = parts.get("number", 1)
    longest = count[1] if isinstance(count, tuple) else count
    end = move(parts["unit"], frame.published, longest)
    return Interval(frame.published, end, "interval")


def moved(base: date, parts: Parts, sign: int) -> Interval:
    """Return the day, week, month or year so many units from a base; vague counts give a span."""
    name, count = parts["unit"], parts.get("number", 1)
    if isinstance(count, tuple):
        ends = sorted(move(name, base, sign * c) for c in count)
        return Interval(ends[0], ends[1], "interval")
    moved = move(name, base, sign * count)
    if name in ("day", "hour"):
        return one_day(moved)
    return Interval(*unit_around(name, moved, 0), name)


def ago(parts: Parts, frame: Frame) -> Interval | None:
    """*three weeks ago*."""
    return moved(frame.published, parts, -1) if frame.published else None


def ahead(parts: Parts, frame: Frame) -> Interval | None:
    """*three weeks from now*."""
    return moved(frame.published, parts, 1) if frame.published else None


def within(parts: Parts, frame: Frame) -> Interval | None:
    """*in two weeks*: a date where the clause looks ahead, else only a length of time."""
    return ahead(parts, frame) if frame.direction > 0 else None


def after_anchor(parts: Parts, frame: Frame) -> Interval | None:
    """*two days later*, *the next day*: after the last date told."""
    return moved(frame.anchor.end, parts, 1) if frame.anchor else None


def before_anchor(parts: Parts, frame: Frame) -> Interval | None:
    """*two days earlier*: before the last date told."""
    return moved(frame.anchor.start, parts, -1) if frame.anchor else None


def same_anchor(parts: Parts, frame: Frame) -> Interval | None:
    """*the same day*: the last date told."""
    return frame.anchor
