"""Lists of what a store holds: documents a page at a time, numbers by language and outlet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.event_pages import LEAD


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of a list, without its text."""

    id: str
    title: str | None
    published: date | None
    language: str
    origin: str | None
    story: str | None
    copies: int
    lead: str
    """The first words of the text."""


@dataclass(frozen=True, slots=True)
class DocumentList:
    """A page of documents, the newest first."""

    total: int
    page: int
    size: int
    rows: Sequence[DocumentRow]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents a list has; of several languages any will do."""

    languages: tuple[str, ...] = ()
    start: date | None = None
    """Published on this day or later."""
    end: date | None = None


EVERY_DOCUMENT = DocumentFilter()


def list_documents(
    connection: sa.Connection,
    *,
    page: int = 1,
    size: int = 50,
    chosen: DocumentFilter = EVERY_DOCUMENT,
) -> DocumentList:
    """Return a page of documents, the newest first, undated ones last."""
    documents = schema.DOCUMENTS.c
    wanted = of_list(chosen)
    total = sa.select(sa.func.count()).select_from(schema.DOCUMENTS).where(*wanted)
    query = (
        _rows()
        .where(*wanted)
        .order_by(documents.published.desc().nulls_last(), documents.id)
        .offset((page - 1) * size)
        .limit(size)
    )
    number = int(connection.execute(total).scalar_one())
    rows = [DocumentRow(*row) for row in connection.execute(query)]
    return DocumentList(number, page, size, rows)


def documents_by_id(connection: sa.Connection, ids: Sequence[str]) -> list[DocumentRow]:
    """Return documents in the order of their ids given; those that are not there are left out."""
    query = _rows().where(schema.DOCUMENTS.c.id.in_(ids))
    found = {row.id: DocumentRow(*row) for row in connection.execute(query)}
    return [found[each] for each in ids if each in found]


def of_list(chosen: DocumentFilter) -> list[sa.ColumnElement[bool]]:
    """Return the conditions of a filter on documents."""
    documents = schema.DOCUMENTS.c
    wanted: list[sa.ColumnElement[bool]] = []
    if chosen.languages:
        wanted.append(documents.language.in_(chosen.languages))
    if chosen.start is not None:
        wanted.append(documents.published >= chosen.start)
    if chosen.end is not None:
        wanted.append(documents.published <= chosen.end)
    return wanted


def _rows() -> sa.Select[Any]:
    """Return the query of a document's row."""
    documents = schema.DOCUMENTS.c
    copies = (
        sa.select(sa.func.count()).where(schema.COPIES.c.document == documents.id).scalar_subquery()
    )
    lead = sa.func.substr(documents.text, 1, LEAD)
    columns = (documents.id, documents.title, documents.published, documents.language)
    return sa.select(*columns, documents.origin, documents.story, copies, lead)


def copies_of(connection: sa.Connection, document: str) -> list[tuple[str, date | None]]:
    """Return every place where a text was found, with the day it was published there."""
    copies = schema.COPIES.c
    query = sa.select(copies.origin, copies.published).where(copies.document == document)
    return [
        (row.origin, row.published) for row in connection.execute(query.order_by(copies.origin))
    ]


def numbers_by(connection: sa.Connection, column: str) -> list[tuple[Any, int]]:
    """Return how many documents have each value of a column, the most frequent first."""
    values, number = schema.DOCUMENTS.c[column], sa.func.count()
    query = sa.select(values, number).group_by(values).order_by(number.desc(), values)
    return [(row[0], row[1]) for row in connection.execute(query)]


def happenings_of(connection: sa.Connection, document: str) -> dict[str, tuple[str, int]]:
    """Return the happening of each current event of a document, and how many events tell it."""
    events = schema.EVENTS.c
    mine = sa.select(events.id, events.happening).where(
        events.document == document, events.happening.is_not(None)
    )
    by_event = {row.id: row.happening for row in connection.execute(mine)}
    counts = sa.select(events.happening, sa.func.count()).where(
        events.happening.in_(sorted(set(by_event.values())))
    )
    told = {row[0]: row[1] for row in connection.execute(counts.group_by(events.happening))}
    return {event: (name, told.get(name, 1)) for event, name in by_event.items()}
