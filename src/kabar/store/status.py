"""What is in a store besides records: runs and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.store import Store


@dataclass(frozen=True, slots=True)
class RunCount:
    """A run with how many documents it coded, and of how many it is the current one."""

    id: str
    version: str
    first: str
    documents: int
    current: int


def run_counts(store: Store) -> list[RunCount]:
    """Return the runs in the order they first wrote, with how many documents each coded."""
    runs, results = schema.RUNS, schema.RESULTS
    current = sa.func.sum(sa.case((results.c.current, 1), else_=0))
    query = (
        sa.select(runs, sa.func.count(results.c.document), current)
        .outerjoin(results, results.c.run == runs.c.id)
        .group_by(*runs.c)
        .order_by(runs.c.first, runs.c.id)
    )
    with store.reading() as connection:
        return [
            RunCount(row.id, row.version, row.first, row[-2], row[-1] or 0)
            for row in connection.execute(query)
        ]


def reject_counts(store: Store) -> list[tuple[str, int]]:
    """Return the kinds of errors of the rejects with their numbers, the most frequent first."""
    error, number = schema.REJECTS.c.error, sa.func.count()
    query = sa.select(error, number).group_by(error).order_by(number.desc(), error)
    with store.reading() as connection:
        return [(row[0], row[1]) for row in connection.execute(query)]


def all_rejects(store: Store) -> list[tuple[str, str, str]]:
    """Return place, error and message of what could not be read, by place."""
    columns = schema.REJECTS.c
    query = sa.select(columns.origin, columns.error, columns.message).order_by(columns.origin)
    with store.reading() as connection:
        return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def reject_reasons(store: Store, origin: str, run: str) -> list[str]:
    """Return why a run could not read what came from a place; nothing where it could."""
    columns = schema.REJECTS.c
    query = sa.select(columns.message).where(columns.origin == origin, columns.run == run)
    with store.reading() as connection:
        return [str(message) for message in connection.execute(query).scalars()]
