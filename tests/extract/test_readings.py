"""Operator over act: what a word and what it governs amount to."""

from __future__ import annotations

import pytest

from kabar.extract.reading import Reading
from tests.hand_trees import Drawn, draw


def read(rows: str, word: str, code: str = "en") -> Reading:
    reading = draw(rows, code).reading(word)
    assert reading is not None
    return reading


def steps(reading: Reading) -> list[str]:
    return [step.operator for step in reading.steps]


def test_act_alone_is_what_it_is():
    reading = read("Iran/PROPN/nsubj/2/IRN bombed/VERB/root/0 Oman/PROPN/obj/2/OMN", "bombed")
    assert (reading.type, reading.mode, reading.modality) == ("ASSAULT", "explosives", "asserted")
    assert reading.content is None
    assert reading.act is not None and reading.act.name == "bomb"


def test_speech_act_is_about_its_content():
    reading = read(
        "Iran/PROPN/nsubj/2/IRN refused/VERB/root/0 to/PART/mark/4 withdraw/VERB/xcomp/2 "
        "its/PRON/nmod:poss/6 troops/NOUN/obj/4",
        "refused",
    )
    assert (reading.type, steps(reading)) == ("REJECT", ["refuse"])
    assert reading.content is not None
    assert (reading.content.type, reading.content.modality) == ("RETREAT", "hypothetical")
    assert reading.is_speech


def test_operators_are_listed_outermost_first():
    reading = read(
        "Iran/PROPN/nsubj/2/IRN refused/VERB/root/0 to/PART/mark/4 stop/VERB/xcomp/2 "
        "bombing/VERB/xcomp/4 Oman/PROPN/obj/5/OMN",
        "refused",
    )
    assert reading.type == "REJECT"
    assert steps(reading) == ["refuse", "stop"]
    assert reading.content is not None
    assert reading.content.type == "RETREAT"


def test_stopping_an_act_undoes_it():
    reading = read(
        "Iran/PROPN/nsubj/2/IRN stopped/VERB/root/0 bombing/VERB/xcomp/2 Oman/PROPN/obj/3/OMN",
        "stopped",
    )
    assert (reading.type, reading.mode) == ("RETREAT", "ceasefire")


def test_beginning_an_act_keeps_it():
    reading = read(
        "Iran/PROPN/nsubj/2/IRN began/VERB/root/0 bombing/VERB/xcomp/2 Oman/PROPN/obj/3/OMN",
        "began",
    )
    assert (reading.type, reading.modality) == ("ASSAULT", "asserted")


def test_condemning_presupposes_what_is_condemned():
    reading = read(
        "Oman/PROPN/nsubj/2/OMN condemned/VERB/root/0 the/DET/det/4 bombing/NOUN/obj/2", "condemned"
    )
    assert (reading.type, reading.mode) == ("ACCUSE", "disapprove")
    assert reading.content is not None
    assert reading.content.modality == "asserted"


FUNCTION_WORDS = [
    ("did/AUX/aux/4 not/PART/advmod/4", "attack", "ASSAULT", "negated"),
    ("will/AUX/aux/4 soon/ADV/advmod/4", "meet", "CONSULT", "future"),
    ("may/AUX/aux/4 soon/ADV/advmod/4", "attack", "ASSAULT", "hypothetical"),
    ("will/AUX/aux/4 soon/ADV/advmod/4", "attack", "THREATEN", "future"),
    ("has/AUX/aux/4 long/ADV/advmod/4", "attacked", "ASSAULT", "asserted"),
]


@pytest.mark.parametrize(("words", "verb", "kind", "modality"), FUNCTION_WORDS)
def test_function_words_change_type_and_modality(words: str, verb: str, kind: str, modality: str):
    reading = read(f"Iran/PROPN/nsubj/4/IRN {words} {verb}/VERB/root/0 Oman/PROPN/obj/4/OMN", verb)
    assert (reading.type, reading.modality) == (kind, modality)


def test_will_not_cooperate_is_a_refusal():
    reading = read(
        "Iran/PROPN/nsubj/4/IRN will/AUX/aux/4 not/PART/advmod/4 meet/VERB/root/0 "
        "Oman/PROPN/obj/4/OMN",
        "meet",
    )
    assert (reading.type, reading.mode) == ("REJECT", "meet")


@pytest.mark.parametrize(
    ("words", "kind", "modality"),
    [
        ("tidak/PART/advmod/3", "ASSAULT", "negated"),
        ("belum/ADV/advmod/3", "ASSAULT", "negated"),
        ("akan/AUX/aux/3", "THREATEN", "future"),
        ("mungkin/ADV/advmod/3", "ASSAULT", "hypothetical"),
        ("telah/AUX/aux/3", "ASSAULT", "asserted"),
    ],
)
def test_function_words_of_indonesian_do_the_same(words: str, kind: str, modality: str):
    reading = read(
        f"Iran/PROPN/nsubj/3/IRN {words} menyerang/VERB/root/0 Oman/PROPN/obj/3/OMN",
        "menyerang",
        "id",
    )
    assert (reading.type, reading.modality) == (kind, modality)


def test_will_demand_is_a_demand():
    reading = read(
        "Iran/PROPN/nsubj/3/IRN will/AUX/aux/3 demand/VERB/root/0 talks/NOUN/obj/3", "demand"
    )
    assert reading.type == "REQUEST"
    assert reading.content is not None and reading.content.type == "CONSULT"


def test_noun_is_read_like_a_verb():
    reading = read(
        "Iran/PROPN/nmod:poss/3/IRN 's/PART/case/1 refusal/NOUN/nsubj/7 to/PART/mark/5 "
        "meet/VERB/acl/3 Oman/PROPN/obj/5/OMN hurt/VERB/root/0",
        "refusal",
    )
    assert (reading.type, reading.content is not None) == ("REJECT", True)


def test_word_that_evokes_nothing_has_no_reading():
    sentence = draw("Clouds/NOUN/nsubj/2 drifted/VERB/root/0")
    assert sentence.reading("drifted") is None


def test_reading_cites_lines_of_both_tables():
    reading = read(
        "Iran/PROPN/nsubj/2/IRN refused/VERB/root/0 to/PART/mark/4 attack/VERB/xcomp/2 "
        "Oman/PROPN/obj/4/OMN",
        "refused",
    )
    (step,) = reading.steps
    assert step.rule.startswith("en/operators:")
    assert step.table.startswith("ontology/composition:")
    assert reading.act_match is not None
    assert reading.act_match.entry.rule.startswith("en/acts:")


def test_reporting_verb_is_no_operator_of_its_own_clause():
    sentence: Drawn = draw(
        "Iran/PROPN/nsubj/2/IRN said/VERB/root/0 that/SCONJ/mark/5 Oman/PROPN/nsubj/5/OMN "
        "attacked/VERB/ccomp/2"
    )
    reader = sentence.analysis().reader
    assert reader.read(sentence.at("said")) is None
    assert reader.reported(sentence.at("said")) is not None
    assert reader.reported(sentence.at("attacked")) is None


def test_long_chain_of_operators_ends():
    rows = "Iran/PROPN/nsubj/2/IRN refused/VERB/root/0 " + " ".join(
        f"refused/VERB/xcomp/{i}" for i in range(2, 400)
    )
    reading = draw(rows).reading("refused")
    assert reading is not None
    assert 0 < len(reading.steps) < 20
