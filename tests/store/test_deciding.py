"""Deciding by near cells gives what deciding by all of them gives, whatever comes when."""

from __future__ import annotations

from unittest.mock import patch

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.store import deciding, schema
from kabar.store.clusters import ASSUMED, BOTH, DAY, SPAN, Cell, happenings
from kabar.store.deciding import decide
from kabar.store.inserts import insert_rows
from kabar.store.store import Store
from kabar.store.tellings import hash_of
from tests.store.build_store import new_store

START = 700_000


def cell(kind: str, day: int, width: int, mode: str, direction: str) -> Cell:
    first = START + day
    last = first + width if kind == SPAN else first
    name = hash_of(kind, str(first), str(last), mode, direction)
    return Cell(name, kind, first, last, mode, direction, "block")


DAYS = st.one_of(st.integers(0, 12), st.integers(0, 90))
WIDTHS = st.one_of(st.integers(1, 8), st.integers(1, 90))
CELLS = st.builds(
    cell,
    st.sampled_from((DAY, ASSUMED, SPAN)),
    DAYS,
    WIDTHS,
    st.sampled_from(("", "", "x", "y")),
    st.sampled_from(("there", "there", "back", BOTH)),
)


ONE_SIDED = st.builds(
    cell,
    st.sampled_from((DAY, SPAN, SPAN)),
    DAYS,
    WIDTHS,
    st.sampled_from(("", "x", "x", "x")),
    st.sampled_from(("there", "there", "there", "back", BOTH)),
)
"""Of few kinds, so that intervals find two happenings or one."""
BUSY = st.builds(
    cell,
    st.sampled_from((DAY, DAY, DAY, ASSUMED, SPAN)),
    st.integers(0, 60),
    st.sampled_from((6, 29, 29, 60, 90)),
    st.sampled_from(("", "x", "x", "x", "y", "z")),
    st.sampled_from(("there", "there", "there", "there", "back", BOTH)),
)
"""More days than a part of a block has, and rare modes and directions."""


def add(store: Store, cells: list[Cell]) -> None:
    """Add the cells that are not there in one transaction."""
    with store.writing() as connection:
        there = set(connection.execute(sa.select(schema.CELLS.c.id)).scalars())
        new = [each for each in dict.fromkeys(cells) if each.id not in there]
        found = decide(connection, new, set())
        rows = [(*each, found[each.id]) for each in new]
        insert_rows(connection, schema.CELLS, (*Cell._fields, "happening"), rows)


def drop(store: Store, gone: Cell) -> None:
    with store.writing() as connection:
        connection.execute(sa.delete(schema.CELLS).where(schema.CELLS.c.id == gone.id))
        decide(connection, [], {gone.block})


def decided(store: Store) -> tuple[dict[str, str], list[Cell]]:
    """Return the happenings written down, and the cells."""
    columns = [schema.CELLS.c[name] for name in (*Cell._fields, "happening")]
    with store.reading() as connection:
        rows = connection.execute(sa.select(*columns)).all()
    return {row.id: row.happening for row in rows}, [Cell(*row[:-1]) for row in rows]


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.lists(CELLS, min_size=1, max_size=60),
        st.lists(ONE_SIDED, min_size=1, max_size=60),
        st.lists(BUSY, min_size=30, max_size=90, unique=True),
    ),
    st.integers(1, 5),
    st.sampled_from((0, 0, 20)),
    st.data(),
)
def test_part_by_part_gives_what_all_at_once_gives(
    cells: list[Cell], size: int, smallest: int, data: st.DataObject
) -> None:
    with new_store() as store, patch.object(deciding, "SMALLEST", smallest):
        for place in range(0, len(cells), size):
            add(store, cells[place : place + size])
            found, there = decided(store)
            assert found == happenings(there)
        gone = data.draw(st.sampled_from(cells))
        drop(store, gone)
        found, there = decided(store)
        assert gone not in there and found == happenings(there)
