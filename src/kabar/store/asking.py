"""What a reader asks in words: `peace talks`, `"cease fire"`, `negotiat*`, `Gaza OR Rafah`, `-war`.

Whatever is typed is a question; what means nothing in it is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kabar.store.folding import words_of

MOST_TERMS = 40
"""Terms of a question that are looked at."""
MOST_WORDS = 400
"""Words of a question that are looked at; letters of scripts without blanks count as words."""
OR = "OR"
_MARKS = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
_PART = re.compile(r'(-?)"([^"]*)(?:"(\*?)|\Z)|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """A word or several in a row."""

    words: tuple[str, ...]
    """As search compares them."""
    begins: bool
    """Whether the last word need only begin so."""
    text: str
    """As it was typed."""


@dataclass(frozen=True, slots=True)
class Question:
    """What must be there and what must not."""

    wanted: tuple[tuple[Term, ...], ...]
    """Of each group any term must be there."""
    unwanted: tuple[Term, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it has no word at all."""
        return not self.wanted and not self.unwanted

    @property
    def terms(self) -> list[Term]:
        """Every wanted term."""
        return [term for group in self.wanted for term in group]


def read_question(typed: str) -> Question:
    """Return what was asked; empty where nothing that was typed is a word."""
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    joins = follows = False
    left = MOST_WORDS
    for part in _PART.finditer(typed.translate(_MARKS)):
        if part[0] == OR:
            joins = follows
            continue
        term, without = _term(part)
        if not term.words or len(term.words) > left or len(wanted) + len(unwanted) >= MOST_TERMS:
            continue
        left -= len(term.words)
        if without:
            unwanted.append(term)
        elif joins:
            wanted[-1] = (*wanted[-1], term)
        else:
            wanted.append((term,))
        joins, follows = False, not without
    return Question(tuple(wanted), tuple(unwanted))


def _term(part: re.Match[str]) -> tuple[Term, bool]:
    """Return a term and whether it must not be there."""
    if part[4] is None:
        return Term(tuple(words_of(part[2])), part[3] == "*", part[2].strip()), part[1] == "-"
    text = part[4]
    without = text.startswith("-")
    text = text.removeprefix("-")
    plain = text.rstrip("*")
    return Term(tuple(words_of(plain)), plain != text, plain), without
