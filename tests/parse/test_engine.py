"""The shipped parsers: trees are trees, and do not depend on their neighbours."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.errors import BadLanguageData
from kabar.languages.load import load_language
from kabar.parse.network import NetworkParser
from kabar.parse.parsers import Parser, load_parser
from kabar.parse.tree import UdRow
from kabar.parse.weights import read_weights

CODES = ("en", "id")


@cache
def parser(code: str) -> Parser:
    return load_parser(load_language(code))


def parse(code: str, text: str) -> dict[str, tuple[str, str]]:
    """Return the relation and the head's form of each word of a sentence of distinct words."""
    words = text.split()
    (rows,) = parser(code).parse([words])
    heads = [words[row.head] if row.head >= 0 else "" for row in rows]
    return {w: (r.relation, h) for w, r, h in zip(words, rows, heads, strict=True)}


def test_english_active_and_passive():
    active = parse("en", "Russia attacked the port on Monday .")
    assert active["Russia"] == ("nsubj", "attacked")
    assert active["port"] == ("obj", "attacked")
    passive = parse("en", "The port was attacked by Russia .")
    assert passive["port"] == ("nsubj:pass", "attacked")
    assert passive["Russia"] == ("obl:agent", "attacked")


def test_english_reported_clause_and_relative_clause():
    tree = parse("en", "Officials said the rebels who seized the town had agreed to leave .")
    assert tree["agreed"] == ("ccomp", "said")
    assert tree["rebels"] == ("nsubj", "agreed")
    assert tree["seized"] == ("acl:relcl", "rebels")
    assert tree["town"] == ("obj", "seized")
    assert tree["leave"] == ("xcomp", "agreed")


def test_indonesian_active_and_passive():
    active = parse("id", "Rusia menyerang pelabuhan itu pada hari Senin .")
    assert active["Rusia"] == ("nsubj", "menyerang")
    assert active["pelabuhan"] == ("obj", "menyerang")
    passive = parse("id", "Pelabuhan itu diserang oleh pasukan Rusia .")
    assert passive["Pelabuhan"] == ("nsubj:pass", "diserang")
    assert passive["pasukan"][1] == "diserang"


def test_indonesian_reported_clause():
    tree = parse("id", "Menteri mengatakan bahwa pemerintah akan menarik pasukan .")
    assert tree["menarik"] == ("ccomp", "mengatakan")
    assert tree["pemerintah"] == ("nsubj", "menarik")


WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "the",
                "of",
                "said",
                "menyerang",
                "yang",
                "Rusia",
                "12",
                ",",
                ".",
                "”",
                "US",
                "-",
                "led",
            ]
        ),
        st.text(min_size=1, max_size=6),
    ),
    max_size=30,
)


def is_tree(rows: list[UdRow]) -> bool:
    """Say whether every word reaches the one root."""
    for i in range(len(rows)):
        seen = set()
        while i >= 0 and i not in seen:
            seen.add(i)
            i = rows[i].head
        if i >= 0:
            return False
    return sum(row.head < 0 for row in rows) == (1 if rows else 0)


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=40, deadline=None)
@given(sentences=st.lists(WORDS, max_size=5))
def test_every_parse_is_a_tree_whatever_the_words(code: str, sentences: list[list[str]]):
    parses = parser(code).parse(sentences)
    assert [len(rows) for rows in parses] == [len(s) for s in sentences]
    for rows in parses:
        assert is_tree(rows)
        assert all((row.relation == "root") == (row.head < 0) for row in rows)


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=20, deadline=None)
@given(sentences=st.lists(WORDS, min_size=2, max_size=5))
def test_a_sentence_parses_the_same_alone_and_in_company(code: str, sentences: list[list[str]]):
    together = parser(code).parse(sentences)
    alone = [parser(code).parse([s])[0] for s in sentences]
    assert together == alone


def test_more_sentences_than_one_batch_keep_their_order():
    batch = [["Talavia", "menyerang", "."][: 1 + i % 3] for i in range(600)]
    parses = parser("id").parse(batch)
    assert [len(rows) for rows in parses] == [len(s) for s in batch]
    assert parses[:3] == parses[300:303]


def test_a_file_that_is_no_weights_file_is_named(tmp_path):
    path = tmp_path / "x.weights"
    path.write_bytes(b"something else")
    with pytest.raises(BadLanguageData, match=r"x\.weights"):
        read_weights(path)


def test_a_weights_file_cut_short_is_refused(tmp_path):
    whole = (load_language("id").folder / "parser.weights").read_bytes()
    path = tmp_path / "short.weights"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadLanguageData, match="kabar train"):
        NetworkParser.load(path)
