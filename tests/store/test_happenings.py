"""One event told by many documents has one happening; doubt joins only where one fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.records import Event
from tests.build import DAY
from tests.store.build_store import (
    AGAIN,
    add,
    article,
    groups,
    happenings,
    new_store,
    told,
    words,
)


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def told_together(*events: Event) -> list[list[int]]:
    """Return which of the events, each in a document of its own, are one happening."""
    with new_store() as store:
        for number, event in enumerate(events):
            text = words(range(number * 100, number * 100 + 40))
            add(store, article(f"d{number}", text, event))
        return [[int(name[1 : name.index(":")]) for name in g] for g in groups(happenings(store))]


def test_same_act_of_one_day() -> None:
    strike = told("ASSAULT", "RUS", "UKR", DAY, mode="aerial")
    assert told_together(strike, strike, told("ASSAULT", "RUS", "UKR", day(1), mode="aerial")) == [
        [0, 1],
        [2],
    ]


def test_no_mode_joins_the_only_one_and_none_of_two() -> None:
    aerial, ground, some = (
        told("ASSAULT", "RUS", "UKR", DAY, mode=mode) for mode in ("aerial", "heavy-weapons", None)
    )
    assert told_together(aerial, some) == [[0, 1]]
    assert told_together(aerial, ground, some) == [[0], [1], [2]]


def test_mutual_act_joins_either_direction() -> None:
    one, other = told("CONSULT", "IDN", "CHN", DAY), told("CONSULT", "CHN", "IDN", DAY)
    both = told("CONSULT", "CHN IDN", "", DAY, reciprocal=True)
    assert told_together(one, other) == [[0], [1]]
    assert told_together(one, other, both) == [[0, 1, 2]]


def test_interval_joins_the_only_day_in_it() -> None:
    week = told("PROTEST", "IDN", "IDN", day(-2), end=day(4), precision="week")
    first, second = told("PROTEST", "IDN", "IDN", DAY), told("PROTEST", "IDN", "IDN", day(2))
    assert told_together(week, first) == [[0, 1]]
    assert told_together(week, first, second) == [[0], [1], [2]]


def test_assumed_day_joins_the_day_beside_it_unless_reports_come_daily() -> None:
    said = [told("ASSAULT", "RUS", "UKR", day(number)) for number in range(3)]
    assumed = told("ASSAULT", "RUS", "UKR", day(3), precision="assumed")
    assert told_together(said[2], assumed) == [[0, 1]]
    assert told_together(said[1], assumed) == [[0], [1]]
    assert told_together(*said, assumed) == [[0], [1], [2], [3]]


def test_assumed_days_do_not_chain() -> None:
    daily = [told("ASSAULT", "RUS", "UKR", day(n), precision="assumed") for n in range(6)]
    assert told_together(*daily) == [[number] for number in range(6)]


def test_unknown_parties_and_days_tell_nothing() -> None:
    nobody = told("PROTEST", "", "", DAY)
    undated = told("ACCUSE", "SDN", "ARE", None)
    assert told_together(nobody, nobody, undated, undated) == [[0], [1], [2], [3]]


def test_documents_of_one_story_agree() -> None:
    text = words(range(60))
    events = (
        told("PROTEST", "", "", DAY, id="e1"),
        told("ACCUSE", "SDN", "ARE", None, id="e2"),
    )
    with new_store() as store:
        for number in range(3):
            demand = told("REQUEST", "USA", "IRN", day(number), precision="assumed", id="e3")
            copy = article(f"d{number}", f"head{number} {text}", *events, demand)
            add(store, copy)
        assert groups(happenings(store)) == [
            [f"d{number}:{event}" for number in range(3)] for event in ("e1", "e2", "e3")
        ]


def test_copy_without_a_day_takes_the_only_one_of_its_story() -> None:
    text = words(range(60))
    said, unsaid = told("ASSAULT", "RUS", "UKR", DAY), told("ASSAULT", "RUS", "UKR", None)
    with new_store() as store:
        add(store, article("a", text, said), article("b", f"head {text}", unsaid, published=None))
        assert groups(happenings(store)) == [["a:e1", "b:e1"]]
        add(store, article("c", f"top {text}", told("ASSAULT", "RUS", "UKR", day(1))))
        assert groups(happenings(store)) == [["a:e1"], ["b:e1"], ["c:e1"]]


def test_bridge_between_stories_joins_their_happenings() -> None:
    left, right, bridge = words(range(40)), words(range(60, 100)), words(range(100))
    event = told("ACCUSE", "SDN", "ARE", None)
    with new_store() as store:
        add(store, article("b", left, event), article("a", right, event))
        assert len(set(happenings(store).values())) == 2
        add(store, article("c", bridge))
        assert len(set(happenings(store).values())) == 1


def test_only_current_runs_count() -> None:
    first, second = told("ASSAULT", "RUS", "UKR", DAY), told("ASSAULT", "RUS", "UKR", day(1))
    with new_store() as store:
        add(store, article("a", words(range(40)), first))
        add(store, article("b", words(range(50, 90)), first))
        add(store, article("a", words(range(40)), second), run=AGAIN)
        assert groups(happenings(store)) == [["a:e1"], ["b:e1"]]
        with store.reading() as connection:
            query = "SELECT happening FROM events WHERE document = 'a' AND run = 'r1'"
            assert connection.execute(sa.text(query)).scalar_one() is None
            assert connection.execute(sa.text("SELECT count(*) FROM cells")).scalar_one() == 2


TEXTS = tuple(
    words([*range(kind * 100, kind * 100 + 40), 1000 + kind * 10 + copy])
    for kind in range(3)
    for copy in range(2)
)
EVENTS = st.builds(
    lambda type_, pair, start, width, precision, mode, both: told(
        type_,
        pair[0],
        pair[1],
        None if precision == "none" else day(start),
        end=day(start + width) if precision == "week" else None,
        precision=precision,
        mode=mode,
        reciprocal=both,
    ),
    st.sampled_from(("ASSAULT", "CONSULT")),
    st.sampled_from((("A", "B"), ("B", "A"), ("A", ""), ("", ""))),
    st.integers(0, 5),
    st.integers(0, 6),
    st.sampled_from(("day", "assumed", "week", "none")),
    st.sampled_from((None, "x", "y")),
    st.booleans(),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.lists(EVENTS, max_size=3), st.integers(0, 3)), min_size=2, max_size=6),
    st.randoms(use_true_random=False),
)
def test_order_does_not_matter(made: list[tuple[list[Event], int]], chance: object) -> None:
    articles = [
        article(
            f"d{number}",
            TEXTS[number],
            *(replace(event, id=f"e{n}") for n, event in enumerate(events)),
            published=day(published),
        )
        for number, (events, published) in enumerate(made)
    ]
    with new_store() as store, new_store() as other:
        add(store, *articles)
        chance.shuffle(articles)  # type: ignore[attr-defined]
        for each in articles:  # a run that does not count any more must leave no trace
            add(other, article(each.document.id, each.document.text, *made[0][0][:1]))
            add(other, each, run=AGAIN)
        assert happenings(store) == happenings(other)
        assert None not in happenings(store).values()
