"""What the parser sees of a word: its form and the buckets of its shape, prefixes and suffixes."""

from __future__ import annotations

from zlib import crc32

ROOT_FORM = "\x01root"
"""The form that stands for the root, a word before the first."""
UNKNOWN, ROOT_NUMBER = 0, 1
BUCKETS = 1 << 15
"""How many buckets affixes fall into; one more row, of zeros, stands for no affix."""
PREFIXES, SUFFIXES = (2, 3, 4, 5), (1, 2, 3, 4, 5)
MOST_AFFIXES = 2 + len(PREFIXES) + len(SUFFIXES)
SHAPE_LENGTH = 8


def word_shape(word: str) -> str:
    """Return a word's letters by kind, at most two of a kind in a row: *Su-35* gives `Xx-dd`."""
    kinds: list[str] = []
    for letter in word:
        if letter.isupper():
            kind = "X"
        elif letter.islower():
            kind = "x"
        elif letter.isdigit():
            kind = "d"
        else:
            kind = "a" if letter.isalpha() else letter
        if kinds[-2:] != [kind, kind]:
            kinds.append(kind)
    return "".join(kinds[:SHAPE_LENGTH])


def affix_buckets(word: str) -> list[int]:
    """Return the buckets of a word's shape and affixes; a word of one or two letters is its own."""
    low = word.lower()
    names = ["S" + word_shape(word)]
    if len(low) <= min(PREFIXES):
        names.append("w" + low)
    names += ["p" + low[:k] for k in PREFIXES if len(low) > k]
    names += ["s" + low[-k:] for k in SUFFIXES if len(low) > k]
    return [crc32(name.encode("utf-8", "surrogatepass")) % BUCKETS for name in names]
