"""Magnitudes: numbers that belong to an act (killed, troops, money), with the words that say so.

Words next to each other decide, not the parse. A number is tied to the noun it counts, and where
that noun is people, to the verb beside it (*menewaskan*, *were arrested*). Vague counts stand for
their usual least, with the bound `min`: dozens 20, hundreds 200, thousands 2,000, tens of
thousands 20,000. Of a range the lower end is kept, also as `min`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kabar.extract.magnitudes_numbers import Number, read_range
from kabar.extract.magnitudes_tables import (
    MagnitudeTables,
    Piece,
    cut_pieces,
    phrase_at,
    phrase_before,
)
from kabar.parse.tree import Tree
from kabar.records import Magnitude, When

NOUN_REACH = 4
"""How many words may stand between a number and the noun it counts."""
VERB_REACH = 7
"""How many words may stand between a number or its noun and the verb that decides."""
HELD, TAKEN = frozenset({"hostages", "prisoners"}), frozenset({"arrested", "abducted"})
"""Who is held already is not arrested once more: *20 hostages who are detained*."""
INSERTION = 12
CLOSE = 3
"""A verb so close before the number is its own, whatever follows."""


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A magnitude in a sentence: tokens `first` to `last`, `head` the noun (or the number)."""

    sentence: int
    first: int
    last: int
    head: int
    magnitude: Magnitude


def find_magnitudes(
    tree: Tree, text: str, tables: MagnitudeTables, *, dates: Iterable[When] = ()
) -> list[NumberMention]:
    """Return the magnitudes of a sentence in order; `text` is the document's.

    Numbers inside `dates` are left alone, and so are shares, measures and counts of what no table
    names.
    """
    if not any(_may_count(token.lower, tables) for token in tree.tokens):
        return []
    pieces = cut_pieces(tree)
    spans = [(when.text_start, when.text_end) for when in dates]
    numbers = _find_numbers(pieces, tables, spans)
    mentions: list[NumberMention] = []
    for k, number in enumerate(numbers):
        floor = numbers[k - 1].stop if k else 0
        ceiling = numbers[k + 1].first if k + 1 < len(numbers) else len(pieces)
        mention = _read(tree, text, pieces, number, tables, floor, ceiling)
        if mention is not None:
            mentions.append(mention)
    return mentions


def _may_count(lower: str, tables: MagnitudeTables) -> bool:
    return (
        any(c.isdecimal() for c in lower)
        or lower.split("-")[0] in tables.numbers
        or lower in tables.vague
        or lower in tables.fixed
    )


def _find_numbers(
    pieces: Sequence[Piece], tables: MagnitudeTables, spans: Sequence[tuple[int, int]]
) -> list[Number]:
    """Return every number outside the dates, in order."""
    numbers: list[Number] = []
    i = 0
    while i < len(pieces):
        number = read_range(pieces, i, tables)
        if number is None:
            i += 1
            continue
        start, end = pieces[i].start, pieces[number.stop - 1].end
        if not any(start < b and a < end for a, b in spans) and _tells(pieces, number, tables):
            numbers.append(number)
        i = number.stop
    return numbers


def _tells(pieces: Sequence[Piece], number: Number, tables: MagnitudeTables) -> bool:
    """Tell whether a number is money or counts something, and is no part of one told before."""
    edge = phrase_before(pieces, number.first, tables.bounds)
    if phrase_before(pieces, edge[1] if edge else number.first, tables.subset):
        return False
    return (
        _counted(pieces, number.stop, len(pieces), tables) is not None
        or phrase_before(pieces, number.first, tables.currency_before) is not None
        or phrase_at(pieces, number.stop, tables.currency_after) is not None
        or phrase_at(pieces, number.stop, tables.bounds_after) is not None
    )


def _read(
    tree: Tree,
    text: str,
    pieces: Sequence[Piece],
    number: Number,
    tables: MagnitudeTables,
    floor: int,
    ceiling: int,
) -> NumberMention | None:
    """Return what a number says, None where no table knows what it counts."""
    first, stop, bound = number.first, number.stop, number.bound
    before = phrase_before(pieces, first, tables.currency_before)
    money = before[0] if before else None
    first = before[1] if before else first
    after = phrase_at(pieces, stop, tables.currency_after)
    if money is None and after:
        money, stop = after
    edge = phrase_before(pieces, first, tables.bounds)
    if edge and edge[1] >= floor:
        bound, first = edge
    if money is not None:
        head = pieces[stop - 1].token
        return _mention(tree, text, pieces, (first, stop), head, "money", number, bound, money)
    more = phrase_at(pieces, stop, tables.bounds_after)
    if more:
        bound, stop = more
    counted = _counted(pieces, stop, ceiling, tables)
    if counted is None:
        return None
    part, kind, noun, stop = counted
    said = None
    if part != "thing":
        said = _verb_kind(pieces, first, stop, floor, ceiling, tables)
        kind = kind if said is None or (kind in HELD and said in TAKEN) else said
    single = pieces[number.first].lower in tables.single and number.value == 1
    if kind is None or (single and said is None):
        return None
    head = pieces[noun if noun is not None else number.stop - 1].token
    return _mention(tree, text, pieces, (first, stop), head, kind, number, bound, None)


def _counted(
    pieces: Sequence[Piece], at: int, ceiling: int, tables: MagnitudeTables
) -> tuple[str, str | None, int | None, int] | None:
    """Return the part and kind of the noun a number counts, its piece, and where it stops.

    A number with a verb or a stop behind it counts something unsaid: no kind and no noun yet.
    None where it counts what no table names.
    """
    for i in range(at, min(at + NOUN_REACH + 1, ceiling)):
        noun = phrase_at(pieces, i, tables.nouns)
        if noun:
            part, kind = noun.value
            inner = phrase_at(pieces, noun.stop, tables.nouns) if part == "people" else None
            if inner and noun.stop < ceiling:  # 50 orang tentara
                (part, kind), i, noun = inner.value, noun.stop, inner
            return part, kind, i, noun.stop
        if phrase_at(pieces, i, tables.ignored):
            return None
        verb = phrase_at(pieces, i, tables.verbs)
        lower = pieces[i].lower
        if verb or lower in tables.stops or not (lower[0].isalnum() or lower in "-'’"):
            return ("people", None, None, at) if i == at else None
    return ("people", None, None, at) if at >= min(ceiling, len(pieces)) else None


def _verb_kind(
    pieces: Sequence[Piece],
    first: int,
    stop: int,
    floor: int,
    ceiling: int,
    tables: MagnitudeTables,
) -> str | None:
    """Return the kind that the verb beside a counted noun gives."""
    before, distance = _verb_before(pieces, first, floor, tables)
    if before and distance <= CLOSE:
        return before
    return _verb_after(pieces, stop, ceiling, tables) or before


def _verb_before(
    pieces: Sequence[Piece], first: int, floor: int, tables: MagnitudeTables
) -> tuple[str | None, int]:
    """Return the kind of the nearest deciding verb before a number and how far it is."""
    crossed = False
    for i in range(first - 1, max(first - 1 - VERB_REACH, floor - 1), -1):
        verb = phrase_before(pieces, i + 1, tables.verbs)
        if verb:
            part, kind = verb[0]
            if part == "after" or (crossed and part != "before"):
                return None, 0
            wide = len(pieces[verb[1] : i + 1]) > 1  # a phrase such as *death toll*
            return (kind, first - 1 - i) if wide or not crossed else (None, 0)
        lower = pieces[i].lower
        if not (lower[0].isalnum() or lower in "-'’"):
            return None, 0
        crossed = crossed or (lower in tables.stops and lower not in tables.ranges)
    return None, 0


def _verb_after(
    pieces: Sequence[Piece], stop: int, ceiling: int, tables: MagnitudeTables
) -> str | None:
    """Return the kind of the first deciding verb behind a counted noun, if it is done to it."""
    stop = _past_insertion(pieces, stop, ceiling)
    for i in range(stop, min(stop + VERB_REACH, ceiling)):
        verb = phrase_at(pieces, i, tables.verbs)
        if verb:
            (part, kind), end = verb
            if part == "before":
                return None
            told = str(kind)
            if part == "after" or (i > stop and pieces[i - 1].lower in tables.stops):
                return told
            following = pieces[end].lower if end < len(pieces) else "."
            closed = following in tables.stops or not following[0].isalnum()
            return told if closed and end != ceiling else None
        if not (pieces[i].lower[0].isalnum() or pieces[i].lower in "-'’"):
            return None
    return None


def _past_insertion(pieces: Sequence[Piece], stop: int, ceiling: int) -> int:
    """Return where the clause goes on behind words between commas: *12 men, many armed, died*."""
    if stop < ceiling and pieces[stop].lower == ",":
        for i in range(stop + 1, min(stop + INSERTION, ceiling)):
            if pieces[i].lower == ",":
                return i + 1
    return stop


def _mention(
    tree: Tree,
    text: str,
    pieces: Sequence[Piece],
    bounds: tuple[int, int],
    head: int,
    kind: str,
    number: Number,
    bound: str | None,
    unit: str | None,
) -> NumberMention:
    first, stop = bounds
    start, end = pieces[first].start, pieces[stop - 1].end
    magnitude = Magnitude(kind, number.value, text[start:end], start, end, unit, bound)
    return NumberMention(tree.index, pieces[first].token, pieces[stop - 1].token, head, magnitude)
