"""What events are compared by: each event of a document's current run is a telling.

Tellings that nothing tells apart share a cell. See docs/duplicates.md.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from datetime import date
from typing import NamedTuple

from kabar.records import Coded, Event, Side
from kabar.store.clusters import ASSUMED, BOTH, DAY, SPAN, UNDATED, Cell

Days = tuple[str, int, int]
"""Kind, first and last day."""


class Telling(NamedTuple):
    """One event, by what it is compared by; docs/store.md tells the fields."""

    document: str
    event: str
    run: str
    act: str
    named: bool
    mode: str
    direction: str
    kind: str
    first: int
    last: int
    cell: str | None = None


class Act(NamedTuple):
    """What of an event does not depend on days and sides."""

    type: str
    mode: str | None
    modality: str
    reciprocal: bool


def tellings_of(coded: Coded, run: str) -> list[Telling]:
    """Return the tellings of an article."""
    return [_of_event(event, coded.document.id, run) for event in coded.events]


def telling(
    name: tuple[str, str, str],
    act: Act,
    days: tuple[date | None, date | None, str | None],
    source: Set[str],
    target: Set[str],
) -> Telling:
    """Return a telling by document, event and run, its days with their precision, its parties."""
    first, last = _ordinal(days[0]), _ordinal(days[1])
    both = act.reciprocal
    return Telling(
        *name,
        act=hash_of(act.type, act.modality, *sorted(source | target)),
        named=bool(source or target),
        mode=act.mode or "",
        direction=BOTH if both else hash_of(*sorted(source), "", *sorted(target)),
        kind=_kind(days[2], first, last),
        first=first,
        last=last,
    )


def story_days(tellings: Iterable[Telling]) -> Mapping[str, Days]:
    """Return the day of a story for each act, for documents that do not say one.

    It is the earliest that a document assumes, else the only one that documents say.
    """
    assumed: dict[str, int] = {}
    said: dict[str, set[Days]] = defaultdict(set)
    for each in tellings:
        if each.kind == ASSUMED:
            assumed[each.act] = min(each.first, assumed.get(each.act, each.first))
        elif each.kind != UNDATED:
            said[each.act].add((each.kind, each.first, each.last))
    only = {act: next(iter(days)) for act, days in said.items() if len(days) == 1}
    return only | {act: (ASSUMED, day, day) for act, day in assumed.items()}


def cell_of(each: Telling, story: str, days: Days | None) -> Cell:
    """Return the cell of a telling, given its story and the story's days for its act."""
    kind, first, last = each.kind, each.first, each.last
    if days is not None and kind in (UNDATED, ASSUMED):
        kind, first, last = days
    block = each.act if each.named and kind != UNDATED else f"{each.act}:{story}"
    name = hash_of(block, kind, str(first), str(last), each.mode, each.direction)
    return Cell(name, kind, first, last, each.mode, each.direction, block)


def hash_of(*words: str) -> str:
    """Return a short name of some words."""
    return hashlib.blake2b("\x1f".join(words).encode("utf-8"), digest_size=8).hexdigest()


def _of_event(event: Event, document: str, run: str) -> Telling:
    when = event.date
    return telling(
        (document, event.id, run),
        Act(event.type, event.mode, event.modality, event.reciprocal),
        (when.start, when.end, when.precision) if when else (None, None, None),
        _parties(event.source),
        _parties(event.target),
    )


def _parties(sides: Iterable[Side]) -> set[str]:
    return {side.party for side in sides if side.party is not None}


def _kind(precision: str | None, first: int, last: int) -> str:
    if not first:
        return UNDATED
    if precision == "assumed":
        return ASSUMED
    return DAY if first == last else SPAN


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0
