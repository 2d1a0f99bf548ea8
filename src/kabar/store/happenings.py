"""Which events of many documents are one happening, kept up to date as documents come.

Each event of a document's current run is a telling. Tellings that nothing tells apart share a cell,
so that a new document rarely touches what was decided before; `clusters` decides which cells are
one happening. See docs/duplicates.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import NamedTuple

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.clusters import Cell
from kabar.store.deciding import decide
from kabar.store.inserts import execute_many, insert_rows, rows_in
from kabar.store.tellings import Act, Telling, cell_of, story_days, telling

_DOCUMENTS, _EVENTS = schema.DOCUMENTS.c, schema.EVENTS.c
_RESULTS, _SIDES = schema.RESULTS.c, schema.SIDES.c

# Statements are built once: to build one takes longer than to run it.
IS_CURRENT = sa.select(_RESULTS.current).where(
    _RESULTS.document == sa.bindparam("d"), _RESULTS.run == sa.bindparam("r")
)
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
CELLS_OF = "SELECT cell FROM tellings WHERE document IN (...) AND cell IS NOT NULL"
FORGET_TELLINGS = "DELETE FROM tellings WHERE document = ?"
FORGET_HAPPENINGS = (
    "UPDATE events SET happening = NULL WHERE document = ? AND happening IS NOT NULL"
)
STORIES_OF = "SELECT id, story FROM documents WHERE id IN (...)"
_OF = ", ".join(f"tellings.{name}" for name in Telling._fields)
OF_STORIES = f"""
SELECT {_OF}, documents.story FROM documents
JOIN tellings ON tellings.document = documents.id WHERE documents.story IN (...)
"""
MOVE = "UPDATE tellings SET cell = ? WHERE document = ? AND event = ?"
KNOWN = "SELECT id, happening FROM cells WHERE id IN (...)"
EMPTY = """
SELECT id, block FROM cells
WHERE id IN (...) AND NOT EXISTS (SELECT 1 FROM tellings WHERE cell = cells.id)
"""
DROP = "DELETE FROM cells WHERE id = ?"
TOLD_BY = "SELECT document, run, event, cell FROM tellings WHERE cell IN (...)"
TELL = "UPDATE events SET happening = ? WHERE document = ? AND run = ? AND id = ?"


class Told(NamedTuple):
    """The tellings of a document's current run; one that is `new` has none in the store."""

    document: str
    tellings: Sequence[Telling]
    new: bool = False


def note_events(connection: sa.Connection, document_id: str, run_id: str) -> None:
    """Give the events of a document's current run their happenings.

    Call it after the records are written and `note_document` was called. Events of the document's
    earlier runs lose theirs: a happening is told by current records. Another run than the current
    one changes nothing.
    """
    if connection.execute(IS_CURRENT, {"d": document_id, "r": run_id}).scalar():
        told = Told(document_id, _tellings(connection, document_id, run_id))
        note_all_events(connection, [told])


def note_all_events(
    connection: sa.Connection, documents: Sequence[Told], stories: Set[str] = frozenset()
) -> None:
    """Give the events of the current runs of documents their happenings, as `note_events` does.

    `stories` have documents that were of another story before: their events are compared anew.
    """
    again = [told.document for told in documents if not told.new]
    left = {row.cell for row in rows_in(connection, CELLS_OF, again)}
    execute_many(connection, FORGET_TELLINGS, [(name,) for name in again])
    execute_many(connection, FORGET_HAPPENINGS, [(name,) for name in again])
    names = [told.document for told in documents]
    story_of = {row.id: row.story or row.id for row in rows_in(connection, STORIES_OF, names)}
    by_story: dict[str, list[Telling]] = defaultdict(list)
    for told in documents:
        by_story[story_of[told.document]] += told.tellings
    for row in rows_in(connection, OF_STORIES, by_story.keys() | stories):
        by_story[row.story].append(Telling._make(row[:-1]))
    _place(connection, by_story, left)


def place_story(connection: sa.Connection, story: str) -> None:
    """Compare the events of a story's documents anew."""
    note_all_events(connection, [], {story})


def _place(
    connection: sa.Connection, by_story: Mapping[str, Iterable[Telling]], left: Set[str]
) -> None:
    """Put the tellings of stories into their cells and decide what that changes.

    Tellings without a cell are new. `left` are cells that lost a telling before.
    """
    moved = [each for story, tellings in by_story.items() for each in _moved(story, tellings)]
    if not moved and not left:
        return
    left = left | {each.cell for each, _ in moved if each.cell is not None}
    rows = [(cell.id, each.document, each.event) for each, cell in moved if each.cell is not None]
    execute_many(connection, MOVE, rows)
    new_rows = [each._replace(cell=cell.id) for each, cell in moved if each.cell is None]
    insert_rows(connection, schema.TELLINGS, Telling._fields, new_rows)
    cells = {cell.id: cell for _, cell in moved}
    known = {row.id: row.happening for row in rows_in(connection, KNOWN, cells)}
    new = [cell for name, cell in cells.items() if name not in known]
    changed = decide(connection, new, _drop_empty(connection, left - cells.keys()))
    columns = (*Cell._fields, "happening")
    insert_rows(connection, schema.CELLS, columns, [(*cell, changed[cell.id]) for cell in new])
    of = {**known, **changed}
    told = {(each.document, each.run, each.event): of[cell.id] for each, cell in moved} | _told_by(
        connection, changed.keys() - {cell.id for cell in new}, of
    )
    execute_many(connection, TELL, [(happening, *name) for name, happening in told.items()])


def _moved(story: str, tellings: Iterable[Telling]) -> list[tuple[Telling, Cell]]:
    """Return the tellings of a story that are not in their cells, with these."""
    listed = list(tellings)
    days = story_days(listed)
    found: list[tuple[Telling, Cell]] = []
    placed: dict[tuple[object, ...], Cell] = {}  # copies tell the same
    for each in listed:
        what = each[3:-1]
        if what not in placed:
            placed[what] = cell_of(each, story, days.get(each.act))
        if placed[what].id != each.cell:
            found.append((each, placed[what]))
    return found


def _told_by(
    connection: sa.Connection, cells: Collection[str], of: Mapping[str, str]
) -> dict[tuple[str, str, str], str]:
    """Return the happenings of the events in some cells."""
    return {
        (row.document, row.run, row.event): of[row.cell]
        for row in rows_in(connection, TOLD_BY, cells)
    }


def _drop_empty(connection: sa.Connection, names: Set[str]) -> set[str]:
    """Take out those of the cells that no telling is in any more, and return their blocks."""
    rows = list(rows_in(connection, EMPTY, names))
    execute_many(connection, DROP, [(row.id,) for row in rows])
    return {row.block for row in rows}


def _tellings(connection: sa.Connection, document: str, run_id: str) -> list[Telling]:
    """Return the tellings of a document's run from its rows."""
    of_run = {"d": document, "r": run_id}
    parties: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in connection.execute(PARTIES_OF, of_run):
        parties[row.event, row.role].add(row.party)
    return [
        telling(
            (document, row.id, run_id),
            Act(row.type, row.mode, row.modality, row.reciprocal),
            (row.date_start, row.date_end, row.precision),
            parties[row.id, "source"],
            parties[row.id, "target"],
        )
        for row in connection.execute(EVENTS_OF, of_run)
    ]
