"""The first tables of the store, and the views of current records.

Revision 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

VIEWS = ("events", "sides", "dyads", "quotes", "positions", "actors", "mentions")


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "documents",
        sa.Column("id", sa.String(length=40), nullable=False, comment="hash of the text"),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True, comment="where it was first read from"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "story",
            sa.String(length=40),
            nullable=True,
            comment="id of the story it tells, shared by near-duplicates",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_published"), "documents", ["published"], unique=False)
    op.create_index(op.f("ix_documents_story"), "documents", ["story"], unique=False)
    op.create_table(
        "runs",
        sa.Column(
            "id", sa.String(length=40), nullable=False, comment="hash of version, settings and data"
        ),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False, comment="JSON"),
        sa.Column(
            "data",
            sa.String(length=40),
            nullable=False,
            comment="hash of tables, weights and overlay",
        ),
        sa.Column(
            "first",
            sa.String(length=32),
            nullable=False,
            comment="when it first wrote here, ISO, UTC",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "copies",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column(
            "origin", sa.Text(), nullable=False, comment="file, address or row it was read from"
        ),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_copies_document")),
        sa.PrimaryKeyConstraint("document", "origin", name=op.f("pk_copies")),
        comment="every place where the same text was found",
    )
    op.create_table(
        "rejects",
        sa.Column("origin", sa.Text(), nullable=False, comment="file, address or row"),
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.Column("error", sa.String(length=64), nullable=False, comment="name of the error class"),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_rejects_run")),
        sa.PrimaryKeyConstraint("origin", "run", name=op.f("pk_rejects")),
    )
    op.create_table(
        "results",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.Column(
            "current",
            sa.Boolean(),
            nullable=False,
            comment="whether it is the document's newest run",
        ),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False, comment="JSON list"),
        sa.Column("skipped", sa.Integer(), nullable=False, comment="sentences without a record"),
        sa.Column(
            "records", sa.LargeBinary(), nullable=False, comment="JSON lines of all records, zlib"
        ),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_results_document")),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_results_run")),
        sa.PrimaryKeyConstraint("document", "run", name=op.f("pk_results")),
    )
    op.create_index(op.f("ix_results_run"), "results", ["run"], unique=False)
    op.create_table(
        "actors",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=True),
        sa.Column("sector", sa.String(length=8), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document", "run"],
            ["results.document", "results.run"],
            name=op.f("fk_actors_document_run"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document", "run", "id", name=op.f("pk_actors")),
    )
    op.create_index(op.f("ix_actors_id"), "actors", ["id"], unique=False)
    op.create_index(op.f("ix_actors_party"), "actors", ["party"], unique=False)
    op.create_table(
        "dyads",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("modality", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column(
            "current",
            sa.Boolean(),
            nullable=False,
            comment="as of its result, to count without it",
        ),
        sa.ForeignKeyConstraint(
            ["document", "run"],
            ["results.document", "results.run"],
            name=op.f("fk_dyads_document_run"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document", "run", "number", name=op.f("pk_dyads")),
    )
    op.create_index(
        "ix_dyads_counts",
        "dyads",
        ["source", "target", "day", "modality", "current", "type", "score"],
        unique=False,
    )
    op.create_index(
        "ix_dyads_days",
        "dyads",
        ["day", "source", "target", "modality", "current", "type", "score"],
        unique=False,
    )
    op.create_table(
        "events",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=True),
        sa.Column("contexts", sa.Text(), nullable=False, comment="names with a blank between"),
        sa.Column("modality", sa.String(length=16), nullable=False),
        sa.Column("reciprocal", sa.Boolean(), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("precision", sa.String(length=16), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("place_id", sa.String(length=64), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("about_type", sa.String(length=16), nullable=True),
        sa.Column("about_mode", sa.String(length=32), nullable=True),
        sa.Column(
            "said_by",
            sa.String(length=64),
            nullable=True,
            comment="party of the speaker on whose word it stands",
        ),
        sa.Column("trigger_text", sa.Text(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column(
            "happening",
            sa.String(length=40),
            nullable=True,
            comment="id shared by reports of one event",
        ),
        sa.ForeignKeyConstraint(
            ["document", "run"],
            ["results.document", "results.run"],
            name=op.f("fk_events_document_run"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document", "run", "id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_date_start"), "events", ["date_start"], unique=False)
    op.create_index(op.f("ix_events_happening"), "events", ["happening"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document", "run"],
            ["results.document", "results.run"],
            name=op.f("fk_mentions_document_run"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document", "run", "number", name=op.f("pk_mentions")),
    )
    op.create_table(
        "positions",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("modality", sa.String(length=16), nullable=False),
        sa.Column("toward", sa.Text(), nullable=False, comment="parties with a blank between"),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("acts", sa.Text(), nullable=False, comment="names with a blank between"),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("speaker", sa.String(length=64), nullable=True, comment="party of the speaker"),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=64), nullable=True),
        sa.Column("quote", sa.String(length=64), nullable=True),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["document", "run"],
            ["results.document", "results.run"],
            name=op.f("fk_positions_document_run"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document", "run", "id", name=op.f("pk_positions")),
    )
    op.create_index(
        op.f("ix_positions_party_stance"), "positions", ["party", "stance"], unique=False
    )
    op.create_table(
        "quotes",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("rule", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["document", "run"],
            ["results.document", "results.run"],
            name=op.f("fk_quotes_document_run"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document", "run", "id", name=op.f("pk_quotes")),
    )
    op.create_index(op.f("ix_quotes_party"), "quotes", ["party"], unique=False)
    op.create_table(
        "sides",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False, comment="source or target"),
        sa.Column("party", sa.String(length=64), nullable=True),
        sa.Column("sector", sa.String(length=8), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document", "run"],
            ["results.document", "results.run"],
            name=op.f("fk_sides_document_run"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document", "run", "number", name=op.f("pk_sides")),
    )
    op.create_index(
        "ix_sides_party", "sides", ["party", "role", "document", "run", "event"], unique=False
    )
    for name in VIEWS:
        op.execute(
            f"CREATE VIEW current_{name} AS SELECT {name}.* FROM {name} JOIN results "
            f"ON results.document = {name}.document AND results.run = {name}.run "
            "WHERE results.current"
        )
