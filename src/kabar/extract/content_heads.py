"""Where the words stand that a speech act is about: its complement, or what tells it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from kabar.extract.analysis import Analysis
from kabar.extract.reading import Reading
from kabar.records import Side

COMPLEMENTS = ("ccomp", "xcomp", "obj", "obl", "nmod", "acl", "advcl", "csubj")
"""Where a content may stand under its word, the likeliest first."""
OPENING_MARKS = ('"', "“", "‘", "'")
SMALL = ("ADJ", "ADV", "ADP", "PART", "SCONJ", "AUX")
"""Parts of speech of words of a pattern that are no content: *welcomed warmly*."""
NEXT_VERB = 4
"""How many words on a coordinated verb may stand whose object is shared."""


class ContentHeads:
    """Finds the heads of contents in one sentence."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.tree = analysis.tree
        self.clauses = analysis.clauses

    def raised_object(self, outer: int, head: int | None, sides: Sequence[Side]) -> set[int]:
        """Return the object that does what the clause at `head` tells: *wants it to be closed*."""
        if head is None or self.clauses.relations[head] not in ("xcomp", "ccomp"):
            return set()
        if self.clauses.dependents(head, "nsubj", "csubj"):
            return set()
        return {
            j
            for k in self.clauses.dependents(outer, "obj")
            if k < head and self.tree.tokens[k].upos != "PRON" and self._tells(k, "obj", sides)
            for j in self.tree.subtree(k)
        }

    def complement(
        self, reading: Reading, operator: int | None, sides: Sequence[Side]
    ) -> int | None:
        """Return the head of the complement that says what the outermost word is about.

        An operator's own noun is none (*made a demand for …*), an act's is (*defend a policy*).
        """
        outer = reading.match.token
        words = reading.match.words
        told = operator is not None
        refused = told and reading.steps[0].operator == "refuse"
        verbs = (w for w in words if refused or self.tree.tokens[w].upos in ("VERB", "ADJ"))
        above = {outer, *verbs, *(step.token for step in reading.steps)}
        content = reading.content.token if reading.content is not None else None
        if content is not None and content != reading.token:
            node = content
            while (up := self.tree.tokens[node].head) >= 0 and up not in above:
                if self.is_side(up) and self.clauses.mark(node) is not None:
                    return node  # parsers hang *of sheltering …* on whom is accused
                node = up
            return self._clause_beside(node, outer) if up >= 0 else content
        small = (w for w in words if self.tree.tokens[w].upos in SMALL)
        words = words if told else ()
        own = {outer, *words, *small}
        heads = [outer, *(w for w in words if self.clauses.is_nominal(w))]
        passive = self.clauses.is_passive(outer, reading.match.voice)
        if passive and self.clauses.relations[outer] == "acl":
            return self.clauses.antecedent(outer)
        passive = passive and self.tree.tokens[outer].upos != "NOUN"
        candidates = [(k, "advcl") for k in self._alleged(outer)]
        candidates += self._below_light(reading, operator)
        for relation in ("nsubj", *COMPLEMENTS) if passive else COMPLEMENTS:
            candidates += [
                (k, relation) for h in heads for k in self.clauses.dependents(h, relation)
            ]
        for k, relation in candidates:
            if k not in own and self._tells(k, relation, sides):
                return k
        return self._shared(outer, sides)

    def _clause_beside(self, node: int, outer: int) -> int:
        """Return the clause before a phrase on the same word: *offered to govern as part of …*."""
        if self.clauses.relations[node] == "advcl" and self.clauses.mark(node) is None:
            # *Rejected the terms, saying …*
            before = [k for k in self.clauses.dependents(outer, "obj") if k < node]
            named = [k for k in before if not self.is_side(k)]
            return named[0] if named and not self.is_next_to(node, named[0]) else node
        if self.clauses.relations[node] not in ("obl", "nmod"):
            return node
        clauses = [k for k in self.clauses.dependents(outer, "xcomp", "ccomp") if k < node]
        return clauses[0] if clauses else node

    def joined(self, outer: int, head: int | None) -> list[int]:
        """Return the clauses that go on with a content but hang on the word above.

        *Agreed to halt the fighting and to trade prisoners*: what opens alike belongs together.
        """
        mark = self.clauses.mark(head) if head is not None else None
        if head is None or mark is None:
            return []
        return [
            k
            for k in self.clauses.dependents(outer, "conj")
            if k > head and self.clauses.mark(k) == mark and self._goes_on(k, mark)
        ]

    def _goes_on(self, k: int, mark: str) -> bool:
        """Say whether a clause opens with its mark and, after an infinitive's, has no subject."""
        words = (self.tree.tokens[j] for j in sorted(self.tree.subtree(k)))
        first = next(w for w in words if w.upos not in ("PUNCT", "CCONJ"))
        infinitive = mark in self.clauses.grammar.words("purpose_marks")
        own = infinitive and bool(self.clauses.dependents(k, "nsubj"))
        return first.lower == mark and not own

    def _below_light(self, reading: Reading, operator: int | None) -> list[tuple[int, str]]:
        """Return what hangs on a noun that tells nothing itself: *voiced concern over X*."""
        if operator is not None:
            return []
        clauses = self.clauses
        nouns = [w for w in reading.match.words if clauses.is_nominal(w)]
        nouns = [w for w in nouns if clauses.relations[w] == "obj" and self._is_light(w, reading)]
        below = [(k, r) for w in nouns for r in ("acl", "nmod") for k in clauses.dependents(w, r)]
        owners = clauses.grammar.words("possessive_prepositions")
        return [(k, r) for k, r in below if r == "acl" or clauses.preposition(k) not in owners]

    def _is_light(self, noun: int, reading: Reading) -> bool:
        """Say whether a noun tells no act of its own beside that of its verb.

        One that other nouns describe tells what it is about: *defended the “open door policy”*.
        """
        if self.clauses.dependents(noun, "compound", "flat", "appos"):
            return False
        own = self.analysis.reader.read(noun)
        return own is None or own.content is not None

    def _alleged(self, outer: int) -> list[int]:
        """Return the clauses that tell what somebody is accused of doing."""
        return self.clauses.marked(outer, "allegation_marks", "advcl")

    def _shared(self, outer: int, sides: Sequence[Side]) -> int | None:
        """Return the complement that a noun's clause further on or the next verb's object tells.

        *An accusation, made on Monday, that …*; *neither accepted nor refused an appeal*.
        """
        clauses = self.clauses
        above = self.tree.tokens[outer].head
        if clauses.is_noun_phrase(outer):
            words = clauses.grammar.words
            marks = words("complement_marks") | words("purpose_marks")
            later = (
                clauses.dependents(above, "advcl", "ccomp", "acl", "xcomp") if above >= 0 else []
            )
            found = [k for k in later if k > outer and clauses.mark(k) in marks]
            found += [k for k in clauses.dependents(above, "obl") if self._is_for(k, outer)]
            return found[0] if found else None
        if clauses.dependents(outer, "obj", "ccomp", "xcomp"):
            return None
        joined = [k for k in clauses.dependents(outer, "conj") if 0 < k - outer <= NEXT_VERB]
        shared = (k for j in joined for k in clauses.dependents(j, "obj"))
        return next((k for k in shared if self._tells(k, "obj", sides)), None)

    def is_next_to(self, k: int, head: int) -> bool:
        """Say whether the phrase at `k` begins where that at `head` ends, without a comma."""
        after = set(self.tree.subtree(k))
        below = set(self.tree.subtree(head)) - after
        opening = self.tree.tokens[min(after)]
        if not below or (opening.upos == "PUNCT" and opening.text not in OPENING_MARKS):
            return False
        return min(after) == max(below) + 1

    def _is_for(self, k: int, noun: int) -> bool:
        """Say whether a phrase hung on the verb tells what its noun asks: *the call for a halt*."""
        about = self.clauses.grammar.words("about_prepositions")
        return self.clauses.preposition(k) in about and self.is_next_to(k, noun)

    def _tells(self, k: int, relation: str, sides: Sequence[Side]) -> bool:
        """Say whether a complement says what is wanted, not merely who, when or where."""
        words, word = self.clauses.grammar.words, self.tree.tokens[k]
        above = word.head
        if relation in ("obl", "nmod") and not self._is_about(k, above):
            return False
        if relation == "advcl" and self.clauses.mark(k) not in words("purpose_marks"):
            marks = words("object_control_marks") | words("about_prepositions")
            marks |= words("allegation_marks")
            if self.clauses.mark(k) not in marks and self.clauses.preposition(k) not in marks:
                return False
        if relation == "acl" and self.clauses.is_noun_phrase(above):
            marks = words("complement_marks") | words("purpose_marks") | words("allegation_marks")
            subjects = self.clauses.dependents(k, "nsubj", "csubj")
            own = any(self.tree.tokens[j].upos != "PRON" for j in subjects)
            if self.clauses.mark(k) not in marks and not own:
                return False  # *An accusation made on Monday*
        mutual = words("mutual_words")
        if word.lower in mutual or (k > 0 and self.tree.tokens[k - 1].lower in mutual):
            return False
        if word.lower in words("relative_pronouns"):
            return False
        return not self.only_names(k, sides)

    def _is_about(self, k: int, above: int) -> bool:
        """Say whether a phrase with a preposition tells what its word is about."""
        words, preposition = self.clauses.grammar.words, self.clauses.preposition(k)
        if preposition is None or self.tree.tokens[k].lower in words("calendar"):
            return False
        if above >= 0 and self.clauses.is_noun_phrase(above):
            if not self.clauses.is_nominal(k) or self.tree.tokens[k].upos == "PRON":
                return False  # *A dispute of its own*
            return not self.is_side(k) and preposition not in words("agent_prepositions")
        return k > above and preposition in words("about_prepositions") and not self.is_side(k)

    def only_names(self, k: int, sides: Sequence[Side]) -> bool:
        """Say whether all words under `k` name one of the sides."""
        for j in self.tree.subtree(k):
            token = self.tree.tokens[j]
            named = any(s.start <= token.start < s.end for s in sides)
            if not named and (token.upos not in ("DET", "ADP", "PUNCT", "PART", "CCONJ")):
                return False
        return True

    def is_side(self, k: int) -> bool:
        """Say whether a word names a party."""
        mention = self.analysis.sides.mention_at.get(k)
        return mention is not None and bool(mention.party)
