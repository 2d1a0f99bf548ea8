"""Numbers as news writes them: *100.000*, *2,5 triliun*, *twenty-four*, *dozens*, *10-20*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kabar.extract.magnitudes_tables import MagnitudeTables, Piece, phrase_at

_GROUPS = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")
LONGEST_FIGURE = 15


class Number(NamedTuple):
    """A number found: pieces `first` up to `stop`."""

    first: int
    stop: int
    value: float
    bound: str | None = None


def read_number(pieces: Sequence[Piece], i: int, tables: MagnitudeTables) -> Number | None:
    """Return the number that begins at piece `i`; vague counts are bounded from below."""
    vague = phrase_at(pieces, i, tables.vague)
    if vague:
        return Number(i, vague.stop, float(vague.value), "min")
    fixed = phrase_at(pieces, i, tables.fixed)
    if fixed:
        return Number(i, fixed.stop, float(fixed.value))
    if pieces[i].lower[0].isdecimal():
        return _read_figure(pieces, i, tables)
    return _read_words(pieces, i, tables)


def read_range(pieces: Sequence[Piece], i: int, tables: MagnitudeTables) -> Number | None:
    """Return the number at piece `i`; of a range (*10-20*, *10 to 20*) its lower end as a least."""
    low = read_number(pieces, i, tables)
    if low is None or low.stop + 1 >= len(pieces) or pieces[low.stop].lower not in tables.ranges:
        return low
    sign = not pieces[low.stop].lower.isalpha()
    opened = i > 0 and pieces[i - 1].lower in tables.range_openers
    joins = pieces[low.stop].lower in tables.stops and not opened and not sign
    high = read_number(pieces, low.stop + 1, tables)
    if high is None or high.value <= 0 or (joins and pieces[low.stop].lower in _and(tables)):
        return low
    value = low.value
    if value * 1000 <= high.value and high.stop - high.first > 1:  # 10 to 20 million
        value *= 10 ** (3 * ((len(str(int(high.value))) - 1) // 3))
    if value >= high.value:
        return low
    return Number(i, high.stop, value, "min")


def _and(tables: MagnitudeTables) -> frozenset[str]:
    """Return the range words that also join things: they need an opener (*between … and*)."""
    return tables.ranges & tables.stops


def parse_figure(text: str, decimal: str) -> float | None:
    """Return the value of figures with marks; groups of three are thousands whatever the mark."""
    if len(text) > LONGEST_FIGURE:
        return None
    grouped = _GROUPS.fullmatch(text)
    if grouped and not (grouped.group(1) == decimal and text[0] == "0"):
        return float(re.sub(r"[.,]", "", text))
    thousands = "," if decimal == "." else "."
    plain = text.replace(thousands, "").replace(decimal, ".")
    return float(plain) if plain.count(".") <= 1 else None


def _read_figure(pieces: Sequence[Piece], i: int, tables: MagnitudeTables) -> Number | None:
    piece = pieces[i]
    value = parse_figure(piece.lower, tables.decimal)
    if value is None:
        return None
    stop = i + 1
    while stop < len(pieces):
        following = pieces[stop]
        near = following.start == pieces[stop - 1].end
        if following.lower not in tables.multipliers or (len(following.lower) < 3 and not near):
            break
        value *= tables.multipliers[following.lower]
        stop += 1
    return None if _is_glued(pieces, i, stop) else Number(i, stop, value)


def _is_glued(pieces: Sequence[Piece], first: int, stop: int) -> bool:
    """Tell whether figures are part of a name, an ordinal, an age or an hour: *Su-35*, *10:30*."""
    if first > 0 and pieces[first - 1].end == pieces[first].start:
        before = pieces[first - 1].lower
        if before in ("/", ":", "#"):
            return True
        named = first > 1 and pieces[first - 2].end == pieces[first - 1].start
        if before in "-–" and named and pieces[first - 2].lower.isalpha():
            return True
        if before.isalpha() and len(before) == 1:
            return True
    if stop < len(pieces) and pieces[stop].start == pieces[stop - 1].end:
        after = pieces[stop].lower
        if after in ("/", ":", "°") or after.isalpha():
            return True
        if after == "-" and stop + 1 < len(pieces) and pieces[stop + 1].lower.isalpha():
            return pieces[stop + 1].start == pieces[stop].end
    return False


def _read_words(pieces: Sequence[Piece], i: int, tables: MagnitudeTables) -> Number | None:
    """Return a number in words: *dua puluh lima ribu*, *twenty-four*, *two hundred thousand*."""
    total = group = pending = 0.0
    stop = i
    while stop < len(pieces):
        word = pieces[stop].lower
        if word in tables.numbers:
            group, pending = group + pending, float(tables.numbers[word])
        elif stop > i and word in tables.adders:
            pending += tables.adders[word]
        elif stop > i and word in tables.multipliers and len(word) > 2:
            factor = tables.multipliers[word]
            if factor >= 1000:
                total, group = total + (group + pending) * factor, 0.0
            else:
                group += pending * factor
            pending = 0.0
        elif not (word == "-" and stop > i and _goes_on(pieces, stop, tables)):
            break
        stop += 1
    return Number(i, stop, total + group + pending) if stop > i else None


def _goes_on(pieces: Sequence[Piece], i: int, tables: MagnitudeTables) -> bool:
    """Tell whether a hyphen joins two number words: *twenty-four*."""
    return (
        i + 1 < len(pieces)
        and pieces[i + 1].lower in tables.numbers
        and pieces[i].start == pieces[i - 1].end
        and pieces[i + 1].start == pieces[i].end
    )
