"""What the tagger and the parser look at, as tables that training and parsing share.

A template is a tuple of atoms; an atom is a number known of one word near the place of decision
(its form, an ending, its tag) or of the state (a distance). A feature is the hash of a template's
number with its atoms, so both sides compute the same 64 bits and no strings are stored.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]
Templates = tuple[tuple[str, ...], ...]

NULL, ROOT, FIRST = 1, 2, 3
"""Codes of an absent word, of the root, and the first code of a real tag or label."""

MULTIPLIER = 0xFF51AFD7ED558CCD
SEED = 0x9E3779B97F4A7C15
SHIFT = 32

FIELDS = ("word", "end2", "end3", "end4", "start2", "start3", "shape", "affix")
"""Codes of a written form, in the order in which `word_codes` gives them."""

_PLAIN = str.maketrans("’ʼ“”„«»‘`–—‐‑" + "123456789", '\'\'"""""\'\'----' + "000000000")


@lru_cache(maxsize=200_000)
def word_codes(form: str) -> tuple[int, ...]:
    """Return the numbers that stand for a form, one per field of FIELDS."""
    plain = form.lower().translate(_PLAIN)
    end2, end3, end4 = plain[-2:], plain[-3:], plain[-4:]
    start2, start3 = plain[:2], plain[:3]
    code = zlib.crc32
    return (
        code(plain.encode("utf-8", "replace"), 1),
        code(end2.encode("utf-8", "replace"), 2),
        code(end3.encode("utf-8", "replace"), 3),
        code(end4.encode("utf-8", "replace"), 4),
        code(start2.encode("utf-8", "replace"), 5),
        code(start3.encode("utf-8", "replace"), 6),
        _shape(form),
        code((start2 + "\0" + end2).encode("utf-8", "replace"), 7),
    )


def _shape(form: str) -> int:
    """Return the kinds of characters in a form and its length, as one small number."""
    first = form[:1].isupper()
    digit = any(c.isdigit() for c in form)
    letter = any(c.isalpha() for c in form)
    upper = form.isupper()
    hyphen = "-" in form[1:-1]
    return first | digit << 1 | letter << 2 | upper << 3 | hyphen << 4 | min(len(form), 4) << 5


# ---------------------------------------------------------------------------- tagger

TAGGER_OFFSETS = (-2, -1, 0, 1, 2)
"""Words whose fields are atoms, `field@offset`; `tag-1`, `tag-2` are the tags just given."""

TAGGER_STATIC: Templates = (
    (),
    ("word@0",),
    ("end2@0",),
    ("end3@0",),
    ("end4@0",),
    ("start2@0",),
    ("start3@0",),
    ("shape@0",),
    ("shape@0", "first"),
    ("word@-1",),
    ("word@1",),
    ("end3@1",),
    ("end3@-1",),
    ("end2@1",),
    ("word@-2",),
    ("word@2",),
    ("word@0", "word@1"),
    ("word@-1", "word@0"),
    ("shape@1",),
    ("shape@-1",),
    ("affix@0",),
    ("start2@1",),
    ("shape@0", "shape@1", "first"),
    ("shape@-1", "shape@0", "shape@1"),
    ("end3@0", "word@1"),
    ("end3@0", "word@-1"),
    ("end3@0", "end3@1"),
    ("word@-1", "word@1"),
    ("word@-2", "word@-1"),
    ("word@1", "word@2"),
    ("end4@0", "shape@0", "first"),
    ("end3@0", "start2@0"),
)
TAGGER_DYNAMIC: Templates = (
    ("tag-1",),
    ("tag-2", "tag-1"),
    ("word@0", "tag-1"),
    ("end3@0", "tag-1"),
    ("shape@0", "tag-1"),
    ("start3@0", "tag-1"),
    ("word@1", "tag-1"),
    ("end2@0", "tag-2", "tag-1"),
)
TAGGER_ATOMS = (
    *(f"{name}@{offset}" for offset in TAGGER_OFFSETS for name in FIELDS),
    "first",
    "tag-1",
    "tag-2",
)

# ---------------------------------------------------------------------------- parser

NODES = (
    *("s0", "s1", "s2", "b0", "b1", "b2"),
    *("s0l", "s0r", "s1l", "s1r", "b0l"),
    *("s0l2", "s0r2", "b0l2"),
)
"""Words the parser looks at: stack, buffer, their outermost and next children on either side."""

PARSER_ATOMS = (
    *(f"{node}.w" for node in NODES),
    *(f"{node}.t" for node in NODES),
    *(f"{node}.a" for node in NODES),
    *(f"{node}.r" for node in NODES),
    *("far", "near", "s0.v", "s1.v", "b0.v"),
)
"""word, tag, affix and relation of each node; distances s0–b0 and s1–s0; counts of children."""

_PARSER_TEMPLATES = """
-
s0.w / s0.t / s0.w s0.t / s1.w / s1.t / s1.w s1.t / b0.w / b0.t / b0.w b0.t
b1.w / b1.t / b1.w b1.t / b2.w / b2.t / s2.t / s0.a / s1.a / b0.a
s0.w b0.w / s0.w s0.t b0.w b0.t / s0.w s0.t b0.t / s0.t b0.w b0.t / s0.t b0.t
s0.t b0.t b1.t / s0.t b0.t b1.t b2.t / s1.w s0.w / s1.w s1.t s0.t / s1.t s0.w s0.t / s1.t s0.t
s1.t s0.t b0.t / s2.t s1.t s0.t / s2.t s1.t s0.t b0.t / s1.t s0.t b0.t b1.t
s0.t s0l.t b0.t / s0.t s0r.t b0.t / s0.t b0.t b0l.t / s1.t s0.t s0l.t / s1.t s0.t s0r.t
s1.t s1r.t s0.t / s1.t s1l.t s0.t / s0.w s0l.r / s0.w s0r.r / s0.t s0l.r / s0.t s0r.r
s1.t s1r.r / b0.t b0l.r / s0.t s0l.r s0l2.r / s0.t s0r.r s0r2.r / b0.t b0l.r b0l2.r
s0l.w / s0r.w / s1r.w / b0l.w
far s0.w / far b0.w / far s0.t b0.t / near s0.w / near s1.w / near s0.t s1.t
s0.v s0.w / s0.v s0.t / s1.v s1.t / b0.v b0.t / s1.w s1.t s0.a / s0.a b0.t / s1.a s0.t s1.v
s1.w s0l.w s0.t / s0.w b0l.w b0.t / s0.w b0.w b0l.t / s0.t b0.t s0l.r b0l.r
"""


def parse_templates(text: str) -> Templates:
    """Return the templates of a text that parts them by ` / ` and new lines; `-` is the bias."""
    cells = [c.strip() for line in text.strip().splitlines() for c in line.split(" / ")]
    return tuple(() if c == "-" else tuple(c.split()) for c in cells)


PARSER: Templates = parse_templates(_PARSER_TEMPLATES)

TEMPLATES_CODE = zlib.crc32(repr((TAGGER_STATIC, TAGGER_DYNAMIC, PARSER)).encode())
"""Tells weights made for other templates apart."""


class TemplateTable:
    """Templates over a fixed list of atoms, longest first, as arrays for hashing."""

    def __init__(self, templates: Templates, atoms: tuple[str, ...], salt: int) -> None:
        """Look up the atoms of the templates; `salt` keeps two tables' features apart."""
        order = sorted(range(len(templates)), key=lambda i: (-len(templates[i]), i))
        width = max(len(t) for t in templates)
        self.atoms = np.zeros((len(order), width), np.int64)
        self.sizes = np.array([len(templates[i]) for i in order], np.int64)
        for row, i in enumerate(order):
            for column, name in enumerate(templates[i]):
                self.atoms[row, column] = atoms.index(name)
        mask = (1 << 64) - 1
        seeds = [_mix(SEED * (salt + 1) & mask, i + 1) for i in order]
        self.seeds = np.array(seeds, np.uint64)
        self._counts = [int((self.sizes > column).sum()) for column in range(width)]

    def __len__(self) -> int:
        """Count the templates."""
        return len(self.seeds)

    def hash(self, values: U64) -> U64:
        """Return the features (templates × states) of atom values (atoms × states)."""
        result = np.empty((len(self.seeds), values.shape[1]), np.uint64)
        result[:] = self.seeds[:, None]
        for column, count in enumerate(self._counts):
            part = result[:count]
            part ^= values[self.atoms[:count, column]]
            part *= np.uint64(MULTIPLIER)
            part ^= part >> np.uint64(SHIFT)
        return result


def _mix(a: int, b: int) -> int:
    mixed = ((a ^ b) * MULTIPLIER) & ((1 << 64) - 1)
    return mixed ^ (mixed >> SHIFT)
