"""What a reviewer has not judged yet: records a page at a time, the next article, progress."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.reviews import ARTICLE, EVENT, QUOTE, TABLES, Progress

Key = tuple[str, str]
"""Document and record."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which quotes or positions are asked for; of several values in one field any will do."""

    kinds: Sequence[str] = ()
    """Kinds of quotes, stances of positions."""
    parties: Sequence[str] = ()
    languages: Sequence[str] = ()
    documents: Sequence[str] = ()
    rules: Sequence[str] = ()
    start: date | None = None
    """First day of publication."""
    end: date | None = None
    among: Collection[str] | None = None
    """Documents that a search found."""


def waiting(
    connection: sa.Connection,
    kind: str,
    reviewer: str,
    wanted: Wanted,
    *,
    offset: int,
    limit: int,
    newest_first: bool = True,
) -> tuple[int, list[Key]]:
    """Return how many current quotes or positions wait for a reviewer, and a page of them."""
    table, documents = TABLES[kind].c, schema.DOCUMENTS.c
    query = (
        _current(kind, sa.select(table.document, table.id))
        .join(schema.DOCUMENTS, documents.id == table.document)
        .where(*_conditions(kind, wanted), ~_judged(kind, reviewer), ~_finished(reviewer))
    )
    number = sa.select(sa.func.count()).select_from(query.subquery())
    day = documents.published
    first = day.desc().nulls_last() if newest_first else day.asc().nulls_first()
    order = (first, table.document, table.start_char, table.id)
    rows = connection.execute(query.order_by(*order).offset(offset).limit(limit))
    return int(connection.execute(number).scalar_one()), [(row[0], row[1]) for row in rows]


def judged_keys(connection: sa.Connection, kind: str, reviewer: str) -> set[Key]:
    """Return the records of a kind on which a reviewer has a verdict."""
    reviews = schema.REVIEWS.c
    query = sa.select(reviews.document, reviews.record)
    mine = query.where(reviews.kind == kind, reviews.reviewer == reviewer)
    return {(row.document, row.record) for row in connection.execute(mine)}


def finished_documents(connection: sa.Connection, reviewer: str) -> set[str]:
    """Return the articles that a reviewer has marked as finished."""
    return {document for document, _ in judged_keys(connection, ARTICLE, reviewer)}


def events_of_rules(connection: sa.Connection, rules: Collection[str]) -> set[Key]:
    """Return the current events that any of these rules gave."""
    events = schema.EVENTS.c
    query = _current(EVENT, sa.select(events.document, events.id))
    found = connection.execute(query.where(events.rule.in_(sorted(rules))))
    return {(row.document, row.id) for row in found}


def totals(connection: sa.Connection) -> dict[str, int]:
    """Return how many current records of each kind there are."""
    counts = {kind: _current(kind, sa.select(sa.func.count())) for kind in TABLES}
    return {kind: int(connection.execute(query).scalar_one()) for kind, query in counts.items()}


def progress(
    connection: sa.Connection, reviewer: str, of: Mapping[str, int] | None = None
) -> list[Progress]:
    """Return how many current records of each kind a reviewer has judged, of how many.

    `of` is what `totals` gave, where it is known.
    """
    numbers = of if of is not None else totals(connection)
    reviews, found = schema.REVIEWS, []
    for kind, table in TABLES.items():
        same = sa.and_(
            table.c.document == reviews.c.document,
            table.c.id == reviews.c.record,
            table.c.run == schema.RESULTS.c.run,
        )
        query = (
            sa.select(sa.func.count())
            .select_from(reviews)
            .join(schema.RESULTS, schema.RESULTS.c.document == reviews.c.document)
            .join(table, same)
            .where(schema.RESULTS.c.current, reviews.c.kind == kind)
            .where(reviews.c.reviewer == reviewer)
        )
        found.append(Progress(kind, int(connection.execute(query).scalar_one()), numbers[kind]))
    return found


def next_article(connection: sa.Connection, reviewer: str, after: str | None = None) -> str | None:
    """Return an article with events that wait for a reviewer: the newest, or the next after one.

    After the last one comes the newest again; None where nothing waits elsewhere.
    """
    documents = schema.DOCUMENTS.c
    waits = _current(EVENT, sa.select(sa.literal(1))).where(
        schema.EVENTS.c.document == documents.id, ~_judged(EVENT, reviewer)
    )
    done = sa.select(sa.literal(1)).where(
        schema.REVIEWS.c.document == documents.id,
        schema.REVIEWS.c.kind == ARTICLE,
        schema.REVIEWS.c.reviewer == reviewer,
    )
    query = (
        sa.select(documents.id)
        .where(waits.correlate(schema.DOCUMENTS).exists())
        .where(~done.correlate(schema.DOCUMENTS).exists())
        .order_by(documents.published.desc().nulls_last(), documents.id)
        .limit(1)
    )
    if after is None:
        first: str | None = connection.execute(query).scalar()
        return first
    query = query.where(documents.id != after)
    day = connection.execute(sa.select(documents.published).where(documents.id == after)).scalar()
    later = sa.and_(documents.published.is_(None), documents.id > after)
    if day is not None:
        same = sa.and_(documents.published == day, documents.id > after)
        later = sa.or_(documents.published < day, same, documents.published.is_(None))
    found: str | None = connection.execute(query.where(later)).scalar()
    return found or connection.execute(query).scalar()


def _current(kind: str, query: sa.Select[Any]) -> sa.Select[Any]:
    """Return a query over the records of current runs."""
    table, results = TABLES[kind], schema.RESULTS
    same = sa.and_(results.c.document == table.c.document, results.c.run == table.c.run)
    return query.select_from(table).join(results, same).where(results.c.current)


def _judged(kind: str, reviewer: str) -> sa.ColumnElement[bool]:
    table, reviews = TABLES[kind], schema.REVIEWS.c
    mine = (reviews.kind == kind, reviews.reviewer == reviewer)
    same = (reviews.document == table.c.document, reviews.record == table.c.id)
    return sa.select(sa.literal(1)).where(*mine, *same).correlate(table).exists()


def _finished(reviewer: str) -> sa.ColumnElement[bool]:
    reviews = schema.REVIEWS.c
    mine = (reviews.kind == ARTICLE, reviews.reviewer == reviewer)
    same = reviews.document == schema.DOCUMENTS.c.id
    return sa.select(sa.literal(1)).where(*mine, same).correlate(schema.DOCUMENTS).exists()


def _conditions(kind: str, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    table, documents = TABLES[kind].c, schema.DOCUMENTS.c
    named = table.kind if kind == QUOTE else table.stance
    found: list[sa.ColumnElement[bool]] = [
        column.in_(values)
        for column, values in (
            (named, wanted.kinds),
            (table.party, wanted.parties),
            (schema.RESULTS.c.language, wanted.languages),
            (table.document, wanted.documents),
            (table.rule, wanted.rules),
        )
        if values
    ]
    if wanted.start is not None:
        found.append(documents.published >= wanted.start)
    if wanted.end is not None:
        found.append(documents.published <= wanted.end)
    if wanted.among is not None:
        found.append(table.document.in_(sorted(wanted.among)))
    return found
