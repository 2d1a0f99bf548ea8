"""Actors beside a word in the line of words, for where the parser has lost them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from kabar.records import Side

if TYPE_CHECKING:
    from kabar.extract.sides import Sides


class ByWords:
    """Looks along the words of one sentence, whatever its tree."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.clauses = sides.clauses
        self.tree = sides.tree

    def further_on(self, i: int, own: Collection[int], prepositions: Collection[str]) -> list[Side]:
        """Return the sides after the first of the prepositions past `i` that has any.

        The search ends with the clause: at a verb outside `own`, a conjunction, a sign.
        """
        tokens, marked = self.tree.tokens, False
        for k in range(i + 1, len(tokens)):
            token = tokens[k]
            mention = self.sides.mention_at.get(k)
            if mention is not None and marked:
                return self.sides.of_mention(mention) + self.sides.coordinated_after(
                    mention, places=True
                )
            if token.upos in ("SCONJ", "CCONJ") or (token.upos == "PUNCT" and token.text != "-"):
                break
            if token.upos in ("VERB", "AUX") and k not in own:
                break
            if token.upos == "ADP":
                marked = token.lower in prepositions
        return []

    def before(self, i: int) -> list[Side]:
        """Return the actor right before the verb `i`, for a verb whose subject the parser lost."""
        for k in range(i - 1, max(i - 8, -1), -1):
            mention = self.sides.mention_at.get(k)
            token = self.tree.tokens[k]
            if mention is not None:
                first = mention.first
                marked = first > 0 and self.tree.tokens[first - 1].upos == "ADP"
                if marked or mention.form == "place":
                    return []
                return self.sides.of_mention(mention)
            if token.upos not in ("AUX", "ADV", "PART", "PRON", "ADP", "PROPN", "NUM"):
                return []
        return []
