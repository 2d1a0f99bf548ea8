"""`/`: what is in the store; `/rejects`: what could not be read, and why."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from kabar.store.choosing import dyad_facets, facets, party_facets
from kabar.store.listing import list_documents, numbers_by
from kabar.store.status import all_rejects, reject_counts, run_counts
from kabar.store.store import Counts
from kabar.views.query_rows import rows_csv
from kabar.web.asked import Asked, Page
from kabar.web.events import choose, event_chart
from kabar.web.pages import page
from kabar.web.routes.events import download
from kabar.web.security import OfSite
from kabar.web.site import Site

router = APIRouter()

LATEST = 8
"""Articles that the overview shows."""
REJECTS = 100
"""Rejects a page."""
EVERYTHING = Asked()


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
def overview_page(request: Request, site: OfSite) -> HTMLResponse:
    """Return the first page: numbers, latest articles, chart, who and what is there."""
    counts = counts_of(site)
    if not counts.documents:
        return page(request, "empty.html.j2", counts=counts)
    chosen = choose(site, EVERYTHING)
    with site.store.reading() as connection:
        latest = list_documents(connection, size=LATEST).rows
        languages = numbers_by(connection, "language")
    return page(
        request,
        "overview.html.j2",
        counts=counts,
        latest=latest,
        languages=languages,
        chart=event_chart(site, EVERYTHING),
        types=facets(chosen.columns, chosen.mask, "type", most=16),
        outlets=facets(chosen.columns, chosen.mask, "outlet"),
        countries=facets(chosen.columns, chosen.mask, "country"),
        parties=party_facets(chosen.columns, chosen.mask),
        dyads=dyad_facets(chosen.columns, chosen.mask, most=12),
        runs=run_counts(site.store),
        rejects=reject_counts(site.store),
    )


@router.get("/api/overview", tags=["overview"])
def overview_api(site: OfSite) -> dict[str, Any]:
    """How much the store holds, of current runs."""
    with site.store.reading() as connection:
        languages = dict(numbers_by(connection, "language"))
    return {**asdict(counts_of(site)), "languages": languages}


def counts_of(site: Site) -> Counts:
    """Return how much the store holds; counting a million records again takes a second."""
    site.columns.now()
    kept: Counts = site.kept.get(("counts", site.columns.version), site.store.counts)
    return replace(kept, rejects=sum(number for _, number in reject_counts(site.store)))


@router.get("/rejects", response_class=HTMLResponse, include_in_schema=False)
def rejects_page(
    request: Request, site: OfSite, number: Annotated[Page, Query(alias="page")] = 1
) -> HTMLResponse:
    """Return what could not be read, with the reason of each."""
    rejects = all_rejects(site.store)
    shown = rejects[(number - 1) * REJECTS : number * REJECTS]
    pages = max(1, -(-len(rejects) // REJECTS))
    return page(
        request, "rejects.html.j2", total=len(rejects), rejects=shown, page=number, pages=pages
    )


@router.get("/rejects.csv", include_in_schema=False)
def rejects_csv(site: OfSite) -> Any:
    """Return all rejects as CSV."""
    return download(rows_csv(_rejects(site), REJECT_COLUMNS), "rejects.csv", "text/csv")


@router.get("/api/rejects", tags=["overview"])
def rejects_api(site: OfSite) -> list[dict[str, str]]:
    """What could not be read, and why."""
    return _rejects(site)


REJECT_COLUMNS = ("origin", "error", "message")


def _rejects(site: Site) -> list[dict[str, str]]:
    return [dict(zip(REJECT_COLUMNS, row, strict=True)) for row in all_rejects(site.store)]
