"""Questions to a store: the events that a filter leaves, a page at a time, and counts of dyads.

Only records of current runs are seen. The order is always the same: by first day, those without a
day last, then by document and place in its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from kabar.errors import UnknownName
from kabar.store import schema
from kabar.store.filters import Filter, conditions, dyad_conditions
from kabar.store.ids import record_id

Row = dict[str, Any]

PERIODS = ("day", "week", "month")
PAGE = 1000

_ORDER = (
    schema.EVENTS.c.date_start,
    schema.EVENTS.c.document,
    schema.EVENTS.c.start_char,
    schema.EVENTS.c.id,
)


@dataclass(frozen=True, slots=True)
class Key:
    """Where a page ends: the day, document, offset and id of its last event."""

    day: date | None
    document: str
    start: int
    id: str


@dataclass(frozen=True, slots=True)
class DyadCount:
    """How often one party acted towards another in a period, and the mean score."""

    source: str
    target: str
    period: date | None
    """First day of the period; None for events without a day, or where no period was asked for."""
    events: int
    score: float | None
    """Mean of the events that have a score."""


def event_rows(
    connection: sa.Connection, chosen: Filter, *, after: Key | None = None, limit: int = PAGE
) -> list[Row]:
    """Return a page of events as flat rows with their parties; `after` is the last one's key.

    A row has the columns of `events` and of its document, and `source`, `target` (names),
    `source_party`, `target_party` with `; ` between several, `?` where a party is not known.
    """
    rows: list[Row] = []
    if after is None or after.day is not None:
        rows = _rows(connection, chosen, after, limit, dated=True)
        after = None
    if len(rows) < limit:
        rows += _rows(connection, chosen, after, limit - len(rows), dated=False)
    add_sides(connection, rows)
    return rows


def all_events(connection: sa.Connection, chosen: Filter, *, page: int = PAGE) -> Iterator[Row]:
    """Yield every event that a filter leaves, read a page at a time."""
    after: Key | None = None
    while rows := event_rows(connection, chosen, after=after, limit=page):
        yield from rows
        after = key_of(rows[-1])


def key_of(row: Row) -> Key:
    """Return the key after which the next page begins."""
    return Key(row["date_start"], row["document"], row["start_char"], row["id"])


def count_events(connection: sa.Connection, chosen: Filter) -> int:
    """Return how many events a filter leaves."""
    query = _of_results(sa.select(sa.func.count()))
    if chosen.reads_documents:
        query = _with_documents(query)
    query = query.where(*conditions(chosen))
    return int(connection.execute(query).scalar_one())


def count_dyads(
    connection: sa.Connection, chosen: Filter, *, by: str | None = None
) -> list[DyadCount]:
    """Return events and mean score of each dyad, in each day, week (from Monday) or month.

    Direction counts; a reciprocal event counts each way. Raises UnknownName for another period.
    """
    if by not in (None, *PERIODS):
        raise UnknownName(f"unknown period '{by}'; name one of: {', '.join(PERIODS)}")
    dyads = schema.DYADS.c
    label = sa.null() if by is None else _label(dyads.day, by)
    columns = (dyads.source, dyads.target, label.label("period"))
    query = (
        sa.select(
            *columns,
            sa.func.count().label("events"),
            sa.func.count(dyads.score).label("scored"),
            sa.func.sum(dyads.score).label("total"),
        )
        .where(dyads.current, *dyad_conditions(chosen))
        .group_by(*columns[: 2 if by is None else 3])
    )
    return list(_counts(connection.execute(query), by))


def _label(day: sa.ColumnElement[Any], by: str) -> sa.ColumnElement[Any]:
    """Return what rows are grouped by in the database; weeks are made of days afterwards."""
    text = sa.cast(day, sa.Text)
    return sa.func.substr(text, 1, 7) if by == "month" else text


def _counts(rows: Iterable[Any], by: str | None) -> Iterator[DyadCount]:
    """Yield a count for each dyad and period, those without a day last."""
    found: dict[tuple[str, str, date | None], tuple[int, int, float]] = {}
    first_day = cache(lambda label: _first_day(label, by))
    for source, target, label, events, scored, total in rows:
        key = source, target, first_day(label)
        known = found.get(key, (0, 0, 0.0))
        found[key] = known[0] + events, known[1] + scored, known[2] + (total or 0.0)
    for key in sorted(found, key=lambda key: (*key[:2], key[2] or date.max)):
        events, scored, total = found[key]
        yield DyadCount(*key, events, total / scored if scored else None)


def _first_day(label: str | None, by: str | None) -> date | None:
    if label is None:
        return None
    day = date.fromisoformat(f"{label}-01" if by == "month" else label)
    return day - timedelta(days=day.weekday()) if by == "week" else day


def _of_results(query: sa.Select[Any]) -> sa.Select[Any]:
    """Return a query over events of current runs."""
    events, results = schema.EVENTS.c, schema.RESULTS.c
    same = sa.and_(results.document == events.document, results.run == events.run)
    return query.select_from(schema.EVENTS).join(schema.RESULTS, same).where(results.current)


def _with_documents(query: sa.Select[Any]) -> sa.Select[Any]:
    return query.join(schema.DOCUMENTS, schema.DOCUMENTS.c.id == schema.EVENTS.c.document)


def _rows(
    connection: sa.Connection, chosen: Filter, after: Key | None, limit: int, *, dated: bool
) -> list[Row]:
    keys = _keys(chosen, after, limit, dated=dated).subquery()
    events, results, documents = schema.EVENTS.c, schema.RESULTS.c, schema.DOCUMENTS.c
    of_document = (documents.title, documents.published, documents.origin, documents.story)
    query = (
        _with_documents(_of_results(sa.select(*events, results.language, *of_document)))
        .where(sa.tuple_(events.document, events.run, events.id).in_(sa.select(keys)))
        .order_by(*_ORDER)
    )
    found = connection.execute(query).mappings()
    return [{"record": record_id(row["document"], row["id"]), **row} for row in found]


def _keys(chosen: Filter, after: Key | None, limit: int, *, dated: bool) -> sa.Select[Any]:
    """Return a query for the keys of a page: sorting these alone spares reading whole rows."""
    events = schema.EVENTS.c
    query = _of_results(sa.select(events.document, events.run, events.id))
    if chosen.reads_documents:
        query = _with_documents(query)
    there = events.date_start.is_not(None) if dated else events.date_start.is_(None)
    order = _ORDER if dated else _ORDER[1:]
    query = query.where(there, *conditions(chosen)).order_by(*order).limit(limit)
    return query if after is None else query.where(*_after(after))


def _after(key: Key) -> Iterator[sa.ColumnElement[bool]]:
    rest = sa.tuple_(*_ORDER[1:]) > sa.tuple_(
        *(sa.literal(part) for part in (key.document, key.start, key.id))
    )
    if key.day is None:
        yield rest
    else:
        day = schema.EVENTS.c.date_start
        yield day >= key.day
        yield sa.or_(day > key.day, rest)


def add_sides(connection: sa.Connection, rows: list[Row]) -> None:
    """Add the sides of each row, as names and as parties."""
    sides = schema.SIDES.c
    found: dict[tuple[str, str, str, str], list[Any]] = {}
    query = (
        sa.select(
            sides.document, sides.run, sides.event, sides.role, sides.name, sides.text, sides.party
        )
        .where(sides.document.in_({row["document"] for row in rows}))
        .order_by(sides.document, sides.run, sides.start_char, sides.number)
    )
    for side in connection.execute(query) if rows else ():
        found.setdefault((side.document, side.run, side.event, side.role), []).append(side)
    for row in rows:
        for role in ("source", "target"):
            group = found.get((row["document"], row["run"], row["id"], role), [])
            row[role] = "; ".join(side.name or side.text for side in group)
            row[f"{role}_party"] = "; ".join(side.party or "?" for side in group)
