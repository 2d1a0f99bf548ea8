"""A move is a change between two days of one cell, shown with the words of both."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.analysis.moves import HARDENED, SHIFTED, YIELDED, find_moves
from kabar.analysis.negotiation import negotiation_table
from kabar.analysis.statements import Statement, Statements
from kabar.ontology.load import load_ontology
from tests.build import case, issue, statement

CASE = case(issues=[issue("forces", "troops"), issue("gas", "gas")])


def day(n: int) -> date:
    return date(2024, 3, 1) + timedelta(n)


def said(days: str, **fields: object) -> list[Statement]:
    """Return NATO's statements from words such as `1:demands 2:offers`; `-` is no day."""
    found = []
    for number, each in enumerate(days.split()):
        n, stance = each.split(":")
        known = {"id": f"s{number}", "document": {"id": f"d{number:02}"}, **fields}
        found.append(statement("NATO", stance, None if n == "-" else day(int(n)), **known))
    return found


def moves(*rows: Statement) -> list[tuple[int, str, str, str]]:
    """Return day, kind, stance before and stance after of each move."""
    found = find_moves(negotiation_table(CASE, Statements(rows, 1, len(rows), {})))
    return [
        (
            (m.day - day(0)).days if m.day else -1,
            m.kind,
            m.before.position.stance,
            m.after.position.stance,
        )
        for m in found
    ]


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        ("1:demands", []),
        ("1:demands 2:demands", []),
        ("1:demands 1:rejects", []),
        ("1:demands 2:accepts", [(2, YIELDED, "demands", "accepts")]),
        ("1:offers 2:rejects", [(2, HARDENED, "offers", "rejects")]),
        ("1:rejects 2:threatens", [(2, SHIFTED, "rejects", "threatens")]),
        ("1:offers 2:promises", [(2, SHIFTED, "offers", "promises")]),
        ("1:demands 2:offers", [(2, SHIFTED, "demands", "offers")]),
        ("1:rejects 2:offers", [(2, YIELDED, "rejects", "offers")]),
        ("1:demands 2:opposes 3:supports", []),
        (
            "1:demands 2:accepts 3:rejects",
            [(2, YIELDED, "demands", "accepts"), (3, HARDENED, "accepts", "rejects")],
        ),
        ("2:accepts 1:demands", [(2, YIELDED, "demands", "accepts")]),
    ],
)
def test_changes_from_day_to_day(days: str, wanted: list[object]) -> None:
    assert moves(*said(days)) == wanted


def test_a_days_stance_is_the_one_taken_most_often() -> None:
    assert moves(*said("1:rejects 1:rejects 1:demands 2:demands")) == [
        (2, SHIFTED, "rejects", "demands")
    ]


def test_of_stances_taken_equally_often_the_later_holds() -> None:
    rows = said("1:rejects 1:demands 2:demands")
    assert moves(*rows) == []


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        ("1:demands 2:accepts 2:demands", []),
        ("1:demands 2:demands 2:accepts", []),
        ("1:demands 2:demands 2:accepts 3:demands", []),
        ("1:demands 2:demands 2:accepts 3:accepts", [(3, YIELDED, "demands", "accepts")]),
        ("1:demands 2:accepts 2:accepts 2:rejects", [(2, SHIFTED, "demands", "rejects")]),
        ("1:accepts 1:demands 2:accepts", []),
        ("1:accepts 1:demands 2:demands", []),
        ("1:accepts 1:demands 2:accepts 3:rejects", [(3, HARDENED, "accepts", "rejects")]),
    ],
)
def test_a_day_of_both_tones_turns_nothing(days: str, wanted: list[object]) -> None:
    assert moves(*said(days)) == wanted


@pytest.mark.parametrize("modality", ["negated", "hypothetical"])
def test_stances_not_taken_are_no_move(modality: str) -> None:
    assert moves(*said("1:demands"), *said("2:accepts", modality=modality)) == []


def test_a_statement_without_a_day_is_no_move() -> None:
    assert moves(*said("1:demands -:accepts 3:demands")) == []
    assert moves(*said("-:demands -:accepts")) == []


def test_cells_move_alone_and_moves_stand_in_order_of_day() -> None:
    rows = [
        *said("1:demands 4:accepts"),
        *said("2:demands 3:offers", issue="gas"),
        statement("RUS", "accepts", day(2)),
    ]
    assert moves(*rows) == [(3, SHIFTED, "demands", "offers"), (4, YIELDED, "demands", "accepts")]


TONES = load_ontology().stances.tone


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 6), st.sampled_from(sorted(TONES))), min_size=1, max_size=10)
)
def test_kinds_of_moves_agree_with_the_tones_of_their_words(rows: list[tuple[int, str]]) -> None:
    found = moves(*said(" ".join(f"{n}:{stance}" for n, stance in rows)))
    for _, kind, before, after in found:
        tones = (TONES[before], TONES[after])
        turn = {("firm", "open"): YIELDED, ("open", "firm"): HARDENED}.get(tones, SHIFTED)
        both_ways = "demands" in (before, after) and "accepts" not in (before, after)
        assert kind == (SHIFTED if both_ways else turn)
        assert before != after
        assert {before, after}.isdisjoint({"denies", "opposes", "supports"})
