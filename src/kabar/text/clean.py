"""Blocks: which lines of a text are its paragraphs and which headings, bylines and boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from kabar.languages.load import Language
from kabar.text.habits import Habits, load_habits

Kind = Literal["paragraph", "heading", "boilerplate", "byline"]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text that reads as one thing; blocks are in order and do not overlap."""

    start: int
    end: int
    kind: Kind


_LINE = re.compile(r"[^\n\v\f\u0085\u2028\u2029]+")
_VISIBLE = re.compile(r"\S(?:.*\S)?", re.S)
_QUOTED = {"“": "”", "‘": "’", '"': '"', "'": "'", "«": "»", "„": "“", "「": "」", "『": "』"}
_FULL_STOPS = ".!?…:;,。！？،؟।–—-"
_ENDED = re.compile(r"[.!?,…][\"'”’»]|[^\W\d_]{4}[.!?…]\s")
_SENTENCE_ENDS = '.!?…:。！？؟।"”’»'
_BULLETS = "-–—•*·▪"
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff]")

_LONGEST_HEADING = 90
_HEADING_WORDS = 12
_WIDE_HEADING = 30
"""Characters, in scripts without spaces or with short words."""
_LONGEST_BOILERPLATE = 400
_LIST_LINES = 3
_WRAP_COLUMNS = 100
_WRAPPED_LINES = 5


def find_blocks(text: str, language: Language) -> list[Block]:
    """Return the blocks of a text, which stays as it is; together they hold all that is visible.

    A paragraph is a line, or a run of lines where the text is wrapped at a fixed width. Part of a
    line can be a block: a dateline before a paragraph (byline), a credit after it (boilerplate).
    A text with headings alone has paragraphs instead: one line may be all that was given.
    """
    habits = load_habits(language)
    lines = list(_lines(text))
    blocks: list[Block] = []
    for start, end in lines:
        blocks += _line_blocks(text, start, end, habits)
    if not any(block.kind == "paragraph" for block in blocks):
        return [_as_paragraph(b) if b.kind == "heading" else b for b in blocks]
    return _without_lists(blocks)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the visible span of each line, or of each run of lines in a wrapped text."""
    lines = [
        (match.start() + visible.start(), match.start() + visible.end())
        for match in _LINE.finditer(text)
        if (visible := _VISIBLE.search(match.group()))
    ]
    if not _is_wrapped(text, lines):
        yield from lines
        return
    first = 0
    for index, (_, end) in enumerate(lines):
        last = index + 1 == len(lines)
        if last or text.count("\n", end, lines[index + 1][0]) > 1:
            yield lines[first][0], end
            first = index + 1


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Say whether lines end where a column ends: most in mid-sentence, none of them long."""
    if len(lines) < _WRAPPED_LINES or any(end - start > _WRAP_COLUMNS for start, end in lines):
        return False
    joined = unfinished = lower = 0
    for (_, end), (following, _) in pairwise(lines):
        if text.count("\n", end, following) == 1:
            joined += 1
            unfinished += text[end - 1] not in _SENTENCE_ENDS
            lower += text[following].islower()
    # Notes without full stops are unfinished too, but open with capitals.
    return joined > len(lines) / 2 and unfinished > joined / 2 and lower > joined / 3


def _line_blocks(text: str, start: int, end: int, habits: Habits) -> Iterator[Block]:
    """Yield the blocks of one line: often one, more with a dateline or a credit."""
    whole = text[start:end]
    if len(whole) <= _LONGEST_BOILERPLATE and habits.boilerplate.fullmatch(whole):
        yield Block(start, end, "boilerplate")
        return
    if len(whole) <= _LONGEST_BOILERPLATE and habits.byline.fullmatch(whole):
        yield Block(start, end, "byline")
        return
    if _is_heading(whole):
        yield Block(start, end, "heading")
        return
    opening = habits.dateline.match(text[start : min(end, start + _LONGEST_BOILERPLATE)])
    if opening and opening.end() and start + opening.end() < end:
        yield Block(start, start + len(opening.group().rstrip()), "byline")
        start = _skip_space(text, start + opening.end(), end)
    credit = _credit(text, start, end, habits)
    if credit is None:
        yield Block(start, end, "paragraph")
        return
    yield Block(start, start + len(text[start:credit].rstrip()), "paragraph")
    yield Block(credit, end, "boilerplate")


def _credit(text: str, start: int, end: int, habits: Habits) -> int | None:
    """Return where the credit that closes a paragraph begins, if one does."""
    tail = max(start, end - _LONGEST_BOILERPLATE)
    for match in habits.boilerplate_end.finditer(text[tail:end]):
        credit = tail + match.start()
        if match.end() == end - tail and match.group() and text[start:credit].strip():
            return _skip_space(text, credit, end)
    return None


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _is_heading(line: str) -> bool:
    """Say whether a line reads as a heading: short, no full stop, quoted as a whole or not at all.

    A short question counts: no record comes of it.
    """
    if len(line) > _LONGEST_HEADING:
        return False
    bare = line.lstrip("#").strip()
    closing = _QUOTED.get(bare[:1])
    if closing and len(bare) > 2:
        if not bare.endswith(closing) or closing in bare[1:-1]:
            return False
        bare = bare[1:-1].strip()
        if bare.endswith("?"):
            return False
    if not bare or bare[0] in _BULLETS or bare[0].islower():
        return False
    words = len(bare.split())
    if _WIDE.search(bare) and len(bare) > _WIDE_HEADING:
        return False
    if bare.endswith("?"):
        return words < _HEADING_WORDS
    # A comma before a closing mark is a quotation with its speaker: “…,” said X
    return bare[-1] not in _FULL_STOPS and words <= _HEADING_WORDS and not _ends_inside(bare)


def _ends_inside(line: str) -> bool:
    """Say whether a sentence or quotation ends within the line or its last marks."""
    return bool(_ENDED.search(line)) or line[-1] in '"”»'


def _as_paragraph(block: Block) -> Block:
    return Block(block.start, block.end, "paragraph")


def _without_lists(blocks: list[Block]) -> list[Block]:
    """Return the blocks with runs of many headings as paragraphs: they are a list or short notes.

    The run that opens a text is its title, subtitle and the like.
    """
    mended: list[Block] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        run = list(group)
        if kind == "heading" and len(run) >= _LIST_LINES and mended:
            run = [_as_paragraph(block) for block in run]
        mended += run
    return mended
