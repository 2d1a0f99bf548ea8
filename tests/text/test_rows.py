"""Rows: an article for each row of JSON, CSV and Parquet, and each bad row told by its number."""

import csv
import io
import json
import sys
import tracemalloc
from collections import Counter
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.samples import (
    PARAGRAPHS,
    TEXT,
    TITLE,
    as_csv,
    as_json,
    as_json_lines,
    as_parquet,
    page,
)
from kabar.errors import BadInput
from kabar.text.columns import Columns, find_columns, parse_columns, read_day, read_language
from kabar.text.items import Item, Limits, Unread, find_items


def read(tmp_path, name, data, **options):
    """Return what a file of this name and content gives, split as items and unread."""
    path = tmp_path / name
    path.write_bytes(data)
    found = list(find_items(path, **options))
    items = [outcome for outcome in found if isinstance(outcome, Item)]
    return items, [outcome for outcome in found if isinstance(outcome, Unread)]


def places(outcomes):
    return [outcome.origin.rpartition("/")[2] for outcome in outcomes]


def table(*rows):
    sink = io.StringIO()
    csv.writer(sink).writerows(rows)
    return sink.getvalue().encode()


@pytest.mark.parametrize(
    ("name", "data", "first"),
    [
        ("a.jsonl", as_json_lines(), "a.jsonl line 1"),
        ("a.ndjson", as_json_lines(), "a.ndjson line 1"),
        ("a.json", as_json(), "a.json object 1"),
        ("a.json", as_json_lines(), "a.json object 1"),
        ("a.csv", as_csv(), "a.csv row 2"),
        ("a.csv", as_csv(";"), "a.csv row 2"),
        ("a.csv", as_csv().decode().encode("utf-16"), "a.csv row 2"),
        ("a.csv", as_csv().decode().encode("cp1252"), "a.csv row 2"),
        ("a.tsv", as_csv("\t"), "a.tsv row 2"),
        ("a.parquet", as_parquet(), "a.parquet row 1"),
    ],
)
def test_row_gives_text_title_day_language_and_name(tmp_path, name, data, first):
    items, unread = read(tmp_path, name, data)
    assert unread == []
    assert len(items) == 3
    assert places(items)[0] == first
    article = items[0].article
    assert article.text == f"{TEXT} “1”"
    assert article.title == TITLE
    assert article.published == date(2022, 1, 1)
    assert article.language == "id"
    assert article.origin == "http://a.example/1"


def test_columns_are_named_by_the_user(tmp_path):
    columns = parse_columns("text=Isi,title=Judul,published=Tgl,language=,id=No")
    data = table(
        ("No", "Judul", "Tgl", "lang", "Isi", "text"), (7, "J", "2022-01-02", "xx", TEXT, "-")
    )
    (item,), _ = read(tmp_path, "a.csv", data, columns=columns)
    assert (item.article.title, item.article.origin) == ("J", "7")
    assert item.article.text == TEXT
    assert item.article.language is None


@pytest.mark.parametrize(
    ("asked", "says"),
    [("body", "text=NAME"), ("words=body", "any of text, title"), ("", "not understood")],
)
def test_columns_that_are_not_understood_are_told(asked, says):
    with pytest.raises(BadInput, match=says):
        parse_columns(asked)


def test_usual_names_are_found_in_any_case_best_first():
    found = find_columns(None, ["ID", "Link", "Body", "content", "PubDate"])
    assert found == Columns(text="Body", title="", published="PubDate", language="", id="Link")


def test_missing_columns_are_told_with_those_that_are_there(tmp_path):
    with pytest.raises(BadInput, match="no column of text among 'a', 'b'"):
        find_columns(None, ["a", "b"])
    _, (unread,) = read(
        tmp_path, "a.csv", table(("a", "text"), (1, 2)), columns=Columns(title="judul")
    )
    assert "no column 'judul' among 'a', 'text'" in unread.message


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T23:30:00+07:00", "2024-03-05"),
        ("2024-03-05 10:00:00", "2024-03-05"),
        (20240305, "2024-03-05"),
        (datetime(2024, 3, 5, 1), "2024-03-05"),
        (date(2024, 3, 5), "2024-03-05"),
        ("Tue, 05 Mar 2024 23:30:00 +0700", "2024-03-05"),
        ("", "None"),
        (None, "None"),
    ],
)
def test_days_are_read_in_forms_that_mean_one_day(cell, day):
    assert str(read_day(cell, "a", "date")) == day


@pytest.mark.parametrize("cell", ["03/04/2024", "yesterday", "1709600000", "2024", 17.5, [1]])
def test_days_that_could_be_another_are_refused(cell):
    with pytest.raises(BadInput, match="is not a day"):
        read_day(cell, "a row 2", "date")


@pytest.mark.parametrize(
    ("cell", "code"), [("en-US", "en"), ("ID", "id"), ("pt_BR", "pt"), ("", None), (None, None)]
)
def test_language_is_its_code(cell, code):
    assert read_language(cell) == code


def test_markup_in_a_cell_is_read_as_a_page(tmp_path):
    (item,), _ = read(tmp_path, "a.jsonl", json.dumps({"text": page(3).decode()}).encode())
    assert item.article.title == TITLE
    assert item.article.published == date(2022, 1, 3)
    assert PARAGRAPHS[1] in item.article.text
    assert "<p>" not in item.article.text


def test_bad_lines_of_json_lose_only_themselves(tmp_path):
    good = json.dumps({"text": TEXT})
    lines = [
        good,
        "{broken",
        "[]",
        "",
        '{"text": ""}',
        '{"text": 5}',
        '{"words": "x"}',
        "[" * 100_000,
        '{"text": ' + "9" * 5_000 + "}",
        f'{{"text": "{TEXT[:20]}", "date": "soon"}}',
        good,
    ]
    items, unread = read(tmp_path, "a.jsonl", "\n".join(lines).encode())
    assert places(items) == ["a.jsonl line 1", "a.jsonl line 11"]
    assert places(unread) == [f"a.jsonl line {n}" for n in (2, 3, 5, 6, 7, 8, 9, 10)]


def test_line_in_another_encoding_than_the_file_is_read(tmp_path):
    lines = [json.dumps({"text": TEXT}, ensure_ascii=False).encode()] * 200
    lines.append(json.dumps({"text": TEXT}, ensure_ascii=False).encode("cp1252"))
    items, unread = read(tmp_path, "a.jsonl", b"\n".join(lines))
    assert unread == []
    assert items[-1].article.text == TEXT


def test_utf8_after_an_opening_in_a_code_page_is_read(tmp_path):
    line = json.dumps({"text": f"{TEXT} {'é' * 40}"}, ensure_ascii=False)
    data = line.encode("cp1252") + b"\n" + line.encode()
    items, _ = read(tmp_path, "a.jsonl", data)
    assert [item.article.text for item in items] == [f"{TEXT} {'é' * 40}"] * 2


def test_line_of_over_fifty_megabytes_is_told_and_the_next_is_read(tmp_path):
    good = json.dumps({"text": TEXT}).encode()
    items, unread = read(
        tmp_path, "a.jsonl", good + b'\n{"text": "' + b"a" * 50_000_001 + b'"}\n' + good
    )
    assert places(items) == ["a.jsonl line 1", "a.jsonl line 3"]
    assert "line 2: longer than 50 MB" in unread[0].message


def test_json_that_breaks_tells_where_and_keeps_what_was_before(tmp_path):
    items, unread = read(tmp_path, "a.json", as_json()[:-300])
    assert len(items) == 2
    assert "object 3: no JSON" in unread[0].message


def test_json_objects_may_be_laid_out_in_any_way(tmp_path):
    one = json.dumps({"maintext": TEXT}, indent=2)
    for text, count in ((one, 1), (f"{one}\n{one}", 2), (f"[{one},\n {one}]", 2), (f"[{one}]", 1)):
        assert len(read(tmp_path, "a.json", text.encode())[0]) == count


@pytest.mark.parametrize("shift", range(4))
def test_opening_that_ends_inside_a_character_is_no_other_encoding(tmp_path, shift):
    text = "a" * (65_500 + shift) + "é" * 40 + TEXT
    (item,), _ = read(tmp_path, "a.json", json.dumps({"text": text}, ensure_ascii=False).encode())
    assert item.article.text == text


def test_large_json_list_is_read_piece_by_piece(tmp_path):
    data = json.dumps([{"text": f"{TEXT} {n}" * 50} for n in range(200)]).encode()
    items, unread = read(tmp_path, "a.json", data)
    assert (len(items), unread) == (200, [])


def test_ragged_rows_are_told_by_their_number(tmp_path):
    rows = [
        ("title", "text"),
        ("a", TEXT),
        ("b",),
        ("c", TEXT, "extra"),
        ("d", TEXT, ""),
        ("e", TEXT),
    ]
    items, unread = read(tmp_path, "a.csv", table(*rows))
    assert places(items) == ["a.csv row 2", "a.csv row 5", "a.csv row 6"]
    assert places(unread) == ["a.csv row 3", "a.csv row 4"]
    assert "1 cells where the header has 2" in unread[0].message


def test_unclosed_quotation_loses_only_its_line(tmp_path):
    data = f'title,text\na,"{TEXT}\n{TEXT}"\nb,"never closed\nc,{PARAGRAPHS[0][:20]}\n'.encode()
    items, unread = read(tmp_path, "a.csv", data)
    assert places(items) == ["a.csv row 2", "a.csv row 4"]
    assert places(unread) == ["a.csv row 3"]
    assert "does not close" in unread[0].message


def test_nul_bytes_and_blank_rows_do_no_harm(tmp_path):
    skipped = Counter()
    data = b"title,text\na,kata\0kata menteri\n\n,\nb,menteri pergi\n"
    items, unread = read(tmp_path, "a.csv", data, skipped=skipped)
    assert [item.article.text for item in items] == ["katakata menteri", "menteri pergi"]
    assert unread == []
    assert skipped == {"blank row": 2}


def test_million_columns_are_read(tmp_path):
    names = ",".join(f"c{n}" for n in range(1_000_000))
    cells = "," * 999_999
    data = f"text,{names}\n{PARAGRAPHS[0][:20]},{cells}\n".encode()
    (item,), unread = read(tmp_path, "a.csv", data)
    assert item.article.text == PARAGRAPHS[0][:20]
    assert unread == []


def test_cell_of_ten_megabytes_is_read(tmp_path):
    (item,), _ = read(tmp_path, "a.csv", table(("text",), ("kata " * 2_000_000,)))
    assert len(item.article.text) == 10_000_000


def test_row_over_the_limit_is_told_and_the_next_is_read(tmp_path):
    data = table(("text",), ("a" * 2_000,), (TEXT,))
    items, unread = read(tmp_path, "a.csv", data, limits=Limits(field_bytes=1_000))
    assert places(unread) == ["a.csv row 2"]
    assert "longer than 0.001 MB" in unread[0].message
    assert places(items) == ["a.csv row 3"]


def test_quotations_that_never_close_end_in_time(tmp_path):
    # Each line opens one that swallows all the lines below it.
    data = b"text\n" + b'"""a\n' * 3_000
    _, unread = read(tmp_path, "a.csv", data, limits=Limits(field_bytes=5_000))
    assert unread


def test_old_line_ends_are_read(tmp_path):
    items, unread = read(tmp_path, "a.csv", as_csv().replace(b"\r\n", b"\r").replace(b"\n", b" "))
    assert (len(items), unread) == (3, [])


@pytest.mark.parametrize("data", [b"", b"\n\n", b'"'])
def test_table_without_a_header_is_told(tmp_path, data):
    items, unread = read(tmp_path, "a.csv", data)
    assert items == []
    assert len(unread) == 1


def test_parquet_rows_are_read_in_their_types(tmp_path):
    rows = pa.table(
        {
            "text": pa.array([TEXT, None, TEXT]),
            "date": pa.array([date(2024, 3, 5), None, date(2024, 3, 6)]),
            "id": [1, 2, 3],
            "other": [[1], [2], [3]],
        }
    )
    sink = io.BytesIO()
    pq.write_table(rows, sink)
    items, unread = read(tmp_path, "a.parquet", sink.getvalue())
    assert places(items) == ["a.parquet row 1", "a.parquet row 3"]
    assert items[1].article.published == date(2024, 3, 6)
    assert items[1].article.origin == "3"
    assert places(unread) == ["a.parquet row 2"]


def test_damaged_group_of_parquet_loses_only_itself(tmp_path):
    data = bytearray(as_parquet(9, group=3))
    second = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(1).column(4)
    at = second.dictionary_page_offset or second.data_page_offset
    data[at : at + 40] = b"\xff" * 40
    items, unread = read(tmp_path, "a.parquet", bytes(data))
    assert [place.split()[-1] for place in places(items)] == ["1", "2", "3", "7", "8", "9"]
    assert places(unread) == ["a.parquet rows 4 to 6"]


def test_memory_of_a_long_table_stays_flat(tmp_path):
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": TEXT * 10}).encode() + b"\n"
    path.write_bytes(line * 1_500)
    tracemalloc.start()
    count = sum(1 for _ in find_items(path))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1_500
    assert most < 1_000_000 < path.stat().st_size


def test_limit_of_the_csv_module_is_only_ever_raised(tmp_path):
    before = csv.field_size_limit(sys.maxsize)
    try:
        read(tmp_path, "a.csv", as_csv())
        assert csv.field_size_limit() == sys.maxsize
    finally:
        csv.field_size_limit(before)
