"""The positions of one sentence together: none told twice, each with the event it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kabar.records import Event, Position


def without_repeats(positions: Iterable[Position]) -> list[Position]:
    """Return the positions without those told twice by one sentence, in order of the text.

    The same party, stance and modality on words that overlap are one position; the longer wins.
    """
    kept: list[Position] = []
    for position in sorted(positions, key=lambda p: (p.content.start, -p.content.end, p.id)):
        same = any(
            (p.party, p.stance, p.modality) == (position.party, position.stance, position.modality)
            and p.content.start < position.content.end
            and position.content.start < p.content.end
            for p in kept
        )
        if not same:
            kept.append(position)
    return kept


def linked(positions: Iterable[Position], events: Iterable[Event]) -> list[Position]:
    """Return the positions with the id of the event that their own was put into."""
    kept = {event.id: event for event in events}
    found = []
    for position in positions:
        if position.event is not None and position.event not in kept:
            words = {(e.start, e.end) for e in position.evidence if e.role == "trigger"}
            into = [
                event.id
                for event in kept.values()
                if words & {(e.start, e.end) for e in event.evidence if e.role == "trigger"}
            ]
            position = replace(position, event=into[0] if into else None)
        found.append(position)
    return found
