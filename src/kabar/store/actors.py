"""Actors over all documents of a store: an actor is an id, whatever names and roles it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from kabar.store import schema


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor over all documents, of current runs; what differs is told as it is most often."""

    id: str
    name: str
    names: tuple[str, ...]
    """Every name, the most frequent first."""
    kind: str
    party: str | None
    sector: str | None
    articles: int
    mentions: int
    events: int


@dataclass(slots=True)
class _Found:
    """What the documents say of one actor, with how many say it."""

    names: dict[str, int] = field(default_factory=dict)
    kinds: dict[str | None, int] = field(default_factory=dict)
    parties: dict[str | None, int] = field(default_factory=dict)
    sectors: dict[str | None, int] = field(default_factory=dict)
    articles: int = 0
    mentions: int = 0


def read_actors(connection: sa.Connection) -> list[ActorRow]:
    """Return all actors of current runs, those in most articles first."""
    actors, results = schema.ACTORS.c, schema.RESULTS.c
    same = sa.and_(results.document == actors.document, results.run == actors.run)
    said = (actors.id, actors.name, actors.kind, actors.party, actors.sector)
    query = (
        sa.select(*said, sa.func.count(), sa.func.sum(actors.mentions))
        .join(schema.RESULTS, same)
        .where(results.current)
        .group_by(*said)
    )
    found: dict[str, _Found] = {}
    for id_, name, kind, party, sector, articles, mentions in connection.execute(query):
        actor = found.setdefault(id_, _Found())
        for counts, value in ((actor.kinds, kind), (actor.parties, party), (actor.sectors, sector)):
            counts[value] = counts.get(value, 0) + articles
        actor.names[name] = actor.names.get(name, 0) + articles
        actor.articles += articles
        actor.mentions += mentions
    events = _events(connection)
    rows = [_row(id_, actor, events.get(id_, 0)) for id_, actor in found.items()]
    return sorted(rows, key=lambda row: (-row.articles, -row.mentions, row.name, row.id))


def _events(connection: sa.Connection) -> dict[str, int]:
    """Return in how many current events each actor takes part, on either side."""
    sides, results = schema.SIDES.c, schema.RESULTS.c
    same = sa.and_(results.document == sides.document, results.run == sides.run)
    each = (
        sa.select(sides.actor, sides.document, sides.event)
        .join(schema.RESULTS, same)
        .where(results.current, sides.actor.is_not(None))
        .distinct()
        .subquery()
    )
    query = sa.select(each.c.actor, sa.func.count()).group_by(each.c.actor)
    return {row[0]: row[1] for row in connection.execute(query)}


def _row(id_: str, actor: _Found, events: int) -> ActorRow:
    names = tuple(sorted(actor.names, key=lambda name: (-actor.names[name], name)))
    return ActorRow(
        id=id_,
        name=names[0],
        names=names,
        kind=_most(actor.kinds.items()) or "",
        party=_most(actor.parties.items()),
        sector=_most(actor.sectors.items()),
        articles=actor.articles,
        mentions=actor.mentions,
        events=events,
    )


def _most(counts: Iterable[tuple[str | None, int]]) -> str | None:
    """Return the most frequent value, nothing only where there is none else."""
    return min(counts, key=lambda pair: (pair[0] is None, -pair[1], pair[0] or ""))[0]
