"""`/events`: the table of events with its filters, chart and downloads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from kabar.ontology.load import load_ontology
from kabar.store.event_pages import every_row
from kabar.views.query_rows import EVENT_COLUMNS, rows_csv, rows_json
from kabar.web.answers import EventRow, EventsAnswer, FacetAnswer, FacetsAnswer, event_row
from kabar.web.asked import Asked
from kabar.web.events import Chosen, choose, event_chart, event_facets, event_page
from kabar.web.pages import page
from kabar.web.security import OfSite
from kabar.web.site import Site

router = APIRouter()
EventQuery = Annotated[Asked, Query()]

NAMED = (
    ("type", "What"),
    ("source", "Who"),
    ("target", "To whom"),
    ("country", "Where"),
    ("context", "Context"),
    ("modality", "Modality"),
    ("language", "Language"),
    ("outlet", "Outlet"),
    ("mode", "Mode"),
)
"""Facets in the order in which the page shows them."""


@router.get("/events", response_class=HTMLResponse, include_in_schema=False)
def events_page(request: Request, site: OfSite, asked: EventQuery) -> HTMLResponse:
    """Return the page of events."""
    chosen = choose(site, asked)
    return page(
        request,
        "events.html.j2",
        asked=asked,
        found=event_page(site, asked),
        facets=event_facets(chosen),
        named=NAMED,
        chart=event_chart(site, asked),
        types=load_ontology().types,
        total_in_store=len(chosen.columns),
    )


@router.get("/events.csv", response_class=StreamingResponse, include_in_schema=False)
def events_csv(site: OfSite, asked: EventQuery) -> StreamingResponse:
    """Return all events that the filter leaves as CSV."""
    lines = rows_csv(_all_rows(site, asked), EVENT_COLUMNS)
    return download(lines, "events.csv", "text/csv; charset=utf-8")


@router.get("/events.jsonl", response_class=StreamingResponse, include_in_schema=False)
def events_jsonl(site: OfSite, asked: EventQuery) -> StreamingResponse:
    """Return all events that the filter leaves as JSON lines."""
    lines = rows_json(_all_rows(site, asked), EVENT_COLUMNS)
    return download(lines, "events.jsonl", "application/x-ndjson")


@router.get("/api/events", tags=["events"])
def events_api(site: OfSite, asked: EventQuery) -> EventsAnswer:
    """A page of the events that a filter leaves."""
    found = event_page(site, asked)
    rows: list[EventRow] = [event_row(row) for row in found.rows]
    return EventsAnswer(found.total, found.page, found.size, found.pages, rows)


@router.get("/api/events/facets", tags=["events"])
def facets_api(site: OfSite, asked: EventQuery) -> FacetsAnswer:
    """The most frequent values among the events that a filter leaves."""
    chosen = choose(site, asked)
    facets = {
        name: [FacetAnswer(facet.value, facet.events) for facet in found]
        for name, found in event_facets(chosen).items()
    }
    return FacetsAnswer(chosen.total, facets)


def download(lines: Iterator[str], name: str, kind: str) -> StreamingResponse:
    """Return lines as a file to keep."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type=kind, headers=headers)


def _all_rows(site: Site, asked: Asked) -> Iterator[Mapping[str, Any]]:
    """Yield all rows of a filter in the order asked for."""
    chosen = choose(site, asked)
    positions = np.flatnonzero(chosen.mask)
    if asked.order == "oldest":
        positions = positions[::-1]
    yield from _rows(site, chosen, [int(each) for each in positions])


def _rows(site: Site, chosen: Chosen, positions: list[int]) -> Iterator[Mapping[str, Any]]:
    with site.store.reading() as connection:
        yield from every_row(connection, chosen.keys(positions))
