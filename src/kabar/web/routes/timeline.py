"""`/timeline`: events day by day."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from kabar.views.query_rows import rows_csv
from kabar.web.asked_charts import PERIODS, SeriesAsked
from kabar.web.chart_answers import TimelineAnswer
from kabar.web.events import event_page
from kabar.web.pages import page
from kabar.web.routes.events import download
from kabar.web.security import OfSite
from kabar.web.timeline import by_day, timeline_of

router = APIRouter()
SeriesQuery = Annotated[SeriesAsked, Query()]

COLUMNS = (
    *("period", "start", "end", "events"),
    *("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"),
    *("scored", "mean_score"),
)


@router.get("/timeline", response_class=HTMLResponse, include_in_schema=False)
def timeline_page(request: Request, site: OfSite, asked: SeriesQuery) -> HTMLResponse:
    """Return the events over time, and a page of them under their days."""
    view, found = timeline_of(site, asked), event_page(site, asked)
    is_cut = view.shown and view.periods[0].start < view.shown[0].start
    return page(
        request,
        "timeline.html.j2",
        asked=asked,
        view=view,
        found=found,
        days=by_day(found.rows),
        periods=PERIODS,
        earlier=view.shown[0].start - timedelta(1) if is_cut else None,
    )


@router.get("/timeline.csv", response_class=StreamingResponse, include_in_schema=False)
def timeline_csv(site: OfSite, asked: SeriesQuery) -> StreamingResponse:
    """Return the numbers of all periods as CSV."""
    rows = (asdict(row) for row in timeline_of(site, asked).periods)
    return download(rows_csv(rows, COLUMNS), "timeline.csv", "text/csv; charset=utf-8")


@router.get("/api/timeline", tags=["timeline"])
def timeline_api(site: OfSite, asked: SeriesQuery) -> TimelineAnswer:
    """The events that a filter leaves by period and quad class."""
    view = timeline_of(site, asked)
    return TimelineAnswer(view.by, view.total, view.without_day, list(view.periods))
