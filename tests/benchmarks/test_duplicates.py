"""The pairs are what their page says, and the figures stay where they are."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.duplicates import (
    EVENTS,
    PAIRS,
    Half,
    measure,
    measure_happenings,
    measure_stories,
    read_pairs,
)


def test_pairs_are_balanced() -> None:
    pairs = read_pairs(PAIRS)
    assert [pair["id"] for pair in pairs] == list(range(1, 201))
    assert Counter((pair["same"], pair["id"] % 2) for pair in pairs) == dict.fromkeys(
        [(True, 0), (True, 1), (False, 0), (False, 1)], 50
    )
    assert Counter(pair["language"] for pair in pairs) == {"en": 100, "id": 100}
    assert all(pair["a"] != pair["b"] for pair in pairs)
    assert Counter(pair["same"] for pair in read_pairs(EVENTS)) == {True: 30, False: 30}


def test_errors_of_held_out_pairs_are_not_told() -> None:
    pairs = [{"id": number, "same": True, "why": "copy"} for number in (1, 2)]
    odd, even = measure(pairs, lambda pair: False)
    assert odd.wrong == ["missed: 1 copy"]
    assert even.wrong == []
    assert even.count.missed == 1


@pytest.mark.parametrize("figures", [measure_stories, measure_happenings])
def test_figures_hold(figures: object) -> None:
    halves: list[Half] = figures()  # type: ignore[operator]
    for half in halves:
        assert half.count.precision >= 0.97
        assert half.count.recall >= 0.9
