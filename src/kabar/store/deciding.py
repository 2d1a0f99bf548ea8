"""Which cells of the store are one happening: decided again where new or emptied ones change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

import sqlalchemy as sa

from kabar.store.clusters import SPAN, Cell, happenings
from kabar.store.inserts import execute_many, rows_for, rows_in
from kabar.store.nearby import Mode, Part, change_of, days_near, days_needed

_COLUMNS = "cells.id, kind, first, last, mode, direction, cells.block, happening"
THERE = """
WITH asked (block) AS (VALUES ...)
SELECT block FROM asked WHERE EXISTS (SELECT 1 FROM cells WHERE cells.block = asked.block)
"""
WHOLE = f"SELECT {_COLUMNS} FROM cells WHERE block IN (...)"
# CROSS JOIN tells SQLite to take the windows first.
_NEAR = """
WITH near (block, low, high) AS (VALUES ...)
SELECT {} FROM near CROSS JOIN cells WHERE cells.block = near.block AND
"""
_DAYS = "kind IN ('assumed', 'day') AND first BETWEEN low AND high"
OCCUPIED = f"{_NEAR.format('DISTINCT cells.block, first')} {_DAYS}"
DATED = f"{_NEAR.format(_COLUMNS)} {_DAYS}"
OF_MODE = f"""
WITH near (block, mode, low, high) AS (VALUES ...)
SELECT DISTINCT cells.block, first FROM near CROSS JOIN cells
WHERE cells.block = near.block AND cells.mode = near.mode AND {_DAYS}
"""
SPANS = f"{_NEAR.format(_COLUMNS)} kind = 'span' AND first <= high AND last >= low"
DECIDE = "UPDATE cells SET happening = ? WHERE id = ?"

MOST_DAYS = 8
"""Days that have the mode of an interval in doubt which are looked at, before all of its days."""
TRIES = 4
"""How often a larger part of a block is looked at before all of it is."""
NEVER, EVER = 0, 4_000_000
"""Before the first day and after the last."""

Window = tuple[str, int, int]
"""Block, first and last day, both included."""
Stored = dict[Cell, str]
"""Cells with their happenings."""


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
    for block, stored in _whole(connection, emptied | unsure | there - near.keys()):
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

    Where near days do not tell, more is looked at for the interval in doubt: days that have its
    mode, then all of its days.
    """
    found: dict[str, str] = {}
    parts_of = _near(connection, new)
    tried: set[str] = set()
    for time in range(TRIES):
        doubts: dict[str, Cell] = {}
        for name, part in parts_of.items():
            change = change_of(new[name], part)
            if change.unsure is None:
                found |= change.happenings
            else:
                doubts[name] = change.unsure
        if not doubts or time == TRIES - 1:
            break
        in_doubt = {name: parts_of[name] for name in doubts}
        parts_of = _widened(connection, in_doubt, doubts, tried)
        tried |= {cell.id for cell in doubts.values()}
    return found, set(doubts)


def _near(connection: sa.Connection, new: Mapping[str, Sequence[Cell]]) -> dict[str, Part]:
    """Return what of each block is near its new cells."""
    near = {(name, *days) for name in new for cell in new[name] for days in days_near(cell)}
    of_new = {(name, c.first, c.last) for name in new for c in new[name] if c.kind == SPAN}
    occupied: dict[str, set[int]] = {name: set() for name in new}
    for row in rows_for(connection, OCCUPIED, near):
        occupied[row.block].add(row.first)
    stored = _stored(connection, SPANS, near | of_new, new)
    known = {
        name: days_needed(
            cells, occupied[name], spans=bool(stored[name]) or any(c.kind == SPAN for c in cells)
        )
        for name, cells in new.items()
    }
    dated = _stored(connection, DATED, {(name, *days) for name in new for days in known[name]}, new)
    return {name: Part(stored[name] | dated[name], occupied[name], known[name]) for name in new}


def _widened(
    connection: sa.Connection,
    parts_of: Mapping[str, Part],
    doubts: Mapping[str, Cell],
    tried: Set[str],
) -> dict[str, Part]:
    """Return parts with all intervals of each block, and more days of the interval in doubt."""
    of_mode = _days_of_mode(connection, doubts, tried)
    more = {
        name: [(day, day) for day in of_mode[name][:MOST_DAYS]]
        if name in of_mode
        else [(cell.first, cell.last)]
        for name, cell in doubts.items()
    }
    modes: dict[str, set[Mode]] = {
        name: {(doubts[name].mode, doubts[name].first, doubts[name].last)}
        for name, days in of_mode.items()
        if len(days) <= MOST_DAYS
    }
    first_time = {(name, NEVER, EVER) for name in doubts if not parts_of[name].whole_spans}
    spans = _stored(connection, SPANS, first_time, doubts)
    # A day's happening may have cells of the next one.
    near = {(name, first - 1, last + 1) for name in more for first, last in more[name]}
    dated = _stored(connection, DATED, near, doubts)
    return {
        name: Part(
            {**part.cells, **spans[name], **dated[name]},
            part.occupied,
            [*part.known, *more[name]],
            whole_spans=True,
            modes=part.modes | modes.get(name, set()),
        )
        for name, part in parts_of.items()
    }


def _days_of_mode(
    connection: sa.Connection, doubts: Mapping[str, Cell], tried: Set[str]
) -> dict[str, list[int]]:
    """Return the days that have the mode of an interval in doubt, for long ones not yet tried."""
    asked = {
        (name, cell.mode, cell.first, cell.last)
        for name, cell in doubts.items()
        if cell.id not in tried and cell.last - cell.first > MOST_DAYS
    }
    found: dict[str, list[int]] = {name: [] for name, *_ in asked}
    for row in rows_for(connection, OF_MODE, asked):
        found[row.block].append(row.first)
    return {name: sorted(days) for name, days in found.items()}


def _stored(
    connection: sa.Connection, statement: str, windows: Set[Window], blocks: Iterable[str]
) -> dict[str, Stored]:
    """Return the cells of blocks that a statement finds in windows."""
    found: dict[str, Stored] = {name: {} for name in blocks}
    for row in rows_for(connection, statement, windows):
        found[row.block][_cell(row)] = row.happening
    return found


def _whole(connection: sa.Connection, blocks: Set[str]) -> Iterator[tuple[str, Stored]]:
    """Yield each block with all its cells."""
    found: dict[str, Stored] = {block: {} for block in sorted(blocks)}
    for row in rows_in(connection, WHOLE, blocks):
        found[row.block][_cell(row)] = row.happening
    yield from found.items()


def _cell(row: sa.Row[Any]) -> Cell:
    return Cell._make(row[:-1])
