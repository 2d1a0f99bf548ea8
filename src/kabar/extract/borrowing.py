"""Sides that a reading does not name and another clause lends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kabar.extract.analysis import Analysis
from kabar.extract.reading import Reading
from kabar.extract.roles import Filled
from kabar.extract.side_sets import parties
from kabar.extract.stances import HARMS
from kabar.records import Side, Span

HOSTS = "IGO"
"""The sector of those whose seat is where their members meet."""


def meeting_parties(
    analysis: Analysis, recorded: Mapping[int, Filled], reading: Reading, filled: Filled
) -> Filled:
    """Return the sides of a meeting that names none.

    They are the organisation that it is held at, else the parties of the act it hangs on.
    """
    host = [] if filled.source else _host(analysis, reading)
    if host:
        return Filled(tuple(host), (), True, (*filled.notes, "source: the host"))
    places = analysis.filler.relations.place_prepositions
    is_held = analysis.clauses.preposition(reading.token) in places
    for node in analysis.tree.ancestors(reading.token):
        above = recorded.get(node)
        if above is not None and is_held and _is_hostile(analysis, node):
            return filled  # *blocked aid for Ukraine at a summit*: the two do not meet
        if above is not None and above.source and above.target:
            own = parties(filled.source)
            if own and not own & (parties(above.source) | parties(above.target)):
                return filled
            notes = (*filled.notes, "sides: those of the governing act")
            return Filled(above.source, above.target, True, notes)
    return filled


def _is_hostile(analysis: Analysis, i: int) -> bool:
    reading = analysis.reader.read(i)
    return reading is not None and reading.type in HARMS


def is_part_of_visit(
    analysis: Analysis, recorded: Mapping[int, Filled], reading: Reading, filled: Filled
) -> bool:
    """Say whether a meeting is what the parties of a visit meet for: *flew to Bonn for talks*."""
    if reading.type != "CONSULT" or analysis.clauses.relations[reading.token] != "obl":
        return False
    above = analysis.tree.tokens[reading.token].head
    visit = analysis.reader.read(above) if above in recorded else None
    if visit is None or visit.act is None or visit.act.mode != "visit":
        return False
    both = parties(recorded[above].source) | parties(recorded[above].target)
    return parties(filled.source) | parties(filled.target) <= both


def _host(analysis: Analysis, reading: Reading) -> list[Side]:
    """Return the organisation of states that a meeting is held at: *the talks at the OSCE*."""
    tokens, prepositions = analysis.tree.tokens, analysis.filler.relations.place_prepositions
    for k in range(reading.token + 1, len(tokens) - 1):
        if k in analysis.tellers and k not in reading.words:
            break
        if tokens[k].lower not in prepositions:
            continue
        at = analysis.sides.mention_at
        mention = at.get(k + 1) or at.get(k + 2)
        if mention is not None and mention.sector == HOSTS and mention.form != "place":
            return analysis.sides.of_mention(mention)
    return []


def threatened(analysis: Analysis, filled: Filled, condition: Span) -> Filled:
    """Return the sides of a conditional threat: it is aimed at whoever might fulfil it."""
    for token in analysis.tree.tokens:
        if condition.start <= token.start < condition.end:
            mention = analysis.sides.mention_at.get(token.index)
            if mention is not None and mention.party and mention.form != "place":
                target = analysis.sides.of_mention(mention)
                if parties(target) - parties(filled.source):
                    notes = (*filled.notes, "target: who might fulfil the condition")
                    return replace(filled, target=tuple(target), notes=notes)
    return filled


def threatening(
    analysis: Analysis, recorded: Mapping[int, Filled], reading: Reading, filled: Filled
) -> Filled:
    """Return the sides of a threat without a name: it is the governing act's other party's."""
    for node in analysis.tree.ancestors(reading.token):
        above = recorded.get(node)
        if above is not None and above.source:
            if parties(above.source) & parties(filled.target):
                continue
            notes = (*filled.notes, "source: that of the governing act")
            return replace(filled, source=above.source, notes=notes)
    return filled


def answered_before(
    analysis: Analysis, recorded: Mapping[int, Filled], reading: Reading, filled: Filled
) -> Filled:
    """Return the sides of an answer to what stands before: *accused X of fraud, a charge X denied*.

    The noun in apposition names what was done before, and the answer is meant for who did it.
    """
    if not filled.source or not _is_in_apposition(analysis, reading.token):
        return filled
    for k in sorted(recorded, reverse=True):
        before = recorded[k]
        apart = parties(before.source) - parties(filled.source)
        if k < reading.token and before.source and apart:
            notes = (*filled.notes, "target: who did what is answered")
            return replace(filled, target=before.source, notes=notes)
    return filled


def _is_in_apposition(analysis: Analysis, i: int) -> bool:
    """Say whether a verb is said of a noun that sums up a clause, with or without *that*."""
    clauses, tokens = analysis.clauses, analysis.tree.tokens
    node = tokens[i].head if clauses.relations[i] == "acl" else i
    if node < 0 or clauses.relations[node] not in ("appos", "parataxis"):
        return False
    if node == i:
        return len(clauses.dependents(i, "nsubj")) > 1
    return clauses.is_noun_phrase(node) and node not in analysis.sides.mention_at


def met_with(
    analysis: Analysis, recorded: Mapping[int, Filled], reading: Reading, filled: Filled
) -> Filled:
    """Return the sides of an offer to meet that names nobody: whom its clause hangs on.

    *Guyana refused to talk, hours after Venezuela had proposed a meeting*: to Guyana.
    """
    content = reading.content
    if content is None or content.type != "CONSULT" or not filled.source:
        return filled
    for node in analysis.tree.ancestors(reading.token):
        above = recorded.get(node) or next(
            (recorded[k] for k in analysis.tree.children[node] if k in recorded), None
        )
        if above is not None and parties(above.source) - parties(filled.source):
            notes = (*filled.notes, "target: who does the governing act")
            return replace(filled, target=above.source, notes=notes)
    return filled


def addressee_before(
    analysis: Analysis, recorded: Mapping[int, Filled], reading: Reading, filled: Filled
) -> Filled:
    """Return the sides of words without an addressee: whom the verb they are joined to acts on.

    *He wrote to the general and begged that …*: begged the general. A threat in a clause of its own
    answers who acts in the one before: *X expelled two diplomats, and Y vowed to retaliate*.
    """
    clauses = analysis.clauses
    if clauses.relations[reading.token] != "conj":
        return filled
    before = recorded.get(analysis.tree.tokens[reading.token].head)
    if before is None or not before.target:
        return filled
    if not parties(before.source) & parties(filled.source):
        if reading.type != "THREATEN" or not parties(before.target) & parties(filled.source):
            return filled
        notes = (*filled.notes, "target: who did it to them before")
        return replace(filled, target=before.source, notes=notes)
    notes = (*filled.notes, "target: that of the verb before")
    return replace(filled, target=before.target, notes=notes)


def protested_against(
    analysis: Analysis, reading: Reading, filled: Filled
) -> tuple[Reading, Filled]:
    """Return a protest with the clause that tells its aim: *menggelar mogok menentang X*.

    That clause is no second act, and whom it is against the protest is against.
    """
    clauses, i = analysis.clauses, reading.token
    for k in clauses.dependents(i, "xcomp", "advcl", "acl"):
        against = analysis.reader.read(k)
        own = clauses.dependents(k, "nsubj") or clauses.mark(k) is not None
        if k < i or own or against is None or against.type not in ("REJECT", "ACCUSE"):
            continue
        target = analysis.filler.fill(against).target
        whole = replace(reading, words=reading.words | against.words)
        return whole, replace(filled, target=target or filled.target)
    return reading, filled
