"""Headlines in title case lose the capitals of their ordinary words."""

from __future__ import annotations

from kabar.extract.headlines import lowered
from kabar.extract.lexicon import load_lexicon
from kabar.languages.load import load_language
from kabar.ontology.load import load_ontology

LEXICON = load_lexicon(load_language("en"), load_ontology())


def test_event_words_of_a_headline_are_lowered_and_names_are_kept() -> None:
    text = "Attack Group Rejects Truce With Mali"
    assert lowered(text, [(0, 12)], LEXICON) == "Attack Group rejects truce With Mali"


def test_ordinary_sentence_stays_as_it_is() -> None:
    text = "The Security Council on Monday rejected a truce in the Sahel."
    assert lowered(text, [(0, 20)], LEXICON) == text


def test_length_never_changes() -> None:
    text = "ABC Rejects Peace Talks, Threatens Strikes"
    assert len(lowered(text, [], LEXICON)) == len(text)
