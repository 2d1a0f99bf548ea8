"""Lemmas of words: simplemma's tables, mended by `[lemmas]` in a language's tokens.toml.

Lemmas are lower case, names included, so that a headline's capitals do not hide a word. Where the
tables' answer is no lemma itself (`thinke`) or leaves an inflected form as it is, the endings of
tokens.toml are tried and the first stem that the tables know as a lemma is taken.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import simplemma

from kabar.languages.load import Language
from kabar.text.tokens import APOSTROPHES, load_token_rules

SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class LemmaEnding:
    """Words of a part of speech that end so; `replace` are what to put instead, first best."""

    upos: str
    ending: str
    replace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LemmaRules:
    """A language's mends: `words` maps `form/UPOS` or `form` to a lemma.

    `not_lemmas` are answers of the tables that are no words of today.
    """

    language: str
    words: Mapping[str, str]
    not_lemmas: frozenset[str]
    endings: tuple[LemmaEnding, ...]
    reduplication: bool


@lru_cache(maxsize=32)
def load_lemma_rules(folder: Path) -> LemmaRules:
    """Return the lemma rules in a language folder's tokens.toml."""
    tokens = load_token_rules(folder)
    path = folder / "tokens.toml"
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    lemmas = data.get("lemmas", {})
    endings = tuple(
        LemmaEnding(row["upos"], row["ending"], tuple(row["replace"]))
        for row in lemmas.get("endings", ())
    )
    return LemmaRules(
        tokens.lemma_language,
        dict(lemmas.get("words", {})),
        frozenset(lemmas.get("not_lemmas", ())),
        endings,
        tokens.reduplication,
    )


def lemmatize(words: Sequence[str], uposes: Sequence[str], language: Language) -> list[str]:
    """Return the lemma of each word, in lower case."""
    folder = language.folder
    return [_lemma(word, upos, folder) for word, upos in zip(words, uposes, strict=True)]


@lru_cache(maxsize=200_000)
def _lemma(word: str, upos: str, folder: Path) -> str:
    rules = load_lemma_rules(folder)
    low = word.lower().translate(APOSTROPHES)
    listed = rules.words.get(f"{low}/{upos}") or rules.words.get(low)
    if listed is not None:
        return listed
    if not any(c.isalpha() for c in low):
        return low
    half = low[: len(low) // 2]
    if rules.reduplication and low == f"{half}-{half}":
        low = half
    code = rules.language
    known: bool = simplemma.is_known(low, lang=code)
    if upos == "PROPN" and (word.isupper() or not known):  # US is not "us"
        return low
    lemma: str = simplemma.lemmatize(low, lang=code).lower()
    if lemma == low or not _is_lemma(lemma, rules) or upos == "NOUN":
        return _mend(low, upos, rules) or lemma
    return lemma


def _is_lemma(word: str, rules: LemmaRules) -> bool:
    code = rules.language
    if word in rules.not_lemmas or not simplemma.is_known(word, lang=code):
        return False
    return bool(simplemma.lemmatize(word, lang=code) == word)


def _mend(low: str, upos: str, rules: LemmaRules) -> str | None:
    """Return the first stem by the rules of endings that is a lemma, None where there is none."""
    for rule in rules.endings:
        stem = low[: len(low) - len(rule.ending)]
        if rule.upos != upos or not low.endswith(rule.ending) or len(stem) < SHORTEST_STEM:
            continue
        for ending in rule.replace:
            candidate = stem + ending
            if ending == rule.ending or _is_lemma(candidate, rules):
                return candidate
        if stem[-1:] == stem[-2:-1] and _is_lemma(stem[:-1], rules):
            return stem[:-1]
    return None
