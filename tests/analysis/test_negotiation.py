"""The table sums up what each party wants, and who stands against whom, by what was taken last."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kabar.analysis.negotiation import (
    COMMON,
    CONFLICT,
    HALFWAY,
    Cell,
    NegotiationTable,
    Relation,
    negotiation_table,
)
from kabar.analysis.statements import Statement, Statements
from tests.build import case, issue, statement

CASE = case(issues=[issue("forces", "troops"), issue("gas", "gas")])
FORCES, GAS = CASE.issues
NATO, RUS, UKR = CASE.parties


def day(n: int) -> date:
    return date(2024, 3, 1) + timedelta(n)


def table(*rows: Statement) -> NegotiationTable:
    return negotiation_table(CASE, Statements(rows, 1, len(rows), {}))


def cell(*rows: Statement) -> Cell:
    found = table(*rows).cell(FORCES, NATO)
    assert found is not None
    return found


def relation(*rows: Statement) -> Relation | None:
    found = table(*rows).relations
    return found[0] if found else None


def test_a_cell_holds_each_stance_the_latest_first_with_its_days() -> None:
    found = cell(
        statement("NATO", "demands", day(1)),
        statement("NATO", "offers", day(3)),
        statement("NATO", "demands", day(2)),
        statement("NATO", "demands", day(2), issue="gas"),
        statement("RUS", "rejects", day(2)),
    )
    rows = [(s.label, s.first, s.last.day, len(s.statements), s.is_open) for s in found.stances]
    assert rows == [("offers", day(3), day(3), 1, True), ("demands", day(1), day(2), 2, False)]
    assert [s.day for s in found.statements] == [day(1), day(2), day(3)]


def test_no_position_is_no_cell_which_is_not_a_neutral_one() -> None:
    found = table(statement("NATO", "demands"))
    assert found.cell(FORCES, NATO) is not None
    assert found.cell(FORCES, RUS) is None
    assert found.cell(GAS, NATO) is None
    assert len(found.cells) == 1


def test_no_statement_is_an_empty_table() -> None:
    found = table()
    assert (found.cells, found.relations, found.camps) == ((), (), ())


def test_stances_that_are_not_taken_come_last_under_labels_of_their_own() -> None:
    found = cell(
        statement("NATO", "demands", day(1)),
        statement("NATO", "demands", day(4), modality="negated"),
        statement("NATO", "accepts", day(3), modality="hypothetical"),
    )
    assert [s.label for s in found.stances] == ["demands", "may: accepts", "not: demands"]


def test_tone_holds_since_its_first_day_without_another() -> None:
    firm, opened = (statement("NATO", "demands", day(1)), statement("NATO", "offers", day(2)))
    assert cell(firm).since == day(1)
    assert cell(firm, opened).since == day(2)
    assert cell(firm, opened, statement("NATO", "accepts", day(5))).since == day(2)
    again = statement("NATO", "rejects", day(6))
    assert cell(firm, opened, again).since == day(6)
    assert cell(firm, statement("NATO", "rejects", day(3)), again).since == day(1)


def test_a_day_of_both_tones_is_a_tone_of_its_own() -> None:
    both = (statement("NATO", "demands", day(3)), statement("NATO", "offers", day(3)))
    assert cell(statement("NATO", "demands", day(1)), *both).since == day(3)
    assert cell(*both, statement("NATO", "demands", day(4))).since == day(4)


@pytest.mark.parametrize("modality", ["negated", "hypothetical"])
def test_stances_not_taken_change_no_tone(modality: str) -> None:
    firm = statement("NATO", "demands", day(1))
    later = statement("NATO", "accepts", day(2), modality=modality)
    assert cell(firm, later).since == day(1)
    assert cell(later).since is None


def test_a_statement_without_a_day_is_not_the_last_word() -> None:
    firm = statement("NATO", "demands", day(1))
    undated = [statement("NATO", "accepts", None), statement("NATO", "demands", None)]
    found = cell(firm, *undated)
    assert found.since == day(1)
    stances = {s.name: (s.first, s.last.day) for s in found.stances}
    assert stances == {"demands": (day(1), day(1)), "accepts": (None, None)}
    assert cell(firm, undated[1]).since == day(1)
    assert cell(undated[0]).since is None


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("demands", "rejects", CONFLICT),
        ("threatens", "denies", CONFLICT),
        ("offers", "accepts", COMMON),
        ("demands", "accepts", HALFWAY),
        ("offers", "rejects", HALFWAY),
    ],
)
def test_two_parties_stand_by_the_tones_of_both(one: str, other: str, kind: str) -> None:
    found = relation(
        statement("NATO", one, day(1), toward="RUS"), statement("RUS", other, day(2), toward="NATO")
    )
    assert found is not None
    assert (found.kind, found.parties) == (kind, ("NATO", "RUS"))
    assert [s.position.stance for s in found.statements] == [one, other]


def test_the_relation_is_that_of_the_last_day_of_each() -> None:
    found = relation(
        statement("NATO", "demands", day(1), toward="RUS"),
        statement("RUS", "rejects", day(2), toward="NATO"),
        statement("NATO", "offers", day(3), toward="RUS"),
        statement("RUS", "accepts", day(4), toward="NATO"),
        statement("RUS", "rejects", None, toward="NATO"),
    )
    assert found is not None and found.kind == COMMON


def test_a_last_day_of_both_tones_is_halfway() -> None:
    found = relation(
        statement("NATO", "demands", day(1), toward="RUS"),
        statement("NATO", "offers", day(1), toward="RUS"),
        statement("RUS", "accepts", day(1), toward="NATO"),
    )
    assert found is not None and found.kind == HALFWAY


def test_one_party_speaking_of_the_other_is_enough() -> None:
    spoken = statement("NATO", "demands", day(1), toward="RUS")
    found = relation(spoken, statement("RUS", "rejects", day(2)))
    assert found is not None and found.kind == CONFLICT


def test_parties_that_speak_of_nobody_have_no_relation() -> None:
    assert relation(statement("NATO", "demands"), statement("RUS", "rejects")) is None


def test_a_party_that_only_spoke_to_a_third_has_no_relation() -> None:
    spoken = statement("NATO", "demands", toward="RUS")
    assert relation(spoken, statement("RUS", "rejects", toward="UKR")) is None
    assert relation(spoken) is None


def test_words_on_another_issue_make_no_relation() -> None:
    spoken = statement("NATO", "demands", toward="RUS")
    assert relation(spoken, statement("RUS", "rejects", issue="gas", toward="NATO")) is None


@pytest.mark.parametrize("modality", ["negated", "hypothetical"])
def test_stances_not_taken_make_no_relation_and_no_camp(modality: str) -> None:
    rows = [
        statement("NATO", "demands", day(1), toward="RUS", modality=modality),
        statement("UKR", "demands", day(1), toward="RUS"),
        statement("RUS", "rejects", day(1), toward="NATO"),
    ]
    found = table(*rows)
    assert [r.parties for r in found.relations if "NATO" in r.parties] == []
    assert found.camps == ()


def test_relations_stand_on_their_issue_in_the_order_of_the_parties() -> None:
    rows = [
        statement("RUS", "rejects", day(1), toward="NATO UKR"),
        statement("NATO", "demands", day(1), toward="RUS"),
        statement("UKR", "demands", day(1), toward="RUS"),
    ]
    found = table(*rows)
    assert [r.parties for r in found.relations_on(FORCES)] == [("NATO", "RUS"), ("RUS", "UKR")]
    assert found.relations_on(GAS) == []


def test_parties_in_one_tone_of_the_same_other_are_a_camp() -> None:
    rows = [
        statement("UKR", "demands", day(1), toward="RUS"),
        statement("NATO", "offers", day(1), toward="RUS"),
        statement("NATO", "rejects", day(2), toward="RUS"),
    ]
    (camp,) = table(*rows).camps_on(FORCES)
    assert (camp.tone, camp.toward, camp.parties) == ("firm", "RUS", ("NATO", "UKR"))
    assert camp.statements[0].position.stance == "rejects"


def test_parties_of_two_tones_or_of_two_others_are_no_camp() -> None:
    firm = statement("NATO", "demands", day(1), toward="RUS")
    assert table(firm, statement("UKR", "offers", day(1), toward="RUS")).camps == ()
    assert table(firm, statement("UKR", "demands", day(1), toward="NATO")).camps == ()
    torn = statement("UKR", "offers", day(1), toward="RUS")
    assert table(firm, torn, statement("UKR", "demands", day(1), toward="RUS")).camps == ()
    assert table(firm, statement("UKR", "demands", day(1), issue="gas", toward="RUS")).camps == ()


def test_camps_may_be_open() -> None:
    rows = [statement(p, "offers", day(1), toward="RUS") for p in ("NATO", "UKR")]
    (camp,) = table(*rows).camps
    assert camp.tone == "open"
