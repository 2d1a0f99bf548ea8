"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from kabar import cli, cli_articles
from kabar.errors import UnknownLanguage
from kabar.records import Coded
from kabar.settings import Settings
from kabar.text.document import make_document
from kabar.text.fetch import Fetched
from tests.build import HARBOUR, harbour

DOCS = Path(__file__).parent.parent / "docs" / "commands.md"


class Stub:
    """Stands for the coder: gives the invented article's records for any text."""

    def __init__(self) -> None:
        self.settings: Settings | None = None
        self.asked: list[dict[str, Any]] = []

    def load(self, settings: Settings) -> Stub:
        self.settings = settings
        return self

    def read(self, text: str, *, coder: object, **fields: Any) -> Coded:
        assert coder is self
        self.asked.append(fields)
        if "xyzzy" in text:
            raise UnknownLanguage("the language could not be told; name it with --language CODE")
        known = {**fields, "language": fields["language"] or "en"}
        return replace(harbour(), document=make_document(text, **known))


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    stub = Stub()
    monkeypatch.setattr(cli_articles, "Coder", stub.load)
    monkeypatch.setattr(cli_articles, "read", stub.read)
    monkeypatch.delenv("KABAR_DATA", raising=False)
    yield stub


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "harbour.txt"
    path.write_text(HARBOUR, encoding="utf-8")
    return str(path)


def run(*words: str, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(cli.main, words, input=stdin)


def records(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_table_shows_the_article(stub: Stub, article: str) -> None:
    result = run("read", article, "--published", "2024-03-05")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "REJECT" in result.stdout and "[rejected]¹" in result.stdout


def test_json_lines_put_the_document_first(stub: Stub, article: str) -> None:
    lines = records(run("read", article, "--format", "jsonl").stdout)
    assert lines[0]["record"] == "document"
    assert lines[0]["text"] == HARBOUR
    assert {line["record"] for line in lines} == {"document", "event", "quote", "actor"}


def test_csv_has_one_head_for_all_sources(stub: Stub, article: str) -> None:
    result = run("read", article, article, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["type"] for row in rows] == ["REJECT", "REQUEST", "PROTEST", "CONSULT"] * 2


def test_options_reach_the_coder(stub: Stub, article: str, tmp_path: Path) -> None:
    options = ["--published", "2024-03-05", "--language", "id", "--data", str(tmp_path)]
    assert run("read", article, *options).exit_code == 0
    assert stub.settings is not None and stub.settings.overlay == tmp_path
    assert stub.asked[0]["language"] == "id"
    assert str(stub.asked[0]["published"]) == "2024-03-05"
    assert stub.asked[0]["origin"] == article


def test_data_folder_may_come_from_the_environment(
    stub: Stub, article: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KABAR_DATA", str(tmp_path))
    run("read", article)
    assert stub.settings is not None and stub.settings.overlay == tmp_path
    monkeypatch.setenv("KABAR_DATA", str(tmp_path / "gone"))
    result = run("read", article)
    assert result.exit_code == 1 and "KABAR_DATA" in result.stderr


def test_page_gives_its_own_date_and_an_option_goes_before_it(stub: Stub, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Port</title><meta property='article:published_time' "
        f"content='2024-03-05'></head><body><article><p>{HARBOUR}</p></article></body></html>",
        encoding="utf-8",
    )
    run("read", str(page))
    run("read", str(page), "--published", "2024-03-07")
    assert [str(asked["published"]) for asked in stub.asked] == ["2024-03-05", "2024-03-07"]


def test_missing_date_is_said_with_its_cure(stub: Stub, article: str) -> None:
    result = run("read", article)
    assert result.exit_code == 0
    assert "--published YYYY-MM-DD" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert run("read", article, "--published", "2024-03-05").stderr == ""


def test_standard_input_is_the_default(stub: Stub) -> None:
    for words in (["read"], ["read", "-"]):
        assert "REJECT" in run(*words, stdin=HARBOUR.encode()).stdout


def test_skipped_sentences_are_shown_when_asked_for(stub: Stub, article: str) -> None:
    lines = records(run("read", article, "--format", "jsonl", "--show-skipped").stdout)
    assert lines[-1]["record"] == "skipped"
    assert "no act or" in run("read", article, "--show-skipped").stdout


@pytest.mark.parametrize(("form", "rows"), [("csv", 7), ("jsonl", 7), ("table", 7)])
def test_one_a_day_leaves_out_repeats_in_every_form_and_says_so(
    stub: Stub, article: str, form: str, rows: int
) -> None:
    command = ["read", article, article, "--published", "2024-03-05", "--format", form]
    result = run(*command, "--one-a-day")
    counts = {
        "csv": lambda: len(result.stdout.splitlines()) - 1,
        "jsonl": lambda: sum(r["record"] == "event" for r in records(result.stdout)),
        "table": lambda: result.stdout.count("4 events") * 4 + result.stdout.count("3 events") * 3,
    }
    assert counts[form]() == rows
    assert result.stderr == (
        "kabar: one a day: left out 1 event with the day, parties, type and modality of an "
        "earlier one\n"
    )
    assert run(*command).stderr == ""


def test_why_shows_the_derivation(stub: Stub, article: str) -> None:
    assert "operator: demand" in run("read", article, "--why").stdout


def test_bad_sources_are_named_and_the_others_still_read(
    stub: Stub, article: str, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text("xyzzy", encoding="utf-8")
    missing = str(tmp_path / "missing.txt")
    result = run("read", missing, str(odd), article, "--format", "jsonl", "--published=2024-03-05")
    assert result.exit_code == 1
    assert len(records(result.stdout)) == 8
    lines = result.stderr.splitlines()
    assert len(lines) == 2 and all(line.startswith("kabar: ") for line in lines)
    assert "missing.txt: no such file" in lines[0]
    assert "odd.txt: the language could not be told" in lines[1]


def test_address_is_fetched_and_private_ones_only_when_allowed(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def fetch(url: str, *, allow_private: bool) -> Fetched:
        asked.append(allow_private)
        return Fetched(HARBOUR.encode(), url, "text/plain", "utf-8")

    monkeypatch.setattr(cli_articles, "fetch", fetch)
    assert run("read", "https://example.org/a").exit_code == 0
    assert run("read", "HTTP://example.org/a", "--allow-private").exit_code == 0
    assert asked == [False, True]
    assert stub.asked[0]["origin"] == "https://example.org/a"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["read", "--format", "xml", "-"], "'xml' is not one of"),
        (["read", "--language", "xx", "-"], "no language 'xx'; Kabar codes: en, id"),
        (["read", "--published", "5/3/2024", "-"], "write it as YYYY-MM-DD"),
        (["read", "--data", "no/such/folder", "-"], "no/such/folder"),
        (["raed"], "No such command 'raed'"),
        (["explain"], "Missing argument"),
    ],
    ids=["format", "language", "date", "folder", "command", "no name"],
)
def test_bad_usage_is_exit_2(stub: Stub, words: list[str], message: str) -> None:
    result = run(*words, stdin=HARBOUR)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_control_characters_in_a_file_name_are_not_obeyed(stub: Stub) -> None:
    result = run("read", "\x1b[2Jgone.txt")
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr


def test_explain_prints_every_meaning_of_a_name() -> None:
    result = run("explain", "reject")
    assert result.exit_code == 0
    for part in ("REJECT  type, ontology/types:", "Refusals", "reject  act", "reject  operator"):
        assert part in result.stdout


def test_wrong_name_gets_near_ones_on_one_line() -> None:
    result = run("explain", "PROTSET")
    assert result.exit_code == 2
    assert "did you mean 'protest'" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_languages_are_listed() -> None:
    assert "id\tIndonesian" in run("languages").stdout


def test_train_takes_weighted_treebanks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def learn(language: object, treebanks: object, **fields: Any) -> dict[str, Any]:
        fields["report"]("1 sentence")
        asked.update(fields, treebanks=treebanks)
        return {"weights": {"bytes": 12}, "scores": [{"treebank": "own-test", "las": 80.5}]}

    monkeypatch.setattr(cli, "train", learn)
    one, odd = tmp_path / "one.conllu", tmp_path / "a=2.conllu"
    one.touch(), odd.touch()
    result = run(
        *(
            "train",
            "id",
            "--treebank",
            f"{one}=0.5",
            "--treebank",
            str(odd),
            "--treebank",
            str(one),
        ),
        *("--seed", "7", "--out", str(tmp_path / "w"), "--test", str(one), "--epochs", "3"),
    )
    assert result.exit_code == 0, result.stderr
    assert asked["treebanks"] == [(one, 0.5), (odd, 1.0), (one, 1.0)]
    assert (asked["seed"], asked["tests"], asked["options"].epochs) == (7, (one,), 3)
    assert "las 80.5" in result.stdout and "1 sentence" in result.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--treebank", "gone.conllu=2", "--out", "w"], "no file 'gone.conllu'"),
        (["--treebank", "{bank}=much", "--out", "w"], "no file"),
        (["--treebank", "{bank}", "--out", "no/folder/w"], "no folder 'no/folder'"),
        (["--out", "w"], "Missing option '--treebank'"),
    ],
    ids=["file", "weight", "folder", "nothing"],
)
def test_train_refuses_before_it_works(options: list[str], message: str, tmp_path: Path) -> None:
    bank = tmp_path / "bank.conllu"
    bank.touch()
    result = run("train", "id", *(option.format(bank=bank) for option in options))
    assert result.exit_code == 2
    assert message in result.stderr


def test_train_without_torch_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kabar.parse.train.find_spec", lambda name: None)
    bank = tmp_path / "bank.conllu"
    bank.touch()
    result = run("train", "id", "--treebank", str(bank), "--out", str(tmp_path / "w"))
    assert result.exit_code == 1
    assert result.stderr == "kabar: training needs torch; run: pip install 'kabar[train]'\n"


def test_every_command_and_option_has_help_and_a_line_in_the_docs() -> None:
    docs = DOCS.read_text(encoding="utf-8")
    for name, command in cli.main.commands.items():
        assert run(name, "--help").exit_code == 0
        assert command.help
        assert f"kabar {name}" in docs
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help
                assert option.opts[-1] in docs, f"docs/commands.md says nothing of {option.opts}"


# Whole runs in a process of their own, with the real coder.

HOSTILE = (
    "<html><head><title>\x1b[2JPort</title></head><body><article>"
    + "<div><b>" * 3000
    + "<p onclick='x'>The foreign minister of France met the foreign minister of Germany in Berlin"
    " on Monday.<script>alert('x')</script><!-- <p>never closed --></p>"
    "<p>\x1b]0;owned\x07 The two ministers agreed to meet again.</p></article>"
)
MEETING = "The president of France met the chancellor of Germany in Berlin — “a good talk”.\n"
UNION = "The café owners’ union met the minister of health in Paris and praised the law.\n"

BAD = {
    "empty.txt": b"",
    "binary.txt": b"%PDF-1.7\n\x00\x01\x02\xff\xfe\x00binary",
    "huge.txt": b"word " * 10_000_000,
    "blank.html": b"<html><body><script>alert(1)</script></body></html>",
    "icelandic.txt": "Þetta er íslenskur texti um veðrið í dag og á morgun.".encode(),
}
GOOD = {
    "good.txt": HARBOUR.encode(),
    "page.html": HOSTILE.encode(),
    "utf-16.txt": MEETING.encode("utf-16"),
    "windows.txt": UNION.encode("cp1252"),
}
Run = subprocess.CompletedProcess[bytes]


@pytest.fixture(scope="module")
def whole_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run]:
    """Read good and bad files in two processes that differ in everything but the files."""
    folder = tmp_path_factory.mktemp("articles")
    for name, data in {**BAD, **GOOD}.items():
        (folder / name).write_bytes(data)
    names = [*BAD, "missing.txt", *GOOD]
    command = [sys.executable, "-m", "kabar", "read", "--format", "jsonl", *names]
    first, second = (
        subprocess.run(
            command, cwd=folder, env={**os.environ, **env}, capture_output=True, check=False
        )
        for env in (
            {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Jakarta"},
        )
    )
    return first, second


def test_bad_input_of_every_kind_is_one_line_and_stops_nothing(whole_runs: tuple[Run, Run]) -> None:
    result = whole_runs[1]
    lines = result.stderr.decode().splitlines()
    assert result.returncode == 1
    assert all(line.startswith("kabar: ") for line in lines), lines
    for name in (*BAD, "missing.txt"):
        assert sum(name in line for line in lines) == 1, lines
    read = [r for r in records(result.stdout.decode()) if r["record"] == "document"]
    assert [r["origin"] for r in read] == list(GOOD)


def test_hostile_page_and_odd_encodings_are_read_as_text(whole_runs: tuple[Run, Run]) -> None:
    output = whole_runs[0].stdout
    assert not any(c in output for c in (b"\x1b", b"\x07", b"<script", b"alert("))
    texts = {r["origin"]: r["text"] for r in records(output.decode()) if r["record"] == "document"}
    assert "met the foreign minister of Germany" in texts["page.html"]
    assert texts["utf-16.txt"] == MEETING
    assert texts["windows.txt"] == UNION


def test_same_articles_give_the_same_bytes_in_any_process(whole_runs: tuple[Run, Run]) -> None:
    assert whole_runs[0].stdout == whole_runs[1].stdout
    assert whole_runs[0].stdout


def test_every_span_of_a_whole_run_is_cut_from_the_text(whole_runs: tuple[Run, Run]) -> None:
    text = ""
    for record in records(whole_runs[0].stdout.decode()):
        text = record.get("text", "") if record["record"] == "document" else text
        for span in spans(record):
            assert text[span["start"] : span["end"]] == span["text"]


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Yield everything that has a text and offsets, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from spans(item)
    elif isinstance(value, dict):
        if {"text", "start", "end"} <= set(value) and isinstance(value["start"], int):
            yield value
        for item in value.values():
            yield from spans(item)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="names a pipe as a Unix shell does")
def test_an_article_is_read_from_a_named_pipe_in_full() -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "w", encoding="utf-8") as pipe:
        pipe.write(HARBOUR)
    try:
        result = run("read", f"/dev/fd/{reader}", "--published", "2024-03-05")
    finally:
        os.close(reader)
    assert result.exit_code == 0
    assert "REJECT" in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="closes a pipe as a Unix shell does")
def test_closed_pipe_is_no_traceback() -> None:
    command = [sys.executable, "-m", "kabar", "explain", "REJECT"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1
