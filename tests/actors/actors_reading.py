"""Reads invented news in tests: real words, flat trees, one sentence a line."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from kabar.actors.lexicon import ActorIndex, load_index
from kabar.actors.mentions import Mention
from kabar.actors.resolve import ActorReading, find_actors
from kabar.languages.load import Language, load_language
from kabar.parse.tree import Tree, UdRow, build_tree
from kabar.text.tokens import tokenize

DAY = date(2022, 1, 12)


@cache
def language_of(code: str) -> Language:
    return load_language(code)


@cache
def index_of(code: str) -> ActorIndex:
    return load_index(language_of(code))


def flat_tree(number: int, text: str, start: int, end: int, code: str) -> Tree:
    """Return a sentence whose words all hang on the first: no help from the grammar."""
    words = tokenize(text, start, end, language_of(code))
    rows = []
    for i, word in enumerate(words):
        upos = "PROPN" if word.text[0].isupper() else "X" if word.text[0].isalpha() else "PUNCT"
        rows.append(UdRow(upos, i - 1 if i else -1, "dep" if i else "root"))
    return build_tree(number, words, rows, [w.text.lower() for w in words], start=start, end=end)


def read(
    text: str,
    code: str,
    *,
    day: date | None = DAY,
    home: str | None = None,
    index: ActorIndex | None = None,
) -> ActorReading:
    """Return the actors of a text; each line is a sentence."""
    trees, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            trees.append(flat_tree(len(trees), text, at, at + len(line), code))
        at += len(line) + 1
    return find_actors(
        trees, index or index_of(code), language_of(code), published=day, home=home, text=text
    )


def mention_of(reading: ActorReading, words: str, *, nth: int = 0) -> Mention:
    """Return the nth mention written so; an assertion lists what there is instead."""
    found = [m for m in reading.mentions if m.text == words]
    assert len(found) > nth, f"no '{words}' in {[m.text for m in reading.mentions]}"
    return found[nth]


def side(text: str, words: str, code: str, **options: object) -> tuple[str | None, str | None]:
    """Return the party and sector of the words in a text."""
    mention = mention_of(read(text, code, **options), words)  # type: ignore[arg-type]
    return mention.party, mention.sector


def tables() -> Path:
    return Path(__file__).parents[2] / "knowledge" / "actors"
