"""A series shows every dyad and period with its number of events, and says what it leaves out."""

from __future__ import annotations

import random
import sys
from datetime import date
from importlib import import_module
from itertools import product
from math import isnan
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from kabar.analysis.series import BALANCE, SERIES, balance, dyad_series
from kabar.errors import KabarError, UnknownName
from kabar.records import Coded, Event
from tests.analysis.stories import MONDAY, article, articles, parties, told

APRIL = date(2024, 4, 1)


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False)]


def left_out(frame: pd.DataFrame) -> dict[str, int]:
    found: dict[str, int] = frame.attrs["left_out"]
    return found


def test_a_row_has_number_scores_quads_and_records() -> None:
    events = [
        told("ACCUSE", score=-3.0),
        told("ASSAULT", date(2024, 3, 31), score=-9.0),
        told("AID", score=10.0),
        told("CONSULT", APRIL, score=2.5),
    ]
    frame = dyad_series([article(*events)])
    march, april = frame.to_dict("records")
    assert march == {
        "source": "IRN",
        "target": "OMN",
        "period": pd.Period("2024-03", "M"),
        "count": 3,
        "scored": 3,
        "mean_score": pytest.approx(-2 / 3),
        "min_score": -9.0,
        "max_score": 10.0,
        "verbal_cooperation": 0,
        "material_cooperation": 1,
        "verbal_conflict": 1,
        "material_conflict": 1,
        "events": ["d1:e1", "d1:e2", "d1:e3"],
    }
    assert (april["period"], april["count"], april["events"]) == (
        pd.Period("2024-04", "M"),
        1,
        ["d1:e4"],
    )
    assert frame.attrs["counted"] == 4
    assert left_out(frame) == {}


def test_every_party_of_one_side_meets_every_party_of_the_other_but_itself() -> None:
    event = told(source=parties("IRN", "OMN", "IRN", None), target=parties("OMN", "QAT"))
    frame = dyad_series([article(event)])
    assert rows(frame, "source", "target", "count") == [
        ("IRN", "OMN", 1),
        ("IRN", "QAT", 1),
        ("OMN", "QAT", 1),
    ]
    assert frame.attrs["counted"] == 1


def test_reciprocal_event_counts_both_ways_and_once_where_direction_does_not_count() -> None:
    met = [article(told("CONSULT", reciprocal=True))]
    assert rows(dyad_series(met), "source", "target", "count") == [
        ("IRN", "OMN", 1),
        ("OMN", "IRN", 1),
    ]
    undirected = dyad_series(met, directed=False)
    assert rows(undirected, "source", "target", "count") == [("IRN", "OMN", 1)]


def test_undirected_dyad_holds_both_directions() -> None:
    back = told(source=parties("OMN"), target=parties("IRN"))
    frame = dyad_series([article(told(), back)], directed=False)
    assert rows(frame, "source", "target", "count") == [("IRN", "OMN", 2)]


def test_weeks_are_iso_weeks_over_new_year() -> None:
    days = [date(2024, 12, 29), date(2024, 12, 30), date(2025, 1, 1), date(2025, 1, 5)]
    frame = dyad_series(articles(*(told(day=day) for day in days)), by="week")
    starts = [period.start_time.date() for period in frame["period"]]
    assert starts == [date(2024, 12, 23), date(2024, 12, 30)]
    assert list(frame["count"]) == [1, 3]
    assert {day.isocalendar()[:2] for day in days[1:]} == {starts[1].isocalendar()[:2]}


LEFT_OUT = {
    "negated": told(modality="negated"),
    "other modality": told(modality="future"),
    "no party on one side": told(target=parties(None)),
    "one party towards itself": told(target=parties("IRN", "IRN")),
    "no date": told(day=None),
    "date longer than the period": told(day=date(2024, 1, 1), days=366),
}


@pytest.mark.parametrize("why", LEFT_OUT)
def test_what_is_left_out_is_counted_by_reason(why: str) -> None:
    frame = dyad_series(articles(told(), LEFT_OUT[why]))
    assert list(frame["count"]) == [1]
    assert left_out(frame) == {why: 1}
    assert frame.attrs["counted"] == 1


@pytest.mark.parametrize(
    ("by", "day", "days", "counts"),
    [
        ("month", date(2024, 2, 1), 29, True),
        ("month", date(2024, 2, 1), 30, False),
        ("month", date(2024, 3, 1), 31, True),
        ("week", MONDAY, 7, True),
        ("week", MONDAY, 8, False),
        ("day", MONDAY, 1, True),
        ("day", MONDAY, 2, False),
    ],
)
def test_a_date_must_fit_into_the_period(by: Any, day: date, days: int, counts: bool) -> None:
    assert len(dyad_series([article(told(day=day, days=days))], by=by)) == counts


def test_a_date_over_two_periods_stands_in_that_of_its_first_day() -> None:
    frame = dyad_series([article(told(day=date(2024, 3, 30), days=4))])
    assert list(frame["period"]) == [pd.Period("2024-03", "M")]


def test_modalities_can_be_named_but_not_the_negated() -> None:
    planned = [article(told(), told(modality="future"), told(modality="negated"))]
    frame = dyad_series(planned, modalities=("future",))
    assert list(frame["events"]) == [["d1:e2"]]
    with pytest.raises(UnknownName, match="'negated' cannot be counted"):
        dyad_series(planned, modalities=("asserted", "negated"))
    with pytest.raises(UnknownName, match="'sure' cannot be counted"):
        dyad_series(planned, modalities="sure")


def test_unknown_period_and_type_are_refused() -> None:
    with pytest.raises(UnknownName, match="unknown period 'year'; use one of: month, week, day"):
        dyad_series([], by="year")  # type: ignore[arg-type]
    with pytest.raises(UnknownName, match="unknown event type 'PROTSET'"):
        dyad_series([article(told("PROTSET"))])


def test_dyads_that_are_not_asked_for_are_left_out() -> None:
    back = told(source=parties("OMN"), target=parties("IRN"))
    many = told(target=parties("OMN", "QAT"))
    stories = [article(told(), back, many)]
    frame = dyad_series(stories, dyads=[("IRN", "OMN")])
    assert rows(frame, "source", "target", "events") == [("IRN", "OMN", ["d1:e1", "d1:e3"])]
    assert left_out(frame) == {"other dyad": 1}
    undirected = dyad_series(stories, dyads=[("OMN", "IRN")], directed=False)
    assert rows(undirected, "source", "target", "count") == [("IRN", "OMN", 3)]


def test_events_without_a_score_are_counted_and_seen_to_have_none() -> None:
    frame = dyad_series([article(told(score=None), told(day=APRIL, score=None), told(score=-1.0))])
    assert rows(frame, "count", "scored") == [(2, 1), (1, 0)]
    assert frame["mean_score"][0] == -1.0
    assert isnan(frame["mean_score"][1])


def test_one_a_day_says_how_many_it_left_out_of_those_that_count() -> None:
    stories = articles(told(), told(), told(modality="negated"), told(modality="negated"))
    frame = dyad_series(stories, one_a_day=True)
    assert list(frame["count"]) == [1]
    assert left_out(frame) == {"negated": 2, "repeats an event of its day": 1}


def test_one_a_day_keeps_the_event_that_was_published_first_whatever_the_order() -> None:
    late = article(told(score=-1.0), id="d1", published=date(2024, 3, 7))
    soon = article(told(score=-5.0), id="d2", published=date(2024, 3, 6))
    for stories in ([late, soon], [soon, late]):
        assert list(dyad_series(stories, one_a_day=True)["events"]) == [["d2:e1"]]


def test_an_article_given_twice_counts_once() -> None:
    frame = dyad_series([article(told()), article(told())])
    assert list(frame["count"]) == [1]
    assert frame.attrs["same_text"] == 1


def test_of_one_text_on_two_days_the_first_counts() -> None:
    first = article(told(), published=date(2024, 3, 5))
    again = article(told(day=APRIL), published=date(2024, 4, 2))
    for stories in ([first, again], [again, first]):
        assert list(dyad_series(stories)["period"]) == [pd.Period("2024-03", "M")]


@pytest.mark.parametrize("make", [dyad_series, balance])
def test_without_events_there_are_columns_with_types_and_no_rows(make: Any) -> None:
    frame = make([])
    assert tuple(frame.columns) == (SERIES if make is dyad_series else BALANCE)
    full = make([article(told())])
    assert list(frame.dtypes) == list(full.dtypes)
    assert frame.empty


def test_balance_counts_cooperation_and_conflict() -> None:
    events = [told("AID", score=10.0), told("CONSULT", score=2.0), told("REQUEST", score=0.0)]
    frame = balance([article(*events, told("ASSAULT", score=-8.0, day=APRIL))])
    columns = ("count", "cooperative", "conflictual", "conflict_share", "mean_score")
    assert rows(frame, *columns) == [(3, 2, 1, pytest.approx(1 / 3), 4.0), (1, 0, 1, 1.0, -8.0)]


def test_balance_over_all_time_needs_no_dates() -> None:
    frame = balance(articles(told(), told("AID", day=None)), by=None)
    assert "period" not in frame
    assert rows(frame, "count", "cooperative", "events") == [(2, 1, ["d1:e1", "d2:e1"])]


@pytest.mark.parametrize(
    ("module", "library"),
    [
        ("series", "pandas"),
        ("speakers", "pandas"),
        ("networks", "networkx"),
        ("change_points", "ruptures"),
    ],
)
def test_a_library_that_is_not_there_is_named_with_its_cure(
    module: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, f"kabar.analysis.{module}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    message = rf"{library} is not installed; run: pip install 'kabar\[analysis\]'"
    with pytest.raises(KabarError, match=message):
        import_module(f"kabar.analysis.{module}")


SIDES = st.lists(st.sampled_from(["IRN", "OMN", "QAT", None]), max_size=3).map(
    lambda codes: parties(*codes)
)
EVENTS = st.builds(
    told,
    st.sampled_from(["ACCUSE", "CONSULT", "AID"]),
    st.one_of(st.none(), st.dates(date(2023, 12, 1), date(2024, 3, 1))),
    source=SIDES,
    target=SIDES,
    reciprocal=st.booleans(),
    modality=st.sampled_from(["asserted", "negated", "future"]),
    score=st.one_of(st.none(), st.floats(-10, 10)),
)
STORIES = st.lists(st.lists(EVENTS, max_size=3), max_size=5).map(
    lambda groups: [article(*group, id=f"d{n}") for n, group in enumerate(groups)]
)


def dyads_of(event: Event, directed: bool) -> set[tuple[str, ...]]:
    """Return the dyads of an event, counted in another way than the code does."""
    if event.modality != "asserted" or event.date is None:
        return set()
    ways = list(product(event.source, event.target))
    if event.reciprocal:
        ways += list(product(event.target, event.source))
    found = {(a.party, b.party) for a, b in ways if a.party and b.party and a.party != b.party}
    return found if directed else {tuple(sorted(pair)) for pair in found}


@given(STORIES, st.booleans())
def test_counts_add_up_to_the_dyads_of_events_whatever_the_period(
    stories: list[Coded], directed: bool
) -> None:
    events = [event for coded in stories for event in coded.events]
    expected = [dyads_of(event, directed) for event in events]
    for by in ("month", "week", "day"):
        frame = dyad_series(stories, by=by, directed=directed)
        assert frame["count"].sum() == sum(map(len, expected))
        assert frame["events"].map(len).tolist() == frame["count"].tolist()
        assert frame.attrs["counted"] == sum(map(bool, expected))
        assert frame.attrs["counted"] + sum(left_out(frame).values()) == len(events)
        quads = frame[[name for name in frame if name.startswith(("verbal", "material"))]]
        assert (quads.sum(axis=1) == frame["count"]).all()
        shares = balance(stories, by=by, directed=directed)
        assert (shares["cooperative"] + shares["conflictual"] == shares["count"]).all()
        assert shares["count"].tolist() == frame["count"].tolist()


@given(STORIES, st.randoms(use_true_random=False), st.booleans())
def test_order_of_articles_does_not_change_the_frame(
    stories: list[Coded], chance: random.Random, one_a_day: bool
) -> None:
    shuffled = chance.sample(stories, len(stories))
    for make in (dyad_series, balance):
        one, other = make(stories, one_a_day=one_a_day), make(shuffled, one_a_day=one_a_day)
        assert_frame_equal(one, other, check_exact=True)
        assert one.attrs == other.attrs
