"""The relation between two marked parties of a sentence: which word links them, read downward.

The sides are given, so nothing is asked of actors. From the heads of the two phrases the tree is
climbed to where they meet; the predicate there, else the nearest one on the way, is read as events
are (`readings`). Where the tree links them by no act, the act nearest in the line of words counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kabar.extract.analysis import Tools
from kabar.extract.patterns import Matcher
from kabar.extract.reading import Reading
from kabar.extract.readings import Reader
from kabar.parse.clauses import Clauses
from kabar.parse.tree import Tree

CLIMB = 3
"""How many words up from a noun to look for its verb."""
ARGUMENTS = ("nsubj", "obj", "obl", "xcomp", "ccomp", "nmod", "iobj")


@dataclass(frozen=True, slots=True)
class Link:
    """The reading that links two parties, its tree, and how it was found."""

    tree: Tree
    reading: Reading
    how: str
    """tree, neighbour (beside the way through the tree), or words (by distance alone)."""
    joint: bool
    """Whether *and* joins the two parties."""
    said: bool
    """Whether the first party says it of the other."""


def link(tree: Tree, source: Collection[int], target: Collection[int], tools: Tools) -> Link | None:
    """Return what links the tokens `source` and `target` of a tree; one may be empty.

    None where no word of the sentence evokes an act.
    """
    relator = _Relator(tree, frozenset(source), frozenset(target), tools)
    for how, candidates in (
        ("tree", relator.way()),
        ("neighbour", relator.beside()),
        ("words", relator.by_distance()),
    ):
        for i in candidates:
            reading = relator.reader.read(i)
            if reading is not None:
                said = relator.is_said(reading)
                return Link(tree, reading, how, relator.is_joint(), said)
    return None


class _Relator:
    """Orders the words of one sentence by how likely they link the two parties."""

    def __init__(
        self, tree: Tree, source: frozenset[int], target: frozenset[int], tools: Tools
    ) -> None:
        self.tree = tree
        self.inside = source | target
        self.clauses = Clauses(tree, tools.grammar)
        marked = {"#party": self.inside, "#person": frozenset[int]()}
        self.matcher = Matcher(self.clauses, tools.lexicon, marked)
        self.reader = Reader(self.clauses, self.matcher, tools.ontology)
        heads = [self.tree.head_of(span) for span in (source, target) if span]
        self.one, self.other = heads[0], heads[-1]
        up = [self.one, *tree.ancestors(self.one)]
        down = [self.other, *tree.ancestors(self.other)]
        self.meeting = next((k for k in up if k in down), up[-1])
        self.up = up[: up.index(self.meeting) + 1]
        self.down = down[: down.index(self.meeting)][::-1] if self.meeting in down else []

    def is_joint(self) -> bool:
        """Say whether the two phrases are coordinated, or *and* alone stands between them."""
        if self.other in self.clauses.conjuncts(self.one):
            return True
        between = range(min(self.one, self.other) + 1, max(self.one, self.other))
        kinds = [self.tree.tokens[k].upos for k in between if k not in self.inside]
        return bool(kinds) and set(kinds) <= {"CCONJ", "PUNCT"} and "CCONJ" in kinds

    def is_said(self, reading: Reading) -> bool:
        """Say whether the first party reports the act and the other did it."""
        clauses, k = self.clauses, reading.token
        head = self.tree.tokens[k].head
        while head >= 0 and clauses.relations[k] in ("xcomp", "conj"):
            k, head = head, self.tree.tokens[head].head
        if head < 0 or clauses.relations[k] != "ccomp" or self.reader.reported(head) is None:
            return False
        doers = clauses.logical_subject(
            reading.token, passive=clauses.is_passive(reading.token, reading.match.voice)
        )
        return self.one in clauses.subjects(head) and self.other in doers

    def way(self) -> Iterator[int]:
        """Yield the words between the parties in the tree, the likeliest link first."""
        tokens, relations = self.tree.tokens, self.clauses.relations
        start = self.meeting
        while start in self.inside and tokens[start].head >= 0:
            start = tokens[start].head
        first = start
        for k in self.down:
            verb = relations[k] in ("conj", "parataxis") and tokens[k].upos == "VERB"
            if verb and k not in self.inside:
                first = k  # the verb coordinated with the first: it is the target's
            elif relations[k] in (*ARGUMENTS, "advcl", "acl"):
                break
        order = [first, start]
        above = tokens[start].head
        order[:0] = [k for k in (above, self.one + 1) if self._is_governed(start, k)]
        if above >= 0 and relations[start] == "nsubj" and self._is_meeting(start):
            order.insert(0, above)  # *The summit between X and Y failed to …*
        node, steps = start, 0
        while tokens[node].head >= 0 and steps < CLIMB and tokens[node].upos != "VERB":
            node, steps = tokens[node].head, steps + 1
            order.append(node)
        order += [*reversed(self.up), *self.down]
        yield from dict.fromkeys(k for k in order if k not in self.inside or k == first)

    def _is_governed(self, start: int, k: int) -> bool:
        """Say whether a verb applies to `start` that the parser took for a noun or another's."""
        if k in self.inside or not self.one < k < start or self.clauses.subjects(k):
            return False
        reading = self.reader.read(k)
        return reading is not None and reading.match.entry.pos == "V" and start in reading.words

    def _is_meeting(self, i: int) -> bool:
        reading = self.reader.read(i) if i not in self.inside else None
        return reading is not None and reading.type == "CONSULT"

    def beside(self) -> Iterator[int]:
        """Yield what hangs on the first words of the way."""
        for k in list(self.way())[:2]:
            yield from (j for j in self.tree.children[k] if j not in self.inside)

    def by_distance(self) -> Iterator[int]:
        """Yield all words, those nearest to the parties first; those inside the phrases last."""
        ends = (self.one, self.other)
        low, high = min(ends), max(ends)
        words = range(len(self.tree))

        def rank(k: int) -> tuple[bool, bool, int]:
            outside = 0 if low <= k <= high else min(abs(k - low), abs(k - high))
            describes = self.clauses.relations[k] == "amod"  # *Wounded civilians*
            return k in self.inside, describes, outside

        yield from sorted(words, key=rank)
