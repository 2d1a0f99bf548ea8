"""Cells as they are read from the store, those of many blocks with one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any

import sqlalchemy as sa

from kabar.store.clusters import Cell
from kabar.store.inserts import rows_for, rows_in

COLUMNS = "cells.id, kind, first, last, mode, direction, cells.block, happening"
WHOLE = f"SELECT {COLUMNS} FROM cells WHERE block IN (...)"
# CROSS JOIN tells SQLite to take the windows first.
NEAR = """
WITH near (block, low, high) AS (VALUES ...)
SELECT {} FROM near CROSS JOIN cells WHERE cells.block = near.block AND
"""
DAYS = "kind IN ('assumed', 'day') AND first BETWEEN low AND high"
DATED = f"{NEAR.format(COLUMNS)} {DAYS}"
SPANS = f"{NEAR.format(COLUMNS)} kind = 'span' AND first <= high AND last >= low"

Window = tuple[str, int, int]
"""Block, first and last day, both included."""
Stored = dict[Cell, str]
"""Cells with their happenings."""


def read_cells(
    connection: sa.Connection, statement: str, windows: Set[Window], blocks: Iterable[str]
) -> dict[str, Stored]:
    """Return the cells of blocks that a statement finds in windows."""
    found: dict[str, Stored] = {name: {} for name in blocks}
    for row in rows_for(connection, statement, windows):
        found[row.block][cell_of(row)] = row.happening
    return found


def read_whole(connection: sa.Connection, blocks: Set[str]) -> Iterator[tuple[str, Stored]]:
    """Yield each block with all its cells."""
    found: dict[str, Stored] = {block: {} for block in sorted(blocks)}
    for row in rows_in(connection, WHOLE, blocks):
        found[row.block][cell_of(row)] = row.happening
    yield from found.items()


def cell_of(row: sa.Row[Any]) -> Cell:
    """Return the cell of a row, which has its happening last."""
    return Cell._make(row[:-1])
