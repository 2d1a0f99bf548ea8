"""Which documents tell positions of certain parties, so that not all need be read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from kabar.store import schema

SECTOR = "/"
"""Stands in a member of a case between a party and a sector: `IDN/LEG`."""


def documents_of_parties(
    connection: sa.Connection, members: Collection[str], *, since: date | None = None
) -> set[str]:
    """Return the documents in which a position is held by one of the members.

    A member is a party, a party with a sector, or the name or id of an actor; none that a case may
    count is left out, a few are too many. With `since` documents published before it are left out:
    what they tell was held before it, too.
    """
    positions, results, actors = schema.POSITIONS.c, schema.RESULTS.c, schema.ACTORS.c
    documents = schema.DOCUMENTS.c
    codes = sorted({member.partition(SECTOR)[0] for member in members})
    plain = sorted({member.lower() for member in members})
    of_run = sa.and_(results.document == positions.document, results.run == positions.run)
    named = sa.select(actors.document).where(
        sa.or_(sa.func.lower(actors.name).in_(plain), sa.func.lower(actors.id).in_(plain))
    )
    query = (
        sa.select(positions.document)
        .distinct()
        .join(schema.RESULTS, of_run)
        .join(schema.DOCUMENTS, documents.id == positions.document)
        .where(
            results.current,
            sa.or_(
                positions.party.in_(codes),
                sa.func.lower(positions.holder).in_(plain),
                positions.document.in_(named),
            ),
        )
    )
    if since is not None:
        query = query.where(sa.or_(documents.published.is_(None), documents.published >= since))
    return set(connection.execute(query).scalars())
