"""`/network`: who acts towards whom, as a drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from kabar.views.query_rows import rows_csv
from kabar.web.asked import Asked
from kabar.web.asked_charts import without_parties
from kabar.web.chart_answers import NetworkAnswer
from kabar.web.events import EventPage
from kabar.web.network import Network, network_of
from kabar.web.pages import page
from kabar.web.routes.events import download
from kabar.web.security import OfSite

router = APIRouter()
EventQuery = Annotated[Asked, Query()]
COLUMNS = ("party", "events", "degree", "pagerank", "mean_score", "partners")


@router.get("/network", response_class=HTMLResponse, include_in_schema=False)
def network_page(request: Request, site: OfSite, asked: EventQuery) -> HTMLResponse:
    """Return the drawing of the network and the list of its parties."""
    network = network_of(site, asked)
    start = (asked.page - 1) * asked.size
    rows = [asdict(row) for row in network.rows(start, start + asked.size)]
    return page(
        request,
        "network.html.j2",
        asked=asked,
        found=EventPage(len(network.order), asked.page, asked.size, rows),
        dyads=network.dyads,
        chart=network.chart,
        onward=without_parties(asked),
    )


@router.get("/network.csv", response_class=StreamingResponse, include_in_schema=False)
def network_csv(site: OfSite, asked: EventQuery) -> StreamingResponse:
    """Return all parties as CSV."""
    lines = rows_csv(_rows(network_of(site, asked)), COLUMNS)
    return download(lines, "network.csv", "text/csv; charset=utf-8")


@router.get("/api/network", tags=["network"])
def network_api(site: OfSite, asked: EventQuery) -> NetworkAnswer:
    """A page of the parties, with their place in the network of who acts towards whom."""
    network = network_of(site, asked)
    start = (asked.page - 1) * asked.size
    rows = network.rows(start, start + asked.size)
    return NetworkAnswer(len(network.order), network.dyads, asked.page, asked.size, rows)


def _rows(network: Network) -> Iterator[dict[str, Any]]:
    for row in network.rows():
        partners = "; ".join(f"{each.party} {each.events}" for each in row.partners)
        yield {**asdict(row), "partners": partners}
