"""Who speaks for whom, how often and when; quotes of nobody in particular are counted apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from kabar.analysis.speakers import QUOTES, SPEAKERS, quotes_by_speaker, who_speaks_for_whom
from kabar.records import Coded, Quote, Side
from tests.build import actor, coded, harbour, quote, side

MARN = {"id": "marn", "name": "Ilse Marn", "party": "TOV", "sector": "GOV"}
ORR = {"id": None, "name": None, "party": "KSH", "sector": None}
TEXT = "Marn said yes. She said no. A draft said maybe. A spokesman of Kesh said nothing."


def said(words: str, speaker: Side | None, n: int) -> Quote:
    return quote(words, text=TEXT, id=f"q{n}", speaker=speaker)


def article(id_: str, published: date | None, role: str, *, name: str = "Ilse Marn") -> Coded:
    marn = MARN | {"name": name}
    quotes = [
        said("no", side("She", TEXT, **marn), 2),
        said("yes", side("Marn", TEXT, **marn), 1),
        said("maybe", side("A draft", TEXT, name=None), 3),
        said("nothing", side("A spokesman of Kesh", TEXT, **ORR), 4),
        said("said", None, 5),
    ]
    person = actor(name, id="marn", kind="person", party="TOV", sector="GOV", role=role)
    document: dict[str, Any] = {"id": id_, "published": published}
    return coded(TEXT, quotes=quotes, actors=[person], document=document)


def years() -> list[Coded]:
    return [
        article("d2", date(2025, 1, 9), "president"),
        article("d1", date(2024, 3, 5), "minister", name="I. Marn"),
        article("d3", None, "president"),
    ]


def test_a_row_tells_party_speaker_role_numbers_and_days() -> None:
    spokesman, marn = who_speaks_for_whom(years()).to_dict("records")
    assert marn == {
        "party": "TOV",
        "speaker": "Ilse Marn",
        "id": "marn",
        "kind": "person",
        "role": "minister; president",
        "sector": "GOV",
        "quotes": 6,
        "documents": 3,
        "first": pd.Timestamp("2024-03-05"),
        "last": pd.Timestamp("2025-01-09"),
        "records": ["d1:q1", "d1:q2", "d2:q1", "d2:q2", "d3:q1", "d3:q2"],
    }
    assert (spokesman["party"], spokesman["speaker"]) == ("KSH", "A spokesman of Kesh")
    assert (spokesman["id"], spokesman["role"], spokesman["quotes"]) == (None, None, 3)


def test_quotes_of_nobody_or_of_no_party_are_counted_apart() -> None:
    attrs = who_speaks_for_whom(years()).attrs
    assert attrs["counted"] == 9
    assert attrs["left_out"] == {"no speaker": 3, "speaker without a party": 3}


def test_who_is_quoted_most_comes_first_within_a_party() -> None:
    one, other = side("Abel", party="TOV", id="abel"), side("Zita", party="TOV", id="zita")
    story = coded(TEXT, quotes=[said("yes", one, 1), said("no", other, 2), said("maybe", other, 3)])
    assert list(who_speaks_for_whom([story])["speaker"]) == ["Zita", "Abel"]


def test_who_speaks_for_two_parties_has_two_rows() -> None:
    now, then = side("Marn", **MARN), side("Marn", **MARN | {"party": "KSH"})
    story = coded(TEXT, quotes=[said("yes", now, 1), said("no", then, 2)])
    assert list(who_speaks_for_whom([story])["party"]) == ["KSH", "TOV"]


def test_quotes_stand_by_party_speaker_day_and_place() -> None:
    frame = quotes_by_speaker(years())
    assert list(frame["record"])[:3] == ["d1:q4", "d2:q4", "d3:q4"]
    marn = frame[frame["party"] == "TOV"]
    assert list(marn["record"]) == ["d1:q1", "d1:q2", "d2:q1", "d2:q2", "d3:q1", "d3:q2"]
    assert list(marn["text"])[:2] == ["yes", "no"]
    assert list(marn["published"].isna()) == [False] * 4 + [True] * 2


def test_order_of_articles_does_not_matter_and_a_text_given_twice_counts_once() -> None:
    for make in (who_speaks_for_whom, quotes_by_speaker):
        one, other = make(years()), make([*reversed(years()), *years()])
        pd.testing.assert_frame_equal(one, other)
        assert (one.attrs["same_text"], other.attrs["same_text"]) == (0, 3)


def test_without_quotes_there_are_columns_with_types_and_no_rows() -> None:
    for make, columns in ((who_speaks_for_whom, SPEAKERS), (quotes_by_speaker, QUOTES)):
        empty, full = make([]), make([harbour()])
        assert tuple(empty.columns) == columns
        assert list(empty.dtypes) == list(full.dtypes)
        assert (len(empty), len(full)) == (0, 1)
