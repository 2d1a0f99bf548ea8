"""Kabar's records, or anybody's, against gold files: what `kabar evaluate` counts."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kabar.analysis.evaluation import Report, add_article, agreement
from kabar.analysis.scoring import Row
from kabar.coder import Coder, read
from kabar.errors import BadInput
from kabar.records import Coded
from kabar.records_io import to_dicts
from kabar.text.readers import read_path

WANTED = ("document", "language", "published", "events")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LANGUAGE = re.compile(r"\.([a-z]{2,3})\.txt$")


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file and the article that it codes."""

    path: Path
    article: Path
    data: dict[str, Any]


def load_gold(path: Path) -> Gold:
    """Return a gold file; its article lies beside it or in ../articles.

    Raises BadInput where the file is no gold or its article is missing.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadInput(f"{path}: no JSON ({error})") from error
    missing = [name for name in WANTED if not isinstance(data, dict) or name not in data]
    if missing:
        raise BadInput(f"{path}: no gold, it has no '{missing[0]}'; see examples/README.md")
    places = (path.parent.parent / "articles" / data["document"], path.parent / data["document"])
    article = next((place for place in places if place.is_file()), None)
    if article is None:
        raise BadInput(
            f"{path}: its article {data['document']} is not in ../articles nor beside it"
        )
    return Gold(path, article, data)


def evaluate(golds: Sequence[Gold], coder: Coder, *, records: Path | None = None) -> Report:
    """Return the scores of the articles of the gold files.

    `records` are records to score in place of Kabar's own, for a single gold file. Two golds of
    one article are scored both, and compared with each other.
    """
    report = Report()
    if records is not None and len(golds) != 1:
        raise BadInput("records are scored against one gold file")
    coded: dict[Path, list[Row]] = {}
    by_document: dict[str, list[Gold]] = {}
    for gold in golds:
        if records is not None:
            rows: list[Row] = load_records(records)
        else:
            if gold.article not in coded:
                coded[gold.article] = code_gold(gold, coder)
            rows = coded[gold.article]
        add_article(report, gold.data, rows)
        by_document.setdefault(gold.data["document"], []).append(gold)
    for document, several in by_document.items():
        if len(several) > 1:
            report.agreements[document] = agreement(several[0].data, several[1].data)
    return report


def code_gold(gold: Gold, coder: Coder) -> list[Row]:
    """Return the records of a gold file's article, with the day and language of the gold."""
    day, language = gold.data["published"], gold.data["language"]
    return list(to_dicts(code_article(gold.article, coder, published=day, language=language)))


def code_article(
    path: Path, coder: Coder, *, published: str | None = None, language: str | None = None
) -> Coded:
    """Return the records of an article, its day and language as given, else as its name has them.

    `gaza-2025-01-15.en.txt` has both; a page may declare its day.
    """
    article = read_path(path)
    day = DAY.search(path.name)
    return read(
        article.text,
        published=published or (day.group() if day else article.published),
        language=language or language_in_name(path),
        title=article.title,
        origin=path.name,
        coder=coder,
    )


def language_in_name(path: Path) -> str | None:
    """Return the language that the name of an article tells, as `story.en.txt` does."""
    found = LANGUAGE.search(path.name)
    return found.group(1) if found else None


def load_records(path: Path) -> list[Row]:
    """Return the records of a file of JSON lines, as `kabar read --format jsonl` prints them.

    Raises BadInput where it holds none.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
    except ValueError as error:
        raise BadInput(f"{path}: no JSON lines ({error})") from error
    if not any(isinstance(row, dict) and row.get("record") == "document" for row in rows):
        raise BadInput(f"{path}: no document record; print them with --format jsonl")
    return rows
