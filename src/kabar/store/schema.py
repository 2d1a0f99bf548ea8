"""The tables of the store; docs/store.md tells what each holds.

Rows of records belong to a run and a document. A document's current run is in `results`; the views
`current_*` show the rows of current runs alone. Keys are content: a document's id is a hash of its
text, a run's of the coder's version, settings and data, so that the same input gives the same rows.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from kabar.store.metadata import METADATA as METADATA
from kabar.store.schema_reviews import REVIEWS as REVIEWS

RUNS = Table(
    "runs",
    METADATA,
    Column("id", String(40), primary_key=True, comment="hash of version, settings and data"),
    Column("version", String(40), nullable=False),
    Column("settings", Text, nullable=False, comment="JSON"),
    Column("data", String(40), nullable=False, comment="hash of tables, weights and overlay"),
    Column("first", String(32), nullable=False, comment="when it first wrote here, ISO, UTC"),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("id", String(40), primary_key=True, comment="hash of the text"),
    Column("language", String(8), nullable=False),
    Column("title", Text),
    Column("published", Date),
    Column("origin", Text, comment="where it was first read from"),
    Column("text", Text, nullable=False),
    Column("story", String(40), comment="id of the story it tells, shared by near-duplicates"),
    Index(None, "published"),
    Index(None, "story"),
)

COPIES = Table(
    "copies",
    METADATA,
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("origin", Text, nullable=False, comment="file, address or row it was read from"),
    Column("title", Text),
    Column("published", Date),
    PrimaryKeyConstraint("document", "origin"),
    comment="every place where the same text was found",
)

RESULTS = Table(
    "results",
    METADATA,
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("current", Boolean, nullable=False, comment="whether it is the document's newest run"),
    Column("language", String(8), nullable=False),
    Column("warnings", Text, nullable=False, comment="JSON list"),
    Column("skipped", Integer, nullable=False, comment="sentences without a record"),
    Column("records", LargeBinary, nullable=False, comment="JSON lines of all records, zlib"),
    PrimaryKeyConstraint("document", "run"),
    Index(None, "run"),
)


def _of_result(name: str, *columns: Column[Any] | Index, key: str = "id") -> Table:
    """Return a table of records; its key is document, run and the record's own id."""
    return Table(
        name,
        METADATA,
        Column("document", String(40), nullable=False),
        Column("run", String(40), nullable=False),
        Column(key, String(200), nullable=False),
        *columns,
        PrimaryKeyConstraint("document", "run", key),
        ForeignKeyConstraint(
            ["document", "run"], ["results.document", "results.run"], ondelete="CASCADE"
        ),
    )


EVENTS = _of_result(
    "events",
    Column("type", String(16), nullable=False),
    Column("mode", String(32)),
    Column("contexts", Text, nullable=False, comment="names with a blank between"),
    Column("modality", String(16), nullable=False),
    Column("reciprocal", Boolean, nullable=False),
    Column("date_start", Date),
    Column("date_end", Date),
    Column("precision", String(16)),
    Column("place", Text),
    Column("country", String(3)),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("place_id", String(64)),
    Column("score", Float),
    Column("about_type", String(16)),
    Column("about_mode", String(32)),
    Column("said_by", String(64), comment="party of the speaker on whose word it stands"),
    Column("trigger_text", Text, nullable=False),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    Column("rule", String(80), nullable=False),
    Column("happening", String(40), comment="id shared by reports of one event"),
    Index(None, "date_start"),
    Index(None, "happening"),
)

SIDES = _of_result(
    "sides",
    Column("event", String(64), nullable=False),
    Column("role", String(8), nullable=False, comment="source or target"),
    Column("party", String(64)),
    Column("sector", String(8)),
    Column("actor", String(200)),
    Column("name", Text),
    Column("text", Text, nullable=False),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    Index("ix_sides_party", "party", "role", "document", "run", "event"),
    key="number",
)

DYADS = _of_result(
    "dyads",
    Column("event", String(64), nullable=False),
    Column("source", String(64), nullable=False),
    Column("target", String(64), nullable=False),
    Column("day", Date),
    Column("type", String(16), nullable=False),
    Column("modality", String(16), nullable=False),
    Column("score", Float),
    Column("current", Boolean, nullable=False, comment="as of its result, to count without it"),
    Index("ix_dyads_counts", "source", "target", "day", "modality", "current", "type", "score"),
    Index("ix_dyads_days", "day", "source", "target", "modality", "current", "type", "score"),
    key="number",
)

QUOTES = _of_result(
    "quotes",
    Column("kind", String(16), nullable=False),
    Column("party", String(64)),
    Column("speaker", Text),
    Column("actor", String(200)),
    Column("text", Text, nullable=False),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    Column("cue", Text),
    Column("rule", String(80)),
    Index(None, "party"),
)

POSITIONS = _of_result(
    "positions",
    Column("party", String(64)),
    Column("holder", Text),
    Column("stance", String(16), nullable=False),
    Column("modality", String(16), nullable=False),
    Column("toward", Text, nullable=False, comment="parties with a blank between"),
    Column("content", Text, nullable=False),
    Column("condition", Text),
    Column("acts", Text, nullable=False, comment="names with a blank between"),
    Column("day", Date),
    Column("speaker", String(64), comment="party of the speaker"),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    Column("event", String(64)),
    Column("quote", String(64)),
    Column("rule", String(80), nullable=False),
    Index(None, "party", "stance"),
)

ACTORS = _of_result(
    "actors",
    Column("name", Text, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("party", String(64)),
    Column("sector", String(8)),
    Column("role", Text),
    Column("mentions", Integer, nullable=False),
    Index(None, "party"),
    Index(None, "id"),
)

MENTIONS = _of_result(
    "mentions",
    Column("actor", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    key="number",
)

REJECTS = Table(
    "rejects",
    METADATA,
    Column("origin", Text, nullable=False, comment="file, address or row"),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("error", String(64), nullable=False, comment="name of the error class"),
    Column("message", Text, nullable=False),
    PrimaryKeyConstraint("origin", "run"),
)

SKETCHES = Table(
    "sketches",
    METADATA,
    Column("number", Integer, primary_key=True, comment="short name of the document in `keys`"),
    Column("document", ForeignKey("documents.id"), nullable=False, unique=True),
    Column("shingles", Integer, nullable=False, comment="how many different ones the text has"),
    Column("first_day", Integer, nullable=False, comment="earliest copy, as date.toordinal()"),
    Column("last_day", Integer, nullable=False, comment="latest copy"),
    comment="what tells near-duplicates of a document",
)

KEYS = Table(
    "keys",
    METADATA,
    Column("key", BigInteger, nullable=False, comment="hash of a shingle"),
    Column("last_day", Integer, nullable=False),
    Column("sketch", ForeignKey("sketches.number"), nullable=False),
    PrimaryKeyConstraint("key", "last_day", "sketch"),
    sqlite_with_rowid=False,
    comment="shingles by which near-duplicates are found",
)

TELLINGS = Table(
    "tellings",
    METADATA,
    Column("document", String(40), nullable=False),
    Column("event", String(200), nullable=False),
    Column("run", String(40), nullable=False, comment="the document's current one"),
    Column("act", String(16), nullable=False, comment="hash of type, modality and parties"),
    Column("named", Boolean, nullable=False, comment="whether any side has a party"),
    Column("mode", String(32), nullable=False, comment="empty where there is none"),
    Column("direction", String(16), nullable=False, comment="hash of both sides, or `both`"),
    Column("kind", String(8), nullable=False, comment="day, assumed, span, undated"),
    Column("first", Integer, nullable=False, comment="date.toordinal(), 0 where undated"),
    Column("last", Integer, nullable=False),
    Column("cell", String(16)),
    PrimaryKeyConstraint("document", "event"),
    Index(None, "cell"),
    comment="what tells whether two events are the same happening",
)

CELLS = Table(
    "cells",
    METADATA,
    Column("id", String(16), primary_key=True, comment="hash of the other columns"),
    Column("block", String(80), nullable=False, comment="act, and story where nothing else tells"),
    Column("mode", String(32), nullable=False),
    Column("direction", String(16), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("happening", String(16)),
    Index("ix_cells_days", "block", "kind", "first", "last", "mode"),
    comment="tellings that nothing tells apart",
)

FEEDS = Table(
    "feeds",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("looked", Float, nullable=False, comment="when last, seconds since 1970"),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("failures", Integer, nullable=False, comment="in a row"),
    Column("not_before", Float, nullable=False, comment="seconds since 1970"),
    comment="what kabar watch keeps of a feed",
)

RECORDS = (EVENTS, SIDES, DYADS, QUOTES, POSITIONS, ACTORS, MENTIONS)
"""Tables whose rows belong to a result."""
