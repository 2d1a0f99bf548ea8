"""Positions of sentences whose tree is drawn by hand: whose, which stance, on what, toward whom."""

from __future__ import annotations

from dataclasses import replace

from kabar.records import Position, Side, Span
from tests.hand_trees import draw, parties, said

DEMAND = (
    "Iran/PROPN/nsubj/2/IRN demanded/VERB/root/0 that/SCONJ/mark/5 Oman/PROPN/nsubj/5/OMN "
    "withdraw/VERB/ccomp/2 its/PRON/nmod:poss/7 troops/NOUN/obj/5"
)
REFUSAL = (
    "Iran/PROPN/nsubj/2/IRN refused/VERB/root/0 to/PART/mark/4 attack/VERB/xcomp/2 "
    "Oman/PROPN/obj/4/OMN"
)


def short(position: Position) -> tuple[str | None, str, list[str | None], str]:
    """Return party, stance, the other parties, and the content's words."""
    toward = parties(position.toward)
    return position.party, position.stance, toward, position.content.text


def test_demand_has_holder_stance_other_party_and_content():
    (position,) = draw(DEMAND).positions()
    assert short(position) == ("IRN", "demands", ["OMN"], "Oman withdraw its troops")
    assert position.act is not None and position.act.type == "RETREAT"
    assert position.acts == ("withdraw-forces",)
    assert position.modality == "asserted"


def test_position_names_its_event_and_its_words():
    sentence = draw(DEMAND)
    (position,), (event,) = sentence.positions(), sentence.events()
    assert (position.event, position.rule) == (event.id, event.rule)
    assert position.evidence == event.evidence
    content, statement = position.content, position.statement
    assert sentence.text[content.start : content.end] == content.text
    assert sentence.text[statement.start : statement.end] == statement.text


def test_terms_are_noun_phrases_without_names_of_parties():
    (position,) = draw(DEMAND).positions()
    assert position.terms == ("troops",)


def test_refusal_is_a_rejection():
    (position,) = draw(REFUSAL).positions()
    assert short(position) == ("IRN", "rejects", ["OMN"], "attack Oman")


def test_negated_demand_is_no_demand():
    (position,) = draw(
        "Iran/PROPN/nsubj/4/IRN did/AUX/aux/4 not/PART/advmod/4 demand/VERB/root/0 "
        "that/SCONJ/mark/7 Oman/PROPN/nsubj/7/OMN withdraw/VERB/ccomp/4"
    ).positions()
    assert (position.stance, position.modality) == ("demands", "negated")


def test_deeds_are_no_positions():
    assert draw("Iran/PROPN/nsubj/2/IRN bombed/VERB/root/0 Oman/PROPN/obj/2/OMN").positions() == []


def test_help_to_come_is_a_promise():
    (position,) = draw(
        "Iran/PROPN/nsubj/3/IRN will/AUX/aux/3 send/VERB/root/0 aid/NOUN/obj/3 to/ADP/case/6 "
        "Oman/PROPN/obl/3/OMN"
    ).positions()
    assert short(position) == ("IRN", "promises", ["OMN"], "send aid to Oman")


def test_coordinated_clauses_are_positions_of_their_own():
    found = draw(
        "Iran/PROPN/nsubj/2/IRN agreed/VERB/root/0 to/PART/mark/4 meet/VERB/xcomp/2 "
        "Oman/PROPN/obj/4/OMN and/CCONJ/cc/8 to/PART/mark/8 free/VERB/conj/4 prisoners/NOUN/obj/8"
    ).positions()
    contents = {p.content.text for p in found if p.party == "IRN"}
    assert contents == {"meet Oman", "free prisoners"}
    assert len({p.id for p in found}) == len(found)


def test_duty_in_a_quotation_is_the_speakers_demand_although_no_event():
    sentence = draw(
        "Shelling/NOUN/nsubj/3 must/AUX/aux/3 stop/VERB/root/0 in/ADP/case/5 Oman/PROPN/obl/3/@OMN"
    )
    speaker = Side("Qatar", "Qatar", "Qatar", "QAT", "GOV", 0, 5)
    assert all(p.party != "QAT" for p in sentence.positions())
    found = sentence.positions([said(speaker, 0, len(sentence.text), sentence.text)])
    assert ("QAT", "demands") in {(p.party, p.stance) for p in found}


def test_own_harm_that_a_speaker_denies_is_a_denial():
    sentence = draw(
        "Iran/PROPN/nsubj/4/IRN did/AUX/aux/4 not/PART/advmod/4 bomb/VERB/root/0 "
        "Oman/PROPN/obj/4/OMN"
    )
    speaker = Side("Iran", "Iran", "Iran", "IRN", "GOV", 0, 4)
    assert sentence.positions() == []
    (position,) = sentence.positions([said(speaker, 0, len(sentence.text), sentence.text)])
    assert (position.party, position.stance, position.modality) == ("IRN", "denies", "asserted")
    other = Side("Qatar", "Qatar", "Qatar", "QAT", "GOV", 0, 5)
    assert sentence.positions([said(other, 0, len(sentence.text), sentence.text)]) == []


def test_condition_is_told_apart_from_the_content():
    (position,) = draw(
        "Iran/PROPN/nsubj/2/IRN threatened/VERB/root/0 to/PART/mark/4 attack/VERB/xcomp/2 "
        "Oman/PROPN/obj/4/OMN if/SCONJ/mark/8 talks/NOUN/nsubj/8 fail/VERB/advcl/4"
    ).positions()
    assert short(position) == ("IRN", "threatens", ["OMN"], "attack Oman")
    assert position.condition is not None
    assert position.condition.text == "if talks fail"


def test_accused_act_is_the_content_not_the_accusing_word():
    (position,) = draw(
        "Iran/PROPN/nsubj/2/IRN accused/VERB/root/0 Oman/PROPN/obj/2/OMN of/SCONJ/mark/5 "
        "using/VERB/advcl/2 famine/NOUN/obj/5 and/CCONJ/cc/9 of/SCONJ/mark/9 "
        "lying/VERB/conj/2"
    ).positions()[:1]
    assert short(position) == ("IRN", "opposes", ["OMN"], "using famine")


def test_blamed_each_other_is_about_what_follows():
    found = draw(
        "Iran/PROPN/nsubj/4/IRN and/CCONJ/cc/3 Oman/PROPN/conj/1/OMN blamed/VERB/root/0 "
        "each/DET/det/6 other/ADJ/obj/4 for/SCONJ/mark/8 breaking/VERB/advcl/4 it/PRON/obj/8"
    ).positions()
    assert {p.content.text for p in found} == {"breaking it"}


def test_accusation_takes_the_clause_that_stands_further_on():
    found = draw(
        "Iran/PROPN/nsubj/2/IRN denied/VERB/root/0 an/DET/det/5 Omani/ADJ/amod/5/OMN "
        "accusation/NOUN/obj/2 ,/PUNCT/punct/2 made/VERB/acl/5 Monday/PROPN/obl/7 ,/PUNCT/punct/13 "
        "that/SCONJ/mark/13 it/PRON/nsubj/13 had/AUX/aux/13 cheated/VERB/advcl/2"
    ).positions()
    contents = {p.party: p.content.text for p in found}
    assert contents["OMN"] == "it had cheated"


def test_demand_about_no_known_act_is_a_position_although_no_event():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN demanded/VERB/root/0 that/SCONJ/mark/7 the/DET/det/5 "
        "pause/NOUN/nsubj/7 be/AUX/aux/7 made/VERB/ccomp/2 permanent/ADJ/xcomp/7"
    )
    (position,) = sentence.positions()
    assert sentence.events() == []
    assert short(position) == ("IRN", "demands", [], "the pause be made permanent")
    assert position.event is None


def test_will_not_is_a_refusal_whatever_the_verb():
    rows = (
        "Iran/PROPN/nsubj/4/IRN will/AUX/aux/4 not/PART/advmod/4 leave/VERB/root/0 "
        "the/DET/det/6 corridor/NOUN/obj/4"
    )
    (position,) = draw(rows).positions()
    assert short(position) == ("IRN", "rejects", [], "leave the corridor")
    speaker = Side("Qatar", "Qatar", "Qatar", "QAT", "GOV", 0, 5)
    sentence = draw(rows)
    assert sentence.positions([said(speaker, 0, len(sentence.text), sentence.text)]) == []


def test_must_not_is_a_demand_of_the_speaker():
    sentence = draw(
        "Outsiders/NOUN/nsubj/4 must/AUX/aux/4 not/PART/advmod/4 meddle/VERB/root/0 "
        "here/ADV/advmod/4"
    )
    speaker = Side("Qatar", "Qatar", "Qatar", "QAT", "GOV", 0, 5)
    (position,) = sentence.positions([said(speaker, 0, len(sentence.text), sentence.text)])
    assert short(position) == ("QAT", "demands", [], "Outsiders must not meddle here")
    assert sentence.positions() == []


def test_what_somebody_does_not_want_is_rejected():
    (position,) = draw(
        "Iran/PROPN/nsubj/4/IRN does/AUX/aux/4 not/PART/advmod/4 want/VERB/root/0 "
        "to/PART/mark/6 hurry/VERB/xcomp/4"
    ).positions()
    assert short(position) == ("IRN", "rejects", [], "hurry")


def test_wanting_to_do_something_oneself_is_no_demand():
    found = draw(
        "Iran/PROPN/nsubj/2/IRN wants/VERB/root/0 to/PART/mark/4 hurry/VERB/xcomp/2"
    ).positions()
    assert found == []


def test_clause_hung_on_the_upper_verb_goes_on_with_the_content():
    found = draw(
        "Iran/PROPN/nsubj/2/IRN agreed/VERB/root/0 to/PART/mark/4 meet/VERB/xcomp/2 "
        "Oman/PROPN/obj/4/OMN and/CCONJ/cc/8 to/PART/mark/8 free/VERB/conj/2 prisoners/NOUN/obj/8"
    ).positions()
    assert {p.content.text for p in found if p.party == "IRN"} == {"meet Oman", "free prisoners"}


def test_object_of_the_next_verb_is_shared():
    found = draw(
        "Iran/PROPN/nsubj/3/IRN neither/CCONJ/cc/3 accepted/VERB/root/0 nor/CCONJ/cc/5 "
        "rejected/VERB/conj/3 the/DET/det/7 plan/NOUN/obj/5 of/ADP/case/9 Oman/PROPN/nmod/7/OMN"
    ).positions()
    assert {(p.stance, p.modality) for p in found} == {
        ("accepts", "negated"),
        ("rejects", "negated"),
    }
    assert {p.content.text for p in found} == {"the plan of Oman"}


def test_phrase_before_the_verb_is_no_content():
    (position,) = draw(
        "At/ADP/case/2 talks/NOUN/obl/4 Iran/PROPN/nsubj/4/IRN demanded/VERB/root/0 "
        "openness/NOUN/obj/4 from/ADP/case/7 Oman/PROPN/obl/4/OMN"
    ).positions()
    assert position.content.text == "openness"


def test_aim_of_a_protest_is_a_position():
    found = draw(
        "Iran/PROPN/nsubj/2/IRN marched/VERB/root/0 to/PART/mark/4 demand/VERB/advcl/2 "
        "that/SCONJ/mark/7 Oman/PROPN/nsubj/7/OMN withdraw/VERB/ccomp/4"
    ).positions()
    assert ("IRN", "demands") in {(p.party, p.stance) for p in found}


def test_should_inside_a_clause_opens_no_condition():
    (position,) = draw(
        "Iran/PROPN/nsubj/2/IRN proposed/VERB/root/0 that/SCONJ/mark/6 Oman/PROPN/nsubj/6/OMN "
        "should/AUX/aux/6 govern/VERB/ccomp/2"
    ).positions()
    assert position.condition is None
    assert position.stance == "proposes"


def test_violation_is_a_deed():
    found = draw(
        "Iran/PROPN/nsubj/2/IRN violated/VERB/root/0 the/DET/det/4 accord/NOUN/obj/2 "
        "with/ADP/case/6 Oman/PROPN/nmod/4/OMN"
    ).positions()
    assert found == []


def test_several_who_offer_the_same_offer_it_to_others():
    found = draw(
        "Iran/PROPN/nsubj/4/IRN and/CCONJ/cc/3 Oman/PROPN/conj/1/OMN offered/VERB/root/0 "
        "openness/NOUN/obj/4"
    ).positions()
    assert {(p.party, p.stance) for p in found} == {("IRN", "offers"), ("OMN", "offers")}
    assert all(p.toward == () for p in found)


def test_warning_of_what_is_so_already_is_no_threat():
    rows = "Iran/PROPN/nsubj/2/IRN warned/VERB/root/0 that/SCONJ/mark/6 {} worse/ADJ/xcomp/6"
    is_so = "hunger/NOUN/nsubj/6 was/AUX/aux/6 growing/VERB/ccomp/2"
    will_be = "life/NOUN/nsubj/6 would/AUX/aux/6 grow/VERB/ccomp/2"
    assert draw(rows.format(is_so)).positions() == []
    (position,) = draw(rows.format(will_be)).positions()
    assert short(position) == ("IRN", "threatens", [], "life would grow worse")


def test_deed_that_a_party_says_it_has_not_done_is_denied():
    sentence = draw(
        "Iran/PROPN/nsubj/4/IRN has/AUX/aux/4 never/ADV/advmod/4 sent/VERB/root/0 "
        "weapons/NOUN/obj/4 to/ADP/case/7 Oman/PROPN/obl/4/OMN"
    )
    speaker = Side("Iran", "Iran", "Iran", "IRN", "GOV", 0, 4)
    found = sentence.positions([said(speaker, 0, len(sentence.text), sentence.text)])
    assert {(p.party, p.stance) for p in found} == {("IRN", "denies")}


def test_call_for_something_goes_on_where_the_parser_hung_it_on_the_verb():
    found = draw(
        "Oman/PROPN/nsubj/2/OMN rejected/VERB/root/0 the/DET/det/5 Iranian/ADJ/amod/5/IRN "
        "demand/NOUN/obj/2 for/ADP/case/7 openness/NOUN/obl/2"
    ).positions()
    contents = {p.party: p.content.text for p in found}
    assert contents == {"OMN": "the Iranian demand for openness", "IRN": "openness"}


def test_content_of_a_word_of_saying_after_its_quotation():
    sentence = draw(
        "Europe/PROPN/nsubj/3 would/AUX/aux/3 burn/VERB/root/0 ,/PUNCT/punct/3 "
        "Iran/PROPN/nsubj/6/IRN warned/VERB/parataxis/3 Oman/PROPN/obj/6/OMN"
    )
    speaker = Side("Iran", "Iran", "Iran", "IRN", "GOV", 20, 24)
    quote = replace(
        said(speaker, 0, 17, sentence.text), cue=Span("warned", 25, 31), kind="indirect"
    )
    found = sentence.positions([quote])
    assert ("IRN", "threatens", "Europe would burn") in {
        (p.party, p.stance, p.content.text) for p in found
    }


def test_unmarked_clause_after_the_object_belongs_to_the_demand():
    (position,) = draw(
        "Iran/PROPN/nsubj/2/IRN menuntut/VERB/root/0 semua/DET/det/4 perlintasan/NOUN/obj/2 "
        "dibuka/VERB/advcl/2",
        "id",
    ).positions()
    assert short(position) == ("IRN", "demands", [], "semua perlintasan dibuka")


def test_tidak_boleh_is_a_demand_of_the_speaker():
    sentence = draw(
        "Kapal/NOUN/nsubj/4 tidak/PART/advmod/4 boleh/AUX/aux/4 mengatur/VERB/root/0 "
        "kami/PRON/obj/4",
        "id",
    )
    speaker = Side("Indonesia", "Indonesia", "Indonesia", "IDN", "GOV", 0, 5)
    (position,) = sentence.positions([said(speaker, 0, len(sentence.text), sentence.text)])
    assert (position.party, position.stance) == ("IDN", "demands")
    assert position.content.text == "Kapal tidak boleh mengatur kami"


def test_own_harm_to_come_that_a_party_forgoes_is_a_promise():
    rows = (
        "Iran/PROPN/nsubj/4/IRN will/AUX/aux/4 not/PART/advmod/4 bomb/VERB/root/0 "
        "Oman/PROPN/obj/4/OMN"
    )
    sentence = draw(rows)
    speaker = Side("Iran", "Iran", "Iran", "IRN", "GOV", 0, 4)
    (position,) = sentence.positions([said(speaker, 0, len(sentence.text), sentence.text)])
    assert short(position) == ("IRN", "promises", ["OMN"], "not bomb Oman")


def test_what_is_unacceptable_the_speaker_rejects():
    sentence = draw("The/DET/det/2 blockade/NOUN/nsubj/4 is/AUX/cop/4 unacceptable/ADJ/root/0")
    speaker = Side("Qatar", "Qatar", "Qatar", "QAT", "GOV", 900, 905)
    found = sentence.positions([said(speaker, 0, len(sentence.text), sentence.text)])
    assert ("QAT", "rejects") in {(p.party, p.stance) for p in found}


def test_ruling_out_a_harm_is_a_rejection_though_a_friendly_event():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN ruled/VERB/root/0 out/ADP/compound/2 bombing/VERB/xcomp/2 "
        "Oman/PROPN/obj/4/OMN"
    )
    (position,) = sentence.positions()
    assert short(position) == ("IRN", "rejects", ["OMN"], "bombing Oman")


def test_warning_against_a_deed_opposes_it():
    (position,) = draw(
        "Iran/PROPN/nsubj/2/IRN warned/VERB/root/0 Oman/PROPN/obj/2/OMN against/SCONJ/mark/5 "
        "annexing/VERB/advcl/2 land/NOUN/obj/5"
    ).positions()
    assert short(position) == ("IRN", "opposes", ["OMN"], "annexing land")


def test_sanctions_announced_on_a_condition_are_a_threat():
    (position,) = draw(
        "Iran/PROPN/nsubj/3/IRN will/AUX/aux/3 sanction/VERB/root/0 Oman/PROPN/obj/3/OMN "
        "if/SCONJ/mark/7 talks/NOUN/nsubj/7 fail/VERB/advcl/3"
    ).positions()
    assert (position.party, position.stance) == ("IRN", "threatens")
    assert position.condition is not None


def test_vow_not_to_do_something_is_told_without_its_negation():
    (position,) = draw(
        "Iran/PROPN/nsubj/2/IRN vowed/VERB/root/0 not/PART/advmod/5 to/PART/mark/5 "
        "withdraw/VERB/xcomp/2 its/PRON/nmod:poss/7 troops/NOUN/obj/5"
    ).positions()
    assert short(position) == ("IRN", "rejects", [], "withdraw its troops")


def test_cannot_be_accepted_is_the_speakers_refusal_but_not_of_ones_own_fate():
    speaker = Side("Qatar", "Qatar", "Qatar", "QAT", "GOV", 900, 905)
    sentence = draw(
        "This/PRON/nsubj:pass/5 can/AUX/aux/5 not/PART/advmod/5 be/AUX/aux:pass/5 "
        "accepted/VERB/root/0"
    )
    found = sentence.positions([said(speaker, 0, len(sentence.text), sentence.text)])
    assert [(p.party, p.stance) for p in found] == [("QAT", "rejects")]
    sentence = draw(
        "Qatar/PROPN/nsubj:pass/5/QAT will/AUX/aux/5 not/PART/advmod/5 be/AUX/aux:pass/5 "
        "released/VERB/root/0"
    )
    found = sentence.positions([said(speaker, 0, len(sentence.text), sentence.text)])
    assert all(p.stance != "rejects" for p in found)


def test_promise_that_somebody_gets_is_of_who_is_to_keep_it():
    (position,) = draw(
        "Iran/PROPN/nsubj/2/IRN got/VERB/root/0 no/DET/det/4 promise/NOUN/obj/2 that/SCONJ/mark/7 "
        "Oman/PROPN/nsubj/7/OMN yield/VERB/acl/4"
    ).positions()
    assert (position.party, position.stance, position.modality) == ("OMN", "promises", "negated")
    assert parties(position.toward) == ["IRN"]


def test_treaty_that_is_only_named_is_no_position():
    found = draw(
        "The/DET/det/2 treaty/NOUN/nsubj/5 with/ADP/case/4 Iran/PROPN/nmod/2/IRN "
        "worries/VERB/root/0 Oman/PROPN/obj/5/OMN"
    ).positions()
    assert found == []


def test_what_is_not_ruled_out_is_not_rejected():
    found = draw(
        "Iran/PROPN/nsubj/4/IRN does/AUX/aux/4 not/PART/advmod/4 rule/VERB/root/0 "
        "out/ADP/compound/4 bombing/VERB/xcomp/4 Oman/PROPN/obj/6/OMN"
    ).positions()
    assert all(p.modality == "negated" for p in found)


def test_remark_after_a_comma_is_not_what_was_rejected():
    found = draw(
        "Iran/PROPN/nsubj/2/IRN rejected/VERB/root/0 the/DET/det/4 terms/NOUN/obj/2 "
        ",/PUNCT/punct/6 vowing/VERB/advcl/2 to/PART/mark/8 bomb/VERB/xcomp/6 "
        "Oman/PROPN/obj/8/OMN"
    ).positions()
    assert "the terms" in {p.content.text for p in found if p.stance == "rejects"}


def test_what_is_called_a_threat_is_opposed_by_the_speaker_and_threatened_by_nobody():
    sentence = draw(
        "Oman/PROPN/nmod:poss/3/OMN 's/PART/case/1 expansion/NOUN/nsubj/6 is/AUX/cop/6 a/DET/det/6 "
        "threat/NOUN/root/0 to/ADP/case/8 us/PRON/nmod/6"
    )
    speaker = Side("Qatar", "Qatar", "Qatar", "QAT", "GOV", 0, 5)
    assert all(p.stance != "threatens" for p in sentence.positions())
    found = sentence.positions([said(speaker, 0, len(sentence.text), sentence.text)])
    assert [(p.party, p.stance, p.content.text) for p in found] == [
        ("QAT", "opposes", "Oman 's expansion")
    ]
