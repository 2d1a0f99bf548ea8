"""Headlines in title case (*Chad Lifts Travel Ban*): their ordinary words in small letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kabar.extract.lexicon import Lexicon

WORD = re.compile(r"[^\W\d_][\w'’-]*")
SHORT = 3
"""Title case leaves words of so many letters small: *to, of, the*."""
FEWEST, SHARE = 2, 0.8
"""So many longer words a headline has, and so great a share of them with a capital."""


def lowered(text: str, names: Sequence[tuple[int, int]], lexicon: Lexicon) -> str:
    """Return a headline with its event words and their objects in small letters.

    Other text, and what stands in the spans `names`, stays as it is; so does the length.
    """
    words = [m for m in WORD.finditer(text) if not _is_inside(m, names)]
    longer = [m for m in words if len(m.group()) > SHORT]
    capitals = [m for m in longer if m.group()[0].isupper() and not m.group().isupper()]
    if len(longer) < FEWEST or len(capitals) < SHARE * len(longer):
        return text
    nouns = frozenset[str]().union(*lexicon.classes.values())
    for match in words:
        low = match.group().lower()
        if low in lexicon.by_form or low in nouns or low.removesuffix("s") in nouns:
            text = text[: match.start()] + low + text[match.end() :]
    return text


def _is_inside(match: re.Match[str], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in spans)
