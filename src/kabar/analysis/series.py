"""Events of two parties by month, week or day: how many, and how they score.

Scores are PLOVER's, −10 (conflict) to +10 (cooperation). A score is never given without the number
of events it stands on, nor a number without the events themselves.
"""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import fsum, nan
from typing import Any, Literal

from kabar.analysis.dyads import QUADS, Dyad, Dyads, Pair, Reason, find_dyads, missing, quad_of
from kabar.errors import UnknownName
from kabar.records import Coded, Event

try:
    import pandas as pd
except ImportError as error:
    raise missing(error) from error

By = Literal["month", "week", "day"]

FREQUENCIES: Mapping[str, str] = {"month": "M", "week": "W-SUN", "day": "D"}
"""Names of periods for pandas; a week that ends on Sunday is an ISO week."""

NO_DATE = "no date"
COARSE = "date longer than the period"

SCORES = ("mean_score", "min_score", "max_score")
SERIES = ("source", "target", "period", "count", "scored", *SCORES, *QUADS, "events")
BALANCE = (
    *("source", "target", "period", "count", "cooperative", "conflictual", "conflict_share"),
    *("scored", "mean_score", "events"),
)


def dyad_series(
    articles: Iterable[Coded],
    *,
    by: By = "month",
    dyads: Iterable[Pair] | None = None,
    modalities: Iterable[str] = ("asserted",),
    directed: bool = True,
    one_a_day: bool = False,
) -> pd.DataFrame:
    """Return a row for each dyad and period that has events, sorted by source, target, period.

    An event stands in the period of its date's first day. A date that is longer than the period
    (a year in a series of months) says nothing of one period, and its event is left out, as is one
    without a date or without two parties. `scored` is the number of events with a score, which
    the scores are of. `events` names the records, as `document:event`.

    `attrs` holds `by`, `directed`, `counted` (events), `left_out` (events by reason) and
    `same_text` (articles given more than once). Raises UnknownName for a wrong period or modality.
    """
    found = find_dyads(
        articles,
        modalities=modalities,
        directed=directed,
        one_a_day=one_a_day,
        dyads=dyads,
        reason=_date_reason(by),
    )
    rows = [
        {**_head(key), **_numbers(group), **_quads(group), "events": _records(group)}
        for key, group in _grouped(found, by)
    ]
    return _frame(rows, SERIES, found, by=by, directed=directed)


def balance(
    articles: Iterable[Coded],
    *,
    by: By | None = "month",
    dyads: Iterable[Pair] | None = None,
    modalities: Iterable[str] = ("asserted",),
    directed: bool = True,
    one_a_day: bool = False,
) -> pd.DataFrame:
    """Return for each dyad and period how many events are of cooperation and how many of conflict.

    `conflict_share` is the conflictual part of `count`. With `by=None` there is one row a dyad,
    without `period`, and events without a date count too. The rest is as in `dyad_series`.
    """
    found = find_dyads(
        articles,
        modalities=modalities,
        directed=directed,
        one_a_day=one_a_day,
        dyads=dyads,
        reason=_date_reason(by) if by else None,
    )
    rows = []
    for key, group in _grouped(found, by):
        numbers = _numbers(group)
        conflictual = sum(dyad.conflictual for dyad in group)
        rows.append(
            {
                **_head(key),
                **numbers,
                "cooperative": len(group) - conflictual,
                "conflictual": conflictual,
                "conflict_share": conflictual / len(group),
                "events": _records(group),
            }
        )
    columns = [name for name in BALANCE if by or name != "period"]
    return _frame(rows, columns, found, by=by, directed=directed)


def mean_score(events: Iterable[Event]) -> float:
    """Return the mean score of events that have one, the same whatever their order; else NaN."""
    scores = [event.score for event in events if event.score is not None]
    return fsum(scores) / len(scores) if scores else nan


Key = tuple[str, str, Any]
"""Source, target, and the period or None."""


def _grouped(found: Dyads, by: By | None) -> list[tuple[Key, list[Dyad]]]:
    groups: dict[Key, list[Dyad]] = defaultdict(list)
    periods: dict[date, Any] = {}
    for dyad in found.dyads:
        period = None
        if by and dyad.event.date:
            day = dyad.event.date.start
            period = periods.get(day)
            if period is None:
                period = periods[day] = pd.Period(day, freq=FREQUENCIES[by])
        groups[dyad.source, dyad.target, period].append(dyad)
    return sorted(groups.items(), key=lambda item: item[0][: 3 if by else 2])


def _head(key: Key) -> dict[str, Any]:
    return dict(zip(("source", "target", "period"), key, strict=True))


def _numbers(group: Sequence[Dyad]) -> dict[str, Any]:
    scores = [dyad.event.score for dyad in group if dyad.event.score is not None]
    return {
        "count": len(group),
        "scored": len(scores),
        "mean_score": mean_score(dyad.event for dyad in group),
        "min_score": min(scores, default=nan),
        "max_score": max(scores, default=nan),
    }


def _quads(group: Sequence[Dyad]) -> dict[str, int]:
    counts = Counter(quad_of(dyad.event) for dyad in group)
    return {quad: counts[quad] for quad in QUADS}


def _records(group: Iterable[Dyad]) -> list[str]:
    return sorted(dyad.record for dyad in group)


def _frame(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    found: Dyads,
    *,
    by: By | None,
    directed: bool,
) -> pd.DataFrame:
    """Return the rows with a type for each column, also where there are no rows."""
    frame = pd.DataFrame(list(rows), columns=list(columns))
    kinds: dict[str, Any] = dict.fromkeys(columns, "int64")
    kinds |= {name: "float64" for name in (*SCORES, "conflict_share") if name in columns}
    kinds |= dict.fromkeys(("source", "target", "events"), object)
    if by:
        kinds["period"] = f"period[{FREQUENCIES[by]}]"
    frame = frame.astype(kinds)
    frame.attrs = {"by": by, "directed": directed, **found.attrs}
    return frame


def _date_reason(by: By) -> Reason:
    if by not in FREQUENCIES:
        raise UnknownName(f"unknown period '{by}'; use one of: {', '.join(FREQUENCIES)}")

    def reason(event: Event) -> str | None:
        if event.date is None:
            return NO_DATE
        days = (event.date.end - event.date.start).days + 1
        return COARSE if days > _length(event.date.start, by) else None

    return reason


def _length(day: date, by: By) -> int:
    """Return the days of the period that a day stands in."""
    return {"day": 1, "week": 7, "month": calendar.monthrange(day.year, day.month)[1]}[by]
