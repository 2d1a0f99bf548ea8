"""`/cases`: the negotiation table of a case, as it stood on any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from kabar.analysis.moves import SHIFTED, Move, find_moves
from kabar.analysis.negotiation import NegotiationTable, negotiation_table
from kabar.analysis.statements import Statements, find_statements
from kabar.store.choose import chosen_articles
from kabar.store.filters import Filter
from kabar.store.position_documents import documents_of_parties
from kabar.views.charts import issue_chart
from kabar.views.negotiation import left_out_line
from kabar.views.negotiation_data import cells_csv, table_json
from kabar.web.asked import Day
from kabar.web.pages import page
from kabar.web.security import OfSite
from kabar.web.site import Site

router = APIRouter()

MOST_SAID = 12
"""Statements of a cell that the page lists, the latest."""


@router.get("/cases", response_class=HTMLResponse, include_in_schema=False)
def cases_page(request: Request, site: OfSite) -> HTMLResponse:
    """Return the list of cases, or how to make one."""
    return page(request, "cases.html.j2", cases=list(site.cases.items()))


@router.get("/cases/{name}.csv", include_in_schema=False)
def case_csv(site: OfSite, name: str, until: Day = None) -> Response:
    """Return the cells of a case's table as CSV."""
    headers = {"content-disposition": 'attachment; filename="table.csv"'}
    text = cells_csv(_table(site, name, until))
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/cases/{name}", response_class=HTMLResponse, include_in_schema=False)
def case_page(
    request: Request,
    site: OfSite,
    name: str,
    until: Day = None,
    step: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
) -> HTMLResponse:
    """Return the table of a case on a day; `step` is the place of the day on the slider."""
    statements = statements_of(site, name)
    days = sorted({row.day for row in statements.rows if row.day is not None})
    if step is not None and days:
        until = days[min(step, len(days) - 1)]
    table = _table(site, name, until)
    moves = find_moves(table)
    before = max((day for day in days if until is not None and day <= until), default=None)
    place = days.index(before) if before is not None else max(len(days) - 1, 0)
    return page(
        request,
        "case.html.j2",
        name=name,
        table=table,
        moves=[move for move in reversed(moves) if move.kind != SHIFTED],
        latest=days[place] if days else None,
        days=days,
        place=place,
        until=until,
        chart=site.kept.get(
            ("issues", site.columns.version, name, until), lambda: issue_chart(table)
        ),
        left_out=left_out_line(table),
        most_said=MOST_SAID,
        names={party.id: party.name for party in table.case.parties},
        issue_names={issue.id: issue.name for issue in table.case.issues},
        new=_new(table, days[place]) if days else set(),
    )


@router.get("/api/cases", tags=["cases"])
def cases_api(site: OfSite) -> list[dict[str, str]]:
    """The cases of the page by the name in their address."""
    return [{"name": name, "title": case.title} for name, case in site.cases.items()]


@router.get(
    "/api/cases/{name}",
    tags=["cases"],
    responses={404: {"description": "No such case."}},
)
def case_api(site: OfSite, name: str, until: Day = None) -> Response:
    """The negotiation table of a case until a day: cells, relations, camps, moves."""
    table = _table(site, name, until)
    moves: list[Move] = find_moves(table)
    return Response(table_json(table, moves), media_type="application/json")


def statements_of(site: Site, name: str) -> Statements:
    """Return the statements of a case over the store; raises HTTPException 404."""
    case = site.cases.get(name)
    if case is None:
        raise HTTPException(404, "There is no such case; kabar serve --case FILE shows one.")
    site.columns.now()

    def answer() -> Statements:
        with site.store.reading() as connection:
            documents = documents_of_parties(
                connection, [m for party in case.parties for m in party.members], since=case.start
            )
        if not documents:
            return find_statements(case, ())
        wanted = Filter(documents=tuple(sorted(documents)))
        return find_statements(case, chosen_articles(site.store, wanted))

    found: Statements = site.kept.get(("statements", site.columns.version, name), answer)
    return found


def _table(site: Site, name: str, until: date | None) -> NegotiationTable:
    """Return the table of what was said until a day; what has no day is always in it."""
    statements = statements_of(site, name)
    rows = tuple(
        row for row in statements.rows if until is None or row.day is None or row.day <= until
    )
    return negotiation_table(site.cases[name], replace(statements, rows=rows))


def _new(table: NegotiationTable, day: date) -> set[Any]:
    """Return issue and party of the cells in which something was said on a day."""
    return {(row.issue, row.party) for row in table.statements.rows if row.day == day}
