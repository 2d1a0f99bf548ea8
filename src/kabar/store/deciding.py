"""Which cells of the store are one happening: decided again where new or emptied ones change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

import sqlalchemy as sa

from kabar.store.clusters import SPAN, Cell, happenings
from kabar.store.inserts import MOST_VALUES, parts, rows_in, run, run_many
from kabar.store.nearby import Days, Part, change_of, days_seen

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

TRIES = 3
"""How often a larger part of a block is looked at before all of it is."""
NEVER, EVER = 0, 4_000_000
"""Before the first day and after the last."""

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
    # Blocks of one story hold events that nothing but the story tells apart: they are small.
    local = {name: by_block[name] for name in by_block if name not in emptied and ":" not in name}
    found, unsure = _decided_nearby(connection, local)
    for block, stored in _whole(connection, unsure | emptied | by_block.keys() - local.keys()):
        of_all = happenings([*stored, *by_block[block]])
        before = {cell.id: happening for cell, happening in stored.items()}
        found |= {name: of_all[name] for name in of_all if of_all[name] != before.get(name)}
    names = {cell.id for cell in new}
    rows = [(happening, name) for name, happening in sorted(found.items()) if name not in names]
    run_many(connection, DECIDE, rows)
    return found


def _decided_nearby(
    connection: sa.Connection, new: Mapping[str, Sequence[Cell]]
) -> tuple[dict[str, str], set[str]]:
    """Return what a part of each block tells, and the blocks where it does not tell all.

    Where near days do not tell, those of the interval in doubt are looked at, too.
    """
    found: dict[str, str] = {}
    windows = {name: [days for cell in new[name] for days in days_seen(cell)] for name in new}
    unsure = set(new)
    for time in range(TRIES):
        asked = {name: windows[name] for name in sorted(unsure)}
        near = _near(connection, asked, new, whole_spans=time > 0)
        for name in asked:
            change = change_of(new[name], Part(near[name], windows[name], time > 0))
            if change.unsure is None:
                found |= change.happenings
                unsure.remove(name)
            else:
                windows[name].append((change.unsure.first - 2, change.unsure.last + 2))
    return found, unsure


def _near(
    connection: sa.Connection,
    windows: Mapping[str, Sequence[Days]],
    new: Mapping[str, Sequence[Cell]],
    *,
    whole_spans: bool,
) -> Mapping[str, Stored]:
    """Return the stored cells of blocks that lie in windows, and intervals that overlap new ones."""
    found: dict[str, Stored] = {name: {} for name in windows}
    days = {(name, *each) for name in windows for each in windows[name]}
    if whole_spans:
        spans = {(name, NEVER, EVER) for name in windows}
    else:
        of_new = {(name, c.first, c.last) for name in windows for c in new[name] if c.kind == SPAN}
        spans = days | of_new
    for statement, asked in ((DATED, days), (SPANS, spans)):
        for cell, happening in _in_windows(connection, statement, asked):
            found[cell.block][cell] = happening
    return found


def _in_windows(
    connection: sa.Connection, statement: str, windows: Iterable[tuple[str, int, int]]
) -> Iterator[tuple[Cell, str]]:
    for part in parts(sorted(windows), MOST_VALUES // 3):
        marks = ", ".join(["(?, ?, ?)"] * len(part))
        values = [value for window in part for value in window]
        for row in run(connection, statement.replace("...", marks), values):
            yield Cell(*row[:-1]), row[-1]


def _whole(connection: sa.Connection, blocks: Set[str]) -> Iterator[tuple[str, Stored]]:
    """Yield each block with all its cells."""
    found: dict[str, Stored] = {block: {} for block in sorted(blocks)}
    for row in rows_in(connection, WHOLE, blocks):
        found[row.block][Cell(*row[:-1])] = row.happening
    yield from found.items()
