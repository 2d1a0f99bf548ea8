"""Which cells of the store are one happening: decided again where new or emptied ones change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set

import sqlalchemy as sa

from kabar.store.cells import DATED, DAYS, NEAR, SPANS, read_cells, read_whole
from kabar.store.clusters import SPAN, Cell, happenings
from kabar.store.doubts import widened, with_all_days
from kabar.store.inserts import execute_many, rows_for
from kabar.store.nearby import Change, Part, change_of, days_near, days_needed

THERE = """
WITH asked (block) AS (VALUES ...)
SELECT block FROM asked WHERE EXISTS (SELECT 1 FROM cells WHERE cells.block = asked.block)
"""
SMALL = """
WITH asked (block) AS (VALUES ...)
SELECT block FROM asked
WHERE {0} > (
    SELECT count(*) FROM (SELECT 1 FROM cells WHERE cells.block = asked.block LIMIT {0}) AS part
)
"""
OCCUPIED = f"{NEAR.format('DISTINCT cells.block, first')} {DAYS}"
DECIDE = "UPDATE cells SET happening = ? WHERE id = ?"

SMALLEST = 64
"""Cells from which on a block is not read whole as soon as near days do not tell."""


def decide(
    connection: sa.Connection, new: Collection[Cell], emptied: Set[str]
) -> Mapping[str, str]:
    """Return the happenings of new cells, not yet written, and of stored ones that get another one.

    The latter are written down. `emptied` are blocks that lost a cell.
    """
    by_block: dict[str, list[Cell]] = defaultdict(list)
    for cell in new:
        by_block[cell.block].append(cell)
    asked = [(name,) for name in by_block.keys() - emptied]
    there = {row.block for row in rows_for(connection, THERE, asked)}
    # Blocks of one story hold events that nothing but the story tells apart: they are small.
    near = {name: by_block[name] for name in sorted(there) if ":" not in name}
    found, unsure = _decided_nearby(connection, near)
    for name in by_block.keys() - there - emptied:
        found |= happenings(by_block[name])
    for block, stored in read_whole(connection, emptied | unsure | there - near.keys()):
        of_all = happenings([*stored, *by_block[block]])
        before = {cell.id: happening for cell, happening in stored.items()}
        found |= {name: of_all[name] for name in of_all if of_all[name] != before.get(name)}
    names = {cell.id for cell in new}
    rows = [(happening, name) for name, happening in sorted(found.items()) if name not in names]
    execute_many(connection, DECIDE, rows)
    return found


def _decided_nearby(
    connection: sa.Connection, new: Mapping[str, Sequence[Cell]]
) -> tuple[dict[str, str], set[str]]:
    """Return what a part of each block tells, and the blocks where it does not tell all.

    Where near days do not tell, more is looked at for the intervals in doubt: what tells that they
    stay by themselves, and days that have their mode; then all of their days.
    """
    found: dict[str, str] = {}
    small: set[str] = set()
    parts_of = _near(connection, new)
    for time, widen in enumerate((widened, widened, with_all_days, None)):
        doubts: dict[str, Change] = {}
        for name, part in parts_of.items():
            change = change_of(new[name], part)
            if change.unsure:
                doubts[name] = change
            else:
                found |= change.happenings
        if not doubts or widen is None:
            break
        if time == 0:
            small = _small(connection, doubts)
            doubts = {name: doubts[name] for name in doubts.keys() - small}
        parts_of = widen(connection, {name: parts_of[name] for name in doubts}, doubts)
    return found, small | doubts.keys()


def _small(connection: sa.Connection, blocks: Iterable[str]) -> set[str]:
    """Return the blocks that are best read whole at once."""
    statement = SMALL.format(SMALLEST)
    return {row.block for row in rows_for(connection, statement, [(name,) for name in blocks])}


def _near(connection: sa.Connection, new: Mapping[str, Sequence[Cell]]) -> dict[str, Part]:
    """Return what of each block is near its new cells."""
    near = {(name, *days) for name in new for cell in new[name] for days in days_near(cell)}
    of_new = {(name, c.first, c.last) for name in new for c in new[name] if c.kind == SPAN}
    occupied: dict[str, set[int]] = {name: set() for name in new}
    for row in rows_for(connection, OCCUPIED, near):
        occupied[row.block].add(row.first)
    stored = read_cells(connection, SPANS, near | of_new, new)
    known = {
        name: days_needed(
            cells, occupied[name], spans=bool(stored[name]) or any(c.kind == SPAN for c in cells)
        )
        for name, cells in new.items()
    }
    dated = read_cells(
        connection, DATED, {(name, *days) for name in new for days in known[name]}, new
    )
    return {name: Part(stored[name] | dated[name], occupied[name], known[name]) for name in new}
