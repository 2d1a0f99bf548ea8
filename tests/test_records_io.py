"""Records go out as JSON lines, Arrow tables and frames without losing or changing anything."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.errors import BadInput
from kabar.records import Coded, Event, Position, Quote
from kabar.records_io import (
    BatchRow,
    Reject,
    batch_rows,
    to_arrow,
    to_dicts,
    to_json_lines,
    to_pandas,
)
from kabar.records_schema import TABLES
from tests.build import coded, event, harbour, position, quote, when


def lines(value: Coded, **options: bool) -> list[dict[str, Any]]:
    return [json.loads(line) for line in to_json_lines(value, **options)]


def test_document_comes_first_with_its_text() -> None:
    records = lines(harbour())
    assert [r["record"] for r in records] == ["document"] + ["event"] * 4 + ["quote"] + (
        ["actor"] * 2
    )
    assert records[0]["text"] == harbour().document.text
    assert records[0]["published"] == "2024-03-05"
    assert records[0]["skipped"] == 1


def test_every_record_names_its_document() -> None:
    assert {r["document"] for r in lines(harbour())[1:]} == {"d1"}


def test_event_has_the_fields_of_the_codebook_in_order() -> None:
    record = lines(harbour())[1]
    assert list(record) == ["record", "document", *(f.name for f in fields(Event))]
    assert list(record["source"][0]) == ["text", "id", "name", "party", "sector", "start", "end"]
    assert record["date"] == {
        "start": "2024-03-04",
        "end": "2024-03-04",
        "precision": "day",
        "text": "on Monday",
        "text_start": 37,
        "text_end": 46,
        "rule": "en/dates:3",
    }
    assert record["trigger"] == {"text": "rejected", "start": 47, "end": 55}


def test_about_is_nested_to_any_depth() -> None:
    about = lines(harbour())[1]["about"]
    assert (about["type"], about["about"]["type"]) == ("REQUEST", "COERCE")
    assert "record" not in about


def test_skipped_sentences_only_when_asked_for() -> None:
    assert lines(harbour(), skipped=True)[-1]["reason"] == "no act or operator word"
    assert all(r["record"] != "skipped" for r in lines(harbour()))


def test_letters_stay_readable_and_lines_compact() -> None:
    line = next(to_json_lines(coded("Žižek – الرياض 北京")))
    assert "Žižek – الرياض 北京" in line
    assert '":"' in line and '": "' not in line


@given(st.text())
def test_one_record_is_one_line_of_utf8_whatever_the_text(text: str) -> None:
    line = next(to_json_lines(coded(text)))
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == text
    assert not any("\x7f" <= c <= "\x9f" for c in line)
    line.encode("utf-8")


def test_lone_surrogate_does_not_stop_the_output() -> None:
    next(to_json_lines(coded("broken \udc80 byte"))).encode("utf-8")


def test_arrow_tables_hold_what_the_dictionaries_hold() -> None:
    tables = to_arrow([harbour()])
    rows = {"event": "events", "quote": "quotes", "actor": "actors", "document": "documents"}
    for record in to_dicts(harbour()):
        kind = record.pop("record")
        found = next(r for r in tables[rows[kind]].to_pylist() if r["id"] == record["id"])
        if kind == "event" and record["about"]:
            inner = found["about"]["about"]
            found["about"]["about"] = json.loads(inner) if inner else None
        assert found == record


def test_arrow_schemas_do_not_depend_on_the_rows() -> None:
    for name, table in to_arrow([]).items():
        assert table.schema == TABLES[name] == to_arrow([harbour()])[name].schema
        assert table.num_rows == 0


def test_arrow_columns_are_the_fields_of_the_records() -> None:
    assert TABLES["events"].names == ["document", *(f.name for f in fields(Event))]
    assert TABLES["quotes"].names == ["document", *(f.name for f in fields(Quote))]


def test_rejects_become_a_table() -> None:
    reject = Reject(3, "a", None, "UnknownLanguage", "no language 'xx'")
    assert to_arrow([], rejects=[reject])["rejects"].to_pylist() == [
        {
            "row": 3,
            "id": "a",
            "origin": None,
            "error": "UnknownLanguage",
            "message": "no language 'xx'",
        }
    ]


def test_pandas_frames_have_one_row_a_record() -> None:
    frames = to_pandas([harbour(), coded()])
    assert list(frames["events"]["type"]) == ["REJECT", "REQUEST", "PROTEST", "CONSULT"]
    assert len(frames["documents"]) == 2
    assert frames["events"]["date"][0]["start"] == date(2024, 3, 4)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(["2024-03-05"], id="text"),
        pytest.param(["2024-03-05T23:10:00+07:00"], id="text with time"),
        pytest.param([date(2024, 3, 5)], id="day"),
        pytest.param([datetime(2024, 3, 5, 7)], id="time"),
    ],
)
def test_batch_takes_dates_in_any_usual_form(value: list[Any]) -> None:
    table = pa.table({"text": ["Hello."], "published": value})
    assert list(batch_rows(table)) == [BatchRow(0, "Hello.", published=date(2024, 3, 5))]


def test_bad_rows_are_rejected_and_the_others_kept() -> None:
    table = pa.table(
        {
            "text": ["One.", None, "Three."],
            "published": [None, None, "yesterday"],
            "id": list("abc"),
        }
    )
    good, empty, undated = batch_rows(table)
    assert good == BatchRow(0, "One.", id="a")
    assert isinstance(empty, Reject) and (empty.row, empty.id) == (1, "b")
    assert isinstance(undated, Reject) and "YYYY-MM-DD" in undated.message


def test_other_columns_of_a_batch_are_ignored() -> None:
    assert list(batch_rows(pa.table({"text": ["One."], "likes": [3]}))) == [BatchRow(0, "One.")]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pa.table({"body": ["a"]}), "no column 'text'; its columns: body"),
        (pa.table({"text": [1]}), "'text' of the table of documents holds int64"),
    ],
    ids=["no text", "numbers for text"],
)
def test_batch_without_text_is_refused(table: pa.Table, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        list(batch_rows(table))


def test_quotes_keep_speaker_and_cue() -> None:
    text = "“Go home,” Marn said."
    value = coded(text, quotes=[quote("Go home,", text=text, speaker="Marn", cue="said")])
    row = to_arrow([value])["quotes"].to_pylist()[0]
    assert row["speaker"]["text"] == "Marn"
    assert row["cue"] == {"text": "said", "start": 16, "end": 20}


def test_actors_keep_their_order() -> None:
    value = replace(harbour(), actors=tuple(reversed(harbour().actors)))
    assert [r["name"] for r in lines(value) if r["record"] == "actor"] == ["Kesh", "Ilse Marn"]


TALKS = "On Monday NATO demanded that Russia withdraw if asked."


def talks() -> Coded:
    """Return an article with a position that has every part."""
    inner = event("RETREAT", about=event("AID", about=event("AID")), text=TALKS, trigger="withdraw")
    held = position(
        *("demands", "that Russia withdraw"),
        text=TALKS,
        toward="RUS",
        speaker="USA",
        act=inner,
        acts=("withdraw-forces",),
        terms=("troops",),
        condition="if asked",
        date=when("On Monday", date(2024, 3, 4), text=TALKS),
        event="e1",
        quote="q1",
    )
    return coded(TALKS, positions=[held, position("rejects", "asked", text=TALKS, id="p2")])


def test_position_has_the_fields_of_the_codebook_in_order() -> None:
    record = lines(talks())[1]
    assert list(record) == ["record", "document", *(f.name for f in fields(Position))]
    assert record["record"] == "position"
    assert record["content"] == {"text": "that Russia withdraw", "start": 24, "end": 44}
    assert record["condition"] == {"text": "if asked", "start": 45, "end": 53}
    assert record["act"]["about"]["type"] == "AID"
    assert (record["party"], record["speaker"]["party"]) == ("NATO", "USA")
    assert record["toward"][0]["party"] == "RUS"
    assert record["date"]["start"] == "2024-03-04"


def test_positions_stand_between_quotes_and_actors() -> None:
    both = replace(harbour(), positions=talks().positions)
    kinds = [r["record"] for r in lines(both, skipped=True)]
    assert kinds[-6:] == ["quote", "position", "position", "actor", "actor", "skipped"]


def test_arrow_table_of_positions_holds_what_the_dictionaries_hold() -> None:
    table = to_arrow([talks()])["positions"]
    assert table.schema == TABLES["positions"]
    assert table.column_names == ["document", *(f.name for f in fields(Position))]
    full, bare = table.to_pylist()
    deepest = json.loads(full["act"]["about"])
    assert deepest["type"] == deepest["about"]["type"] == "AID"
    full["act"]["about"] = deepest
    for record in (r for r in to_dicts(talks()) if r["record"] == "position"):
        found = full if record["id"] == "p1" else bare
        if found["act"]:
            record["act"]["about"] = json.loads(json.dumps(record["act"]["about"], default=str))
        assert {"record": "position", **found} == record
    assert bare["act"] is bare["condition"] is bare["date"] is bare["speaker"] is None


def test_pandas_frame_of_positions_has_one_row_a_position() -> None:
    frame = to_pandas([talks(), coded()])["positions"]
    assert list(frame["stance"]) == ["demands", "rejects"]
    assert frame["content"][0]["text"] == "that Russia withdraw"


def test_event_alone_needs_no_article() -> None:
    assert lines(coded(events=[event("PROTEST", source="students")]))[1]["type"] == "PROTEST"
