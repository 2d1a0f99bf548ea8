"""`kabar issues` proposes a case, `kabar table` prints one in every form."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result
from lxml import html

from kabar import cli
from kabar.analysis.cases import load_case
from kabar.records import Coded
from kabar.records_io import to_json_lines
from tests.build import coded
from tests.views.talks import PORT, stories

CASE = f"""
title = "Port talks"
start = 2024-03-01
[[parties]]
id = "TOV"
name = "Tovaria"
members = ["TOV"]
[[parties]]
id = "KSH"
members = ["KSH"]
[[issues]]
id = "port"
name = "The port"
words = ["port", "pelabuhan"]
[[issues]]
id = "tariffs"
words = ["tarif*"]
without = ["{PORT}"]
"""


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    path = tmp_path / "case.toml"
    path.write_text(CASE, encoding="utf-8")
    return path


def records(folder: Path, articles: list[Coded]) -> Path:
    path = folder / "talks.jsonl"
    lines = [line for each in articles for line in to_json_lines(each)]
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def told(tmp_path: Path) -> Path:
    return records(tmp_path, stories())


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(word) for word in words])


def test_table_for_people_is_the_default(case_file: Path, told: Path) -> None:
    result = run("table", case_file, told)
    assert (result.exit_code, result.stderr) == (0, "")
    page = " ".join(result.stdout.split())
    assert "Port talks 2024-03-01 to 2024-03-08 · 2 articles · 5 positions · 4 statements" in page
    assert "KSH yielded on The port" in page


def test_every_other_form_is_what_it_says(case_file: Path, told: Path) -> None:
    def output(form: str) -> str:
        result = run("table", case_file, told, "--format", form)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    assert html.document_fromstring(output("html")).findtext(".//h1") == "Port talks"
    cells = list(csv.DictReader(io.StringIO(output("csv"))))
    assert [(r["issue"], r["party"], r["stance"]) for r in cells] == [
        ("port", "TOV", "demands"),
        ("port", "KSH", "accepts"),
        ("port", "KSH", "rejects"),
        ("tariffs", "TOV", "demands"),
        ("tariffs", "KSH", "no position found"),
    ]
    assert json.loads(output("json"))["moves"][0]["kind"] == "yielded"
    statements = list(csv.DictReader(io.StringIO(output("statements"))))
    assert [r["position"] for r in statements] == ["p1", "p2", "p3", "p4"]
    graph = nx.parse_graphml(output("graphml"))
    assert graph.edges["party:KSH", "issue:port"]["count"] == 2


@pytest.mark.parametrize("form", ["table", "html", "csv", "json", "statements", "graphml"])
def test_a_file_gets_what_standard_output_gets(
    case_file: Path, told: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "out"
    written = run("table", case_file, told, "--format", form, "-o", out)
    assert (written.exit_code, written.stdout, written.stderr) == (0, "", "")
    printed = run("table", case_file, told, "--format", form).stdout
    found = out.read_bytes().decode("utf-8")
    if form == "table":
        assert "KSH yielded on The port" in found and "\x1b" not in found
    else:
        assert found == printed


def test_a_file_has_no_colours_and_no_markup_is_read_out_of_names(
    case_file: Path, told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    odd = "[/x] :smile:"
    case_file.write_text(CASE.replace('"KSH"\n', f'"{odd}"\n'), encoding="utf-8")
    out = tmp_path / "out.txt"
    result = run("table", case_file, told, "-o", out)
    assert result.exit_code == 0
    assert odd in out.read_text(encoding="utf-8") and "\x1b" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["table"], "Missing argument 'CASE'"),
        (["table", "{case}"], "Missing argument"),
        (["table", "gone.toml", "{told}"], "'gone.toml' does not exist"),
        (["table", "{case}", "{told}", "--format", "xml"], "'xml' is not one of"),
        (["table", "{case}", "{told}", "-o", "no/folder/out"], "no folder 'no/folder'"),
        (["issues"], "Missing argument"),
    ],
    ids=["no case", "no source", "no such case", "form", "folder", "no article"],
)
def test_bad_usage_is_exit_2(case_file: Path, told: Path, words: list[str], message: str) -> None:
    result = run(*(word.format(case=case_file, told=told) for word in words))
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_wrong_case_is_told_in_one_line_before_anything_is_read(
    case_file: Path, tmp_path: Path
) -> None:
    case_file.write_text(CASE.replace('"tarif*"', '"*"'), encoding="utf-8")
    result = run("table", case_file, tmp_path / "gone.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"kabar: {case_file}: issue 2: 'words' is no list of words\n"


def test_a_bad_source_is_told_and_the_table_is_of_the_others(case_file: Path, told: Path) -> None:
    result = run("table", case_file, told.parent / "gone.txt", told, "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["articles"] == 2
    assert "gone.txt: no such file" in result.stderr


def test_no_statement_is_a_table_of_nothing(case_file: Path, tmp_path: Path) -> None:
    result = run("table", case_file, records(tmp_path, [coded()]), "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout.count("no position found") == 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("form", ["table", "html"])
def test_a_full_disk_is_no_traceback(case_file: Path, told: Path, form: str) -> None:
    result = run("table", case_file, told, "--format", form, "-o", "/dev/full")
    assert result.exit_code == 1
    assert result.stderr.startswith("kabar: /dev/full: cannot be written (")


def test_graph_without_its_libraries_says_what_to_install(
    case_file: Path, told: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    for name in [name for name in sys.modules if name.startswith("kabar.analysis.")]:
        if name.rpartition(".")[2] in ("discourse", "networks", "series"):
            monkeypatch.delitem(sys.modules, name)
    result = run("table", case_file, told, "--format", "graphml")
    assert result.exit_code == 1
    assert "pip install 'kabar[analysis]'" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_issues_are_proposed_as_a_case_that_table_reads(told: Path, tmp_path: Path) -> None:
    # Two editions of the talks, so that there is something to share.
    with told.open("a", encoding="utf-8") as file:
        for each in stories():
            file.writelines(line.replace('"id":"p', '"id":"q') for line in to_json_lines(each))
    result = run("issues", told, "--title", "Port <talks>")
    assert (result.exit_code, result.stderr) == (0, "")
    proposed = tmp_path / "proposed.toml"
    proposed.write_text(result.stdout, encoding="utf-8")
    assert 'title = "Port <talks>"' in result.stdout
    assert "# KSH rejects: opening the port\n" in result.stdout
    assert [issue.words for issue in load_case(proposed).issues] == [("port",), ("pelabuhan",)]
    assert {p.id for p in load_case(proposed).parties} == {"TOV", "KSH", "OTH"}
    assert run("table", proposed, told).exit_code == 0


def test_articles_without_positions_propose_nothing(tmp_path: Path) -> None:
    result = run("issues", records(tmp_path, [coded()]))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "kabar: no positions in these articles, so no issues can be proposed\n"
    )


def test_the_same_talks_give_the_same_bytes_in_any_process(case_file: Path, told: Path) -> None:
    def output(form: str, **env: str) -> bytes:
        command = [sys.executable, "-m", "kabar", "table", case_file, told, "--format", form]
        done = subprocess.run(command, env={**os.environ, **env}, capture_output=True, check=True)
        return done.stdout

    for form in ("html", "graphml"):
        first = output(form, PYTHONHASHSEED="1", LC_ALL="C", PYTHONUTF8="0")
        assert first == output(form, PYTHONHASHSEED="2", TZ="Asia/Jakarta")
        assert b"pelabuhan" in first or form == "graphml"
