"""What new cells of a block change, told from a part of it: most of a block stays as it is.

A day, said or assumed, is decided by its own cells, and by which of the two days before and after
it have any (`clusters`). Only where nothing else is near, those of the next day count, too. So a
new cell changes little. An interval looks at all happenings in it. It stays by itself where two fit
it equally well, and those of a few days are enough to know that. Else the days that have its own
mode, none, or its direction are needed, and all intervals; or all of its days. Where even these do
not tell, all of the block has to be decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from kabar.store.clusters import BOTH, SPAN, Cell, Cluster, happenings, next_days, only, rank

REACH = 2
"""Days on both sides of which it counts whether they have cells."""
PROBE = 4
"""Days at both ends of an interval in which two happenings that fit are looked for."""
PROBES = 2
"""Days with cells that are looked at there."""

Days = tuple[int, int]
"""First and last day, both included."""
Mode = tuple[str, int, int]
"""Mode or direction, first and last day."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a block."""

    cells: Mapping[Cell, str]
    """Stored cells with their happenings."""
    occupied: Set[int]
    """Days near new cells that stored cells have."""
    known: Sequence[Days]
    """Days whose happenings are there with all their cells but intervals."""
    whole_spans: bool = False
    """Whether all intervals of the block are there, not only those that overlap days that are near
    a new cell, and new intervals."""
    modes: Set[Mode] = frozenset()
    """Modes and days: of these all days are there that may have a happening of the mode."""
    ways: Set[Mode] = frozenset()
    """Directions and days: of these all days are there that may have a happening without a mode
    that goes with the direction."""
    few: Set[str] = frozenset()
    """Intervals of which all days are there that have a cell of their direction."""
    alone: Set[str] = frozenset()
    """Intervals in which it is known that there are two happenings of their own mode."""


@dataclass(frozen=True, slots=True)
class Change:
    """What new cells change."""

    happenings: Mapping[str, str]
    """Of new cells, and of stored ones that get another one."""
    unsure: Sequence[Cell] = ()
    """Intervals that the part does not tell enough of; then nothing else counts."""
    left: Set[str] = frozenset()
    """Happenings out of sight that such intervals were in."""


def days_near(cell: Cell) -> list[Days]:
    """Return the days of which it must be known which have cells to tell what a new one changes."""
    first, last = cell.first, cell.last
    if cell.kind != SPAN:
        return [(first - 2 * REACH, first + 2 * REACH)]
    return [(first - REACH, first + PROBE + REACH), (last - PROBE - REACH, last + REACH)]


def days_needed(new: Iterable[Cell], occupied: Set[int], *, spans: bool) -> list[Days]:
    """Return the days whose cells must be known to tell what new ones change.

    With `spans`, where intervals may be changed, also some in which they may find two happenings.
    """
    listed = list(new)
    of_new = {cell.first for cell in listed if cell.kind != SPAN}
    days = _changed_days(of_new, occupied)
    if spans:
        for cell in listed:
            days |= _probes(cell, occupied)
    for of in (occupied, occupied | of_new):
        days |= {other for day in list(days) for other in next_days(of, day)}
    return [(day, day) for day in sorted(days)]


def _changed_days(new: Set[int], occupied: Set[int]) -> set[int]:
    """Return the days whose decision new cells of some days may change."""
    now = occupied | new
    days = set(new)
    for day in new - occupied:
        days |= {other for other in range(day - REACH, day + REACH + 1) if other in now}
    for of in (occupied, now):
        days |= {other for day in new for other in next_days(of, day)}
    return days


def _probes(cell: Cell, occupied: Set[int]) -> set[int]:
    """Return some days near a new cell that have cells."""
    if cell.kind != SPAN:
        sides = [(cell.first - 1, -1, REACH, 1), (cell.first + 1, 1, REACH, 1)]
    else:
        sides = [(cell.first, 1, PROBE, PROBES), (cell.last, -1, PROBE, PROBES)]
    found: set[int] = set()
    for start, step, far, most in sides:
        days = range(start, start + step * far, step)
        found.update([day for day in days if day in occupied][:most])
    return found


def change_of(new: Sequence[Cell], part: Part) -> Change:
    """Return what new cells of a block change."""
    before = {cell.id: happening for cell, happening in part.cells.items()}
    cells = sorted((*new, *part.cells), key=rank)
    dated = [cell for cell in cells if cell.kind != SPAN]
    after = _dated(dated, new, part, before)
    clusters = _clusters(dated, after)
    touched = _touched(_clusters([each for each in dated if each.id in before], before), clusters)
    spans = _Spans(part, clusters, [(day, day) for day in touched])
    unsure: list[Cell] = []
    for cell in cells[len(dated) :]:
        was = before.get(cell.id)
        if was is not None and not spans.may_change(cell):
            spans.keep(cell, was)
            continue
        found = spans.decided(cell, was)
        if found is None:  # go on, to tell all doubts at once
            unsure.append(cell)
            spans.keep(cell, was or cell.id)
            continue
        after[cell.id] = found
        spans.change(cell, was, found)
    if unsure:
        left = {before.get(cell.id, cell.id) for cell in unsure}
        left = left.union(*map(spans.out_of_sight, unsure))
        return Change({}, unsure, left - spans.clusters.keys())
    return Change({name: value for name, value in after.items() if value != before.get(name)})


@dataclass(slots=True)
class _Spans:
    """The happenings that intervals may join, as one interval after the other is looked at."""

    part: Part
    clusters: dict[str, Cluster]
    touched: list[Days]
    """Days of happenings that are not what they were."""

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
        in_sight = self.part.whole_spans and was in self.clusters
        all_known = self.part.whole_spans and (
            self._knows(cell.first, cell.last)
            or (cell.id in self.part.few and not self.out_of_sight(cell))
        )
        if not (all_known or in_sight) and was not in (None, cell.id):
            return None  # what it leaves is out of sight, and so what that changes
        if cell.id in self.part.alone:
            return cell.id
        near: list[Cluster] = []
        certain = alike = 0
        for each in self.clusters.values():
            if each.first <= cell.last and each.last >= cell.first and each.allows(cell):
                near.append(each)
                # Of an interval it is not known what else has joined it.
                sure = each.first == each.last and self._knows(each.first, each.first)
                certain += sure
                alike += sure and each.mode == cell.mode
                if alike == 2:
                    return cell.id
        if not all_known and not (
            self._knows_mode(cell, cell.mode) and self._knows_enough(cell, certain)
        ):
            return None
        found = only(near, cell.mode)
        return found.id if found else cell.id

    def _knows_enough(self, cell: Cell, certain: int) -> bool:
        """Say whether it is known if one happening fits; all that do have its own mode or none."""
        return certain > 1 or (cell.mode != "" and self._knows_mode(cell, ""))

    def _knows_mode(self, cell: Cell, mode: str) -> bool:
        """Say whether all happenings of a mode are known that an interval may join."""
        if (mode, cell.first, cell.last) not in self.part.modes:
            return not mode and self._knows_way(cell)
        # A day without the mode may have got it from an interval that joined it.
        return not mode or not self.out_of_sight(cell)

    def _knows_way(self, cell: Cell) -> bool:
        """Say whether all happenings without a mode are known that go an interval's way."""
        way = (cell.direction, cell.first, cell.last)
        # Another direction agrees where a mutual act has joined.
        return way in self.part.ways and not self.out_of_sight(cell)

    def out_of_sight(self, cell: Cell) -> set[str]:
        """Return the happenings out of sight that intervals before it may have made to fit."""
        return {
            happening
            for each, happening in self.part.cells.items()
            if each.kind == SPAN
            and (each.mode == cell.mode or each.direction == BOTH)
            and happening not in self.clusters
            and rank(each) < rank(cell)
        }

    def _knows(self, first: int, last: int) -> bool:
        return any(one <= first and last <= other for one, other in self.part.known)


def _dated(
    dated: Sequence[Cell], new: Iterable[Cell], part: Part, before: Mapping[str, str]
) -> dict[str, str]:
    """Return the happenings of days, decided again where new ones may change them."""
    of_new = {each.first for each in new if each.kind != SPAN}
    occupied = part.occupied | of_new
    again = _changed_days(of_new, part.occupied)
    seen = again | {other for day in again for other in next_days(occupied, day)}
    found = happenings([each for each in dated if each.first in seen], occupied)
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
