"""Where the places of events are: coordinates and id of the gazetteer, by the keys of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.event_pages import PART, Key

COUNTRY = "iso:"
"""How the id of a place begins that is a country."""


@dataclass(frozen=True, slots=True)
class Located:
    """The coordinates that an event has for its place."""

    latitude: float
    longitude: float
    is_country: bool
    """The place is a country, and this its middle."""


def located(connection: sa.Connection, keys: Sequence[Key]) -> dict[Key, Located]:
    """Return the coordinates of those of these current events that have them."""
    found: dict[Key, Located] = {}
    for start in range(0, len(keys), PART):
        found.update(_part(connection, keys[start : start + PART]))
    return found


def _part(connection: sa.Connection, keys: Sequence[Key]) -> Iterator[tuple[Key, Located]]:
    events, results = schema.EVENTS.c, schema.RESULTS.c
    same = sa.and_(results.document == events.document, results.run == events.run)
    columns = (events.document, events.id, events.latitude, events.longitude, events.place_id)
    query = (
        sa.select(*columns)
        .join(schema.RESULTS, same)
        .where(
            results.current,
            events.document.in_(sorted({document for document, _ in keys})),
            events.id.in_(sorted({event for _, event in keys})),
            events.latitude.is_not(None),
            events.longitude.is_not(None),
        )
    )
    wanted = set(keys)
    for document, event, latitude, longitude, place in connection.execute(query):
        if (document, event) in wanted:
            is_country = (place or "").startswith(COUNTRY)
            yield (document, event), Located(latitude, longitude, is_country)
