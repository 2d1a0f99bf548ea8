"""Tables of text with commas, tabs, semicolons or bars: an article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kabar.errors import BadInput, KabarError
from kabar.text.columns import PARTS, Columns, find_columns, row_article
from kabar.text.lines import Line, read_lines
from kabar.text.outcomes import Item, Outcome, Reading, unread
from kabar.text.streams import ending_of

_DELIMITERS = (",", "\t", ";", "|")
_TABS = (".tsv", ".tab")
_MOST_AGAIN = 10
"""How many times the limit of a row may be read again, for quotation marks that never close."""

Cells = Sequence[str]


def read_csv(stream: io.BufferedReader, origin: str, reading: Reading) -> Iterator[Outcome]:
    """Yield an outcome for each row below the header, which is row 1 as in a spreadsheet.

    Raises BadInput where the header has no column of text. Rows that cannot be split, with more or
    fewer cells than the header or without text are told with their numbers.
    """
    limit = reading.limits.field_bytes
    # The module has one limit for the whole process, and 131,072 characters to begin with.
    csv.field_size_limit(max(csv.field_size_limit(), limit))
    found = read_lines(stream, origin, limit)
    first = next(found.lines, None)
    if first is None or first.text is None:
        raise BadInput(f"{origin}: no header; the first row must name the columns")
    rows = _Rows(found.lines, _delimiter(first.text, origin), limit, again=[first])
    header = rows.next()
    if not header:
        raise BadInput(f"{origin}: no header ({rows.fault or 'a blank row'}); name the columns")
    try:
        places = _places(find_columns(reading.columns, header), header)
    except BadInput as error:
        raise BadInput(f"{origin}: {error}") from None
    number = 1
    while (cells := rows.next()) is not None or rows.fault:
        number += 1
        place = f"{origin} row {number}"
        if cells is not None and not any(map(str.strip, cells)):
            reading.skipped["blank row"] += 1
            continue
        try:
            yield _item(cells, places, place, found.encoding, len(header), rows.fault)
        except KabarError as error:
            yield unread(place, error)
    if rows.lines_left:
        yield unread(origin, BadInput(f"read no further than row {number}; close its quotations"))


def _item(
    cells: Cells | None, places: dict[str, int], place: str, encoding: str, width: int, fault: str
) -> Item:
    if cells is None:
        raise BadInput(f"{place}: {fault}; mend the row")
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        raise BadInput(
            f"{place}: {len(cells)} cells where the header has {width}; quote cells that hold the "
            "separator"
        )
    row = {part: cells[at] for part, at in places.items()}
    named = Columns(**{part: part for part in places})
    return Item(place, row_article(row, named, place, encoding))


def _places(columns: Columns, header: Cells) -> dict[str, int]:
    """Return where each part stands, so that the other cells of wide tables are left alone."""
    named = ((part, getattr(columns, part)) for part in PARTS)
    return {part: header.index(name) for part, name in named if name}


def _delimiter(header: str, origin: str) -> str:
    """Return what separates the names of the header."""
    if ending_of(origin) in _TABS:
        return "\t"
    return max(_DELIMITERS, key=header.count)


@dataclass
class _Rows:
    """The rows of a table as the csv module splits them; a bad one does not swallow the rest."""

    lines: Iterator[Line]
    delimiter: str
    limit: int
    again: list[Line] = field(default_factory=list)
    """Lines to read before the others, the first of them last."""
    fault: str = ""
    """What is wrong with the row, or empty."""
    lines_left: bool = False
    _held: list[Line] = field(default_factory=list)
    _read_again: int = 0

    def next(self) -> Cells | None:
        """Return the cells of the next row; None at the end and, with a `fault`, for a bad row."""
        self._held, self.fault = [], ""
        if self.lines_left:
            return None
        try:
            # Strict, so that a quotation still open at the end of the file is an error, no cell.
            return next(csv.reader(self._feed(), delimiter=self.delimiter, strict=True), None)
        except (csv.Error, _TooLongError) as error:
            opened = len(self._held) > 1
            self.fault = f"a quotation that does not close ({error})" if opened else str(error)
        # What an unclosed quotation took in is read again, without the line it opens in.
        self.again += reversed(self._held[1:])
        self._read_again += sum(len(line.text or "") for line in self._held[1:])
        self.lines_left = self._read_again > _MOST_AGAIN * self.limit
        return None

    def _feed(self) -> Iterator[str]:
        size = 0
        while line := self.again.pop() if self.again else next(self.lines, None):
            self._held.append(line)
            size += len(line.text or "")
            if line.text is None or size > self.limit:
                raise _TooLongError(f"longer than {self.limit / 1e6:g} MB")
            yield line.text.replace("\0", "")


class _TooLongError(Exception):
    """A row longer than the limit."""
