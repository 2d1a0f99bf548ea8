"""Records back from the JSON lines that `kabar read --format jsonl` prints."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from kabar.errors import BadInput
from kabar.records import Actor, Coded, Document, Event, Position, Quote, Skipped

KINDS = {
    "event": Event,
    "quote": Quote,
    "position": Position,
    "actor": Actor,
    "skipped": Skipped,
}


def read_json_lines(lines: Iterable[str], name: str) -> Iterator[Coded]:
    """Yield the articles whose records stand in the lines, in their order.

    Each article begins with its `document`. Raises BadInput, naming the line of `name`, where a
    line is no record; articles that were complete before it have been yielded.
    """
    rows: list[Mapping[str, Any]] = []
    number = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = _row(line, f"{name} line {number}")
        if row["record"] == "document" and rows:
            yield _coded(rows, name)
            rows = []
        if row["record"] != "document" and not rows:
            raise BadInput(f"{name} line {number}: a record before its document")
        rows.append(row)
    if not rows:
        raise BadInput(f"{name}: no records; print them with kabar read --format jsonl")
    yield _coded(rows, name)


def _row(line: str, place: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{place}: no JSON ({error})") from error
    if not isinstance(row, dict) or row.get("record") not in ("document", *KINDS):
        raise BadInput(f"{place}: no record; print them with kabar read --format jsonl")
    return row


def _coded(rows: Iterable[Mapping[str, Any]], name: str) -> Coded:
    document, *others = rows
    found: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    try:
        for row in others:
            found[row["record"]].append(from_dict(KINDS[row["record"]], row))
        return Coded(
            from_dict(Document, document),
            tuple(found["event"]),
            tuple(found["quote"]),
            tuple(found["actor"]),
            tuple(found["skipped"]),
            tuple(document.get("warnings", ())),
            tuple(found["position"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        place = document.get("origin") or document.get("id")
        raise BadInput(
            f"{name}: a record of {place} is not as this version prints it ({error})"
        ) from None


def from_dict(kind: type, row: Mapping[str, Any]) -> Any:
    """Return the record of a class from its dictionary; fields with defaults may be missing.

    Raises KeyError, TypeError or ValueError where the dictionary is not of that class.
    """
    return kind(**{name: read(row[name]) for name, read in _fields(kind) if name in row})


Reader = Callable[[Any], Any]
"""From a value of JSON to that of a field."""


@cache
def _fields(kind: type) -> tuple[tuple[str, Reader], ...]:
    """Return the fields of a class, each with what reads it; worked out once a class."""
    hints = get_type_hints(kind)
    return tuple((field.name, _reader(hints[field.name])) for field in fields(kind))


def _reader(hint: Any) -> Reader:
    """Return what reads a value of JSON as the type of a field."""
    if get_origin(hint) in (Union, types.UnionType):
        read = _reader(next(arg for arg in get_args(hint) if arg is not type(None)))
        return lambda value: None if value is None else read(value)
    if get_origin(hint) is tuple:
        each = _reader(get_args(hint)[0])
        return lambda values: tuple([each(value) for value in values])
    if is_dataclass(hint) and isinstance(hint, type):
        return lambda row: from_dict(hint, row)
    if hint is date:
        return date.fromisoformat
    if hint is float:
        return float
    return lambda value: _checked(value, hint)


def _checked(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
