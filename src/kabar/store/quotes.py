"""Quotes of a store: who said what, found by words, speaker, party, language and day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from kabar.store import schema
from kabar.store.asking import Question, read_question
from kabar.store.event_pages import LEAD
from kabar.store.ids import record_id
from kabar.store.search import matches, matching, reading_condition
from kabar.store.search_index import QUOTE_INDEX, SEARCHED_QUOTES, has_index

KINDS = ("direct", "indirect", "mixed")
PART = 200
"""Quotes that are read at once."""
MOST_PARTIES = 12
"""Parties that are counted."""


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotes are wanted; of several values in one field any will do, all fields must hold."""

    words: str = ""
    """What a reader typed to be found in the quote."""
    speaker: str = ""
    """The same for the name of the speaker."""
    parties: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    start: date | None = None
    """The article was published on this day or later."""
    end: date | None = None


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote with its article."""

    record: str
    """`document:quote`."""
    document: str
    id: str
    kind: str
    party: str | None
    speaker: str | None
    actor: str | None
    text: str
    cue: str | None
    start_char: int
    end_char: int
    rule: str | None
    language: str
    title: str | None
    published: date | None
    origin: str | None
    lead: str
    """The first words of the article."""


def count_quotes(connection: sa.Connection, chosen: QuoteFilter) -> int:
    """Return how many current quotes a filter leaves."""
    query = _from(connection, sa.select(sa.func.count()), chosen)
    return int(connection.execute(query).scalar_one())


def find_quotes(
    connection: sa.Connection, chosen: QuoteFilter, *, page: int = 1, size: int = 50
) -> list[QuoteRow]:
    """Return a page of current quotes: those that answer best first, without words the newest."""
    query = _keys(connection, chosen).offset((page - 1) * size).limit(size)
    return _rows(connection, [(row[0], row[1]) for row in connection.execute(query)])


def all_quotes(connection: sa.Connection, chosen: QuoteFilter) -> Iterator[QuoteRow]:
    """Yield every current quote that a filter leaves, in the order of their pages."""
    keys = [(row[0], row[1]) for row in connection.execute(_keys(connection, chosen))]
    for start in range(0, len(keys), PART):
        yield from _rows(connection, keys[start : start + PART])


def speaking_parties(connection: sa.Connection, chosen: QuoteFilter) -> list[tuple[str, int]]:
    """Return the parties with most of the quotes that a filter leaves, and how many each has."""
    party, number = schema.QUOTES.c.party, sa.func.count()
    query = _from(connection, sa.select(party, number), chosen).where(party.is_not(None))
    query = query.group_by(party).order_by(number.desc(), party).limit(MOST_PARTIES)
    return [(row[0], row[1]) for row in connection.execute(query)]


def _keys(connection: sa.Connection, chosen: QuoteFilter) -> sa.Select[Any]:
    """Return the query of the documents and ids of quotes in order; rows are read for a page."""
    quotes, documents = schema.QUOTES.c, schema.DOCUMENTS.c
    query = _from(connection, sa.select(quotes.document, quotes.id), chosen)
    ranked = any(question.wanted for question in _asked(chosen).values())
    if ranked and has_index(connection):
        return query.order_by(sa.func.bm25(sa.literal_column("quote_index")), QUOTE_INDEX.c.rowid)
    newest = documents.published.desc().nulls_last(), documents.id
    return query.order_by(*newest, quotes.start_char, quotes.id)


def _rows(connection: sa.Connection, keys: Sequence[tuple[str, str]]) -> list[QuoteRow]:
    """Return current quotes in the order of their keys."""
    quotes, results, documents = schema.QUOTES.c, schema.RESULTS.c, schema.DOCUMENTS.c
    columns = (
        *(quotes.document, quotes.id, quotes.kind, quotes.party, quotes.speaker, quotes.actor),
        *(quotes.text, quotes.cue, quotes.start_char, quotes.end_char, quotes.rule),
        *(documents.language, documents.title, documents.published, documents.origin),
        sa.func.substr(documents.text, 1, LEAD).label("lead"),
    )
    query = (
        sa.select(*columns)
        .join(schema.RESULTS, _same_result())
        .join(schema.DOCUMENTS, documents.id == quotes.document)
        .where(
            results.current,
            quotes.document.in_(sorted({document for document, _ in keys})),
            quotes.id.in_(sorted({quote for _, quote in keys})),
        )
    )
    found = {
        (row[0], row[1]): QuoteRow(record=record_id(row.document, row.id), **row._mapping)
        for row in connection.execute(query)
    }
    return [found[key] for key in keys if key in found]


def _from(connection: sa.Connection, query: sa.Select[Any], chosen: QuoteFilter) -> sa.Select[Any]:
    """Return a query with the tables it reads and the conditions of a filter."""
    quotes, documents = schema.QUOTES.c, schema.DOCUMENTS.c
    asked = _asked(chosen)
    where = list(_conditions(chosen))
    of_document = quotes.document == documents.id
    if asked and has_index(connection):
        named = SEARCHED_QUOTES.c
        same = sa.and_(
            quotes.document == named.document, quotes.run == named.run, quotes.id == named.quote
        )
        query = (
            query.select_from(QUOTE_INDEX)
            .join(SEARCHED_QUOTES, named.number == QUOTE_INDEX.c.rowid)
            .join(schema.QUOTES, same)
        )
        where += _of_index(asked)
    else:
        query = query.select_from(schema.QUOTES)
        where += [reading_condition(question, quotes[name]) for name, question in asked.items()]
        if connection.dialect.name == "sqlite" and not (chosen.parties or chosen.actors):
            # The sign keeps SQLite from reading all quotes before it looks for the newest article.
            of_document = quotes.document == sa.literal_column("+documents.id")
    return (
        query.join(schema.RESULTS, _same_result())
        .join(schema.DOCUMENTS, of_document)
        .where(schema.RESULTS.c.current, *where)
    )


def _same_result() -> sa.ColumnElement[bool]:
    quotes, results = schema.QUOTES.c, schema.RESULTS.c
    return sa.and_(results.document == quotes.document, results.run == quotes.run)


def _asked(chosen: QuoteFilter) -> dict[str, Question]:
    """Return what was typed for the columns of the index."""
    typed = {"text": chosen.words, "speaker": chosen.speaker}
    return {name: read_question(words) for name, words in typed.items() if words.strip()}


def _of_index(asked: dict[str, Question]) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions on rows of the index; what only must not be there is looked up."""
    wanted = [matching(question, name) for name, question in asked.items() if question.wanted]
    if wanted:
        yield matches("quote_index", " AND ".join(f"({each})" for each in wanted))
    for name, question in asked.items():
        if question.is_empty:
            yield sa.false()
        elif not question.wanted:
            without = matching(Question((question.unwanted,)), name)
            inner = sa.select(QUOTE_INDEX.c.rowid).where(matches("quote_index", without))
            yield QUOTE_INDEX.c.rowid.not_in(inner.correlate(None))


def _conditions(chosen: QuoteFilter) -> Iterator[sa.ColumnElement[bool]]:
    quotes, documents = schema.QUOTES.c, schema.DOCUMENTS.c
    for values, column in (
        (chosen.parties, quotes.party),
        (chosen.actors, quotes.actor),
        (chosen.kinds, quotes.kind),
        (chosen.languages, documents.language),
    ):
        if values:
            yield column.in_(values)
    if chosen.start is not None:
        yield documents.published >= chosen.start
    if chosen.end is not None:
        yield documents.published <= chosen.end
