"""Sentences cut where a tree of their own reads a part better."""

from __future__ import annotations

import re
from collections.abc import Sequence

DATELINE = re.compile(
    r"([^\W\d_a-z](?:[^\W\d_a-z]|[ .'’/-]){2,40}?(?:[,/] [\w ./()-]{1,40}?)?"
    r"(?: \([\w. ]{1,20}\))? ?[–—-])\s+"
)
"""A place in capitals, perhaps a day or an agency, and a dash."""


def cut_sentences(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sentences with a dateline before one, and each part up to a semicolon, apart.

    What follows stands for itself, and a tree of its own reads it better.
    """
    cut: list[tuple[int, int]] = []
    for start, end in spans:
        first = start
        dateline = DATELINE.match(text, start, end)
        if dateline is not None and dateline.end() < end:
            cut.append((start, dateline.end(1)))
            first = dateline.end()
        while (stop := text.find("; ", first, end)) >= 0:
            cut.append((first, stop + 1))
            first = stop + 2
        if text[first:end].strip():
            cut.append((first, end))
    return cut
