"""Which entries a word evokes: part of speech, the words around it, and the heaviest first."""

from __future__ import annotations

import pytest

from tests.hand_trees import Drawn, draw


def evoked(sentence: Drawn, word: str) -> list[str]:
    """Return the acts and operators that a word evokes, heaviest first."""
    matcher = sentence.analysis().matcher
    return [m.entry.name for m in matcher.matches(sentence.at(word))]


def test_verb_and_object_evoke_more_than_the_verb():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN withdrew/VERB/root/0 its/PRON/nmod:poss/4 troops/NOUN/obj/2"
    )
    (first, *_) = sentence.analysis().matcher.matches(sentence.at("withdrew"))
    assert first.entry.name == "withdraw-forces"
    assert "troops" in sentence.words(first.words)


@pytest.mark.parametrize(
    ("noun", "act"),
    [("sanctions", "ease-sanctions"), ("embargo", "ease-sanctions"), ("curfew", "ease")],
)
def test_object_decides_between_acts_of_one_verb(noun: str, act: str):
    sentence = draw(f"Iran/PROPN/nsubj/2/IRN lifted/VERB/root/0 the/DET/det/4 {noun}/NOUN/obj/2")
    assert act in evoked(sentence, "lifted")


def test_matches_are_heaviest_first():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN cut/VERB/root/0 diplomatic/ADJ/amod/4 ties/NOUN/obj/2 "
        "with/ADP/case/6 Oman/PROPN/obl/2/OMN"
    )
    weights = [m.weight for m in sentence.analysis().matcher.matches(sentence.at("cut"))]
    assert weights == sorted(weights, reverse=True)
    assert evoked(sentence, "cut")[0] == "break-ties"


def test_name_is_no_verb():
    sentence = draw(
        "Operation/PROPN/nsubj/4 Iron/PROPN/flat/1 Strike/PROPN/flat/1 ended/VERB/root/0"
    )
    assert evoked(sentence, "Strike") == []


def test_punctuation_and_unknown_words_evoke_nothing():
    sentence = draw("Zorp/NOUN/nsubj/2 blenked/VERB/root/0 ./PUNCT/punct/2")
    assert evoked(sentence, "Zorp") == evoked(sentence, "blenked") == evoked(sentence, ".") == []


def test_verb_form_tells_the_voice():
    for verb, voice in (("menyerang", "active"), ("diserang", "passive")):
        sentence = draw(f"Iran/PROPN/nsubj/2/IRN {verb}/VERB/root/0 Oman/PROPN/obj/2/OMN", "id")
        match = sentence.analysis().matcher.matches(1)[0]
        assert (match.entry.name, match.voice) == ("attack", voice)


def test_verb_and_noun_of_one_form_are_told_apart():
    verb = draw("Iran/PROPN/nsubj/2/IRN attacks/VERB/root/0 Oman/PROPN/obj/2/OMN")
    noun = draw("Iran/PROPN/nmod:poss/2/IRN attacks/NOUN/nsubj/3 continue/VERB/root/0")
    assert verb.analysis().matcher.matches(1)[0].entry.pos == "V"
    assert noun.analysis().matcher.matches(1)[0].entry.pos == "N"


def test_function_word_is_found_beside_the_verb_only_as_such():
    sentence = draw("Iran/PROPN/nsubj/3/IRN will/AUX/aux/3 attack/VERB/root/0")
    assert "future" in evoked(sentence, "will")
    noun = draw("His/PRON/nmod:poss/2 will/NOUN/nsubj/3 counts/VERB/root/0")
    assert "future" not in evoked(noun, "will")


@pytest.mark.parametrize(("doers", "act"), [("warplanes", "airstrike"), ("police", "raid")])
def test_subject_decides_between_acts_of_one_verb(doers: str, act: str):
    sentence = draw(f"{doers}/NOUN/nsubj/2/SYR raided/VERB/root/0 the/DET/det/4 camp/NOUN/obj/2")
    assert evoked(sentence, "raided")[0] == act


def test_word_at_the_head_of_the_object_goes_before_its_class():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN imposed/VERB/root/0 a/DET/det/4 blockade/NOUN/obj/2 "
        "on/ADP/case/6 Oman/PROPN/obl/2/OMN"
    )
    assert evoked(sentence, "imposed")[0] == "blockade"


def test_base_form_after_be_is_no_verb():
    was = draw("Iran/PROPN/nsubj/3/IRN was/AUX/aux/3 back/VERB/root/0 Oman/PROPN/obj/3/OMN")
    did = draw("Iran/PROPN/nsubj/3/IRN did/AUX/aux/3 back/VERB/root/0 Oman/PROPN/obj/3/OMN")
    assert "back" not in evoked(was, "back")
    assert "back" in evoked(did, "back")


def test_word_with_a_hyphen_is_found_without():
    sentence = draw("Iran/PROPN/nsubj/2/IRN re-opened/VERB/root/0 the/DET/det/4 border/NOUN/obj/2")
    assert evoked(sentence, "re-opened")[0] == "grant-access"
