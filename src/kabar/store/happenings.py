"""Which events of many documents are one happening, kept up to date as documents come.

Each event of a document's current run is a telling. Tellings that nothing tells apart share a cell,
so that a new document rarely touches what was decided before; `clusters` decides which cells are
one happening. See docs/duplicates.md.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from datetime import date
from typing import Any

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.clusters import ASSUMED, BOTH, DAY, SPAN, UNDATED, Cell, happenings
from kabar.store.inserts import insert_rows

Row = dict[str, Any]
Days = tuple[str, int, int]
"""Kind, first and last day."""

_TELLINGS, _CELLS, _EVENTS = schema.TELLINGS.c, schema.CELLS.c, schema.EVENTS.c
_DOCUMENTS, _RESULTS, _SIDES = schema.DOCUMENTS.c, schema.RESULTS.c, schema.SIDES.c

# Statements are built once: to build one takes longer than to run it.
IS_CURRENT = sa.select(_RESULTS.current).where(
    _RESULTS.document == sa.bindparam("d"), _RESULTS.run == sa.bindparam("r")
)
CELLS_OF = sa.select(_TELLINGS.cell).where(_TELLINGS.document == sa.bindparam("d"))
FORGET_TELLINGS = sa.delete(schema.TELLINGS).where(_TELLINGS.document == sa.bindparam("d"))
FORGET_HAPPENINGS = (
    sa.update(schema.EVENTS)
    .where(_EVENTS.document == sa.bindparam("d"), _EVENTS.happening.is_not(None))
    .values(happening=None)
)
STORY_OF = sa.select(_DOCUMENTS.story).where(_DOCUMENTS.id == sa.bindparam("d"))
PARTIES_OF = sa.select(_SIDES.event, _SIDES.role, _SIDES.party).where(
    _SIDES.document == sa.bindparam("d"),
    _SIDES.run == sa.bindparam("r"),
    _SIDES.party.is_not(None),
)
EVENTS_OF = sa.select(
    _EVENTS.id,
    _EVENTS.type,
    _EVENTS.mode,
    _EVENTS.modality,
    _EVENTS.reciprocal,
    _EVENTS.date_start,
    _EVENTS.date_end,
    _EVENTS.precision,
).where(_EVENTS.document == sa.bindparam("d"), _EVENTS.run == sa.bindparam("r"))
OF_STORY = (
    sa.select(schema.TELLINGS)
    .join(schema.DOCUMENTS, _DOCUMENTS.id == _TELLINGS.document)
    .where(sa.or_(_DOCUMENTS.story == sa.bindparam("s"), _DOCUMENTS.id == sa.bindparam("s")))
    .order_by(_TELLINGS.document, _TELLINGS.event)
)
MOVE = (
    sa.update(schema.TELLINGS)
    .where(_TELLINGS.document == sa.bindparam("d"), _TELLINGS.event == sa.bindparam("e"))
    .values(cell=sa.bindparam("c"))
)
KNOWN = sa.select(_CELLS.id, _CELLS.happening).where(
    _CELLS.id.in_(sa.bindparam("cells", expanding=True))
)
EMPTY = sa.and_(
    _CELLS.id.in_(sa.bindparam("cells", expanding=True)),
    ~sa.exists().where(_TELLINGS.cell == _CELLS.id),
)
BLOCKS = sa.select(schema.CELLS).where(_CELLS.block.in_(sa.bindparam("blocks", expanding=True)))
DECIDE = (
    sa.update(schema.CELLS)
    .where(_CELLS.id == sa.bindparam("c"))
    .values(happening=sa.bindparam("h"))
)
TOLD_BY = sa.select(_TELLINGS.document, _TELLINGS.run, _TELLINGS.event, _TELLINGS.cell).where(
    _TELLINGS.cell.in_(sa.bindparam("cells", expanding=True))
)
TELL = (
    sa.update(schema.EVENTS)
    .where(
        _EVENTS.document == sa.bindparam("d"),
        _EVENTS.run == sa.bindparam("r"),
        _EVENTS.id == sa.bindparam("e"),
    )
    .values(happening=sa.bindparam("h"))
)


def note_events(connection: sa.Connection, document_id: str, run_id: str) -> None:
    """Give the events of a document's current run their happenings.

    Call it after the records are written and `note_document` was called. Events of the document's
    earlier runs lose theirs: a happening is told by current records. Another run than the current
    one changes nothing.
    """
    if not connection.execute(IS_CURRENT, {"d": document_id, "r": run_id}).scalar():
        return
    left = set(connection.execute(CELLS_OF, {"d": document_id}).scalars())
    if left:
        connection.execute(FORGET_TELLINGS, {"d": document_id})
        connection.execute(FORGET_HAPPENINGS, {"d": document_id})
    rows = _tellings(connection, document_id, run_id)
    insert_rows(connection, schema.TELLINGS, rows)
    if rows or left:
        story = connection.execute(STORY_OF, {"d": document_id}).scalar()
        place_story(connection, story or document_id, left)


def place_story(connection: sa.Connection, story: str, left: Set[str] = frozenset()) -> None:
    """Put the events of a story's documents into their cells, and decide the blocks that change.

    `left` are cells that lost a telling before.
    """
    rows = connection.execute(OF_STORY, {"s": story}).all()
    days = _story_days(rows)
    moved: list[tuple[Any, Cell, str]] = []
    placed: dict[tuple[Any, ...], tuple[Cell, str]] = {}  # copies tell the same
    for row in rows:
        what = tuple(row[3:-1])
        if what not in placed:
            placed[what] = _cell(row, story, days.get(row.act))
        cell, block = placed[what]
        if cell.id != row.cell:
            moved.append((row, cell, block))
    left = left | {row.cell for row, _, _ in moved if row.cell is not None}
    _move(connection, [(row.document, row.event, cell.id) for row, cell, _ in moved])
    cells = {cell.id: (cell, block) for _, cell, block in moved}
    known = _known(connection, cells)
    _copy_happenings(connection, known, {row.document for row, _, _ in moved})
    new = [each for name, each in cells.items() if name not in known]
    _write_cells(connection, new)
    blocks = {block for _, block in new} | _drop_empty(connection, left - cells.keys())
    _decide(connection, blocks)


def _tellings(connection: sa.Connection, document: str, run: str) -> list[Row]:
    of_run = {"d": document, "r": run}
    parties: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in connection.execute(PARTIES_OF, of_run):
        parties[row.event, row.role].add(row.party)
    key = {"document": document, "run": run, "cell": None}
    return [
        key | _telling(row, parties[row.id, "source"], parties[row.id, "target"])
        for row in connection.execute(EVENTS_OF, of_run)
    ]


def _telling(event: Any, source: Set[str], target: Set[str]) -> Row:
    """Return what an event is compared by."""
    first, last = _ordinal(event.date_start), _ordinal(event.date_end)
    return {
        "event": event.id,
        "act": _hash(event.type, event.modality, *sorted(source | target)),
        "named": bool(source or target),
        "mode": event.mode or "",
        "direction": BOTH if event.reciprocal else _hash(*sorted(source), "", *sorted(target)),
        "kind": _kind(event.precision, first, last),
        "first": first,
        "last": last,
    }


def _kind(precision: str | None, first: int, last: int) -> str:
    if not first:
        return UNDATED
    if precision == "assumed":
        return ASSUMED
    return DAY if first == last else SPAN


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _story_days(rows: Iterable[Any]) -> Mapping[str, Days]:
    """Return the day of a story for each act, for documents that do not say one.

    It is the earliest that a document assumes, else the only one that documents say.
    """
    assumed: dict[str, int] = {}
    said: dict[str, set[Days]] = defaultdict(set)
    for row in rows:
        if row.kind == ASSUMED:
            assumed[row.act] = min(row.first, assumed.get(row.act, row.first))
        elif row.kind != UNDATED:
            said[row.act].add((row.kind, row.first, row.last))
    only = {act: next(iter(days)) for act, days in said.items() if len(days) == 1}
    return only | {act: (ASSUMED, day, day) for act, day in assumed.items()}


def _cell(row: Any, story: str, days: Days | None) -> tuple[Cell, str]:
    """Return the cell of a telling, and the block of cells that it is compared with."""
    kind, first, last = row.kind, row.first, row.last
    if days is not None and kind in (UNDATED, ASSUMED):
        kind, first, last = days
    block = row.act if row.named and kind != UNDATED else f"{row.act}:{story}"
    name = _hash(block, kind, str(first), str(last), row.mode, row.direction)
    return Cell(name, kind, first, last, row.mode, row.direction), block


def _move(connection: sa.Connection, moves: Iterable[tuple[str, str, str]]) -> None:
    """Write down the cells of tellings: document, event, cell."""
    rows = [{"d": document, "e": event, "c": cell} for document, event, cell in moves]
    if rows:
        connection.execute(MOVE, rows)


def _known(connection: sa.Connection, names: Collection[str]) -> Mapping[str, str]:
    """Return the happenings of those cells that are there."""
    if not names:
        return {}
    rows = connection.execute(KNOWN, {"cells": list(names)})
    return {row.id: row.happening for row in rows}


def _write_cells(connection: sa.Connection, cells: Iterable[tuple[Cell, str]]) -> None:
    rows = [cell._asdict() | {"block": block, "happening": None} for cell, block in cells]
    if rows:
        connection.execute(sa.insert(schema.CELLS), rows)


def _drop_empty(connection: sa.Connection, names: Set[str]) -> set[str]:
    """Take out those of the cells that no telling is in any more, and return their blocks."""
    if not names:
        return set()
    cells = {"cells": sorted(names)}
    blocks = set(connection.execute(sa.select(_CELLS.block).where(EMPTY), cells).scalars())
    if blocks:
        connection.execute(sa.delete(schema.CELLS).where(EMPTY), cells)
    return blocks


def _decide(connection: sa.Connection, blocks: Set[str]) -> None:
    """Decide which cells of each block are one happening, and write down what changes."""
    if not blocks:
        return
    by_block: dict[str, list[Cell]] = defaultdict(list)
    before: dict[str, str] = {}
    for row in connection.execute(BLOCKS, {"blocks": sorted(blocks)}):
        by_block[row.block].append(
            Cell(row.id, row.kind, row.first, row.last, row.mode, row.direction)
        )
        before[row.id] = row.happening
    changed: dict[str, str] = {}
    for cells in by_block.values():
        found = happenings(cells)
        changed |= {name: found[name] for name in found if found[name] != before[name]}
    if changed:
        rows = [{"c": cell, "h": happening} for cell, happening in changed.items()]
        connection.execute(DECIDE, rows)
        _copy_happenings(connection, changed)


def _copy_happenings(
    connection: sa.Connection,
    happening_of: Mapping[str, str],
    documents: Set[str] | None = None,
) -> None:
    """Write the happenings of cells to their events, of all documents or of some."""
    if not happening_of:
        return
    query = TOLD_BY
    if documents is not None:
        query = query.where(
            _TELLINGS.document.in_(sa.bindparam("documents", sorted(documents), expanding=True))
        )
    rows = [
        {"d": row.document, "r": row.run, "e": row.event, "h": happening_of[row.cell]}
        for row in connection.execute(query, {"cells": list(happening_of)})
    ]
    if rows:
        connection.execute(TELL, rows)


def _hash(*words: str) -> str:
    return hashlib.blake2b("\x1f".join(words).encode("utf-8"), digest_size=8).hexdigest()
