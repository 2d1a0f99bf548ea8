"""A negotiation table is scored as a person would by counting."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.cases import find_cases, score, table
from benchmarks.tables import as_text
from kabar.analysis.scoring import Count
from tests.views.talks import PORT, talks

EXPECTED: dict[str, Any] = {
    "cells": [
        {"issue": "port", "party": "TOV", "stances": ["demands", "threatens"], "also": []},
        {"issue": "port", "party": "KSH", "stances": ["accepts"], "also": ["rejects"]},
        {"issue": "tariffs", "party": "TOV", "stances": [], "also": []},
        {"issue": "gas", "party": "LES", "stances": [], "also": []},
    ],
    "moves": [
        {"issue": "port", "party": "KSH", "from": ["rejects"], "to": ["accepts", "offers"],
         "between": ["2024-03-01", "2024-03-08"]},
    ],
}  # fmt: skip


def test_a_table_scored_as_by_hand() -> None:
    """Tovaria's threat is not there; its negated demand on tariffs is no stance at all."""
    found = score("talks", talks()[0], EXPECTED)
    assert [(line.name, line.stances) for line in found.lines] == [
        ("port", Count(2, 1, 0)),
        ("tariffs", Count(0, 0, 0)),
        ("gas", Count(0, 0, 0)),
    ]
    assert found.total.stances == Count(2, 1, 0)
    assert found.total.moves == Count(1, 0, 0)
    assert found.wrong == ["missed port TOV threatens | talks"]
    last = as_text([table(found)]).splitlines()[-1]
    assert last.split() == ["all", "3", "2", "1", "0", "1", "1", "0", "0"]


def test_stances_that_nobody_expected_are_wrong_with_their_words() -> None:
    cells = [{"issue": "port", "party": "TOV", "stances": [], "also": ["offers"]}]
    found = score("talks", talks()[0], {"cells": cells, "moves": EXPECTED["moves"]})
    assert found.total.stances == Count(0, 0, 1)
    assert found.wrong == [f"wrong  port TOV demands: {PORT} | talks"]


@pytest.mark.parametrize(
    "other",
    [
        {"issue": "gas"},
        {"party": "TOV"},
        {"from": ["demands"]},
        {"to": ["offers"]},
        {"between": ["2024-03-08", "2024-03-09"]},
        {"between": ["2024-02-01", "2024-03-07"]},
    ],
)
def test_a_move_must_agree_in_all_it_says(other: dict[str, Any]) -> None:
    moves = [{**EXPECTED["moves"][0], **other}]
    found = score("talks", talks()[0], {"cells": [], "moves": moves})
    assert found.total.moves == Count(0, 1, 1)
    assert any("port KSH yielded from rejects" in line for line in found.wrong)


def test_the_shipped_cases_are_found() -> None:
    assert [folder.name for folder in find_cases()] == ["gaza-ceasefire", "nato-russia"]
