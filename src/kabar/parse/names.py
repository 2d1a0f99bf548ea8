"""Names of several words, read as one word by the parser.

Small treebanks hold few of the names that news is full of, and a parser that meets *Amnesty
International* may take half of it for an adjective. A run of capitalised words is therefore given
to the parser as one well-known proper noun, and its words are put back as a flat name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kabar.languages.load import Language
from kabar.parse.tree import UdRow, Word

Run = tuple[int, int]
"""First word and the one after the last."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """`[names]` of language.toml: the stand-in noun, and capitalised words that are no names."""

    stand_in: str | None
    common: frozenset[str]
    """Days, months and words that open a sentence."""
    inside: frozenset[str]
    """Lower-case words that may stand inside a name: *bin, de, von*."""


def load_name_words(language: Language) -> NameWords:
    """Return a language's `[names]`; without a stand-in no names are joined."""
    settings = language.settings.get("names", {})
    return NameWords(
        settings.get("stand_in"),
        frozenset(settings.get("common", ())),
        frozenset(settings.get("inside", ())),
    )


def find_runs(words: Sequence[Word], names: NameWords) -> list[Run]:
    """Return the runs of two and more capitalised words, in order."""
    runs: list[Run] = []
    i = 0
    while i < len(words):
        end = _run_end(words, i, names)
        if end - i > 1:
            runs.append((i, end))
        i = max(end, i + 1)
    return runs


def _run_end(words: Sequence[Word], i: int, names: NameWords) -> int:
    end = i
    k = i
    while k < len(words):
        if _is_capitalised(words[k], names):
            end = k + 1
        elif k == i or words[k].text not in names.inside:
            break
        k += 1
    return end


def _is_capitalised(word: Word, names: NameWords) -> bool:
    return word.text[0].isupper() and _lower(word.text) not in names.common


@lru_cache(maxsize=50_000)
def _lower(text: str) -> str:
    return text.lower()


def stand_in_texts(words: Sequence[Word], runs: Sequence[Run], names: NameWords) -> list[str]:
    """Return what the parser is given: each run as the one stand-in noun."""
    texts: list[str] = []
    at = 0
    for first, end in runs:
        texts += [w.text for w in words[at:first]]
        texts.append(names.stand_in or words[first].text)
        at = end
    texts += [w.text for w in words[at:]]
    return texts


def put_back(rows: Sequence[UdRow], runs: Sequence[Run], count: int) -> list[UdRow]:
    """Return rows for all `count` words from the rows of the joined sentence."""
    place: list[int] = []
    inner: dict[int, int] = {}
    starts = dict(runs)
    i = 0
    while i < count:
        place.append(i)
        end = starts.get(i, i + 1)
        for k in range(i + 1, end):
            inner[k] = i
        i = end
    full: list[UdRow] = [UdRow("PROPN", 0, "flat")] * count
    for joined, row in enumerate(rows):
        head = place[row.head] if row.head >= 0 else -1
        upos = "PROPN" if place[joined] in starts else row.upos
        full[place[joined]] = UdRow(upos, head, row.relation)
    for k, first in inner.items():
        full[k] = UdRow("PROPN", first, "flat")
    return full
