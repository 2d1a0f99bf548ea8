"""Events in the 61 columns of GDELT 2.0; docs/exports.md tells each column and what is empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from kabar.ontology.countries import country_of, group_of
from kabar.records import Coded, Event, Side, Where
from kabar.store.ids import record_id, record_number
from kabar.store.reports import ONE, Reports
from kabar.views.export_rows import Pair, cameo_of, pairs, quad_number, tsv_line

_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode"),
    *("Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code"),
)
_GEO = (
    *("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code"),
    *("Lat", "Long", "FeatureID"),
)
COLUMNS = (
    *("GlobalEventID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
"""Names of the columns in their order; a file has no line of them."""

_NO_PLACE = (0, *[None] * 7)


def gdelt_rows(coded: Coded, reports: Mapping[str, Reports]) -> str:
    """Return one line for each pair of actors of each event; `reports` are by events' ids."""
    return "".join(
        tsv_line(_cells(coded, event, pair, reports.get(event.id, ONE)))
        for event in coded.events
        for pair in pairs(event)
    )


def pair_name(coded: Coded, event: Event, number: int) -> str:
    """Return the record's name, with the pair's number after it from the second pair on."""
    name = record_id(coded.document.id, event.id)
    return name if number == 1 else f"{name}:{number}"


def _cells(coded: Coded, event: Event, pair: Pair, reports: Reports) -> Iterator[object]:
    document = coded.document
    code, _ = cameo_of(event)
    yield record_number(pair_name(coded, event, pair.number))
    yield from _date(event.date.start if event.date else None)
    yield from _actor(pair.source)
    yield from _actor(pair.target)
    yield int("\n" not in document.text[: event.trigger.start].lstrip())
    yield from (code, code[:3], code[:2], quad_number(event.type), event.score)
    yield from (reports.mentions, reports.sources, reports.articles, None)
    yield from _NO_PLACE
    yield from _NO_PLACE
    yield from _place(event.place) if event.place else _NO_PLACE
    yield f"{document.published:%Y%m%d}000000" if document.published else None
    yield document.origin


def _date(day: date | None) -> Iterator[object]:
    if day is None:
        yield from [None] * 4
        return
    part = ((day.month - 1) * 30 + day.day) / 365
    yield from (f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", f"{day.year + part:.4f}")


def _actor(side: Side | None) -> Iterator[object]:
    if side is None:
        yield from [None] * len(_ACTOR)
        return
    country, group = country_of(side.party), group_of(side.party)
    code = country.iso3 if country else None
    yield "".join(part for part in (code, group, side.sector) if part) or None
    yield (side.name or side.text).upper()
    yield from (code, group, None, None, None, side.sector, None, None)


def _place(place: Where) -> Iterator[object]:
    country = country_of(place.country)
    fips = country.fips if country else None
    source = (place.id or "").partition(":")[0]
    home = place.country == "USA"
    yield {"iso": 1, "adm": 2 if home else 5, "gn": 3 if home else 4}.get(source, 0)
    whole = source == "iso" or country is None
    yield place.name if whole or country is None else f"{place.name}, {country.name}"
    yield from (fips, fips if source == "iso" else None, None)
    yield from (place.latitude, place.longitude, fips if source == "iso" else None)
