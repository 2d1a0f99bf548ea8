"""`kabar query` and `kabar export` on the command line."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from kabar.cli import main
from kabar.cli_store import FORMATS as NAMED
from kabar.store.store import Store
from kabar.views.export import FORMATS
from tests.build import DAY
from tests.store.build_store import RUN, article, told, words
from tests.store.stored import small_store


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(small_store(tmp_path_factory.mktemp("store")))


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args), env={"COLUMNS": "160"})


def test_formats_of_the_option_are_those_that_there_are():
    assert tuple(FORMATS) == NAMED


def test_query_prints_a_table(path):
    result = run("query", "--store", path, "--party", "RUS")
    assert result.exit_code == 0 and "d2:e1" in result.stdout
    assert "CONSULT visit “met”" in result.stdout and "NATO" in result.stdout


def test_query_says_how_many_it_left(path):
    result = run("query", "--store", path, "--limit", "2")
    assert "the first 2 events" in result.stderr
    assert "first" not in run("query", "--store", path, "--limit", "7").stderr


def test_query_as_csv(path):
    result = run("query", "--store", path, "--format", "csv", "--type", "CONSULT")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["record"] for row in rows] == ["d2:e1", "d1:e4"]
    assert rows[0]["reciprocal"] == "true" and rows[0]["source_party"] == "RUS"


def test_query_as_json_lines(path):
    result = run("query", "--store", path, "--format", "jsonl", "--dyad", "NATO", "RUS")
    (row,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert row["date_start"] == "2024-02-27" and row["contexts"] == "diplomatic military"


def test_query_counts_dyads(path):
    result = run("query", "--store", path, "--count", "month", "--format", "csv", "--source", "RUS")
    assert result.stdout == "source,target,period,events,score\nRUS,NATO,2024-02-01,1,4.0\n"
    assert "RUS" in run("query", "--store", path, "--count", "all").stdout


@pytest.mark.parametrize("form", ["table", "csv", "jsonl"])
def test_query_in_sql(path, form):
    sql = "SELECT count(*) AS n, count(*) AS n, records FROM results LIMIT 1"
    result = run("query", "--store", path, "--sql", sql, "--format", form)
    assert result.exit_code == 0, result.output
    assert "n:2" in result.stdout and "bytes" in result.stdout


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--type", "PROTSET"), 2, "unknown type 'PROTSET'"),
        (("--mode", "vist"), 2, "unknown mode 'vist'"),
        (("--context", "legl"), 2, "unknown context 'legl'"),
        (("--start", "soon"), 2, "no date"),
        (("--sql", "DELETE FROM events"), 1, "only a statement that reads"),
        (("--sql", "SELECT 1", "--party", "RUS"), 2, "--sql stands alone"),
    ],
)
def test_query_that_cannot_be_answered(path, args, code, words):
    result = run("query", "--store", path, *args)
    assert result.exit_code == code and words in result.stderr


@pytest.mark.parametrize("command", [("query",), ("export", "--as", "csv", "-o", "x")])
def test_store_that_is_not_there_is_not_made(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*command, "--store", "none.db")
    assert result.exit_code == 1 and "no store of that name" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_export_writes_what_the_filter_leaves(path, tmp_path):
    out = tmp_path / "out.jsonl"
    result = run("export", "--store", path, "--as", "jsonl", "-o", str(out), "--language", "id")
    assert result.exit_code == 0, result.output
    first, *_ = out.read_text(encoding="utf-8").splitlines()
    assert json.loads(first)["id"] == "d3"


def test_export_of_events_without_modality_takes_the_named_one(path, tmp_path):
    out = tmp_path / "out.tsv"
    run("export", "--store", path, "--as", "icews", "-o", str(out), "--modality", "negated")
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 and "\t130\t" in lines[1]


def test_export_one_a_day_says_what_it_left_out(path, tmp_path):
    out = tmp_path / "out.tsv"
    result = run("export", "--store", path, "--as", "gdelt", "-o", str(out), "--one-a-day")
    assert "left out 0 events" in result.stderr


def test_export_to_gdelt_counts_reports(tmp_path):
    name, out = str(tmp_path / "s.db"), tmp_path / "out.tsv"
    strike = told("ASSAULT", "RUS", "UKR", DAY, mode="aerial")
    with Store(name) as store:
        store.begin(RUN)
        for number in range(2):
            text = words(range(number * 100, number * 100 + 40))
            store.add(article(f"d{number}", text, strike), RUN)
    run("export", "--store", name, "--as", "gdelt", "-o", str(out))
    cells = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row[31:34] for row in cells] == [["2", "2", "2"]] * 2


def test_export_into_a_folder(path, tmp_path):
    run("export", "--store", path, "--as", "parquet", "-o", str(tmp_path / "tables"))
    assert len(list((tmp_path / "tables").iterdir())) == 5


def test_export_needs_a_folder_that_is_there(path, tmp_path):
    result = run("export", "--store", path, "--as", "csv", "-o", str(tmp_path / "a" / "b"))
    assert result.exit_code == 2 and "no folder" in result.stderr


def test_help_names_every_option(path):
    for command in ("query", "export"):
        assert "--happening" in run(command, "--help").stdout


def test_commands_start_without_the_extras():
    names = ("feedparser", "fastwarc", "networkx", "pandas", "altair", "ray")
    code = f"import sys; sys.modules.update(dict.fromkeys({names})); import kabar.cli"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_watch_says_which_extra_it_needs(tmp_path, monkeypatch):
    feeds = tmp_path / "feeds.toml"
    feeds.write_text("")
    for name in ("kabar.watch", "kabar.text.feeds"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "feedparser", None)
    result = run("watch", str(feeds), "--store", str(tmp_path / "x.db"))
    assert result.exit_code == 1 and "pip install 'kabar[feeds]'" in result.stderr
