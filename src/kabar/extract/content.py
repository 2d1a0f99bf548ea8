"""The words that say what is demanded, offered, rejected: the content of a speech act."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kabar.extract.analysis import Analysis
from kabar.extract.reading import Reading
from kabar.records import Quote, Side, Span

COMPLEMENTS = ("ccomp", "xcomp", "obj", "obl", "nmod", "acl", "advcl", "csubj")
"""Where a content may stand under its word, the likeliest first."""
EDGES = ("mark", "punct", "case", "cc")
"""Relations of words that a content neither begins nor ends with."""
DASHES = ("–", "—", "--")
PHRASE = ("compound", "amod", "flat", "nmod")
FEW = 4
"""Words of a content at most that only points back."""
LONGEST_TERM = 3
"""Words of a term at most."""


class ContentReader:
    """Cuts contents from one sentence."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.tree = analysis.tree
        self.clauses = analysis.clauses

    def find(
        self,
        reading: Reading,
        operator: int | None,
        sides: Sequence[Side],
        *,
        whole: bool = False,
        condition: Span | None = None,
        quote: Quote | None = None,
    ) -> list[list[int]]:
        """Return the tokens of each content, never none: *to halt … and to free …* are two.

        `operator` is the word that tells the stance, None where the act itself does; what only
        names one of the `sides` is no content. With `whole` the operator's own words belong to it.
        The result is clipped to `quote` and has no `condition` in it.
        """
        outer = reading.match.token
        head: int | None = None
        if operator is not None and operator != reading.token:
            tokens = self._clause(reading.token, sides)
        else:
            head = self._complement(reading, operator, sides)
            tokens = set(self.tree.subtree(head)) if head is not None else set()
            tokens |= self._told_beside(outer, head)
            if not tokens or whole:
                tokens |= self._clause(outer, sides)
        tokens -= self._elsewhere(tokens, reading)
        parts = self._parts(tokens, head) if head is not None and not whole else [tokens]
        cut = [self._cut(part, outer, condition, quote) for part in parts]
        return [part for part in cut if part] or [[outer]]

    def _parts(self, tokens: set[int], head: int) -> list[set[int]]:
        """Return the coordinated clauses of a content apart, the first one first."""
        joined = [
            k
            for k in self.clauses.dependents(head, "conj")
            if k in tokens and {self.tree.tokens[head].upos, self.tree.tokens[k].upos} == {"VERB"}
        ]
        parts = [set(self.tree.subtree(k)) & tokens for k in joined]
        return [tokens.difference(*parts), *parts]

    def _cut(
        self, tokens: set[int], outer: int, condition: Span | None, quote: Quote | None
    ) -> list[int]:
        """Return the tokens in order without condition and asides, inside the quote."""
        inside = [k for k in sorted(tokens) if not self._within(k, condition)]
        inside = self._before_aside(inside, outer)
        if quote is not None:
            inside = [k for k in inside if self._within(k, quote)]
        return self._trimmed(inside)

    def span(self, tokens: Sequence[int]) -> Span:
        """Return the words from the first token to the last."""
        start, end = self.tree.tokens[tokens[0]].start, self.tree.tokens[tokens[-1]].end
        return Span(self.analysis.text[start:end], start, end)

    def points_back(self, tokens: Sequence[int]) -> bool:
        """Say whether a content only takes up what was said before: *that offer*, *menolaknya*."""
        words = self.clauses.grammar.words("pointing_words")
        pointing = any(self.tree.tokens[k].lower in words for k in tokens)
        return pointing and len(tokens) <= FEW

    def terms(self, tokens: Iterable[int]) -> tuple[str, ...]:
        """Return the noun phrases among the tokens in small letters, names of parties left out."""
        found: dict[str, None] = {}
        inside = set(tokens)
        for k in sorted(inside):
            word = self.tree.tokens[k]
            if word.upos not in ("NOUN", "PROPN") or self._is_side(k) or self._is_time(k):
                continue
            if self.clauses.relations[k] in ("compound", "flat"):
                continue
            words = [k, *(j for j in self.clauses.dependents(k, *PHRASE) if j in inside)]
            words = [j for j in words if j == k or self._belongs(j)]
            words = sorted(words, key=lambda j: abs(j - k))[:LONGEST_TERM]
            found[" ".join(self.tree.tokens[j].lower for j in sorted(words))] = None
        return tuple(found)

    def _belongs(self, j: int) -> bool:
        """Say whether a dependent stands in one phrase with its noun: *economic sanctions*."""
        bare = self.clauses.preposition(j) is None and len(self.tree.children[j]) == 0
        return bare and not self._is_side(j) and self.tree.tokens[j].upos != "PRON"

    def _is_time(self, k: int) -> bool:
        """Say whether a noun only tells time, in whatever number: *weeks*."""
        word = self.tree.tokens[k]
        return bool({word.lower, word.lemma} & self.clauses.grammar.words("calendar"))

    def _is_side(self, k: int) -> bool:
        mention = self.analysis.sides.mention_at.get(k)
        return mention is not None and bool(mention.party)

    def _told_beside(self, outer: int, head: int | None) -> set[int]:
        """Return the clause that goes on after the object: *demanded guarantees that …*."""
        marks = self.clauses.grammar.words("complement_marks")
        return {
            j
            for k in self.clauses.dependents(outer, "ccomp", "advcl", "acl")
            if head is not None and k > head and self.clauses.mark(k) in marks
            for j in self.tree.subtree(k)
        }

    def _complement(
        self, reading: Reading, operator: int | None, sides: Sequence[Side]
    ) -> int | None:
        """Return the head of the complement that says what the outermost word is about.

        An operator's own noun is none (*made a demand for …*), an act's is (*defend a policy*).
        """
        outer = reading.match.token
        above = {outer, *(step.token for step in reading.steps)}
        content = reading.content.token if reading.content is not None else None
        if content is not None and content != reading.token:
            node = content
            while self.tree.tokens[node].head >= 0 and self.tree.tokens[node].head not in above:
                node = self.tree.tokens[node].head
            return node if self.tree.tokens[node].head >= 0 else content
        words = reading.match.words if operator is not None else ()
        own = {outer, *words}
        heads = [outer, *(w for w in words if self.clauses.is_nominal(w))]
        passive = self.clauses.is_passive(outer, reading.match.voice)
        if passive and self.clauses.relations[outer] == "acl":
            return self.clauses.antecedent(outer)
        relations = ("nsubj", *COMPLEMENTS) if passive else COMPLEMENTS
        for relation in relations:
            for head in heads:
                for k in self.clauses.dependents(head, relation):
                    if k not in own and self._tells(k, relation, sides):
                        return k
        return None

    def _tells(self, k: int, relation: str, sides: Sequence[Side]) -> bool:
        """Say whether a complement says what is wanted, not merely who, when or where."""
        words = self.clauses.grammar.words
        if relation in ("obl", "nmod"):
            preposition = self.clauses.preposition(k)
            if preposition is None or preposition not in words("about_prepositions"):
                return False
            if self.tree.tokens[k].lower in words("calendar"):
                return False
        if relation == "advcl" and self.clauses.mark(k) not in words("purpose_marks"):
            marks = words("allegation_marks") | words("about_prepositions")
            if self.clauses.mark(k) not in marks and self.clauses.preposition(k) not in marks:
                return False
        if self.tree.tokens[k].lower in words("mutual_words"):
            return False
        return not self._only_names(k, sides)

    def _only_names(self, k: int, sides: Sequence[Side]) -> bool:
        """Say whether all words under `k` name one of the sides."""
        for j in self.tree.subtree(k):
            token = self.tree.tokens[j]
            named = any(s.start <= token.start < s.end for s in sides)
            if not named and (token.upos not in ("DET", "ADP", "PUNCT", "PART", "CCONJ")):
                return False
        return True

    def _clause(self, i: int, sides: Sequence[Side]) -> set[int]:
        """Return the words of the clause at `i`: its verb and what follows, and its subject.

        The subject belongs to it unless it only names a side; auxiliaries do not.
        """
        found = set(self.tree.subtree(i))
        subjects = self.clauses.dependents(i, "nsubj", "csubj")
        for k in subjects:
            if self._only_names(k, sides):
                found -= set(self.tree.subtree(k))
        kept = {j for k in subjects for j in self.tree.subtree(k)}
        return {j for j in found if j >= i or j in kept}

    def _elsewhere(self, tokens: Collection[int], reading: Reading) -> set[int]:
        """Return what the tree hangs there but another clause or a report tells."""
        found: set[int] = set()
        reader = self.analysis.reader
        for k in tokens:
            relation = self.clauses.relations[k]
            raised = k in self.clauses.raised
            aside = relation in ("parataxis", "advcl") and self.clauses.stands_alone(k)
            joined = (
                relation == "conj"
                and self.tree.tokens[k].head == reading.token
                and self.tree.tokens[k].upos == "VERB"
            )
            report = relation == "parataxis" and reader.reported(k) is not None
            if raised or aside or report or joined:
                found |= set(self.tree.subtree(k))
        return found - reading.words

    def _before_aside(self, tokens: list[int], outer: int) -> list[int]:
        """Return the tokens up to the first dash that stands apart: what follows is an aside."""
        for n, k in enumerate(tokens):
            if k > outer and self.tree.tokens[k].text in DASHES and n:
                return tokens[:n]
        return tokens

    def _within(self, k: int, span: Span | Quote | None) -> bool:
        token = self.tree.tokens[k]
        return span is not None and span.start <= token.start < span.end

    def _trimmed(self, tokens: list[int]) -> list[int]:
        """Return the tokens without signs and small words at the edges."""
        first, last = 0, len(tokens)
        while first < last and self._is_edge(tokens[first]):
            first += 1
        while last > first and self._is_edge(tokens[last - 1]):
            last -= 1
        return tokens[first:last]

    def _is_edge(self, k: int) -> bool:
        token = self.tree.tokens[k]
        small = self.clauses.relations[k] in EDGES and token.upos not in ("NOUN", "VERB", "PROPN")
        return small or token.upos == "PUNCT"
