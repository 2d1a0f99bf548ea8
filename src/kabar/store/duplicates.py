"""Which documents tell one story: the same wire text in twenty papers, cut, headed, lightly edited.

Two texts are near-duplicates where most of the shorter one's shingles stand in the longer one, the
shorter one is no small part of the longer one, and their days are close. A story is what such pairs
hang together to; its id is the smallest id of its documents, so that nothing depends on the order
in which documents come. See docs/duplicates.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence, Set
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

import numpy as np
import sqlalchemy as sa

from kabar.records import Document
from kabar.store import schema
from kabar.store.happenings import note_events, place_story
from kabar.store.inserts import insert_rows
from kabar.store.shingles import Hashes, keys, level, text_shingles

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


_COPIES, _DOCUMENTS = schema.COPIES.c, schema.DOCUMENTS.c
_KEYS, _SKETCHES = schema.KEYS.c, schema.SKETCHES.c

# Statements are built once: to build one takes longer than to run it.
STORY_OF = sa.select(_DOCUMENTS.story).where(_DOCUMENTS.id == sa.bindparam("d"))
TEXT_OF = sa.select(_DOCUMENTS.text).where(_DOCUMENTS.id == sa.bindparam("d"))
DAYS_OF = sa.select(_COPIES.published).where(_COPIES.document == sa.bindparam("d"))
SKETCH_OF = sa.select(
    _SKETCHES.number, _SKETCHES.shingles, _SKETCHES.first_day, _SKETCHES.last_day
).where(_SKETCHES.document == sa.bindparam("d"))
_COMMON = (
    sa.select(_KEYS.sketch, sa.func.count().label("common"))
    .where(
        _KEYS.key.in_(sa.bindparam("keys", expanding=True)),
        _KEYS.last_day >= sa.bindparam("since"),
    )
    .group_by(_KEYS.sketch)
    .subquery()
)
CANDIDATES = (
    sa.select(_DOCUMENTS.id, _DOCUMENTS.story, _SKETCHES.shingles, _COMMON.c.common)
    .select_from(_COMMON)
    .join(schema.SKETCHES, _SKETCHES.number == _COMMON.c.sketch)
    .join(schema.DOCUMENTS, _DOCUMENTS.id == _SKETCHES.document)
    .where(_SKETCHES.number != sa.bindparam("own"), _SKETCHES.first_day <= sa.bindparam("until"))
    .order_by(_COMMON.c.common.desc(), _DOCUMENTS.id)
)

AT_ONCE = 100
"""Documents of one transaction when a whole store is told."""


class Writable(Protocol):
    """What is asked of a store here."""

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """Open a transaction that writes."""

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """Open a transaction that reads."""


class _Sketch(NamedTuple):
    number: int
    shingles: int
    first_day: int
    last_day: int


class _Candidate(NamedTuple):
    document: str
    story: str
    shingles: int
    common: int


def note_document(connection: sa.Connection, document: Document) -> str:
    """Note a document that was added, or one more copy of it, and return the id of its story.

    Call it after the document's row and its copy are written and before `note_events`. Where its
    coming joins stories, their events are compared anew.
    """
    story, moved = _find(connection, document)
    if moved:
        place_story(connection, story)
    return story


def find_story(connection: sa.Connection, document: Document) -> str:
    """Return the id of a document's story, and write it down for all documents of the story.

    The document's row must be there. The same document again changes nothing, unless it has a copy
    of another day by now.
    """
    return _find(connection, document)[0]


def _find(connection: sa.Connection, document: Document) -> tuple[str, bool]:
    """Return the story, and whether a document that was there before has another one now."""
    lock(connection)
    first_day, last_day = _days(connection, document)
    sketch = _sketch(connection, document.id)
    own = _story(connection, document.id)
    if sketch and own and (first_day, last_day) == (sketch.first_day, sketch.last_day):
        return own, False
    found = text_shingles(document.text)
    of_text = keys(found).view(np.int64).tolist()
    new = _Sketch(sketch.number if sketch else 0, len(found), first_day, last_day)
    new = _written(connection, document.id, new, of_text)
    stories = {own or document.id}
    for candidate in _candidates(connection, new, of_text):
        if candidate.story not in stories and _same(connection, found, candidate.document):
            stories.add(candidate.story)
    story = min(document.id, *stories)
    joined = _join(connection, document.id, stories, story)
    return story, joined > 1 or own not in (None, story)


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


def _story(connection: sa.Connection, document: str) -> str | None:
    return connection.execute(STORY_OF, {"d": document}).scalar()


def _days(connection: sa.Connection, document: Document) -> tuple[int, int]:
    """Return the days of the first and the last copy; one without a day may be of any."""
    days = set(connection.execute(DAYS_OF, {"d": document.id}).scalars()) or {document.published}
    known = [day.toordinal() for day in days if day is not None]
    return (NEVER, EVER) if None in days else (min(known), max(known))


def _sketch(connection: sa.Connection, document: str) -> _Sketch | None:
    row = connection.execute(SKETCH_OF, {"d": document}).first()
    return _Sketch(*row) if row else None


def _written(
    connection: sa.Connection, document: str, new: _Sketch, of_text: Sequence[int]
) -> _Sketch:
    """Write down a document's sketch and keys, over those it may have; return it with its number.

    The number of a new sketch is 0.
    """
    row = new._asdict() | {"document": document}
    del row["number"]
    number = new.number
    if number:
        update = sa.update(schema.SKETCHES).where(_SKETCHES.number == number)
        connection.execute(update.values(row))
        old = sa.and_(_KEYS.key.in_(of_text), _KEYS.sketch == number)
        connection.execute(sa.delete(schema.KEYS).where(old))
    else:
        key = connection.execute(sa.insert(schema.SKETCHES), row).inserted_primary_key
        assert key is not None  # of one row there always is one
        number = int(key[0])
    if of_text:
        rows = [{"key": key, "last_day": new.last_day, "sketch": number} for key in of_text]
        insert_rows(connection, schema.KEYS, rows)
    return new._replace(number=number)


def _candidates(
    connection: sa.Connection, sketch: _Sketch, of_text: Sequence[int]
) -> Iterator[_Candidate]:
    """Yield documents of near days that have enough keys in common, those with most first."""
    if not of_text:
        return
    asked = {
        "keys": of_text,
        "own": sketch.number,
        "since": sketch.first_day - DAYS,
        "until": sketch.last_day + DAYS,
    }
    for row in connection.execute(CANDIDATES, asked).all():
        candidate = _Candidate(*row)
        if _is_likely(sketch.shingles, candidate):
            yield candidate


def _is_likely(shingles: int, candidate: _Candidate) -> bool:
    """Say whether the keys in common allow that the texts are near-duplicates."""
    shorter, longer = sorted((shingles, candidate.shingles))
    sample = shorter / (1 << level(longer))
    error = math.sqrt(CONTAINED * (1 - CONTAINED) * sample)
    return candidate.common >= CONTAINED * sample - ERRORS * error and shorter >= PART * longer


def _same(connection: sa.Connection, found: Hashes, document: str) -> bool:
    text = connection.execute(TEXT_OF, {"d": document}).scalar_one()
    return near_duplicates(found, text_shingles(text))


def _join(connection: sa.Connection, document: str, stories: Set[str], story: str) -> int:
    """Give the document and those stories one id; return how many documents have another one."""
    documents = schema.DOCUMENTS
    result = connection.execute(
        sa.update(documents)
        .where(sa.or_(documents.c.id == document, documents.c.story.in_(stories - {story})))
        .values(story=story)
    )
    return result.rowcount
