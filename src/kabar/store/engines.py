"""Connections to a store: one SQLite file by default, PostgreSQL by its URL for a team."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kabar.errors import StoreError

SCHEMES = ("sqlite", "postgresql")
BUSY = 30_000
"""Milliseconds that a writer waits for another one."""
CACHE = -64_000
"""Kilobytes of SQLite's page cache, negative as SQLite wants it."""


def store_url(name: str) -> sa.URL:
    """Return the URL of a store from a URL or the path of a file; raises StoreError."""
    if "://" not in name:
        return sa.URL.create("sqlite", database=str(Path(name)))
    try:
        url = sa.make_url(name)
    except sa.exc.ArgumentError as error:
        raise StoreError(f"{name}: no address of a database") from error
    if url.get_backend_name() not in SCHEMES:
        raise StoreError(
            f"{url.render_as_string()}: Kabar stores in SQLite (a file) or PostgreSQL "
            "(postgresql://…)"
        )
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return url


def connect(url: sa.URL) -> sa.Engine:
    """Return an engine; SQLite in WAL mode with foreign keys. Raises StoreError."""
    try:
        engine = sa.create_engine(url)
    except ModuleNotFoundError as error:
        raise StoreError("psycopg is not installed; run: pip install 'kabar[postgres]'") from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_up)
        sa.event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, record: object) -> None:
    """Set up one SQLite connection; transactions are opened by `_begin`, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        f"cache_size = {CACHE}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    """Open a transaction that writes at once, so that two writers wait and never deadlock."""
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
