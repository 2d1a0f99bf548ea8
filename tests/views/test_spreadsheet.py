"""CSV gives one row an event and runs nothing in a spreadsheet."""

from __future__ import annotations

import csv
import io

from kabar.views.spreadsheet import COLUMNS, csv_head, csv_rows
from tests.build import coded, event, harbour, side, span


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_one_row_an_event_with_all_columns() -> None:
    found = rows(csv_head() + csv_rows(harbour()))
    assert [row["type"] for row in found] == ["REJECT", "REQUEST", "PROTEST", "CONSULT"]
    assert tuple(found[0]) == COLUMNS
    assert found[0]["about"] == "about REQUEST yield: KSH → TOV; about COERCE restrict: TOV"
    assert (found[2]["place"], found[2]["latitude"]) == ("Lisbon", "38.72")
    assert found[3]["source_party"] == "?"


def test_no_event_no_row() -> None:
    assert csv_rows(coded()) == ""


def test_text_that_looks_like_a_formula_is_quoted_and_numbers_are_not() -> None:
    evil = '=HYPERLINK("http://x")'
    value = coded(events=[event("PROTEST", trigger=span(evil), source=side(evil), score=-5.0)])
    row = rows(csv_head() + csv_rows(value))[0]
    assert row["trigger"] == row["source"] == f"'{evil}"
    assert row["score"] == "-5.0"


def test_line_breaks_in_a_cell_stay_in_the_cell() -> None:
    value = coded(events=[event("PROTEST", trigger=span('a\n"b", c'))])
    assert rows(csv_head() + csv_rows(value))[0]["trigger"] == 'a\n"b", c'
