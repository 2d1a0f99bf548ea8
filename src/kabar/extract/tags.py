"""Whether the part of speech that the tagger gave a word allows what an entry asks for."""

from __future__ import annotations

from kabar.extract.lexicon import Entry, Lexicon
from kabar.parse.clauses import Clauses

OTHER_WORDS = ("NOUN", "ADJ", "ADV", "ADP", "PROPN")

Candidates = tuple[tuple[Entry, str | None], ...]
"""Entries that a word may evoke, with the voice that its form tells."""


class Tags:
    """Judges the words of one sentence."""

    def __init__(self, clauses: Clauses, lexicon: Lexicon) -> None:
        self.clauses = clauses
        self.tree = clauses.tree
        self.lexicon = lexicon
        self._memo: dict[tuple[int, str], bool] = {}

    def candidates(self, lower: str, lemma: str) -> Candidates:
        """Return the entries of a word; one with a hyphen may stand there without: *re-open*."""
        found = self.lexicon.lookup(lower, lemma)
        if "-" not in lower:
            return found
        return (*found, *self.lexicon.lookup(lower.replace("-", ""), lemma.replace("-", "")))

    def is_ambiguous(self, i: int) -> bool:
        """Say whether a verb's base form here is rather another word: *a block*, *a free ticket*.

        In languages where verbs and nouns share their base form, only an inflected form shows that
        the tagger was wrong.
        """
        if not self.clauses.grammar.flag("shared_base_forms"):
            return False
        tokens = self.tree.tokens
        marks = self.clauses.grammar.words("purpose_marks")
        if i > 0 and (tokens[i - 1].upos in ("AUX", "PART") or tokens[i - 1].lower in marks):
            return False
        return tokens[i].upos in OTHER_WORDS

    def is_after_passive_auxiliary(self, i: int) -> bool:
        """Say whether no base form of a verb can stand here: *was back, is open*."""
        if i == 0 or not self.clauses.grammar.flag("shared_base_forms"):
            return False
        return self.tree.tokens[i - 1].lower in self.clauses.grammar.words("passive_auxiliaries")

    def agrees(self, i: int, pos: str) -> bool:
        """Say whether the word `i` may be what entries of `pos` are."""
        key = (i, pos)
        if key not in self._memo:
            self._memo[key] = self._pos_agrees(i, pos)
        return self._memo[key]

    def _pos_agrees(self, i: int, pos: str) -> bool:
        token = self.tree.tokens[i]
        upos = token.upos
        if pos == "F":
            if upos not in ("NOUN", "PROPN", "VERB"):
                return True
            # Taggers know few of these words; one that means nothing else is believed.
            sure = token.text.islower() and not self.clauses.grammar.flag("shared_base_forms")
            return sure and not self._has_other_meaning(i)
        if upos == "PROPN":
            # A capital inside a sentence is a name (Operation Resolve), not an act.
            return pos == "N" and (i == 0 or token.text.islower())
        if pos == "N":
            return upos == "NOUN" or (upos == "VERB" and not self._has_verb_reading(i))
        if pos == "V":
            if upos == "AUX":
                return not token.relation.startswith("aux")
            return upos == "VERB" or not (upos == "NOUN" and self._has_pos(i, "N"))
        return upos != "PROPN"

    def _has_pos(self, i: int, pos: str) -> bool:
        token = self.tree.tokens[i]
        return any(e.pos == pos for e, _ in self.candidates(token.lower, token.lemma))

    def _has_other_meaning(self, i: int) -> bool:
        token = self.tree.tokens[i]
        entries = self.lexicon.lookup(token.lower, token.lemma)
        return any(e.pos != "F" and not e.rest for e, _ in entries)

    def _has_verb_reading(self, i: int) -> bool:
        return self._has_pos(i, "V")
