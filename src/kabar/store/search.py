"""Full text of the store: which documents and quotes answer what a reader typed, the best first.

In SQLite the index of words answers (FTS5, ranked by bm25). PostgreSQL looks into the texts
themselves with ILIKE and gives the newest first. [docs/search.md] tells how questions are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.asking import Question, Term, read_question
from kabar.store.listing import (
    EVERY_DOCUMENT,
    DocumentFilter,
    DocumentRow,
    documents_by_id,
    of_list,
)
from kabar.store.search_index import SEARCHED, TEXT_INDEX, has_index
from kabar.store.snippets import Piece, Snippet, marked, snippet

TITLE_WEIGHT = 4.0
"""How much more a word counts in a title than in a text."""

Condition = sa.ColumnElement[bool]

INDEXED = sa.join(TEXT_INDEX, SEARCHED, SEARCHED.c.number == TEXT_INDEX.c.rowid)
OF_SEARCHED = (schema.DOCUMENTS, schema.DOCUMENTS.c.id == SEARCHED.c.document)
NEWEST = (schema.DOCUMENTS.c.published.desc().nulls_last(), schema.DOCUMENTS.c.id)


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """A document that answers a question, with the words that do."""

    row: DocumentRow
    title: tuple[Piece, ...]
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class DocumentHits:
    """A page of the documents that answer a question, the best first."""

    total: int
    page: int
    size: int
    rows: Sequence[DocumentHit]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))


def documents_of(
    connection: sa.Connection, words: str | None, stories: Sequence[str] = ()
) -> set[str]:
    """Return the documents that answer what was typed, of the stories if any are named.

    Without words and stories these are all documents; words that mean nothing give none.
    """
    documents = schema.DOCUMENTS.c
    query = sa.select(documents.id)
    if words and words.strip():
        tables, answers, _ = _asked(connection, read_question(words))
        query = query.where(documents.id.in_(_ids(tables, answers, (), ())))
    if stories:
        query = query.where(sa.or_(documents.story.in_(stories), documents.id.in_(stories)))
    return set(connection.execute(query).scalars())


def find_documents(
    connection: sa.Connection,
    words: str,
    *,
    page: int = 1,
    size: int = 50,
    chosen: DocumentFilter = EVERY_DOCUMENT,
) -> DocumentHits:
    """Return a page of the documents that answer what was typed, with the words that do."""
    question = read_question(words)
    wanted = of_list(chosen)
    tables, answers, order = _asked(connection, question)
    counted = tables.join(*OF_SEARCHED) if wanted and tables is not schema.DOCUMENTS else tables
    number = sa.select(sa.func.count()).select_from(counted).where(answers, *wanted)
    total = int(connection.execute(number).scalar_one())
    query = _ids(tables, answers, wanted, order).offset((page - 1) * size).limit(size)
    found = connection.execute(query).scalars().all()
    return DocumentHits(total, page, size, _with_words(connection, found, question))


def document_ids(
    connection: sa.Connection, words: str, chosen: DocumentFilter = EVERY_DOCUMENT
) -> list[str]:
    """Return all documents that answer what was typed, or all there are where nothing was."""
    wanted = of_list(chosen)
    if not words.strip():
        query = sa.select(schema.DOCUMENTS.c.id).where(*wanted).order_by(*NEWEST)
    else:
        tables, answers, order = _asked(connection, read_question(words))
        query = _ids(tables, answers, wanted, order)
    return list(connection.execute(query).scalars())


def matching(question: Question, column: str | None = None) -> str:
    """Return what FTS5 is asked, of one column if it is named; a question must want something.

    Words are letters and digits alone and stand in quotation marks, so nothing in them is syntax.
    """
    wanted = " AND ".join(f"({_any(group)})" for group in question.wanted)
    if question.unwanted:
        wanted = f"({wanted}) NOT ({_any(question.unwanted)})"
    return f"{column} : ({wanted})" if column else wanted


def reading_condition(question: Question, *columns: sa.ColumnElement[Any]) -> Condition:
    """Return the condition that the texts of columns answer, without an index."""
    if question.is_empty:
        return sa.false()

    def has(term: Term) -> Condition:
        text = term.text or " ".join(term.words)
        return sa.or_(
            *(sa.func.coalesce(each, "").icontains(text, autoescape=True) for each in columns)
        )

    wanted = [sa.or_(*map(has, group)) for group in question.wanted]
    return sa.and_(sa.true(), *wanted, *(sa.not_(has(term)) for term in question.unwanted))


def _any(terms: Iterable[Term]) -> str:
    return " OR ".join(f'"{" ".join(term.words)}"{" *" * term.begins}' for term in terms)


def _asked(
    connection: sa.Connection, question: Question
) -> tuple[sa.FromClause, Condition, Sequence[sa.ColumnElement[Any]]]:
    """Return the tables that answer, the condition, and the order in which they answer best.

    The table of documents is not among them where the index answers: it holds the texts.
    """
    documents = schema.DOCUMENTS.c
    if question.is_empty or not has_index(connection):
        return (
            schema.DOCUMENTS,
            reading_condition(question, documents.title, documents.text),
            NEWEST,
        )
    if not question.wanted:
        without = sa.select(SEARCHED.c.document).select_from(INDEXED)
        found = without.where(matches("text_index", _any(question.unwanted)))
        return schema.DOCUMENTS, documents.id.not_in(found), NEWEST
    weighed = sa.func.bm25(sa.literal_column("text_index"), TITLE_WEIGHT, 1.0)
    answers = matches("text_index", matching(question))
    return INDEXED, answers, (weighed, SEARCHED.c.document)


def _ids(
    tables: sa.FromClause,
    answers: Condition,
    wanted: Sequence[Condition],
    order: Sequence[sa.ColumnElement[Any]],
) -> sa.Select[Any]:
    """Return the query of the ids of documents that answer, in order."""
    if tables is schema.DOCUMENTS:
        query = sa.select(schema.DOCUMENTS.c.id)
    else:
        query = sa.select(SEARCHED.c.document)
        tables = tables.join(*OF_SEARCHED) if wanted else tables
    return query.select_from(tables).where(answers, *wanted).order_by(*order)


def matches(index: str, asked: str) -> Condition:
    """Return the condition that a row of an index answers."""
    return sa.literal_column(index).op("MATCH", is_comparison=True)(sa.literal(asked))


def _with_words(
    connection: sa.Connection, found: Sequence[str], question: Question
) -> list[DocumentHit]:
    columns = schema.DOCUMENTS.c
    query = sa.select(columns.id, columns.text).where(columns.id.in_(found))
    texts = {row.id: row.text for row in connection.execute(query)}
    return [
        DocumentHit(row, marked(row.title or "", question), snippet(texts[row.id], question))
        for row in documents_by_id(connection, found)
    ]
