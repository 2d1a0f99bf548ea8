"""Parquet: an article a row, a batch of rows in memory at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow.parquet as pq

from kabar.errors import BadInput, KabarError
from kabar.text.columns import PARTS, Columns, find_columns, row_article
from kabar.text.outcomes import Item, Outcome, Reading, unread
from kabar.text.streams import on_disk

_BUFFER = 1 << 20
_ROWS = 16
"""Rows at a time: articles are long, and a batch is held whole."""


def read_parquet(stream: io.BufferedReader, origin: str, reading: Reading) -> Iterator[Outcome]:
    """Yield an outcome for each row; rows count from 1, and only the columns needed are read.

    Raises BadInput where the file is damaged or has no column of text.
    """
    if stream.seekable():
        yield from _read(stream, origin, reading)
        return
    with on_disk(stream) as copy:
        yield from _read(copy, origin, reading)


def _read(stream: BinaryIO, origin: str, reading: Reading) -> Iterator[Outcome]:
    try:
        # Not read ahead, and through a buffer, so that memory stays flat.
        table = pq.ParquetFile(stream, pre_buffer=False, buffer_size=_BUFFER)
        names = table.schema_arrow.names
    except Exception as error:  # damaged files break the library in ways of many kinds
        raise _damaged(origin, error) from None
    try:
        columns = find_columns(reading.columns, names)
    except BadInput as error:
        raise BadInput(f"{origin}: {error}") from None
    needed = [name for part in PARTS if (name := getattr(columns, part))]
    number = 0
    for group in range(table.num_row_groups):
        begun = number
        try:
            for row in _rows(table, group, needed, origin):
                number += 1
                yield _outcome(row, columns, f"{origin} row {number}")
        except KabarError as error:
            # Another group may be whole.
            number = begun + table.metadata.row_group(group).num_rows
            yield unread(f"{origin} rows {begun + 1} to {number}", error)


def _rows(
    table: pq.ParquetFile, group: int, needed: list[str], origin: str
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a group; BadInput where it is damaged."""
    batches = table.iter_batches(
        batch_size=_ROWS, row_groups=[group], columns=needed, use_threads=False
    )
    while True:
        try:
            batch = next(batches, None)
            rows = batch.to_pylist() if batch is not None else None
        except Exception as error:  # as above
            raise _damaged(origin, error) from None
        if rows is None:
            return
        yield from rows


def _outcome(row: dict[str, Any], columns: Columns, place: str) -> Outcome:
    try:
        return Item(place, row_article(row, columns, place, "utf-8"))
    except KabarError as error:
        return unread(place, error)


def _damaged(origin: str, error: Exception) -> BadInput:
    if isinstance(error, BadInput):
        return error
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return BadInput(f"{origin}: damaged Parquet ({reason}); write the file again")
