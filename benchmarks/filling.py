"""Fill a store with made-up articles: speed of noting stories and happenings, and memory."""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from typing import Any

import sqlalchemy as sa

from benchmarks.memory import peak, resident
from benchmarks.synthetic import PER_DAY, synthetic
from benchmarks.tables import Table
from kabar.records import Coded
from kabar.store import schema
from kabar.store.duplicates import note_document
from kabar.store.happenings import note_events
from kabar.store.rows import record_rows
from kabar.store.store import Run, Store

RUN = Run("benchmark", "0", "{}", "none")
PART = 200
"""Documents of one transaction."""


@contextmanager
def new_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, Store(str(Path(folder) / "store.db")) as store:
        store.begin(RUN)
        yield store


def measure_speed(documents: int) -> Table:
    """Return documents a second of this process's time, and memory, while a store fills."""
    step = max(documents // (5 * PART), 1) * PART
    rows: list[Sequence[str]] = []
    spent = {"stories": 0.0, "happenings": 0.0}
    with new_store() as store:
        part: list[Coded] = []
        for number, article in enumerate(synthetic(documents), start=1):
            part.append(article)
            if len(part) == PART:
                _timed(store, part, spent)
                part = []
            if number % step == 0:
                rows.append(_speed_row(store, number, step, spent))
                print(*rows[-1], file=sys.stderr)  # a long run tells how far it is
    title = f"Speed, {PER_DAY} documents a day, a tenth of them copies"
    head = ("documents", "stories/s", "happenings/s", "stories", "MB store", "MB now", "MB peak")
    return Table(title, head, rows)


def _timed(store: Store, part: Sequence[Coded], spent: dict[str, float]) -> None:
    with store.writing() as connection:
        _fill(connection, part)
        for each in part:
            begun = process_time()
            note_document(connection, each.document)
            noted = process_time()
            note_events(connection, each.document.id, RUN.id)
            spent["stories"] += noted - begun
            spent["happenings"] += process_time() - noted


def _fill(connection: sa.Connection, part: Sequence[Coded]) -> None:
    """Write the rows that stories and happenings are told by, without the records themselves."""
    rows: dict[sa.Table, list[dict[str, Any]]] = defaultdict(list)
    for each in part:
        name, day = each.document.id, each.document.published
        document = {"id": name, "text": each.document.text, "published": day, "language": "en"}
        rows[schema.DOCUMENTS].append(document)
        rows[schema.COPIES].append({"document": name, "origin": "", "published": day})
        result = {"run": RUN.id, "current": True, "language": "en", "warnings": "", "skipped": 0}
        rows[schema.RESULTS].append({"document": name, "records": b"", **result})
        of_records = record_rows(each, RUN.id)
        rows[schema.EVENTS] += of_records["events"]
        rows[schema.SIDES] += of_records["sides"]
    for table, values in rows.items():
        connection.execute(sa.insert(table), values)


def _speed_row(store: Store, number: int, since: int, spent: dict[str, float]) -> Sequence[str]:
    rates = [f"{since / seconds:.0f}" for seconds in spent.values()]
    spent.update(dict.fromkeys(spent, 0.0))
    with store.reading() as connection:
        stories = connection.execute(sa.text("SELECT count(DISTINCT story) FROM documents"))
        pages = connection.execute(sa.text("PRAGMA page_count")).scalar_one()
        size = pages * connection.execute(sa.text("PRAGMA page_size")).scalar_one() / 1e6
        told = str(stories.scalar_one())
    return (f"{number:,}", *rates, told, f"{size:.0f}", f"{resident() or 0:.0f}", f"{peak():.0f}")
