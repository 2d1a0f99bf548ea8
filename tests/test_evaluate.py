"""Articles are coded with the day and language of their gold, else of their name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kabar.errors import BadInput
from kabar.evaluate import Gold, code_article, code_gold, language_in_name, load_records
from kabar.records_io import to_json_lines
from tests.coding import coder

TEXT = "Iran mengebom Oman pada Senin.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "story-2024-03-05.id.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_name_of_an_article_tells_its_day_and_language(article: Path) -> None:
    document = code_article(article, coder()).document
    assert (document.language, document.published) == ("id", date(2024, 3, 5))
    assert (document.text, document.origin) == (TEXT, article.name)


def test_what_is_given_goes_before_the_name(article: Path) -> None:
    document = code_article(article, coder(), published="2024-04-02", language="en").document
    assert (document.language, document.published) == ("en", date(2024, 4, 2))


def test_name_may_tell_nothing(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("The two ministers met in the old town and agreed to talk.", encoding="utf-8")
    document = code_article(path, coder()).document
    assert (document.language, document.published) == ("en", None)
    assert language_in_name(path) is None


def test_gold_tells_day_and_language_of_its_article(article: Path) -> None:
    gold = Gold(article, article, {"published": "2024-04-02", "language": "id"})
    first, *rest = code_gold(gold, coder())
    assert (first["language"], first["published"]) == ("id", date(2024, 4, 2))
    assert [row["type"] for row in rest if row["record"] == "event"] == ["ASSAULT"]


def test_records_are_read_as_they_are_printed(article: Path, tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    lines = "".join(to_json_lines(code_article(article, coder())))
    path.write_text(lines + "\n", encoding="utf-8")
    assert next(row["record"] for row in load_records(path)) == "document"
    path.write_text('{"record": "event"}\n', encoding="utf-8")
    with pytest.raises(BadInput, match="no document record"):
        load_records(path)
