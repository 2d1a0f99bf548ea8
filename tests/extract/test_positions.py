"""Positions of sentences whose tree is drawn by hand: whose, which stance, on what, toward whom."""

from __future__ import annotations

from kabar.records import Position, Side
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
