"""Full text of the store: which documents have these words."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from kabar.store import schema


def documents_of(
    connection: sa.Connection, words: str | None, stories: Sequence[str] = ()
) -> set[str]:
    """Return the documents that have all the words in title or text, of the stories if any."""
    documents = schema.DOCUMENTS.c
    query = sa.select(documents.id)
    for word in (words or "").split():
        query = query.where(
            sa.or_(
                documents.title.icontains(word, autoescape=True),
                documents.text.icontains(word, autoescape=True),
            )
        )
    if stories:
        query = query.where(sa.or_(documents.story.in_(stories), documents.id.in_(stories)))
    return set(connection.execute(query).scalars())
