"""A language's words for numbers and counted things, from `magnitudes.toml` and `magnitudes.csv`.

`magnitudes.csv` says what a number counts: `people` (whose kind a verb decides), `human` (troops,
protesters: a verb may say more), `thing` (tanks, deaths), and the verbs that decide, which stand
`before` the number (*killing 13*), `after` it (*13 died*) or `either`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kabar.errors import BadLanguageData
from kabar.languages.load import Language
from kabar.parse.tree import Tree

PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
PARTS = frozenset({"people", "human", "thing", "before", "after", "either"})


class Piece(NamedTuple):
    """A word, figure or sign with its place in the document and its token."""

    lower: str
    start: int
    end: int
    token: int


class Found(NamedTuple):
    """A phrase that stands at a place: what it means and where it stops."""

    value: Any
    stop: int


Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], Any]]]
"""Phrases by first word, longest first, each with its meaning."""


@dataclass(frozen=True, slots=True)
class MagnitudeTables:
    """One language's words around numbers; load once."""

    decimal: str
    numbers: Mapping[str, float]
    multipliers: Mapping[str, float]
    adders: Mapping[str, float]
    fixed: Phrases
    vague: Phrases
    bounds: Phrases
    bounds_after: Phrases
    currency_before: Phrases
    currency_after: Phrases
    nouns: Phrases
    """Phrase to (part, kind)."""
    verbs: Phrases
    """Phrase to (part, kind)."""
    single: frozenset[str]
    ranges: frozenset[str]
    range_openers: frozenset[str]
    subset: Phrases
    stops: frozenset[str]
    ignored: Phrases


def load_magnitudes(language: Language) -> MagnitudeTables:
    """Return a language's words around numbers; without tables it finds none.

    Raises BadLanguageData where a line of `magnitudes.csv` has an unknown part.
    """
    path = language.folder / "magnitudes.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    nouns: list[tuple[str, Any]] = []
    verbs: list[tuple[str, Any]] = []
    for row in language.table("magnitudes"):
        if row["part"] not in PARTS:
            raise BadLanguageData(
                f"{row.rule}: unknown part '{row['part']}'; use one of {', '.join(sorted(PARTS))}"
            )
        counted = row["part"] in ("people", "human", "thing")
        (nouns if counted else verbs).append((row["word"], (row["part"], row["kind"])))
    words = data.get("words", {})
    return MagnitudeTables(
        str(data.get("decimal", ".")),
        data.get("numbers", {}),
        data.get("multipliers", {}),
        data.get("adders", {}),
        _phrases(data.get("fixed", {}).items()),
        _phrases(data.get("vague", {}).items()),
        _phrases(_turned(data.get("bounds", {}))),
        _phrases(_turned(data.get("bounds_after", {}))),
        _phrases(data.get("currency_before", {}).items()),
        _phrases(data.get("currency_after", {}).items()),
        _phrases(nouns),
        _phrases(verbs),
        frozenset(words.get("single", ())),
        frozenset(words.get("range", ())),
        frozenset(words.get("range_openers", ())),
        _phrases((w, True) for w in words.get("subset", ())),
        frozenset(words.get("stops", ())),
        _phrases((w, True) for w in words.get("ignored", ())),
    )


def _turned(lists: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str]]:
    return ((phrase, name) for name, phrases in lists.items() for phrase in phrases)


def _phrases(pairs: Iterable[tuple[str, Any]]) -> Phrases:
    """Return phrases by first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for phrase, value in pairs:
        words = tuple(PIECE.findall(phrase.lower()))
        if words:
            found.setdefault(words[0], []).append((words, value))
    return {first: sorted(each, key=lambda p: -len(p[0])) for first, each in found.items()}


def cut_pieces(tree: Tree) -> list[Piece]:
    """Return the words, figures and signs of a sentence, tokens cut where letters meet figures.

    Letters that touch are one piece, also where the parser's tokens part a word (*staf|nya*).
    """
    pieces: list[Piece] = []
    for token in tree.tokens:
        for m in PIECE.finditer(token.text):
            piece = Piece(
                m.group().lower(), token.start + m.start(), token.start + m.end(), token.index
            )
            last = pieces[-1] if pieces else None
            if last and last.end == piece.start and last.lower.isalpha() and piece.lower.isalpha():
                pieces[-1] = Piece(last.lower + piece.lower, last.start, piece.end, last.token)
            else:
                pieces.append(piece)
    return pieces


def phrase_at(pieces: Sequence[Piece], i: int, phrases: Phrases) -> Found | None:
    """Return the longest phrase that begins at piece `i`."""
    if i >= len(pieces):
        return None
    for words, value in phrases.get(pieces[i].lower, ()):
        stop = i + len(words)
        if len(words) == 1 or words == tuple(p.lower for p in pieces[i:stop]):
            return Found(value, stop)
    return None


def phrase_before(pieces: Sequence[Piece], stop: int, phrases: Phrases) -> tuple[Any, int] | None:
    """Return the longest phrase that ends where piece `stop` begins, and its first piece."""
    for i in range(max(stop - 5, 0), stop):
        for words, value in phrases.get(pieces[i].lower, ()):
            if i + len(words) == stop and words == tuple(p.lower for p in pieces[i:stop]):
                return value, i
    return None
