"""The settings of an article's sentences: dates told in turn and the day of the story."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from kabar.actors.resolve import ActorReading
from kabar.extract.dates_tables import load_dates
from kabar.extract.magnitudes_tables import load_magnitudes
from kabar.extract.places_index import load_places
from kabar.extract.setting import Setting
from kabar.extract.story import SettingTables, by_sentence, find_settings
from kabar.parse.tree import Tree, UdRow, build_tree
from kabar.records import Document
from kabar.text.tokens import tokenize
from tests.hand_trees import draw, language_of

TUESDAY = date(2024, 3, 5)


@cache
def tables(code: str) -> SettingTables:
    language = language_of(code)
    return SettingTables(load_dates(language), load_places(language), load_magnitudes(language))


def settings(*sentences: str, published: date | None = TUESDAY, code: str = "en") -> list[Setting]:
    """Return the setting of each sentence; their trees say nothing."""
    text = " ".join(sentences)
    trees: list[Tree] = []
    at = 0
    for sentence in sentences:
        words = tokenize(text, at, at + len(sentence), language_of(code))
        rows = [UdRow("NOUN", i - 1, "dep" if i else "root") for i in range(len(words))]
        lemmas = [w.text.lower() for w in words]
        trees.append(build_tree(len(trees), words, rows, lemmas, start=at, end=at + len(sentence)))
        at += len(sentence) + 1
    document = Document("d1", text, code, published=published)
    return find_settings(document, trees, tables(code), ActorReading((), ()))


def story_day(found: Setting) -> tuple[date, str] | None:
    return (found.story_day.start, found.story_day.precision) if found.story_day else None


def test_story_is_of_the_day_of_publication_where_the_lead_tells_no_other():
    found = settings("Iran bombed Oman.", "Oman protested.")
    assert [story_day(s) for s in found] == [(TUESDAY, "assumed")] * 2


def test_day_in_the_lead_is_the_storys():
    found = settings("Iran bombed Oman on Monday.", "Oman protested.")
    assert story_day(found[1]) == (date(2024, 3, 4), "assumed")


def test_day_of_another_language_counts_alike():
    found = settings("Iran mengebom Oman pada Senin.", "Oman memprotes.", code="id")
    assert story_day(found[1]) == (date(2024, 3, 4), "assumed")


def test_day_told_after_the_lead_is_not_the_storys():
    found = settings("Iran bombed Oman.", "Oman protested on Monday.", "Qatar left.")
    assert story_day(found[2]) == (TUESDAY, "assumed")
    assert [d.when.start for d in found[1].dates] == [date(2024, 3, 4)]


def test_far_or_vague_date_in_the_lead_is_not_the_storys():
    for lead in ("Iran bombed Oman on 2 January 2020.", "Iran bombed Oman last year."):
        assert story_day(settings(lead)[0]) == (TUESDAY, "assumed")


def test_without_publication_there_is_no_story_day():
    assert story_day(settings("Iran bombed Oman.", published=None)[0]) is None


def test_dates_and_places_go_to_their_own_sentence():
    first, second = settings("Iran bombed Oman on Monday.", "Troops met in Berlin.")
    assert len(first.dates) == 1
    assert not second.dates
    assert "Berlin" in [p.where.name for p in second.places]


def test_mentions_are_grouped_by_sentence():
    (mention,) = draw("Iran/PROPN/nsubj/2/IRN left/VERB/root/0").mentions
    mentions = [replace(mention, sentence=i, text=f"m{i}") for i in (0, 2, 2)]
    found = by_sentence(ActorReading((), tuple(mentions)))
    assert {i: len(group) for i, group in found.items()} == {0: 1, 2: 2}
