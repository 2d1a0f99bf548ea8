"""Whole rows of events that were chosen by their keys, in the order asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.ids import record_id
from kabar.store.query import add_sides

Row = dict[str, Any]
Key = tuple[str, str]
"""Document and event."""

PART = 200
"""Events that are read at once."""
LEAD = 140
"""First characters of a text, told as `lead` where it has no title."""


def rows_of(connection: sa.Connection, keys: Sequence[Key]) -> list[Row]:
    """Return the current events of these keys, in their order, as `query.event_rows`, and `lead`.

    Keys of events that are not there are left out.
    """
    events, results, documents = schema.EVENTS.c, schema.RESULTS.c, schema.DOCUMENTS.c
    same = sa.and_(results.document == events.document, results.run == events.run)
    lead = sa.func.substr(documents.text, 1, LEAD).label("lead")
    of_document = (documents.title, documents.published, documents.origin, documents.story, lead)
    query = (
        sa.select(*events, results.language, *of_document)
        .join(schema.RESULTS, same)
        .join(schema.DOCUMENTS, documents.id == events.document)
        .where(
            results.current,
            events.document.in_(sorted({document for document, _ in keys})),
            events.id.in_(sorted({event for _, event in keys})),
        )
    )
    found = {
        (row["document"], row["id"]): {"record": record_id(row["document"], row["id"]), **row}
        for row in connection.execute(query).mappings()
    }
    rows = [found[key] for key in keys if key in found]
    add_sides(connection, rows)
    return rows


def every_row(connection: sa.Connection, keys: Sequence[Key]) -> Iterator[Row]:
    """Yield the same rows for any number of keys, read a part at a time."""
    for start in range(0, len(keys), PART):
        yield from rows_of(connection, keys[start : start + PART])


def keys_of_happenings(connection: sa.Connection, happenings: Sequence[str]) -> list[Key]:
    """Return the events that tell any of these happenings."""
    events = schema.EVENTS.c
    query = sa.select(events.document, events.id).where(events.happening.in_(happenings))
    return [(row.document, row.id) for row in connection.execute(query)]
