"""What new cells of a block change, told from a part of it: most of a block stays as it is.

A day, said or assumed, is decided by what stands on the two days before and after it (`clusters`),
so that a new one changes nothing further off. An interval looks at all happenings in it. It stays
by itself where two fit it equally well, and two of near days are enough to know that; else all of
its days and all intervals are needed. Where even these do not tell, all of the block has to be
decided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kabar.store.clusters import SPAN, Cell, Cluster, happenings, only, rank

REACH = 2
"""Days on both sides that a day's decision looks at."""
SEEN = 2 * REACH
"""Days on both sides that tell what a new cell changes: those it reaches, and what they look at."""
PROBE = 4
"""Days at both ends of an interval in which two happenings that fit are looked for."""

Days = tuple[int, int]
"""First and last day, both included."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a block."""

    cells: Mapping[Cell, str]
    """Stored cells with their happenings: days that lie in the windows, and intervals."""
    windows: Sequence[Days]
    whole_spans: bool
    """Whether all intervals of the block are there, not only those that overlap the windows or a
    new interval."""


@dataclass(frozen=True, slots=True)
class Change:
    """What new cells change."""

    happenings: Mapping[str, str]
    """Of new cells, and of stored ones that get another one."""
    unsure: Cell | None = None
    """The first interval that the part does not tell enough of; then nothing else counts."""


def days_seen(cell: Cell) -> list[Days]:
    """Return the windows whose days must be known to tell what a new cell changes."""
    first, last = cell.first, cell.last
    if last - first <= 2 * PROBE:
        return [(first - SEEN, last + SEEN)]
    return [(first - SEEN, first + PROBE), (last - PROBE, last + SEEN)]


def change_of(new: Sequence[Cell], part: Part) -> Change:
    """Return what new cells of a block change."""
    before = {cell.id: happening for cell, happening in part.cells.items()}
    cells = sorted((*new, *part.cells), key=rank)
    dated = [cell for cell in cells if cell.kind != SPAN]
    after = _dated(dated, new, before)
    clusters = _clusters(dated, after)
    touched = _touched(_clusters([each for each in dated if each.id in before], before), clusters)
    spans = _Spans(part, clusters, [(day, day) for day in touched])
    for cell in cells[len(dated) :]:
        was = before.get(cell.id)
        if was is not None and not spans.may_change(cell):
            spans.keep(cell, was)
            continue
        found = spans.decided(cell, was)
        if found is None:
            return Change({}, cell)
        after[cell.id] = found
        spans.change(cell, was, found)
    return Change({name: value for name, value in after.items() if value != before.get(name)})


@dataclass(slots=True)
class _Spans:
    """The happenings that intervals may join, as one interval after the other is looked at."""

    part: Part
    clusters: dict[str, Cluster]
    touched: list[Days]
    """Days of happenings that are not what they were."""
    known: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Note the days of which all is known: a day's happening may have cells on the next ones."""
        for first, last in self.part.windows:
            self.known.update(range(first + 1, last))

    def may_change(self, cell: Cell) -> bool:
        """Say whether anything that an interval is decided by has changed."""
        return any(cell.first <= last and cell.last >= first for first, last in self.touched)

    def keep(self, cell: Cell, happening: str) -> None:
        """Let an interval be in the happening that it was in."""
        if happening == cell.id:
            self.clusters[cell.id] = Cluster(cell.id, cell.first, cell.last, cell.mode)
        if happening in self.clusters:
            self.clusters[happening].take(cell)

    def change(self, cell: Cell, was: str | None, happening: str) -> None:
        """Put an interval into a happening, which may be another one than it was in."""
        self.keep(cell, happening)
        if was != happening:
            others = [self.clusters[name] for name in (was, happening) if name in self.clusters]
            self.touched += [(cell.first, cell.last), *((c.first, c.last) for c in others)]

    def decided(self, cell: Cell, was: str | None) -> str | None:
        """Return the happening of an interval, None where it cannot be told."""
        all_known = self.part.whole_spans and self.known.issuperset(
            range(cell.first, cell.last + 1)
        )
        if not all_known and was not in (None, cell.id):
            return None  # what it leaves may be out of sight, and so what that changes
        alike, near = 0, []
        for each in self.clusters.values():
            if each.first <= cell.last and each.last >= cell.first and each.allows(cell):
                near.append(each)
                # Of an interval it is not known what else has joined it.
                known = each.first == each.last and each.first in self.known
                alike += known and each.mode == cell.mode
                if alike == 2:
                    return cell.id
        if not all_known:
            return None
        found = only(near, cell.mode)
        return found.id if found else cell.id


def _dated(
    dated: Sequence[Cell], new: Sequence[Cell], before: Mapping[str, str]
) -> dict[str, str]:
    """Return the happenings of days, decided again where a new one is within reach."""
    """Return the happenings of days, decided again where a new one is within reach."""
    centres = {each.first for each in new if each.kind != SPAN}
    again = {day + step for day in centres for step in range(-REACH, REACH + 1)}
    seen = {day + step for day in centres for step in range(-SEEN, SEEN + 1)}
    found = happenings([each for each in dated if each.first in seen])
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

