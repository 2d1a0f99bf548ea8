"""Names of several words: found, given to the parser as one, and put back in place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.languages.load import language_codes, load_language
from kabar.parse.names import NameWords, find_runs, load_name_words, put_back, stand_in_texts
from kabar.parse.tree import UdRow, Word

NAMES = NameWords("Bush", frozenset({"the", "monday", "in"}), frozenset({"bin", "de"}))


def words(text: str) -> list[Word]:
    found, at = [], 0
    for word in text.split():
        found.append(Word(word, at, at + len(word)))
        at += len(word) + 1
    return found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Amnesty International said so", ["Amnesty International"]),
        (
            "leaders of United Arab Emirates and Saudi Arabia met",
            ["United Arab Emirates", "Saudi Arabia"],
        ),
        ("Mohammed bin Salman spoke", ["Mohammed bin Salman"]),
        ("Luiz Inacio de oliveira", ["Luiz Inacio"]),
        ("The Hague ruled", []),
        ("Monday In The", []),
        ("he met Putin in Moscow", []),
        ("de Gaulle bin", []),
        ("no capitals here", []),
        ("", []),
        ("Joe Biden", ["Joe Biden"]),
    ],
)
def test_runs_are_capitalised_words_side_by_side(text: str, names: list[str]):
    sentence = words(text)
    runs = find_runs(sentence, NAMES)
    assert [" ".join(w.text for w in sentence[a:b]) for a, b in runs] == names


def test_parser_is_given_one_noun_for_each_run():
    sentence = words("In Geneva Amnesty International told Joe Biden off")
    runs = find_runs(sentence, NAMES)
    assert runs[-1] == (5, 7)
    texts = stand_in_texts(sentence, [(2, 4), (5, 7)], NAMES)
    assert texts == ["In", "Geneva", "Bush", "told", "Bush", "off"]


def test_rows_are_put_back_as_a_flat_name():
    # Amnesty International accused Saudi Arabia: parsed as "Bush accused Bush".
    parsed = [UdRow("PROPN", 1, "nsubj"), UdRow("VERB", -1, "root"), UdRow("NOUN", 1, "obj")]
    rows = put_back(parsed, [(0, 2), (3, 5)], 5)
    assert rows == [
        UdRow("PROPN", 2, "nsubj"),
        UdRow("PROPN", 0, "flat"),
        UdRow("VERB", -1, "root"),
        UdRow("PROPN", 2, "obj"),
        UdRow("PROPN", 3, "flat"),
    ]


@given(st.lists(st.sampled_from(["Joe", "Ali", "bin", "the", "The", "met", "Monday"]), max_size=12))
def test_every_word_comes_back_with_one_root(texts: list[str]):
    sentence = words(" ".join(texts))
    runs = find_runs(sentence, NAMES)
    assert all(b - a > 1 for a, b in runs)
    assert all(first[1] <= second[0] for first, second in pairwise(runs))
    joined = stand_in_texts(sentence, runs, NAMES)
    parsed = [UdRow("X", i - 1, "dep" if i else "root") for i in range(len(joined))]
    rows = put_back(parsed, runs, len(sentence))
    assert len(rows) == len(sentence)
    assert sum(row.head < 0 for row in rows) == (1 if sentence else 0)
    for i, row in enumerate(rows):
        assert row.head < len(rows) and row.head != i
    inner = {k for a, b in runs for k in range(a + 1, b)}
    assert {i for i, row in enumerate(rows) if row.relation == "flat"} == inner


@pytest.mark.parametrize("code", language_codes())
def test_days_and_months_of_a_shipped_language_open_no_name(code: str):
    names = load_name_words(load_language(code))
    assert names.stand_in
    assert all(word == word.lower() for word in names.common | names.inside)
    openings = {"en": "On Monday March", "id": "Pada Senin Maret"}
    assert find_runs(words(openings.get(code, "")), names) == []
