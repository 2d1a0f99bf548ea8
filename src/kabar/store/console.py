"""One SELECT of a user's own against a store: read only, and ended after a while.

In SQLite a file that is opened for reading, and only selecting, reading and functions allowed; in
PostgreSQL a transaction that is read only, and a prepared statement, of which there can be but one.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kabar.errors import BadInput, StoreError
from kabar.store.engines import store_url

SECONDS = 30.0
STEPS = 10_000
"""Steps of SQLite's machine between two looks at the clock."""

FIRST_WORDS = ("SELECT", "WITH", "VALUES", "EXPLAIN")

_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Names of the columns, and the rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def ask(name: str, sql: str, *, seconds: float = SECONDS) -> Answer:
    """Return what a SELECT gives; its rows are read as they are asked for.

    Raises BadInput where it is not one statement that reads, StoreError where the database refuses
    it or it takes longer than `seconds`.
    """
    words = sql.split(None, 1)
    if not words or words[0].upper() not in FIRST_WORDS:
        raise BadInput(f"only a statement that reads is run; begin with {', '.join(FIRST_WORDS)}")
    url = store_url(name)
    if url.get_backend_name() == "sqlite":
        return _ask_sqlite(Path(url.database or ""), sql, seconds)
    return _ask_postgresql(url, sql, seconds)


def _ask_sqlite(path: Path, sql: str, seconds: float) -> Answer:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}; name a store that is there") from error
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    connection.set_authorizer(_may)
    try:
        cursor = connection.execute(sql)
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        connection.close()
        raise _refused(error, seconds) from error
    columns = tuple(column[0] for column in cursor.description or ())
    return Answer(columns, _rows(connection, cursor, seconds))


def _may(action: int, *of: str | None) -> int:
    """Say whether a statement may do something, as SQLite asks while it reads the statement.

    A function that gives a table (`json_each`) is announced as a change of `sqlite_master`, which
    no statement can in fact change, the less so in a file opened for reading.
    """
    announced = action == sqlite3.SQLITE_UPDATE and of[0] == "sqlite_master"
    return sqlite3.SQLITE_OK if action in _ALLOWED or announced else sqlite3.SQLITE_DENY


def _rows(
    connection: sqlite3.Connection, cursor: sqlite3.Cursor, seconds: float
) -> Iterator[tuple[Any, ...]]:
    try:
        yield from cursor
    except sqlite3.Error as error:
        raise _refused(error, seconds) from error
    finally:
        connection.close()


def _refused(error: Exception, seconds: float) -> StoreError:
    said = str(error).partition("\n")[0]
    if "interrupted" in said or "timeout" in said:
        return StoreError(f"the statement took longer than {seconds:g} s; ask for less")
    return StoreError(f"the statement was refused: {said}")


def _ask_postgresql(url: sa.URL, sql: str, seconds: float) -> Answer:
    limits = f"-c default_transaction_read_only=on -c statement_timeout={round(1000 * seconds)}"
    engine = sa.create_engine(url, connect_args={"options": limits})
    try:
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            cursor = driver.execute(sql, prepare=True)
            columns = tuple(column.name for column in cursor.description or ())
            return Answer(columns, iter(cursor.fetchall()))
    except ModuleNotFoundError as error:
        raise StoreError("psycopg is not installed; run: pip install 'kabar[postgres]'") from error
    except Exception as error:  # psycopg is an extra, so its classes cannot be named here
        raise _refused(error, seconds) from error
    finally:
        engine.dispose()
