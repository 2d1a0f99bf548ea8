"""The one-a-day filter of event data: what several reports tell of one day counts once.

Two events are one where date, parties of the source, parties of the target, type and modality are
the same; where either is reciprocal, direction does not count. The first stays as it is. A side
whose actors have no party is like an empty one; without a party on either side, or without a date,
nothing tells that two events are one, and both stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from kabar.records import Coded, Event, Side

Parties = frozenset[str]
Key = tuple[date, date, str, str, Parties, Parties]


@dataclass(slots=True)
class Days:
    """What a run has met so far, and how many events it left out."""

    seen: set[Key] = field(default_factory=set)
    left_out: int = 0


def one_a_day(articles: Iterable[Coded]) -> tuple[list[Coded], int]:
    """Return the articles without repeated events, and how many events were left out.

    The order of the articles decides which event is the first.
    """
    days = Days()
    return [without_repeats(coded, days) for coded in articles], days.left_out


def without_repeats(coded: Coded, days: Days) -> Coded:
    """Return an article without the events that `days` or the article itself had before.

    What is met and left out is added to `days`.
    """
    kept = tuple(event for event in coded.events if _is_first(event, days))
    return replace(coded, events=kept)


def _is_first(event: Event, days: Days) -> bool:
    keys = set(_keys(event))
    if keys & days.seen:
        days.left_out += 1
        return False
    days.seen |= keys
    return True


def _keys(event: Event) -> Iterator[Key]:
    """Yield what makes an event the same as another one; nothing where that cannot be told."""
    source, target = _parties(event.source), _parties(event.target)
    if event.date is None or not (source or target):
        return
    sides = [(source, target), (target, source)] if event.reciprocal else [(source, target)]
    for one, other in sides:
        yield event.date.start, event.date.end, event.type, event.modality, one, other


def _parties(sides: Iterable[Side]) -> Parties:
    return frozenset(side.party for side in sides if side.party is not None)
