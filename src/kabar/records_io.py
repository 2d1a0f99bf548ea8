"""Records as dictionaries, JSON lines, Arrow tables and pandas frames, and batches of documents in.

Keys are the codebook's field names in a fixed order, so the same records give the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa

from kabar.errors import BadInput, KabarError
from kabar.records_schema import TABLES

if TYPE_CHECKING:
    # For types alone: `Coded` calls the functions below, so `records` imports this module.
    from kabar.records import Coded, Event, Position

# JSON leaves these as they are. A terminal may act on the controls, and some readers take the
# others for line ends, which would break a line in two.
_ESCAPED = {
    code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000))
}
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")

BATCH_COLUMNS = ("text", "id", "title", "published", "language", "origin")
"""Columns of a table of documents; only `text` is required, and other columns are ignored."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One document of a batch; `row` is its place in the table, `id` the caller's own."""

    row: int
    text: str
    id: str | None = None
    title: str | None = None
    published: date | None = None
    language: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A document that could not be coded: its place in the batch and what was wrong with it."""

    row: int
    id: str | None
    origin: str | None
    error: str
    """Name of the error class, e.g. `UnknownLanguage`."""
    message: str


def to_dict(record: Any) -> dict[str, Any]:
    """Return a record as a dictionary with the codebook's field names; days stay `date`s."""
    return {name: _plain(getattr(record, name)) for name in record.__dataclass_fields__}


def to_dicts(coded: Coded, *, skipped: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the document, then its records, each with its `record` and `document`.

    Events, quotes, positions and actors come in this order. Sentences that gave nothing follow as
    `skipped` records where asked for.
    """
    yield {"record": "document", **_document(coded)}
    for kind, records in _kinds(coded, skipped=skipped):
        for record in records:
            yield {"record": kind, "document": coded.document.id, **to_dict(record)}


def to_json_lines(coded: Coded, *, skipped: bool = False) -> Iterator[str]:
    """Yield one line of JSON for each record, line end included, document first."""
    yield _json({"record": "document", **_document(coded)}) + "\n"
    for kind, records in _kinds(coded, skipped=skipped):
        for record in records:
            # What a record holds is left to JSON, which takes half the time that `to_dict` does.
            row = {"record": kind, "document": coded.document.id, **_fields(record)}
            yield _json(row) + "\n"


def to_arrow(coded: Iterable[Coded], *, rejects: Iterable[Reject] = ()) -> dict[str, pa.Table]:
    """Return the tables of `records_schema.TABLES`, typed even when empty."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for each in coded:
        document = each.document.id
        rows["documents"].append(_document(each))
        rows["events"].extend(_arrow_event(document, event) for event in each.events)
        rows["quotes"].extend({"document": document, **to_dict(quote)} for quote in each.quotes)
        rows["positions"].extend(_arrow_position(document, p) for p in each.positions)
        rows["actors"].extend({"document": document, **to_dict(actor)} for actor in each.actors)
    for reject in rejects:
        rows["rejects"].append({name: getattr(reject, name) for name in TABLES["rejects"].names})
    return {
        name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in TABLES.items()
    }


def to_pandas(coded: Iterable[Coded]) -> dict[str, Any]:
    """Return the tables of `to_arrow` as pandas frames; needs `kabar[pandas]`."""
    tables = to_arrow(coded)
    try:
        return {name: table.to_pandas() for name, table in tables.items()}
    except ImportError as error:
        raise KabarError("pandas is not installed; run: pip install 'kabar[pandas]'") from error


def batch_rows(table: pa.Table) -> Iterator[BatchRow | Reject]:
    """Yield each document of a table, or a Reject where its text or date cannot be read.

    Raises BadInput where the table has no column `text` or a column is not of strings.
    """
    if "text" not in table.column_names:
        found = ", ".join(table.column_names) or "none"
        raise BadInput(f"the table of documents has no column 'text'; its columns: {found}")
    columns = {name: _column(table, name) for name in BATCH_COLUMNS if name in table.column_names}
    for row in range(table.num_rows):
        cells = {name: values[row] for name, values in columns.items()}
        try:
            yield BatchRow(row, **{**cells, **_checked(cells)})
        except BadInput as error:
            yield Reject(row, cells.get("id"), cells.get("origin"), "BadInput", str(error))


def _kinds(coded: Coded, *, skipped: bool) -> list[tuple[str, Iterable[object]]]:
    kinds: list[tuple[str, Iterable[object]]] = [
        ("event", coded.events),
        ("quote", coded.quotes),
        ("position", coded.positions),
        ("actor", coded.actors),
    ]
    return [*kinds, ("skipped", coded.skipped)] if skipped else kinds


def _fields(record: Any) -> dict[str, Any]:
    """Return the fields of a record as they are."""
    names, values = _reader(cast(Hashable, type(record)))
    return dict(zip(names, values(record), strict=True))


@cache
def _reader(kind: Hashable) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """Return the names of a record's fields, and what reads all of them at once."""
    names = tuple(field.name for field in fields(cast(Any, kind)))
    return names, attrgetter(*names)


def _for_json(value: Any) -> Any:
    """Return what JSON writes for a day or a record that stands in another one."""
    return value.isoformat() if isinstance(value, date) else _fields(value)


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return to_dict(value) if hasattr(value, "__dataclass_fields__") else value


def _document(coded: Coded) -> dict[str, Any]:
    document = coded.document
    return {
        "id": document.id,
        "language": document.language,
        "title": document.title,
        "published": document.published,
        "origin": document.origin,
        "warnings": list(coded.warnings),
        "skipped": len(coded.skipped),
        "text": document.text,
    }


def _json(value: object) -> str:
    text = json.dumps(
        value,
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
        default=_for_json,
    )
    return escaped(text)


def escaped(text: str) -> str:
    """Return JSON with the letters escaped that break lines, act on terminals, or are no UTF-8."""
    return text.translate(_ESCAPED) if _TO_ESCAPE.search(text) else text


def _arrow_event(document: str, event: Event) -> dict[str, Any]:
    row = {"document": document, **to_dict(event)}
    return {**row, "about": _arrow_act(row["about"])}


def _arrow_position(document: str, position: Position) -> dict[str, Any]:
    row = {"document": document, **to_dict(position)}
    return {**row, "act": _arrow_act(row["act"])}


def _arrow_act(act: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return a nested act as a struct; what it is about in its turn becomes JSON text."""
    if act is None or act["about"] is None:
        return act
    return {**act, "about": _json(act["about"])}


def _column(table: pa.Table, name: str) -> list[Any]:
    column = table.column(name)
    kind = column.type
    strings = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    days = pa.types.is_date(kind) or pa.types.is_timestamp(kind)
    if not (strings or pa.types.is_null(kind) or (name == "published" and days)):
        raise BadInput(f"the column '{name}' of the table of documents holds {kind}, not strings")
    values: list[Any] = column.to_pylist()
    return values


def _checked(cells: Mapping[str, Any]) -> dict[str, Any]:
    if cells["text"] is None:
        raise BadInput("the document has no text")
    return {"published": _day(cells.get("published"))}


def _day(value: str | date | None) -> date | None:
    if not isinstance(value, str):
        return value.date() if isinstance(value, datetime) else value
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        raise BadInput(f"'{value}' is no date; write it as YYYY-MM-DD") from None
