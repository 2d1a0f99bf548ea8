"""Tables of figures stand straight on a terminal and are Markdown on a page."""

from __future__ import annotations

from benchmarks.tables import Table, as_markdown, as_text, of, part, three
from kabar.analysis.scoring import Count, Share

TABLE = Table("Title", ("", "P", "dates"), [("one", "0.500", "1/2")], [("all", "1.000", "12/12")])


def test_text_has_columns_of_one_width() -> None:
    lines = as_text([TABLE]).splitlines()
    assert lines == ["Title", "         P  dates", "one  0.500    1/2", "all  1.000  12/12"]


def test_page_has_a_heading_and_sums_in_bold() -> None:
    lines = as_markdown(TABLE).splitlines()
    assert lines[0] == "### Title"
    assert lines[2:] == [
        "|  | P | dates |",
        "|---|---:|---:|",
        "| one | 0.500 | 1/2 |",
        "| **all** | **1.000** | **12/12** |",
    ]


def test_figures() -> None:
    assert three(Count(hit=1, missed=1, wrong=0)) == ("1.000", "0.500", "0.667")
    assert (of(Share(3, 4)), part(Share(3, 4)), part(Share())) == ("3/4", "0.750", "-")
