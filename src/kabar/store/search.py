"""Full text of the store: which documents and quotes answer what a reader typed, the best first.

In SQLite the index of words answers (FTS5, ranked by bm25). PostgreSQL looks into the texts
themselves with ILIKE and gives the newest first. [docs/search.md] tells how questions are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.asking import Question, Term, read_question
from kabar.store.listing import DocumentRow, documents_by_id, of_list
from kabar.store.search_index import SEARCHED, TEXT_INDEX, has_index
from kabar.store.snippets import Piece, Snippet, marked, snippet

TITLE_WEIGHT = 4.0
"""How much more a word counts in a title than in a text."""

Condition = sa.ColumnElement[bool]


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
    if words:
        query = _answering(connection, query, read_question(words))
    if stories:
        query = query.where(sa.or_(documents.story.in_(stories), documents.id.in_(stories)))
    return set(connection.execute(query).scalars())


def find_documents(
    connection: sa.Connection,
    words: str,
    *,
    page: int = 1,
    size: int = 50,
    languages: Sequence[str] = (),
    start: date | None = None,
    end: date | None = None,
) -> DocumentHits:
    """Return a page of the documents that answer what was typed, with the words that do."""
    question = read_question(words)
    wanted = of_list(languages, start, end)
    if question.wanted and has_index(connection):
        total, found = _ranked(connection, question, wanted, page, size)
    else:
        documents = schema.DOCUMENTS.c
        query = _answering(connection, sa.select(documents.id), question).where(*wanted)
        number = sa.select(sa.func.count()).select_from(query.subquery())
        total = int(connection.execute(number).scalar_one())
        query = query.order_by(documents.published.desc().nulls_last(), documents.id)
        query = query.offset((page - 1) * size).limit(size)
        found = connection.execute(query).scalars().all()
    return DocumentHits(total, page, size, _with_words(connection, found, question))


def _ranked(
    connection: sa.Connection,
    question: Question,
    wanted: Sequence[Condition],
    page: int,
    size: int,
) -> tuple[int, Sequence[str]]:
    """Return the number of documents that answer, and a page of them, the best first.

    The table of documents is read only where a condition asks for it: it holds the texts.
    """
    answers = matches("text_index", matching(question))
    tables = sa.join(TEXT_INDEX, SEARCHED, SEARCHED.c.number == TEXT_INDEX.c.rowid)
    if wanted:
        tables = tables.join(schema.DOCUMENTS, schema.DOCUMENTS.c.id == SEARCHED.c.document)
        counted: sa.FromClause = tables
    else:
        counted = TEXT_INDEX
    number = sa.select(sa.func.count()).select_from(counted).where(answers, *wanted)
    weighed = sa.func.bm25(sa.literal_column("text_index"), TITLE_WEIGHT, 1.0)
    query = (
        sa.select(SEARCHED.c.document)
        .select_from(tables)
        .where(answers, *wanted)
        .order_by(weighed, SEARCHED.c.document)
        .offset((page - 1) * size)
        .limit(size)
    )
    total = int(connection.execute(number).scalar_one())
    return total, connection.execute(query).scalars().all()


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


def _answering(
    connection: sa.Connection, query: sa.Select[Any], question: Question
) -> sa.Select[Any]:
    """Return a query of documents with the condition that they answer."""
    documents = schema.DOCUMENTS.c
    if question.is_empty or not has_index(connection):
        return query.where(reading_condition(question, documents.title, documents.text))
    if question.wanted:
        return (
            query.select_from(TEXT_INDEX)
            .join(SEARCHED, SEARCHED.c.number == TEXT_INDEX.c.rowid)
            .join(schema.DOCUMENTS, documents.id == SEARCHED.c.document)
            .where(matches("text_index", matching(question)))
        )
    without = (
        sa.select(SEARCHED.c.document)
        .select_from(TEXT_INDEX)
        .join(SEARCHED, SEARCHED.c.number == TEXT_INDEX.c.rowid)
        .where(matches("text_index", _any(question.unwanted)))
    )
    return query.where(documents.id.not_in(without))


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
