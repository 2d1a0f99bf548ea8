"""Articles, actors and events as entities of FollowTheMoney; needs `kabar[ftm]`.

Ids are the records' own with a hyphen for signs that FollowTheMoney does not allow. An actor of the
tables is one entity in all articles; somebody known by name alone, or by a role without a party, is
one in each article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kabar.errors import KabarError
from kabar.ontology.countries import country_of
from kabar.records import Actor, Coded, Event, Side
from kabar.store.ids import record_id, record_number
from kabar.views.labels import kind_label, one_line

try:
    from followthemoney import model
except ImportError as error:
    raise KabarError("followthemoney is not installed; run: pip install 'kabar[ftm]'") from error

PUBLIC = frozenset({"GOV", "MIL", "JUD", "LEG", "COP", "SPY"})
"""Sectors of public bodies."""

SCHEMAS = {
    "person": "Person",
    "country": "PublicBody",
    "metonym": "PublicBody",
    "organisation": "Organization",
    "armed group": "Organization",
}
"""Schema by kind of actor; other kinds (roles, collectives) are LegalEntity."""

IN_ONE_ARTICLE = "person:"
"""How ids begin of people that no table knows: two articles may mean two people."""


_PLAIN = re.compile(r"[0-9A-Za-z:._-]*")


def ftm_entities(articles: Iterable[Coded]) -> Iterator[str]:
    """Yield entities as JSON lines: articles with their events, then all actors, by id."""
    actors: dict[str, Any] = {}
    for coded in articles:
        for actor in filter(_takes_part, coded.actors):
            proxy = _actor(actor, coded)
            known = actors.get(proxy.id)
            actors[proxy.id] = proxy if known is None else known.merge(proxy)
        yield _line(_article(coded))
        for event in coded.events:
            yield _line(_event(event, coded))
    for name in sorted(actors):
        yield _line(actors[name])


def entity_id(name: str) -> str:
    """Return a name as an id that FollowTheMoney takes: `kabar-d1-e1` of `d1:e1`.

    Where letters are lost, as of a name in another script, the name's number keeps ids apart.
    """
    found = "kabar-" + re.sub(r"[^0-9A-Za-z]+", "-", name).strip("-")
    return found if _PLAIN.fullmatch(name) else f"{found}-{record_number(name)}"


def _line(proxy: Any) -> str:
    return json.dumps(proxy.to_dict(), ensure_ascii=False, sort_keys=True) + "\n"


def _article(coded: Coded) -> Any:
    document = coded.document
    proxy = _entity("Article", document.id)
    proxy.add("title", document.title)
    proxy.add("name", document.title)
    proxy.add("language", document.language)
    proxy.add("publishedAt", document.published and document.published.isoformat())
    proxy.add("bodyText", document.text)
    web = "://" in (document.origin or "")
    proxy.add("sourceUrl" if web else "fileName", document.origin)
    return proxy


def _actor(actor: Actor, coded: Coded) -> Any:
    kind = SCHEMAS.get(actor.kind, "LegalEntity")
    if actor.kind in ("organisation", "place") and actor.sector in PUBLIC:
        kind = "PublicBody"
    proxy = _entity(kind, _actor_name(actor, coded))
    country = country_of(actor.party)
    proxy.add("name", one_line(actor.name))
    proxy.add("country", country and country.iso2.lower())
    proxy.add("alias" if kind == "Person" else "weakAlias", sorted(_other_names(actor)))
    proxy.add("keywords", [word for word in (actor.party, actor.sector) if word])
    if kind == "Person":
        proxy.add("position", actor.role)
    if actor.id.startswith("wd:"):
        proxy.add("wikidataId", actor.id.removeprefix("wd:"))
    return proxy


def _takes_part(actor: Actor) -> bool:
    """Say whether an actor is somebody: a place that stands for no government is not."""
    return actor.kind != "place" or actor.sector is not None


def _other_names(actor: Actor) -> set[str]:
    """Return what an article calls an actor with a word of the name; *they* is no name."""
    words = set(actor.name.split())
    found = {one_line(span.text) for span in actor.mentions}
    return {name for name in found if words & set(name.split())} - {actor.name}


def _event(event: Event, coded: Coded) -> Any:
    name = record_id(coded.document.id, event.id)
    proxy = _entity("Event", name)
    sides = [_names(event.source), kind_label(event), _names(event.target)]
    proxy.add("name", one_line(" ".join(part for part in sides if part)))
    if event.date is not None:
        proxy.add("startDate", event.date.start.isoformat())
        proxy.add("endDate", event.date.end.isoformat())
    if event.place is not None:
        country = country_of(event.place.country)
        proxy.add("location", one_line(event.place.name))
        proxy.add("country", country and country.iso2.lower())
    proxy.add("organizer", list(_links(event.source, coded)))
    proxy.add("involved", list(_links(event.target, coded)))
    proxy.add("keywords", [event.type, event.modality, *event.contexts])
    proxy.add("summary", one_line(event.trigger.text))
    proxy.add("recordId", name)
    proxy.add("proof", entity_id(coded.document.id))
    return proxy


def _links(sides: Iterable[Side], coded: Coded) -> Iterator[str]:
    known = {actor.id: actor for actor in coded.actors if _takes_part(actor)}
    for side in sides:
        if side.id is not None and side.id in known:
            yield entity_id(_actor_name(known[side.id], coded))


def _actor_name(actor: Actor, coded: Coded) -> str:
    """Return what an entity is named after: the actor, or the actor of this article alone."""
    nobody = actor.kind == "role" and actor.party is None
    if nobody or actor.id.startswith(IN_ONE_ARTICLE):
        return record_id(coded.document.id, actor.id)
    return actor.id


def _names(sides: Iterable[Side]) -> str:
    return ", ".join(side.name or side.text for side in sides)


def _entity(schema: str, name: str) -> Any:
    proxy = model.make_entity(schema)
    proxy.id = entity_id(name)
    return proxy
