"""What is told and what is only spoken of, on trees drawn by hand."""

from __future__ import annotations

import pytest

from tests.hand_trees import Drawn, draw


def told(sentence: Drawn) -> list[tuple[str, str]]:
    """Return the type and modality of every event."""
    return [(e.type, e.modality) for e in sentence.events()]


THREAT = (
    "Iran/PROPN/nsubj/2/IRN threatened/VERB/root/0 to/PART/mark/4 attack/VERB/xcomp/2 "
    "Oman/PROPN/obj/4/OMN"
)


def test_what_is_threatened_has_not_happened():
    assert told(draw(THREAT)) == [("THREATEN", "asserted")]


def test_what_is_condemned_has_happened():
    sentence = draw(
        "France/PROPN/nsubj/2/FRA condemned/VERB/root/0 Iran/PROPN/nmod:poss/5/IRN 's/PART/case/3 "
        "attack/NOUN/obj/2 on/ADP/case/7 Oman/PROPN/nmod/5/OMN"
    )
    assert set(told(sentence)) == {("ACCUSE", "asserted"), ("ASSAULT", "asserted")}


def test_aim_is_no_act():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN waited/VERB/root/0 to/PART/mark/4 attack/VERB/advcl/2 "
        "Oman/PROPN/obj/4/OMN"
    )
    assert told(sentence) == []


def test_act_in_a_condition_is_no_event_and_makes_the_rest_hypothetical():
    sentence = draw(
        "Iran/PROPN/nsubj/3/IRN will/AUX/aux/3 bomb/VERB/root/0 Oman/PROPN/obj/3/OMN "
        "if/SCONJ/mark/7 Oman/PROPN/nsubj/7/OMN attacks/VERB/advcl/3 Qatar/PROPN/obj/7/QAT"
    )
    (event,) = sentence.events()
    assert (event.type, event.modality) == ("THREATEN", "hypothetical")
    assert event.condition is not None
    assert event.condition.text == "if Oman attacks Qatar"
    assert sentence.text[event.condition.start : event.condition.end] == event.condition.text


def test_act_in_a_question_is_no_event():
    sentence = draw(
        "Experts/NOUN/nsubj/2 asked/VERB/root/0 whether/SCONJ/mark/5 Iran/PROPN/nsubj/5/IRN "
        "attacked/VERB/ccomp/2 Oman/PROPN/obj/5/OMN"
    )
    assert ("ASSAULT", "asserted") not in told(sentence)


@pytest.mark.parametrize("mark", ["while", "although", "after"])
def test_side_clause_beside_a_threat_stands(mark: str):
    sentence = draw(
        f"{THREAT} {mark}/SCONJ/mark/8 Qatar/PROPN/nsubj/8/QAT bombed/VERB/advcl/2 "
        "Syria/PROPN/obj/8/SYR"
    )
    assert ("ASSAULT", "asserted") in told(sentence)
    assert ("THREATEN", "asserted") in told(sentence)


def test_relative_clause_inside_a_demand_is_presupposed():
    sentence = draw(
        "France/PROPN/nsubj/2/FRA urged/VERB/root/0 Iran/PROPN/obj/2/IRN to/PART/mark/5 "
        "free/VERB/xcomp/2 sailors/NOUN/obj/5 whom/PRON/obj/9 it/PRON/nsubj/9/IRN "
        "arrested/VERB/acl:relcl/6"
    )
    kinds = [e.type for e in sentence.events()]
    assert "REQUEST" in kinds
    assert "COERCE" in kinds
    assert "RETREAT" not in kinds


@pytest.mark.parametrize(
    ("verb", "modality"),
    [("said", "asserted"), ("feared", "hypothetical"), ("believed", "hypothetical")],
)
def test_report_lends_its_modality(verb: str, modality: str):
    sentence = draw(
        f"Qatar/PROPN/nsubj/2/QAT {verb}/VERB/root/0 that/SCONJ/mark/5 Iran/PROPN/nsubj/5/IRN "
        "bombed/VERB/ccomp/2 Oman/PROPN/obj/5/OMN"
    )
    assert ("ASSAULT", modality) in told(sentence)


def test_negation_goes_before_a_condition():
    sentence = draw(
        "Iran/PROPN/nsubj/4/IRN did/AUX/aux/4 not/PART/advmod/4 bomb/VERB/root/0 "
        "Oman/PROPN/obj/4/OMN"
    )
    assert told(sentence) == [("ASSAULT", "negated")]


def test_demand_hung_on_the_act_asked_for_belongs_to_who_asks():
    # *asked Iran to leave and demanded talks*: parsers coordinate *demanded* with *leave*.
    sentence = draw(
        "France/PROPN/nsubj/2/FRA asked/VERB/root/0 Iran/PROPN/obj/2/IRN to/PART/mark/5 "
        "free/VERB/xcomp/2 prisoners/NOUN/obj/5 and/CCONJ/cc/8 condemned/VERB/conj/5 "
        "Oman/PROPN/obj/8/OMN"
    )
    accusation = next(e for e in sentence.events() if e.type == "ACCUSE")
    assert [s.party for s in accusation.source] == ["FRA"]


def test_act_that_a_modifier_only_half_tells_is_background():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN saw/VERB/root/0 areas/NOUN/obj/2 attacked/VERB/acl/3 "
        "by/ADP/case/6 Oman/PROPN/obl:agent/4/OMN"
    )
    assert told(sentence) == []


def test_order_to_a_party_with_a_name_is_a_demand():
    sentence = draw(
        "France/PROPN/nsubj/2/FRA ordered/VERB/root/0 Iran/PROPN/obj/2/IRN to/PART/mark/5 "
        "attack/VERB/xcomp/2 Oman/PROPN/obj/5/OMN"
    )
    assert told(sentence) == [("REQUEST", "asserted")]


def test_condition_of_a_promise_leaves_what_was_done_before_asserted():
    sentence = draw(
        "France/PROPN/nsubj/2/FRA bombed/VERB/root/0 Mali/PROPN/obj/2/MLI and/CCONJ/cc/5 "
        "threatened/VERB/conj/2 to/PART/mark/7 attack/VERB/xcomp/5 Niger/PROPN/obj/7/NER "
        "if/SCONJ/mark/11 Togo/PROPN/nsubj/11/TGO retaliates/VERB/advcl/5"
    )
    modality = dict(told(sentence))
    assert (modality["ASSAULT"], modality["THREATEN"]) == ("asserted", "hypothetical")


def test_condition_after_two_joined_plans_holds_for_both():
    sentence = draw(
        "France/PROPN/nsubj/3/FRA will/AUX/aux/3 bomb/VERB/root/0 Mali/PROPN/obj/3/MLI "
        "and/CCONJ/cc/6 attack/VERB/conj/3 Niger/PROPN/obj/6/NER if/SCONJ/mark/10 "
        "Togo/PROPN/nsubj/10/TGO retaliates/VERB/advcl/6"
    )
    assert {modality for _, modality in told(sentence)} == {"hypothetical"}


def test_condition_may_be_opened_by_its_verb_and_hang_above_the_act():
    sentence = draw(
        "Were/AUX/aux/4 Mali/PROPN/nsubj/4/MLI to/PART/mark/4 protest/VERB/advcl/7 "
        "France/PROPN/nsubj/7/FRA would/AUX/aux/7 have/VERB/root/0 to/PART/mark/9 "
        "bomb/VERB/xcomp/7 Niger/PROPN/obj/9/NER"
    )
    assert ("ASSAULT", "hypothetical") in told(sentence)


def test_passive_opened_by_its_verb_is_no_condition():
    sentence = draw(
        "Rebels/NOUN/nsubj:pass/3/MLI were/AUX/aux:pass/3 attacked/VERB/root/0 and/CCONJ/cc/6 "
        "were/AUX/aux:pass/6 bombed/VERB/conj/3"
    )
    assert {modality for _, modality in told(sentence)} == {"asserted"}


def test_who_only_warns_of_what_they_could_do_threatens_nothing_yet():
    warned = (
        "Kenya/PROPN/nsubj/2/KEN warned/VERB/root/0 that/SCONJ/mark/6 it/PRON/nsubj/6/KEN "
        "{0}/AUX/aux/6 attack/VERB/ccomp/2 Oman/PROPN/obj/6/OMN"
    )
    assert told(draw(warned.format("could"))) == [("THREATEN", "hypothetical")]
    assert told(draw(warned.format("would"))) == [("THREATEN", "asserted")]


def test_what_is_feared_to_come_is_a_guess():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN dikhawatirkan/VERB/root/0 akan/AUX/aux/4 mengeksekusi/VERB/xcomp/2 "
        "tiga/NUM/nummod/6 warga/NOUN/obj/4 Oman/PROPN/flat/6/OMN",
        "id",
    )
    assert {modality for _, modality in told(sentence)} == {"hypothetical"}


def test_condition_inside_a_side_clause_leaves_the_act_asserted():
    sentence = draw(
        "France/PROPN/nsubj/2/FRA bombed/VERB/root/0 Mali/PROPN/obj/2/MLI with/ADP/case/5 "
        "Niger/PROPN/obl/6/NER warning/VERB/advcl/2 that/SCONJ/mark/10 it/PRON/nsubj/10/NER "
        "would/AUX/aux/10 attack/VERB/ccomp/6 Togo/PROPN/obj/10/TGO if/SCONJ/mark/14 "
        "Ghana/PROPN/nsubj/14/GHA protests/VERB/advcl/10"
    )
    assert ("ASSAULT", "asserted") in told(sentence)


def test_condition_inside_what_is_only_an_aim_is_that_of_the_act():
    sentence = draw(
        "France/PROPN/nsubj/2/FRA bombed/VERB/root/0 Mali/PROPN/obj/2/MLI hoping/VERB/advcl/2 "
        "to/PART/mark/6 win/VERB/xcomp/4 if/SCONJ/mark/9 Ghana/PROPN/nsubj/9/GHA "
        "protests/VERB/advcl/6"
    )
    assert told(sentence) == [("ASSAULT", "hypothetical")]
