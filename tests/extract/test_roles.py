"""Who does it to whom, on trees drawn by hand."""

from __future__ import annotations

import pytest

from kabar.extract.roles import Filled
from kabar.records import Quote, Side
from tests.hand_trees import Drawn, draw, parties, said


def fill(sentence: Drawn, word: str, quotes: list[Quote] | None = None) -> Filled:
    analysis = sentence.analysis(quotes or [])
    reading = analysis.reader.read(sentence.at(word))
    assert reading is not None
    return analysis.filler.fill(reading)


def sides(sentence: Drawn, word: str) -> tuple[list[str | None], list[str | None]]:
    filled = fill(sentence, word)
    return parties(filled.source), parties(filled.target)


def test_subject_acts_on_object():
    sentence = draw("Iran/PROPN/nsubj/2/IRN bombed/VERB/root/0 Oman/PROPN/obj/2/OMN")
    assert sides(sentence, "bombed") == (["IRN"], ["OMN"])


def test_notes_say_where_sides_were_found():
    sentence = draw("Iran/PROPN/nsubj/2/IRN bombed/VERB/root/0 Oman/PROPN/obj/2/OMN")
    notes = fill(sentence, "bombed").notes
    assert any(n.startswith("source:") for n in notes)
    assert any(n.startswith("target:") for n in notes)


@pytest.mark.parametrize(
    ("rows", "word", "code"),
    [
        (
            "Oman/PROPN/nsubj:pass/3/OMN was/AUX/aux:pass/3 bombed/VERB/root/0 by/ADP/case/5 "
            "Iran/PROPN/obl/3/IRN",
            "bombed",
            "en",
        ),
        (
            "Oman/PROPN/nsubj/2/OMN dibom/VERB/root/0 oleh/ADP/case/4 Iran/PROPN/obl/2/IRN",
            "dibom",
            "id",
        ),
        ("Oman/PROPN/nsubj/2/OMN dibom/VERB/root/0 Iran/PROPN/obj/2/IRN", "dibom", "id"),
    ],
    ids=["by", "oleh", "bare"],
)
def test_passive_keeps_the_logical_roles(rows: str, word: str, code: str):
    assert sides(draw(rows, code), word) == (["IRN"], ["OMN"])


def test_passive_without_an_agent_has_no_source():
    sentence = draw("Oman/PROPN/nsubj:pass/3/OMN was/AUX/aux:pass/3 bombed/VERB/root/0")
    assert sides(sentence, "bombed") == ([], ["OMN"])


def test_coordinated_objects_are_all_targets():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN bombed/VERB/root/0 Oman/PROPN/obj/2/OMN and/CCONJ/cc/5 "
        "Qatar/PROPN/conj/3/QAT"
    )
    assert sides(sentence, "bombed") == (["IRN"], ["OMN", "QAT"])


def test_addressee_goes_before_whom_it_concerns():
    sentence = draw(
        "France/PROPN/nsubj/2/FRA urged/VERB/root/0 Iran/PROPN/obj/2/IRN to/PART/mark/5 "
        "attack/VERB/xcomp/2 Oman/PROPN/obj/5/OMN"
    )
    assert sides(sentence, "urged") == (["FRA"], ["IRN"])


def test_who_is_to_act_is_the_target_of_a_demand():
    sentence = draw(
        "France/PROPN/nsubj/2/FRA demanded/VERB/root/0 that/SCONJ/mark/5 Iran/PROPN/nsubj/5/IRN "
        "withdraw/VERB/ccomp/2 its/PRON/nmod:poss/7 troops/NOUN/obj/5"
    )
    assert sides(sentence, "demanded") == (["FRA"], ["IRN"])


def test_whom_it_concerns_is_the_target_of_a_threat():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN threatened/VERB/root/0 to/PART/mark/4 attack/VERB/xcomp/2 "
        "Oman/PROPN/obj/4/OMN"
    )
    assert sides(sentence, "threatened") == (["IRN"], ["OMN"])


def test_noun_takes_whose_it_is_and_whom_its_preposition_names():
    sentence = draw(
        "Iran/PROPN/nmod:poss/3/IRN 's/PART/case/1 attack/NOUN/nsubj/6 on/ADP/case/5 "
        "Oman/PROPN/nmod/3/OMN failed/VERB/root/0"
    )
    assert sides(sentence, "attack") == (["IRN"], ["OMN"])


def test_meeting_is_reciprocal():
    sentence = draw("Iran/PROPN/nsubj/2/IRN met/VERB/root/0 Oman/PROPN/obj/2/OMN")
    filled = fill(sentence, "met")
    assert filled.reciprocal
    assert (parties(filled.source), parties(filled.target)) == (["IRN"], ["OMN"])


def test_coordinated_subjects_that_meet_are_split_into_two_sides():
    sentence = draw("Iran/PROPN/nsubj/4/IRN and/CCONJ/cc/3 Oman/PROPN/conj/1/OMN met/VERB/root/0")
    filled = fill(sentence, "met")
    assert filled.reciprocal
    assert (parties(filled.source), parties(filled.target)) == (["IRN"], ["OMN"])


def test_coordinated_subjects_that_attack_stay_one_side():
    sentence = draw(
        "Iran/PROPN/nsubj/4/IRN and/CCONJ/cc/3 Oman/PROPN/conj/1/OMN bombed/VERB/root/0 "
        "Qatar/PROPN/obj/4/QAT"
    )
    filled = fill(sentence, "bombed")
    assert not filled.reciprocal
    assert (parties(filled.source), parties(filled.target)) == (["IRN", "OMN"], ["QAT"])


def test_own_troops_are_not_acted_on():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN withdrew/VERB/root/0 its/PRON/nmod:poss/4/IRN troops/NOUN/obj/2 "
        "from/ADP/case/6 Oman/PROPN/obl/2/@OMN"
    )
    source, target = sides(sentence, "withdrew")
    assert source == ["IRN"]
    assert "IRN" not in target


def test_place_is_the_target_of_force_that_names_no_other():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN attacked/VERB/root/0 a/DET/det/4 base/NOUN/obj/2 in/ADP/case/6 "
        "Oman/PROPN/obl/2/@OMN"
    )
    assert sides(sentence, "attacked") == (["IRN"], ["OMN"])


def test_own_country_is_no_target_of_force():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN attacked/VERB/root/0 a/DET/det/4 base/NOUN/obj/2 in/ADP/case/6 "
        "Tehran/PROPN/obl/2/@IRN"
    )
    assert sides(sentence, "attacked") == (["IRN"], [])


def test_duty_that_a_speaker_lays_on_another_is_the_speakers():
    sentence = draw(
        "Iran/PROPN/nsubj/3/IRN must/AUX/aux/3 withdraw/VERB/root/0 its/PRON/nmod:poss/5 "
        "troops/NOUN/obj/3"
    )
    speaker = Side("Oman", "Oman", None, "OMN", None, 0, 4)
    quote = said(speaker, 0, len(sentence.text), sentence.text)
    filled = fill(sentence, "withdraw", [quote])
    assert (parties(filled.source), parties(filled.target)) == (["OMN"], ["IRN"])
    alone = fill(sentence, "withdraw")
    assert (alone.source, alone.target) == ((), ())


def test_side_is_never_both_source_and_target_of_one_act():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN attacked/VERB/root/0 Iran/PROPN/obj/2/IRN and/CCONJ/cc/5 "
        "Oman/PROPN/conj/3/OMN"
    )
    filled = fill(sentence, "attacked")
    assert not {s.start for s in filled.source} & {s.start for s in filled.target}


def test_participle_on_a_noun_acts_on_the_noun():
    sentence = draw("ship/NOUN/root/0 seized/VERB/acl/1 by/ADP/case/4 Iran/PROPN/obl/2/IRN")
    assert sides(sentence, "seized")[0] == ["IRN"]


@pytest.mark.parametrize(
    ("rows", "word", "code"),
    [
        (
            "Spain/PROPN/nsubj/2/ESP welcomed/VERB/root/0 the/DET/det/4 pullout/NOUN/obj/2 "
            "{0}/ADP/case/6 Gabon/PROPN/nmod/4/GAB",
            "pullout",
            "en",
        ),
        (
            "Spanyol/PROPN/nsubj/2/ESP menyambut/VERB/root/0 penarikan/NOUN/obj/2 "
            "pasukan/NOUN/nmod/3 {0}/ADP/case/6 Gabon/PROPN/nmod/3/GAB",
            "penarikan",
            "id",
        ),
    ],
    ids=["en", "id"],
)
def test_withdrawal_is_not_whose_it_is_from(rows: str, word: str, code: str):
    away, by = {"en": ("from", "by"), "id": ("dari", "oleh")}[code]
    assert sides(draw(rows.format(away), code), word) == ([], ["GAB"])
    assert sides(draw(rows.format(by), code), word)[0] == ["GAB"]
