"""The batch function in the form that engines want: Arrow batches of documents in, of results out.

A result has one row a document, in the order of the documents, with its records as nested columns.
A document that could not be coded is a row with an `error`. No document knows of another, so an
engine may cut and send batches as it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

import pyarrow as pa

from kabar.coder import Coder, code_row
from kabar.errors import BadInput
from kabar.records import Coded
from kabar.records_io import BatchRow, Reject, to_arrow
from kabar.records_schema import TABLES
from kabar.settings import Settings
from kabar.text.columns import PARTS, Columns, find_columns, row_article

RECORDS = ("events", "quotes", "positions", "actors")
"""Columns that hold lists of records, named as the tables of `records_schema.TABLES` are."""

_DOCUMENT = ("language", "title", "published", "warnings", "skipped")


def _nested(name: str) -> pa.DataType:
    """Return the type of a list of records; the document that each belongs to is its row's."""
    return pa.list_(pa.struct([field for field in TABLES[name] if field.name != "document"]))


RESULTS = pa.schema(
    [
        ("id", pa.string()),  # of the caller: what the documents' own column says
        ("origin", pa.string()),
        ("error", pa.string()),
        ("message", pa.string()),
        ("document", pa.string()),
        *((name, TABLES["documents"].field(name).type) for name in _DOCUMENT),
        ("text", pa.string()),
        *((name, _nested(name)) for name in RECORDS),
    ]
)
"""Columns of a result; `text` is what offsets count in, of a reject the text as it came."""


def code_record_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    columns: Columns | None = None,
    settings: Settings | None = None,
) -> Iterator[pa.RecordBatch]:
    """Yield the results of each batch of documents, columns as in `RESULTS`.

    Columns are found by their usual names (`text` or `body`, `title`, `published` or `date`,
    `language`, `url` or `id`) unless `columns` names them, and cells are read as `kabar add` reads
    a table. Raises BadInput where there is no column of text.
    """
    for batch in batches:
        yield code_record_batch(batch, columns=columns, settings=settings)


def code_record_batch(
    batch: pa.RecordBatch,
    *,
    columns: Columns | None = None,
    settings: Settings | None = None,
    place: Callable[[int], str] | None = None,
) -> pa.RecordBatch:
    """Return the results of one batch; `place` names a row that has no id of its own."""
    found = find_columns(columns, batch.schema.names)
    coder = coder_of(settings or Settings())
    rows = [_row(batch, number, found, place) for number in range(batch.num_rows)]
    outcomes = [code_row(row, coder=coder) for row in rows]
    return _results(outcomes, _column(batch, found.id), _column(batch, found.text))


class BatchCoder:
    """Codes tables of documents, for engines that hold a class open, as Ray Data does."""

    def __init__(self, columns: Columns | None = None, settings: Settings | None = None) -> None:
        self.columns = columns
        self.settings = settings

    def __call__(self, table: pa.Table) -> pa.Table:
        """Return the results of a table, one row a document in the same order."""
        found = code_record_batches(
            table.to_batches(), columns=self.columns, settings=self.settings
        )
        return pa.Table.from_batches(found, schema=RESULTS)


@cache
def coder_of(settings: Settings) -> Coder:
    """Return the one coder of this process for these settings.

    Engines call a plain function again and again in one process; loading takes over a second.
    """
    return Coder(settings)


def _row(
    batch: pa.RecordBatch, number: int, columns: Columns, place: Callable[[int], str] | None
) -> BatchRow | Reject:
    """Return a document of a batch, or why it cannot be read."""
    known = _text(_cell(batch, columns.id, number))
    origin = known or (place(number) if place else None)
    named = origin or "a document without an id"
    cells = {}
    try:
        for part in PARTS:
            name = getattr(columns, part)
            cells[name] = _cell(batch, name, number)
            if isinstance(cells[name], UnicodeDecodeError):
                raise BadInput(f"{named}: {name!r} is no UTF-8; write the file again")
        article = row_article(cells, columns, named, "utf-8")
    except BadInput as error:
        return Reject(number, known, origin, "BadInput", str(error))
    return BatchRow(
        number, article.text, known, article.title, article.published, article.language, origin
    )


def _column(batch: pa.RecordBatch, name: str | None) -> list[str | None]:
    """Return the cells of a column as strings, None where one is none."""
    return [_text(_cell(batch, name, number)) for number in range(batch.num_rows)]


def _cell(batch: pa.RecordBatch, name: str | None, number: int) -> object:
    """Return a cell, or the error where it is no UTF-8; None where there is no such column."""
    if not name:
        return None
    try:
        return batch.column(batch.schema.names.index(name))[number].as_py()
    except UnicodeDecodeError as error:
        return error


def _text(value: object) -> str | None:
    """Return a name or a text as a string; None for what is neither."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value)


def _results(
    outcomes: Sequence[Coded | Reject], ids: Sequence[str | None], texts: Sequence[str | None]
) -> pa.RecordBatch:
    """Return the rows of all outcomes; of each, either its records or its error."""
    coded = [outcome for outcome in outcomes if isinstance(outcome, Coded)]
    tables = to_arrow(coded)
    columns: dict[str, pa.Array] = {"id": pa.array(ids, pa.string())}
    columns |= {
        name: pa.array([_field(outcome, name) for outcome in outcomes], RESULTS.field(name).type)
        for name in ("origin", "error", "message", "document", *_DOCUMENT)
    }
    columns["text"] = pa.array(
        [
            o.document.text if isinstance(o, Coded) else t
            for o, t in zip(outcomes, texts, strict=True)
        ],
        pa.string(),
    )
    for name in RECORDS:
        columns[name] = _lists(outcomes, name, tables[name])
    return pa.RecordBatch.from_arrays([columns[name] for name in RESULTS.names], schema=RESULTS)


def _field(outcome: Coded | Reject, name: str) -> Any:
    """Return a cell that describes the document or the error."""
    if isinstance(outcome, Reject):
        return getattr(outcome, name) if name in ("origin", "error", "message") else None
    if name == "document":
        return outcome.document.id
    if name == "skipped":
        return len(outcome.skipped)
    if name == "warnings":
        return list(outcome.warnings)
    return getattr(outcome.document, name, None)


def _lists(outcomes: Sequence[Coded | Reject], name: str, table: pa.Table) -> pa.Array:
    """Return the records of one kind as a list a document, null for a reject."""
    counts = [len(getattr(outcome, name, ())) for outcome in outcomes]
    rows = table.drop_columns(["document"]).combine_chunks().to_struct_array()
    return pa.ListArray.from_arrays(
        pa.array([0, *accumulate(counts)], pa.int32()),
        rows.combine_chunks() if isinstance(rows, pa.ChunkedArray) else rows,
        type=RESULTS.field(name).type,
        mask=pa.array([isinstance(outcome, Reject) for outcome in outcomes], pa.bool_()),
    )
