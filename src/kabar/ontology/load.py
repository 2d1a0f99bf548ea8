"""The language-neutral tables: PLOVER's types, modes, contexts; acts, operators, composition.

Types, modes, contexts, sectors and scores are PLOVER's (Open Event Data Alliance, CC BY-SA 4.0;
definitions in our own words). Acts, operators and the composition table are Kabar's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kabar.errors import BadLanguageData
from kabar.languages.load import Row, read_table

FOLDER = Path(__file__).parent
KEEP, UNDO = "=", "UNDO"
FIRM, OPEN = "firm", "open"


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of act: what it counts as when it simply happens, and the act that undoes it."""

    name: str
    type: str
    mode: str | None
    effect: str
    """helps, harms or neutral, for the target."""
    undo: str | None
    reciprocal: str | None
    """`yes`: both sides act alike (they met); `plural`: they do where the text names several
    parties as source and no target (they cut ties)."""
    own: bool
    """What is moved is the actor's own: the passive's subject tells the source, not the target."""
    contexts: tuple[str, ...]
    gloss: str
    rule: str


@dataclass(frozen=True, slots=True)
class Operator:
    """What may be done with an act in words: demand it, refuse it, stop it, deny it."""

    name: str
    alone: str | None
    """The type where no act follows, None where the word then codes nothing."""
    bare: str | None
    """The type of the position, no event, where a clause follows that names no known act."""
    stance: str | None
    modality: str
    """The modality of the composed event; `same` leaves the content's."""
    content_modality: str
    """The modality of the act spoken about; `same` leaves it."""
    gloss: str
    rule: str
    cells: Mapping[str, str]
    """The composed type for each type of the content; `=` keeps it, `UNDO` undoes it."""


@dataclass(frozen=True, slots=True)
class Stances:
    """What each type of event may say of a party's position."""

    tone: Mapping[str, str]
    """`firm` or `open`, by stance: whether it insists and refuses, or gives and consents."""
    side: Mapping[str, str]
    """`for` or `against` what the position is about, by stance."""
    bargains: frozenset[str]
    """The stances that say what a party would do or have; the others judge what another does."""
    gloss: Mapping[str, str]
    of_type: Mapping[str, frozenset[str]]
    """The stances that a type may express; deeds express none."""
    default: Mapping[str, str]
    """What a type expresses where no operator says more."""
    of_act: Mapping[str, str | None]
    """What an act expresses by itself, None where it is no position; others have the default."""


@dataclass(frozen=True, slots=True)
class Ontology:
    """All tables, by name."""

    types: Mapping[str, Row]
    modes: Mapping[tuple[str, str], Row]
    contexts: Mapping[str, Row]
    sectors: Mapping[str, Row]
    acts: Mapping[str, Act]
    operators: Mapping[str, Operator]
    stances: Stances
    content_modes: Mapping[tuple[str, str, str], str]
    relation_conventions: tuple[Row, ...]
    """How sets of relations label what the codebook labels otherwise; `kabar.relate` uses it."""

    def score(self, kind: str, mode: str | None) -> float | None:
        """Return PLOVER's conflict–cooperation score, −10 … +10, of a type and mode."""
        row = self.modes.get((kind, mode)) if mode else None
        cell = row["score"] if row is not None else ""
        return float(cell or self.types[kind]["score"])

    def mode_of_content(self, kind: str, content_type: str, content_mode: str | None) -> str | None:
        """Return the mode that a speech act takes from the act it is about."""
        key = (kind, content_type)
        return self.content_modes.get((*key, content_mode or "")) or self.content_modes.get(
            (*key, "")
        )


def _rows(name: str) -> list[Row]:
    return read_table(FOLDER / f"{name}.csv", f"ontology/{name}")


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _load_acts(
    types: Mapping[str, Row], modes: Mapping[tuple[str, str], Row], contexts: Mapping[str, Row]
) -> dict[str, Act]:
    acts: dict[str, Act] = {}
    for row in _rows("acts"):
        kind, mode = row["type"], row["mode"]
        if kind not in types or (mode and (kind, mode) not in modes):
            raise BadLanguageData(f"{row.rule}: PLOVER has no {kind} {mode}".rstrip())
        unknown = [c for c in _split(row["contexts"]) if c not in contexts]
        if unknown:
            raise BadLanguageData(f"{row.rule}: PLOVER has no context '{unknown[0]}'")
        acts[row["act"]] = Act(
            row["act"],
            kind,
            mode or None,
            row["effect"],
            row["undo"] or None,
            row["reciprocal"] or None,
            row["own"] == "yes",
            _split(row["contexts"]),
            row["gloss"],
            row.rule,
        )
    for act in acts.values():
        if act.undo is not None and act.undo not in acts:
            raise BadLanguageData(f"{act.rule}: undo names the unknown act '{act.undo}'")
    return acts


def _load_operators(types: Mapping[str, Row]) -> dict[str, Operator]:
    table = {row["operator"]: row for row in _rows("composition")}
    operators: dict[str, Operator] = {}
    for row in _rows("operators"):
        name = row["operator"]
        if name not in table:
            raise BadLanguageData(f"{row.rule}: '{name}' has no line in composition.csv")
        cells = {kind: table[name][kind] for kind in types}
        wrong = [c for c in cells.values() if c not in types and c not in (KEEP, UNDO)]
        if wrong:
            raise BadLanguageData(f"{table[name].rule}: unknown type '{wrong[0]}'")
        operators[name] = Operator(
            name,
            row["alone"] or None,
            row["bare"] or None,
            row["stance"] or None,
            row["modality"],
            row["content_modality"],
            row["gloss"],
            table[name].rule,
            cells,
        )
    return operators


def _load_stances(types: Mapping[str, Row], acts: Mapping[str, Act]) -> Stances:
    rows = {row["stance"]: row for row in _rows("stances")}
    of_type: dict[str, set[str]] = {}
    default: dict[str, str] = {}
    for stance, row in rows.items():
        for kind in _split(row["types"]):
            of_type.setdefault(kind, set()).add(stance)
        for kind in _split(row["default_of"]):
            default[kind] = stance
        if row["tone"] not in (FIRM, OPEN) or row["side"] not in ("for", "against"):
            raise BadLanguageData(f"{row.rule}: a stance is '{FIRM}' or '{OPEN}', for or against")
    unknown = [kind for kind in (*of_type, *default) if kind not in types]
    if unknown:
        raise BadLanguageData(f"ontology/stances: unknown type '{unknown[0]}'")
    of_act: dict[str, str | None] = {}
    for row in _rows("stance_acts"):
        if row["act"] not in acts or row["stance"] not in ("", *rows):
            raise BadLanguageData(f"{row.rule}: unknown act or stance '{row['act']}'")
        of_act[row["act"]] = row["stance"] or None
    return Stances(
        {stance: row["tone"] for stance, row in rows.items()},
        {stance: row["side"] for stance, row in rows.items()},
        frozenset(stance for stance, row in rows.items() if row["bargains"] == "yes"),
        {stance: row["gloss"] for stance, row in rows.items()},
        {kind: frozenset(found) for kind, found in of_type.items()},
        default,
        of_act,
    )


@cache
def load_ontology() -> Ontology:
    """Return the shipped tables, checked against one another; raises BadLanguageData."""
    types = {row["type"]: row for row in _rows("types")}
    modes = {(row["type"], row["mode"]): row for row in _rows("modes")}
    contexts = {row["context"]: row for row in _rows("contexts")}
    acts = _load_acts(types, modes, contexts)
    return Ontology(
        types,
        modes,
        contexts,
        {row["sector"]: row for row in _rows("sectors")},
        acts,
        _load_operators(types),
        _load_stances(types, acts),
        {
            (r["type"], r["content_type"], r["content_mode"]): r["mode"]
            for r in _rows("content_modes")
        },
        tuple(_rows("relation_conventions")),
    )
