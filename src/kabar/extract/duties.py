"""Duties: what a party must do although no entry codes it, as in *Iran must do more*."""

from __future__ import annotations

from kabar.extract.modifiers import Modifiers
from kabar.extract.patterns import Matcher
from kabar.extract.reading import DUTIES, Reading, Step
from kabar.ontology.load import Ontology


def duty_of(i: int, matcher: Matcher, modifiers: Modifiers, ontology: Ontology) -> Reading | None:
    """Return a demand where a party *must* do what the verb `i` tells, None where it need not."""
    clauses = matcher.clauses
    if clauses.tree.tokens[i].upos != "VERB":
        return None
    subjects = clauses.dependents(i, "nsubj")
    if not any(k in matcher.marked["#party"] for k in subjects):
        return None
    found = modifiers.of_word(i)
    match = next((found[name] for name in DUTIES if name in found), None)
    if match is None or clauses.in_condition(i):
        return None
    operator = ontology.operators[match.entry.name]
    step = Step(operator.name, match.token, match.entry.rule, operator.rule)
    words = frozenset((i, match.token))
    return Reading(i, "REQUEST", None, None, (step,), match, None, "asserted", None, words)
