"""The index of words, and what finds an actor's events and quotes.

Revision 0005, after 0004. The index itself is SQLite's alone (FTS5).
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEXES = (("text_index", "title, text"), ("quote_index", "text, speaker"))


def upgrade() -> None:
    """Bring a store from the revision before to this one."""
    op.create_table(
        "searched",
        sa.Column("number", sa.Integer(), nullable=False, comment="row of `text_index`"),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_searched")),
        sa.UniqueConstraint("document", "run", name=op.f("uq_searched_document_run")),
        comment="results whose words are in the index",
    )
    op.create_table(
        "searched_quotes",
        sa.Column("number", sa.Integer(), nullable=False, comment="row of `quote_index`"),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.Column("quote", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_searched_quotes")),
        comment="quotes whose words are in the index",
    )
    op.create_index(op.f("ix_sides_actor"), "sides", ["actor"], unique=False)
    op.create_index(op.f("ix_quotes_actor"), "quotes", ["actor"], unique=False)
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        return
    if not bind.exec_driver_sql("SELECT sqlite_compileoption_used('ENABLE_FTS5')").scalar():
        return  # searching then reads the texts themselves
    for name, columns in INDEXES:
        # Words are made ready before they come here: `ascii` only cuts at the blanks between them.
        op.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, content='', tokenize='ascii')"
        )
