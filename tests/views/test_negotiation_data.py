"""CSV and JSON hold the whole table, add up with it, and run nothing in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from kabar.analysis.negotiation import NegotiationTable
from kabar.views.negotiation_data import (
    CELL_COLUMNS,
    STATEMENT_COLUMNS,
    cells_csv,
    statements_csv,
    table_json,
)
from tests.views.talks import PORT, talks


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def data(*story: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(table_json(*talks(*story)))
    return loaded


def cells(table: NegotiationTable) -> list[tuple[str, str]]:
    return [(i.id, p.id) for i in table.case.issues for p in table.case.parties]


def test_cells_have_a_line_for_each_stance_and_one_where_there_is_none() -> None:
    table, _ = talks()
    found = rows(cells_csv(table))
    assert tuple(found[0]) == CELL_COLUMNS
    keys = [(row["issue"], row["party"], row["stance"]) for row in found]
    assert keys == [
        ("port", "TOV", "demands"),
        ("port", "KSH", "accepts"),
        ("port", "KSH", "rejects"),
        ("port", "LES", "no position found"),
        ("tariffs", "TOV", "demands"),
        ("tariffs", "KSH", "no position found"),
        ("tariffs", "LES", "no position found"),
        *(("gas", party, "no position found") for party in ("TOV", "KSH", "LES")),
    ]
    empty = [row for row in found if row["stance"] == "no position found"]
    assert all(row[name] == "" for row in empty for name in CELL_COLUMNS[5:])


def test_a_line_of_a_cell_has_its_last_words() -> None:
    accepts = rows(cells_csv(talks()[0]))[1]
    assert accepts == {
        "issue": "port",
        "issue_name": "The port",
        "party": "KSH",
        "party_name": "Kesh",
        "stance": "accepts",
        "tone": "open",
        "negated": "false",
        "tentative": "false",
        "statements": "1",
        "since": "2024-03-08",
        "last": "2024-03-08",
        "content": "membuka pelabuhan",
        "condition": "jika tarif dicabut",
        "toward": "TOV",
        "last_words": "Kesh setuju membuka pelabuhan jika tarif dicabut. "
        "Tovaria tidak menuntut tarif.",
        "document": "a2",
        "origin": "b",
    }
    assert rows(cells_csv(talks()[0]))[4]["negated"] == "true"


def test_numbers_of_cells_add_up_to_the_statements() -> None:
    table, _ = talks()
    total = sum(int(row["statements"] or 0) for row in rows(cells_csv(table)))
    assert total == len(table.statements.rows) == len(rows(statements_csv(table.statements))) == 4


def test_statements_have_a_line_each_and_their_words_stand_where_it_says() -> None:
    table, _ = talks()
    found = rows(statements_csv(table.statements))
    assert tuple(found[0]) == STATEMENT_COLUMNS
    for row, statement in zip(found, table.statements.rows, strict=True):
        text = statement.document.text
        assert text[int(row["start"]) : int(row["end"])] == row["statement"]
        assert row["content"] in row["statement"]
        assert (row["position"], row["document"]) == (
            statement.position.id,
            statement.document.id,
        )
    assert [row["position"] for row in found] == ["p1", "p2", "p3", "p4"]
    first = found[0]
    assert (first["party"], first["holder"], first["speaker"]) == ("TOV", "TOV", "wire")
    assert (first["date"], first["title"], first["language"]) == ("2024-03-01", "Port talks", "en")
    assert found[3]["modality"] == "negated"


def test_no_statement_is_a_head_alone() -> None:
    assert rows(statements_csv(talks("nothing")[0].statements.__class__((), 0, 0, {}))) == []


@pytest.mark.parametrize(
    "evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "=cmd|' /C'!A0"]
)
def test_nothing_in_a_cell_is_a_formula(evil: str) -> None:
    table, _ = talks(f"{evil} words", "")
    for found in (rows(cells_csv(table)), rows(statements_csv(table.statements))):
        cell = next(row for row in found if row["stance"] == "demands")
        assert cell["content"].startswith("'") and cell["content"].endswith(" words")
        for row in found:
            for value in row.values():
                assert not value.lstrip().startswith(tuple("=+@＝"))


def test_json_has_every_cell_null_where_there_is_no_position() -> None:
    table, _ = talks()
    found = data()
    keys = [(i["id"], cell["party"]) for i in found["issues"] for cell in i["cells"]]
    assert keys == cells(table)
    stances = {
        (i["id"], cell["party"]): cell["stances"] for i in found["issues"] for cell in i["cells"]
    }
    assert stances["gas", "TOV"] is None and stances["port", "LES"] is None
    assert [s["stance"] for s in stances["port", "KSH"]] == ["accepts", "rejects"]
    said = [s for each in stances.values() for stance in each or () for s in stance["statements"]]
    assert len(said) == len(table.statements.rows)
    assert list(said[0]) == list(STATEMENT_COLUMNS)
    assert stances["port", "TOV"][0]["statements"][0]["content"] == PORT


def test_json_has_relations_moves_and_what_was_left_out() -> None:
    found = data()
    (relation,) = found["issues"][0]["relations"]
    assert relation == {
        "kind": "halfway",
        "parties": ["TOV", "KSH"],
        "statements": ["p1", "p3"],
    }
    assert found["issues"][1]["relations"] == found["issues"][0]["camps"] == []
    (move,) = found["moves"]
    assert (move["kind"], move["party"], move["date"]) == ("yielded", "KSH", "2024-03-08")
    assert (move["before"]["position"], move["after"]["position"]) == ("p2", "p3")
    assert (found["articles"], found["positions"]) == (2, 5)
    assert found["left_out"] == {"holder is no party of the case": 1}
    assert found["case"] == {"title": "A case", "start": None, "end": None}


@pytest.mark.parametrize("evil", ['"\\\n\x00\u2028</script>', "\udc80 broken"])
def test_json_of_any_text_is_json_that_can_be_written(evil: str) -> None:
    written = table_json(*talks(f"the {evil} plan", evil)).encode("utf-8")
    stance = json.loads(written)["issues"][0]["cells"][0]["stances"][0]
    assert stance["statements"][0]["content"] == f"the {evil} plan"


@pytest.mark.parametrize("evil", ["\udc80 broken", "a\nb\x1b[2J"])
def test_csv_of_any_text_can_be_written_and_is_not_obeyed(evil: str) -> None:
    table, _ = talks(f"the {evil} plan", evil)
    for text in (cells_csv(table), statements_csv(table.statements)):
        text.encode("utf-8")
        assert "\x1b" not in text
        assert len({len(row) for row in csv.reader(io.StringIO(text))}) == 1


def test_the_same_talks_give_the_same_bytes() -> None:
    assert table_json(*talks()) == table_json(*talks())
