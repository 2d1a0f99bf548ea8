"""Of events told again on one day the first stays, and nothing else is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.analysis.one_a_day import one_a_day
from kabar.records import Event, Side, When
from tests.build import coded, event, harbour, side, when

MONDAY, TUESDAY = date(2024, 3, 4), date(2024, 3, 5)


def parties(*codes: str | None) -> list[Side]:
    return [side(code or "somebody", party=code) for code in codes]


def told(kind: str = "ACCUSE", **fields: Any) -> Event:
    """Return a dated event of Iran towards Oman; fields say what is otherwise."""
    known: dict[str, Any] = {
        "source": parties("IRN"),
        "target": parties("OMN"),
        "date": when("on Monday", MONDAY),
    }
    return event(kind, **(known | fields))


def kept(*events: Event) -> list[Event]:
    """Return what stays of events that stand in an article each."""
    articles, left_out = one_a_day(coded(events=[each]) for each in events)
    found = [each for article in articles for each in article.events]
    assert left_out == len(events) - len(found)
    return found


def test_first_event_stays_unchanged_over_all_articles() -> None:
    first = told(id="e7", mode="disapprove", trigger="accused")
    assert kept(first, told(trigger="blamed"), told("AID"), told()) == [first, told("AID")]


def test_repeats_within_an_article_count_and_the_rest_of_it_is_untouched() -> None:
    article = harbour()
    twice = replace(article, events=(*article.events, article.events[0]))
    (found,), left_out = one_a_day([twice])
    assert (found, left_out) == (article, 1)


OTHERS = {
    "another day": told(date=when("on Tuesday", TUESDAY)),
    "a week": told(date=when("this week", MONDAY, date(2024, 3, 10), precision="week")),
    "another type": told("THREATEN"),
    "another source": told(source=parties("IRN", "QAT")),
    "another target": told(target=parties("QAT")),
    "turned round": told(source=parties("OMN"), target=parties("IRN")),
    "negated": told(modality="negated"),
    "future": told(modality="future"),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_what_differs_stays_whichever_comes_first(other: Event) -> None:
    assert kept(told(), other) == [told(), other]
    assert kept(other, told()) == [other, told()]


SAME = {
    "mode": told(mode="disapprove"),
    "order of parties": told(source=parties("IRN", "IRN"), reciprocal=False),
    "somebody without a party": told(source=parties("IRN", None)),
    "assumed day": told(date=when("", MONDAY, precision="assumed")),
}


@pytest.mark.parametrize("other", SAME.values(), ids=SAME)
def test_what_is_told_otherwise_is_the_same(other: Event) -> None:
    assert kept(told(), other) == [told()]


def test_parties_are_sets() -> None:
    one, other = told(source=parties("IRN", "QAT")), told(source=parties("QAT", "IRN"))
    assert kept(one, other) == [one]


def test_direction_does_not_count_where_one_is_reciprocal() -> None:
    met = told("CONSULT", reciprocal=True)
    round_ = told("CONSULT", source=parties("OMN"), target=parties("IRN"))
    assert kept(met, round_) == [met]
    assert kept(round_, met) == [round_]


@pytest.mark.parametrize(
    "fields",
    [{"date": None}, {"source": parties(None), "target": []}],
    ids=["no date", "no party on either side"],
)
def test_what_cannot_be_told_apart_stays(fields: dict[str, Any]) -> None:
    assert len(kept(told(**fields), told(**fields))) == 2


def test_one_side_with_a_party_is_enough() -> None:
    march = told("PROTEST", target=[])
    assert kept(march, told("PROTEST", target=parties(None))) == [march]


SIDES = st.lists(st.sampled_from(["IRN", "OMN", None]), max_size=2).map(lambda p: parties(*p))
DATES: st.SearchStrategy[When | None] = st.sampled_from(
    [None, when("on Monday", MONDAY), when("on Tuesday", TUESDAY)]
)
EVENTS = st.lists(
    st.builds(
        told,
        st.sampled_from(["ACCUSE", "CONSULT"]),
        source=SIDES,
        target=SIDES,
        date=DATES,
        reciprocal=st.booleans(),
        modality=st.sampled_from(["asserted", "negated"]),
    ),
    max_size=8,
)


@given(EVENTS)
def test_what_stays_stands_in_order_and_has_no_repeats(events: list[Event]) -> None:
    found = kept(*events)
    left = iter(events)
    assert all(any(each is other for other in left) for each in found)
    assert kept(*found) == found
    undated = [each for each in events if each.date is None]
    assert [each for each in found if each.date is None] == undated
