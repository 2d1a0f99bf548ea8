"""The table of what reviewers said of records; `schema` has it with the others."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, String, Table, Text

from kabar.store.metadata import METADATA

REVIEWS = Table(
    "reviews",
    METADATA,
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("kind", String(16), nullable=False, comment="event, quote, position, article"),
    Column("record", String(200), nullable=False, comment="id; empty for an article"),
    Column("reviewer", String(80), nullable=False),
    Column("run", String(40), nullable=False, comment="of the record that was seen"),
    Column("rule", String(80), comment="of that record"),
    Column("verdict", String(16), nullable=False),
    Column("correction", Text, comment="JSON of the fields that are otherwise"),
    Column("note", Text, nullable=False),
    Column("time", String(32), nullable=False, comment="ISO, UTC"),
    PrimaryKeyConstraint("document", "kind", "record", "reviewer"),
    Index(None, "kind", "rule"),
    Index(None, "reviewer", "kind"),
    comment="what reviewers said of records, beside them",
)
