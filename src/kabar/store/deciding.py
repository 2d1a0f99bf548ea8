"""Which cells of the store are one happening: decided again where new or emptied ones change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

import sqlalchemy as sa

from kabar.store.clusters import SPAN, Cell, happenings
from kabar.store.inserts import MOST_VALUES, parts, rows_in, run, run_many
from kabar.store.nearby import Window, changed_by, days_seen

_COLUMNS = "cells.id, kind, first, last, mode, direction, cells.block, happening"
WHOLE = f"SELECT {_COLUMNS} FROM cells WHERE block IN (...)"
# CROSS JOIN tells SQLite to take the windows first.
_NEAR = f"""
WITH near (block, low, high) AS (VALUES ...)
SELECT {_COLUMNS} FROM near CROSS JOIN cells WHERE cells.block = near.block AND
"""
DATED = f"{_NEAR} kind IN ('assumed', 'day') AND first BETWEEN low AND high"
SPANS = f"{_NEAR} kind = 'span' AND first <= high AND last >= low"
DECIDE = "UPDATE cells SET happening = ? WHERE id = ?"

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
    found, unsure = _decided_nearby(connection, by_block, emptied)
    for block, stored in _whole(connection, unsure).items():
        of_all = happenings([*stored, *by_block[block]])
        before = {cell.id: happening for cell, happening in stored.items()}
        found |= {name: of_all[name] for name in of_all if of_all[name] != before.get(name)}
    names = {cell.id for cell in new}
    rows = [(happening, name) for name, happening in sorted(found.items()) if name not in names]
    run_many(connection, DECIDE, rows)
    return found


def _decided_nearby(
    connection: sa.Connection, by_block: Mapping[str, Sequence[Cell]], emptied: Set[str]
) -> tuple[dict[str, str], set[str]]:
    """Return what cells of near days tell, and the blocks where they do not tell all."""
    found: dict[str, str] = {}
    unsure = set(emptied)
    # Blocks of one story hold events that nothing but the story tells apart: they are small.
    local = {name: by_block[name] for name in by_block if name not in emptied and ":" not in name}
    unsure |= by_block.keys() - local.keys()
    windows = {
        block: [window for cell in cells for window in days_seen(cell)]
        for block, cells in local.items()
    }
    near = _near(connection, windows, local)
    for block, cells in local.items():
        changed = changed_by(cells, near[block], windows[block])
        if changed is None:
            unsure.add(block)
        else:
            found |= changed
    return found, unsure


def _near(
    connection: sa.Connection,
    windows: Mapping[str, Sequence[Window]],
    new: Mapping[str, Sequence[Cell]],
) -> Mapping[str, Stored]:
    """Return the stored cells of blocks that lie in windows, and intervals that overlap new ones."""
    found: dict[str, Stored] = defaultdict(dict)
    days = {window for of_block in windows.values() for window in of_block}
    spans = {
        Window(block, cell.first, cell.last)
        for block, cells in new.items()
        for cell in cells
        if cell.kind == SPAN
    }
    for statement, asked in ((DATED, days), (SPANS, days | spans)):
        for cell, happening in _in_windows(connection, statement, asked):
            found[cell.block][cell] = happening
    return found


def _in_windows(
    connection: sa.Connection, statement: str, windows: Iterable[Window]
) -> Iterator[tuple[Cell, str]]:
    for part in parts(sorted(windows), MOST_VALUES // 3):
        marks = ", ".join(["(?, ?, ?)"] * len(part))
        values = [value for window in part for value in window]
        for row in run(connection, statement.replace("...", marks), values):
            yield Cell(*row[:-1]), row[-1]


def _whole(connection: sa.Connection, blocks: Set[str]) -> Mapping[str, Stored]:
    """Return all cells of each block."""
    found: dict[str, Stored] = {block: {} for block in sorted(blocks)}
    for row in rows_in(connection, WHOLE, blocks):
        found[row.block][Cell(*row[:-1])] = row.happening
    return found
