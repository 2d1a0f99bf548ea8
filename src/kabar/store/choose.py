"""The articles that a filter leaves, with all their records, for exports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from kabar.records import Coded
from kabar.store import schema
from kabar.store.filters import Filter, conditions, document_conditions
from kabar.store.rows import unpacked
from kabar.store.store import Store

PART = 200
"""Documents that are read at once."""

Place = tuple[date | None, str]
"""The day and the id of a document: its place in the order."""


def chosen_articles(store: Store, chosen: Filter) -> Iterator[Coded]:
    """Yield articles by day of publication and id, those without a day last.

    A filter chooses events: an article has the chosen ones alone, with all its quotes, positions
    and actors. One without a chosen event is left out, unless the filter asks for documents only.
    """
    with store.reading() as connection:
        for dated in (True, False):
            after: Place | None = None
            while part := _part(connection, chosen, dated=dated, after=after):
                yield from _articles(connection, chosen, part)
                after = part[-1].published, part[-1].id


def _part(
    connection: sa.Connection, chosen: Filter, *, dated: bool, after: Place | None
) -> list[Any]:
    """Return the next documents with their packed records."""
    documents, results = schema.DOCUMENTS.c, schema.RESULTS.c
    query = (
        sa.select(documents.id, documents.published, results.records)
        .join(schema.RESULTS, results.document == documents.id)
        .where(results.current, *document_conditions(chosen))
        .order_by(documents.published, documents.id)
        .limit(PART)
    )
    there = documents.published.is_not(None)
    query = query.where(there if dated else sa.not_(there))
    if after is not None:
        day, name = after
        same = documents.id > name
        later = sa.or_(documents.published > day, same) if dated else same
        query = query.where(later, *([documents.published >= day] if dated else []))
    return list(connection.execute(query))


def _articles(connection: sa.Connection, chosen: Filter, part: list[Any]) -> Iterator[Coded]:
    kept = _events(connection, chosen, [row.id for row in part])
    for row in part:
        if row.id in kept or chosen.of_documents:
            coded = unpacked(row.records, row.id)
            events = tuple(event for event in coded.events if event.id in kept[row.id])
            yield replace(coded, events=events)


def _events(
    connection: sa.Connection, chosen: Filter, names: list[str]
) -> defaultdict[str, set[str]]:
    """Return the ids of the chosen events of each document."""
    events, results, documents = schema.EVENTS.c, schema.RESULTS.c, schema.DOCUMENTS.c
    query = (
        sa.select(events.document, events.id)
        .join(
            schema.RESULTS, sa.and_(results.document == events.document, results.run == events.run)
        )
        .join(schema.DOCUMENTS, documents.id == events.document)
        .where(results.current, events.document.in_(names), *conditions(chosen))
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in connection.execute(query):
        found[row.document].add(row.id)
    return found
