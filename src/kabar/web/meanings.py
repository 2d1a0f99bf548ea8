"""What names in records mean, as pieces of which those that are names again are links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kabar.explain import Explanation, explain
from kabar.ontology.load import load_ontology

KEPT = 512
"""Names whose meanings are kept."""
NAMES_OF = frozenset(
    {"acts", "operators", "contexts", "counts as", "undone by", "alone", "over any act", "sector"}
    | {"act", "operator", "context", "mode", "type"}
)
"""Labels of facts that hold names; of others only rules are links."""
MODES_OF = "modes and scores"
_RULE = re.compile(r"\b(?:[a-z]{2,8}/|user/)+[a-z_.]+:\d+\b")
_SEPARATOR = re.compile(r"(, |; )")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a fact; `name` is what it links to, None where it is only words."""

    text: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a name with its facts in parts."""

    explanation: Explanation
    facts: Sequence[tuple[str, Sequence[Part]]]
    rule: Part


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names that a list without a question shows, with what each says."""

    types: Sequence[tuple[str, str]]
    contexts: Sequence[tuple[str, str]]
    sectors: Sequence[tuple[str, str]]
    acts: Sequence[tuple[str, str]]
    operators: Sequence[tuple[str, str]]


@lru_cache(maxsize=KEPT)
def meanings_of(name: str, overlay: Path | None) -> tuple[Meaning, ...]:
    """Return every meaning of a name; raises UnknownName with the names that come near."""
    return tuple(_meaning(each) for each in explain(name, overlay=overlay))


@cache
def known_names() -> KnownNames:
    """Return the names of the ontology with their definitions."""
    ontology = load_ontology()
    return KnownNames(
        types=[(name, row["definition"]) for name, row in ontology.types.items()],
        contexts=[(name, row["definition"]) for name, row in ontology.contexts.items()],
        sectors=[(name, row["definition"]) for name, row in ontology.sectors.items()],
        acts=[(act.name, act.gloss) for act in ontology.acts.values()],
        operators=[(each.name, each.gloss) for each in ontology.operators.values()],
    )


def _meaning(found: Explanation) -> Meaning:
    facts = [(label, _parts(label, value, found.name)) for label, value in found.facts]
    shown = Part(found.rule, found.rule if _RULE.fullmatch(found.rule) else None)
    return Meaning(found, facts, shown)


def _parts(label: str, value: str, of: str) -> list[Part]:
    """Return the parts of a fact of a name."""
    if label != MODES_OF and label not in NAMES_OF and not label.startswith("over "):
        return _rules(value)
    parts = []
    for each in _SEPARATOR.split(value):
        name = each
        if label == MODES_OF:
            name = f"{of} {each.rpartition(' ')[0]}"
        parts.append(Part(each, name if name.casefold() in _linked() else None))
    return parts


def _rules(value: str) -> list[Part]:
    """Return the parts of a value of which rules are links."""
    parts, at = [], 0
    for rule in _RULE.finditer(value):
        parts += [Part(value[at : rule.start()]), Part(rule[0], rule[0])]
        at = rule.end()
    return [part for part in (*parts, Part(value[at:])) if part.text]


@cache
def _linked() -> frozenset[str]:
    """Return the names that a link can go to, case folded."""
    ontology = load_ontology()
    modes = [f"{kind} {mode}" for kind, mode in ontology.modes]
    names = (*ontology.types, *ontology.contexts, *ontology.sectors, *ontology.acts)
    return frozenset(name.casefold() for name in (*names, *ontology.operators, *modes))
