"""Mistakes of parsers that are mended before anybody reads the tree."""

from __future__ import annotations

from kabar.parse.repairs import mend
from kabar.parse.tree import UdRow, Word

OPENERS = frozenset(["sebelum"])


def rows_of(text: str) -> tuple[list[Word], list[UdRow]]:
    """Return the words and rows of `word/upos/relation/head`, heads counted from 1."""
    words, rows = [], []
    for at, item in enumerate(text.split()):
        form, upos, relation, head = item.split("/")
        words.append(Word(form, at * 20, at * 20 + len(form)))
        rows.append(UdRow(upos, int(head) - 1, relation))
    return words, rows


def test_names_of_a_list_are_conjuncts():
    words, rows = rows_of(
        "Spain/PROPN/nsubj/6 ,/PUNCT/punct/3 Ireland/PROPN/appos/1 and/CCONJ/cc/5 "
        "Norway/PROPN/conj/1 agreed/VERB/root/0"
    )
    assert mend(words, rows, OPENERS)[2].relation == "conj"


def test_apposition_with_a_comma_behind_stays():
    words, rows = rows_of(
        "Castro/PROPN/nsubj/7 ,/PUNCT/punct/3 Mayor/PROPN/appos/1 ,/PUNCT/punct/3 "
        "and/CCONJ/cc/6 Lopez/PROPN/conj/1 agreed/VERB/root/0"
    )
    assert mend(words, rows, OPENERS) == rows


def test_preposition_before_a_subject_opens_a_clause():
    words, rows = rows_of(
        "Iran/PROPN/nsubj/2 mundur/VERB/root/0 sebelum/ADP/case/4 Oman/PROPN/obl/5 "
        "menembak/VERB/conj/2 kapal/NOUN/obj/5"
    )
    mended = mend(words, rows, OPENERS)
    assert [(r.relation, r.head) for r in mended[2:5]] == [("mark", 4), ("nsubj", 4), ("advcl", 1)]
