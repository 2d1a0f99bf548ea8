"""An article's text cut into pieces, each with the records whose words it is part of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kabar.records import Coded, Event, Position, Quote

NOT_MARKED = frozenset({"context"})
"""Roles of evidence that are no words of the record itself."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a record: what they are for it."""

    start: int
    end: int
    record: str
    """`event:<id>`, `quote:<id>`, `position:<id>`, `actor:<id>`."""
    role: str
    """trigger, operator, source, target, date, place, magnitude, quote, position, actor…"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with the same marks."""

    text: str
    records: tuple[str, ...]
    roles: tuple[str, ...]
    begins: tuple[str, ...]
    """Records whose main words begin here, so that an address can point at them."""


def paragraphs_of(coded: Coded) -> list[list[Piece]]:
    """Return the pieces of each paragraph; joined they are the text without its line ends."""
    text = coded.document.text
    marks = [m for m in marks_of(coded) if 0 <= m.start < m.end <= len(text)]
    first = _first_words(marks)
    cuts = {0, len(text)}
    cuts |= {offset for mark in marks for offset in (mark.start, mark.end)}
    cuts |= {at + side for at, sign in enumerate(text) if sign == "\n" for side in (0, 1)}
    paragraphs: list[list[Piece]] = [[]]
    open_marks: list[Mark] = []
    waiting = sorted(marks, key=lambda mark: (mark.start, mark.end), reverse=True)
    for start, end in pairwise(sorted(cuts)):
        open_marks = [mark for mark in open_marks if mark.end > start]
        while waiting and waiting[-1].start <= start:
            open_marks.append(waiting.pop())
        if text[start:end] == "\n":
            paragraphs.append([])
            continue
        piece = Piece(
            text[start:end],
            tuple(dict.fromkeys(mark.record for mark in open_marks)),
            tuple(sorted({mark.role for mark in open_marks})),
            tuple(record for record, at in first.items() if at == start),
        )
        paragraphs[-1].append(piece)
    return [pieces for pieces in paragraphs if any(piece.text.strip() for piece in pieces)]


def marks_of(coded: Coded) -> Iterator[Mark]:
    """Yield the words of every record of an article."""
    for quote in coded.quotes:
        yield from _of_quote(quote)
    for position in coded.positions:
        yield from _of_position(position)
    for event in coded.events:
        yield from _of_event(event)
    for actor in coded.actors:
        for span in actor.mentions:
            yield Mark(span.start, span.end, f"actor:{actor.id}", "actor")


def _of_event(event: Event) -> Iterator[Mark]:
    record = f"event:{event.id}"
    yield Mark(event.trigger.start, event.trigger.end, record, "trigger")
    for each in event.evidence:
        if each.role not in NOT_MARKED:
            yield Mark(each.start, each.end, record, each.role)
    for role, sides in (("source", event.source), ("target", event.target)):
        for side in sides:
            yield Mark(side.start, side.end, record, role)
    if event.date:
        yield Mark(event.date.text_start, event.date.text_end, record, "date")
    if event.place:
        yield Mark(event.place.text_start, event.place.text_end, record, "place")
    for magnitude in event.magnitude:
        yield Mark(magnitude.start, magnitude.end, record, "magnitude")


def _of_quote(quote: Quote) -> Iterator[Mark]:
    record = f"quote:{quote.id}"
    yield Mark(quote.start, quote.end, record, "quote")
    if quote.speaker:
        yield Mark(quote.speaker.start, quote.speaker.end, record, "speaker")
    if quote.cue:
        yield Mark(quote.cue.start, quote.cue.end, record, "cue")


def _of_position(position: Position) -> Iterator[Mark]:
    record = f"position:{position.id}"
    yield Mark(position.content.start, position.content.end, record, "content")
    if position.condition:
        yield Mark(position.condition.start, position.condition.end, record, "condition")
    for side in (*position.holder, *position.toward):
        yield Mark(side.start, side.end, record, "holder")


MAIN = ("trigger", "quote", "content", "actor")
"""Roles of the words that a record is found by."""


def _first_words(marks: Sequence[Mark]) -> dict[str, int]:
    """Return where the main words of each record begin."""
    first: dict[str, int] = {}
    for mark in marks:
        if mark.role in MAIN:
            first[mark.record] = min(mark.start, first.get(mark.record, mark.start))
    return first
