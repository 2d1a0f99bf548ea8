"""How near a date or a place stands to the words of an act.

Parsers hang *in Vienna on Thursday* on any word before it, so the tree alone does not tell whose
place it is. The cost of taking a phrase is what lies between it and the act: other acts in the tree
and in the line of words, commas and conjunctions, and, last, words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property

from kabar.extract.reading import Reading
from kabar.parse.clauses import Clauses

ACT_IN_TREE = 4.0
ACT_IN_LINE = 3.0
BREAK = 1.5
WORD = 0.1
BEFORE_NOUN = 1.0
"""A noun's place follows it."""
LIMIT = 14.0
FRONTED = 2
"""A phrase that begins by the third word opens the sentence and holds for all that follows."""
BREAKS = frozenset(",;:–—-(")


class Nearness:
    """The costs of the phrases of a sentence for one reading."""

    def __init__(
        self, clauses: Clauses, reading: Reading, tellers: Callable[[], Collection[int]]
    ) -> None:
        """`tellers` gives the words that tell an act; it is asked only where there is a choice."""
        self.clauses = clauses
        self.tree = clauses.tree
        self.reading = reading
        self._all_tellers = tellers

    @cached_property
    def anchors(self) -> list[int]:
        """The words of the act that a phrase may stand near."""
        return sorted({self.reading.token, (self.reading.act_match or self.reading.match).token})

    @cached_property
    def tellers(self) -> frozenset[int]:
        """The words that tell other acts."""
        return frozenset(self._all_tellers()) - self.reading.words - set(self.anchors)

    def best(
        self, spans: Sequence[tuple[int, int]], extra: Sequence[float] | None = None
    ) -> int | None:
        """Return which phrase (first and last token) is the act's, None where none is near.

        The only phrase of a sentence is near to all of it. `extra` is added to the costs.
        """
        if len(spans) < 2:
            return 0 if spans else None
        costs = [self.cost(first, last) for first, last in spans]
        if extra is not None:
            costs = [cost + more for cost, more in zip(costs, extra, strict=True)]
        return costs.index(min(costs)) if min(costs) <= LIMIT else None

    def cost(self, first: int, last: int) -> float:
        """Return what taking the phrase costs."""
        in_tree = self._in_tree(first, last)
        if first <= FRONTED and self.anchors[0] > last:
            return min(in_tree, ACT_IN_TREE) + BREAK
        line = min(self._in_line(first, last, anchor) for anchor in self.anchors)
        return in_tree + line + ACT_IN_TREE * self._is_in_relative(first)

    def _is_in_relative(self, first: int) -> bool:
        """Say whether the phrase ends a relative clause on the subject of the act.

        In *those who fled on Monday met …* it stands beside the act and is the other one's.
        """
        clauses, anchor = self.clauses, self.anchors[0]
        for subject in clauses.dependents(anchor, "nsubj") if first < anchor else ():
            for k in self.tree.subtree(subject):
                if subject < k < first and clauses.is_relative(k):
                    return not any(self.tree.tokens[j].text in BREAKS for j in range(k, first))
        return False

    def _in_line(self, first: int, last: int, anchor: int) -> float:
        between = range(anchor + 1, first) if first > anchor else range(last + 1, anchor)
        tokens = self.tree.tokens
        acts = sum(k in self.tellers for k in between)
        breaks = sum(tokens[k].text in BREAKS or tokens[k].upos == "CCONJ" for k in between)
        cost = ACT_IN_LINE * acts + BREAK * breaks + WORD * len(between)
        noun = self.clauses.is_noun_phrase(self.anchors[-1])
        return cost + BEFORE_NOUN * (noun and last < anchor)

    def _in_tree(self, first: int, last: int) -> float:
        """Return the cost of the acts on the way from the phrase to the reading."""
        up = [first, *self.tree.ancestors(self.tree.head_of(range(first, last + 1)))]
        ways = []
        for anchor in self.anchors:
            chain = [anchor, *self.tree.ancestors(anchor)]
            meeting = next((k for k in up if k in chain), None)
            if meeting is None:
                continue
            way = {*up[: up.index(meeting) + 1], *chain[: chain.index(meeting) + 1]}
            ways.append(ACT_IN_TREE * len(way & self.tellers))
        return min(ways, default=LIMIT)
