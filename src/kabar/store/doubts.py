"""What else of a block is read where near days do not tell what becomes of an interval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

import sqlalchemy as sa

from kabar.store.cells import DATED, DAYS, SPANS, read_cells
from kabar.store.clusters import ASSUMED, BOTH, DAY, SPAN, Cell
from kabar.store.inserts import rows_for, rows_in
from kabar.store.nearby import Change, Days, Mode, Part

OF_MODE = f"""
WITH near (block, mode, low, high) AS (VALUES ...)
SELECT DISTINCT cells.block, near.mode AS what, low, high, first FROM near CROSS JOIN cells
WHERE cells.block = near.block AND cells.mode = near.mode AND {DAYS}
AND (near.mode <> '' OR happening = cells.id)
"""
OF_WAY = """
WITH near (block, direction, low, high) AS (VALUES ...)
SELECT DISTINCT cells.block, near.direction AS what, low, high, cells.first
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
MOST_DAYS = 8
"""Days that have the mode of an interval in doubt which are looked at, before all of its days."""
SOME_DAYS = 2
"""Where there are more, so many of the first and of the last are looked at."""
NEVER, EVER = 0, 4_000_000
"""Before the first day and after the last."""


def widened(
    connection: sa.Connection, parts_of: Mapping[str, Part], doubts: Mapping[str, Change]
) -> dict[str, Part]:
    """Return parts with all intervals of each block, and days that tell of those in doubt."""
    alone = _alone(connection, doubts)
    open_doubts = {
        name: [cell for cell in change.unsure if cell.id not in alone]
        for name, change in doubts.items()
    }
    days: dict[str, set[int]] = {name: set() for name in doubts}
    modes = _known(_days_of_mode(connection, open_doubts), days)
    ways = _known(_days_of_way(connection, open_doubts), days)
    few = _few(connection, open_doubts, days)
    left = {name for change in doubts.values() for name in change.left}
    for row in rows_in(connection, DAYS_OF, left):
        if row.kind != SPAN:
            days[row.block].add(row.first)
    ever = {(name, NEVER, EVER) for name in doubts if not parts_of[name].whole_spans}
    spans = read_cells(connection, SPANS, ever, doubts)
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
    return _with_days(connection, wider, {n: {(day, day) for day in days[n]} for n in days})


def with_all_days(
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
    dated = read_cells(connection, DATED, near, parts_of)
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


def _known(
    found: Mapping[tuple[str, Mode], list[int]], days: Mapping[str, set[int]]
) -> dict[str, set[Mode]]:
    """Add days to those that are read, and return of what they are all that there are."""
    known: dict[str, set[Mode]] = {name: set() for name in days}
    for (name, what), there in found.items():
        if len(there) <= MOST_DAYS:
            known[name].add(what)
            days[name].update(there)
        else:
            days[name].update((*there[:SOME_DAYS], *there[-SOME_DAYS:]))
    return known


def _few(
    connection: sa.Connection,
    doubts: Mapping[str, Iterable[Cell]],
    days: Mapping[str, set[int]],
) -> set[str]:
    """Add the first and last days that go an interval's way; return those with no other ones."""
    cells = [cell for name in doubts for cell in doubts[name]]
    ends = _asked_ends(connection, ENDS, cells, {DAY: -1, ASSUMED: -1})
    for cell in cells:
        days[cell.block].update(ends[cell.id])
    return {
        cell.id
        for cell in cells
        if not ends[cell.id] or max(ends[cell.id]) - min(ends[cell.id]) <= 1
    }


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
    for row in rows_for(connection, statement, rows):
        found[row.block, (row.what, row.low + 1, row.high - 1)].append(row.first)
    return {each: sorted(days) for each, days in found.items()}
