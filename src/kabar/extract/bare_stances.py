"""Stances over a clause whose act no entry knows: *must do more*, *will not leave the corridor*.

They make no event, but what is wanted or refused is told in words all the same.
"""

from __future__ import annotations

from dataclasses import replace

from kabar.extract.patterns import Match
from kabar.extract.reading import CONJECTURE, DUTIES, REPORTING, Reading, Step
from kabar.extract.readings import Reader

REFUSE = "refuse"


class BareStances:
    """Reads the words of one sentence that evoke no event."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.clauses = reader.clauses
        self.tree = reader.tree
        self.operators = reader.ontology.operators

    def read(self, i: int) -> Reading | None:
        """Return the stance that the predicate `i` is under or expresses, None where none."""
        if self.clauses.is_noun_phrase(i) or self.clauses.in_condition(i):
            return None
        if self.clauses.relations[i] in ("amod", "aux", "cop", "det", "compound"):
            return None
        matches = self.reader.matcher.matches(i)
        if matches and (matches[0].entry.frame.is_idiom or matches[0].entry.name in REPORTING):
            return None
        found = self.reader.modifiers.of_word(i)
        own = next((m for m in matches if self._is_bare(m, refused="not" in found)), None)
        duty = next((found[name] for name in DUTIES if name in found), None)
        sure = "forbid" in found or "can" not in found  # *tidak boleh*, not *should perhaps*
        if duty is not None and sure and not self._is_conjecture(i):
            return self._reading(i, duty, duty.entry.name)
        if own is not None:
            return self._reading(i, own, REFUSE if "not" in found else own.entry.name)
        if "not" in found and "future" in found and "can" not in found:
            return self._reading(i, found["not"], REFUSE)
        return None

    def is_told(self, i: int) -> bool:
        """Say whether the clause at `i` stands for itself, at most under a verb of saying."""
        node = i
        while self.clauses.relations[node] in ("conj", "parataxis", "ccomp", "xcomp"):
            node, below = self.tree.tokens[node].head, node
            if self.clauses.relations[below] in ("ccomp", "xcomp") and not self._reports(node):
                return False
        return self.clauses.relations[node] in ("root", "advcl") or self._reports(node)

    def _reports(self, i: int) -> bool:
        match = self.reader.reported(i)
        return match is not None and match.entry.name not in CONJECTURE

    def _is_bare(self, match: Match, *, refused: bool) -> bool:
        entry = match.entry
        if entry.kind != "operator" or entry.pos == "F":
            return False
        if refused and entry.name == "future":
            return True  # *Is not going to leave*
        if self.operators[entry.name].bare is None:
            return False
        # *Wants to join* tells what it will do itself, *wants X to join* what it demands.
        if refused:
            return True
        own_act = self.clauses.dependents(match.token, "xcomp", "ccomp")
        return entry.name != "want" or not own_act or self._is_of_another(match.token)

    def _is_of_another(self, i: int) -> bool:
        return self.reader.complements.is_of_another(i)

    def _is_conjecture(self, i: int) -> bool:
        head = self.tree.tokens[i].head
        match = self.reader.reported(head) if head >= 0 else None
        return (
            match is not None and match.entry.name in CONJECTURE and match.entry.name != "believe"
        )

    def _reading(self, i: int, match: Match, name: str) -> Reading:
        operator = self.operators[name]
        kind = operator.bare or operator.alone
        assert kind is not None
        step = Step(name, match.token, match.entry.rule, operator.rule)
        words = frozenset((i, match.token, *match.words))
        match = replace(match, token=i, words=match.words if match.token == i else ())
        return Reading(i, kind, None, None, (step,), match, None, "asserted", None, words)
