"""Stores for the tests of stories and happenings: documents and events, named by what matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from kabar.records import Coded, Event, When
from kabar.store.duplicates import note_document
from kabar.store.happenings import note_events
from kabar.store.store import Run, Store
from tests import build

RUN = Run("r1", "1", "{}", "data")
AGAIN = Run("r2", "2", "{}", "data")


@contextmanager
def new_store() -> Iterator[Store]:
    """Open a store in a folder of its own that vanishes after."""
    with TemporaryDirectory() as folder, Store(str(Path(folder) / "store.db")) as store:
        store.begin(RUN)
        store.begin(AGAIN)
        yield store


def article(
    name: str, text: str, *events: Event, published: date | None = build.DAY, origin: str = ""
) -> Coded:
    """Return a coded article; its origin is its name unless told."""
    document = {"id": name, "published": published, "origin": origin or name}
    return build.coded(text, document=document, events=events)


def told(
    type_: str,
    source: str,
    target: str,
    start: date | None,
    *,
    end: date | None = None,
    precision: str = "day",
    **fields: object,
) -> Event:
    """Return an event between parties, given as words with blanks between, of some days."""
    when = start and When(start, end or start, precision, "", 0, 0)
    sides = {"source": _sides(source), "target": _sides(target)}
    return build.event(type_, date=when, **sides, **fields)


def _sides(parties: str) -> list[object]:
    return [build.side(party, party=party) for party in parties.split()]


def add(store: Store, *articles: Coded, run: Run = RUN) -> None:
    """Add articles one after another, each in a transaction of its own, as they come in."""
    for each in articles:
        store.add(each, run)
        with store.writing() as connection:
            note_document(connection, each.document)
            note_events(connection, each.document.id, run.id)


def stories(store: Store) -> dict[str, str | None]:
    """Return the story of each document."""
    with store.reading() as connection:
        rows = connection.execute(sa.text("SELECT id, story FROM documents ORDER BY id"))
        return {row[0]: row[1] for row in rows}


def happenings(store: Store) -> dict[str, str]:
    """Return the happening of each current event, named `document:event`."""
    query = sa.text("SELECT document, id, happening FROM current_events ORDER BY document, id")
    with store.reading() as connection:
        return {f"{row[0]}:{row[1]}": row[2] for row in connection.execute(query)}


def groups(named: dict[str, str]) -> list[list[str]]:
    """Return the names that share a value, each group and all groups in order."""
    found: dict[str, list[str]] = {}
    for name, value in named.items():
        found.setdefault(value, []).append(name)
    return sorted(sorted(group) for group in found.values())


def words(numbers: Iterable[int]) -> str:
    """Return a text of made-up words."""
    return " ".join(f"word{number}" for number in numbers)


def texts(pieces: Sequence[int], *, length: int = 12) -> str:
    """Return a text of pieces, each some words of its own."""
    return ". ".join(words(range(piece * 100, piece * 100 + length)) for piece in pieces)
