"""The events of a dossier: the most reported acts of the case's parties, in order of day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kabar.analysis.cases import Case
from kabar.records import Coded, Document, Event, Side
from kabar.views.citations import Citation, Citations

MOST_EVENTS = 40
MOST_REPORTS = 3
"""Reports of an event that are cited; the others are counted."""


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """One act with its reports: same day, type, mode and parties."""

    day: date
    event: Event
    """As the first report tells it."""
    document: Document
    reports: int
    citations: Sequence[Citation]


def key_events(
    case: Case, articles: Iterable[Coded], citations: Citations, *, most: int = MOST_EVENTS
) -> tuple[list[KeyEvent], int]:
    """Return the events of the case that most articles report, in order of day, and all found.

    Counted are asserted events with a date within the case and at least one party of it. Of those
    reported equally often the ones with the higher score, of conflict or cooperation, go first.
    """
    groups: dict[tuple[object, ...], list[tuple[Coded, Event]]] = defaultdict(list)
    for coded in articles:
        for event in coded.events:
            if event.modality == "asserted" and event.date and _concerns(case, event):
                groups[_key(event)].append((coded, event))
    ranked = sorted(groups.values(), key=_rank)[:most]
    found = [_key_event(group, citations) for group in sorted(ranked, key=_when)]
    return found, len(groups)


def _concerns(case: Case, event: Event) -> bool:
    if event.date is None or not case.covers(event.date.start):
        return False
    sides = (*event.source, *event.target)
    return bool(event.source) and any(case.party_of(side) for side in sides)


def _key(event: Event) -> tuple[object, ...]:
    day = event.date.start if event.date else None
    sides = [_parties(event.source), _parties(event.target)]
    return (day, event.type, event.mode, *(sorted(sides) if event.reciprocal else sides))


def _parties(sides: Iterable[Side]) -> tuple[str, ...]:
    return tuple(sorted({side.party or side.name or side.text for side in sides}))


def _rank(group: Sequence[tuple[Coded, Event]]) -> tuple[object, ...]:
    event = group[0][1]
    return -_documents(group), -abs(event.score or 0.0), _when(group)


def _when(group: Sequence[tuple[Coded, Event]]) -> tuple[object, ...]:
    coded, event = group[0]
    day = event.date.start if event.date else date.max
    return day, coded.document.id, event.trigger.start


def _documents(group: Sequence[tuple[Coded, Event]]) -> int:
    return len({coded.document.id for coded, _ in group})


def _key_event(group: Sequence[tuple[Coded, Event]], citations: Citations) -> KeyEvent:
    coded, event = group[0]
    assert event.date is not None
    cited = [
        citations.cite(c.document, e.trigger.start, e.trigger.end) for c, e in group[:MOST_REPORTS]
    ]
    return KeyEvent(event.date.start, event, coded.document, _documents(group), cited)
