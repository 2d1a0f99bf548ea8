"""The terminal view shows every record, fits its width, and obeys nothing in the text."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from kabar.records import Coded, Evidence
from kabar.views.article import print_article
from tests.build import HARBOUR, actor, coded, event, harbour, quote, side, span, where


def shown(value: Coded, *, width: int = 120, colour: bool = False, **options: bool) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        markup=False,
        emoji=False,
        highlight=False,
    )
    print_article(value, console, language="English", **options)
    return console.file.getvalue()  # type: ignore[attr-defined]


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    page = shown(harbour(), width=width, skipped=True, why=True)
    assert max(cell_len(line) for line in page.splitlines()) <= width


@pytest.mark.parametrize("width", [80, 120, 200])
def test_every_part_of_an_event_is_shown(width: int) -> None:
    page = words(shown(harbour(), width=width))
    for part in (
        *("Port stays open", "2024-03-05", "4 events", "1 sentence skipped"),
        *("REJECT", "“rejected”", "about REQUEST yield:", "2024-03-04", "-2.0", "Kesh (KSH)"),
        *("2,000 protesters", "Lisbon", "2024-03-11–17", "future", "each other", "minister"),
        *("“We will not be told what to do,”", "direct said", "according to"),
    ):
        assert part in page


@pytest.mark.parametrize("width", [60, 80, 120])
def test_long_words_are_never_cut_short(width: int) -> None:
    long = "Rechtsschutzversicherungsgesellschaften"
    place = where(long, "DEU")
    value = coded(long, events=[event("CONSULT", source=long, target=long, place=place)])
    assert "…" not in shown(value, width=width)


def test_skipped_and_why_only_when_asked_for() -> None:
    plain = words(shown(harbour()))
    full = words(shown(harbour(), width=200, skipped=True, why=True))
    assert "no act or operator word" not in plain and "no act or operator word" in full
    assert "operator: demand" not in plain and "operator: demand" in full
    assert "en/acts:2" in full


def test_text_without_styles_marks_acts_in_brackets_with_numbers() -> None:
    text = shown(harbour(), width=200).split("Text ─")[1]
    assert "Ilse Marn on Monday [rejected]¹ a [demand]² by Kesh to close the port." in text
    assert "[marched]³" in text


def test_text_with_styles_has_numbers_and_no_brackets() -> None:
    page = re.sub(r"\x1b\[[\d;]*m", "", shown(harbour(), width=200, colour=True))
    assert "on Monday rejected¹ a demand² by Kesh" in page


def test_day_place_and_number_are_marked_where_styles_show() -> None:
    page = shown(harbour(), width=200, colour=True).split("Text")[1]
    for words_of_it in ("on Monday", "Lisbon", "2,000"):
        assert f"\x1b[36m{words_of_it}" in page


def test_guessed_party_is_shown_as_a_guess() -> None:
    text = "Police fired on students."
    detail = "party guessed: the country that the article is mostly about"
    shot = event("ASSAULT", text=text, trigger="fired", source=[side("Police", text, party="TOV")],
                 target=[side("students", text, party="TOV")],
                 evidence=[Evidence("source", "Police", 0, 6, detail=detail)])  # fmt: skip
    page = shown(coded(text, events=[shot]))
    assert "Police (TOV?)" in page
    assert "students (TOV)" in page


def test_acts_that_share_words_share_the_mark() -> None:
    text = "They met and agreed."
    both = [event("CONSULT", text=text, trigger="met and agreed"), event("AGREE", text=text,
            trigger="agreed")]  # fmt: skip
    assert "They [met and agreed]¹˒². " in shown(coded(text, events=both))


def test_nothing_found_is_said() -> None:
    assert shown(coded()).count("none found") == 4


def test_terminal_obeys_nothing_in_the_text() -> None:
    evil = "\x1b[2J\x1b]0;owned\x07\x9b31m[bold]x[/bold] :smile: \u202egnp.exe"
    value = coded(
        f"{evil} said.",
        events=[event("ACCUSE", trigger=span(evil), source=side(evil, party=evil))],
        quotes=[quote(evil, speaker=side(evil), cue=evil)],
        actors=[actor(evil, party=evil, role=evil)],
        document={"title": evil, "origin": evil},
    )
    page = shown(value, skipped=True, why=True)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", page)
    assert "[bold]x[/bold] :smile:" in words(page)


def test_wide_and_right_to_left_letters_keep_the_columns() -> None:
    value = replace(
        harbour(),
        events=(
            event("CONSULT", source=[side("外交部长王毅", party="CHN")], trigger="会谈"),
            event("CONSULT", source=[side("وزير الخارجية", party="SAU")], trigger="اجتمع"),
        ),
    )
    rows = [line for line in shown(value).splitlines() if "CONSULT" in line]
    assert len({cell_len(row.split("CONSULT")[0]) for row in rows}) == 1


@given(st.text(max_size=60), st.integers(20, 200))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_the_view(text: str, width: int) -> None:
    value = coded(text, events=[event("PROTEST", trigger=span(text), source=side(text))])
    shown(value, width=width)


def test_same_records_give_the_same_page() -> None:
    assert shown(harbour()) == shown(harbour())
    assert harbour().document.text == HARBOUR
