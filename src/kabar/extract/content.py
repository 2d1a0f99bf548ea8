"""The words that say what is demanded, offered, rejected: the content of a speech act."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kabar.extract.analysis import Analysis
from kabar.extract.content_heads import SMALL, ContentHeads
from kabar.extract.reading import VERBAL, Reading
from kabar.records import Quote, Side, Span

EDGES = ("mark", "punct", "case", "cc")
"""Relations of words that a content neither begins nor ends with."""
NEGATING = ("not", "forbid")
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
        self.heads = ContentHeads(analysis)

    def find(
        self,
        reading: Reading,
        operator: int | None,
        sides: Sequence[Side],
        *,
        whole: bool = False,
        negated: bool = False,
        condition: Span | None = None,
        quote: Quote | None = None,
    ) -> list[list[int]]:
        """Return the tokens of each content, never none: *to halt … and to free …* are two.

        `operator` is the word that tells the stance, None where the act itself does; what only
        names one of the `sides` is no content. With `whole` the operator's own words belong to it,
        if `negated` its negation too. The result is clipped to `quote`, without the `condition`.
        """
        outer = reading.match.token
        told = self._told(reading, self._told_by(reading, operator), sides, whole=whole)
        tokens, head, joined = told
        if negated:
            tokens |= set(range(min(outer, *(s.token for s in reading.steps)), outer))
        elif reading.match.entry.kind == "operator":
            tokens -= {w for w in reading.match.words if self._is_spent(w, reading)}
        tokens -= self._elsewhere(tokens - {head, *joined}, reading)
        parts = [tokens] if head is None or whole else self._parts(tokens, head, joined)
        cut = [self._cut(part, outer, condition, quote) for part in parts]
        return [part for part in cut if part] or [[outer]]

    def _told_by(self, reading: Reading, operator: int | None) -> int | None:
        """Return the word whose complement the content is; a modifier's is its verb's."""
        outer = reading.match.token
        if len(reading.steps) > 1 and reading.steps[1].token == outer == reading.token:
            return outer  # *Does not want to leave*: what is not wanted
        if operator is not None and operator > outer == reading.token:
            return outer  # *Vowed that it would not leave*
        return operator

    def _told(
        self, reading: Reading, operator: int | None, sides: Sequence[Side], *, whole: bool
    ) -> tuple[set[int], int | None, list[int]]:
        """Return the words of a content, its head, and the clauses that go on with it."""
        outer = reading.match.token
        if operator is not None and operator != reading.token:
            named = () if reading.is_duty else sides
            tokens = self._clause(reading.token, named) | self._between(operator, reading)
            if reading.is_duty and not self.clauses.dependents(reading.token, "nsubj", "csubj"):
                tokens |= self._subject(reading.token)
            return tokens, None, []
        head = self.heads.complement(reading, operator, sides)
        tokens = set(self.tree.subtree(head)) if head is not None else set()
        tokens |= self._told_beside(outer, head) | self.heads.raised_object(outer, head, sides)
        joined = self.heads.joined(outer, head)
        tokens |= {j for k in joined for j in self.tree.subtree(k)}
        if reading.is_duty and tokens:
            tokens |= self._subject(outer)
        tokens = tokens or self._quoted(outer)
        if not tokens or whole:
            tokens |= self._clause(outer, sides, deed=True)
        return tokens, head, joined

    def _is_spent(self, w: int, reading: Reading) -> bool:
        """Say whether a small word of a pattern is told by the stance: *vowed not to leave*.

        The negation in *warned it not to attack* belongs to what is demanded.
        """
        if self.tree.tokens[w].upos not in SMALL:
            return False
        ontology = self.analysis.ontology
        stance = ontology.operators[reading.match.entry.name].stance
        against = stance is not None and ontology.stances.side[stance] == "against"
        negates = any(m.entry.name in NEGATING for m in self.analysis.matcher.matches(w))
        return against or not negates

    def _subject(self, i: int) -> set[int]:
        """Return the words of the subject of `i`, its own or inherited; pronouns are none."""
        words = self.tree.tokens
        subjects = [k for k in self.clauses.subjects(i) if k < i and words[k].upos != "PRON"]
        return {j for k in subjects for j in self.tree.subtree(k) if j < i}

    def _between(self, operator: int, reading: Reading) -> set[int]:
        """Return what stands between a duty's word and its verb; *must not* is kept whole."""
        if not reading.is_duty or operator > reading.token:
            return set()
        first = operator if reading.steps[0].operator == "forbid" else operator + 1
        return set(range(first, reading.token))

    def _parts(self, tokens: set[int], head: int, beside: Sequence[int]) -> list[set[int]]:
        """Return the coordinated clauses of a content apart, the first one first."""
        joined = [
            *beside,
            *(
                k
                for k in self.clauses.dependents(head, "conj")
                if k in tokens
                and {self.tree.tokens[head].upos, self.tree.tokens[k].upos} == {"VERB"}
            ),
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
            if word.upos not in ("NOUN", "PROPN") or self.heads.is_side(k) or self._is_time(k):
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
        return bare and not self.heads.is_side(j) and self.tree.tokens[j].upos != "PRON"

    def _is_time(self, k: int) -> bool:
        """Say whether a noun only tells time, in whatever number: *weeks*."""
        word = self.tree.tokens[k]
        return bool({word.lower, word.lemma} & self.clauses.grammar.words("calendar"))

    def _told_beside(self, outer: int, head: int | None) -> set[int]:
        """Return the clause that goes on after the object: *demanded guarantees that …*."""
        return {
            j
            for k in self.clauses.dependents(outer, "ccomp", "xcomp", "advcl", "acl", "obl")
            if head is not None and k > head and self._goes_on(k, head)
            for j in self.tree.subtree(k)
        }

    def _quoted(self, outer: int) -> set[int]:
        """Return the words of the quotation that a verb of saying introduces."""
        start = self.tree.tokens[outer].start
        return {
            token.index
            for quote in self.analysis.quotes
            if quote.cue is not None and quote.cue.start <= start < quote.cue.end
            for token in self.tree.tokens
            if self._within(token.index, quote)
        }

    def _goes_on(self, k: int, head: int) -> bool:
        """Say whether the clause at `k` tells what the object at `head` says or is to undergo.

        It opens with *that*; or stands right after a noun: *rejected calls to yield*, *menuntut
        perlintasan dibuka*.
        """
        words, mark = self.clauses.grammar.words, self.clauses.mark(k)
        if mark in words("complement_marks"):
            return True
        if not self.clauses.is_noun_phrase(head) or not self.heads.is_next_to(k, head):
            return False
        spoken = self.analysis.reader.read(head)
        speaks = spoken is not None and spoken.type in VERBAL
        if self.clauses.relations[k] == "obl":
            return speaks and self.clauses.preposition(k) in words("about_prepositions")
        if mark is not None:
            return speaks and mark in words("purpose_marks")
        return self.tree.tokens[k].upos == "VERB" and not self.clauses.dependents(k, "nsubj")

    def _names(self, k: int, sides: Sequence[Side]) -> bool:
        """Say whether a subject is one of the sides: *Iran's foreign minister, X, thanked Oman*."""
        words = [self.tree.tokens[j] for j in (k, *self.clauses.dependents(k, "appos", "flat"))]
        named = any(s.start <= word.start < s.end for s in sides for word in words)
        return named or self._is_left_out(k, sides)

    def _is_left_out(self, k: int, sides: Sequence[Side]) -> bool:
        """Say whether a subject adds nothing to its clause: it only names a side, or is *who*."""
        relative = self.clauses.grammar.words("relative_pronouns")
        return self.tree.tokens[k].lower in relative or self.heads.only_names(k, sides)

    def _clause(self, i: int, sides: Sequence[Side], *, deed: bool = False) -> set[int]:
        """Return the words of the clause at `i`: its verb and what follows, and its subject.

        The subject belongs to it unless it only names a side, or is the doer of a `deed`;
        auxiliaries do not.
        """
        found = set(self.tree.subtree(i))
        subjects = self.clauses.dependents(i, "nsubj", "csubj")
        for k in subjects:
            if self._names(k, sides) if deed else self._is_left_out(k, sides):
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
            joined = relation == "conj" and self.tree.tokens[k].upos == "VERB"
            joined = joined and (self.tree.tokens[k].head == reading.token or self._resumes(k))
            joined = joined or self._is_speech_beside(k)
            report = relation == "parataxis" and reader.reported(k) is not None
            if raised or aside or report or joined:
                found |= set(self.tree.subtree(k))
        return found - reading.words

    def _resumes(self, k: int) -> bool:
        """Say whether a joined verb of saying is a main verb: *…, but it hinted that …*."""
        own = bool(self.clauses.dependents(k, "nsubj")) and self.clauses.mark(k) is None
        return own and self.analysis.reader.reported(k) is not None

    def _is_speech_beside(self, k: int) -> bool:
        """Say whether a speech verb hangs on a noun as if joined: *hailed the vote and warned*."""
        if self.clauses.relations[k] != "conj" or self.tree.tokens[k].upos != "VERB":
            return False
        above = self.tree.tokens[k].head
        reading = self.analysis.reader.read(k)
        speech = reading is not None and reading.type in VERBAL
        return speech and self.clauses.is_nominal(above)

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
        if token.lower in self.clauses.grammar.words("relative_pronouns") and token.upos == "PRON":
            return True
        small = self.clauses.relations[k] in EDGES and token.upos not in ("NOUN", "VERB", "PROPN")
        return small or token.upos == "PUNCT"
