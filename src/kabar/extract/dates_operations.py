"""The operations that templates of `dates.toml` may name, and the one way to call them."""

from __future__ import annotations

from collections.abc import Callable

from kabar.extract import dates_days as days
from kabar.extract import dates_spans as spans
from kabar.extract.dates_calendar import Frame, Interval, Parts


def nothing(parts: Parts, frame: Frame) -> Interval | None:
    """Words that look like a date and are none: *Black Friday*."""
    return None


OPERATIONS: dict[str, Callable[[Parts, Frame], Interval | None]] = {
    operation.__name__: operation
    for operation in (
        nothing,
        days.full_date, days.day_range, days.day_of_month, days.figures, days.day_offset,
        days.overnight, days.weekday,
        spans.month, spans.month_range, spans.year, spans.year_range, spans.decade,
        spans.quarter, spans.half, spans.season,
        spans.unit, spans.weekend, spans.window_past, spans.window_next,
        spans.ago, spans.ahead, spans.within,
        spans.after_anchor, spans.before_anchor, spans.same_anchor,
    )
}  # fmt: skip
ANCHORED = frozenset({"after_anchor", "before_anchor", "same_anchor"})
"""Operations that count from the last date told."""


def resolve(operation: str, parts: Parts, frame: Frame) -> Interval | None:
    """Return what an operation makes of its parts, None where the calendar has no such day."""
    try:
        return OPERATIONS[operation](parts, frame)
    except (OverflowError, ValueError):  # outside the years 1 to 9999
        return None
