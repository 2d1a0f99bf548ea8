"""Two versions of an article agree where a person would say so."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.agreement import compare, same_event, same_type, sharing_sides


def event(
    line: int, kind: str, source: str, target: str, *, mutual: bool = False
) -> dict[str, Any]:
    sides = {"source": side(source), "target": side(target)}
    return {"line": line, "type": kind, "reciprocal": mutual, **sides}


def side(parties: str) -> list[dict[str, Any]]:
    return [{"party": None if party == "?" else party} for party in parties.split()]


FIRST = [
    event(1, "CONSULT", "AAA", "BBB", mutual=True),
    event(1, "ACCUSE", "AAA", "BBB"),
    event(1, "ACCUSE", "AAA", "BBB"),
    event(2, "AID", "AAA", "BBB CCC"),
]


def test_agreement_counts_each_pair_once() -> None:
    second = [
        event(1, "CONSULT", "BBB", "AAA"),
        event(1, "ACCUSE", "AAA", "BBB"),
        event(2, "AID", "AAA", "CCC"),
        event(3, "AID", "AAA", "BBB CCC"),
    ]
    found = compare(FIRST, second, same_event)
    assert (found.agreeing, found.first, found.second) == (2, 4, 4)
    assert found.share == 0.5
    assert [row["type"] for row in found.only_first] == ["ACCUSE", "AID"]
    assert [row["line"] for row in found.only_second] == [2, 3]
    assert compare(FIRST, second, sharing_sides).share == 0.75
    assert compare(FIRST, second, same_type).share == 0.75


def test_a_version_agrees_with_itself_and_with_nothing() -> None:
    assert compare(FIRST, FIRST, same_event).share == 1.0
    assert compare(FIRST, [], same_event).share == 0.0
    assert compare([], [], same_event).share == 1.0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (event(1, "AID", "AAA", "BBB"), event(1, "AID", "BBB", "AAA"), False),
        (event(1, "AID", "AAA", "BBB"), event(1, "AID", "BBB", "AAA", mutual=True), True),
        (event(1, "AID", "AAA BBB", "", mutual=True), event(1, "AID", "AAA", "BBB"), True),
        (event(1, "AID", "AAA ?", "BBB"), event(1, "AID", "AAA", "BBB"), True),
        (event(1, "AID", "AAA", "?"), event(1, "AID", "AAA", ""), True),
    ],
    ids=["direction", "mutual", "all on one side", "unresolved beside", "unresolved alone"],
)
def test_same_event(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    assert same_event(one, other) is same
