"""Trees: tokens keep their place in the document, long spans are cut."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.languages.load import load_language
from kabar.parse.tree import UdRow
from kabar.parse.trees import LONGEST_SENTENCE, parse_documents, parse_sentences

ENGLISH = load_language("en")


class FlatParser:
    """Hangs every word on the first one."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[list[UdRow]]:
        return [
            [UdRow("NOUN", -1 if i == 0 else 0, "root" if i == 0 else "dep") for i in range(len(s))]
            for s in sentences
        ]


def test_tokens_stand_where_the_document_has_them():
    text = "Headline\nTroops left.  Talks failed."
    trees = parse_sentences(text, [(9, 21), (23, 36)], ENGLISH, FlatParser())
    assert [tree.index for tree in trees] == [0, 1]
    assert [(t.text, t.start) for t in trees[1].tokens] == [
        ("Talks", 23),
        ("failed", 29),
        (".", 35),
    ]
    assert [t.lemma for t in trees[0].tokens] == ["troop", "left", "."]
    assert (trees[0].start, trees[0].end) == (9, 21)
    assert trees[0].children[0] == (1, 2)


def test_spans_without_words_give_no_tree():
    assert parse_sentences("a  \n ", [(0, 1), (1, 3), (3, 5)], ENGLISH, FlatParser())[0].index == 0
    assert len(parse_sentences("a  \n ", [(0, 1), (1, 3), (3, 5)], ENGLISH, FlatParser())) == 1
    assert parse_sentences("", [], ENGLISH, FlatParser()) == []


@pytest.mark.parametrize("unit", ["word ", "word, and "])
def test_long_sentences_are_cut_and_lose_no_word(unit: str):
    text = unit * 450
    trees = parse_sentences(text, [(0, len(text))], ENGLISH, FlatParser())
    assert all(len(tree) <= LONGEST_SENTENCE for tree in trees)
    assert [t.text for tree in trees for t in tree.tokens] == text.replace(",", " ,").split()
    if "," in unit:
        assert all(tree.tokens[-1].text == "," for tree in trees[:-1])


@given(text=st.text(max_size=120), cut=st.integers(0, 120))
def test_every_token_cut_from_the_text_gives_its_words(text: str, cut: int):
    cut = min(cut, len(text))
    for tree in parse_sentences(text, [(0, cut), (cut, len(text))], ENGLISH, FlatParser()):
        for token in tree.tokens:
            assert text[token.start : token.end] == token.text
            assert tree.start <= token.start < token.end <= tree.end


def test_documents_parsed_together_have_the_trees_they_have_alone():
    long = "word " * (LONGEST_SENTENCE + 5)
    documents = [
        ("Troops left. Talks failed.", [(0, 12), (13, 26)]),
        ("... ", []),
        (long, [(0, len(long))]),
    ]
    together = parse_documents(documents, ENGLISH, FlatParser())
    alone = [parse_sentences(text, spans, ENGLISH, FlatParser()) for text, spans in documents]
    assert together == alone
    assert [[tree.index for tree in trees] for trees in together] == [[0, 1], [], [0, 1]]
