"""The table in a terminal shows every cell, fits its width, and obeys nothing in the text."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from kabar.analysis.moves import find_moves
from kabar.analysis.negotiation import negotiation_table
from kabar.analysis.statements import Statements, find_statements
from kabar.views.negotiation import NOTHING, SHORT, print_negotiation, short
from tests.build import case, statement
from tests.views.talks import talks


def shown(*story: str, width: int = 120, colour: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=colour)
    print_negotiation(*talks(*story), console)
    return console.file.getvalue()  # type: ignore[attr-defined]


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(cell_len(line) for line in shown(width=width).splitlines()) <= width


@pytest.mark.parametrize("width", [40, 80, 140])
def test_every_stance_relation_and_move_is_shown(width: int) -> None:
    page = words(shown(width=width))
    for part in (
        *("A case", "2024-03-01 to 2024-03-08 · 2 articles · 5 positions · 4 statements"),
        "left out: 1 holder is no party of the case",
        *("The port", "Tariffs", "Gas", "not: demands"),
        *("halfway: TOV demands, KSH accepts", "2024-03-08 KSH yielded on The port"),
        *("from rejects opening the port 2024-03-01", "to accepts membuka pelabuhan 2024-03-08"),
    ):
        assert part in page or (width == 40 and part.split()[0] in page)


def test_a_cell_without_position_is_a_point_and_the_point_is_explained() -> None:
    lines = shown().splitlines()
    gas = next(line for line in lines if line.split()[:1] == ["Gas"] and "─" not in line)
    assert gas.split() == ["Gas", NOTHING, NOTHING, NOTHING]
    assert f" {NOTHING} no position found, which is not the same as neutral" in lines


def test_a_narrow_terminal_has_the_issues_alone() -> None:
    assert NOTHING + " no position found" not in shown(width=50)
    assert "Issue" not in shown(width=50)
    assert "membuka" in shown(width=50)


def test_changes_within_one_tone_are_counted_and_no_turn_is_said() -> None:
    rows = (
        statement("NATO", "demands", date(2024, 3, 1)),
        statement("NATO", "threatens", date(2024, 3, 2)),
        statement("NATO", "rejects", None, content="words"),
    )
    known = case()
    console = Console(file=io.StringIO(), width=100)
    table = negotiation_table(known, Statements(rows, 2, 2, {}))
    print_negotiation(table, find_moves(table), console)
    page = console.file.getvalue()  # type: ignore[attr-defined]
    assert "no party turned from firm to open or back" in page
    assert "1 change of stance within one tone: see --format json" in page
    assert "nothing left out" in page
    assert "no date" in page and "None" not in page


def test_no_article_is_an_empty_table() -> None:
    console = Console(file=io.StringIO(), width=100)
    table = negotiation_table(case(), find_statements(case(), []))
    print_negotiation(table, [], console)
    assert "no dated statement · 0 articles" in console.file.getvalue()  # type: ignore[attr-defined]


def test_terminal_obeys_nothing_in_text_and_names() -> None:
    evil = "\x1b[2J\x1b]0;owned\x07\x9b31m[bold]x[/bold] :smile: \u202egnp.exe"
    page = shown(f"the {evil} plan", evil)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    assert "[bold]x[/bold]" in words(page)


@given(st.text(max_size=200), st.integers(1, 120))
def test_short_text_is_one_line_and_no_longer_than_asked(text: str, length: int) -> None:
    found = short(text, length)
    assert len(found) <= length + 1
    assert len(found.splitlines()) <= 1


def test_long_text_is_cut_at_a_word() -> None:
    assert short("word, " * 40).endswith("word…")
    assert short("brief") == "brief"
    assert len(short("x" * 500)) == SHORT + 1


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.integers(20, 200))
def test_no_text_breaks_the_view(said: str, named: str, width: int) -> None:
    shown(f"the {said} plan", named, width=width)


def test_same_talks_give_the_same_page() -> None:
    assert shown() == shown()
