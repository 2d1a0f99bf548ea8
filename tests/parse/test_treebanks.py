"""Treebanks: their terms are known before they are used; compounds get our words."""

import pytest

from kabar.errors import BadInput
from kabar.languages.load import load_language
from kabar.parse.treebanks import find_licence, join_compounds, load_treebank, with_whole_compounds
from kabar.text.tokens import load_token_rules
from tests.parse.treebank import sentence, sentences, write_treebank

RULES = load_token_rules(load_language("id").folder)


def test_licence_from_the_head_of_the_file(tmp_path):
    path = write_treebank(tmp_path / "xx_own.conllu", "CC BY 4.0")
    assert find_licence(path) == "CC BY 4.0"
    bank = load_treebank(path, 2.0)
    assert (bank.name, bank.weight, bank.licence) == ("xx_own", 2.0, "CC BY 4.0")
    assert len(bank.sentences) == len(sentences())


def test_licence_from_the_table_longest_name_first(tmp_path):
    assert find_licence(write_treebank(tmp_path / "en_gum-train.conllu", None)) == "CC BY-NC-SA 4.0"
    open_genres = write_treebank(tmp_path / "en_gum_open-train.conllu", None)
    assert find_licence(open_genres) == "CC BY 4.0 and public domain"


def test_licence_from_a_file_beside(tmp_path):
    (tmp_path / "LICENSE.txt").write_text("\nCC BY-SA 4.0\nmore", encoding="utf-8")
    assert find_licence(write_treebank(tmp_path / "xx_own.conllu", None)) == "CC BY-SA 4.0"


def test_unknown_licence_is_refused_until_it_is_said(tmp_path):
    path = write_treebank(tmp_path / "xx_own.conllu", None)
    with pytest.raises(BadInput, match="--licence"):
        load_treebank(path, 1.0)
    assert load_treebank(path, 1.0, licence="CC0").licence == "CC0"


@pytest.mark.parametrize("terms", ["CC BY-NC-SA 4.0", "for non-commercial use", "cc-by-nc"])
def test_non_commercial_terms_are_refused_until_allowed(tmp_path, terms: str):
    path = write_treebank(tmp_path / "xx_own.conllu", terms)
    with pytest.raises(BadInput, match="--allow-non-commercial"):
        load_treebank(path, 1.0)
    assert load_treebank(path, 1.0, allow_non_commercial=True).licence == terms


def test_empty_treebank_and_weightless_one_are_refused(tmp_path):
    path = tmp_path / "en_ewt-x.conllu"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(BadInput, match="no sentences"):
        load_treebank(path, 1.0)
    with pytest.raises(BadInput, match="above 0"):
        load_treebank(path, 0.0)


def test_compound_cut_at_its_hyphen_becomes_our_one_word():
    cut = sentence(
        "Kota/NOUN/4/nsubj -/PUNCT/1/punct kota/NOUN/1/compound jatuh/VERB/0/root ./PUNCT/4/punct"
    )
    joined = join_compounds(cut, RULES)
    assert joined.forms == ("Kota-kota", "jatuh", ".")
    assert joined.heads == (1, -1, 1)
    assert joined.relations == ("nsubj", "root", "punct")
    assert [again for _, again in with_whole_compounds([cut], RULES)] == [False, True]


def test_hyphen_between_names_stays_cut():
    cut = sentence("Iran/PROPN/4/nsubj -/PUNCT/1/punct Irak/PROPN/1/flat pergi/VERB/0/root")
    assert join_compounds(cut, RULES) == cut
    assert [again for _, again in with_whole_compounds([cut], RULES)] == [False]


def test_pieces_with_two_heads_outside_stay_cut():
    cut = sentence("hari/NOUN/4/obl -/PUNCT/1/punct hari/NOUN/4/nsubj pergi/VERB/0/root")
    assert join_compounds(cut, RULES) == cut
