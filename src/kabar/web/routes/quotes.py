"""`/quotes`: who said what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from kabar.store.listing import numbers_by
from kabar.store.quotes import KINDS, QuoteRow, all_quotes
from kabar.views.query_rows import rows_csv
from kabar.web.list_answers import QuotesAnswer
from kabar.web.pages import page
from kabar.web.quotes import QuotesAsked, quote_page
from kabar.web.routes.events import download
from kabar.web.security import OfSite
from kabar.web.site import Site

router = APIRouter()
QuotesQuery = Annotated[QuotesAsked, Query()]

QUOTE_COLUMNS = tuple(field.name for field in fields(QuoteRow) if field.name != "lead")


@router.get("/quotes", response_class=HTMLResponse, include_in_schema=False)
def quotes_page(request: Request, site: OfSite, asked: QuotesQuery) -> HTMLResponse:
    """Return the page of quotes."""
    with site.store.reading() as connection:
        languages = [code for code, _ in numbers_by(connection, "language")]
    found = quote_page(site, asked)
    return page(
        request, "quotes.html.j2", asked=asked, found=found, kinds=KINDS, languages=languages
    )


@router.get("/quotes.csv", response_class=StreamingResponse, include_in_schema=False)
def quotes_csv(site: OfSite, asked: QuotesQuery) -> StreamingResponse:
    """Return all quotes that the filter leaves as CSV."""
    lines = rows_csv(_all_rows(site, asked), QUOTE_COLUMNS)
    return download(lines, "quotes.csv", "text/csv; charset=utf-8")


@router.get("/api/quotes", tags=["quotes"])
def quotes_api(site: OfSite, asked: QuotesQuery) -> QuotesAnswer:
    """A page of quotes: the newest first, with words those that answer best."""
    found = quote_page(site, asked)
    rows = [item.row for item in found.rows]
    return QuotesAnswer(found.total, found.page, found.size, found.pages, rows)


def _all_rows(site: Site, asked: QuotesAsked) -> Iterator[dict[str, Any]]:
    site.index.now()
    with site.store.reading() as connection:
        yield from map(asdict, all_quotes(connection, asked.filter()))
