"""What a store keeps for whoever watches feeds: when each was looked at, and what was seen."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from kabar.errors import NoAnswer
from kabar.store import schema
from kabar.store.inserts import insert_new
from kabar.store.store import PART, Store


def seen(store: Store, origins: Iterable[str]) -> set[str]:
    """Return those of the places that a text was read or refused from before.

    A place that only did not answer is not seen yet.
    """
    wanted = sorted(set(origins))
    found: set[str] = set()
    with store.reading() as connection:
        for table in (schema.COPIES, schema.REJECTS):
            for first in range(0, len(wanted), PART):
                query = sa.select(table.c.origin).where(
                    table.c.origin.in_(wanted[first : first + PART])
                )
                if table is schema.REJECTS:
                    query = query.where(table.c.error != NoAnswer.__name__)
                found |= set(connection.execute(query).scalars())
    return found


def feed_state(store: Store, url: str) -> tuple[float, tuple[str | None, str | None, int, float]]:
    """Return when a feed was looked at last, and what to ask it with the next time."""
    feeds = schema.FEEDS.c
    with store.reading() as connection:
        row = connection.execute(sa.select(schema.FEEDS).where(feeds.url == url)).first()
    if row is None:
        return 0.0, (None, None, 0, 0.0)
    return row.looked, (row.etag, row.last_modified, row.failures, row.not_before)


def keep_feed(
    store: Store, url: str, looked: float, state: tuple[str | None, str | None, int, float]
) -> None:
    """Keep what to ask a feed with the next time."""
    names = ("etag", "last_modified", "failures", "not_before")
    row = {"url": url, "looked": looked, **dict(zip(names, state, strict=True))}
    with store.writing() as connection:
        insert_new(connection, schema.FEEDS, row, ["url"], update=True)
