"""Events in the columns of POLECAT's files; docs/exports.md tells each and what is empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata

from kabar.ontology.countries import country_of
from kabar.ontology.load import load_ontology
from kabar.records import Actor, Coded, Event, Side
from kabar.store.ids import record_id
from kabar.views.export_rows import actors_by_id, city_of, tsv_line

_ROLES = (
    *("{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors"),
    *("{} Title", "{} Name Raw", "Wikipedia {} ID"),
)
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *(name.format("Actor") for name in _ROLES),
    *(name.format("Recipient") for name in _ROLES),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
"""Names of the columns in their order; the first line of a file has them."""

NONE = "None"
"""What POLECAT writes where there is nothing."""

_ORGANISATIONS = ("organisation", "armed group")


def polecat_head() -> str:
    """Return the line of column names."""
    return tsv_line(COLUMNS)


def polecat_rows(coded: Coded) -> str:
    """Return one line for each event of an article; several actors share a cell."""
    story, actors = list(_story(coded)), actors_by_id(coded)
    lines = []
    for event in coded.events:
        cells = (*_cells(coded, event, actors, story), metadata.version("kabar"))
        lines.append(tsv_line(NONE if cell in (None, "") else cell for cell in cells))
    return "".join(lines)


def _cells(
    coded: Coded, event: Event, actors: Mapping[str, Actor], story: Iterable[str]
) -> Iterator[object]:
    document, place = coded.document, event.place
    yield record_id(document.id, event.id)
    yield event.date and event.date.start
    yield from (event.type, event.mode, event.score)
    yield load_ontology().types[event.type]["quad"].replace("_", " ").upper()
    yield "; ".join(event.contexts)
    yield from _sides(event.source, actors)
    yield from _sides(event.target, actors)
    yield from (place and place.name, city_of(event), None, None, place and place.country)
    yield from (place and place.latitude, place and place.longitude)
    source, _, number = ((place and place.id) or "").partition(":")
    yield number if source == "gn" else None
    yield place and place.text
    yield {"gn": "P", "adm": "A", "iso": "A"}.get(source)
    yield from (document.origin, document.published, *story, document.language)


def _sides(sides: Iterable[Side], actors: Mapping[str, Actor]) -> Iterator[str]:
    people = list(sides)
    countries = [country_of(side.party) for side in people]
    sectors = list(dict.fromkeys(side.sector for side in people if side.sector))
    roles = [actors[side.id].role for side in people if side.id and side.id in actors]
    yield "; ".join(side.name or side.text for side in people)
    yield "; ".join(dict.fromkeys(each.iso3 for each in countries if each))
    yield "; ".join(dict.fromkeys(each.cow for each in countries if each and each.cow))
    yield sectors[0] if sectors else ""
    yield "; ".join(sectors)
    yield "; ".join(role for role in roles if role)
    yield "; ".join(side.text for side in people)
    yield ""


def _story(coded: Coded) -> Iterator[str]:
    """Yield the people, organisations and places of an article."""
    yield "; ".join(actor.name for actor in coded.actors if actor.kind == "person")
    yield "; ".join(actor.name for actor in coded.actors if actor.kind in _ORGANISATIONS)
    places = [event.place.name for event in coded.events if event.place]
    yield "; ".join(dict.fromkeys(places))
