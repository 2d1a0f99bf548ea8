"""The stance that a reading expresses: of its operators, its act, or its type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kabar.extract.reading import WILLING, Reading
from kabar.ontology.load import Act, Ontology
from kabar.records import Event

DENIES, PROMISES = "denies", "promises"
HARMS = ("SANCTION", "COERCE", "ASSAULT")
"""Types that threaten where they are announced: *will impose sanctions if …*."""
DEEDS = ("violate",)
"""Operators that make a deed of anything: *violated the accord*."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A stance, how sure the text is of it, and the operator's word where one tells it."""

    stance: str
    operator: int | None
    modality: str
    told: bool = False
    """Whether the act's own word is an operator too: *accepted a request*."""
    negated: bool = False
    """Whether the content is what will not be done: its negation belongs to it."""


def stance_of(
    reading: Reading, event: Event, ontology: Ontology, told_by: Sequence[str] = ()
) -> Stand | None:
    """Return the stance that the reading of an event expresses.

    The outermost operator whose stance the type admits, else what the act says by itself, else
    that of the operators `told_by` the act's word, else the type's default; None for deeds and for
    acts that are no position. A denied accusation is denied whatever the word: *rejected the
    charge*.
    """
    stances, kind, modality = ontology.stances, event.type, event.modality
    content, act = reading.content, reading.act
    accused = content is not None and content.type == "ACCUSE" and content.mode != "disapprove"
    if kind == "REJECT" and accused:
        return Stand(DENIES, reading.steps[0].token if reading.steps else None, modality)
    if _forgoes_harm(reading):
        return Stand(PROMISES, None, modality, negated=True)
    for step in reading.steps:
        stance = ontology.operators[step.operator].stance
        if step.operator in DEEDS:
            return None
        if step.operator == "future" and kind in HARMS and act is not None:
            return Stand("threatens", step.token, modality)
        if stance is not None and stance in stances.of_type.get(kind, ()):
            return Stand(stance, step.token, modality)
    stance = stances.default.get(kind)
    if act is not None and act.type == kind and stances.of_act.get(act.name, kind) is None:
        # *Promised to investigate*: an act that says nothing by itself.
        stance = ontology.operators[reading.steps[0].operator].stance if reading.steps else None
        return Stand(stance, reading.steps[0].token, modality) if stance is not None else None
    if act is not None and content is None and act.type == kind:
        stance = stances.of_act.get(act.name, stance)
        told = (ontology.operators[name].stance for name in told_by)
        spoken = next((t for t in told if t in stances.of_type.get(kind, ())), None)
        if stance is not None and spoken is not None:
            return Stand(spoken, None, modality, told=True)
        if kind not in stances.default:
            return _of_deed(act, ontology, told_by, modality)
    return Stand(stance, None, modality) if stance is not None else None


def _forgoes_harm(reading: Reading) -> bool:
    """Say whether a party does not want to do harm: *we do not want to make threats*."""
    if len(reading.steps) < 2 or reading.steps[0].operator != "refuse" or reading.act is None:
        return False
    willing = reading.steps[1].operator in WILLING
    return willing and (reading.act.effect == "harms" or reading.act.type == "THREATEN")


def _of_deed(act: Act, ontology: Ontology, told_by: Sequence[str], modality: str) -> Stand | None:
    """Return the stance of a word that tells a deed as well: *offered aid*."""
    stances = ontology.stances
    for name in told_by:
        operator = ontology.operators[name]
        kind, stance = operator.cells[act.type], operator.stance
        known = stance is not None and stance in stances.of_type.get(kind, ())
        if known and kind != act.type and stances.side[str(stance)] == "for":
            return Stand(str(stance), None, modality, told=True)
    return None
