"""Events in the columns of ICEWS; docs/exports.md tells each and what is empty."""

from __future__ import annotations

from collections.abc import Iterator

from kabar.records import Coded, Event, Side
from kabar.store.ids import record_id, record_number
from kabar.store.reports import publisher
from kabar.views.export_rows import Pair, cameo_of, city_of, country_name, pairs, tsv_line

COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text"),
    *("CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID"),
    *("Sentence Number", "Publisher", "City", "District", "Province", "Country"),
    *("Latitude", "Longitude"),
)
"""Names of the columns in their order; the first line of a file has them."""


def icews_head() -> str:
    """Return the line of column names."""
    return tsv_line(COLUMNS)


def icews_rows(coded: Coded) -> str:
    """Return one line for each pair of actors of each event; the lines of one share its id."""
    return "".join(
        tsv_line(_cells(coded, event, pair)) for event in coded.events for pair in pairs(event)
    )


def _cells(coded: Coded, event: Event, pair: Pair) -> Iterator[object]:
    document, place = coded.document, event.place
    code, meaning = cameo_of(event)
    yield record_number(record_id(document.id, event.id))
    yield event.date and event.date.start
    yield from _side(pair.source)
    yield from (meaning, code, event.score)
    yield from _side(pair.target)
    yield from (record_number(document.id), None, publisher(document.origin))
    yield from (city_of(event), None, None, country_name(place.country if place else None))
    yield from (place and place.latitude, place and place.longitude)


def _side(side: Side | None) -> Iterator[object]:
    if side is None:
        yield from [None] * 3
    else:
        yield from (side.name or side.text, side.sector, country_name(side.party))
