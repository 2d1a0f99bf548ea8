"""How names are compared: folded units, the same for the tables and for the text.

A unit is a run of letters and digits, lower-case, without accents and inner dots, so that
*U.S.*, *al-Qaeda* and *N'Djamena* compare the same however a tokenizer cut them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

UNIT = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"(?<=\w)\.(?=\w)|(?<=\b[^\W\d_])\.")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a word in lower case without its accents: *Erdoğan* gives *erdogan*."""
    lower = text.lower()
    if lower.isascii():
        return lower
    marks = unicodedata.normalize("NFD", lower.replace("ı", "i").replace("ł", "l"))
    plain = "".join(c for c in marks if not unicodedata.combining(c))
    return plain.replace("ø", "o").replace("đ", "d").replace("ß", "ss").replace("æ", "ae")


@lru_cache(maxsize=65536)
def cut(text: str) -> tuple[str, ...]:
    """Return the written units of a word or name, case kept: *U.S.-led* gives *US, led*."""
    if text.isalnum():
        return (text,)
    return tuple(UNIT.findall(_DOTTED.sub("", text)))


def name_key(name: str) -> str:
    """Return the key under which a name stands in the index: *al-Qaeda* gives *al qaeda*."""
    return " ".join(fold(unit) for unit in cut(name))


def capital_bits(name: str) -> str:
    """Return one digit a unit, 1 where the name writes a capital or a digit there."""
    return "".join("0" if unit[0].islower() else "1" for unit in cut(name))


def capitals(text: str) -> int:
    """Count the capital letters of a text."""
    return sum(1 for c in text if c.isupper())


def longest_by_first(*tables: Iterable[str]) -> dict[str, int]:
    """Return how many words the longest key has that begins with each first word.

    Keys are words joined by one space. Runs over every name at the load, so it splits no key.
    """
    longest: dict[str, int] = {}
    for table in tables:
        for key in table:
            first, _, rest = key.partition(" ")
            length = rest.count(" ") + 2 if rest else 1
            if length > longest.get(first, 0):
                longest[first] = length
    return longest
