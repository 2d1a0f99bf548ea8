"""Documents that tell one story share its id, in whatever order and from whatever process."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta
from pathlib import Path
from time import process_time

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.store.duplicates import (
    assign_happenings,
    count_copies,
    find_story,
    near_duplicates,
    note_document,
)
from kabar.store.shingles import MOST_KEYS, TINY, keys, text_shingles, words_of
from kabar.store.store import Store
from tests.build import DAY
from tests.store.build_store import RUN, add, article, groups, new_store, stories, texts, words

WIRE = (
    "The foreign ministers of Tovaria and Kesh will meet in Lisbon on Monday to discuss the port "
    "of Arvo, their spokesmen said. The talks, the first for two years, follow a strike by dockers "
    'that cut trade by a third. "We come with open hands," Tovaria\'s minister Ilse Marn told '
    "reporters. Kesh has closed its side of the border since March. Diplomats of three countries "
    "said that a draft had been sent to both capitals and that the question of customs was open."
)
CHINESE = (
    "外交部发言人周一表示，两国外长将于下周在里斯本举行会谈，讨论港口问题。这是两年来的首次会谈。"
    "此前码头工人罢工使贸易减少了三分之一。发言人说，双方已经收到一份草案，但关税问题尚未解决。"
    "自三月以来，边境一直关闭。三国外交官表示，各方都希望尽快恢复贸易往来。"
)


def same(one: str, other: str) -> bool:
    return near_duplicates(text_shingles(one), text_shingles(other))


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        pytest.param(f"Ministers to meet\n\n{WIRE}", True, id="another-headline"),
        pytest.param(WIRE.replace('"We', "“We").replace('hands,"', "hands,”"), True, id="quotes"),
        pytest.param(WIRE.upper(), True, id="capitals"),
        pytest.param(WIRE.rsplit(". ", 3)[0], True, id="shortened"),
        pytest.param(f"{WIRE} {words(range(60))}", True, id="paragraph-added"),
        pytest.param(WIRE.replace("will meet", "are to meet"), True, id="edited"),
        pytest.param(words(range(80)), False, id="another-text"),
        pytest.param(f"{WIRE} {words(range(600))}", False, id="small-part-of-a-digest"),
    ],
)
def test_copies_are_told_from_other_texts(copy: str, expected: bool) -> None:
    assert same(WIRE, copy) is expected
    assert same(copy, WIRE) is expected


def test_scripts_without_blanks_have_words_of_one_letter() -> None:
    assert words_of("外交部 said ไทย")[:4] == ["外", "交", "部", "said"]
    assert same(CHINESE, f"【快讯】{CHINESE[:90]}")
    assert not same(CHINESE, CHINESE[::-1])


def test_empty_and_tiny_texts_are_like_their_own_words_alone() -> None:
    assert not same("", "")
    assert not same("  …!", "")
    assert same("More follows.", "MORE FOLLOWS")
    assert not same("More follows.", "More follows soon.")
    assert not same(words(range(TINY - 1)), words(range(60)))


def test_keys_are_few_and_the_same_in_longer_texts() -> None:
    short, long = text_shingles(words(range(300))), text_shingles(words(range(5000)))
    assert len(keys(text_shingles(words(range(50))))) == 46
    assert 10 < len(keys(short)) < 2 * MOST_KEYS
    assert 10 < len(keys(long)) < 2 * MOST_KEYS
    in_both = np.intersect1d(keys(short), keys(long))
    assert set(in_both) == {key for key in keys(long) if key in short}


def test_story_is_found_and_kept() -> None:
    with new_store() as store:
        add(store, article("b", WIRE), article("c", f"Talks\n{WIRE}"), article("a", texts([1, 2])))
        assert stories(store) == {"a": "a", "b": "b", "c": "b"}
        with store.writing() as connection:
            assert find_story(connection, article("c", f"Talks\n{WIRE}").document) == "b"


def test_days_must_be_near_unless_unknown() -> None:
    far = DAY + timedelta(days=4)
    with new_store() as store:
        add(store, article("a", WIRE), article("b", f"Talks\n{WIRE}", published=far))
        assert stories(store) == {"a": "a", "b": "b"}
        add(store, article("c", f"Meeting\n{WIRE}", published=None))
        assert set(stories(store).values()) == {"a"}


def test_copy_of_another_day_joins_what_was_apart() -> None:
    far = DAY + timedelta(days=6)
    late = article("b", f"Talks\n{WIRE}", published=far)
    early = article("b", f"Talks\n{WIRE}", published=DAY, origin="another paper")
    for order in ((late, early), (early, late)):
        with new_store() as store:
            add(store, article("a", WIRE))
            add(store, *order)
            assert set(stories(store).values()) == {"a"}


def test_bridge_merges_stories_under_the_smallest_id() -> None:
    left, right, bridge = texts([1, 2, 3, 4]), texts([5, 6, 7, 8]), texts([2, 3, 4, 5, 6, 7])
    with new_store() as store:
        add(store, article("m", left), article("k", right))
        assert len(set(stories(store).values())) == 2
        add(store, article("z", bridge))
        assert set(stories(store).values()) == {"k"}


PIECES = st.lists(st.integers(0, 7), min_size=2, max_size=6, unique=True)
DOCUMENTS = st.lists(st.tuples(PIECES, st.integers(0, 9)), min_size=2, max_size=8)


@settings(max_examples=20, deadline=None)
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_order_does_not_matter(made: list[tuple[list[int], int]], chance: object) -> None:
    articles = [
        article(f"d{number}", texts(pieces), published=DAY + timedelta(days=day))
        for number, (pieces, day) in enumerate(made)
    ]
    with new_store() as store, new_store() as other:
        add(store, *articles)
        chance.shuffle(articles)  # type: ignore[attr-defined]
        add(other, *articles)
        assert stories(store) == stories(other)
        assert groups(stories(store)) == groups(components(made))


def components(made: list[tuple[list[int], int]]) -> dict[str, str]:
    """Return stories by comparing all with all."""
    found = {f"d{number}": f"d{number}" for number in range(len(made))}
    read = [text_shingles(texts(pieces)) for pieces, _ in made]
    for one, (_, day) in enumerate(made):
        for other in range(one):
            if abs(day - made[other][1]) <= 3 and near_duplicates(read[one], read[other]):
                old, new = found[f"d{one}"], found[f"d{other}"]
                found = {name: new if value == old else value for name, value in found.items()}
    return found


def test_noting_again_changes_nothing() -> None:
    made = [article("a", WIRE), article("b", f"Talks\n{WIRE}")]
    with new_store() as store:
        add(store, *made)
        before = contents(store)
        add(store, *made)
        assert assign_happenings(store) == 2
        assert contents(store) == before


def contents(store: Store) -> list[list[tuple[object, ...]]]:
    tables = ("documents", "sketches", "keys", "tellings", "cells", "events")
    with store.reading() as connection:
        return [
            sorted(map(tuple, connection.execute(sa.text(f"SELECT * FROM {table}"))), key=repr)
            for table in tables
        ]


def test_adding_tells_stories_and_telling_again_changes_nothing() -> None:
    with new_store() as store:
        store.add(article("b", WIRE), RUN)
        store.add(article("a", f"Talks\n{WIRE}"), RUN)
        assert stories(store) == {"a": "a", "b": "a"}
        before = contents(store)
        assert assign_happenings(store) == 2
        assert contents(store) == before


def test_every_copy_is_kept_and_counted() -> None:
    with new_store() as store:
        add(store, article("a", WIRE), article("a", WIRE, origin="second paper"))
        add(store, article("b", f"Talks\n{WIRE}"), article("c", texts([1, 2])))
        with store.reading() as connection:
            assert count_copies(connection, "a") == 3
            assert count_copies(connection, "c") == 1
        assert store.counts().documents == 3


def test_long_text_takes_little_time_and_few_keys() -> None:
    long = words(range(110_000))
    assert len(long) > 1_000_000
    begun = process_time()
    with new_store() as store:
        add(store, article("a", long), article("b", f"Talks\n{long}"))
        assert set(stories(store).values()) == {"a"}
        with store.reading() as connection:
            number = connection.execute(sa.text("SELECT count(*) FROM keys")).scalar_one()
    assert number < 4 * MOST_KEYS
    assert process_time() - begun < 20


def test_empty_texts_are_stories_of_their_own() -> None:
    with new_store() as store:
        add(store, article("a", ""), article("b", " \n"), article("c", "…"))
        assert stories(store) == {"a": "a", "b": "b", "c": "c"}


def write_half(url: str, names: list[str]) -> None:
    with Store(url) as store:
        for name in names:
            each = article(name, f"{name}\n{WIRE}")
            store.add(each, RUN)
            with store.writing() as connection:
                note_document(connection, each.document)


def test_two_writers_find_one_story(tmp_path: Path) -> None:
    url = str(tmp_path / "store.db")
    names = [f"d{number:02}" for number in range(20)]
    with Store(url) as store:
        store.begin(RUN)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_half, args=(url, names[n::2])) for n in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    with Store(url) as store:
        assert stories(store) == dict.fromkeys(names, "d00")
