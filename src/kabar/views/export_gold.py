"""Reviewed articles as gold: a folder, or a ZIP of it, that `kabar evaluate` reads.

`gold/` has a file for each article and reviewer, `positions/` the positions of the same, and
`articles/` the texts. The same verdicts give the same bytes.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kabar.analysis.gold import Judged, gold_file, is_gold, positions_file
from kabar.errors import BadInput
from kabar.records import Document
from kabar.store.reviews import Review, coded_by, current_run, reviews_of
from kabar.store.store import Store

LONGEST = 40
"""Letters of a title in the name of a file."""
ID = 10
"""Letters of a document's id in the name of a file, so that no two names are the same."""
OLDEST = (1980, 1, 1, 0, 0, 0)
"""The time of files in a ZIP: the same each time."""


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A file of the folder: its path in it, and its text."""

    path: str
    text: str


def gold_files(store: Store, *, documents: Collection[str] | None = None) -> Iterator[GoldFile]:
    """Yield the files of every article that counts as gold, of all or of some documents."""
    with store.reading() as connection:
        by_document: dict[str, dict[str, list[Review]]] = {}
        for review in reviews_of(connection):
            reviewers = by_document.setdefault(review.document, {})
            reviewers.setdefault(review.reviewer, []).append(review)
        for document in sorted(by_document):
            if documents is None or document in documents:
                yield from _of_article(connection, document, by_document[document])


def write_gold(store: Store, out: Path, *, documents: Collection[str] | None = None) -> int:
    """Write the folder and return how many gold files it has; raises BadInput for a file."""
    if out.exists() and not out.is_dir():
        raise BadInput(f"{out}: is a file; gold writes several, name a folder")
    number = 0
    for file in gold_files(store, documents=documents):
        path = out / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8", newline="")
        number += file.path.startswith("gold/")
    return number


def gold_zip(store: Store) -> bytes:
    """Return a ZIP of the folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in gold_files(store):
            entry = zipfile.ZipInfo(file.path, OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.text.encode("utf-8"))
    return out.getvalue()


def article_stem(document: Document) -> str:
    """Return the name of an article's file without `.txt`: words of its origin or title, and id.

    A document without a day has none in its name, which would be taken for its day.
    """
    code = document.id[:ID]
    if document.published is None:
        return f"{code}.{document.language}"
    words = (document.origin or "").replace("\\", "/").rstrip("/").rpartition("/")[2]
    words = re.sub(r"(\.[a-z]{2,3})?\.(txt|html?)$", "", words, flags=re.IGNORECASE)
    name = _plain(re.sub(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "", words)) or _plain(document.title or "")
    parts = [name, document.published.isoformat(), code]
    return f"{'-'.join(part for part in parts if part)}.{document.language}"


def _of_article(
    connection: sa.Connection, document: str, reviewers: Mapping[str, list[Review]]
) -> Iterator[GoldFile]:
    """Yield the files of an article; numbered where several reviewers judged it."""
    run = current_run(connection, document)
    coded = coded_by(connection, document, run) if run is not None else None
    if coded is None:
        return
    judged: dict[str, Judged] = {}
    for reviewer, reviews in sorted(reviewers.items()):
        seen = {name: coded_by(connection, document, name) for name in {r.run for r in reviews}}
        found = Judged(
            reviewer,
            coded,
            {(review.kind, review.record): review for review in reviews},
            {name: each for name, each in seen.items() if each is not None},
        )
        if is_gold(found):
            judged[reviewer] = found
    stem = article_stem(coded.document)
    if judged:
        yield GoldFile(f"articles/{stem}.txt", coded.document.text)
    for number, found in enumerate(judged.values(), 1):
        own = f"{stem}.{number}" if len(judged) > 1 else stem
        yield GoldFile(f"gold/{own}.json", _lines(gold_file(found, f"{stem}.txt")))
        yield GoldFile(f"positions/{own}.json", _lines(positions_file(found, stem)))


def _plain(words: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:LONGEST].strip("-")


def _lines(data: Mapping[str, Any]) -> str:
    """Return JSON with a row a line, as the shipped gold files have it."""
    parts = []
    for name, value in data.items():
        shown = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list) and value:
            rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in value)
            shown = f"[\n{rows}\n  ]"
        parts.append(f"  {json.dumps(name)}: {shown}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
