"""A case is proposed from what positions share; the proposal is TOML whatever they say."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.analysis.cases import Case, load_case, read_case
from kabar.analysis.proposals import (
    MOST_ISSUES,
    MOST_PARTIES,
    MOST_WORDS,
    features_of,
    party_name,
    propose_case,
    propose_issues,
)
from kabar.records import Coded, Position
from tests.build import actor, coded, position


def held(n: int, party: str | None, *terms: str, acts: tuple[str, ...] = ()) -> Position:
    content = " and ".join(terms) or "something"
    return position("demands", content, id=f"p{n}", party=party, terms=terms, acts=acts)


PLANTED = [
    held(1, "NATO", "troops", "border"),
    held(2, "RUS", "pasukan", acts=("withdraw-forces",)),
    held(3, "UKR", "troops", acts=("withdraw-forces",)),
    held(4, "RUS", "pasukan", acts=("withdraw-forces",)),
    held(5, "NATO", "sanctions", acts=("impose-sanctions",)),
    held(6, "RUS", "sanksi", acts=("impose-sanctions",)),
    held(7, "RUS", "sanksi"),
]


def test_an_act_joins_the_words_of_two_languages() -> None:
    forces, sanctions = propose_issues(PLANTED)[:2]
    assert [p.id for p in forces.positions] == ["p2", "p3", "p4"]
    assert (forces.acts, forces.words) == (("withdraw-forces",), ("pasukan",))
    assert forces.parties == ("RUS", "UKR")
    assert sanctions.acts == ("impose-sanctions",)
    assert {p.id for p in sanctions.positions} == {"p5", "p6"}


def test_every_position_is_in_one_issue_at_most() -> None:
    ids = [p.id for issue in propose_issues(PLANTED) for p in issue.positions]
    assert len(ids) == len(set(ids))


def test_a_phrase_goes_before_its_parts() -> None:
    rows = [held(n, party, "open door") for n, party in enumerate(("NATO", "RUS", "UKR"))]
    (issue,) = propose_issues([*rows, held(9, "RUS", "climate")])
    assert issue.words == ("open door",)
    assert issue.name == "open door"


def test_what_more_parties_share_goes_first() -> None:
    one = [held(n, "RUS", "tanker") for n in (1, 2)]
    two = [held(3, "RUS", "zebra"), held(4, "NATO", "zebra")]
    assert [issue.name for issue in propose_issues([*one, *two])] == ["zebra", "tanker"]


def test_among_equals_an_act_goes_before_a_phrase_and_a_phrase_before_a_word() -> None:
    acts = [held(n, "RUS", acts=("withdraw-forces",)) for n in (1, 2)]
    phrases = [held(n, "RUS", "zebra crossing") for n in (3, 4)]
    words = [held(n, "RUS", "alpha") for n in (5, 6)]
    found = propose_issues([*words, *phrases, *acts])
    assert [issue.name for issue in found] == ["withdraw forces", "zebra crossing", "alpha"]


def test_an_issue_has_so_many_words_at_most() -> None:
    terms = [f"word{letter}" for letter in "abcdefghijkl"]
    (words,) = [issue.words for issue in propose_issues([held(n, "RUS", *terms) for n in (1, 2)])]
    assert len(words) == MOST_WORDS


def test_words_that_stand_everywhere_tell_no_issue() -> None:
    names = ["alpha", "bravo", "gamma", "delta"]
    rows = [held(n, f"P{n % 3}", "country", names[n % 4]) for n in range(24)]
    found = propose_issues(rows)
    assert sorted(issue.name for issue in found) == sorted(names)
    assert all("country" not in issue.words for issue in found)


def test_acts_that_only_say_that_something_was_said_tell_no_issue() -> None:
    rows = [held(n, "RUS", acts=("reject", "condemn")) for n in range(4)]
    assert propose_issues(rows) == []
    assert features_of(rows[0]) == frozenset()


def test_what_stands_once_and_what_nobody_holds_is_no_issue() -> None:
    alone = [held(1, "RUS", "troops"), held(2, "RUS", "climate")]
    nobody = [
        position("demands", "gas", id=f"n{n}", party=None, terms=("gas field",)) for n in "ab"
    ]
    assert propose_issues([*alone, *nobody]) == []
    assert propose_issues([]) == []


def test_so_many_issues_at_most() -> None:
    rows = [held(n, "RUS", f"word{n // 2:02}") for n in range(60)]
    assert len(propose_issues(rows)) == MOST_ISSUES
    assert len(propose_issues(rows, most=3)) == 3


def articles(*positions: Position, **fields: object) -> list[Coded]:
    half = len(positions) // 2
    days = (date(2024, 3, 9), date(2024, 3, 1))
    return [
        coded(positions=part, document={"id": f"d{n}", "published": days[n]}, **fields)
        for n, part in enumerate((positions[:half], positions[half:]))
    ]


def proposed(*positions: Position, title: str = "A case", **fields: object) -> Case:
    return read_case(tomllib.loads(propose_case(articles(*positions, **fields), title=title)))


def test_the_proposal_is_a_case_of_the_articles() -> None:
    found = proposed(*PLANTED, title='Forces "and" sanctions')
    assert found.title == 'Forces "and" sanctions'
    assert (found.start, found.end) == (date(2024, 3, 1), date(2024, 3, 9))
    assert [p.id for p in found.parties] == ["RUS", "NATO"]
    assert all(p.members == (p.id,) for p in found.parties)
    assert [i.id for i in found.issues][:2] == ["issue-1", "issue-2"]
    assert found.issues[0].acts == ("withdraw-forces",)
    assert found.issues[0].word_in("penarikan pasukan") == "pasukan"


def test_positions_stand_beside_their_issue_as_comments() -> None:
    text = propose_case(articles(*PLANTED), title="A case")
    assert "# 3 positions of RUS, UKR, such as\n# RUS demands: pasukan\n" in text
    assert "# 4 positions\n" in text


def test_a_content_of_several_lines_is_a_comment_of_one() -> None:
    rows = [position("demands", "all\ntroops", id=n, party="RUS", terms=("troops",)) for n in "ab"]
    assert "# RUS demands: all troops\n" in propose_case(articles(*rows), title="A case")


def test_parties_are_named_as_the_articles_name_them() -> None:
    people = [
        actor("Vladimir Putin", kind="person", party="RUS"),
        actor("Kremlin", kind="organisation", party="RUS"),
        actor("Russia", id="any:RUS", kind="country", party="RUS"),
    ]
    assert party_name("RUS", people) == "Russia"
    assert party_name("RUS", people[:2]) == "Kremlin"
    assert party_name("RUS", people[:1]) == "RUS"
    named = {p.id: p.name for p in proposed(*PLANTED, actors=people).parties}
    assert named == {"RUS": "Russia", "NATO": "NATO"}


def test_so_many_parties_at_most_the_most_frequent_first() -> None:
    rows = [held(n, f"P{n % 15:02}", "troops" if n % 2 else "climate") for n in range(45)]
    found = proposed(*rows, held(98, "P07", "nickel"), held(99, "ONCE", "nickel"))
    assert len(found.parties) == MOST_PARTIES
    assert found.parties[0].id == "P07"
    assert "ONCE" not in [p.id for p in found.parties]


def test_where_nothing_is_shared_the_file_says_what_to_write() -> None:
    text = propose_case(articles(held(1, "RUS", "troops"), held(2, "RUS", "climate")), title="A")
    assert "# No issues stand out; write each under [[issues]].\n" in text
    read_case(tomllib.loads(text + '[[issues]]\nid = "forces"\nwords = ["troops"]\n'))


HOSTILE = [
    'end"""\n[[issues]]\nid = "evil"\n',
    "]]\n[[parties]]\nid = 'evil'",
    "\x00\x07\x1b[2J\x7f\x85",
    "line\u2028break\r\rand\u202eoverride",
    "'''\\u0041\\",
    "#" * 10,
]


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_stays_in_comments_and_strings(evil: str) -> None:
    rows = [
        position("demands", evil, id=f"p{n}", party=party, terms=("troops", f"{evil} x"))
        for n, party in enumerate(("RUS", "NATO", "RUS", "NATO"))
    ]
    text = propose_case(articles(*rows), title=f"A case {evil}")
    assert not any(c != "\n" and not c.isprintable() for c in text.replace("\u2028", ""))
    found = read_case(tomllib.loads(text))
    assert found.title == f"A case {evil}"
    assert [p.id for p in found.parties] == ["NATO", "RUS"]
    assert [i.id for i in found.issues] == ["issue-1"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=3), st.text(max_size=12))
def test_no_text_makes_the_proposal_no_toml(contents: list[str], title: str) -> None:
    rows = [
        position("demands", content, id=f"p{n}", party="RUS", terms=("troops", content))
        for n, content in enumerate([*contents, *contents])
    ]
    people = [actor(contents[0], kind="country", party="RUS")]
    tomllib.loads(propose_case(articles(*rows, actors=people), title=title))


def test_same_articles_give_the_same_proposal(tmp_path: Path) -> None:
    first = propose_case(articles(*PLANTED), title="A case")
    assert first == propose_case(articles(*PLANTED), title="A case")
    path = tmp_path / "case.toml"
    path.write_text(first, encoding="utf-8")
    assert load_case(path).title == "A case"
