"""Cells of a block are found by their days.

Revision 0006, after 0005.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a store from the revision before to this one."""
    op.drop_index(op.f("ix_cells_block"), table_name="cells")
    columns = ["block", "kind", "first", "last", "mode"]
    op.create_index("ix_cells_days", "cells", columns, unique=False)
