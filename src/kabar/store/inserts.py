"""Rows go into tables: one unless it is there, or many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_new(
    connection: sa.Connection,
    table: sa.Table,
    row: dict[str, Any],
    key: Sequence[str],
    *,
    update: bool = False,
) -> bool:
    """Insert a row unless its key is there, and say whether it was new; `update` writes it over."""
    if update:
        insert = INSERTS[connection.dialect.name](table).values(row)
        rest = {name: value for name, value in row.items() if name not in key}
        connection.execute(insert.on_conflict_do_update(index_elements=key, set_=rest))
        return True
    statement = _insert_new(connection.dialect.name, table, tuple(row), tuple(key))
    return connection.execute(statement, row).first() is not None


@cache
def _insert_new(
    dialect: str, table: sa.Table, columns: tuple[str, ...], key: tuple[str, ...]
) -> sa.Executable:
    """Return the statement, built once: to build it takes longer than to run it."""
    insert = INSERTS[dialect](table).values({name: sa.bindparam(name) for name in columns})
    # Not by `rowcount`, which is -1 in PostgreSQL where nothing is said to be returned.
    found: sa.Executable = insert.on_conflict_do_nothing(index_elements=key).returning(
        table.c[key[0]]
    )
    return found


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that have the same columns.

    In SQLite past SQLAlchemy, which takes as long to get a row ready as SQLite to write it.
    """
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(sa.insert(table), list(rows))
        return
    columns = tuple(rows[0])
    statement, forms = _statement(table, columns)
    values = [[row[name] for name in columns] for row in rows]
    for n, form in forms:
        for each in values:
            if each[n] is not None:
                each[n] = form(each[n])
    connection.exec_driver_sql(statement, [tuple(each) for each in values])


@cache
def _statement(
    table: sa.Table, columns: tuple[str, ...]
) -> tuple[str, list[tuple[int, Callable[[Any], Any]]]]:
    """Return SQLite's statement, and what brings the values of some columns into its form."""
    dialect = sqlite.dialect()
    names = ", ".join(dialect.identifier_preparer.quote(name) for name in columns)
    marks = ", ".join("?" * len(columns))
    found: list[tuple[int, Callable[[Any], Any]]] = []
    for n, name in enumerate(columns):
        form = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        if form is not None:
            found.append((n, form))
    quoted = dialect.identifier_preparer.quote(table.name)
    return f"INSERT INTO {quoted} ({names}) VALUES ({marks})", found
