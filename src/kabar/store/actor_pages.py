"""What a store holds of one actor: roles, articles, events, partners, positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.actors import ActorRow
from kabar.store.event_pages import LEAD, Key
from kabar.store.ids import record_id

MOST_PARTNERS = 15
NO_PARTY_OF_ITS_OWN = frozenset({"person", "role", "place"})
"""Kinds of actors that act for a party and are none."""


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role that articles give an actor, with the days of the first and last of them."""

    role: str
    party: str | None
    first: date | None
    last: date | None
    articles: int


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """Somebody on the other side of an actor's events."""

    actor: str | None
    name: str
    party: str | None
    did: int
    """Events that the actor did to it."""
    received: int
    """Events that it did to the actor."""


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A position with its article."""

    record: str
    """`document:position`."""
    document: str
    id: str
    party: str | None
    holder: str | None
    stance: str
    modality: str
    toward: str
    content: str
    condition: str | None
    day: date | None
    rule: str
    language: str
    title: str | None
    published: date | None
    lead: str


def is_party(actor: ActorRow) -> bool:
    """Say whether an actor is its party itself: `iso:RUS` is RUS, `grp:hamas` is HAMAS.PSE.

    A national agency, a body of an organisation or a leader acts for a party and is not it.
    """
    if actor.party is None or actor.kind in NO_PARTY_OF_ITS_OWN:
        return False
    return actor.id.rpartition(":")[2].casefold() == actor.party.partition(".")[0].casefold()


def roles_of(connection: sa.Connection, actor: str) -> list[RoleRow]:
    """Return the roles that articles give an actor, the latest first."""
    actors, documents = schema.ACTORS.c, schema.DOCUMENTS.c
    last = sa.func.max(documents.published)
    query = (
        sa.select(
            actors.role, actors.party, sa.func.min(documents.published), last, sa.func.count()
        )
        .join(schema.RESULTS, _current(schema.ACTORS))
        .join(schema.DOCUMENTS, documents.id == actors.document)
        .where(actors.id == actor, actors.role.is_not(None))
        .group_by(actors.role, actors.party)
        .order_by(last.desc().nulls_last(), actors.role)
    )
    return [RoleRow(*row) for row in connection.execute(query)]


def articles_of(connection: sa.Connection, actor: str) -> list[tuple[str, int]]:
    """Return the documents that name an actor and how often, the newest first."""
    actors, documents = schema.ACTORS.c, schema.DOCUMENTS.c
    query = (
        sa.select(actors.document, actors.mentions)
        .join(schema.RESULTS, _current(schema.ACTORS))
        .join(schema.DOCUMENTS, documents.id == actors.document)
        .where(actors.id == actor)
        .order_by(documents.published.desc().nulls_last(), documents.id)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def events_of(connection: sa.Connection, actor: str, role: str) -> list[Key]:
    """Return the events that have an actor in a role (`source`, `target`), the newest first."""
    sides, events = schema.SIDES.c, schema.EVENTS.c
    of_event = sa.and_(
        events.document == sides.document, events.run == sides.run, events.id == sides.event
    )
    query = (
        sa.select(events.document, events.id)
        .select_from(schema.SIDES)
        .join(schema.RESULTS, _current(schema.SIDES))
        .join(schema.EVENTS, of_event)
        .where(sides.actor == actor, sides.role == role)
        .order_by(events.date_start.desc().nulls_last(), events.document, events.start_char)
    )
    return list(dict.fromkeys((row[0], row[1]) for row in connection.execute(query)))


def partners_of(connection: sa.Connection, actor: str) -> list[PartnerRow]:
    """Return who stands on the other side of most of an actor's events."""
    mine, other = schema.SIDES.alias(), schema.SIDES.alias()
    same = sa.and_(
        *(mine.c[name] == other.c[name] for name in ("document", "run", "event")),
        mine.c.role != other.c.role,
    )
    results = schema.RESULTS.c
    current = sa.and_(results.document == mine.c.document, results.run == mine.c.run)
    name = sa.func.min(sa.func.coalesce(other.c.name, other.c.text))
    query = (
        sa.select(other.c.actor, name, other.c.party, mine.c.role, sa.func.count())
        .select_from(mine)
        .join(schema.RESULTS, sa.and_(current, results.current))
        .join(other, same)
        .where(mine.c.actor == actor, other.c.actor.is_not(None), other.c.actor != actor)
        .group_by(other.c.actor, other.c.party, mine.c.role)
    )
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    for other_actor, name_of, party, role, number in connection.execute(query):
        counts = found.setdefault((other_actor, party), {"name": name_of, "source": 0, "target": 0})
        counts[role] += number
    rows = [
        PartnerRow(key[0], counts["name"], key[1], counts["source"], counts["target"])
        for key, counts in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.did - row.received, row.name))[:MOST_PARTNERS]


def positions_of(
    connection: sa.Connection, actor: ActorRow, *, page: int = 1, size: int = 50
) -> tuple[int, list[PositionRow]]:
    """Return how many positions an actor holds and a page of them, the newest first.

    Of a party these are all that anybody holds for it, of others those held under a name of theirs.
    """
    positions, documents = schema.POSITIONS.c, schema.DOCUMENTS.c
    columns = (
        *(positions.document, positions.id, positions.party, positions.holder, positions.stance),
        *(positions.modality, positions.toward, positions.content, positions.condition),
        *(positions.day, positions.rule, documents.language, documents.title),
        *(documents.published, sa.func.substr(documents.text, 1, LEAD).label("lead")),
    )
    tables = schema.POSITIONS.join(schema.RESULTS, _current(schema.POSITIONS)).join(
        schema.DOCUMENTS, documents.id == positions.document
    )
    where = _held_by(actor)
    number = sa.select(sa.func.count()).select_from(tables).where(*where)
    query = (
        sa.select(*columns)
        .select_from(tables)
        .where(*where)
        .order_by(documents.published.desc().nulls_last(), documents.id, positions.start_char)
        .offset((page - 1) * size)
        .limit(size)
    )
    rows = [
        PositionRow(record=record_id(row.document, row.id), **row._mapping)
        for row in connection.execute(query)
    ]
    return int(connection.execute(number).scalar_one()), rows


def _held_by(actor: ActorRow) -> Sequence[sa.ColumnElement[bool]]:
    """Return the conditions on an actor's positions."""
    positions, actors = schema.POSITIONS.c, schema.ACTORS.c
    if is_party(actor):
        return (positions.party == actor.party,)
    named = sa.select(actors.document, actors.run).where(actors.id == actor.id)
    padded = sa.literal("; ") + positions.holder + sa.literal("; ")
    return (
        sa.tuple_(positions.document, positions.run).in_(named),
        sa.or_(*(padded.contains(f"; {name}; ", autoescape=True) for name in actor.names)),
    )


def _current(table: sa.Table) -> sa.ColumnElement[bool]:
    """Return the condition that joins a table of records with its current results."""
    results = schema.RESULTS.c
    return sa.and_(
        results.document == table.c.document, results.run == table.c.run, results.current
    )
