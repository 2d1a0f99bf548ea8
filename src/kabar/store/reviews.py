"""What reviewers said of records: kept beside the machine's records, which stay as they are.

A reviewer has one verdict on a record: a newer one takes the place of the older. Several reviewers
have one each. A verdict names the run whose record was seen, so that it can be read again later.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from kabar.records import Coded
from kabar.store import schema
from kabar.store.inserts import insert_new
from kabar.store.rows import unpacked

EVENT, QUOTE, POSITION, ARTICLE = "event", "quote", "position", "article"
TABLES = {EVENT: schema.EVENTS, QUOTE: schema.QUOTES, POSITION: schema.POSITIONS}
"""Kinds of records that are reviewed."""
ACCEPTED, CORRECTED, REJECTED = "accepted", "corrected", "rejected"
JUDGED = (ACCEPTED, CORRECTED, REJECTED)
"""Verdicts on a record of the machine."""
ADDED, FINISHED = "added", "finished"
"""An event that the machine missed; an article of which nothing is left to say."""
KEY = ("document", "kind", "record", "reviewer")


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer said of a record."""

    document: str
    kind: str
    """event, quote, position; article where it is finished."""
    record: str
    """Id of the record; of an added event one of its own, of an article empty."""
    reviewer: str
    run: str
    """Run of the record that was seen."""
    rule: str | None
    verdict: str
    correction: dict[str, Any] | None = None
    """Fields that are otherwise than the machine's; of an added event all of them."""
    note: str = ""
    time: str = ""
    """When, ISO, UTC."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as it is there now: its run and its rule."""

    run: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many current records of a kind a reviewer has judged, of how many."""

    kind: str
    judged: int
    total: int


def keep_review(connection: sa.Connection, review: Review) -> Review:
    """Keep a verdict in place of the reviewer's older one, and return it with its time."""
    row = asdict(review)
    row["time"] = review.time or datetime.now(UTC).isoformat(timespec="milliseconds")
    kept = Review(**row)
    if review.correction is not None:
        row["correction"] = json.dumps(review.correction, ensure_ascii=False)
    insert_new(connection, schema.REVIEWS, row, KEY, update=True)
    return kept


def take_back(
    connection: sa.Connection, document: str, kind: str, record: str, reviewer: str
) -> bool:
    """Forget a verdict, and say whether there was one."""
    reviews = schema.REVIEWS.c
    mine = (reviews.document == document, reviews.kind == kind, reviews.record == record)
    gone = sa.delete(schema.REVIEWS).where(*mine, reviews.reviewer == reviewer)
    return connection.execute(gone.returning(reviews.document)).first() is not None


def reviews_of(
    connection: sa.Connection,
    *,
    document: str | None = None,
    reviewer: str | None = None,
    kind: str | None = None,
    verdicts: Collection[str] = (),
    rules: Collection[str] = (),
) -> list[Review]:
    """Return verdicts, the oldest first."""
    reviews = schema.REVIEWS.c
    query = sa.select(schema.REVIEWS).order_by(reviews.time, *(reviews[name] for name in KEY))
    for column, value in (
        (reviews.document, document),
        (reviews.reviewer, reviewer),
        (reviews.kind, kind),
    ):
        if value is not None:
            query = query.where(column == value)
    if verdicts:
        query = query.where(reviews.verdict.in_(sorted(verdicts)))
    if rules:
        query = query.where(reviews.rule.in_(sorted(rules)))
    return [_review(row) for row in connection.execute(query).mappings()]


def newest(reviews: Iterable[Review]) -> list[Review]:
    """Return the newest verdict on each record, of verdicts with the oldest first."""
    found: dict[tuple[str, str, str], Review] = {}
    for review in reviews:
        key = review.document, review.kind, review.record
        found.pop(key, None)
        found[key] = review
    return list(found.values())


def record_seen(connection: sa.Connection, document: str, kind: str, record: str) -> Seen | None:
    """Return run and rule of a current record; None where there is no such record."""
    table, results = TABLES[kind].c, schema.RESULTS.c
    query = sa.select(table.run, table.rule).join(
        schema.RESULTS, sa.and_(results.document == table.document, results.run == table.run)
    )
    mine = (table.document == document, table.id == record, results.current)
    row = connection.execute(query.where(*mine)).first()
    return Seen(row.run, row.rule) if row is not None else None


def current_run(connection: sa.Connection, document: str) -> str | None:
    """Return the newest run of a document; None where it is not there."""
    results = schema.RESULTS.c
    query = sa.select(results.run).where(results.document == document, results.current)
    found: str | None = connection.execute(query).scalar()
    return found


def coded_by(connection: sa.Connection, document: str, run: str) -> Coded | None:
    """Return the records of a document by a run, which need not be its newest."""
    results = schema.RESULTS.c
    query = sa.select(results.records).where(results.document == document, results.run == run)
    data = connection.execute(query).scalar()
    return unpacked(data, document) if data is not None else None


def _review(row: sa.RowMapping) -> Review:
    fields = dict(row)
    if fields["correction"] is not None:
        fields["correction"] = json.loads(fields["correction"])
    return Review(**fields)
