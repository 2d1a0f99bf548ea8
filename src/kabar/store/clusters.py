"""Which tellings of an act are one happening: a function of all of them, whatever their order.

A telling is told apart from others of the same act (type, modality, parties) by its days, mode and
direction. What leaves doubt joins only where one happening fits: where reports come day after day,
an assumed day or a whole month says nothing of which of them it means, and stays by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

DAY, ASSUMED, SPAN, UNDATED = "day", "assumed", "span", "undated"
SURE_FIRST = (DAY, ASSUMED, SPAN, UNDATED)
"""The order in which tellings are placed: the surer their day, the earlier."""
BOTH = "both"
"""Direction of what two parties do to each other."""


class Cell(NamedTuple):
    """Tellings that nothing tells apart."""

    id: str
    kind: str
    first: int
    last: int
    mode: str
    """Empty where the telling has none; then it may be any."""
    direction: str
    block: str = ""
    """Cells of other blocks are never one happening with it; `happenings` gets those of one."""


@dataclass(slots=True)
class Cluster:
    """A happening in the making: the days of its surest telling, and what is known of it."""

    id: str
    first: int
    last: int
    mode: str
    directions: set[str] = field(default_factory=set)

    def allows(self, cell: Cell) -> bool:
        """Say whether mode and direction agree with a cell's."""
        modes = not cell.mode or not self.mode or cell.mode == self.mode
        ways = {cell.direction} | self.directions
        return modes and (BOTH in ways or len(ways) == 1)

    def take(self, cell: Cell) -> None:
        """Add a cell."""
        self.mode = self.mode or cell.mode
        self.directions.add(cell.direction)


@dataclass(slots=True)
class _Block:
    occupied: Set[int]
    """Days that a telling has, said or assumed."""
    clusters: list[Cluster] = field(default_factory=list)
    by_day: dict[int, list[Cluster]] = field(default_factory=lambda: defaultdict(list))


def happenings(cells: Iterable[Cell], occupied: Set[int] | None = None) -> Mapping[str, str]:
    """Return the happening of each cell of one act by the cells' ids.

    A happening's id is that of its surest cell. `occupied` are the days that any cell has, where
    the cells are not all of the act.
    """
    ordered = sorted(cells, key=rank)
    if occupied is None:
        occupied = {cell.first for cell in ordered if cell.kind in (DAY, ASSUMED)}
    block = _Block(occupied)
    found: dict[str, str] = {}
    for cell in ordered:
        cluster = only([each for each in _near(block, cell) if each.allows(cell)], cell.mode)
        if cluster is None:
            cluster = _started(block, cell)
        cluster.take(cell)
        found[cell.id] = cluster.id
    return found


def only(fitting: Sequence[Cluster], mode: str) -> Cluster | None:
    """Return the one cluster that fits, or the one of them with the same mode."""
    alike = [cluster for cluster in fitting if cluster.mode == mode]
    for choice in (fitting, alike):
        if len(choice) == 1:
            return choice[0]
    return None


def rank(cell: Cell) -> tuple[int, int, int, bool, bool, str, str]:
    """Return what cells are ordered by: mutual acts go before one-sided ones, which join them."""
    sure = SURE_FIRST.index(cell.kind)
    one_sided = cell.direction != BOTH
    width = cell.last - cell.first
    return sure, width, cell.first, not cell.mode, one_sided, cell.mode, cell.direction


def _near(block: _Block, cell: Cell) -> Iterable[Cluster]:
    """Return the clusters whose days agree with those of a cell."""
    if cell.kind == SPAN:
        return [c for c in block.clusters if c.first <= cell.last and c.last >= cell.first]
    if cell.kind == UNDATED:
        return [c for c in block.clusters if c.first == 0]
    same = block.by_day[cell.first]
    if cell.kind == DAY or any(cluster.allows(cell) for cluster in same):
        return same
    return [
        cluster for day in next_days(block.occupied, cell.first) for cluster in block.by_day[day]
    ]


def next_days(occupied: Set[int], day: int) -> Iterator[int]:
    """Yield the day before or after that an assumed day may mean: the only one thereabouts.

    Where one day may mean the other, the other may mean the one.
    """
    for step in (-1, 1):
        if day + step in occupied and not {day - step, day + 2 * step} & occupied:
            yield day + step


def _started(block: _Block, cell: Cell) -> Cluster:
    cluster = Cluster(cell.id, cell.first, cell.last, cell.mode)
    block.clusters.append(cluster)
    if cell.kind in (DAY, ASSUMED):
        block.by_day[cell.first].append(cluster)
    return cluster
