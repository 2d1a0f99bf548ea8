"""Articles go into the store: their rows, stories and happenings, several in one transaction.

A statement for each row takes far longer than one for the rows of many articles, so rows go in
table by table, and what is there already is asked once for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kabar.records import Document
from kabar.store import schema
from kabar.store.duplicates import lock, note_document, note_new_text, note_text
from kabar.store.happenings import Told, note_all_events
from kabar.store.inserts import execute_many, insert_rows, rows_in, values_of
from kabar.store.rows import COLUMNS, Prepared, document_row

THERE = "SELECT id FROM documents WHERE id IN (...)"
CODED = "SELECT document, run FROM results WHERE document IN (...)"
OUTDATE = [
    f"UPDATE {table.name} SET current = ? WHERE document = ? AND run <> ?"
    for table in (schema.RESULTS, schema.DYADS)
]
"""Statements after which a document's older runs are no longer its current one."""
FORGET_REJECTS = "DELETE FROM rejects WHERE origin = ?"
COPY = ("document", "origin", "title", "published")


@dataclass(frozen=True, slots=True)
class Added:
    """What adding did."""

    document: bool
    """The text was new."""
    records: bool
    """The records of this run were new."""


def add_articles(connection: sa.Connection, articles: Sequence[Prepared]) -> list[Added]:
    """Add articles in the connection's transaction."""
    lock(connection)
    return [added for part in _without_repeats(articles) for added in _add(connection, part)]


def add_copy(connection: sa.Connection, document: Document) -> None:
    """Note one more place where a text was found that is there already."""
    _note_places(connection, [document_row(document)])
    note_document(connection, document)


def _without_repeats(articles: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    """Yield the articles in parts that have no text twice."""
    part: dict[str, Prepared] = {}
    for prepared in articles:
        if prepared.document["id"] in part:
            yield list(part.values())
            part = {}
        part[prepared.document["id"]] = prepared
    yield list(part.values())


def _add(connection: sa.Connection, articles: Sequence[Prepared]) -> list[Added]:
    """Add articles of different texts."""
    names = [prepared.document["id"] for prepared in articles]
    there = {row.id for row in rows_in(connection, THERE, names)}
    coded = {tuple(row) for row in rows_in(connection, CODED, there)}
    new = [each for each in articles if each.document["id"] not in there]
    fresh = [each for each in articles if _key(each) not in coded]
    _write(connection, schema.DOCUMENTS, [{**p.document, "story": p.document["id"]} for p in new])
    _note_places(connection, [prepared.document for prepared in articles])
    _write(connection, schema.RESULTS, [prepared.result for prepared in fresh])
    again = [_key(each) for each in fresh if each.document["id"] in there]
    for statement in OUTDATE:
        execute_many(connection, statement, [(False, *key) for key in again])
    for table in schema.RECORDS:
        rows = [row for prepared in fresh for row in prepared.records[table.name]]
        insert_rows(connection, table, COLUMNS[table.name], rows)
    moved = _note_texts(connection, articles, there)
    told = [Told(p.document["id"], p.tellings, p.document["id"] not in there) for p in fresh]
    note_all_events(connection, told, moved)
    return [Added(each.document["id"] not in there, _key(each) not in coded) for each in articles]


def _key(prepared: Prepared) -> tuple[str, str]:
    return prepared.result["document"], prepared.result["run"]


def _write(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        columns = tuple(rows[0])
        insert_rows(connection, table, columns, [values_of(row, columns) for row in rows])


def _note_texts(
    connection: sa.Connection, articles: Sequence[Prepared], there: set[str]
) -> set[str]:
    """Tell the stories of articles; return those that have documents of other ones now."""
    moved = set()
    for prepared in articles:
        document = Document(**prepared.document)
        if document.id in there:
            noted = note_text(connection, document)
        else:
            noted = note_new_text(connection, document, prepared.sketch)
        if noted.moved:
            moved.add(noted.story)
    return moved


def _note_places(connection: sa.Connection, documents: Sequence[Mapping[str, Any]]) -> None:
    """Note where texts were found; what could not be read there before can be now."""
    rows = [
        {
            "document": document["id"],
            "origin": document["origin"] or "",
            "title": document["title"],
            "published": document["published"],
        }
        for document in documents
    ]
    insert_rows(connection, schema.COPIES, COPY, [values_of(row, COPY) for row in rows], new=True)
    origins = [(document["origin"],) for document in documents if document["origin"] is not None]
    execute_many(connection, FORGET_REJECTS, origins)
