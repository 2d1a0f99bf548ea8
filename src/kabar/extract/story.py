"""The settings of an article's sentences: its dates in turn, its places, numbers, and its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kabar.actors.mentions import UNKNOWN_PERSON, Mention
from kabar.actors.resolve import ActorReading
from kabar.extract.dates import find_dates
from kabar.extract.dates_distances import find_distances
from kabar.extract.dates_tables import DateTables
from kabar.extract.magnitudes import find_magnitudes
from kabar.extract.magnitudes_tables import MagnitudeTables
from kabar.extract.places import Area, PlaceMention, find_places
from kabar.extract.places_index import PlaceIndex
from kabar.extract.setting import Setting
from kabar.parse.tree import Tree
from kabar.records import Document, When

STORY_DAYS = 3
"""A day told in the first paragraph this near to publication is the story's day."""


@dataclass(frozen=True, slots=True)
class SettingTables:
    """What finding dates, places and numbers needs of a language, loaded once."""

    dates: DateTables
    places: PlaceIndex
    numbers: MagnitudeTables


def find_settings(
    document: Document, trees: Sequence[Tree], tables: SettingTables, reading: ActorReading
) -> list[Setting]:
    """Return the dates, places and numbers of each sentence, with the day of the story."""
    countries = Counter(m.party for m in reading.mentions if m.party)
    mentions = by_sentence(reading)
    names = {actor.id: actor.name for actor in reading.actors}
    settings: list[Setting] = []
    story = _assumed(document.published)
    told: When | None = None
    for tree in trees:
        dated = find_dates(
            document.text, tree.start, tree.end, document.published, tables.dates, anchor=told
        )
        dates = [d.when for d in dated]
        told = dates[-1] if dates else told
        if tree.index == 0 and dates:
            story = _story_day(dates, document.published) or story
        here = mentions.get(tree.index, ())
        places = _places_of(tree, document.text, here, tables.places, countries, names)
        numbers = find_magnitudes(tree, document.text, tables.numbers, dates=dates)
        apart = find_distances(tree, document.text, dated, tables.dates)
        settings.append(Setting(dated, places, numbers, story, document.published, apart))
    return settings


def _places_of(
    tree: Tree,
    text: str,
    mentions: Sequence[Mention],
    index: PlaceIndex,
    countries: Mapping[str, int],
    names: Mapping[str, str],
) -> list[PlaceMention]:
    """Return a sentence's places; `names` are the document's actors by id."""
    areas = [
        Area(m.first, m.last, m.actors[0], names.get(m.actors[0], m.text), m.party)
        for m in mentions
        if m.form == "place" and m.actors and not m.names_country
    ]
    acting = [m for m in mentions if m.form == "name" and m.names_country]
    taken = {
        k
        for m in mentions
        if m.form != "place" and m not in acting and not _is_unknown_place(tree, m, index)
        for k in range(m.first, m.last + 1)
    }
    found = find_places(tree, text, index, countries=countries, taken=taken, named=areas)
    seats = {m.first for m in acting}
    return [_as_seat(p) if p.first in seats else p for p in found]


def _is_unknown_place(tree: Tree, mention: Mention, places: PlaceIndex) -> bool:
    """Say whether a name nobody knows stands after a preposition of place: *around El Geneina*."""
    known = mention.party or not all(a.startswith(UNKNOWN_PERSON) for a in mention.actors)
    before = tree.tokens[mention.first - 1].lower if mention.first else ""
    return mention.form == "name" and not known and before in places.words.unlisted


def _as_seat(place: PlaceMention) -> PlaceMention:
    """Return a place whose name stands for its government here: *visited Beijing*.

    An attack *on* it still falls on the town, pressure does not: *an airstrike on Damascus*.
    """
    relation = "on seat" if place.relation == "on" else "seat"
    return replace(place, locative=False, relation=relation)


def _assumed(day: date | None) -> When | None:
    """Return the day an undated act is dated to; no words give it, and `precision` says so."""
    return When(day, day, "assumed", "", 0, 0) if day else None


def _story_day(dates: Sequence[When], published: date | None) -> When | None:
    for found in dates:
        near = published and published - timedelta(STORY_DAYS) <= found.start <= published
        if found.precision == "day" and near:
            return _assumed(found.start)
    return None


def by_sentence(reading: ActorReading) -> dict[int, list[Mention]]:
    """Return the mentions of each sentence that has any."""
    mentions: dict[int, list[Mention]] = {}
    for mention in reading.mentions:
        mentions.setdefault(mention.sentence, []).append(mention)
    return mentions
