"""Words of a text, hashes of its shingles, and the sample of them that is kept as its keys.

A shingle is some words in a row. Han, Kana, Thai, Lao, Khmer and Burmese letters are words of one
letter each, since nothing stands between words there. Case, punctuation and the form of quotation
marks, dashes and numbers' separators make no difference.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

LENGTH = 5
"""Words of a shingle."""
TINY = 20
"""Texts of fewer words are too short to resemble each other: only the same words are the same."""
MOST_KEYS = 64
"""Of a text's shingles about so many at most are its keys."""

Hashes = npt.NDArray[np.uint64]

ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Letters of scripts that put no blank between words."""
WORD = re.compile(rf"[{ALONE}]|[^\W_{ALONE}]+")
KNOWN_WORDS = 1 << 16
"""Words whose hash is kept, a few megabytes: most words of a text stood in the one before."""
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""Odd, so that nothing is lost; the golden ratio of 64 bits."""


class Sketch(NamedTuple):
    """What near-duplicates of a text are found by."""

    shingles: int
    """How many different ones it has."""
    keys: tuple[int, ...]
    """Those that stand for it, as signed numbers: databases have no others."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def hashes_of(words: list[str]) -> Hashes:
    """Return a hash of 64 bits of each word; equal words have equal ones."""
    known = {word: _hash(word) for word in set(words)}
    return np.fromiter((known[word] for word in words), np.uint64, len(words))


def shingles(hashes: Hashes, length: int) -> Hashes:
    """Return the hash of each run of `length` words, by its place; none where there are fewer."""
    count = len(hashes) - length + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    found = np.zeros(count, np.uint64)
    for place in range(length):
        found = _mixed(found ^ hashes[place : place + count])
    return found


def text_shingles(text: str) -> Hashes:
    """Return the different shingles of a text in order; a tiny text is one, an empty one none."""
    words = words_of(text)
    length = LENGTH if len(words) >= TINY else len(words)
    return np.unique(shingles(hashes_of(words), length)) if words else np.empty(0, np.uint64)


def keys(found: Hashes) -> Hashes:
    """Return the shingles that stand for a text: those that 2**n divides, n by their number.

    Of two texts the longer one's n decides what both have: the keys of the shorter one that it
    divides too are a fair sample, and those among the longer one's keys tell how much of the
    shorter text is in the longer one.
    """
    chosen: Hashes = found[found & np.uint64((1 << level(len(found))) - 1) == 0]
    return chosen


def sketch_of(text: str) -> Sketch:
    """Return the sketch of a text."""
    found = text_shingles(text)
    return Sketch(len(found), tuple(keys(found).view(np.int64).tolist()))


def level(number: int) -> int:
    """Return n for so many shingles, the least that leaves MOST_KEYS of them."""
    return max(0, (number - 1) // MOST_KEYS).bit_length()


@lru_cache(KNOWN_WORDS)
def _hash(word: str) -> int:
    data = word.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")


def _mixed(values: Hashes) -> Hashes:
    """Return the values with every bit spread over all bits."""
    values = (values ^ (values >> np.uint64(32))) * MULTIPLIER
    return values ^ (values >> np.uint64(29))
