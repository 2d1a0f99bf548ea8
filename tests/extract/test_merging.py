"""One act is one event: what is put together within a sentence and what stays apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kabar.extract.merging import merge_repeated
from kabar.records import Event, Evidence
from tests.build import event, magnitude, side, when

IRAN, OMAN, QATAR = (side(n, id=n, party=n[:3].upper()) for n in ("Iran", "Oman", "Qatar"))


def attack(trigger: str = "attack", **fields: object) -> Event:
    known = {"source": [IRAN], "target": [OMAN], "id": trigger, "trigger": trigger}
    return event("ASSAULT", **(known | fields))


def merged(*events: Event, act: str = "attack") -> list[Event]:
    return merge_repeated((e, act) for e in events)


def test_same_act_between_the_same_parties_is_one_event_with_all_evidence():
    found = merged(attack("attack"), attack("strike"))
    assert len(found) == 1
    assert {e.text for e in found[0].evidence} == {"attack", "strike"}
    assert found[0].trigger.text == "attack"


def test_same_evidence_is_kept_once():
    (found,) = merged(attack(), attack())
    assert len(found.evidence) == len(set(found.evidence)) == 1


def test_other_act_party_modality_or_type_stays_apart():
    first = attack()
    assert len(merge_repeated([(first, "attack"), (attack("bomb"), "bomb")])) == 2
    assert len(merged(first, attack("bomb", target=[QATAR]))) == 2
    assert len(merged(first, attack("bomb", source=[QATAR]))) == 2
    assert len(merged(first, attack("bomb", modality="negated"))) == 2
    assert len(merged(first, replace(attack("bomb"), type="COERCE"))) == 2


def test_first_setting_known_is_kept():
    monday, dead = when("Monday", date(2024, 3, 4)), (magnitude("killed", 3, "three"),)
    (found,) = merged(attack(), attack("strike", date=monday, magnitude=dead))
    assert (found.date, found.magnitude) == (monday, dead)


def test_meeting_told_from_both_ends_is_one():
    first = event("CONSULT", source=[IRAN], target=[OMAN], reciprocal=True, id="a", trigger="met")
    second = event(
        "CONSULT", source=[OMAN], target=[IRAN], reciprocal=True, id="b", trigger="talks"
    )
    found = merge_repeated([(first, "meet"), (second, "negotiate")])
    assert [e.id for e in found] == ["a"]


def test_meetings_of_two_days_are_two():
    days = [when(f"day {i}", date(2024, 3, i)) for i in (4, 5)]
    meetings = [
        event(
            "CONSULT",
            source=[IRAN],
            target=[OMAN],
            reciprocal=True,
            date=day,
            trigger=day.text,
            id=day.text,
        )
        for day in days
    ]
    assert len(merged(*meetings)) == 2


def test_half_without_a_target_joins_the_twin_that_names_it():
    half = attack("occupied", target=())
    for events in ((half, attack("annexed")), (attack("annexed"), half)):
        (found,) = merge_repeated(zip(events, ("occupy", "annex"), strict=True))
        assert [s.party for s in found.target] == ["OMA"]
        assert {e.text for e in found.evidence} == {"occupied", "annexed"}


def test_halves_of_different_sources_stay_apart():
    half = attack("occupied", target=(), source=[QATAR])
    assert len(merge_repeated([(half, "occupy"), (attack("annexed"), "annex")])) == 2


def test_events_without_any_side_are_not_twins():
    lone = attack("occupied", source=(), target=())
    other = attack("annexed", source=())
    assert len(merge_repeated([(lone, "occupy"), (other, "annex")])) == 2


def test_order_is_kept_and_nothing_given_is_changed():
    events = [attack("one", target=[QATAR]), attack("two"), attack("three")]
    before = [replace(e) for e in events]
    assert [e.id for e in merged(*events)] == ["one", "two"]
    assert events == before
    assert merge_repeated([]) == []


def test_evidence_of_either_rule_survives():
    own = Evidence("trigger", "attack", 0, 6, "user/en/acts:2")
    (found,) = merged(attack(), attack("attack", evidence=(own,)))
    assert {e.rule for e in found.evidence} == {"en/acts:2", "user/en/acts:2"}
