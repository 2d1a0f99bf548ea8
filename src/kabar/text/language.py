"""Language: which one a text is in, how surely, and what to do where that is not clear.

A language's `identify.toml` lists words frequent in it and words of the languages close to it.
They decide most texts in a millisecond and tell Indonesian from Malay; py3langid decides the rest.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from kabar.languages.load import SHIPPED, language_codes

FILE = "identify.toml"


@dataclass(frozen=True, slots=True)
class Identified:
    """A language and how sure that is.

    `code` may be a language that Kabar does not code (Malay): check it before use; the note then
    says so. Between a language that Kabar codes and its neighbour, doubt goes to the first and is
    not `sure`. None where nothing can be told. `note` is one line for the user, or empty.
    """

    code: str | None
    probability: float
    sure: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A language easily taken for another: words of its own, and the other's that it lacks."""

    code: str
    name: str
    words: frozenset[str]
    own: frozenset[str]


@dataclass(frozen=True, slots=True)
class Signs:
    """What a language is known by: its frequent words, and its neighbours."""

    code: str
    words: frozenset[str]
    near: tuple[Near, ...]


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SAMPLE = 20_000
"""Characters read: the opening of an article shows its language."""

_ENOUGH_WORDS = 30
_SHARE = 0.18
"""Frequent words are a third of a text in their own language and rare in one unrelated to it."""
_MIXED = 0.4
"""With so much of the best language's share, a second one is mixed in."""
_SURE = 0.8
_LIKELY = 0.6
_UNLIKELY = 0.1
_SHORT = 60
"""Characters."""
_NEAR_HITS = 3
_NEAR_SURE = 0.8
_NEAR_DOUBT = 0.25
"""Shares of the telling words: over the first it is the neighbour, under the second it is not."""

_CURE = "say which with --language"


def identify(text: str, allowed: Iterable[str] | None = None) -> Identified:
    """Return the language of a text; `allowed` are the codes expected (all that Kabar codes).

    Close languages that are not among them (Malay, Javanese, Sundanese) are told apart, not
    forced. Unsure where the text is short, mixed, or the best two are close.
    """
    signs = [_signs(code) for code in (language_codes() if allowed is None else sorted(allowed))]
    sample = text[:_SAMPLE]
    counts = Counter(_WORD.findall(sample.lower()))
    total = counts.total()
    if total == 0:
        return Identified(None, 0.0, False, f"no words to tell the language by; {_CURE}")
    shares = sorted(
        ((_hits(counts, sign.words) / total, sign) for sign in signs),
        key=lambda pair: (-pair[0], pair[1].code),
    )
    by_words = _by_words(counts, total, shares)
    return by_words or _by_model(sample, counts, signs)


def _hits(counts: Counter[str], words: frozenset[str]) -> int:
    return sum(count for word, count in counts.items() if word in words)


def _by_words(
    counts: Counter[str], total: int, shares: list[tuple[float, Signs]]
) -> Identified | None:
    """Return what frequent words say, or None where they are too few to say anything."""
    if not shares or total < _ENOUGH_WORDS or shares[0][0] < _SHARE:
        return None
    share, best = shares[0]
    second, other = shares[1] if len(shares) > 1 else (0.0, best)
    probability = round(share / (share + second), 3)
    if second > _MIXED * share:
        note = f"mixed text ({best.code} and {other.code}); {_CURE}"
        return Identified(best.code, probability, False, note)
    return _beside_near(counts, best, probability)


def _beside_near(counts: Counter[str], best: Signs, probability: float) -> Identified:
    """Return the language, or the neighbour of it whose own words outweigh it."""
    hits = sorted((-_hits(counts, near.words), near.code, near) for near in best.near)
    for fewer, _, near in hits:
        theirs = -fewer
        ours = _hits(counts, near.own or best.words)
        if theirs < _NEAR_HITS and theirs <= ours:
            continue
        # Half a word more on each side: one word alone proves nothing.
        chance = (theirs + 0.5) / (theirs + ours + 1)
        if chance > _NEAR_SURE:
            note = f"this reads as {near.name} ({near.code}), not {best.code}; {_CURE}"
            return Identified(near.code, round(chance, 3), True, note)
        if chance > _NEAR_DOUBT:
            note = f"{best.code} or {near.name} ({near.code}): the text may be either; {_CURE}"
            return Identified(best.code, round(1 - chance, 3), False, note)
    return Identified(best.code, probability, True)


def _by_model(sample: str, counts: Counter[str], signs: list[Signs]) -> Identified:
    """Return what py3langid says, put right by the words of close languages."""
    ranked = _model().rank(sample)
    code, probability = ranked[0]
    known = {sign.code: sign for sign in signs}
    family = {near.code: sign for sign in signs for near in sign.near} | known
    if code not in family and probability < _LIKELY:
        # A few words could be anything: the expected languages are tried first.
        likely = [pair for pair in ranked if pair[0] in known]
        if not likely or likely[0][1] < _UNLIKELY * probability:
            return Identified(None, 0.0, False, f"cannot tell the language; {_CURE}")
        code, probability = likely[0]
    elif code in family:
        sign = family[code]
        if any(_hits(counts, near.words | near.own) for near in sign.near):
            labels = {sign.code, *(near.code for near in sign.near)}
            chance = sum(share for label, share in ranked if label in labels)
            told = _beside_near(counts, sign, round(float(chance), 3))
            if not told.sure:
                return told
            code, probability = told.code or code, told.probability
        elif code not in known and probability < _SURE:
            # No telling word, and the model is in doubt: the expected language, not surely.
            code, probability = sign.code, next((p for c, p in ranked if c == sign.code), 0.0)
    return _model_answer(sample, code, round(float(probability), 3), known)


def _model_answer(
    sample: str, code: str, probability: float, known: dict[str, Signs]
) -> Identified:
    if len(sample.strip()) < _SHORT:
        note = f"too little text to be sure that it is {code}; {_CURE}"
        return Identified(code, probability, False, note)
    if probability < _SURE:
        note = f"perhaps {code}, but not surely (probability {probability:.2f}); {_CURE}"
        return Identified(code, probability, False, note)
    if code not in known:
        names = {near.code: f"{near.name} ({near.code})" for s in known.values() for near in s.near}
        expected = ", ".join(sorted(known))
        note = f"this reads as {names.get(code, repr(code))}, which is none of {expected}; {_CURE}"
        return Identified(code, probability, True, note)
    return Identified(code, probability, True)


@lru_cache(maxsize=64)
def _signs(code: str) -> Signs:
    """Return what a language is known by; none for a language without the file."""
    path = SHIPPED / code / FILE
    facts: dict[str, Any] = {}
    if path.is_file():
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
    near = tuple(
        Near(near_code, row["name"], frozenset(row["words"]), frozenset(row.get("own", ())))
        for near_code, row in facts.get("near", {}).items()
    )
    return Signs(code, frozenset(facts.get("words", ())), near)


@lru_cache(maxsize=1)
def _model() -> Any:
    """Return py3langid's model, loaded when a text first needs it (0.6 seconds, 100 MB)."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
