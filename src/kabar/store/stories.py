"""Stories as conditions on documents."""

from __future__ import annotations

import sqlalchemy as sa

from kabar.store import schema


def is_first_of_story() -> sa.ColumnElement[bool]:
    """Return the condition that a document is the earliest of its story, or has none."""
    documents, others = schema.DOCUMENTS, schema.DOCUMENTS.alias()
    first = (
        sa.select(others.c.id)
        .where(others.c.story == documents.c.story)
        .order_by(others.c.published.is_(None), others.c.published, others.c.id)
        .limit(1)
        .scalar_subquery()
    )
    return sa.or_(documents.c.story.is_(None), documents.c.id == first)
