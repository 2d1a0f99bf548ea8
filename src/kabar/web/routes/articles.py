"""`/articles`: the list of articles, and an article with its records laid over the text."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from kabar.records_io import to_dicts
from kabar.store.listing import DocumentList, copies_of, happenings_of, list_documents
from kabar.store.search import documents_of
from kabar.views.labels import about_labels, kind_label, magnitude_label, side_label, when_label
from kabar.web.asked import Day, Page, Size, Values, Words
from kabar.web.judging import article_reviews
from kabar.web.overlay import paragraphs_of
from kabar.web.pages import direction, page
from kabar.web.security import OfSite
from kabar.web.site import Site

router = APIRouter()

MOST_FOUND = 20_000
"""Documents that a search may give; more words leave fewer."""


class ListAsked(BaseModel):
    """The articles that an address asks for."""

    q: Words = ""
    language: Values = []
    start: Day = None
    end: Day = None
    page: Page = 1
    size: Size = 50


@router.get("/articles", response_class=HTMLResponse, include_in_schema=False)
def articles_page(
    request: Request, site: OfSite, asked: Annotated[ListAsked, Query()]
) -> HTMLResponse:
    """Return the list of articles, or those that a search finds."""
    return page(request, "articles.html.j2", asked=asked, found=_list(site, asked))


@router.get("/api/articles", tags=["articles"])
def articles_api(site: OfSite, asked: Annotated[ListAsked, Query()]) -> dict[str, Any]:
    """A page of articles, the newest first."""
    return asdict(_list(site, asked))


@router.get("/articles/{document}", response_class=HTMLResponse, include_in_schema=False)
def article_page(request: Request, site: OfSite, document: str) -> HTMLResponse:
    """Return an article with its records."""
    coded = site.store.coded(document)
    if coded is None:
        raise HTTPException(404, "There is no such article in this store.")
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
    coded = site.store.coded(document)
    if coded is None:
        raise HTTPException(404, "There is no such article in this store.")
    return list(to_dicts(coded))


LABELS = {
    "about": about_labels,
    "kind": kind_label,
    "magnitude": magnitude_label,
    "side": side_label,
    "when": when_label,
}
"""Words for records that templates use."""


def _list(site: Site, asked: ListAsked) -> DocumentList:
    with site.store.reading() as connection:
        among = None
        if asked.q:
            among = documents_of(connection, asked.q)
            if len(among) > MOST_FOUND:
                raise HTTPException(400, "Too many articles have these words; search for more.")
        return list_documents(
            connection,
            among=among,
            page=asked.page,
            size=asked.size,
            languages=asked.language,
            start=asked.start,
            end=asked.end,
        )
