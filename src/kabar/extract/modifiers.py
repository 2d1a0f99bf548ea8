"""The small words over a predicate: auxiliaries, negators, modal adverbs, *no* on an argument."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kabar.extract.patterns import Match, Matcher
from kabar.parse.clauses import Clauses

BEFORE = 4
"""How many words before a verb may be its function words."""


class Modifiers:
    """Finds the operators that function words apply to the words of one sentence."""

    def __init__(self, clauses: Clauses, matcher: Matcher) -> None:
        self.clauses = clauses
        self.tree = clauses.tree
        self.matcher = matcher

    def of(self, match: Match, own: Collection[int]) -> dict[str, Match]:
        """Return the operators over the word of an entry by name; words in `own` are its own."""
        i = match.token
        arguments = [*match.words, *self.clauses.dependents(i, "nsubj", "obj")]
        # *Nobody was arrested*, *held no talks*, *no troops were sent*.
        negators = [j for w in arguments for j in (w, *self.clauses.dependents(w, "det"))]
        # *Said that Mali must be ready*: the pattern reaches into the clause.
        inner = [w for w in match.words if self.clauses.relations[w] in ("ccomp", "xcomp")]
        small = [k for w in (i, *inner) for k in self._function_words(w)]
        return self._operators((*small, *negators), own)

    def of_word(self, i: int) -> dict[str, Match]:
        """Return the operators over a verb that evokes nothing itself."""
        return self._operators(self._function_words(i), ())

    def of_noun(self, i: int, own: Collection[int]) -> dict[str, Match]:
        """Return the operators that adjectives and participles apply to the noun `i`."""
        return self._operators(self.clauses.dependents(i, "amod", "acl", "det"), own)

    def _operators(self, words: Iterable[int], own: Collection[int]) -> dict[str, Match]:
        found: dict[str, Match] = {}
        for k in words:
            for match in self.matcher.matches(k):
                if match.entry.kind == "operator" and k not in own:
                    found.setdefault(match.entry.name, match)
                    break
        return found

    def _function_words(self, i: int) -> list[int]:
        found = [*self.clauses.modifiers(i), *self._right_before(i)]
        return [k for k in found if self.clauses.relations[k] != "case"]  # *takut akan serangan*

    def _right_before(self, i: int) -> list[int]:
        """Return the function words right before a verb, wherever the parser hung them."""
        found = []
        for k in range(i - 1, max(i - 1 - BEFORE, -1), -1):
            if any(m.entry.pos == "F" for m in self.matcher.matches(k)):
                found.append(k)
            elif self.tree.tokens[k].upos not in ("AUX", "ADV", "PART"):
                break
        return found
