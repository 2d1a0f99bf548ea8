"""What reviewers said of records.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a store from the revision before to this one."""
    op.create_table(
        "reviews",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=16),
            nullable=False,
            comment="event, quote, position, article",
        ),
        sa.Column(
            "record", sa.String(length=200), nullable=False, comment="id; empty for an article"
        ),
        sa.Column("reviewer", sa.String(length=80), nullable=False),
        sa.Column(
            "run", sa.String(length=40), nullable=False, comment="of the record that was seen"
        ),
        sa.Column("rule", sa.String(length=80), nullable=True, comment="of that record"),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column(
            "correction", sa.Text(), nullable=True, comment="JSON of the fields that are otherwise"
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("time", sa.String(length=32), nullable=False, comment="ISO, UTC"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_reviews_document")),
        sa.PrimaryKeyConstraint("document", "kind", "record", "reviewer", name=op.f("pk_reviews")),
        comment="what reviewers said of records, beside them",
    )
    op.create_index(op.f("ix_reviews_kind_rule"), "reviews", ["kind", "rule"], unique=False)
    op.create_index(op.f("ix_reviews_reviewer_kind"), "reviews", ["reviewer", "kind"], unique=False)
