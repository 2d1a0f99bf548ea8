"""What kabar watch keeps of feeds.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a store from the revision before to this one."""
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("looked", sa.Float(), nullable=False, comment="when last, seconds since 1970"),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False, comment="in a row"),
        sa.Column("not_before", sa.Float(), nullable=False, comment="seconds since 1970"),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_feeds")),
        comment="what kabar watch keeps of a feed",
    )
