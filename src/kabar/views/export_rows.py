"""What the layouts of other event data have in common: one actor a side, cells without tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kabar.ontology.cameo import find_cameo
from kabar.ontology.countries import country_of
from kabar.ontology.load import load_ontology
from kabar.records import Actor, Coded, Event, Side
from kabar.views.labels import one_line
from kabar.views.spreadsheet import safe_cell

ASSERTED = ("asserted",)
"""The modality of events in layouts that have no column for it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One actor of the source with one of the target; `number` counts an event's pairs from 1."""

    number: int
    source: Side | None
    target: Side | None


def pairs(event: Event) -> list[Pair]:
    """Return each actor of the source with each of the target, both ways where they act alike.

    Actors of the same party and sector are one, called by the first of them.
    """
    sources: list[Side | None] = [*_distinct(event.source)] or [None]
    targets: list[Side | None] = [*_distinct(event.target)] or [None]
    found = [(source, target) for source in sources for target in targets]
    if event.reciprocal and event.target:
        found += [(target, source) for source, target in found]
    return [Pair(number, *pair) for number, pair in enumerate(found, 1)]


def tsv_line(cells: Iterable[object]) -> str:
    """Return cells with tabs between; their own tabs, line ends and double quotes are put away.

    Readers of these layouts differ in what a double quote means, so it becomes a single one.
    """
    return "\t".join(_cell(cell) for cell in cells) + "\n"


def quad_number(kind: str) -> int:
    """Return 1 to 4: verbal and material cooperation, verbal and material conflict."""
    quads = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    return quads.index(load_ontology().types[kind]["quad"]) + 1


def cameo_of(event: Event) -> tuple[str, str]:
    """Return the CAMEO code of an event and what it means."""
    found = find_cameo(event.type, event.mode, event.contexts)
    return found.code, found.meaning


def city_of(event: Event) -> str | None:
    """Return the name of the place where it is a town or city."""
    return event.place.name if event.place and (event.place.id or "").startswith("gn:") else None


def country_name(code: str | None) -> str | None:
    """Return the English name of a country, or of the one that a party belongs to."""
    country = country_of(code)
    return country.name if country else None


def actors_by_id(coded: Coded) -> dict[str, Actor]:
    """Return the actors of an article by their ids."""
    return {actor.id: actor for actor in coded.actors}


def _distinct(sides: Iterable[Side]) -> Iterator[Side]:
    seen: set[tuple[str | None, ...]] = set()
    for side in sides:
        key = (side.party, side.sector) if side.party else (None, side.name or side.text)
        if key not in seen:
            seen.add(key)
            yield side


def _cell(cell: object) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    return str(safe_cell(one_line(cell.replace('"', "'"))))
