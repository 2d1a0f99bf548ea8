"""Statements that go to the database's driver as they are, for many rows at once.

SQLAlchemy takes as long to get a row ready as SQLite to write it, so rows come in the form of the
drivers: days as ISO strings, the rest as it is. SQLite and PostgreSQL read both alike. A statement
has `?` where values go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa

Values = tuple[Any, ...]
T = TypeVar("T")

MOST_VALUES = 3000
"""Values of one statement at most; SQLite's bound is 32,766."""


def execute(
    connection: sa.Connection, statement: str, values: Sequence[Any] = ()
) -> sa.CursorResult[Any]:
    """Run a statement once and return what it gives."""
    return connection.exec_driver_sql(_marked(connection, statement), tuple(values))


def execute_many(connection: sa.Connection, statement: str, rows: Iterable[Values]) -> None:
    """Run a statement for each row."""
    listed = list(rows)
    if listed:
        connection.exec_driver_sql(_marked(connection, statement), listed)


def rows_in(
    connection: sa.Connection, statement: str, values: Iterable[Any]
) -> Iterator[sa.Row[Any]]:
    """Yield what a statement gives for values that stand at its `(...)`, some at a time.

    The values are sorted, so that the same ones ask the same.
    """
    for part in parts(sorted(values), MOST_VALUES):
        marks = ", ".join("?" * len(part))
        yield from execute(connection, statement.replace("(...)", f"({marks})"), part).all()


def rows_for(
    connection: sa.Connection, statement: str, asked: Iterable[Values]
) -> Iterator[sa.Row[Any]]:
    """Yield what a statement gives for rows of values that stand at its `VALUES ...`.

    The rows have as many values each, and are sorted.
    """
    listed = sorted(asked)
    width = len(listed[0]) if listed else 1
    row = f"({', '.join('?' * width)})"
    for part in parts(listed, MOST_VALUES // width):
        marked = statement.replace("VALUES ...", f"VALUES {', '.join([row] * len(part))}")
        yield from execute(connection, marked, [value for each in part for value in each]).all()


def insert_rows(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Iterable[Values],
    *,
    new: bool = False,
) -> None:
    """Insert rows of some columns; with `new` those alone whose key is not there."""
    statement = _insert(table, tuple(columns))
    execute_many(connection, f"{statement} ON CONFLICT DO NOTHING" if new else statement, rows)


def insert_new(
    connection: sa.Connection,
    table: sa.Table,
    row: Mapping[str, Any],
    key: Sequence[str],
    *,
    update: bool = False,
) -> bool:
    """Insert a row unless its key is there, and say whether it was new; `update` writes it over."""
    then = "NOTHING"
    if update:
        rest = ", ".join(f'"{name}" = excluded."{name}"' for name in row if name not in key)
        then = f"UPDATE SET {rest}"
    statement = _insert(table, tuple(row))
    # Not by `rowcount`, which is -1 in PostgreSQL where nothing is said to be returned.
    named = ", ".join(f'"{name}"' for name in key)
    statement += f' ON CONFLICT ({named}) DO {then} RETURNING "{key[0]}"'
    return execute(connection, statement, values_of(row, tuple(row))).first() is not None


def values_of(row: Mapping[str, Any], columns: Sequence[str]) -> Values:
    """Return some columns of a row in the form of the drivers."""
    return tuple(
        value.isoformat() if isinstance(value, date) else value
        for value in (row[name] for name in columns)
    )


def parts(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield so many values at a time."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


@cache
def _insert(table: sa.Table, columns: tuple[str, ...]) -> str:
    """Return the statement that inserts a row; names are in quotes, since some are SQL's words."""
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(columns))})'


def _marked(connection: sa.Connection, statement: str) -> str:
    """Return the statement with the driver's own marks for values."""
    return statement if connection.dialect.name == "sqlite" else statement.replace("?", "%s")
