"""The settings of an article's sentences: its dates in turn, its places, numbers, and its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kabar.actors.mentions import Mention
from kabar.actors.resolve import ActorReading
from kabar.extract.dates import find_dates
from kabar.extract.dates_tables import DateTables
from kabar.extract.magnitudes import find_magnitudes
from kabar.extract.magnitudes_tables import MagnitudeTables
from kabar.extract.places import find_places
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
    settings: list[Setting] = []
    story = _assumed(document.published)
    told: When | None = None
    for tree in trees:
        dates = find_dates(
            document.text, tree.start, tree.end, document.published, tables.dates, anchor=told
        )
        told = dates[-1] if dates else told
        if tree.index == 0 and dates:
            story = _story_day(dates, document.published) or story
        taken = {
            k
            for m in mentions.get(tree.index, ())
            if m.form != "place"
            for k in range(m.first, m.last + 1)
        }
        places = find_places(tree, document.text, tables.places, countries=countries, taken=taken)
        numbers = find_magnitudes(tree, document.text, tables.numbers, dates=dates)
        settings.append(Setting(dates, places, numbers, story))
    return settings


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
