"""Sides taken together: without repetitions, by party, those that others are not."""

from __future__ import annotations

from collections.abc import Sequence

from kabar.records import Side


def unique(sides: Sequence[Side]) -> list[Side]:
    """Return the sides without repetitions, in order."""
    seen: set[tuple[str | None, int]] = set()
    found = []
    for side in sides:
        key = (side.id, side.start)
        if key not in seen:
            seen.add(key)
            found.append(side)
    return found


def parties(sides: Sequence[Side]) -> frozenset[str]:
    """Return the parties of the sides, ids standing in where there is no party."""
    return frozenset(p for p in (s.party or s.id for s in sides) if p)


def others(sides: Sequence[Side], than: Sequence[Side]) -> list[Side]:
    """Return the sides that are not the same actor, words or party-without-name as `than`."""
    ids = {s.id for s in than if s.id}
    starts = {s.start for s in than if not s.id}
    return [s for s in sides if (s.id not in ids if s.id else s.start not in starts)]
