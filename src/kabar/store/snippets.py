"""The words that answer a question, marked in a text: pieces of the text as it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kabar.store.asking import Question, Term
from kabar.store.folding import Word, words_at

WIDTH = 260
"""Characters of a snippet, more or less."""
BEFORE = 70
"""Characters before the first hit."""
LONGEST = 200_000
"""Characters of a text in which words are looked for; a book would keep its reader waiting."""
MOST_HITS = 200
"""Hits of a text among which the best place is looked for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether it answers the question."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text; joined, its pieces are `text[start:end]`."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    is_begin: bool
    """Whether it begins where the text begins."""
    is_end: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a term stands."""

    start: int
    end: int
    term: int


def snippet(text: str, question: Question, *, width: int = WIDTH) -> Snippet:
    """Return the part of a text with most of what was asked; its beginning where nothing is."""
    words = list(words_at(text[:LONGEST]))
    hits = find_hits(words, question.terms)
    start, end = _window(text, words, hits, width)
    inside = [hit for hit in hits if start <= hit.start and hit.end <= end]
    return Snippet(start, end, _pieces(text, start, end, inside), start == 0, end == len(text))


def marked(text: str, question: Question) -> tuple[Piece, ...]:
    """Return a whole text with what was asked marked."""
    hits = find_hits(list(words_at(text)), question.terms)
    return _pieces(text, 0, len(text), hits)


def find_hits(words: Sequence[Word], terms: Sequence[Term]) -> list[Hit]:
    """Return where terms stand among the words of a text, in the order of the text."""
    by_first: dict[str, list[int]] = {}
    anywhere = []
    for number, term in enumerate(terms):
        if term.begins and len(term.words) == 1:
            anywhere.append(number)
        else:
            by_first.setdefault(term.words[0], []).append(number)
    found = []
    for at, word in enumerate(words):
        for number in (*by_first.get(word.form, ()), *anywhere):
            if _stands(words, at, terms[number]):
                last = words[at + len(terms[number].words) - 1]
                found.append(Hit(word.start, last.end, number))
    return found


def _stands(words: Sequence[Word], at: int, term: Term) -> bool:
    """Say whether a term begins at a word."""
    last = len(term.words) - 1
    if at + last >= len(words):
        return False
    for offset, wanted in enumerate(term.words):
        form = words[at + offset].form
        if form != wanted and not (term.begins and offset == last and form.startswith(wanted)):
            return False
    return True


def _window(text: str, words: Sequence[Word], hits: Sequence[Hit], width: int) -> tuple[int, int]:
    """Return where to cut: around the hits that tell most terms, between words."""
    if len(text) <= width or not words:
        return 0, min(len(text), width)
    hits = hits[:MOST_HITS]
    best = max(hits, key=lambda hit: (_told(hits, hit, width), -hit.start), default=Hit(0, 0, 0))
    start = max(0, best.start - BEFORE)
    if start > 0:
        starts = [word.start for word in words]
        start = min(starts[min(bisect_left(starts, start), len(starts) - 1)], best.start)
    ends = [word.end for word in words]
    last = bisect_right(ends, start + width) - 1
    if last == len(ends) - 1 and len(text) - start <= width + BEFORE:
        return start, len(text)
    end = ends[last] if last >= 0 else 0
    return start, max(end, best.end) if max(end, best.end) > start else start + width


def _told(hits: Sequence[Hit], first: Hit, width: int) -> int:
    """Return how many different terms stand within a width of a hit."""
    limit = first.start - BEFORE + width
    return len({hit.term for hit in hits if first.start <= hit.start and hit.end <= limit})


def _pieces(text: str, start: int, end: int, hits: Sequence[Hit]) -> tuple[Piece, ...]:
    pieces = []
    at = start
    for hit in hits:
        if hit.start > at:
            pieces.append(Piece(text[at : hit.start], False))
        if hit.end > at:
            pieces.append(Piece(text[max(at, hit.start) : hit.end], True))
            at = hit.end
    if at < end:
        pieces.append(Piece(text[at:end], False))
    return tuple(pieces)
