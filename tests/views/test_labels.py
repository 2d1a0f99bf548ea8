"""Labels are short, exact, and safe to print."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.views.labels import (
    about_labels,
    magnitude_label,
    neutral,
    one_line,
    score_label,
    side_label,
    superscript,
    when_label,
)
from tests.build import event, magnitude, side, when


@given(st.text())
def test_neutral_text_has_nothing_a_terminal_obeys(text: str) -> None:
    shown = neutral(text)
    assert not any(c != "\n" and unicodedata.category(c) in ("Cc", "Cs") for c in shown)
    assert not any(0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069 for c in shown)


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize("text", ["Žižek", "الرياض", "کتاب‌ها", "北京", "क्षेत्र", "Москва́"])
def test_ordinary_letters_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text


def test_escape_sequence_is_shown_and_not_obeyed() -> None:
    assert neutral("\x1b[31mred\x9b2J") == "␛[31mred\ufffd2J"


@pytest.mark.parametrize(
    ("participant", "label"),
    [
        (side("Marn", name="Ilse Marn", id="marn", party="TOV"), "Ilse Marn (TOV)"),
        (side("NATO", id="nato", party="NATO"), "NATO"),
        (side("two sides"), "two sides (?)"),
        (side("dockers", id="dockers"), "dockers (?)"),
        (side("Moscow", name=None, party="RUS"), "Moscow (RUS)"),
    ],
    ids=["name and party", "name is party", "unresolved", "no party", "as written"],
)
def test_side_shows_name_and_party(participant: object, label: str) -> None:
    assert side_label(participant) == label


@pytest.mark.parametrize(
    ("first", "last", "precision", "label"),
    [
        (date(2024, 3, 4), date(2024, 3, 4), "day", "2024-03-04"),
        (date(2024, 2, 1), date(2024, 2, 29), "month", "2024-02"),
        (date(2024, 3, 4), date(2024, 3, 4), "assumed", "~2024-03-04"),
        (date(2014, 1, 1), date(2014, 12, 31), "year", "2014"),
        (date(1990, 1, 1), date(1999, 12, 31), "decade", "1990s"),
        (date(1991, 1, 1), date(2000, 12, 31), "interval", "1991-01-01 – 2000-12-31"),
        (date(2024, 3, 11), date(2024, 3, 17), "week", "2024-03-11–17"),
        (date(2024, 3, 28), date(2024, 4, 3), "week", "2024-03-28 – 04-03"),
        (date(2023, 12, 30), date(2024, 1, 2), "interval", "2023-12-30 – 2024-01-02"),
        (date(2019, 1, 1), date(2024, 3, 5), "since", "since 2019"),
        (date(2019, 5, 1), date(2024, 3, 5), "since", "since 2019-05"),
        (date(2023, 12, 1), date(2023, 12, 31), "month", "2023-12"),
        (date(9999, 12, 1), date(9999, 12, 31), "month", "9999-12"),
    ],
)
def test_interval_is_as_short_as_it_is_exact(
    first: date, last: date, precision: str, label: str
) -> None:
    assert when_label(when("then", first, last, precision=precision)) == label


def test_about_is_one_line_a_level() -> None:
    inner = event("RETREAT", mode="withdraw", source=[side("troops", party="RUS")])
    middle = event("REQUEST", source=[side("Kyiv", party="UKR")], target=[side("x", party="RUS")])
    outer = event("REJECT", about=replace(middle, about=inner))
    assert about_labels(outer) == ["about REQUEST: UKR → RUS", "about RETREAT withdraw: RUS"]


@pytest.mark.parametrize(
    ("value", "fields", "label"),
    [
        (2000.0, {}, "2,000 killed"),
        (3.5, {"unit": "USD"}, "3.5 USD killed"),
        (40.0, {"bound": "min"}, "over 40 killed"),
        (10.0, {"bound": "max"}, "up to 10 killed"),
    ],
)
def test_magnitude_keeps_its_bound(value: float, fields: dict[str, str], label: str) -> None:
    assert magnitude_label(replace(magnitude("killed", value, "words"), **fields)) == label


def test_scores_have_a_sign() -> None:
    assert [score_label(s) for s in (4.0, -6.5, 0.0, None)] == ["+4.0", "-6.5", "+0.0", ""]


def test_superscripts_are_small_numbers() -> None:
    assert superscript([1, 20]) == "¹˒²⁰"
