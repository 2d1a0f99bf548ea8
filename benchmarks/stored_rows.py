"""The rows of a store, to compare it with another: what stands there, not when or in what order."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from kabar.store import schema

NUMBERS = {
    "sketches": "SELECT document, shingles, first_day, last_day FROM sketches",
    "keys": "SELECT key, keys.last_day, document FROM keys JOIN sketches ON number = sketch",
    "runs": "SELECT id, version, settings, data FROM runs",
}
"""Tables with numbers or times of their own; what these stand for is compared."""
LOST = {
    "document without records": (
        "SELECT count(*) FROM documents WHERE id NOT IN (SELECT document FROM results)"
    ),
    "document without a place": (
        "SELECT count(*) FROM documents WHERE id NOT IN (SELECT document FROM copies)"
    ),
    "document without a story": "SELECT count(*) FROM documents WHERE story IS NULL",
    "event without a happening": "SELECT count(*) FROM current_events WHERE happening IS NULL",
    "two current runs": (
        "SELECT count(*) FROM (SELECT 1 FROM results WHERE current GROUP BY document "
        "HAVING count(*) > 1)"
    ),
}


def rows_of(store: Path) -> Mapping[str, list[str]]:
    """Return the rows of each table, sorted."""
    connection = sqlite3.connect(store)
    try:
        return {
            table.name: sorted(
                repr(row)
                for row in connection.execute(
                    NUMBERS.get(table.name, f'SELECT * FROM "{table.name}"')
                )
            )
            for table in schema.METADATA.sorted_tables
        }
    finally:
        connection.close()


def has_tables(store: Path) -> bool:
    """Say whether a store is made."""
    if not store.exists():
        return False
    connection = sqlite3.connect(store)
    try:
        query = "SELECT 1 FROM sqlite_master WHERE name = 'cells'"
        return connection.execute(query).fetchone() is not None
    finally:
        connection.close()


def check(store: Path) -> list[str]:
    """Return what is wrong with a store at any moment; nothing where it is not yet made."""
    if not has_tables(store):
        return []
    connection = sqlite3.connect(store, timeout=30)
    try:
        found = [f"integrity: {row[0]}" for row in connection.execute("PRAGMA integrity_check")]
        found = [line for line in found if line != "integrity: ok"]
        found += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        for what, query in LOST.items():
            number = connection.execute(query).fetchone()[0]
            found += [f"{number} × {what}"] if number else []
        return found
    finally:
        connection.close()
