"""The store: add documents with their records, find out what is there, take records out again.

Adding is idempotent: the same text under the same run adds nothing. A document's records are
written in one transaction with its text, so that a killed process leaves none half written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from kabar.errors import StoreError
from kabar.records import Coded, Document
from kabar.store import schema
from kabar.store.adding import Added, add_articles, add_copy
from kabar.store.engines import connect, store_url
from kabar.store.inserts import execute, insert_new
from kabar.store.migrate import upgrade
from kabar.store.rows import Prepared, prepare, unpacked
from kabar.store.stories import is_first_of_story

CURES = {
    "locked": "another program holds the store; end it or wait",
    "not a database": "name another file, or a new one",
    "disk I/O error": "look whether the disk is full or gone",
    "database or disk is full": "make room; nothing that was added is lost",
    "malformed": "the file is damaged; take a copy of it, or read its articles into a new one",
    "unable to open": "look whether the folder is there and may be written to",
    "readonly": "you may not write there",
}
"""What to do about what a database says, by words of it."""

HAS = "SELECT 1 FROM results WHERE document = ? AND run = ?"

PART = 200
"""Documents that are read from the database at once."""


@dataclass(frozen=True, slots=True)
class Run:
    """What coded: the same version, settings and data are the same run."""

    id: str
    version: str
    settings: str
    data: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds, of current runs."""

    documents: int
    copies: int
    events: int
    quotes: int
    positions: int
    rejects: int
    runs: int


class Store:
    """A store that is open; use it in a `with` block."""

    def __init__(self, name: str) -> None:
        """Open a file or the URL of a database, made or brought up to date where needed.

        Raises StoreError where it cannot be opened or was made by a newer version.
        """
        self.url = store_url(name)
        self.engine = connect(self.url)
        with _told(self.url):
            upgrade(self.engine)

    def __enter__(self) -> Store:
        """Return the store itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Open a transaction that writes; all of it is kept, or nothing."""
        with _told(self.url), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Open a transaction that reads one state of the store while others write."""
        with _told(self.url), self.engine.connect().execution_options(reads=True) as connection:
            yield connection

    def begin(self, run: Run) -> None:
        """Note a run; again is the same."""
        first = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"id": run.id, "version": run.version, "settings": run.settings, "data": run.data}
        with self.writing() as connection:
            insert_new(connection, schema.RUNS, {**row, "first": first}, ["id"])

    def has(self, document: str, run: str) -> bool:
        """Say whether a run's records of a document are there."""
        with self.reading() as connection:
            return execute(connection, HAS, (document, run)).first() is not None

    def add(self, coded: Coded, run: Run) -> Added:
        """Add a document with the records of a run, which become its current ones."""
        return self.add_all([prepare(coded, run.id)])[0]

    def add_all(self, articles: Iterable[Prepared]) -> list[Added]:
        """Add several documents in one transaction."""
        with self.writing() as connection:
            return add_articles(connection, list(articles))

    def note_copy(self, document: Document) -> None:
        """Note one more place where a text was found that is there already."""
        with self.writing() as connection:
            add_copy(connection, document)

    def reject(self, origin: str, run: Run, error: str, message: str) -> None:
        """Keep what could not be read, and why; a later success takes it out again."""
        row = {"origin": origin, "run": run.id, "error": error, "message": message}
        with self.writing() as connection:
            insert_new(connection, schema.REJECTS, row, ["origin", "run"], update=True)

    def articles(self, *, run: str | None = None, once: bool = False) -> Iterator[Coded]:
        """Yield the records of every document by day and id, of its current run or of one named.

        With `once` only the first document of each story.
        """
        results, documents = schema.RESULTS, schema.DOCUMENTS
        chosen = results.c.run == run if run is not None else results.c.current
        if once:
            chosen = sa.and_(chosen, is_first_of_story())
        query = (
            sa.select(results.c.document, results.c.records)
            .join(documents, documents.c.id == results.c.document)
            .where(chosen)
            .order_by(documents.c.published, documents.c.id)
            .execution_options(yield_per=PART)
        )
        with self.reading() as connection:
            for row in connection.execute(query):
                yield unpacked(row.records, row.document)

    def coded(self, document: str) -> Coded | None:
        """Return the current records of a document, None where it is not there."""
        results = schema.RESULTS.c
        query = sa.select(results.records).where(results.document == document, results.current)
        with self.reading() as connection:
            data = connection.execute(query).scalar()
        return unpacked(data, document) if data is not None else None

    def counts(self) -> Counts:
        """Return how much is there."""
        with self.reading() as connection:
            return Counts(
                documents=_number(connection, "documents"),
                copies=_number(connection, "copies"),
                events=_number(connection, "current_events"),
                quotes=_number(connection, "current_quotes"),
                positions=_number(connection, "current_positions"),
                rejects=_number(connection, "rejects"),
                runs=_number(connection, "runs"),
            )


def _number(connection: sa.Connection, table: str) -> int:
    query = sa.select(sa.func.count()).select_from(sa.table(table))
    return int(connection.execute(query).scalar_one())


@contextmanager
def _told(url: sa.URL) -> Iterator[None]:
    """Turn what a database may refuse into one line with its cure."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        place = url.render_as_string()
        reason = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
        raise StoreError(f"{place}: {_cure(reason)}") from error


def _cure(reason: str) -> str:
    """Return a database's reason with what to do, for those that are met often."""
    for sign, cure in CURES.items():
        if sign in reason:
            return f"{reason}; {cure}"
    return reason
