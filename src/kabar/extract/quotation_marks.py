"""Stretches of text between quotation marks, read from the characters alone.

A paragraph is read on its own. Only the outermost marks count: what stands inside a quotation is
part of it. A quotation whose closing mark is missing runs to the paragraph's end, as newspapers
write speech that goes on in the next paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SINGLE = frozenset("'‘’‚‛")
"""Marks that are also apostrophes."""
OPENS_ONLY = {
    "“": "double",
    "„": "double",
    "‟": "double",
    "``": "double",
    "「": "corner",
    "『": "inner",
}
CLOSES_ONLY = {"」": "corner", "』": "inner"}
EITHER = {
    "”": "double",
    '"': "double",
    "''": "double",
    "＂": "double",
    "〝": "double",
    "〞": "double",
}
ANGLES = {"«": "angle", "»": "angle"}
MOST_MARKS = 400
"""How many marks ahead a closing one is looked for: keeps hostile text from costing its square."""
_MARK = re.compile(r"``|''|[“”„‟\"＂〝〞「」『』«»‘’'‚‛]")
_OPENING_CONTEXT = frozenset("([{<—–-:;,/|…¡¿")
_CLOSING_CONTEXT = frozenset(")]}>—–-:;,./|…!?")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks: `text[start:end]` has the marks, `inner` the words alone."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    opened: bool = True
    """False where only the closing mark stands: speech carried over from the paragraph before."""
    closed: bool = True
    """False where no closing mark stands before the paragraph's end."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str
    can_open: bool
    can_close: bool


def _read_mark(text: str, match: re.Match[str], low: int, high: int) -> _Mark:
    start, end = match.span()
    symbol = match.group()
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    free_before = before.isspace() or before in _OPENING_CONTEXT or _MARK.match(before) is not None
    free_after = after.isspace() or after in _CLOSING_CONTEXT or _MARK.match(after) is not None
    if symbol in SINGLE:
        opens = free_before and (after.isalnum() or after in '¡¿[(…“"') and symbol != "’"
        closes = symbol != "‘" and not before.isspace() and free_after
        return _Mark(start, end, "single", opens, closes)
    if symbol in OPENS_ONLY:
        return _Mark(
            start, end, OPENS_ONLY[symbol], not after.isspace(), not before.isspace() and free_after
        )
    if symbol in CLOSES_ONLY:
        return _Mark(start, end, CLOSES_ONLY[symbol], False, True)
    if symbol in ANGLES:
        family = ANGLES[symbol]
        return _Mark(start, end, family, free_before or symbol == "«", free_after or symbol == "»")
    opens = free_before and not after.isspace()
    return _Mark(start, end, EITHER[symbol], opens, not before.isspace() or not opens)


def _single_close(marks: Sequence[_Mark], at: int, text: str) -> int | None:
    """Return the index of the mark that closes a single quotation opened at `at`, if one does.

    A mark after a full stop or comma is surer than one after a letter, which may be a plural
    possessive (the workers’ demands).
    """
    weak: int | None = None
    for i in range(at + 1, min(len(marks), at + MOST_MARKS)):
        mark = marks[i]
        if mark.family != "single":
            continue
        if mark.can_open:
            break
        if not mark.can_close:
            continue
        before = text[mark.start - 1]
        if before in ",.?!…":
            return i
        if weak is None or text[marks[weak].start - 1] == "s":
            weak = i
    return weak


def _double_close(marks: Sequence[_Mark], at: int) -> int | None:
    """Return the index of the mark that closes the quotation opened at `at`, None where none does.

    Marks of the same family that can only open, inside, are nested and need a close of their own.
    """
    depth = 1
    for i in range(at + 1, min(len(marks), at + MOST_MARKS)):
        mark = marks[i]
        if mark.family != marks[at].family:
            continue
        if mark.can_close:
            depth -= 1
        elif mark.can_open:
            depth += 1
        if depth == 0:
            return i
    return None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def find_quotations(text: str, start: int, end: int, *, carried: bool = False) -> list[Quotation]:
    """Return the outermost quotations of the paragraph `text[start:end]`, in order.

    With `carried`, speech was left open in the paragraph before, so that a closing mark without an
    opening one ends a quotation that began with this paragraph.
    """
    marks = [_read_mark(text, m, start, end) for m in _MARK.finditer(text, start, end)]
    found: list[Quotation] = []
    i = 0
    while i < len(marks):
        mark = marks[i]
        if not mark.can_open:
            if carried and not found and mark.can_close and mark.family != "single":
                inner = _trim(text, start, mark.start)
                if inner[0] < inner[1]:
                    found.append(Quotation(inner[0], mark.end, *inner, opened=False))
            i += 1
            continue
        single = mark.family == "single"
        closing = _single_close(marks, i, text) if single else _double_close(marks, i)
        if closing is None:
            if not single:
                closing = _open_quotation(text, marks, i, end, found)
                i = closing
                continue
            i += 1
            continue
        close = marks[closing]
        inner = _trim(text, mark.end, close.start)
        if inner[0] < inner[1]:
            found.append(Quotation(mark.start, close.end, *inner))
        i = closing + 1
    return found


def _open_quotation(
    text: str, marks: Sequence[_Mark], at: int, end: int, found: list[Quotation]
) -> int:
    """Add the quotation opened at `at` and never closed; return the index of the next mark to read.

    It runs to the paragraph's end, or to the next opening mark of its family where one stands.
    """
    mark = marks[at]
    stop, next_index = end, len(marks)
    for i in range(at + 1, min(len(marks), at + MOST_MARKS)):
        if marks[i].family == mark.family and marks[i].can_open and not marks[i].can_close:
            stop, next_index = marks[i].start, i
            break
    inner = _trim(text, mark.end, stop)
    if inner[0] < inner[1]:
        found.append(Quotation(mark.start, inner[1], *inner, closed=False))
    return next_index
