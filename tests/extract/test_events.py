"""Events of a sentence whose tree is drawn by hand: which there are and what they carry."""

from __future__ import annotations

import pytest

from kabar.ontology.load import load_ontology
from kabar.records import Side
from tests.hand_trees import draw, parties, said

ATTACK = "Iran/PROPN/nsubj/2/IRN bombed/VERB/root/0 Oman/PROPN/obj/2/OMN"


def test_event_carries_type_mode_sides_trigger_and_score():
    sentence = draw(ATTACK)
    (event,) = sentence.events()
    assert (event.type, event.mode, event.modality) == ("ASSAULT", "explosives", "asserted")
    assert (parties(event.source), parties(event.target)) == (["IRN"], ["OMN"])
    assert event.trigger.text == sentence.text[event.trigger.start : event.trigger.end] == "bombed"
    assert event.score == load_ontology().score("ASSAULT", "explosives")
    assert event.contexts == load_ontology().acts["bomb"].contexts


def test_evidence_names_trigger_source_and_target_with_the_rule():
    sentence = draw(ATTACK)
    (event,) = sentence.events()
    found = {(e.role, e.text) for e in event.evidence}
    assert {("trigger", "bombed"), ("source", "Iran"), ("target", "Oman")} <= found
    assert any(e.rule == event.rule for e in event.evidence if e.role == "trigger")
    for e in event.evidence:
        assert sentence.text[e.start : e.end] == e.text


def test_derivation_lists_operator_then_act_then_sides():
    (event,) = draw(
        "Iran/PROPN/nsubj/2/IRN refused/VERB/root/0 to/PART/mark/4 attack/VERB/xcomp/2 "
        "Oman/PROPN/obj/4/OMN"
    ).events()
    operator, act, *rest = event.derivation
    assert operator.startswith("refuse “refused” (en/operators:")
    assert act.startswith("act attack “attack” (en/acts:")
    assert rest[0].startswith("source:")


def test_nested_act_has_its_own_sides_and_modality():
    (event,) = draw(
        "Iran/PROPN/nsubj/2/IRN threatened/VERB/root/0 to/PART/mark/4 attack/VERB/xcomp/2 "
        "Oman/PROPN/obj/4/OMN"
    ).events()
    assert (event.type, event.mode) == ("THREATEN", "violence")
    assert event.about is not None
    assert (event.about.type, event.about.modality) == ("ASSAULT", "hypothetical")
    assert (parties(event.about.source), parties(event.about.target)) == (["IRN"], ["OMN"])
    assert event.about.id != event.id


def test_sentence_without_a_political_actor_gives_nothing():
    assert draw("Storms/NOUN/nsubj/2 bombed/VERB/root/0 fields/NOUN/obj/2").events() == []
    assert draw("Fans/NOUN/nsubj/2 met/VERB/root/0 players/NOUN/obj/2").events() == []


def test_sector_without_a_party_is_a_political_actor():
    (event,) = draw("Police/NOUN/nsubj/2/.COP arrested/VERB/root/0 students/NOUN/obj/2").events()
    assert (event.type, parties(event.source)) == ("COERCE", [None])
    assert event.source[0].sector == "COP"


def test_events_are_in_the_order_of_their_triggers():
    events = draw(
        "Iran/PROPN/nsubj/2/IRN bombed/VERB/root/0 Oman/PROPN/obj/2/OMN and/CCONJ/cc/5 "
        "praised/VERB/conj/2 Qatar/PROPN/obj/5/QAT"
    ).events()
    assert [e.type for e in events] == ["ASSAULT", "SUPPORT"]
    assert [parties(e.source) for e in events] == [["IRN"], ["IRN"]]
    assert len({e.id for e in events}) == 2


def test_ids_depend_on_the_text_alone():
    first, second = draw(ATTACK).events(), draw(ATTACK).events()
    assert [e.id for e in first] == [e.id for e in second]
    other = draw(ATTACK.replace("Oman", "Qatar").replace("OMN", "QAT")).events()
    assert first[0].id != other[0].id


def test_act_in_a_quotation_stands_on_the_speakers_word():
    sentence = draw(ATTACK)
    speaker = Side("Qatar", "Qatar", "Qatar", "QAT", "GOV", 0, 5)
    (event,) = sentence.events([said(speaker, 0, len(sentence.text), sentence.text)])
    assert event.said_by == speaker
    (alone,) = sentence.events()
    assert alone.said_by is None


def test_nominal_accusation_that_is_denied_was_made():
    events = draw(
        "Iran/PROPN/nsubj/2/IRN denied/VERB/root/0 Oman/PROPN/nmod:poss/5/OMN 's/PART/case/3 "
        "accusations/NOUN/obj/2"
    ).events()
    assert {(e.type, *parties(e.source), *parties(e.target)) for e in events} == {
        ("REJECT", "IRN", "OMN"),
        ("ACCUSE", "OMN", "IRN"),
    }


def test_nominal_accusation_that_is_praised_is_recorded_once():
    events = draw(
        "Oman/PROPN/nsubj/2/OMN welcomed/VERB/root/0 Iran/PROPN/nmod:poss/5/IRN 's/PART/case/3 "
        "accusations/NOUN/obj/2 against/ADP/case/7 Qatar/PROPN/nmod/5/QAT"
    ).events()
    assert [e.type for e in events].count("ACCUSE") == 1
    assert len({e.id for e in events}) == len(events)


def test_deed_told_with_two_verbs_is_one_event():
    events = draw(
        "Iran/PROPN/nsubj/2/IRN attacked/VERB/root/0 and/CCONJ/cc/4 bombed/VERB/conj/2 "
        "Oman/PROPN/obj/4/OMN"
    ).events()
    assert len(events) == 1
    assert parties(events[0].target) == ["OMN"]
    assert {"attacked", "bombed"} <= {e.text for e in events[0].evidence if e.role == "trigger"}


def test_a_name_evokes_no_act():
    events = draw(
        "Iran/PROPN/nsubj/2/IRN praised/VERB/root/0 Operation/PROPN/obj/2/OMN "
        "strike/NOUN/flat/3/OMN"
    ).events()
    assert [e.type for e in events] == ["SUPPORT"]


@pytest.mark.parametrize("code", ["en", "id"])
def test_one_word_and_no_word_are_read(code: str):
    assert draw("Iran/PROPN/root/0/IRN", code).events() == []


def test_ring_of_clauses_and_a_deep_tree_are_read():
    deep = "Iran/PROPN/nsubj/2/IRN attacked/VERB/root/0 " + " ".join(
        f"attacked/VERB/{relation}/{i}"
        for i, relation in enumerate(["ccomp", "acl", "conj", "advcl", "xcomp"] * 30, start=2)
    )
    assert len(draw(deep).events()) >= 1


def test_verb_without_a_subject_takes_the_actor_right_before_it():
    (event,) = draw("Iran/PROPN/root/0/IRN bombed/VERB/parataxis/1 Oman/PROPN/obj/2/OMN").events()
    assert (parties(event.source), parties(event.target)) == (["IRN"], ["OMN"])
