"""The actors of a document as they turn up, and the records they become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kabar.actors.lexicon import ActorIndex, Entry
from kabar.actors.mentions import UNKNOWN_PERSON, Mention
from kabar.actors.names import fold
from kabar.actors.offices import Standing
from kabar.records import Actor, Role, Span

SHOWN_KIND = {
    "igo": "organisation",
    "ngo": "organisation",
    "org": "organisation",
    "agency": "organisation",
    "party": "organisation",
    "group": "organisation",
    "capital": "place",
    "region": "place",
}
SECTOR_NAMES = {
    "GOV": "officials",
    "MIL": "armed forces",
    "COP": "police",
    "LEG": "lawmakers",
    "JUD": "courts and prosecutors",
    "SPY": "intelligence services",
    "REB": "rebels",
    "PRM": "paramilitaries",
    "UAF": "unidentified gunmen",
    "OPP": "opposition",
    "PTY": "political parties",
    "CVL": "civilians",
    "SOC": "civil society",
    "JRN": "journalists",
    "MED": "health workers",
    "REL": "religious leaders",
    "BUS": "companies",
    "LAB": "workers",
    "AGR": "farmers",
    "EDU": "students and teachers",
    "REF": "refugees and migrants",
    "CRM": "criminals",
    "ELI": "former officials",
    "NGO": "aid organisations",
    "IGO": "officials",
}


@dataclass(slots=True)
class Roster:
    """Actors by id; the first record of an actor gives its place in the list."""

    index: ActorIndex
    day: str | None
    actors: dict[str, Actor] = field(default_factory=dict)
    adjectives: dict[str, str] = field(default_factory=dict)

    def add_entry(self, entry: Entry, stand: Standing, title: str | None = None) -> str:
        """Note an actor of the tables with its standing on the day; return its id."""
        known = self.actors.get(entry.id)
        if known is None or (known.role is None and (stand.office or title)):
            roles = tuple(Role(o.office, o.start or None, o.end or None) for o in entry.offices)
            self.actors[entry.id] = Actor(
                entry.id, entry.name, SHOWN_KIND.get(entry.kind, entry.kind),
                stand.party, stand.sector, role=stand.office or title,
                roles=roles if entry.kind == "person" else (),
            )  # fmt: skip
        return entry.id

    def add_person(self, name: str, stand: Standing) -> str:
        """Note somebody no table knows, as the title says; return the id, `person:<name>`."""
        actor_id = UNKNOWN_PERSON + "-".join(fold(word) for word in name.split())
        known = self.actors.get(actor_id)
        if known is None or (known.party is None and stand.party):
            self.actors[actor_id] = Actor(
                actor_id, name, "person", stand.party, stand.sector, role=stand.office
            )
        return actor_id

    def add_role(self, party: str | None, sector: str, english: str, adjective: str) -> str:
        """Note people or a body of a side that have no name of their own; return the id."""
        if party:
            actor_id = f"role:{party}.{sector}"
            name = f"{adjective} {SECTOR_NAMES.get(sector, english)}".strip()
        else:
            actor_id = f"role:{fold(english).replace(' ', '-')}"
            name = english
        self.actors.setdefault(actor_id, Actor(actor_id, name, "role", party, sector))
        return actor_id

    def add_office(self, party: str, sector: str | None, office: str, adjective: str) -> str:
        """Note the holder of an office whose name is not known; return the id."""
        actor_id = f"role:{party}.{fold(office).replace(' ', '-')}"
        name = f"{adjective} {office}".strip()
        self.actors.setdefault(actor_id, Actor(actor_id, name, "role", party, sector, role=office))
        return actor_id

    def adjective(self, party: str | None) -> str:
        """Return the name to put before a role: the country's name, or the party's code."""
        if not party:
            return ""
        if party not in self.adjectives:
            entry = self.index.by_id(f"iso:{party}")
            self.adjectives[party] = (entry.adjective or entry.name) if entry else party
        return self.adjectives[party]

    def records(self, mentions: Iterable[Mention]) -> tuple[Actor, ...]:
        """Return the actors that are mentioned, in order of appearance, with their spans."""
        spans: dict[str, list[Span]] = {}
        others: dict[str, dict[str, None]] = {}
        for mention in mentions:
            for actor_id in mention.actors:
                spans.setdefault(actor_id, []).append(
                    Span(mention.text, mention.start, mention.end)
                )
                if len(mention.actors) == 1:
                    others.setdefault(actor_id, {}).update(dict.fromkeys(mention.candidates))
        return tuple(
            Actor(
                a.id, a.name, a.kind, a.party, a.sector, a.role, a.roles,
                tuple(found), tuple(others.get(a.id, ())),
            )
            for actor_id, found in spans.items()
            if (a := self.actors.get(actor_id)) is not None
        )  # fmt: skip
