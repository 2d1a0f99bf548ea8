"""Sentences: spans of the text, split by sentencex and mended with the language's habits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import sentencex

from kabar.languages.load import Language
from kabar.text.clean import Block
from kabar.text.habits import Habits, load_habits

Bounds = tuple[int, int]

LONGEST_SENTENCE = 2000
"""Characters; a longer run without a full stop is cut at a comma or space, for the parser."""

# sentencex keeps a quotation whole and splits at plain spaces only: it is shown spaces instead.
_BLANKED = re.compile(
    '["“”„«»‹›〝〞\t\n\u00a0\u2007\u202f\u3000\v\f\u0085\u2028\u2029\ud800-\udfff]'
    r"|(?<!\w)['‘’‚]|['‘’](?!\w)"
)

_CLOSERS = "\"'”’»›)]}」』〞"
_SPACED_CLOSERS = "”’»›"
_OPENERS = "\"'“‘„‚«‹([{¿¡「『〝-–—•*"
_STOPS = re.compile(r"[.!?…]+(?=[\s\"'”’»›)\]}]|$)")
_GLUED = re.compile(r"[.!?][\"”’]?(?=[\"“‘]?[^\W\d_]{2,20}\s)")
_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[\w.&/-]{1,30}")
_DOTTED = re.compile(r"(?:\w\.)+\w")
_CUTS = ("; ", ", ", " ")
_ATTRIBUTION_WORDS = 7
_MARKS = 20
_NO_END = ",;:-–—"


def document_sentences(text: str, blocks: Iterable[Block], language: Language) -> list[Bounds]:
    """Return the sentences of all paragraphs; headings, bylines and boilerplate give none."""
    habits = load_habits(language)
    sentences: list[Bounds] = []
    for block in blocks:
        if block.kind == "paragraph":
            sentences += _split(text, block.start, block.end, habits, language.code)
    return sentences


def split_sentences(text: str, start: int, end: int, language: Language) -> list[Bounds]:
    """Return the sentences of one paragraph, `text[start:end]`.

    They are in order, do not overlap, have no space at their ends and hold every visible character.
    Quotations of several sentences are split; `“…,” said X.` and `“…?” asked X.` are not.

    “We left. They stayed,” said Gen. Roe.  ->  “We left. | They stayed,” said Gen. Roe.
    """
    return _split(text, start, end, load_habits(language), language.code)


def _split(text: str, start: int, end: int, habits: Habits, code: str) -> list[Bounds]:
    paragraph = text[start:end]
    cuts = _cuts(paragraph, habits, code)
    sentences: list[Bounds] = []
    opening = 0
    for cut in [*cuts, len(paragraph)]:
        for first, last in _trimmed(paragraph, opening, cut):
            marks_alone = last - first <= _MARKS and not _LETTER.search(paragraph, first, last)
            if sentences and marks_alone:
                # A stray quote, an ellipsis: part of the sentence before.
                sentences[-1] = (sentences[-1][0], start + last)
            else:
                sentences.append((start + first, start + last))
        opening = cut
    return sentences


def _cuts(paragraph: str, habits: Habits, code: str) -> list[int]:
    """Return the offsets after which a new sentence begins, in order."""
    masked = _BLANKED.sub(" ", paragraph)
    cuts: set[int] = set()
    position = 0
    for piece in sentencex.segment(code, masked):
        position += len(piece)
        shown = piece.rstrip()
        # Without a mark at its end it is an item of a list in the sentence: `(a) Rome, (b) Bonn`.
        if shown and not (shown[-1].isalnum() or shown[-1] in _NO_END):
            cuts.add(_after_closers(paragraph, position - len(piece) + len(shown)))
    for stop in _STOPS.finditer(paragraph):
        cut = _after_closers(paragraph, stop.end())
        ends = _is_end(paragraph, stop, cut, cuts, habits)
        if ends is True:
            cuts.add(cut)
        elif ends is False:
            cuts.discard(cut)
    cuts.update(_glued(paragraph, habits))
    return sorted(cuts)


def _after_closers(paragraph: str, position: int) -> int:
    """Return the offset after the quotation marks and brackets that close at a position."""
    while position < len(paragraph) and paragraph[position] in _CLOSERS:
        position += 1
    if paragraph[position : position + 1] == " ":
        # `said. ”`: a curly mark knows its side even after a space.
        after = paragraph[position + 1 : position + 3]
        if after and after[0] in _SPACED_CLOSERS and not after[1:].strip():
            position += 2
    return position


def _is_end(
    paragraph: str, stop: re.Match[str], cut: int, cuts: set[int], habits: Habits
) -> bool | None:
    """Say whether a sentence ends at a stop; None leaves it to sentencex."""
    following = _following(paragraph, cut)
    if following is None:
        return None
    first = following[0]
    if first.islower():
        return False
    marks, closers = stop.group(), paragraph[stop.end() : cut]
    word = _preceding(paragraph, stop.start())
    if "…" in marks or ".." in marks:
        return _ends_after_ellipsis(word, closers, following, habits)
    if marks != ".":
        if closers.strip(")]}") and _is_attribution(paragraph, cut, habits):
            return False
        return True if closers and first.isupper() else None
    if not closers.strip("\"'”’»›") and word:
        ends = _ends_after_word(paragraph, stop.start(), word, following, cuts, habits)
        if ends is not None:
            return ends
    return True if closers and first.isupper() else None


def _ends_after_ellipsis(word: str, closers: str, following: str, habits: Habits) -> bool:
    """Say whether `…` ends a sentence: not where it stands for words left out (*we … Russia*)."""
    if not word:
        return following in habits.starters
    return bool(closers.strip(")]}")) or following[0].isupper()


def _ends_after_word(
    paragraph: str, stop: int, word: str, following: str, cuts: set[int], habits: Habits
) -> bool | None:
    """Say whether a full stop after a word ends a sentence, by what the word is."""
    starts = following in habits.starters
    if len(word) == 1 and word.isupper():
        return starts
    if word in habits.before_name:
        return False
    if word in habits.before_number and following[0].isdigit():
        return False
    if word in habits.anywhere or _DOTTED.fullmatch(word):
        return starts
    if word.isdecimal() and len(word) <= 2:
        number = stop - len(word)
        if number < 3 and not paragraph[:number].strip(_OPENERS + " "):
            return False  # the number of an item: `1. Russia`
        if len(paragraph[max(0, number - 5) : number].rstrip()) + max(0, number - 5) in cuts:
            return False
    return None


def _preceding(paragraph: str, stop: int) -> str:
    """Return the word before a stop, without marks that open; empty where a space stands there."""
    window = paragraph[max(0, stop - 30) : stop]
    return window[len(window.rstrip()) and _last_space(window) + 1 :].lstrip(_OPENERS)


def _last_space(window: str) -> int:
    for index in range(len(window) - 1, -1, -1):
        if window[index].isspace():
            return index
    return -1


def _following(paragraph: str, cut: int) -> str | None:
    """Return the word after a cut, or None where none follows a space."""
    window = paragraph[cut : cut + 60]
    if not window[:1].isspace():
        return None
    match = _WORD.match(window.lstrip().lstrip(_OPENERS).lstrip())
    return match.group().rstrip(".") or None if match else None


def _is_attribution(paragraph: str, cut: int, habits: Habits) -> bool:
    """Say whether a few words with a verb of saying follow: `“Why?” Minister Roe asked.`"""
    clause = re.split(r"[.!?:,\n\"“”]", paragraph[cut : cut + 90].lstrip(), maxsplit=1)[0]
    words = clause.split()
    if not 0 < len(words) <= _ATTRIBUTION_WORDS:
        return False
    return words[0].lower() in habits.attribution or words[-1].lower() in habits.attribution


def _glued(paragraph: str, habits: Habits) -> Iterator[int]:
    """Yield cuts where the space after a full stop is missing: `pergi.Mereka`."""
    for stop in _GLUED.finditer(paragraph):
        match = _WORD.match(paragraph, stop.end())
        before = paragraph[max(0, stop.start() - 3) : stop.start()]
        if match and match.group() in habits.starters and len(before) == 3 and before.isalpha():
            yield stop.end()


def _trimmed(paragraph: str, first: int, last: int) -> Iterator[Bounds]:
    """Yield a span without the space at its ends, in pieces where it is too long."""
    while first < last and paragraph[first].isspace():
        first += 1
    while last > first and paragraph[last - 1].isspace():
        last -= 1
    while last - first > LONGEST_SENTENCE:
        middle = _cut_long(paragraph, first, first + LONGEST_SENTENCE)
        end = middle
        while end > first and paragraph[end - 1].isspace():
            end -= 1
        yield first, end
        first = middle
        while first < last and paragraph[first].isspace():
            first += 1
    if first < last:
        yield first, last


def _cut_long(paragraph: str, first: int, limit: int) -> int:
    """Return where to cut a span that is too long: late, after a comma or at a space if any."""
    for mark in _CUTS:
        found = paragraph.rfind(mark, first + LONGEST_SENTENCE // 2, limit)
        if found != -1:
            return found + len(mark)
    return limit
