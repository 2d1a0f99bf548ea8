"""Which documents tell one story: the same wire text in twenty papers, cut, headed, lightly edited.

Two texts are near-duplicates where most of the shorter one's shingles stand in the longer one, the
shorter one is no small part of the longer one, and their days are close. A story is what such pairs
hang together to; its id is the smallest id of its documents, so that nothing depends on the order
in which documents come. See docs/duplicates.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Set
from contextlib import AbstractContextManager
from datetime import date
from typing import NamedTuple, Protocol

import numpy as np
import sqlalchemy as sa

from kabar.records import Document
from kabar.store import schema
from kabar.store.happenings import note_events, place_story
from kabar.store.inserts import execute, execute_many, insert_rows
from kabar.store.shingles import Hashes, Sketch, level, sketch_of, text_shingles

CONTAINED = 0.6
"""Share of the shorter text's shingles that the longer one must have."""
PART = 0.2
"""What they have in common must be so much of the longer text, or a digest joins all it tells."""
DAYS = 3
"""Two copies are at most so many days apart."""
ERRORS = 3.0
"""Texts are compared where the sample of their keys allows it, by so many standard errors."""
NEVER, EVER = 0, 4_000_000
"""First and last day of a document without a day: it may be of any."""
LOCK = 7_261_001
"""Name of the lock that PostgreSQL's writers take; SQLite has one writer anyway."""


_DOCUMENTS = schema.DOCUMENTS.c
STORY_OF = "SELECT story FROM documents WHERE id = ?"
TEXT_OF = "SELECT text FROM documents WHERE id = ?"
SKETCH_OF = "SELECT number, first_day, last_day FROM sketches WHERE document = ?"
FORGET_KEYS = "DELETE FROM keys WHERE key = ? AND last_day = ? AND sketch = ?"
CHANGE_SKETCH = "UPDATE sketches SET first_day = ?, last_day = ? WHERE number = ?"
NEW_SKETCH = """
INSERT INTO sketches (document, shingles, first_day, last_day) VALUES (?, ?, ?, ?)
RETURNING number
"""
CANDIDATES = """
SELECT documents.id, documents.story, sketches.shingles, found.common
FROM (
    SELECT sketch, count(*) AS common FROM keys
    WHERE key IN (...) AND last_day >= ? GROUP BY sketch
) AS found
JOIN sketches ON sketches.number = found.sketch
JOIN documents ON documents.id = sketches.document
WHERE sketches.number <> ? AND sketches.first_day <= ?
ORDER BY found.common DESC, documents.id
"""
JOIN = "UPDATE documents SET story = ? WHERE story = ?"
TELL = "UPDATE documents SET story = ? WHERE id = ?"

AT_ONCE = 100
"""Documents of one transaction when a whole store is told."""


class Writable(Protocol):
    """What is asked of a store here."""

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """Open a transaction that writes."""

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """Open a transaction that reads."""


class _Days(NamedTuple):
    first: int
    last: int


class _Candidate(NamedTuple):
    document: str
    story: str
    shingles: int
    common: int


class Noted(NamedTuple):
    """The story of a document that was noted."""

    story: str
    moved: bool
    """Whether a document that was there before has another story now: its events must be compared
    anew, by `place_story`."""


def note_document(connection: sa.Connection, document: Document) -> str:
    """Note a document that was added, or one more copy of it, and return the id of its story.

    Call it after the document's row and its copy are written and before `note_events`. Where its
    coming joins stories, their events are compared anew.
    """
    story, moved = note_text(connection, document)
    if moved:
        place_story(connection, story)
    return story


def find_story(connection: sa.Connection, document: Document) -> str:
    """Return the id of a document's story, and write it down for all documents of the story.

    The document's row must be there. The same document again changes nothing, unless it has a copy
    of another day by now.
    """
    return note_text(connection, document).story


def note_text(connection: sa.Connection, document: Document) -> Noted:
    """Find the story of a document whose row is there, and write it down."""
    lock(connection)
    days = _days(connection, document)
    own = execute(connection, STORY_OF, [document.id]).scalar()
    before = execute(connection, SKETCH_OF, [document.id]).first()
    if before and own and days == (before.first_day, before.last_day):
        return Noted(own, False)
    sketch = sketch_of(document.text)
    if before:
        number = before.number
        execute(connection, CHANGE_SKETCH, (*days, number))
        execute_many(
            connection, FORGET_KEYS, [(key, before.last_day, number) for key in sketch.keys]
        )
    else:
        number = _new_sketch(connection, document.id, sketch, days)
    _write_keys(connection, number, sketch, days)
    story, joined = _told(connection, document, own, _Asked(number, sketch, days))
    return Noted(story, joined or own not in (None, story))


def note_new_text(connection: sa.Connection, document: Document, sketch: Sketch) -> Noted:
    """Find the story of a document whose row was written in this transaction, and write it down.

    Its story must be written as its own id, and the lock be held.
    """
    days = _span({document.published})
    number = _new_sketch(connection, document.id, sketch, days)
    _write_keys(connection, number, sketch, days)
    return Noted(*_told(connection, document, document.id, _Asked(number, sketch, days)))


def assign_happenings(store: Writable) -> int:
    """Tell stories and happenings of all that a store holds; return how many documents it has.

    For a store that was filled before they were told, or in one go. The result is that of noting
    each document as it came; what is told already stays as it is.
    """
    results = schema.RESULTS.c
    query = (
        sa.select(_DOCUMENTS.id, results.run)
        .select_from(schema.DOCUMENTS.outerjoin(schema.RESULTS))
        .where(sa.or_(results.current, results.current.is_(None)))
        .order_by(_DOCUMENTS.published, _DOCUMENTS.id)
    )
    with store.reading() as connection:
        found = connection.execute(query).all()
    for part in range(0, len(found), AT_ONCE):
        with store.writing() as connection:
            for row in found[part : part + AT_ONCE]:
                note_document(connection, _document(connection, row.id))
                if row.run is not None:
                    note_events(connection, row.id, row.run)
    return len(found)


def near_duplicates(one: Hashes, other: Hashes) -> bool:
    """Say whether two texts are near-duplicates by their shingles; days are not looked at."""
    shorter, longer = sorted((one, other), key=len)
    common = len(np.intersect1d(shorter, longer, assume_unique=True))
    return common > 0 and common >= CONTAINED * len(shorter) and common >= PART * len(longer)


def count_copies(connection: sa.Connection, story: str) -> int:
    """Return in how many places a story was found, every copy of each of its documents counted."""
    query = (
        sa.select(sa.func.count())
        .select_from(schema.COPIES.join(schema.DOCUMENTS))
        .where(_DOCUMENTS.story == story)
    )
    return int(connection.execute(query).scalar_one())


def lock(connection: sa.Connection) -> None:
    """Wait until no other writer looks for duplicates; held until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))


def _document(connection: sa.Connection, name: str) -> Document:
    query = sa.select(
        _DOCUMENTS.id,
        _DOCUMENTS.text,
        _DOCUMENTS.language,
        _DOCUMENTS.title,
        _DOCUMENTS.published,
        _DOCUMENTS.origin,
    ).where(_DOCUMENTS.id == name)
    return Document(*connection.execute(query).one())


def _days(connection: sa.Connection, document: Document) -> _Days:
    """Return the days of the first and the last copy."""
    copies = schema.COPIES.c
    query = sa.select(copies.published).where(copies.document == document.id)
    return _span(set(connection.execute(query).scalars()) or {document.published})


def _span(days: Set[date | None]) -> _Days:
    """Return the first and the last day; with one that is not known it may be any."""
    known = [day.toordinal() for day in days if day is not None]
    return _Days(NEVER, EVER) if None in days else _Days(min(known), max(known))


def _new_sketch(connection: sa.Connection, document: str, sketch: Sketch, days: _Days) -> int:
    """Write down a document's sketch and return its number."""
    return int(execute(connection, NEW_SKETCH, (document, sketch.shingles, *days)).scalar_one())


def _write_keys(connection: sa.Connection, number: int, sketch: Sketch, days: _Days) -> None:
    columns = ("key", "last_day", "sketch")
    insert_rows(connection, schema.KEYS, columns, [(k, days.last, number) for k in sketch.keys])


class _Asked(NamedTuple):
    """What near-duplicates of a text are looked for by."""

    number: int
    sketch: Sketch
    days: _Days


def _told(
    connection: sa.Connection, document: Document, own: str | None, asked: _Asked
) -> tuple[str, bool]:
    """Return a document's story, written down, and whether others have another one than before."""
    stories = {own or document.id}
    found: Hashes | None = None
    for candidate in _candidates(connection, asked):
        if candidate.story in stories:
            continue
        if found is None:  # most texts have no candidate
            found = text_shingles(document.text)
        if _same(connection, found, candidate.document):
            stories.add(candidate.story)
    story = min(document.id, *stories)
    if own != story:
        execute(connection, TELL, (story, document.id))
    joined = [execute(connection, JOIN, (story, each)).rowcount for each in stories - {story}]
    return story, sum(joined) > 0


def _candidates(connection: sa.Connection, asked: _Asked) -> Iterator[_Candidate]:
    """Yield documents of near days that have enough keys in common, those with most first."""
    number, sketch, days = asked
    if not sketch.keys:
        return
    query = CANDIDATES.replace("(...)", f"({', '.join('?' * len(sketch.keys))})")
    values = (*sketch.keys, days.first - DAYS, number, days.last + DAYS)
    for row in execute(connection, query, values).all():
        candidate = _Candidate._make(row)
        if _is_likely(sketch.shingles, candidate):
            yield candidate


def _is_likely(shingles: int, candidate: _Candidate) -> bool:
    """Say whether the keys in common allow that the texts are near-duplicates."""
    shorter, longer = sorted((shingles, candidate.shingles))
    sample = shorter / (1 << level(longer))
    error = math.sqrt(CONTAINED * (1 - CONTAINED) * sample)
    return candidate.common >= CONTAINED * sample - ERRORS * error and shorter >= PART * longer


def _same(connection: sa.Connection, found: Hashes, document: str) -> bool:
    text = execute(connection, TEXT_OF, [document]).scalar_one()
    return near_duplicates(found, text_shingles(text))
