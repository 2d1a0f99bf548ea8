"""Quotes before their speakers are resolved, and the small tests that all readers share."""

from __future__ import annotations

from dataclasses import dataclass

from kabar.extract.quotation_cues import CueHit
from kabar.extract.quotation_marks import Quotation
from kabar.extract.quotation_page import Page
from kabar.extract.quotation_phrases import Speaker

FUNCTION = frozenset({"ADP", "CCONJ", "DET", "PART"})
TITLE_WORDS = 6
"""A quotation with a capital on each word is a name up to this many words."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote as found: `text[start:end]` are its words; the speaker is still as written."""

    start: int
    end: int
    kind: str
    cue: CueHit | None
    speaker: Speaker | None
    how: str
    continued: bool = False
    """True where the speaker is whoever spoke last."""
    addressee: Speaker | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue beside a quotation and its speaker."""

    cue: CueHit | None
    speaker: Speaker | None
    how: str
    addressee: Speaker | None = None


def is_negated(page: Page, hit: CueHit) -> bool:
    """Say whether the report itself is negated (did not say that …)."""
    tree = page.trees[hit.sentence]
    tokens = tree.tokens
    for i in (*tree.children[hit.first], hit.first - 1, hit.first - 2):
        if 0 <= i < hit.first and hit.first - i <= 3 and page.is_word(tokens[i], "negators"):
            return True
    return False


def is_spoken(page: Page, hit: CueHit) -> bool:
    """Say whether a cue reports speech rather than thought, wish or finding."""
    return hit.cue.kind not in page.speech.words.get("unspoken_kinds", frozenset())


def is_title(page: Page, sentence: int, quotation: Quotation) -> bool:
    """Say whether a quotation is a name or title, or a word that is only called so."""
    words = [
        t
        for _, t in page.between(quotation.inner_start, quotation.inner_end)
        if t.text[0].isalpha() and t.upos not in FUNCTION
    ]
    capital = all(t.text[0].isupper() for t in words)
    if capital and len(words) <= TITLE_WORDS and page.text[quotation.inner_end - 1] not in "?!…":
        return True
    before = [t for s, t in page.between(quotation.start - 40, quotation.start) if s == sentence]
    return bool(before) and page.is_word(before[-1], "title_words")
