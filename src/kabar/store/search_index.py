"""The index of words: which results are in it, and how it is brought up to date.

SQLite's FTS5 holds words alone, no text: `text_index` those of titles and texts, `quote_index`
those of quotes and their speakers. It is filled after documents were added, never while they are,
so that adding takes no longer. PostgreSQL has no such index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.folding import words_of
from kabar.store.inserts import insert_rows
from kabar.store.store import Store

SEARCHED = sa.Table(
    "searched",
    schema.METADATA,
    sa.Column("number", sa.Integer, primary_key=True, comment="row of `text_index`"),
    sa.Column("document", sa.String(40), nullable=False),
    sa.Column("run", sa.String(40), nullable=False),
    sa.UniqueConstraint("document", "run"),
    comment="results whose words are in the index",
)
SEARCHED_QUOTES = sa.Table(
    "searched_quotes",
    schema.METADATA,
    sa.Column("number", sa.Integer, primary_key=True, comment="row of `quote_index`"),
    sa.Column("document", sa.String(40), nullable=False),
    sa.Column("run", sa.String(40), nullable=False),
    sa.Column("quote", sa.String(200), nullable=False),
    comment="quotes whose words are in the index",
)
sa.Index("ix_sides_actor", schema.SIDES.c.actor)
sa.Index("ix_quotes_actor", schema.QUOTES.c.actor)

TEXT_INDEX = sa.table("text_index", sa.column("rowid"), sa.column("title"), sa.column("text"))
QUOTE_INDEX = sa.table("quote_index", sa.column("rowid"), sa.column("text"), sa.column("speaker"))

PART = 100
"""Results that are indexed in one transaction, so that who adds documents need not wait long."""
IS_THERE = sa.text("SELECT 1 FROM sqlite_master WHERE name = 'text_index'")
CAN_READ = sa.text("SELECT sqlite_compileoption_used('ENABLE_FTS5')")

Key = tuple[str, str]
"""Document and run."""


def has_index(connection: sa.Connection) -> bool:
    """Say whether the store has an index of words that this SQLite can read."""
    if connection.dialect.name != "sqlite":
        return False
    return bool(
        connection.execute(CAN_READ).scalar() and connection.execute(IS_THERE).scalar() is not None
    )


def count_left(connection: sa.Connection) -> int:
    """Return how many results are not in the index yet; 0 where there is no index."""
    if not has_index(connection):
        return 0
    total, done = (
        int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
        for table in (schema.RESULTS, SEARCHED)
    )
    return max(0, total - done)


def index_new(store: Store, *, limit: int | None = None) -> int:
    """Bring the index up to date and return how many results were new in it, at most `limit`."""
    with store.reading() as connection:
        keys = _new_keys(connection, limit) if count_left(connection) else []
    done = 0
    for start in range(0, len(keys), PART):
        with store.writing() as connection:
            done += _index(connection, keys[start : start + PART])
    return done


KEY_COLUMNS = ("number", "document", "run")


def _new_keys(connection: sa.Connection, limit: int | None) -> list[Key]:
    """Return the results that are not in the index, those added last at the end."""
    results, searched = schema.RESULTS.c, SEARCHED.c
    same = sa.and_(searched.document == results.document, searched.run == results.run)
    query = (
        sa.select(results.document, results.run)
        .outerjoin(SEARCHED, same)
        .where(searched.number.is_(None))
        .limit(limit)
    )
    return [(row.document, row.run) for row in connection.execute(query)]


def _index(connection: sa.Connection, keys: Sequence[Key]) -> int:
    """Index results in an open transaction; those that another program was faster at are left."""
    documents = sorted({document for document, _ in keys})
    searched = SEARCHED.c
    known = sa.select(searched.document, searched.run).where(searched.document.in_(documents))
    done = {(row.document, row.run) for row in connection.execute(known)}
    with_text = {document for document, _ in done}
    first = _next_number(connection, SEARCHED)
    new = [key for key in keys if key not in done]
    rows: list[dict[str, Any]] = [
        {"number": number, "document": document, "run": run}
        for number, (document, run) in enumerate(new, first)
    ]
    insert_rows(
        connection,
        SEARCHED,
        KEY_COLUMNS,
        [tuple(row[name] for name in KEY_COLUMNS) for row in rows],
    )
    _index_texts(connection, [row for row in rows if row["document"] not in with_text])
    _index_quotes(connection, set(new), documents)
    return len(rows)


def _index_texts(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Index title and text of documents, each once however often it was coded."""
    numbers: dict[str, int] = {}
    for row in rows:
        numbers.setdefault(row["document"], row["number"])
    columns = schema.DOCUMENTS.c
    query = sa.select(columns.id, columns.title, columns.text).where(columns.id.in_(list(numbers)))
    found = [
        (numbers[row.id], _words(row.title), _words(row.text)) for row in connection.execute(query)
    ]
    if found:
        connection.exec_driver_sql(
            "INSERT INTO text_index (rowid, title, text) VALUES (?, ?, ?)", found
        )


def _index_quotes(connection: sa.Connection, keys: set[Key], documents: Sequence[str]) -> None:
    """Index the quotes of results that are their documents' current ones."""
    quotes, results = schema.QUOTES.c, schema.RESULTS.c
    same = sa.and_(results.document == quotes.document, results.run == quotes.run)
    query = (
        sa.select(quotes.document, quotes.run, quotes.id, quotes.text, quotes.speaker)
        .join(schema.RESULTS, same)
        .where(results.current, quotes.document.in_(documents))
    )
    found = [row for row in connection.execute(query) if (row.document, row.run) in keys]
    first = _next_number(connection, SEARCHED_QUOTES)
    names = [(number, row.document, row.run, row.id) for number, row in enumerate(found, first)]
    insert_rows(connection, SEARCHED_QUOTES, ("number", "document", "run", "quote"), names)
    words = [(n, _words(row.text), _words(row.speaker)) for n, row in enumerate(found, first)]
    if words:
        connection.exec_driver_sql(
            "INSERT INTO quote_index (rowid, text, speaker) VALUES (?, ?, ?)", words
        )


def _next_number(connection: sa.Connection, table: sa.Table) -> int:
    query = sa.select(sa.func.coalesce(sa.func.max(table.c.number), 0))
    return int(connection.execute(query).scalar_one()) + 1


def _words(text: str | None) -> str:
    return " ".join(words_of(text or ""))
