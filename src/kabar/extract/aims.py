"""Whom a deed without an object is meant for: its purpose, or what its noun is said to do."""

from __future__ import annotations

from collections.abc import Sequence

from kabar.extract.reading import Reading
from kabar.extract.relations import MATERIAL, Relations
from kabar.extract.side_sets import others
from kabar.records import Side


def is_aid(relations: Relations, reading: Reading) -> bool:
    """Say whether something is given or cut off: *halted payments for a project in Ghana*."""
    undo = reading.act.undo if reading.act else None
    undone = relations.reader.ontology.acts[undo] if undo else None
    return reading.type == "AID" or (undone is not None and undone.type == "AID")


def meant_for(
    relations: Relations, reading: Reading, source: Sequence[Side], notes: list[str]
) -> list[Side]:
    """Return whom a deed without an object is done for or to: *used gas to disperse students*.

    With a noun the relative clause tells it: *a bombing that killed five soldiers*.
    """
    core = reading.act_match or reading.match
    if reading.type not in MATERIAL or core.entry.frame.target == ("none",):
        return []
    clauses = relations.clauses
    aims = clauses.marked(core.token, "purpose_marks", "advcl", "xcomp", "acl")
    for noun in (core.token, *core.words, *(o.head for o in clauses.obliques(core.token))):
        if clauses.is_noun_phrase(noun) and reading.type == "ASSAULT":
            told = [k for k in clauses.dependents(noun, "acl") if clauses.is_relative(k)]
            aims += [k for k in told if clauses.subjects(k) == [noun]]
    for k in aims:
        found = others(relations.at(clauses.objects(k)), source)
        found = [s for s in found if s.party or s.sector]
        if found:
            notes.append(f"target: of “{clauses.tree.tokens[k].text}”, which it is meant to do")
            return found
    return []
