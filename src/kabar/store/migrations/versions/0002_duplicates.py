"""What stories and happenings are told by.

Revision 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of `kabar.store.duplicates` and `kabar.store.happenings`."""
    _stories()
    _tellings()
    _cells()


def _stories() -> None:
    op.create_table(
        "sketches",
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="short name of the document in `keys`",
        ),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column(
            "shingles",
            sa.Integer(),
            nullable=False,
            comment="how many different ones the text has",
        ),
        sa.Column(
            "first_day",
            sa.Integer(),
            nullable=False,
            comment="earliest copy, as date.toordinal()",
        ),
        sa.Column("last_day", sa.Integer(), nullable=False, comment="latest copy"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_sketches_document")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_sketches")),
        sa.UniqueConstraint("document", name=op.f("uq_sketches_document")),
        comment="what tells near-duplicates of a document",
    )
    op.create_table(
        "keys",
        sa.Column("key", sa.BigInteger(), nullable=False, comment="hash of a shingle"),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("sketch", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sketch"], ["sketches.number"], name=op.f("fk_keys_sketch")),
        sa.PrimaryKeyConstraint("key", "last_day", "sketch", name=op.f("pk_keys")),
        comment="shingles by which near-duplicates are found",
        sqlite_with_rowid=False,
    )


def _tellings() -> None:
    op.create_table(
        "tellings",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("event", sa.String(length=200), nullable=False),
        sa.Column(
            "run", sa.String(length=40), nullable=False, comment="the document's current one"
        ),
        sa.Column(
            "act",
            sa.String(length=16),
            nullable=False,
            comment="hash of type, modality and parties",
        ),
        sa.Column("named", sa.Boolean(), nullable=False, comment="whether any side has a party"),
        sa.Column(
            "mode", sa.String(length=32), nullable=False, comment="empty where there is none"
        ),
        sa.Column(
            "direction",
            sa.String(length=16),
            nullable=False,
            comment="hash of both sides, or `both`",
        ),
        sa.Column(
            "kind", sa.String(length=8), nullable=False, comment="day, assumed, span, undated"
        ),
        sa.Column(
            "first",
            sa.Integer(),
            nullable=False,
            comment="date.toordinal(), 0 where undated",
        ),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("cell", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("document", "event", name=op.f("pk_tellings")),
        comment="what tells whether two events are the same happening",
    )
    op.create_index(op.f("ix_tellings_cell"), "tellings", ["cell"], unique=False)


def _cells() -> None:
    op.create_table(
        "cells",
        sa.Column("id", sa.String(length=16), nullable=False, comment="hash of the other columns"),
        sa.Column(
            "block",
            sa.String(length=80),
            nullable=False,
            comment="act, and story where nothing else tells",
        ),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("direction", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("happening", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cells")),
        comment="tellings that nothing tells apart",
    )
    op.create_index(op.f("ix_cells_block"), "cells", ["block"], unique=False)
