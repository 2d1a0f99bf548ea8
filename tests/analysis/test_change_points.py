"""A new level is found where it was put, and none in noise, gaps or a few periods."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from kabar.analysis.change_points import change_points
from kabar.analysis.series import dyad_series
from kabar.errors import BadInput, KabarError
from tests.analysis.stories import article, parties, told


def months(scores: Iterable[float], gaps: frozenset[int] = frozenset()) -> list[tuple[date, float]]:
    """Return a score a month from January 2020, the numbered months left empty."""
    whole = (n for n in range(1200) if n not in gaps)
    return [
        (date(2020 + n // 12, n % 12 + 1, 9), score)
        for n, score in zip(whole, scores, strict=False)
    ]


def series(**scores: list[tuple[date, float]]) -> pd.DataFrame:
    """Return the series of Iran's events towards some parties."""
    events = [
        told(day=day, score=score, target=parties(party))
        for party, known in scores.items()
        for day, score in known
    ]
    return dyad_series([article(*events)])


def noisy(levels: Mapping[float, int], seed: int = 1, spread: float = 1.0) -> list[float]:
    """Return scores about some levels, each for a number of periods."""
    chance = random.Random(seed)
    return [
        level + chance.uniform(-spread, spread) for level, n in levels.items() for _ in range(n)
    ]


def test_planted_change_is_found_with_means_counts_and_records() -> None:
    frame = change_points(series(OMN=months(noisy({3: 14, -6: 10}))))
    (row,) = frame.to_dict("records")
    assert (row["source"], row["target"]) == ("IRN", "OMN")
    assert (str(row["last_before"]), str(row["period"])) == ("2021-02", "2021-03")
    assert row["mean_before"] == pytest.approx(3, abs=0.5)
    assert row["mean_after"] == pytest.approx(-6, abs=0.5)
    assert (row["periods_before"], row["periods_after"]) == (14, 10)
    assert (row["count_before"], row["count_after"]) == (14, 10)
    assert row["events_before"] == [f"d1:e{n}" for n in range(1, 15)]
    assert row["events_after"] == [f"d1:e{n}" for n in range(15, 25)]


def test_two_changes_are_two_rows_that_meet() -> None:
    first, second = change_points(series(OMN=months(noisy({3: 9, -6: 8, 2: 9})))).to_dict("records")
    assert (str(first["period"]), str(second["period"])) == ("2020-10", "2021-06")
    assert first["mean_after"] == second["mean_before"]
    assert first["events_after"] == second["events_before"]


@pytest.mark.parametrize("seed", range(8))
def test_flat_noisy_series_has_none(seed: int) -> None:
    assert change_points(series(OMN=months(noisy({-2: 30}, seed, 3.0)))).empty


def test_series_without_noise_has_its_change_or_none() -> None:
    assert change_points(series(OMN=months([2.5] * 20))).empty
    assert len(change_points(series(OMN=months([2.5] * 10 + [-7.0] * 10)))) == 1


def test_one_bad_period_is_no_level() -> None:
    scores = noisy({2: 20}, spread=0.5)
    assert change_points(series(OMN=months([*scores[:10], -9.0, *scores[10:]]))).empty


def test_empty_periods_are_no_zeros_and_the_change_lies_beyond_them() -> None:
    gap = frozenset(range(10, 16))
    flat = change_points(series(OMN=months(noisy({-6: 20}), gap)))
    assert flat.empty
    assert flat.attrs["gaps"] == [("IRN", "OMN", 6)]
    frame = change_points(series(OMN=months(noisy({-6: 10, 4: 10}), gap)))
    (row,) = frame.to_dict("records")
    assert (str(row["last_before"]), str(row["period"])) == ("2020-10", "2021-05")


def test_too_short_series_are_passed_over_and_named() -> None:
    levels = {3: 4, -6: 4}
    frame = change_points(series(OMN=months(noisy(levels)), QAT=months([1.0])), min_periods=9)
    assert frame.empty
    assert frame.attrs["too_short"] == [("IRN", "OMN", 8), ("IRN", "QAT", 1)]
    found = change_points(series(OMN=months(noisy(levels)), QAT=months([1.0])), min_periods=8)
    assert list(found["target"]) == ["OMN"]
    assert found.attrs["too_short"] == [("IRN", "QAT", 1)]


def test_a_lower_penalty_finds_more() -> None:
    frame = series(OMN=months(noisy({1: 10, -0.5: 10}, 3, 2.0)))
    assert len(change_points(frame, penalty=0.3)) > len(change_points(frame, penalty=50))


def test_order_of_rows_does_not_matter() -> None:
    frame = series(OMN=months(noisy({3: 9, -6: 9})), QAT=months(noisy({-3: 9, 6: 9})))
    turned = change_points(frame.iloc[::-1])
    assert_frame_equal(change_points(frame), turned)
    assert list(turned["target"]) == ["OMN", "QAT"]


def test_without_series_there_are_columns_with_types_and_no_rows() -> None:
    full = change_points(series(OMN=months(noisy({3: 14, -6: 10}))))
    empty = change_points(dyad_series([]))
    assert empty.empty
    assert list(empty.dtypes) == list(full.dtypes)


def test_other_frames_and_impossible_settings_are_refused() -> None:
    frame = series(OMN=months([1.0] * 9))
    with pytest.raises(BadInput, match="no column 'mean_score'"):
        change_points(frame.drop(columns="mean_score"))
    with pytest.raises(BadInput, match="holds no periods"):
        change_points(frame.astype({"period": str}))
    with pytest.raises(KabarError, match="penalty above 0"):
        change_points(frame, penalty=0)


def test_chance_alone_seldom_makes_a_change() -> None:
    chance = random.Random(5)
    flat = {f"P{n}": months([chance.gauss(0, 1) for _ in range(24)]) for n in range(300)}
    found = change_points(series(**flat))
    assert found.groupby(["source", "target"]).ngroups <= 12
