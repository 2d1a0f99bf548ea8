"""Sources on the command line: files, folders and records; what cannot be read stops no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kabar import cli, cli_articles
from kabar.cli_articles import MOST_NOTES
from kabar.records import Coded
from kabar.records_io import to_json_lines
from kabar.settings import Settings
from kabar.text.document import day_in_name, make_document
from kabar.text.fetch import Fetched
from tests.build import coded
from tests.views.talks import stories

TEXT = "Students marched in the capital on Monday.\n"


class Stub:
    """Stands for the coder: an article without records for any text, a fault where it is odd."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def load(self, settings: Settings) -> Stub:
        return self

    def read(self, text: str, *, coder: object, language: str | None, **fields: Any) -> Coded:
        self.texts.append(text)
        if "xyzzy" in text:
            raise ZeroDivisionError("division by zero")
        found = make_document(text, language=language or "en", **fields)
        return replace(coded(), document=found)


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    stub = Stub()
    monkeypatch.setattr(cli_articles, "Coder", stub.load)
    monkeypatch.setattr(cli_articles, "read", stub.read)
    monkeypatch.delenv("KABAR_DATA", raising=False)
    yield stub


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def records(path: Path, articles: list[Coded]) -> Path:
    return write(path, "".join(line for each in articles for line in to_json_lines(each)))


def run(*words: str | Path, form: str = "jsonl") -> Result:
    return CliRunner().invoke(cli.main, ["read", "--format", form, *map(str, words)])


def documents(result: Result) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return [row for row in rows if row["record"] == "document"]


def names(result: Result) -> list[str]:
    return [Path(row["origin"]).name for row in documents(result)]


def test_folder_is_read_in_order_of_names_with_folders_in_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a.HTML", "wire/c.text", "wire/deep/d.htm", "picture.png", "notes.md"):
        write(tmp_path / name, f"<html><body><p>{TEXT}</p></body></html>")
    result = run(tmp_path)
    assert result.exit_code == 0
    assert names(result) == ["a.HTML", "b.txt", "c.text", "d.htm"]


def test_hidden_files_and_folders_are_skipped_unless_named(tmp_path: Path) -> None:
    write(tmp_path / ".hidden" / "seen.txt")
    for name in (".draft.txt", ".git/a.txt", "wire/.cache/b.txt", "seen.txt"):
        write(tmp_path / name)
    assert names(run(tmp_path)) == ["seen.txt"]
    assert names(run(tmp_path / ".draft.txt")) == [".draft.txt"]
    assert names(run(tmp_path / ".hidden")) == ["seen.txt"]


def test_folder_without_articles_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    empty, good = tmp_path / "empty", write(tmp_path / "good-2024-03-05.txt")
    write(empty / "picture.png")
    write(empty / ".hidden.txt")
    result = run(empty, good)
    assert result.exit_code == 1
    assert names(result) == [good.name]
    told = result.stderr.splitlines()[0]
    assert told.startswith(f"kabar: {empty}: no articles in this folder (.txt, ")


def test_records_are_read_back_as_they_were_printed(tmp_path: Path, stub: Stub) -> None:
    path = records(tmp_path / "talks.JSONL", stories())
    result = run(path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == path.read_text(encoding="utf-8")
    assert stub.texts == []


def test_notes_on_records_were_given_when_they_were_coded(tmp_path: Path) -> None:
    undated = coded(warnings=["the language is a guess"], document={"published": None})
    result = run(records(tmp_path / "talks.jsonl", [undated]))
    assert result.stderr == ""
    assert documents(result)[0]["warnings"] == ["the language is a guess"]


def test_records_in_a_folder_stand_among_its_texts(tmp_path: Path) -> None:
    write(tmp_path / "a-2024-03-05.txt")
    records(tmp_path / "b.ndjson", stories())
    write(tmp_path / "c-2024-03-05.txt")
    found = [row["origin"] for row in documents(run(tmp_path))]
    assert [Path(name).name for name in found] == ["a-2024-03-05.txt", "a", "b", "c-2024-03-05.txt"]


def test_records_with_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = records(tmp_path / "talks.jsonl", stories())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(documents(run(path))) == 2


def test_a_broken_line_ends_its_file_after_the_articles_before_it(tmp_path: Path) -> None:
    path = records(tmp_path / "talks.jsonl", stories())
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, "{broken"]) + "\n", encoding="utf-8")
    result = run(path, records(tmp_path / "more.jsonl", stories()[:1]))
    assert result.exit_code == 1
    assert [row["id"] for row in documents(result)] == ["a1", "a1"]
    (told,) = result.stderr.splitlines()
    assert told.startswith(f"kabar: {path} line {len(lines) + 1}: no JSON")


def test_records_with_an_unknown_stance_are_told(tmp_path: Path) -> None:
    odd = write(tmp_path / "odd.jsonl", "".join(to_json_lines(stories()[0])))
    odd.write_text(odd.read_text().replace('"stance":"rejects"', '"stance":"likes"'))
    result = run(odd, records(tmp_path / "more.jsonl", stories()), form="table")
    assert result.exit_code == 1
    assert f"{odd}: position p2: no stance 'likes'; one of accepts, demands" in result.stderr
    assert "membuka pelabuhan" in result.stdout


def test_records_in_a_language_that_is_not_coded_are_shown(tmp_path: Path) -> None:
    text = "".join(to_json_lines(stories()[0])).replace('"language":"en"', '"language":"../xx"')
    result = run(write(tmp_path / "odd.jsonl", text), form="table")
    assert result.exit_code == 0
    assert "2024-03-01 · ../xx" in result.stdout


@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_positions_are_printed(tmp_path: Path, form: str) -> None:
    path = records(tmp_path / "talks.jsonl", stories())
    shown = " ".join(run(path, form=form).stdout.split())
    assert "membuka pelabuhan" in shown and "accepts" in shown
    if form == "table":
        assert "2 positions" in shown and "3 positions" in shown
        assert "if: jika tarif dicabut" in shown
        assert "according to wire" in shown
        assert "negated" in shown.split("Positions")[2]


def test_one_bad_source_of_any_kind_stops_no_other(tmp_path: Path) -> None:
    fault = write(tmp_path / "fault.txt", "xyzzy")
    binary = tmp_path / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe\x00")
    empty = write(tmp_path / "empty.txt", "")
    bad = [fault, binary, empty, tmp_path / "gone.txt", tmp_path / "gone.jsonl", "x" * 5000]
    result = run(*bad, write(tmp_path / "good-2024-03-05.txt"))
    assert result.exit_code == 1
    assert names(result) == ["good-2024-03-05.txt"]
    told = result.stderr.splitlines()
    assert len(told) == len(bad) + 1
    for path, line in zip(bad, told, strict=False):
        assert line.startswith("kabar: ") and str(path) in line
    assert "a fault in Kabar, please report it: ZeroDivisionError" in told[0]
    assert told[-1].endswith("the day of publication is taken from the name of the file")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("gaza-2025-01-15.en.txt", date(2025, 1, 15)),
        ("2025-01-15.txt", date(2025, 1, 15)),
        ("1999-12-31 story.html", date(1999, 12, 31)),
        ("folder-2024-01-01/story-2025-01-15.txt", date(2025, 1, 15)),
        ("2025-01-15 copy of 2025-01-15.txt", date(2025, 1, 15)),
        ("folder-2024-01-01/story.txt", None),
        ("2025-01-15-to-2025-01-16.txt", None),
        ("2025-02-30.txt", None),
        ("12025-01-15.txt", None),
        ("2025-01-150.txt", None),
        ("1825-01-15.txt", None),
        ("20250115.txt", None),
        ("story.txt", None),
    ],
)
def test_a_day_in_the_name_of_a_file(name: str, found: date | None) -> None:
    assert day_in_name(name) == found


def test_the_day_of_the_name_is_taken_last_and_said_once(tmp_path: Path) -> None:
    named = [write(tmp_path / f"2024-03-0{n}.txt") for n in (4, 5)]
    page = write(
        tmp_path / "2024-03-06.html",
        "<html><head><meta property='article:published_time' content='2024-02-01'></head><body>"
        f"<article><p>{TEXT}</p></article></body></html>",
    )
    result = run(*named, page)
    assert [row["published"] for row in documents(result)] == [
        *("2024-03-04", "2024-03-05", "2024-02-01")
    ]
    assert result.stderr == (
        "kabar: 2 articles: the day of publication is taken from the name of the file\n"
    )
    assert "taken from the name" in documents(result)[0]["warnings"][0]
    asked = run(named[0], "--published", "2024-01-01")
    assert documents(asked)[0]["published"] == "2024-01-01"
    assert asked.stderr == ""


def test_no_day_is_read_off_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(url: str, *, allow_private: bool) -> Fetched:
        return Fetched(TEXT.encode(), url, "text/plain", "utf-8")

    monkeypatch.setattr(cli_articles, "fetch", fetch)
    result = run("https://example.org/story-2024-03-05.txt")
    assert documents(result)[0]["published"] is None
    assert "no date of publication" in result.stderr


def test_notes_of_one_kind_are_summed_up_after_a_few(tmp_path: Path) -> None:
    for n in range(MOST_NOTES + 3):
        write(tmp_path / f"{n}.txt")
    lines = run(tmp_path).stderr.splitlines()
    assert len(lines) == MOST_NOTES + 1
    assert all("no date of publication" in line for line in lines)
    assert lines[-1].startswith("kabar: 3 more articles: ")
    write(tmp_path / "few" / "1.txt")
    assert len(run(tmp_path / "few").stderr.splitlines()) == 1
