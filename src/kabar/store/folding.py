"""Words as search compares them: the same in any case, form and script, whatever marks they bear.

Letters are brought to one form (NFKC, case folded), accents and vowel signs that readers leave out
are dropped, and in scripts without blanks between words every letter is a word of its own, so that
what a reader types is found as letters in a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

BLANKLESS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # Han radicals
    (0x3005, 0x30FF),  # Han signs, Hiragana, Katakana
    (0x31F0, 0x31FF),  # Katakana
    (0x3400, 0x9FFF),  # Han
    (0xA9E0, 0xA9FF),  # Myanmar
    (0xAA60, 0xAA7F),  # Myanmar
    (0xF900, 0xFAFF),  # Han
    (0x1B000, 0x1B16F),  # Kana
    (0x20000, 0x3FFFF),  # Han
)
"""First and last sign of scripts that are written without blanks between words."""
HARAKAT = (10, 36)
"""Combining classes of vowel signs of Hebrew, Arabic and Syriac, which readers mostly leave out."""
ACCENTS = 200
"""From this combining class on: accents above and below letters."""
TATWEEL, ZERO_BLANK = "\u0640", "\u200b"
VOICED = "\uff9e\uff9f"
"""Marks of Japanese letters of half width, which Unicode counts as letters."""

_ASCII_WORD = re.compile(r"[0-9a-z]+")
_RUN = re.compile(r"[^\x00-/:-@\[-`{-\x7f]+")


class Word(NamedTuple):
    """A word of a text: as search compares it, and where it stands.

    A tuple, since a page of articles makes some ten thousand.
    """

    form: str
    start: int
    end: int


def words_of(text: str) -> list[str]:
    """Return the words of a text as search compares them.

    `"Président 中国"` gives `president`, `中`, `国`.
    """
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return _folded(text).split()


def words_at(text: str) -> Iterator[Word]:
    """Yield the words of a text with their places in it."""
    for run in _RUN.finditer(text):
        form = run[0].lower() if run[0].isascii() else _folded(run[0])
        if form and run[0].isalnum() and " " not in form:
            yield Word(form, run.start(), run.end())
        else:
            yield from _within(run[0], run.start())


def _folded(text: str) -> str:
    """Return a text in its compared form, with blanks around words."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", plain).translate(_FORMS)


@lru_cache(maxsize=8192)
def _folded_letter(letter: str) -> str:
    return _folded(letter)


def _within(run: str, offset: int) -> Iterator[Word]:
    """Yield the words of a run without a blank: letters that stand alone, signs, marks."""
    begun: int | None = None
    at = 0
    while at < len(run):
        end = at + 1
        while end < len(run) and _belongs(run[end]):
            end += 1
        form = _folded_letter(run[at:end])
        if " " in form:
            if begun is not None:
                yield from _as_one(run[begun:at], offset + begun)
                begun = None
            yield from (Word(each, offset + at, offset + end) for each in form.split())
        elif begun is None:
            begun = at
        at = end
    if begun is not None:
        yield from _as_one(run[begun:], offset + begun)


def _as_one(run: str, start: int) -> Iterator[Word]:
    for form in words_of(run):
        yield Word(form, start, start + len(run))


def _belongs(sign: str) -> bool:
    """Say whether a sign belongs to the letter before it."""
    return unicodedata.category(sign) in ("Mn", "Mc", "Me") or sign in VOICED


class _Forms(dict[int, str]):
    """What is compared of a sign, for `str.translate`; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        form = self[code] = _form(chr(code))
        return form


_FORMS = _Forms()


def _form(sign: str) -> str:
    """Return a sign without marks; with blanks around it where it is a word of its own."""
    code, kind = ord(sign), unicodedata.category(sign)
    if sign == ZERO_BLANK:
        return " "
    if kind == "Cf" or sign == TATWEEL or _is_variation(code):
        return ""
    if kind[0] not in "LNM":
        return " "
    bare = [each for each in unicodedata.normalize("NFD", sign) if not _is_dropped(each)]
    plain = unicodedata.normalize("NFC", "".join(bare))
    is_alone = any(first <= code <= last for first, last in BLANKLESS)
    return f" {plain} " if is_alone and plain else plain


def _is_dropped(sign: str) -> bool:
    rank = unicodedata.combining(sign)
    return HARAKAT[0] <= rank <= HARAKAT[1] or rank >= ACCENTS


def _is_variation(code: int) -> bool:
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
