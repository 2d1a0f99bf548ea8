"""Sentences with what they must give, and the one coder that the tests share.

A case file holds blocks of lines, a blank line between them:

    [demand-withdraw] The United States demanded that Russia withdraw from Ukraine.
    REQUEST/yield USA > RUS about=RETREAT
    !ASSAULT
    ~ the reason why the coder is wrong today

Every line after the sentence is something that must hold. `TYPE/mode SOURCE > TARGET field=value`:
an event like this is among the events. `A|B` is either type, `*` anything, `-` nobody, `A+B` both,
`A <> B` two sides that act alike in whichever order. A side is named by its party, or its sector
where it has none. `!TYPE` is a type that no event may have, `none` says that there is no event.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kabar.coder import Coder, read
from kabar.records import Coded, Event, Side

FOLDER = Path(__file__).parent / "cases"
PUBLISHED = "2024-03-05"
"""A Tuesday; the day that *on Monday* and the like are told from."""

_BOTH = "<>"


@cache
def coder() -> Coder:
    """Return the coder of the test run; its tables and weights are loaded once."""
    return Coder()


def coded(text: str, language: str | None = None, **fields: str) -> Coded:
    """Return the records of a text, published on PUBLISHED unless told otherwise."""
    return read(text, language=language, coder=coder(), **{"published": PUBLISHED, **fields})


@dataclass(frozen=True)
class Case:
    """A sentence and the lines that must hold of its events."""

    name: str
    text: str
    wanted: tuple[str, ...]
    xfail: str | None


@cache
def load_cases(name: str) -> tuple[Case, ...]:
    """Return the cases of a file in `tests/cases`."""
    blocks = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
    found = []
    for block in blocks:
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        label, _, text = lines[0].removeprefix("[").partition("] ")
        wanted = tuple(line for line in lines[1:] if not line.startswith("~"))
        reasons = [line[1:].strip() for line in lines[1:] if line.startswith("~")]
        found.append(Case(label, text, wanted, reasons[0] if reasons else None))
    return tuple(found)


def parties(sides: Iterable[Side]) -> frozenset[str]:
    """Return how the sides are named in a case: party, else sector, else their words."""
    return frozenset(s.party or s.sector or s.text for s in sides)


def describe(event: Event) -> str:
    """Return an event in the notation of the case files."""
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    line = f"{kind} {_names(event.source)} {_BOTH if event.reciprocal else '>'} "
    line += _names(event.target)
    fields = {name: _field(event, name) for name in _FIELDS}
    fields["modality"] = "" if event.modality == "asserted" else event.modality
    return line + "".join(f" {name}={value}" for name, value in fields.items() if value)


def unmet(case: Case, events: Iterable[Event]) -> list[str]:
    """Return the lines of the case that do not hold of the events."""
    events = list(events)
    return [line for line in case.wanted if not _holds(line, events)]


def _names(sides: Iterable[Side]) -> str:
    return "+".join(sorted(parties(sides))) or "-"


def _holds(line: str, events: list[Event]) -> bool:
    if line == "none":
        return not events
    if line.startswith("!"):
        return all(event.type != line[1:] for event in events)
    return any(_is_like(line, event) for event in events)


def _is_like(line: str, event: Event) -> bool:
    kind, source, arrow, target, *fields = line.split(" ", 4)
    types, _, mode = kind.partition("/")
    if types != "*" and event.type not in types.split("|"):
        return False
    if mode and event.mode != mode:
        return False
    if arrow == _BOTH:
        both = parties(event.source) | parties(event.target)
        if not event.reciprocal or both != {*source.split("+"), *target.split("+")}:
            return False
    elif not (_are(source, event.source) and _are(target, event.target)):
        return False
    named = dict(part.split("=", 1) for part in fields[0].split(" ; ")) if fields else {}
    named.setdefault("modality", "asserted")
    return all(value in ("*", _field(event, name)) for name, value in named.items())


def _are(wanted: str, sides: Iterable[Side]) -> bool:
    if wanted == "*":
        return True
    return parties(sides) == (frozenset() if wanted == "-" else {*wanted.split("+")})


_FIELDS = ("modality", "about", "said_by", "condition", "date", "place", "magnitude")


def _field(event: Event, name: str) -> str:
    """Return one field of an event as a case file writes it, empty where it has none."""
    if name == "modality":
        return event.modality
    if name == "about":
        return event.about.type if event.about else ""
    if name == "said_by":
        return _names([event.said_by]) if event.said_by else ""
    if name == "condition":
        return event.condition.text if event.condition else ""
    if name == "date":
        return _interval(event)
    if name == "place":
        return event.place.name if event.place else ""
    if name == "magnitude":
        return ",".join(f"{m.kind}:{m.value:g}" for m in event.magnitude)
    raise ValueError(f"no field '{name}' in a case; there are {', '.join(_FIELDS)}")


def _interval(event: Event) -> str:
    if event.date is None or event.date.precision == "assumed":
        return ""
    start, end = event.date.start.isoformat(), event.date.end.isoformat()
    return start if start == end else f"{start}/{end}"
