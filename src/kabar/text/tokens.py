"""Words of a sentence, cut by the rules in `languages/<code>/tokens.toml`.

One pass of a pattern finds word shapes (addresses, numbers, acronyms, words, punctuation); table
look-ups then join abbreviations with their full stop and cut hyphens, contractions and clitics.
Every word is a slice of the text: nothing is normalised, whitespace is never a word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from kabar.errors import BadLanguageData
from kabar.languages.load import Language
from kabar.parse.tree import Word

APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "＇": "'"})
HYPHENS = str.maketrans({"‐": "-", "‑": "-"})
SHORTEST_STEM = 2
MOST_CUTS = 100_000

# A letter may carry combining marks (Arabic vowels, decomposed accents).
_LETTER = r"[\w\u0300-\u036f\u064b-\u065f]"
_NUMBER = rf"\d+(?:[.,:/]\d+)*{_LETTER}*"
_ALPHA = rf"{_LETTER}+(?:['’ʼ]{_LETTER}+)*"
_INVISIBLE = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"


@dataclass(frozen=True, slots=True)
class TokenRules:
    """A language's word rules, compiled; `lemma_language` is the code its lemma tables go by."""

    pattern: re.Pattern[str]
    abbreviations: frozenset[str]
    abbreviations_before_digits: frozenset[str]
    contractions: Mapping[str, tuple[str, ...]]
    apostrophe_endings: tuple[str, ...]
    clitics: tuple[str, ...]
    name_clitics: tuple[str, ...]
    """Those that a capitalised word inside a sentence may end in; other endings are the name's."""
    clitic_keep: frozenset[str]
    clitic_keep_endings: tuple[str, ...]
    name_particles: frozenset[str]
    whole_before_hyphen: frozenset[str]
    whole_after_hyphen: frozenset[str]
    reduplication: bool
    lemma_language: str
    cuts: dict[tuple[str, bool], tuple[int, ...]] = field(repr=False)
    """Cuts of word forms seen before: a cache of `find_cuts`, never a source of facts."""


def _compile_pattern(currencies: Iterable[str]) -> re.Pattern[str]:
    money = "|".join(re.escape(sign) for sign in sorted(currencies, key=len, reverse=True))
    shapes = [
        r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’]",
        r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",
        r"[@#]\w+",
        rf"(?:{money})(?=\s?\d)" if money else r"(?!)",
        r"\d{4}-\d{2}-\d{2}(?!\w)",
        r"(?<!\w)[^\W\d_](?:\.[^\W\d_])+\b\.?(?!\w)",
        r"(?<!\w)[A-ZÀ-ÖØ-ÞА-Я]\.(?=\s?\w)",
    ]
    word = rf"(?:{_NUMBER}|{_ALPHA})(?:[-‐‑](?:{_NUMBER}|{_ALPHA}))*"
    marks = rf"\.{{2,}}|-{{2,}}|[!?]{{2,}}|={{2,}}|\*{{2,}}|``|''|[^\w\s{_INVISIBLE}]"
    return re.compile(rf"(?P<whole>{'|'.join(shapes)})|(?P<word>{word})|{marks}")


@lru_cache(maxsize=32)
def load_token_rules(folder: Path) -> TokenRules:
    """Return the rules in a language folder's tokens.toml, or plain ones where it has none.

    Raises BadLanguageData where the file is not TOML.
    """
    path = folder / "tokens.toml"
    data: dict[str, Any] = {}
    if path.is_file():
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BadLanguageData(f"{folder.name}/tokens.toml: {error}") from error
    clitics = data.get("clitics", {})
    hyphens = data.get("hyphens", {})
    return TokenRules(
        pattern=_compile_pattern(data.get("currencies", ())),
        abbreviations=frozenset(data.get("abbreviations", ())),
        abbreviations_before_digits=frozenset(data.get("abbreviations_before_digits", ())),
        contractions={k: tuple(v) for k, v in data.get("contractions", {}).items()},
        apostrophe_endings=tuple(data.get("apostrophe_endings", ())),
        clitics=tuple(clitics.get("endings", ())),
        name_clitics=tuple(clitics.get("endings_after_names", clitics.get("endings", ()))),
        clitic_keep=frozenset(clitics.get("keep", ())),
        clitic_keep_endings=tuple(clitics.get("keep_endings", ())),
        name_particles=frozenset(hyphens.get("name_particles", ())),
        whole_before_hyphen=frozenset(hyphens.get("whole_before", ())),
        whole_after_hyphen=frozenset(hyphens.get("whole_after", ())),
        reduplication=bool(hyphens.get("reduplication", False)),
        lemma_language=str(data.get("lemma_language", folder.name)),
        cuts={},
    )


def _is_capital(part: str) -> bool:
    return part[:1].isupper()


def _is_reduplication(left: str, right: str, rules: TokenRules) -> bool:
    """Say whether *right* repeats *left*: negara-negara, besar-besaran, berbulan-bulan."""
    if not rules.reduplication or not (left.isalpha() and right.isalpha()):
        return False
    a, b = left.lower(), right.lower()
    if _is_capital(right):  # two names may look alike: Iran-Irak
        return b.startswith(a)
    return a[:3] == b[:3] or b.startswith(a) or a.endswith(b[:4]) or a[-3:] == b[-3:]


def _splits_at_hyphen(left: str, right: str, first: bool, rules: TokenRules) -> bool:
    """Say whether a hyphen parts two words: US-led, Rusia-Ukraina, 10-12; not cease-fire, Su-35."""
    if left[-1].isdigit() and right[0].isdigit():
        return True
    if right[0].isdigit() or not (_is_capital(left) or _is_capital(right)):
        return False
    if right.lower() in rules.whole_after_hyphen or len(right) == 1:
        return False
    if not left.isupper() and left.lower() in rules.name_particles:
        return False
    if not _is_capital(right) and first and left.lower() in rules.whole_before_hyphen:
        return False
    if len(left) == 1 and right.islower():
        return False
    return not _is_reduplication(left, right, rules)


def _clitic_start(word: str, first: bool, rules: TokenRules) -> int:
    """Return where the clitics of a word begin, its length where it has none."""
    low = word.lower()
    last = low.rsplit("-", 1)[-1]
    if low in rules.clitic_keep or last in rules.clitic_keep or not last.isalpha():
        return len(word)
    if low.endswith(rules.clitic_keep_endings):
        return len(word)
    for clitic in rules.name_clitics if _is_capital(word) and not first else rules.clitics:
        if last.endswith(clitic) and len(last) >= len(clitic) + SHORTEST_STEM:
            return len(word) - len(clitic)
    return len(word)


def _cut_part(part: str, first: bool, rules: TokenRules) -> list[int]:
    """Return the lengths of the words in a part that holds no cut at a hyphen."""
    low = part.lower().translate(APOSTROPHES)
    whole = rules.contractions.get(low)
    if whole is not None:
        return [len(piece) for piece in whole]
    for ending in rules.apostrophe_endings:
        if low.endswith(ending) and len(low) > len(ending):
            return [len(low) - len(ending), len(ending)]
    at = _clitic_start(part, first, rules) if rules.clitics else len(part)
    return [at, len(part) - at] if at < len(part) else [at]


def find_cuts(word: str, first: bool, rules: TokenRules) -> tuple[int, ...]:
    """Return the lengths of the words that one written word holds, e.g. `don't` 2, 3.

    `first` says that it opens a sentence, where a capital tells nothing.
    """
    parts = word.translate(HYPHENS).split("-")
    lengths: list[int] = []
    whole = parts[0]
    for left, right in pairwise(parts):
        if _splits_at_hyphen(left, right, first and left is parts[0], rules):
            lengths += [*_cut_part(whole, first and not lengths, rules), 1]
            whole = right
        else:
            whole += "-" + right
    lengths += _cut_part(whole, first and not lengths, rules)
    return tuple(lengths)


def _abbreviation_end(text: str, word: str, at: int, end: int, rules: TokenRules) -> int:
    """Return the end of a word with its full stop where it is an abbreviation, else `at`."""
    if at >= end or text[at] != ".":
        return at
    if word in rules.abbreviations:
        return at + 1
    if word in rules.abbreviations_before_digits and text[at + 1 : at + 3].strip()[:1].isdigit():
        return at + 1
    return at


def tokenize(text: str, start: int, end: int, language: Language) -> list[Word]:
    """Return the words of `text[start:end]` in order, with offsets in `text`.

    `"Jerman's"` gives `Jerman`, `'s`; `US-led` gives `US`, `-`, `led`; `cease-fire` stays whole.
    """
    rules = load_token_rules(language.folder)
    words: list[Word] = []
    done = start
    for match in rules.pattern.finditer(text, start, end):
        at, to = match.span()
        if at < done:
            continue
        kind = match.lastgroup
        word = match.group()
        if kind != "word":
            words.append(Word(word, at, to))
            done = to
            continue
        done = _abbreviation_end(text, word, to, end, rules)
        if done > to:
            words.append(Word(text[at:done], at, done))
            continue
        key = (word, not words)
        cuts = rules.cuts.get(key)
        if cuts is None:
            cuts = find_cuts(word, key[1], rules)
            if len(rules.cuts) < MOST_CUTS:
                rules.cuts[key] = cuts
        for length in cuts:
            words.append(Word(text[at : at + length], at, at + length))
            at += length
    return words
