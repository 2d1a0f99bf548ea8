"""Which events of many documents are one happening, kept up to date as documents come.

Each event of a document's current run is a telling. Tellings that nothing tells apart share a cell,
so that a new document rarely touches what was decided before; `clusters` decides which cells are
one happening. See docs/duplicates.md.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import date
from typing import Any

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.clusters import ASSUMED, BOTH, DAY, SPAN, UNDATED, Cell, happenings

Row = dict[str, Any]


def note_events(connection: sa.Connection, document_id: str, run_id: str) -> None:
    """Give the events of a document's current run their happenings.

    Call it after the records are written and `note_document` was called. Events of the document's
    earlier runs lose theirs: a happening is told by current records. Another run than the current
    one changes nothing.
    """
    if not _is_current(connection, document_id, run_id):
        return
    tellings, events = schema.TELLINGS, schema.EVENTS
    left = set(
        connection.execute(
            sa.select(tellings.c.cell).where(tellings.c.document == document_id)
        ).scalars()
    )
    connection.execute(sa.delete(tellings).where(tellings.c.document == document_id))
    connection.execute(
        sa.update(events)
        .where(events.c.document == document_id, events.c.happening.is_not(None))
        .values(happening=None)
    )
    rows = _tellings(connection, document_id, run_id)
    if rows:
        connection.execute(sa.insert(tellings), rows)
    if rows or left:
        documents = schema.DOCUMENTS.c
        query = sa.select(documents.story).where(documents.id == document_id)
        place_story(connection, connection.execute(query).scalar() or document_id, left)


def place_story(connection: sa.Connection, story: str, left: Set[str] = frozenset()) -> None:
    """Put the events of a story's documents into their cells, and decide the blocks that change.

    `left` are cells that lost a telling before.
    """
    rows = _of_story(connection, story)
    days = _assumed_days(rows)
    moved: list[tuple[Any, Cell, str]] = []
    for row in rows:
        cell, block = _cell(row, story, days.get(row.act))
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
    for block in sorted(blocks):
        _decide(connection, block)


def _is_current(connection: sa.Connection, document: str, run: str) -> bool:
    results = schema.RESULTS.c
    query = sa.select(results.current).where(results.document == document, results.run == run)
    return bool(connection.execute(query).scalar())


def _tellings(connection: sa.Connection, document: str, run: str) -> list[Row]:
    events, sides = schema.EVENTS.c, schema.SIDES.c
    parties: dict[str, dict[str, set[str]]] = defaultdict(
        lambda: {"source": set(), "target": set()}
    )
    query = sa.select(sides.event, sides.role, sides.party).where(
        sides.document == document, sides.run == run, sides.party.is_not(None)
    )
    for row in connection.execute(query):
        parties[row.event][row.role].add(row.party)
    query = sa.select(
        events.id,
        events.type,
        events.mode,
        events.modality,
        events.reciprocal,
        events.date_start,
        events.date_end,
        events.precision,
    ).where(events.document == document, events.run == run)
    key = {"document": document, "run": run, "cell": None}
    return [
        key | _telling(row, parties[row.id]["source"], parties[row.id]["target"])
        for row in connection.execute(query)
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


def _of_story(connection: sa.Connection, story: str) -> Sequence[Any]:
    tellings, documents = schema.TELLINGS.c, schema.DOCUMENTS.c
    query = (
        sa.select(schema.TELLINGS)
        .join(schema.DOCUMENTS, documents.id == tellings.document)
        .where(sa.or_(documents.story == story, documents.id == story))
        .order_by(tellings.document, tellings.event)
    )
    return connection.execute(query).all()


def _assumed_days(rows: Iterable[Any]) -> Mapping[str, int]:
    """Return the earliest day that a story's documents assume for each act: the story's day."""
    days: dict[str, int] = {}
    for row in rows:
        if row.kind == ASSUMED:
            days[row.act] = min(row.first, days.get(row.act, row.first))
    return days


def _cell(row: Any, story: str, assumed: int | None) -> tuple[Cell, str]:
    """Return the cell of a telling, and the block of cells that it is compared with."""
    kind, first, last = row.kind, row.first, row.last
    if kind in (ASSUMED, UNDATED) and assumed is not None:
        kind, first, last = ASSUMED, assumed, assumed
    block = row.act if row.named and kind != UNDATED else f"{row.act}:{story}"
    name = _hash(block, kind, str(first), str(last), row.mode, row.direction)
    return Cell(name, kind, first, last, row.mode, row.direction), block


def _move(connection: sa.Connection, moves: Iterable[tuple[str, str, str]]) -> None:
    """Write down the cells of tellings: document, event, cell."""
    rows = [{"d": document, "e": event, "c": cell} for document, event, cell in moves]
    if rows:
        tellings = schema.TELLINGS
        update = sa.update(tellings).where(
            tellings.c.document == sa.bindparam("d"), tellings.c.event == sa.bindparam("e")
        )
        connection.execute(update.values(cell=sa.bindparam("c")), rows)


def _known(connection: sa.Connection, names: Collection[str]) -> Mapping[str, str]:
    """Return the happenings of those cells that are there."""
    if not names:
        return {}
    cells = schema.CELLS.c
    query = sa.select(cells.id, cells.happening).where(cells.id.in_(list(names)))
    return {row.id: row.happening for row in connection.execute(query)}


def _write_cells(connection: sa.Connection, cells: Iterable[tuple[Cell, str]]) -> None:
    rows = [cell._asdict() | {"block": block, "happening": None} for cell, block in cells]
    if rows:
        connection.execute(sa.insert(schema.CELLS), rows)


def _drop_empty(connection: sa.Connection, names: Set[str]) -> set[str]:
    """Take out those of the cells that no telling is in any more, and return their blocks."""
    if not names:
        return set()
    cells, tellings = schema.CELLS, schema.TELLINGS.c
    empty = sa.and_(cells.c.id.in_(sorted(names)), ~sa.exists().where(tellings.cell == cells.c.id))
    blocks = set(connection.execute(sa.select(cells.c.block).where(empty)).scalars())
    if blocks:
        connection.execute(sa.delete(cells).where(empty))
    return blocks


def _decide(connection: sa.Connection, block: str) -> None:
    """Decide which cells of a block are one happening, and write down what changes."""
    cells = schema.CELLS.c
    query = sa.select(
        cells.id, cells.kind, cells.first, cells.last, cells.mode, cells.direction, cells.happening
    ).where(cells.block == block)
    rows = connection.execute(query).all()
    found = happenings(Cell(*row[:6]) for row in rows)
    changed = {row.id: found[row.id] for row in rows if found[row.id] != row.happening}
    if not changed:
        return
    update = sa.update(schema.CELLS).where(cells.id == sa.bindparam("c"))
    connection.execute(
        update.values(happening=sa.bindparam("h")),
        [{"c": cell, "h": happening} for cell, happening in changed.items()],
    )
    _copy_happenings(connection, changed)


def _copy_happenings(
    connection: sa.Connection,
    happening_of: Mapping[str, str],
    documents: Set[str] | None = None,
) -> None:
    """Write the happenings of cells to their events, of all documents or of some."""
    if not happening_of:
        return
    tellings, events = schema.TELLINGS.c, schema.EVENTS
    query = sa.select(tellings.document, tellings.run, tellings.event, tellings.cell).where(
        tellings.cell.in_(list(happening_of))
    )
    if documents is not None:
        query = query.where(tellings.document.in_(sorted(documents)))
    rows = [
        {"d": row.document, "r": row.run, "e": row.event, "h": happening_of[row.cell]}
        for row in connection.execute(query)
    ]
    if rows:
        update = sa.update(events).where(
            events.c.document == sa.bindparam("d"),
            events.c.run == sa.bindparam("r"),
            events.c.id == sa.bindparam("e"),
        )
        connection.execute(update.values(happening=sa.bindparam("h")), rows)


def _hash(*words: str) -> str:
    return hashlib.blake2b("\x1f".join(words).encode("utf-8"), digest_size=8).hexdigest()
