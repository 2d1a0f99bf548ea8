"""Where the chosen events happened: numbers of each place, and a map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kabar.store.columns import Columns
from kabar.store.places import Located, located
from kabar.views.charts import Chart, map_chart
from kabar.views.charts_map import Spot
from kabar.views.labels import count
from kabar.web.asked import Asked
from kabar.web.events import Chosen, choose
from kabar.web.site import Site

Keys = npt.NDArray[np.int64]
Where = dict[int, Located]
"""By the key of a place: name and country in one number."""


@dataclass(frozen=True, slots=True)
class PlaceNumbers:
    """The events of a place."""

    place: str
    country: str
    """Empty where the place is in none, or in several."""
    events: int
    scored: int
    mean_score: float | None
    latitude: float | None
    longitude: float | None
    is_country: bool
    """Only the country is known; the coordinates are its middle."""


@dataclass(frozen=True, slots=True)
class Places:
    """The chosen events by place."""

    total: int
    """Chosen events."""
    without_place: int
    without_coordinates: int
    """Events with a place whose coordinates are not known."""
    places: tuple[PlaceNumbers, ...]
    """The ones with most events first."""
    chart: Chart


def places_of(site: Site, asked: Asked) -> Places:
    """Return the places of the events that an address asks for."""
    chosen = choose(site, asked)

    def answer() -> Places:
        return _places(chosen, where_of(site, chosen.columns))

    key = ("places", site.columns.version, asked.filter(), tuple(asked.outlet))
    found: Places = site.kept.get(key, answer)
    return found


def where_of(site: Site, columns: Columns) -> Where:
    """Return the coordinates of all places in the store.

    They are read of a few events of each place: the gazetteer has one pair for it, and reading all
    events of a large store takes too long. An event may lack them.
    """

    def answer() -> Where:
        keys = _keys(columns)
        order = np.argsort(keys, kind="stable")
        begins = np.flatnonzero(np.diff(keys[order], prepend=-1))
        ends = np.append(begins[1:], len(keys))
        of_place = {}
        for begin, end in zip(begins, ends, strict=True):
            for at in {int(begin), int(begin + end) // 2, int(end) - 1}:
                position = int(order[at])
                of_place[columns.key(position)] = int(keys[position])
        with site.store.reading() as connection:
            found = located(connection, list(of_place))
        return {of_place[key]: where for key, where in found.items()}

    where: Where = site.kept.get(("where", site.columns.version), answer)
    return where


def _keys(columns: Columns) -> Keys:
    """Return name and country of the place of each event as one number; the name 0 is none."""
    place, country = (columns.codes[name].astype(np.int64) for name in ("place", "country"))
    keys: Keys = place << 32 | country
    return keys


def _places(chosen: Chosen, where: Where) -> Places:
    columns = chosen.columns
    has_place = chosen.mask & (columns.codes["place"] > 0)
    keys, scores = _keys(columns)[has_place], columns.score[has_place]
    order = np.argsort(keys, kind="stable")
    keys, scores = keys[order], scores[order]
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    counts = np.diff(begins, append=len(keys))
    has_score = ~np.isnan(scores)
    scored, sums = np.zeros(0, np.int64), np.zeros(0)
    if len(begins):
        scored = np.add.reduceat(has_score.astype(np.int64), begins)
        sums = np.add.reduceat(np.where(has_score, scores, 0).astype(np.float64), begins)
    names, countries = columns.values("place"), columns.values("country")
    rows = []
    for key, number, of_score, total in zip(keys[begins], counts, scored, sums, strict=True):
        at = where.get(int(key))
        rows.append(
            PlaceNumbers(
                names[int(key) >> 32],
                countries[int(key) & 0xFFFFFFFF],
                int(number),
                int(of_score),
                round(float(total) / int(of_score), 4) if of_score else None,
                at.latitude if at else None,
                at.longitude if at else None,
                bool(at and at.is_country),
            )
        )
    rows.sort(key=lambda row: (-row.events, row.place, row.country))
    unknown = sum(row.events for row in rows if row.latitude is None)
    without = chosen.total - len(keys)
    return Places(chosen.total, without, unknown, tuple(rows), _drawn(rows, without))


def _drawn(rows: list[PlaceNumbers], without: int) -> Chart:
    spots, lost = [], []
    for row in rows:
        if row.latitude is None or row.longitude is None:
            lost.append(row)
            continue
        spots.append(
            Spot(row.place, row.latitude, row.longitude, row.events, row.mean_score, row.is_country)
        )
    chart = map_chart(spots)
    left = []
    if without:
        left.append(f"{count(without, 'event')} without a place")
    if lost:
        events = count(sum(row.events for row in lost), "event")
        left.append(f"{events} at {count(len(lost), 'place')} without coordinates")
    note = f"{chart.note} Not on the map: {'; '.join(left)}." if left else chart.note
    return Chart(chart.svg, note)
