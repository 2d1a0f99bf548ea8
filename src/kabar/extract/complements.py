"""Where the act that an operator applies to may stand in its clause, the likeliest place first."""

from __future__ import annotations

from collections.abc import Sequence

from kabar.extract.patterns import Match
from kabar.ontology.load import Ontology
from kabar.parse.clauses import Clauses

TRANSPARENT = (
    "begin",
    "cancel",
    "continue",
    "fail",
    "increase",
    "lift",
    "postpone",
    "reduce",
    "resume",
    "schedule",
    "stop",
    "suspend",
    "violate",
)
"""Operators whose act may be their subject: *the talks ended*."""

OWN_NOUN = 2.7
"""Rank of a noun that the pattern names: after the clauses, before other phrases."""

OF_NOUNS = ("condemn", "deny", "reject")
"""Operators beside whose object a clause tells what the object says."""


class Complements:
    """Ranks the complements of the words of one sentence."""

    def __init__(self, clauses: Clauses, ontology: Ontology) -> None:
        self.clauses = clauses
        self.tree = clauses.tree
        self.ontology = ontology

    def of(self, i: int, match: Match) -> list[int]:
        """Return where the operator's act may stand, the likeliest first."""
        clauses, tokens = self.clauses, self.tree.tokens
        name = match.entry.name
        passive = clauses.is_passive(i, match.voice)
        ranked: list[tuple[float, int]] = []
        for k in self.tree.children[i]:
            rank = self._rank(i, k, match, passive)
            if rank is not None:
                ranked.append((rank, k))
            if clauses.relations[k] in ("obj", "iobj"):
                ranked += [
                    (2.55, j)
                    for j in clauses.dependents(k, "acl", "advcl", "xcomp", "ccomp")
                    if not clauses.is_relative(j)
                ]
        for word in match.words:
            # *Stopped short of attacking*: what the pattern's own word governs.
            ranked += [
                (2.2, j)
                for j in clauses.dependents(word, "advcl", "acl", "xcomp", "ccomp")
                if not clauses.is_relative(j)
            ]
        if clauses.relations[i] == "acl" and match.entry.pos == "V":
            ranked.append((4.5, tokens[i].head))
        if clauses.relations[i] == "amod" and tokens[i].head >= 0:
            ranked.append((4.6, tokens[i].head))
        if match.entry.pos == "V" and name not in OF_NOUNS:
            # *Issued a call to withdraw*: its own noun goes after the clauses.
            ranked = [(max(rank, OWN_NOUN) if k in match.words else rank, k) for rank, k in ranked]
        ranked.sort()
        return [k for _, k in ranked]

    def telling(self, i: int, matches: Sequence[Match]) -> list[Match]:
        """Return the matches of the word `i` that may tell an act: no function words."""
        return [m for m in matches if m.entry.pos != "F" and not self._is_assertion(i, m)]

    def _is_assertion(self, i: int, match: Match) -> bool:
        """Say whether the words assert what others demand: *insisted that it had not fired*."""
        finite = self.clauses.grammar.words("finite_auxiliaries")
        act = self.ontology.acts.get(match.entry.name)
        demands = act.type == "REQUEST" if act is not None else match.entry.name == "demand"
        return demands and any(
            self.tree.tokens[k].lower in finite
            for clause in self.clauses.dependents(i, "ccomp")
            for k in self.clauses.dependents(clause, "aux", "cop")
        )

    def is_demand(self, match: Match, parties: frozenset[int]) -> bool:
        """Say whether a wish or an order is laid on another: *ordered Israel to allow aid*."""
        if match.entry.name == "want":
            return self.is_of_another(match.token)
        clauses = self.clauses
        told = clauses.dependents(match.token, "xcomp", "ccomp")
        return (
            match.entry.name == "order"
            and bool(told)
            and any(
                k in parties and self.tree.tokens[k].upos == "PROPN"  # no order to one's own
                for k in clauses.dependents(match.token, "obj", "iobj")
            )
        )

    def is_of_another(self, i: int) -> bool:
        """Say whether somebody else is to do the clause under `i`: *wants Mali to leave*."""
        clauses = self.clauses
        if clauses.dependents(i, "xcomp", "advcl") and clauses.dependents(i, "obj", "iobj"):
            return True
        return any(
            self.tree.tokens[subject].upos != "PRON"
            for k in clauses.dependents(i, "xcomp", "ccomp")
            for subject in clauses.dependents(k, "nsubj")
        )

    def _rank(self, i: int, k: int, match: Match, passive: bool) -> float | None:
        relation, name = self.clauses.relations[k], match.entry.name
        if relation in ("xcomp", "ccomp"):
            if name in OF_NOUNS and self.clauses.mark(k) is not None:
                return 1.1  # *Denied an accusation that it harbours rebels*
            return 1.5 if name == "do" else 0.0
        if relation == "csubj":
            return 0.1
        if relation == "obj":
            return 1.1 if name in OF_NOUNS and self.clauses.mark(k) is not None else 1.0
        if relation == "nsubj" and passive:
            return 2.0
        if relation == "obl" and k < i and match.entry.pos == "V" and not passive:
            return None  # *At talks in Geneva China promised …*
        if relation in ("obl", "nmod", "compound", "dep", "iobj"):
            return 2.4 if name in ("agree", "accept") and relation == "obl" else 3.0
        stance = self.ontology.operators[name].stance is not None
        stance = stance or any(m in match.words for m in self.clauses.dependents(k, "mark", "case"))
        if relation in ("advcl", "acl") and stance and not self.clauses.is_relative(k):
            return self._side_clause(i, k, match)
        if relation == "parataxis" and name in ("warn", "demand", "threaten"):
            return 3.5  # not after *accuse*: *…, a charge that Iran denied*
        if relation != "nsubj" or name not in TRANSPARENT:
            return None
        objects = [j for j in self.clauses.dependents(i, "obj") if j not in match.words]
        return None if objects else 5.0  # *The coup ended his rule*

    def _side_clause(self, i: int, k: int, match: Match) -> float | None:
        """Rank an adverbial or adnominal clause; one with a subject of its own is another story."""
        clauses, words = self.clauses, self.clauses.grammar.words
        if clauses.in_condition(k):
            return None
        if k < i and clauses.relations[k] == "advcl":
            return None  # *Fearing an attack, he appealed to NATO*
        if clauses.dependents(k, "nsubj") and any(
            clauses.is_pronoun(m) for m in clauses.dependents(k, "advmod")
        ):
            return None  # *Did not help when Iran attacked it*
        marks = clauses.dependents(k, "mark", "case")
        if any(m in match.words for m in marks):
            return 2.4  # *Warned against attacking*
        mark = clauses.mark(k)
        if mark in words("purpose_marks"):
            return 2.5
        if mark in words("object_control_marks") and not clauses.dependents(k, "nsubj"):
            return 2.5  # *Accused Iran of attacking*
        bare = mark is None and not clauses.dependents(k, "cc")
        complement = mark in words("complement_marks") or clauses.relations[k] == "acl" or bare
        return 2.6 if complement else None
