"""`/articles`: the list of articles, and an article with its records laid over the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse
from pydantic import Field

from kabar.records_io import to_dicts
from kabar.store.listing import (
    DocumentFilter,
    DocumentList,
    DocumentRow,
    copies_of,
    documents_by_id,
    happenings_of,
    list_documents,
    numbers_by,
)
from kabar.store.search import DocumentHit, DocumentHits, document_ids, find_documents
from kabar.views.labels import about_labels, kind_label, magnitude_label, side_label, when_label
from kabar.views.query_rows import rows_csv
from kabar.web.addresses import ListAsked
from kabar.web.asked import Day, Values, Words
from kabar.web.finding import coded_of
from kabar.web.judging import article_reviews
from kabar.web.list_answers import ArticleRow, ArticlesAnswer
from kabar.web.overlay import paragraphs_of
from kabar.web.pages import direction, page
from kabar.web.routes.events import download
from kabar.web.security import OfSite
from kabar.web.site import Site

router = APIRouter()

ARTICLE_COLUMNS = ("id", "title", "published", "language", "origin", "story", "copies")
PART = 500
"""Articles that are read at once for a download."""


class ArticlesAsked(ListAsked):
    """The articles that an address asks for."""

    q: Words = Field("", description="Words; docs/search.md tells how they are written.")
    language: Values = Field([], description="Language of the text.")
    start: Day = Field(None, description="Published on this day or later, YYYY-MM-DD.")
    end: Day = Field(None, description="Published on this day or earlier.")

    def filter(self) -> DocumentFilter:
        """Return the filter of the store."""
        return DocumentFilter(tuple(self.language), self.start, self.end)


ArticlesQuery = Annotated[ArticlesAsked, Query()]


@router.get("/articles", response_class=HTMLResponse, include_in_schema=False)
def articles_page(request: Request, site: OfSite, asked: ArticlesQuery) -> HTMLResponse:
    """Return the list of articles, or those that a search finds."""
    with site.store.reading() as connection:
        languages = [code for code, _ in numbers_by(connection, "language")]
    found, left = _find(site, asked)
    return page(
        request, "articles.html.j2", asked=asked, found=found, left=left, languages=languages
    )


@router.get("/articles.csv", response_class=StreamingResponse, include_in_schema=False)
def articles_csv(site: OfSite, asked: ArticlesQuery) -> StreamingResponse:
    """Return all articles of a list as CSV, without their texts."""
    lines = rows_csv(_all_rows(site, asked), ARTICLE_COLUMNS)
    return download(lines, "articles.csv", "text/csv; charset=utf-8")


@router.get("/api/articles", tags=["articles"])
def articles_api(site: OfSite, asked: ArticlesQuery) -> ArticlesAnswer:
    """A page of articles: the newest first, with words those that answer best."""
    found, left = _find(site, asked)
    rows = [_article_row(each) for each in found.rows]
    return ArticlesAnswer(found.total, found.page, found.size, found.pages, left, rows)


@router.get("/articles/{document}", response_class=HTMLResponse, include_in_schema=False)
def article_page(request: Request, site: OfSite, document: str) -> HTMLResponse:
    """Return an article with its records."""
    coded = coded_of(site, document)
    with site.store.reading() as connection:
        copies = copies_of(connection, document)
        happenings = happenings_of(connection, document)
    return page(
        request,
        "article.html.j2",
        coded=coded,
        document=coded.document,
        paragraphs=paragraphs_of(coded),
        copies=copies,
        happenings=happenings,
        direction=direction(coded.document.language),
        labels=LABELS,
        **article_reviews(request, site, document),
    )


@router.get("/api/articles/{document}", tags=["articles"])
def article_api(site: OfSite, document: str) -> list[dict[str, Any]]:
    """The text and all records of an article, as `kabar read --format jsonl` prints them."""
    coded = coded_of(site, document)
    return list(to_dicts(coded))


LABELS = {
    "about": about_labels,
    "kind": kind_label,
    "magnitude": magnitude_label,
    "side": side_label,
    "when": when_label,
}
"""Words for records that templates use."""


def _find(site: Site, asked: ArticlesAsked) -> tuple[DocumentList | DocumentHits, int]:
    """Return a page of articles, and how many cannot be found by words yet."""
    left = site.index.now() if asked.q else 0
    number, size, chosen = asked.page, asked.size, asked.filter()
    with site.store.reading() as connection:
        if asked.q:
            found = find_documents(connection, asked.q, page=number, size=size, chosen=chosen)
            return found, left
        return list_documents(connection, page=number, size=size, chosen=chosen), left


def _article_row(found: DocumentRow | DocumentHit) -> ArticleRow:
    if isinstance(found, DocumentHit):
        return ArticleRow(**asdict(found.row), snippet=list(found.snippet.pieces))
    return ArticleRow(**asdict(found), snippet=None)


def _all_rows(site: Site, asked: ArticlesAsked) -> Iterator[dict[str, Any]]:
    """Yield all articles of a list."""
    if asked.q:
        site.index.now()
    with site.store.reading() as connection:
        ids = document_ids(connection, asked.q, asked.filter())
        for start in range(0, len(ids), PART):
            for row in documents_by_id(connection, ids[start : start + PART]):
                yield asdict(row)
