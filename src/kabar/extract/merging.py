"""One act is one event: the mentions of an act in one sentence put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kabar.extract.side_sets import parties
from kabar.records import Event

ONLY_AND = 8
"""So many characters between two verbs are a conjunction and no object."""


def merge_repeated(events: Iterable[tuple[Event, str]]) -> list[Event]:
    """Return the events with those of one sentence that say the same act put together.

    Each comes with the name of its act. Same act and type, same parties on both sides, same
    modality: one event with all the evidence.
    """
    kept: dict[tuple[object, ...], Event] = {}
    for event, act in events:
        sides = (parties(event.source), parties(event.target))
        key: tuple[object, ...] = (event.type, act, sides, event.modality)
        if event.reciprocal:
            both = parties(event.source) | parties(event.target)
            date = event.date.start if event.date else None
            key = (event.type, both, event.modality, date)
        first = kept.get(key)
        if first is None:
            kept[key] = event
        else:
            kept[key] = _joined(first, event)
    return _without_halves(list(_by_trigger(kept.values())))


def _by_trigger(events: Iterable[Event]) -> Iterable[Event]:
    """Return the events with those of one type on the same words put together."""
    kept: dict[str, Event] = {}
    for event in events:
        kept[event.id] = _joined(kept[event.id], event) if event.id in kept else event
    return kept.values()


def _joined(first: Event, second: Event) -> Event:
    extra = tuple(e for e in second.evidence if e not in first.evidence)
    return replace(
        first,
        contexts=(*first.contexts, *(c for c in second.contexts if c not in first.contexts)),
        evidence=first.evidence + extra,
        date=first.date or second.date,
        place=first.place or second.place,
        magnitude=first.magnitude or second.magnitude,
    )


def _is_beside(first: Event, second: Event) -> bool:
    """Say whether nothing but *and* stands between two verbs, or they are forms of one."""
    between = second.trigger.start - first.trigger.end
    return between <= ONLY_AND or first.rule == second.rule


def _without_halves(events: list[Event]) -> list[Event]:
    """Return the events with each one that lacks a target put into a twin that names it.

    *Occupied and annexed the region* is one deed told with two verbs, and so is most violence;
    *arrested a mayor and seized cash* is two.
    """
    kept: list[Event] = []
    for event in events:
        twins = [
            k
            for k, other in enumerate(kept)
            if (other.type, other.modality) == (event.type, event.modality)
            and parties(other.source) == parties(event.source)
            and other.source
            and bool(other.target) != bool(event.target)
            and (event.type == "ASSAULT" or _is_beside(other, event))
        ]
        if twins:
            k = twins[0]
            first, second = (kept[k], event) if kept[k].target else (event, kept[k])
            kept[k] = _joined(first, second)
        else:
            kept.append(event)
    return kept
