"""Records as tables: one CSV file a table of the store, or one Parquet file a kind of record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from kabar.records import Coded
from kabar.records_io import to_arrow
from kabar.records_schema import TABLES
from kabar.store import schema
from kabar.store.ids import record_id, record_number
from kabar.store.rows import record_rows
from kabar.views.spreadsheet import csv_line

LEFT_OUT = frozenset({"run", "current", "happening"})
"""Columns of the store that tell about it and not about a record."""

PARQUET = ("documents", "events", "quotes", "positions", "actors")
PART = 200
"""Articles of one row group."""

DOCUMENTS = ("id", "language", "title", "published", "origin", "warnings", "skipped", "text")


def csv_tables(articles: Iterable[Coded], folder: Path) -> None:
    """Write a CSV file for the documents and each table of records into a folder."""
    columns = {table.name: _columns(table.name) for table in schema.RECORDS}
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(
                (folder / f"{name}.csv").open("w", encoding="utf-8", newline="")
            )
            for name in ("documents", *columns)
        }
        files["documents"].write(csv_line(DOCUMENTS))
        for name, names in columns.items():
            files[name].write(csv_line((*_added(name), *names)))
        for coded in articles:
            files["documents"].write(csv_line(_document(coded)))
            for name, rows in record_rows(coded, "").items():
                for row in rows:
                    ids = _ids(name, row)
                    files[name].write(csv_line([*ids, *(row.get(each) for each in columns[name])]))


def parquet_tables(articles: Iterable[Coded], folder: Path) -> None:
    """Write a Parquet file for each kind of record, with the schemas of `records_schema`."""
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", TABLES[name]))
            for name in PARQUET
        }
        for part in _parts(articles):
            tables = to_arrow(part)
            for name, writer in writers.items():
                writer.write_table(tables[name])


def _columns(table: str) -> Sequence[str]:
    names = [column.name for column in schema.METADATA.tables[table].columns]
    return [name for name in names if name not in LEFT_OUT]


def _added(table: str) -> tuple[str, ...]:
    return ("record", "record_number") if table == "events" else ()


def _ids(table: str, row: dict[str, Any]) -> list[object]:
    if table != "events":
        return []
    name = record_id(row["document"], row["id"])
    return [name, record_number(name)]


def _document(coded: Coded) -> list[object]:
    document = coded.document
    return [
        document.id,
        document.language,
        document.title,
        document.published,
        document.origin,
        "; ".join(coded.warnings),
        len(coded.skipped),
        document.text,
    ]


def _parts(articles: Iterable[Coded]) -> Iterator[list[Coded]]:
    found = iter(articles)
    while part := list(islice(found, PART)):
        yield part
