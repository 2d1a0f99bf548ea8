"""Kabar's records, or anybody's, against gold files: what `kabar evaluate` counts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kabar.analysis.evaluation import Report, add_article, agreement
from kabar.analysis.scoring import Row
from kabar.coder import Coder, read
from kabar.errors import BadInput
from kabar.records_io import to_dicts
from kabar.text.readers import read_path

WANTED = ("document", "language", "published", "events")


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
            rows: list[Row] = _rows(records)
        else:
            if gold.article not in coded:
                coded[gold.article] = _code(gold, coder)
            rows = coded[gold.article]
        add_article(report, gold.data, rows)
        by_document.setdefault(gold.data["document"], []).append(gold)
    for document, several in by_document.items():
        if len(several) > 1:
            report.agreements[document] = agreement(several[0].data, several[1].data)
    return report


def _code(gold: Gold, coder: Coder) -> list[Row]:
    article = read_path(str(gold.article))
    coded = read(
        article.text,
        published=gold.data["published"],
        language=gold.data["language"],
        coder=coder,
    )
    return list(to_dicts(coded))


def _rows(path: Path) -> list[Row]:
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except ValueError as error:
        raise BadInput(f"{path}: no JSON lines ({error})") from error
    if not any(isinstance(row, dict) and row.get("record") == "document" for row in rows):
        raise BadInput(f"{path}: no document record; print them with --format jsonl")
    return rows
