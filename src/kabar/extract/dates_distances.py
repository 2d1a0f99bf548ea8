"""How far apart two acts are told to be: *a day after police searched the embassy*.

Such words name no day of their own. The act in the clause or the noun behind them lies so far
before, or after, the act that they stand beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kabar.extract.dates import DateMention
from kabar.extract.dates_calendar import Interval, Parts
from kabar.extract.dates_matches import cut_pieces, find_matches, read_edges
from kabar.extract.dates_spans import moved
from kabar.extract.dates_tables import DateTables
from kabar.parse.tree import Tree
from kabar.records import When

SIGNS = {"after": -1, "before": 1}
"""Which way from the act beside the words to the act behind them."""

BREAKS = frozenset(("PUNCT", "CCONJ", "SCONJ", "VERB", "AUX"))
"""What ends the words behind a distance."""


@dataclass(frozen=True, slots=True)
class Distance:
    """The words of a distance in a sentence, and what they stand between."""

    parts: Parts
    sign: int
    text: str
    span: tuple[int, int]
    rule: str
    behind: frozenset[int]
    """The tokens of the clause or noun phrase behind the words."""
    above: int
    """The word that this clause or phrase hangs on."""

    def from_beside(self, when: When) -> When:
        """Return the day of the act behind the words, from that of the act beside them."""
        return self._counted(when, self.sign)

    def from_behind(self, when: When) -> When:
        """Return the day of the act beside the words, from that of the act behind them."""
        return self._counted(when, -self.sign)

    def _counted(self, when: When, sign: int) -> When:
        base = when.start if sign < 0 else when.end
        found: Interval = moved(base, self.parts, sign)
        # What is counted from an assumed day is no surer than that day.
        precision = when.precision if when.precision == "assumed" else found.precision
        return When(found.start, found.end, precision, self.text, *self.span, self.rule)


def find_distances(
    tree: Tree, text: str, dates: Sequence[DateMention], tables: DateTables
) -> list[Distance]:
    """Return the distances of a sentence; words that a longer date takes are none."""
    pieces = cut_pieces(text, tree.start, tree.end)
    lattice = [read_edges(pieces, i, tables) for i in range(len(pieces))]
    found: list[Distance] = []
    matches = find_matches(pieces, lattice, tables.distances)
    for match in sorted(matches, key=lambda m: (m.first, -m.stop)):
        start, end = pieces[match.first].start, pieces[match.stop - 1].end
        head = _opened(tree, end)
        within = [d.when for d in dates if d.when.text_start < end and start < d.when.text_end]
        longer = any(w.text_end > end or w.text_start < start for w in within)
        if head is None or longer or any(d.span[1] == end for d in found):
            continue
        found.append(
            Distance(
                match.parts,
                SIGNS[match.operation],
                text[start:end],
                (start, end),
                match.rule,
                _behind(tree, head, end),
                tree.tokens[head].head,
            )
        )
    return found


def _opened(tree: Tree, end: int) -> int | None:
    """Return the head of the clause or phrase that the word which ends there opens, if any."""
    for token in tree.tokens:
        if token.end == end and token.relation in ("mark", "case") and token.head > token.index:
            return token.head
    return None


def _behind(tree: Tree, head: int, end: int) -> frozenset[int]:
    """Return the tokens under a head from `end` on, and those that go on without a break.

    In *a day after the raid on Aleppo on Friday* parsers hang *on Friday* on the verb above.
    """
    found = {k for k in tree.subtree(head) if tree.tokens[k].start >= end}
    after = max(found) + 1
    while after < len(tree) and tree.tokens[after].upos not in BREAKS:
        found.add(after)
        after += 1
    return frozenset(found)
