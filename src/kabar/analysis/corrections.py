"""The fields of a record that a reviewer may correct, and whether what is given for them is right.

Sides are parties; `*` stands for anybody or nobody, as in gold files, and for a party that was not
resolved; `A|B` means that either is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from kabar.errors import BadInput, UnknownName
from kabar.ontology.load import load_ontology
from kabar.records import Event, Position, Quote, Side, When

Fields = dict[str, Any]

ANYBODY = "*"
MODALITIES = ("asserted", "future", "hypothetical", "negated")
FIELDS = {
    "event": ("type", "mode", "modality", "source", "target", "date", "place"),
    "quote": ("speaker", "party"),
    "position": ("party", "stance", "toward"),
}
"""What may be corrected in each kind of record."""
LONGEST = 200
"""Characters of a place or a speaker."""
MOST = 20
"""Parties of a side."""
_PARTY = re.compile(r"[A-Z][A-Z0-9-]{0,30}(\.[A-Z]{3})?|\*")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_WHOLE = {"year": 4, "month": 7}
"""Letters of an ISO day that are meant where the words give no more."""


def fields_of(record: Event | Quote | Position) -> Fields:
    """Return the fields of a record that may be corrected."""
    if isinstance(record, Event):
        return {
            "type": record.type,
            "mode": record.mode,
            "modality": record.modality,
            "source": _parties(record.source),
            "target": _parties(record.target),
            "date": _day(record.date),
            "place": record.place.name if record.place else None,
        }
    if isinstance(record, Quote):
        speaker = record.speaker
        return {
            "speaker": (speaker.name or speaker.text) if speaker else None,
            "party": (speaker.party if speaker else None) or ANYBODY,
        }
    return {
        "party": record.party or ANYBODY,
        "stance": record.stance,
        "toward": _parties(record.toward),
    }


def corrected(kind: str, before: Fields, given: Mapping[str, Any]) -> Fields:
    """Return the fields that are given otherwise than before; a new type drops a mode not its own.

    Raises UnknownName or BadInput, with one line, where a name or value is not possible.
    """
    wrong = sorted(set(given) - set(FIELDS[kind]))
    if wrong:
        known = ", ".join(FIELDS[kind])
        raise UnknownName(f"'{wrong[0]}' is no field of {kind}s; name one of: {known}")
    after = before | {name: _checked(name, value) for name, value in given.items()}
    if kind == "event" and after["mode"] and (after["type"], after["mode"]) not in _modes():
        if after["mode"] != before["mode"]:
            raise UnknownName(_no_mode(after["type"], after["mode"]))
        after["mode"] = None
    return {name: value for name, value in after.items() if value != before.get(name)}


def new_event(given: Mapping[str, Any]) -> Fields:
    """Return all fields of an event that a reviewer adds; it needs a type."""
    empty: Fields = dict.fromkeys(FIELDS["event"])
    empty |= {"modality": "asserted", "source": [], "target": []}
    if not given.get("type"):
        raise BadInput("an event needs a type; name one of: " + ", ".join(load_ontology().types))
    fields = empty | corrected("event", empty, given)
    for side in ("source", "target"):
        fields[side] = fields[side] or [ANYBODY]
    return fields


def _checked(name: str, value: Any) -> Any:
    """Return what is given for a field in its form."""
    ontology = load_ontology()
    if name in ("source", "target", "toward"):
        return _sides(value)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"{name}: '{value}' is no text")
    text = " ".join((value or "").replace("\0", "").split())
    if len(text) > LONGEST:
        raise BadInput(f"{name}: more than {LONGEST} characters")
    if name == "type":
        return _one_of("type", text.upper(), ontology.types)
    if name == "stance":
        return _one_of("stance", text.lower(), ontology.stances.gloss)
    if name == "modality":
        return _one_of("modality", text.lower() or "asserted", MODALITIES)
    if name == "party":
        return _party(text or ANYBODY)
    if name == "date":
        return _known_day(text)
    return text or None


def _one_of(noun: str, text: str, known: Iterable[str]) -> str:
    names = list(known)
    if text not in names:
        near = get_close_matches(text, names, 1)
        hint = f"; did you mean {near[0]}?" if near else f"; name one of: {', '.join(names)}"
        raise UnknownName(f"unknown {noun} '{text}'{hint}")
    return text


def _modes() -> set[tuple[str, str]]:
    return set(load_ontology().modes)


def _no_mode(kind: str, mode: str) -> str:
    names = [name for of, name in load_ontology().modes if of == kind]
    cure = f"name one of: {', '.join(names)}" if names else "it has none"
    return f"{kind} has no mode '{mode}'; {cure}"


def _sides(value: Any) -> list[str]:
    """Return parties given as a list or with `;`, `,` or blanks between."""
    parts = re.split(r"[;,\s]+", value) if isinstance(value, str) else value or []
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise BadInput("parties are given as words: IDN; HAMAS.PSE")
    found = list(dict.fromkeys(_party(part.strip()) for part in parts if part.strip()))
    if len(found) > MOST:
        raise BadInput(f"more than {MOST} parties on one side")
    return found


def _party(text: str) -> str:
    text = ANYBODY if text == "?" else text
    names = text.split("|")
    if not all(_PARTY.fullmatch(name) for name in names):
        raise UnknownName(
            f"'{text[:60]}' is no party; write a code such as IDN, NATO or HAMAS.PSE, "
            "A|B where either is right, * for anybody"
        )
    return text


def _known_day(text: str) -> str | None:
    if not text:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError as error:
        raise BadInput(f"'{text[:60]}' is no day; write 2024-03-05, 2024-03 or 2024") from error
    return text


def _parties(sides: Iterable[Side]) -> list[str]:
    return list(dict.fromkeys(side.party or ANYBODY for side in sides))


def _day(when: When | None) -> str | None:
    """Return the first day as far as words give it; None where no words do."""
    if when is None or when.precision == "assumed":
        return None
    return when.start.isoformat()[: _WHOLE.get(when.precision)]
