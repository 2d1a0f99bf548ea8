"""Positions become statements of a case, and what does not is counted with its reason."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.analysis.cases import Case
from kabar.analysis.statements import NO_ISSUE, NO_PARTY, OUTSIDE, find_statements
from kabar.records import Coded, Position, Span
from tests.build import DAY, case, coded, issue, position, side, statement, when

CASE = case(
    issues=[
        issue("forces", "troops", "pasukan", without=("visa",), acts=("withdraw-forces",)),
        issue("sanctions", "sanction*", "sanksi", acts=("impose-sanctions",)),
        issue("gas", "pipeline*"),
    ]
)


def told(*positions: Position, of: Case = CASE, **document: object) -> list[tuple[str, str, str]]:
    """Return party, issue and what told it, of one article."""
    found = find_statements(of, [coded(positions=positions, document=document)])
    return [(s.party, s.issue, s.told_by) for s in found.rows]


def test_words_of_the_content_tell_the_issue_in_any_language() -> None:
    assert told(position("demands", "the withdrawal of all troops")) == [
        ("NATO", "forces", "“troops”")
    ]
    assert told(position("rejects", "penarikan pasukan")) == [("NATO", "forces", "“pasukan”")]


def test_a_content_may_tell_several_issues() -> None:
    both = position("demands", "sanctions until the troops leave")
    assert told(both) == [("NATO", "forces", "“troops”"), ("NATO", "sanctions", "“sanctions”")]


def test_an_act_tells_the_issue_where_no_word_does() -> None:
    act = position("demands", "a pull-back", acts=("withdraw-forces",))
    assert told(act) == [("NATO", "forces", "act withdraw-forces")]
    word = position("demands", "troops out", acts=("withdraw-forces",))
    assert told(word) == [("NATO", "forces", "“troops”")]


def test_words_that_rule_an_issue_out_go_before_its_acts() -> None:
    assert told(position("demands", "a visa for all", acts=("withdraw-forces",))) == []


SANCTIONS = "After the sanctions Russia demanded a guarantee."
TWO = "NATO demanded that troops leave and Russia rejected the idea of it."


def test_the_sentence_tells_the_issue_where_the_content_does_not() -> None:
    guarantee = position("demands", "a guarantee", text=SANCTIONS, party="RUS")
    assert told(guarantee) == [("RUS", "sanctions", "sentence: “sanctions”")]


def test_the_sentence_tells_nothing_where_it_tells_two_issues() -> None:
    text = "After the sanctions and the troops Russia demanded a guarantee."
    assert told(position("demands", "a guarantee", text=text, party="RUS")) == []


def test_words_of_another_position_in_the_sentence_do_not_tell_the_issue() -> None:
    theirs = position("demands", "that troops leave", text=TWO)
    ours = position("rejects", "the idea of it", text=TWO, id="p2", party="RUS")
    assert told(theirs, ours) == [("NATO", "forces", "“troops”")]
    assert told(ours) == [("RUS", "forces", "sentence: “troops”")]


BACK = "NATO demanded that troops leave.\nRussia rejected that proposal.\n{}China backed the idea."


def pointing_back(between: str = "") -> tuple[Position, Position, Position]:
    text = BACK.format(between)
    return (
        position("demands", "that troops leave", text=text),
        position("rejects", "that proposal", text=text, id="p2", party="RUS", points_back=True),
        position("supports", "the idea", text=text, id="p3", party="UKR", points_back=True),
    )


def test_a_content_that_points_back_goes_on_with_the_sentence_before_and_so_on() -> None:
    assert told(*pointing_back()) == [
        ("NATO", "forces", "“troops”"),
        ("RUS", "forces", "goes on"),
        ("UKR", "forces", "goes on"),
    ]


def test_nothing_points_back_over_a_long_text_or_to_its_own_sentence() -> None:
    far = pointing_back("x" * 301 + "\n")
    assert [party for party, *_ in told(*far)] == ["NATO", "RUS"]
    text = "NATO demanded that troops leave and Russia rejected it."
    first = position("demands", "that troops leave", text=text)
    same = position("rejects", "it", text=text, id="p2", party="RUS", points_back=True)
    assert told(first, same) == [("NATO", "forces", "“troops”")]


def test_a_content_with_words_of_its_own_points_nowhere() -> None:
    text = "NATO demanded that troops leave.\nRussia rejected climate plans."
    first = position("demands", "that troops leave", text=text)
    own = position("rejects", "climate plans", text=text, id="p2", party="RUS")
    assert told(first, own) == [("NATO", "forces", "“troops”")]
    assert len(told(first, replace(own, points_back=True))) == 2


def test_nothing_points_back_into_another_article() -> None:
    first, second, _ = pointing_back()
    articles = [
        coded(positions=[first], document={"id": "a"}),
        coded(positions=[second], document={"id": "b"}),
    ]
    assert [s.party for s in find_statements(CASE, articles).rows] == ["NATO"]


def test_the_party_is_that_of_the_holder_and_the_others_are_parties_of_the_case() -> None:
    held = position(
        *("demands", "troops"), holder="UKR", toward="RUS CHN NATO UKR", party=None, speaker="USA"
    )
    (found,) = find_statements(CASE, [coded(positions=[held])]).rows
    assert (found.party, found.toward) == ("UKR", ("NATO", "RUS"))


def test_a_member_by_name_holds_for_the_party_that_names_it() -> None:
    marn = side("Ilse Marn", party="TOV")
    assert told(position("demands", "troops", holder=(marn,))) == []
    named = case(issues=list(CASE.issues), parties="TOV")
    assert told(position("demands", "troops", holder=(marn,)), of=named)[0][0] == "TOV"


def test_the_day_is_that_of_the_act_unless_it_is_still_to_come() -> None:
    def day(when_: object, **document: object) -> date | None:
        held = position("demands", "troops", date=when_)
        return find_statements(CASE, [coded(positions=[held], document=document)]).rows[0].day

    past, future = date(2024, 2, 1), date(2024, 4, 1)
    assert day(None) == DAY
    assert day(when("in February", past, date(2024, 2, 29))) == past
    assert day(when("in April", future)) == DAY
    assert day(when("in April", future), published=None) == future
    assert day(None, published=None) is None


def test_days_outside_the_case_are_left_out_and_unknown_ones_are_not() -> None:
    window = case(start=date(2024, 3, 1), end=date(2024, 3, 31))
    days = [date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1), None]
    articles = [
        coded(positions=[position("demands", "troops")], document={"id": f"d{n}", "published": day})
        for n, day in enumerate(days)
    ]
    found = find_statements(window, articles)
    assert [s.day for s in found.rows] == [date(2024, 3, 1), date(2024, 3, 31), None]
    assert found.left_out == {OUTSIDE: 2}


def test_reasons_for_leaving_out_are_counted() -> None:
    positions = [
        position("demands", "troops"),
        position("demands", "troops", party="CHN", id="p2"),
        position("demands", "troops", holder=(), id="p3"),
        position("demands", "a pipeline and sanctions", id="p4"),
        position("demands", "better weather over the whole of it", id="p5"),
    ]
    other = coded(document={"id": "d2"})
    found = find_statements(CASE, [coded(positions=positions), other])
    assert (found.documents, found.positions) == (2, 5)
    assert sorted(s.issue for s in found.rows) == ["forces", "gas", "sanctions"]
    assert found.left_out == {NO_PARTY: 2, NO_ISSUE: 1}


def test_an_article_given_twice_counts_once() -> None:
    article = coded(positions=[position("demands", "troops")])
    once, twice = find_statements(CASE, [article]), find_statements(CASE, [article, article])
    assert twice == once and once.documents == 1


def test_nothing_is_counted_for_no_articles() -> None:
    found = find_statements(CASE, [])
    assert (found.rows, found.documents, found.positions, found.left_out) == ((), 0, 0, {})


def test_stances_that_are_not_taken_do_not_count() -> None:
    taken = statement("NATO", "demands")
    assert taken.counts and not taken.negated and not taken.tentative
    assert statement("NATO", "demands", modality="future").counts
    negated = statement("NATO", "demands", modality="negated")
    assert negated.negated and not negated.counts
    possible = statement("NATO", "demands", modality="hypothetical")
    assert possible.tentative and not possible.counts
    bound = statement(
        "NATO", "threatens", modality="hypothetical", content="war if it invades",
        condition="if it invades",
    )  # fmt: skip
    assert bound.counts and not bound.tentative


def test_stances_are_open_or_firm() -> None:
    stances = ("accepts", "offers", "promises", "proposes", "supports")
    assert all(statement("NATO", stance).is_open for stance in stances)
    stances = ("demands", "rejects", "opposes", "threatens", "denies")
    assert not any(statement("NATO", stance).is_open for stance in stances)


CONTENTS = ["the troops", "sanctions and troops", "it", "the pipeline", "a long tale of no issue"]


@st.composite
def stories(draw: st.DrawFn) -> list[Coded]:
    """Return articles with positions of any party, content and day; ids are all different."""
    articles = []
    for a in range(draw(st.integers(0, 4))):
        rows = draw(
            st.lists(
                st.tuples(st.sampled_from(["NATO", "RUS", "CHN", None]), st.sampled_from(CONTENTS)),
                max_size=5,
            )
        )
        text = "\n".join(f"{party} wants {content}." for party, content in rows)
        at, positions = 0, []
        for p, (party, content) in enumerate(rows):
            line = f"{party} wants {content}."
            back = {"points_back": content == "it"}
            held = position("demands", content, id=f"p{a}-{p}", party=party, **back)
            positions.append(_moved(held, line, at))
            at += len(line) + 1
        day = draw(st.none() | st.dates(date(2024, 2, 1), date(2024, 4, 30)))
        articles.append(
            coded(text, positions=positions, document={"id": f"d{a}", "published": day})
        )
    return articles


def _moved(held: Position, line: str, at: int) -> Position:
    """Return the position as it stands in a line that begins at an offset."""
    start = at + line.rindex(held.content.text)
    return replace(
        held,
        content=Span(held.content.text, start, start + len(held.content.text)),
        statement=Span(line, at, at + len(line)),
    )


WINDOW = case(issues=list(CASE.issues), start=date(2024, 3, 1), end=date(2024, 3, 31))


@settings(max_examples=60, deadline=None)
@given(articles=stories(), seed=st.randoms(use_true_random=False))
def test_every_position_is_told_or_left_out_once_in_any_order_of_articles(
    articles: list[Coded], seed: random.Random
) -> None:
    found = find_statements(WINDOW, articles)
    ids = [p.id for each in articles for p in each.positions]
    told_ids = {s.position.id for s in found.rows}
    assert found.positions == len(ids)
    assert len(told_ids) + sum(found.left_out.values()) == len(ids)
    rows = Counter((s.position.id, s.issue) for s in found.rows)
    assert all(times == 1 for times in rows.values())
    days = [s.day or date.max for s in found.rows]
    assert days == sorted(days)
    shuffled = articles.copy()
    seed.shuffle(shuffled)
    assert find_statements(WINDOW, shuffled) == found
