"""What new cells of a block change, told from the cells of near days: most of a block stays as it is.

A day, said or assumed, is decided by what stands on the two days before and after it (`clusters`),
so that a new one changes nothing further off. An interval looks at all happenings in it. It stays
by itself where two fit it equally well, and two of near days are enough to know that. Where this
does not tell, all of the block has to be decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kabar.store.clusters import SPAN, Cell, Cluster, happenings, rank

REACH = 2
"""Days on both sides that a day's decision looks at."""
SEEN = 2 * REACH
"""Days on both sides that tell what a new cell changes: those it reaches, and what they look at."""
PROBE = 14
"""Days at both ends of an interval in which two happenings that fit are looked for."""


class Window(NamedTuple):
    """Days of a block from first to last, both included."""

    block: str
    first: int
    last: int


def days_seen(cell: Cell) -> list[Window]:
    """Return the windows whose days must be known to tell what a new cell changes."""
    first, last = cell.first, cell.last
    ends = [(first, last)]
    if last - first > 2 * PROBE:
        ends = [(first, first + PROBE), (last - PROBE, last)]
    return [Window(cell.block, one - SEEN, other + SEEN) for one, other in ends]


def changed_by(
    new: Sequence[Cell], stored: Mapping[Cell, str], windows: Iterable[Window]
) -> Mapping[str, str] | None:
    """Return the happenings of a block's new cells and of stored ones that get another one.

    `stored` are those of the windows with their happenings: days that lie in one, intervals that
    overlap one or a new interval. None where they are too few to tell.
    """
    before = {cell.id: happening for cell, happening in stored.items()}
    dated = sorted((each for each in (*new, *stored) if each.kind != SPAN), key=rank)
    after = _dated(dated, new, before)
    clusters = _clusters(dated, after)
    touched = _touched(_clusters([each for each in dated if each.id in before], before), clusters)
    known = {day for window in windows for day in range(window.first + 1, window.last)}
    certain = [each for each in clusters.values() if each.first in known]
    alone: list[Cell] = []
    for cell in sorted((each for each in (*new, *stored) if each.kind == SPAN), key=rank):
        was = before.get(cell.id)
        if was is not None and not _may_change(cell, touched, alone):
            if was in clusters:
                clusters[was].take(cell)
        elif was not in (None, cell.id) or not _fits_several(cell, certain):
            return None
        elif was is None:
            after[cell.id] = cell.id
            alone.append(cell)
    return {name: value for name, value in after.items() if value != before.get(name)}


def _dated(
    dated: Sequence[Cell], new: Sequence[Cell], before: Mapping[str, str]
) -> dict[str, str]:
    """Return the happenings of days, decided again where a new one is within reach."""
    if all(each.kind == SPAN for each in new):
        return {cell.id: before[cell.id] for cell in dated}
    centres = {each.first for each in new if each.kind != SPAN}
    again = {day + step for day in centres for step in range(-REACH, REACH + 1)}
    found = happenings(dated)
    return {cell.id: (found if cell.first in again else before)[cell.id] for cell in dated}


def _clusters(dated: Sequence[Cell], of: Mapping[str, str]) -> dict[str, Cluster]:
    """Return the happenings of days as they are before any interval joins them.

    A happening whose surest cell is not among the cells is left out.
    """
    found = {
        cell.id: Cluster(cell.id, cell.first, cell.last, cell.mode)
        for cell in dated
        if of[cell.id] == cell.id
    }
    for cell in dated:
        if of[cell.id] in found:
            found[of[cell.id]].take(cell)
    return found


def _touched(before: Mapping[str, Cluster], after: Mapping[str, Cluster]) -> set[int]:
    """Return the days of happenings that are not what they were."""
    names = before.keys() | after.keys()
    other = [(before.get(name), after.get(name)) for name in names]
    return {each.first for pair in other if pair[0] != pair[1] for each in pair if each}


def _may_change(cell: Cell, touched: Iterable[int], alone: Iterable[Cell]) -> bool:
    """Say whether anything that an interval is decided by has changed."""
    return any(cell.first <= day <= cell.last for day in touched) or any(
        each.first <= cell.last and each.last >= cell.first for each in alone
    )


def _fits_several(cell: Cell, clusters: Iterable[Cluster]) -> bool:
    """Say whether happenings fit an interval so that it cannot join any: two of its own mode."""
    modes = [
        each.mode
        for each in clusters
        if cell.first <= each.first <= cell.last and each.allows(cell)
    ]
    return modes.count(cell.mode) > 1
