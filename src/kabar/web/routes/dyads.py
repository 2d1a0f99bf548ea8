"""`/dyads`: who acted towards whom, and a dyad over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from kabar.store.dyad_numbers import DyadNumbers, DyadTable
from kabar.views.query_rows import rows_csv
from kabar.web.asked import Asked
from kabar.web.asked_charts import PERIODS, SeriesAsked, without_parties
from kabar.web.chart_answers import DyadAnswer, DyadsAnswer
from kabar.web.dyads import Direction, DyadView, dyad_of, dyad_view, dyads_of, is_known
from kabar.web.events import EventPage, event_page
from kabar.web.pages import page
from kabar.web.routes.events import download
from kabar.web.security import OfSite
from kabar.web.site import Site

router = APIRouter()
EventQuery = Annotated[Asked, Query()]
SeriesQuery = Annotated[SeriesAsked, Query()]

COLUMNS = ("source", "target", "events", "scored", "mean_score", "first", "last")
SERIES_COLUMNS = (
    *("source", "target", "period", "start", "end", "events"),
    *("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"),
    *("scored", "mean_score"),
)
LATEST = 20
"""Events that the page of a dyad shows."""


@router.get("/dyads", response_class=HTMLResponse, include_in_schema=False)
def dyads_page(request: Request, site: OfSite, asked: EventQuery) -> HTMLResponse:
    """Return the list of dyads."""
    table = dyads_of(site, asked)
    return page(
        request,
        "dyads.html.j2",
        asked=asked,
        found=_paged(table, asked),
        onward=without_parties(asked),
    )


@router.get("/dyads.csv", response_class=StreamingResponse, include_in_schema=False)
def dyads_csv(site: OfSite, asked: EventQuery) -> StreamingResponse:
    """Return all dyads as CSV."""
    table = dyads_of(site, asked)
    rows = (asdict(table.row(int(code))) for code in table.order)
    return download(rows_csv(rows, COLUMNS), "dyads.csv", "text/csv; charset=utf-8")


@router.get("/api/dyads", tags=["dyads"])
def dyads_api(site: OfSite, asked: EventQuery) -> DyadsAnswer:
    """A page of the dyads of the events that a filter leaves."""
    found = _paged(dyads_of(site, asked), asked)
    rows: list[DyadNumbers] = [DyadNumbers(**row) for row in found.rows]
    return DyadsAnswer(found.total, found.page, found.size, found.pages, rows)


@router.get("/dyads/{source}/{target}", response_class=HTMLResponse, include_in_schema=False)
def dyad_page(
    request: Request, site: OfSite, source: str, target: str, asked: SeriesQuery
) -> HTMLResponse:
    """Return a dyad over time with its latest events."""
    unknown = [party for party in (source, target) if not is_known(site, party)]
    if unknown or source == target:
        return page(
            request, "dyad_unknown.html.j2", status=404, unknown=unknown, party=source, asked=asked
        )
    asked = dyad_of(asked, source, target)
    latest = event_page(site, asked.model_copy(update={"page": 1, "size": LATEST}))
    view = dyad_view(site, asked, source, target)
    return page(
        request,
        "dyad.html.j2",
        asked=asked,
        source=source,
        target=target,
        view=view,
        by_start=[{row.start: row for row in each.periods} for each in view.directions],
        latest=latest,
        periods=PERIODS,
    )


@router.get(
    "/dyads/{source}/{target}/series.csv", response_class=StreamingResponse, include_in_schema=False
)
def series_csv(site: OfSite, source: str, target: str, asked: SeriesQuery) -> StreamingResponse:
    """Return the periods of a dyad as CSV, each direction on its own."""
    view = _known_view(site, asked, source, target)
    rows = (row for each in view.directions for row in _series_rows(each))
    return download(rows_csv(rows, SERIES_COLUMNS), "dyad.csv", "text/csv; charset=utf-8")


@router.get("/api/dyads/{source}/{target}", tags=["dyads"])
def dyad_api(site: OfSite, source: str, target: str, asked: SeriesQuery) -> DyadAnswer:
    """A dyad by period in both directions, with changes of level and events of each type."""
    view = _known_view(site, asked, source, target)
    return DyadAnswer(
        source, target, view.by, view.events, list(view.directions), list(view.changes)
    )


def _known_view(site: Site, asked: SeriesAsked, source: str, target: str) -> DyadView:
    for party in (source, target):
        if not is_known(site, party):
            raise HTTPException(404, f"No event of this store has the party {party}.")
    if source == target:
        raise HTTPException(404, "A party towards itself is no dyad.")
    return dyad_view(site, dyad_of(asked, source, target), source, target)


def _paged(table: DyadTable, asked: Asked) -> EventPage:
    start = (asked.page - 1) * asked.size
    rows = [asdict(row) for row in table.rows(start, start + asked.size)]
    return EventPage(len(table), asked.page, asked.size, rows)


def _series_rows(direction: Direction) -> Iterator[dict[str, Any]]:
    for row in direction.periods:
        yield {"source": direction.source, "target": direction.target, **asdict(row)}
