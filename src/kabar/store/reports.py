"""How much a store tells of each happening: in how many events, places and sources."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.store import Store

KEPT = 10_000
"""Happenings whose counts are kept: articles of near days tell the same."""

_EVENTS, _RESULTS, _COPIES = schema.EVENTS.c, schema.RESULTS.c, schema.COPIES.c
_CURRENT = schema.EVENTS.join(
    schema.RESULTS,
    sa.and_(_RESULTS.document == _EVENTS.document, _RESULTS.run == _EVENTS.run, _RESULTS.current),
)
HAPPENINGS_OF = (
    sa.select(_EVENTS.id, _EVENTS.happening)
    .select_from(_CURRENT)
    .where(_EVENTS.document == sa.bindparam("d"), _EVENTS.happening.is_not(None))
)
PLACES_OF = (
    sa.select(_EVENTS.document, _COPIES.origin, sa.func.count().label("events"))
    .select_from(_CURRENT.join(schema.COPIES, _COPIES.document == _EVENTS.document))
    .where(_EVENTS.happening == sa.bindparam("h"))
    .group_by(_EVENTS.document, _COPIES.origin)
)


class Reports(NamedTuple):
    """How often a happening is told."""

    mentions: int
    """Events of all articles that tell it."""
    sources: int
    """Publishers of them."""
    articles: int
    """Places where a text that tells it was found: a copy is an article of its own."""


ONE = Reports(1, 1, 1)
"""Of an event that nothing else is known to tell of."""


class Counted:
    """The reports of a store's happenings, counted as they are asked for."""

    def __init__(self, store: Store) -> None:
        """Count in this store."""
        self.store = store
        self.known: OrderedDict[str, Reports] = OrderedDict()

    def of_document(self, document: str) -> Mapping[str, Reports]:
        """Return the reports of what a document's current events tell, by the events' ids."""
        with self.store.reading() as connection:
            rows = connection.execute(HAPPENINGS_OF, {"d": document}).all()
            return {row.id: self._of(connection, row.happening) for row in rows}

    def _of(self, connection: sa.Connection, happening: str) -> Reports:
        found = self.known.pop(happening, None) or _counted(connection, happening)
        self.known[happening] = found
        if len(self.known) > KEPT:
            self.known.popitem(last=False)
        return found


def publisher(origin: str | None) -> str | None:
    """Return the host of an address, and of a file its name as it is."""
    return (urlsplit(origin).hostname if origin and "://" in origin else None) or origin


def _counted(connection: sa.Connection, happening: str) -> Reports:
    rows = connection.execute(PLACES_OF, {"h": happening}).all()
    if not rows:
        return ONE
    sources = {publisher(row.origin) for row in rows}
    return Reports(sum(row.events for row in rows), len(sources), len(rows))
