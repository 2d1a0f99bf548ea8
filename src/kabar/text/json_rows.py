"""JSON: articles from lines of JSON, and from files of objects however they are laid out."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kabar.errors import BadInput, KabarError
from kabar.text.columns import NONE, PARTS, Columns, find_columns, row_article
from kabar.text.lines import Line, open_text, read_lines
from kabar.text.outcomes import Item, Outcome, Reading, unread

_BETWEEN = re.compile(r"[\s,\ufeff]*")
_CHUNK = 1 << 16


def read_json_lines(stream: io.BufferedReader, origin: str, reading: Reading) -> Iterator[Outcome]:
    """Yield an outcome for each line that is not blank; its number counts blank ones too."""
    found = read_lines(stream, origin, reading.limits.field_bytes)
    for line in found.lines:
        place = f"{origin} line {line.number}"
        if line.text is None or line.text.strip():
            yield _outcome(line, place, found.encoding, reading)


def _outcome(line: Line, place: str, encoding: str, reading: Reading) -> Outcome:
    try:
        if line.text is None:
            most = reading.limits.field_bytes / 1e6
            raise BadInput(f"{place}: longer than {most:g} MB; leave the line out or split it")
        return _item(_parsed(line.text, place), place, encoding, reading)
    except KabarError as error:
        return unread(place, error)


def read_json(stream: io.BufferedReader, origin: str, reading: Reading) -> Iterator[Outcome]:
    """Yield an outcome for each object of a file: one alone, in a list, or one after another.

    Where the JSON breaks, the rest of the file is told as unread.
    """
    text = open_text(stream, origin)
    try:
        for number, value in enumerate(_values(text, origin, reading.limits.field_bytes), 1):
            place = f"{origin} object {number}"
            try:
                yield _item(value, place, text.encoding, reading)
            except KabarError as error:
                yield unread(place, error)
    except KabarError as error:
        yield unread(origin, error)


def _values(text: io.TextIOBase, origin: str, limit: int) -> Iterator[Any]:
    """Yield the values of a file one after another; those of a list that holds all, one by one."""
    decoder = json.JSONDecoder()
    held, number, size = text.read(_CHUNK), 0, _CHUNK
    opening = _BETWEEN.match(held)
    start = opening.end() if opening else 0
    listed = held.startswith("[", start)
    start += listed
    fault = ""
    while True:
        found = _BETWEEN.match(held, start)
        start = found.end() if found else start
        try:
            value, end = decoder.raw_decode(held, start)
            # A number may go on in the next piece; an object or text that has ended has ended.
            whole = end < len(held) or held[start] in '{["'
        except (ValueError, RecursionError) as error:
            whole, fault = False, str(error)
        if whole:
            number += 1
            yield value
            start, size = end, _CHUNK
            continue
        more = text.read(size)
        if more and len(held) - start < limit:
            # Twice as much each time, or a long object would be begun again for every piece.
            held, start, size = held[start:] + more, 0, size * 2
            continue
        rest = held[start:].strip()
        if rest and not (listed and rest == "]"):
            what = fault if not more else f"longer than {limit / 1e6:g} MB"
            raise BadInput(
                f"{origin} object {number + 1}: no JSON ({what}); the file is read no further; "
                "mend it here, or write one object a line and call it .jsonl"
            )
        return


def _parsed(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{place}: no JSON ({error}); write one object a line") from None


def _item(value: Any, place: str, encoding: str, reading: Reading) -> Item:
    """Return the article in a value, whose columns are found in it alone: rows may differ."""
    if not isinstance(value, dict):
        raise BadInput(f"{place}: {type(value).__name__} is no object; write {{'text': …}}")
    try:
        columns = find_columns(_present(value, reading.columns), value)
    except BadInput as error:
        raise BadInput(f"{place}: {error}") from None
    return Item(place, row_article(value, columns, place, encoding))


def _present(value: dict[str, Any], columns: Columns | None) -> Columns | None:
    """Return the columns without those that this object leaves out; the text must be there."""
    if columns is None:
        return None
    left_out = [p for p in PARTS if p != "text" and getattr(columns, p) not in (None, *value)]
    return replace(columns, **dict.fromkeys(left_out, NONE))
