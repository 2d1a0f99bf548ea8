"""`/map`: where events happened."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from kabar.views.query_rows import rows_csv
from kabar.web.asked import Asked
from kabar.web.chart_answers import PlacesAnswer
from kabar.web.events import EventPage
from kabar.web.pages import page
from kabar.web.places import places_of
from kabar.web.routes.events import download
from kabar.web.security import OfSite

router = APIRouter()
EventQuery = Annotated[Asked, Query()]
COLUMNS = (
    *("place", "country", "events", "scored", "mean_score"),
    *("latitude", "longitude", "is_country"),
)


@router.get("/map", response_class=HTMLResponse, include_in_schema=False)
def map_page(request: Request, site: OfSite, asked: EventQuery) -> HTMLResponse:
    """Return the map of the chosen events and the list of their places."""
    view = places_of(site, asked)
    start = (asked.page - 1) * asked.size
    rows = [asdict(row) for row in view.places[start : start + asked.size]]
    return page(
        request,
        "map.html.j2",
        asked=asked,
        found=EventPage(len(view.places), asked.page, asked.size, rows),
        total=view.total,
        chart=view.chart,
    )


@router.get("/map.csv", response_class=StreamingResponse, include_in_schema=False)
def map_csv(site: OfSite, asked: EventQuery) -> StreamingResponse:
    """Return all places of the chosen events as CSV."""
    rows = (asdict(row) for row in places_of(site, asked).places)
    return download(rows_csv(rows, COLUMNS), "map.csv", "text/csv; charset=utf-8")


@router.get("/api/map", tags=["map"])
def map_api(site: OfSite, asked: EventQuery) -> PlacesAnswer:
    """A page of the places of the chosen events, the ones with most events first."""
    view = places_of(site, asked)
    start = (asked.page - 1) * asked.size
    return PlacesAnswer(
        len(view.places),
        asked.page,
        asked.size,
        view.total,
        view.without_place,
        view.without_coordinates,
        list(view.places[start : start + asked.size]),
    )
