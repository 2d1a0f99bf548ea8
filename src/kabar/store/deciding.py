"""Which cells of the store are one happening: decided again where new or emptied ones change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from kabar.store.clusters import ASSUMED, BOTH, DAY, SPAN, Cell, happenings
from kabar.store.inserts import execute_many, rows_for, rows_in
from kabar.store.nearby import Change, Days, Mode, Part, change_of, days_near, days_needed

_COLUMNS = "cells.id, kind, first, last, mode, direction, cells.block, happening"
THERE = """
WITH asked (block) AS (VALUES ...)
SELECT block FROM asked WHERE EXISTS (SELECT 1 FROM cells WHERE cells.block = asked.block)
"""
SMALL = """
WITH asked (block) AS (VALUES ...)
SELECT block FROM asked
WHERE {0} > (
    SELECT count(*) FROM (SELECT 1 FROM cells WHERE cells.block = asked.block LIMIT {0}) AS some
)
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
SELECT DISTINCT cells.block, near.mode, low, high, first FROM near CROSS JOIN cells
WHERE cells.block = near.block AND cells.mode = near.mode AND {_DAYS}
AND (near.mode <> '' OR happening = cells.id)
"""
OF_WAY = """
WITH near (block, direction, low, high) AS (VALUES ...)
SELECT DISTINCT cells.block, near.direction, low, high, cells.first
FROM near CROSS JOIN cells CROSS JOIN cells AS surest
WHERE cells.block = near.block AND cells.kind IN ('assumed', 'day')
AND cells.first BETWEEN low AND high AND cells.mode = ''
AND cells.direction IN (near.direction, 'both')
AND surest.id = cells.happening AND surest.mode = ''
"""
_OF_INTERVAL = """
SELECT first FROM cells WHERE cells.block = near.block AND cells.kind = near.kind
AND first BETWEEN near.low AND near.high {}
AND (near.direction = 'both' OR cells.direction IN (near.direction, 'both'))
"""
_ENDS = """
WITH near (name, block, kind, mode, direction, low, high) AS (VALUES ...)
SELECT name, ({0} ORDER BY first LIMIT 1) AS low, ({0} ORDER BY first DESC LIMIT 1) AS high
FROM near
"""
ENDS = _ENDS.format(_OF_INTERVAL.format(""))
"""The first and the last day in an interval that have a cell of its direction."""
ENDS_OF_MODE = _ENDS.format(_OF_INTERVAL.format("AND cells.mode = near.mode"))
"""The same of its mode and direction."""
DAYS_OF = "SELECT block, kind, first FROM cells WHERE id IN (...)"
SPANS = f"{_NEAR.format(_COLUMNS)} kind = 'span' AND first <= high AND last >= low"
DECIDE = "UPDATE cells SET happening = ? WHERE id = ?"

MOST_DAYS = 8
"""Days that have the mode of an interval in doubt which are looked at, before all of its days."""
SOME_DAYS = 2
"""Where there are more, so many of the first and of the last are looked at."""
SMALLEST = 64
"""Cells from which on a block is not read whole as soon as near days do not tell."""
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

    Where near days do not tell, more is looked at for the intervals in doubt: what tells that they
    stay by themselves, and days that have their mode; then all of their days.
    """
    found: dict[str, str] = {}
    small: set[str] = set()
    parts_of = _near(connection, new)
    for widened in (_widened, _widened, _with_all_days, None):
        doubts: dict[str, Change] = {}
        for name, part in parts_of.items():
            change = change_of(new[name], part)
            if change.unsure:
                doubts[name] = change
            else:
                found |= change.happenings
        if not doubts or widened is None:
            break
        if widened is _widened and not small:
            small = _small(connection, doubts)
            doubts = {name: doubts[name] for name in doubts.keys() - small}
        parts_of = widened(connection, {name: parts_of[name] for name in doubts}, doubts)
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
    connection: sa.Connection, parts_of: Mapping[str, Part], doubts: Mapping[str, Change]
) -> dict[str, Part]:
    """Return parts with all intervals of each block, and days that tell of those in doubt."""
    alone = _alone(connection, doubts)
    open_doubts = {
        name: [cell for cell in change.unsure if cell.id not in alone]
        for name, change in doubts.items()
    }
    of_mode = _days_of_mode(connection, open_doubts)
    of_way = _days_of_way(connection, open_doubts)
    more_days: dict[str, set[int]] = {name: set() for name in doubts}
    modes: dict[str, set[Mode]] = {name: set() for name in doubts}
    ways: dict[str, set[Mode]] = {name: set() for name in doubts}
    for of, into in ((of_mode, modes), (of_way, ways)):
        for (name, what), days in of.items():
            if len(days) <= MOST_DAYS:
                into[name].add(what)
                more_days[name].update(days)
            else:
                more_days[name].update((*days[:SOME_DAYS], *days[-SOME_DAYS:]))
    few: set[str] = set()
    in_doubt = {cell.id: cell for cells in open_doubts.values() for cell in cells}
    ends = _asked_ends(connection, ENDS, in_doubt.values(), {DAY: -1, ASSUMED: -1})
    for cell in in_doubt.values():
        days = sorted(ends[cell.id])
        more_days[cell.block].update(days)
        if not days or days[-1] - days[0] <= 1:
            few.add(cell.id)
    left = {name for change in doubts.values() for name in change.left}
    for row in rows_in(connection, DAYS_OF, left):
        if row.kind != SPAN:
            more_days[row.block].add(row.first)
    more = {name: {(day, day) for day in more_days[name]} for name in doubts}
    ever = {(name, NEVER, EVER) for name in doubts if not parts_of[name].whole_spans}
    spans = _stored(connection, SPANS, ever, doubts)
    wider = {
        name: replace(
            part,
            cells={**part.cells, **spans[name]},
            whole_spans=True,
            modes=part.modes | modes[name],
            ways=part.ways | ways[name],
            alone=part.alone | alone,
            few=part.few | few,
        )
        for name, part in parts_of.items()
    }
    return _with_days(connection, wider, more)


def _with_all_days(
    connection: sa.Connection, parts_of: Mapping[str, Part], doubts: Mapping[str, Change]
) -> dict[str, Part]:
    """Return parts with all days of the intervals in doubt."""
    more = {
        name: {(cell.first, cell.last) for cell in change.unsure} for name, change in doubts.items()
    }
    return _with_days(connection, parts_of, more)


def _with_days(
    connection: sa.Connection, parts_of: Mapping[str, Part], more: Mapping[str, Set[Days]]
) -> dict[str, Part]:
    # A day's happening may have cells of the next one.
    near = {(name, first - 1, last + 1) for name in more for first, last in more[name]}
    dated = _stored(connection, DATED, near, parts_of)
    return {
        name: replace(
            part,
            cells={**part.cells, **dated[name]},
            known=[*part.known, *sorted(more[name])],
        )
        for name, part in parts_of.items()
    }


def _alone(connection: sa.Connection, doubts: Mapping[str, Change]) -> set[str]:
    """Return the intervals in doubt that stay by themselves, whatever else is in them.

    Two days that are not next to each other are two happenings. A happening that has a mode keeps
    it, so that two days with an interval's mode and direction are enough.
    """
    cells = [cell for change in doubts.values() for cell in change.unsure if cell.mode]
    # An assumed day at the edge may be one with the day beyond it.
    found = _asked_ends(connection, ENDS_OF_MODE, cells, {DAY: 0, ASSUMED: 1})
    return {name for name, days in found.items() if max(days) - min(days) > 1}


def _asked_ends(
    connection: sa.Connection, statement: str, cells: Iterable[Cell], inside: Mapping[str, int]
) -> dict[str, set[int]]:
    """Return the first and last days that a statement finds so many days inside of intervals."""
    asked = [
        (each.id, each.block, kind, each.mode, each.direction, each.first + by, each.last - by)
        for each in cells
        for kind, by in inside.items()
    ]
    found: dict[str, set[int]] = defaultdict(set)
    for row in rows_for(connection, statement, asked):
        if row.low is not None:
            found[row.name] |= {row.low, row.high}
    return found


def _days_of_mode(
    connection: sa.Connection, doubts: Mapping[str, Iterable[Cell]]
) -> dict[tuple[str, Mode], list[int]]:
    """Return the days in the intervals in doubt that may have a happening of their mode or none."""
    asked = {
        (name, (mode, cell.first, cell.last))
        for name in doubts
        for cell in doubts[name]
        for mode in (cell.mode, "")
    }
    return _days_of(connection, OF_MODE, asked)


def _days_of_way(
    connection: sa.Connection, doubts: Mapping[str, Iterable[Cell]]
) -> dict[tuple[str, Mode], list[int]]:
    """Return the days in them that may have a happening without a mode that goes their way."""
    asked = {
        (name, (cell.direction, cell.first, cell.last))
        for name in doubts
        for cell in doubts[name]
        if cell.direction != BOTH
    }
    return _days_of(connection, OF_WAY, asked)


def _days_of(
    connection: sa.Connection, statement: str, asked: Set[tuple[str, Mode]]
) -> dict[tuple[str, Mode], list[int]]:
    """Return the days that a statement finds in intervals, and at the next days.

    A day's happening may have an assumed day beside it.
    """
    found: dict[tuple[str, Mode], list[int]] = {each: [] for each in asked}
    rows = [(name, what, first - 1, last + 1) for name, (what, first, last) in asked]
    for block, what, low, high, day in rows_for(connection, statement, rows):
        found[block, (what, low + 1, high - 1)].append(day)
    return {each: sorted(days) for each, days in found.items()}


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
