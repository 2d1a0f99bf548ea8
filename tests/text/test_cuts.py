"""Sentences are cut after a dateline and at semicolons, and no word is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.text.cuts import cut_sentences


def parts(text: str) -> list[str]:
    return [text[a:b] for a, b in cut_sentences(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("GENEVA - Talks failed.", ["GENEVA -", "Talks failed."]),
        ("JAKARTA – Polisi menangkap tiga orang.", ["JAKARTA –", "Polisi menangkap tiga orang."]),
        pytest.param(
            "NEW YORK — He left.",
            ["NEW YORK —", "He left."],
        ),
        ("KYIV, Ukraine - Shells fell.", ["KYIV, Ukraine -", "Shells fell."]),
        ("PARIS (AP) - He left.", ["PARIS (AP) -", "He left."]),
        ("Talks failed.", ["Talks failed."]),
        ("Paris - he left.", ["Paris - he left."]),
        ("The UN-backed force - now gone - left.", ["The UN-backed force - now gone - left."]),
        ("GENEVA -", ["GENEVA -"]),
    ],
)
def test_dateline_is_cut_off(text: str, cut: list[str]):
    assert parts(text) == cut


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Iran left; Oman stayed.", ["Iran left;", "Oman stayed."]),
        ("A; b; c.", ["A;", "b;", "c."]),
        ("Iran left;Oman stayed.", ["Iran left;Oman stayed."]),
        ("Iran left; ", ["Iran left;"]),
        ("ROME - Iran left; Oman stayed.", ["ROME -", "Iran left;", "Oman stayed."]),
    ],
)
def test_semicolon_ends_a_part(text: str, cut: list[str]):
    assert parts(text) == cut


def test_each_sentence_is_cut_by_itself():
    text = "Iran left; Oman stayed. Qatar spoke; Kuwait listened."
    assert [text[a:b] for a, b in cut_sentences(text, [(0, 23), (24, len(text))])] == [
        "Iran left;",
        "Oman stayed.",
        "Qatar spoke;",
        "Kuwait listened.",
    ]


@given(st.text(alphabet="Aab;—-. \n", max_size=60))
def test_cuts_are_in_order_and_lose_nothing_visible(text: str):
    spans = cut_sentences(text, [(0, len(text))])
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    kept = "".join(text[a:b] for a, b in spans)
    assert "".join(kept.split()) == "".join(text.split())
