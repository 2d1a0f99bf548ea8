"""Batches for engines: one function, and the same files whatever engine codes them."""

from __future__ import annotations

import importlib.util
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from kabar import batch_engines, cli_batch
from kabar.batch_engines import ENGINES, code_parquet
from kabar.batch_parts import RECORDS, REJECTS, ROWS, find_parts
from kabar.batches import RESULTS, BatchCoder, code_record_batches
from kabar.cli import main
from kabar.errors import BadInput, KabarError, UnknownName
from kabar.records_io import to_dict
from kabar.store.store import Run
from kabar.text.columns import Columns
from tests.coding import coded
from tests.dying import die_at_two

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "cluster"
SENTENCES = (
    "NATO demanded on Monday that Russia withdraw {} troops from Ukraine.",
    "Israel bombed Lebanon and killed {} people, the army said.",
    "“We will send {} ships,” President Joe Biden said in Washington.",
    "Polisi menangkap {} pengunjuk rasa di Jakarta.",
)
POISON: dict[int, dict[str, Any]] = {
    3: {"body": ""},
    4: {"body": None},
    7: {"lang": "xx"},
    12: {"date": "soon"},
    13: {"body": "1 2 3"},
}
"""What is wrong with some of the twenty documents."""
REJECTED = ["d03", "d04", "d07", "d12", "d13"]


def documents() -> list[dict[str, Any]]:
    rows = []
    for number in range(20):
        text = SENTENCES[number % 4].format(number + 2)
        row = {"body": text, "url": f"d{number:02}", "lang": None, "date": "2024-03-05"}
        rows.append(row | POISON.get(number, {}))
    return rows


def table() -> pa.Table:
    return pa.Table.from_pylist(
        documents(), schema=pa.schema([(n, pa.string()) for n in ("body", "url", "lang", "date")])
    )


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two files with row groups of their own sizes, one in a folder below."""
    folder = tmp_path_factory.mktemp("source")
    (folder / "later").mkdir()
    pq.write_table(table().slice(0, 13), folder / "a.parquet", row_group_size=5)
    pq.write_table(table().slice(13), folder / "later" / "b.parquet")
    return folder


@pytest.fixture(scope="module")
def local(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("local")
    done = code_parquet(source, target, concurrency=1, rows=3)
    assert (done.coded, done.rejected) == (15, 5)
    return target


@pytest.fixture(scope="module")
def results() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = BatchCoder()(table()).to_pylist()
    return rows


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a result by name, with their bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows_of(folder: Path) -> list[dict[str, Any]]:
    """Return records and rejects as rows of `RESULTS`, by id."""
    found = [
        dict.fromkeys(RESULTS.names) | row
        for name in ("records", "rejects")
        for path in sorted((folder / name).glob("*.parquet"))
        for row in pq.read_table(path).to_pylist()
    ]
    return sorted(found, key=lambda row: row["id"])


def test_every_document_is_a_row_in_its_place(results):
    assert [row["id"] for row in results] == [f"d{number:02}" for number in range(20)]
    assert [row["id"] for row in results if row["error"]] == REJECTED
    assert [row["error"] for row in results if row["error"]] == [
        "BadInput",
        "BadInput",
        "UnknownLanguage",
        "BadInput",
        "UnknownLanguage",
    ]
    for row in results:
        assert (row["events"] is None) == bool(row["error"]) == bool(row["message"])


def test_records_are_those_of_the_coder(results):
    for given, row in zip(documents(), results, strict=True):
        if row["error"]:
            continue
        wanted = coded(given["body"], origin=given["url"])
        assert row["document"] == wanted.document.id and row["text"] == given["body"]
        for name in ("events", "quotes", "positions", "actors"):
            records = [to_dict(record) for record in getattr(wanted, name)]
            assert [each["id"] for each in row[name]] == [each["id"] for each in records]
        assert [each["trigger"] for each in row["events"]] == [
            to_dict(event.trigger) for event in wanted.events
        ]


def test_results_do_not_depend_on_how_documents_are_cut_or_ordered(results):
    cut = [row for batch in code_record_batches(table().to_batches(3)) for row in batch.to_pylist()]
    assert cut == results
    turned = BatchCoder()(table().take(list(range(19, -1, -1)))).to_pylist()
    assert turned[::-1] == results


def test_results_are_sound_arrow_even_without_documents():
    BatchCoder()(table()).validate(full=True)
    assert BatchCoder()(table().slice(0, 0)).schema == RESULTS


def test_text_that_is_no_utf8_is_a_reject():
    broken = pa.StringArray.from_buffers(
        2,
        pa.py_buffer(b"\x00\x00\x00\x00\x02\x00\x00\x00\x0c\x00\x00\x00"),
        pa.py_buffer(b"\xff\xfeIran left."),
    )
    (one, two) = BatchCoder()(pa.table({"text": broken})).to_pylist()
    assert one["error"] == "BadInput" and "no UTF-8" in one["message"] and one["text"] is None
    assert two["error"] is None or two["error"] == "UnknownLanguage"


def test_columns_may_be_named_and_text_must_be_there():
    rows = pa.table({"a": ["Israel bombed Lebanon."], "b": ["x"], "lang": ["en-US"]})
    (row,) = BatchCoder(Columns(text="a", id="b"))(rows).to_pylist()
    assert row["id"] == "x" and row["events"][0]["type"] == "ASSAULT"
    with pytest.raises(BadInput, match="no column of text"):
        BatchCoder()(rows)


def test_files_hold_all_documents(local, results):
    assert rows_of(local) == results
    assert pq.read_schema(local / "records" / "part-00000.parquet").names == RECORDS.names
    assert pq.read_schema(local / "rejects" / "part-00000.parquet").names == REJECTS.names
    names = [path.name for path in sorted((local / "records").iterdir())]
    assert names == [f"part-{number:05}.parquet" for number in range(len(names))]


def test_files_are_read_by_duckdb(local, results):
    types = duckdb.sql(
        f"SELECT id, e.type, e.source[1].party FROM (SELECT id, unnest(events) e "
        f"FROM '{local}/records/*.parquet') ORDER BY id"
    ).fetchall()
    assert len(types) == sum(len(row["events"] or ()) for row in results)
    assert ("d00", "REQUEST", "NATO") in types
    rejects = duckdb.sql(f"SELECT id FROM '{local}/rejects/*.parquet' ORDER BY id").fetchall()
    assert [name for (name,) in rejects] == REJECTED


def test_documents_without_an_id_are_named_by_their_place(tmp_path):
    rows = pa.table({"text": ["Israel bombed Lebanon.", "", "Iran left Iraq."], "lang": ["en"] * 3})
    pq.write_table(rows, tmp_path / "in.parquet", row_group_size=2)
    code_parquet(tmp_path / "in.parquet", tmp_path / "out", concurrency=1)
    found = pq.read_table(tmp_path / "out" / "records").to_pylist()
    assert [row["origin"] for row in found] == ["in.parquet row 1", "in.parquet row 3"]
    (reject,) = pq.read_table(tmp_path / "out" / "rejects").to_pylist()
    assert reject["origin"] == "in.parquet row 2" and reject["id"] is None


def test_what_is_there_is_not_coded_again(source, local, tmp_path, monkeypatch):
    target = tmp_path / "out"
    shutil.copytree(local, target)
    before = files(target)
    (target / "records" / "part-00002.parquet").unlink()
    (target / "rejects" / "part-00003.parquet").write_bytes(b"PAR1")
    coded_parts = []
    kept = batch_engines.code_part.__globals__["_results"]
    monkeypatch.setitem(
        batch_engines.code_part.__globals__,
        "_results",
        lambda part, job: coded_parts.append(part.number) or kept(part, job),
    )
    assert code_parquet(source, target, concurrency=1, rows=3).coded == 15
    assert coded_parts == [2, 3] and files(target) == before


def test_files_of_another_run_are_not_mixed_in(source, local, tmp_path):
    shutil.copytree(local, tmp_path / "out")
    with pytest.raises(BadInput, match="of another run"):
        code_parquet(source, tmp_path / "out", concurrency=1)


def test_damaged_rows_are_a_reject(tmp_path):
    path = tmp_path / "in.parquet"
    pq.write_table(table(), path, row_group_size=10, compression="none", use_dictionary=False)
    data = bytearray(path.read_bytes())
    begin = pq.read_metadata(path).row_group(1).column(0).data_page_offset
    data[begin : begin + 40] = bytes(40)
    path.write_bytes(data)
    done = code_parquet(path, tmp_path / "out", concurrency=1)
    assert done.coded == 7 and done.rejected == 4
    last = pq.read_table(tmp_path / "out" / "rejects").to_pylist()[-1]
    assert last["origin"] == "in.parquet rows 11 to 20" and "damaged" in last["message"]


@pytest.mark.parametrize(
    ("data", "words"), [(b"no parquet", "damaged Parquet"), (None, "no Parquet file")]
)
def test_source_that_cannot_be_read_is_told_at_once(tmp_path, data, words):
    if data is not None:
        (tmp_path / "x.parquet").write_bytes(data)
    with pytest.raises(BadInput, match=words):
        code_parquet(tmp_path, tmp_path / "out")


def test_missing_column_is_told_at_once(tmp_path):
    pq.write_table(pa.table({"a": ["x"]}), tmp_path / "x.parquet")
    with pytest.raises(BadInput, match=r"x\.parquet: no column of text"):
        code_parquet(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_parts_cover_every_row_once(source):
    parts = find_parts(source, rows=3)
    assert [(part.name, part.before, part.count) for part in parts] == [
        ("a.parquet", 0, 3),
        ("a.parquet", 3, 2),
        ("a.parquet", 5, 3),
        ("a.parquet", 8, 2),
        ("a.parquet", 10, 3),
        ("later/b.parquet", 0, 3),
        ("later/b.parquet", 3, 3),
        ("later/b.parquet", 6, 1),
    ]


def test_processes_write_the_same_bytes(source, local, tmp_path):
    code_parquet(source, tmp_path, concurrency=2, rows=3)
    assert files(tmp_path) == files(local)


def test_part_that_ends_its_process_is_told_and_the_others_written(source, tmp_path, monkeypatch):
    monkeypatch.setattr(batch_engines, "code_part", die_at_two)
    with pytest.raises(KabarError, match=r"a.parquet rows 6 to 8: ended the process"):
        code_parquet(source, tmp_path, concurrency=2, rows=3)
    assert len(list((tmp_path / "records").glob("*.parquet"))) == 7


@pytest.mark.cluster
def test_part_that_ends_its_process_is_told_under_ray(source, tmp_path, monkeypatch):
    pytest.importorskip("ray", reason="needs kabar[ray]")
    monkeypatch.setattr(batch_engines, "code_there", die_at_two)
    monkeypatch.setattr(batch_engines, "RETRIES", 1)
    with pytest.raises(KabarError, match=r"a.parquet rows 6 to 8: ended the process"):
        code_parquet(source, tmp_path, engine="ray", concurrency=2, rows=3)
    assert len(list((tmp_path / "records").glob("*.parquet"))) == 7


@pytest.mark.cluster
def test_cluster_that_is_not_there_is_one_line(source, tmp_path, monkeypatch):
    pytest.importorskip("ray", reason="needs kabar[ray]")
    monkeypatch.setenv("RAY_ADDRESS", "auto")
    with pytest.raises(KabarError, match="RAY_ADDRESS names the cluster"):
        code_parquet(source, tmp_path, engine="ray")


@pytest.mark.cluster
def test_machine_with_other_tables_is_refused(source, tmp_path, monkeypatch):
    pytest.importorskip("ray", reason="needs kabar[ray]")
    other = Run("other", "0", "", "")
    monkeypatch.setattr(batch_engines, "run_of", lambda settings: other)
    with pytest.raises(KabarError, match="has another kabar or other tables"):
        code_parquet(source, tmp_path, engine="ray", concurrency=1)


@pytest.mark.cluster
def test_ray_data_gives_the_same_rows(source, results):
    data = pytest.importorskip("ray.data", reason="needs kabar[ray]")
    script = runpy.run_path(str(EXAMPLES / "ray_batch.py"))
    found = script["coded"](data.read_parquet(str(source)), workers=1).take_all()
    assert sorted(found, key=lambda row: row["id"]) == results


@pytest.mark.cluster
def test_ray_writes_the_same_bytes(source, local, tmp_path):
    pytest.importorskip("ray", reason="needs kabar[ray]")
    arguments = ("--engine", "ray", "--workers", "2", "--rows", "3")
    result = CliRunner().invoke(main, ["batch", str(source), str(tmp_path), *arguments])
    assert result.exit_code == 1, result.output
    assert "15 documents coded, 5 rejected" in result.stdout
    assert files(tmp_path) == files(local)


@pytest.mark.cluster
def test_spark_gives_the_same_rows(source, results, tmp_path):
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("needs pyspark and Java")
    target = tmp_path / "out"
    script = [sys.executable, str(EXAMPLES / "spark_batch.py"), f"{source}/*", str(target)]
    there = os.environ | {"PYTHONPATH": str(ROOT / "src"), "SPARK_LOCAL_IP": "127.0.0.1"}
    subprocess.run(script, check=True, env=there, capture_output=True)
    assert rows_of(target) == results


def test_ray_that_is_not_installed_is_one_line(source, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(KabarError, match=r"pip install 'kabar\[ray\]'"):
        code_parquet(source, tmp_path, engine="ray")


def test_unknown_engine_is_told_with_those_there_are(source, tmp_path):
    with pytest.raises(UnknownName, match="local, ray"):
        code_parquet(source, tmp_path, engine="dask")


def test_command_knows_the_engines_and_the_rows():
    assert tuple(ENGINES) == cli_batch.ENGINES and cli_batch.ROWS == ROWS


def test_command_says_what_was_done(tmp_path):
    pq.write_table(pa.table({"story": ["Israel bombed Lebanon."]}), tmp_path / "in.parquet")
    arguments = ["batch", str(tmp_path / "in.parquet"), str(tmp_path / "out"), "--workers", "1"]
    assert "no column of text" in CliRunner().invoke(main, arguments).output
    result = CliRunner().invoke(main, [*arguments, "--columns", "text=story"])
    assert result.exit_code == 0 and "1 document coded, 0 rejected" in result.stdout


def test_nothing_imports_ray_but_its_engine():
    code = "import sys, kabar.cli, kabar.batches, kabar.batch_engines; print('ray' in sys.modules)"
    there = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=there)
    assert done.stdout.strip() == b"False"
