"""`/actors`: who is in the articles, and an actor's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from kabar.store.actors import ActorRow
from kabar.views.query_rows import rows_csv
from kabar.web.actors import (
    ActorAsked,
    ActorPage,
    ActorsAsked,
    actor_chart,
    actor_list,
    actor_page,
    choose_actors,
    find_actor,
)
from kabar.web.answers import event_row
from kabar.web.list_answers import ActorAnswer, ActorsAnswer, NamingRow
from kabar.web.pages import page
from kabar.web.routes.events import download
from kabar.web.security import OfSite
from kabar.web.site import Site

router = APIRouter()
ActorsQuery = Annotated[ActorsAsked, Query()]
ActorQuery = Annotated[ActorAsked, Query()]

ACTOR_COLUMNS = tuple(field.name for field in fields(ActorRow))
UNKNOWN = "No article in this store names that actor."


@router.get("/actors", response_class=HTMLResponse, include_in_schema=False)
def actors_page(request: Request, site: OfSite, asked: ActorsQuery) -> HTMLResponse:
    """Return the list of actors."""
    return page(request, "actors.html.j2", asked=asked, found=actor_list(site, asked))


@router.get("/actors.csv", response_class=StreamingResponse, include_in_schema=False)
def actors_csv(site: OfSite, asked: ActorsQuery) -> StreamingResponse:
    """Return all actors that the filter leaves as CSV; names have `; ` between."""
    lines = rows_csv(_all_rows(site, asked), ACTOR_COLUMNS)
    return download(lines, "actors.csv", "text/csv; charset=utf-8")


@router.get("/api/actors", tags=["actors"])
def actors_api(site: OfSite, asked: ActorsQuery) -> ActorsAnswer:
    """A page of actors, those in most articles first unless told."""
    found = actor_list(site, asked)
    return ActorsAnswer(found.total, found.page, found.size, found.pages, list(found.rows))


@router.get("/actors/{actor:path}", response_class=HTMLResponse, include_in_schema=False)
def actor_html(request: Request, site: OfSite, actor: str, asked: ActorQuery) -> HTMLResponse:
    """Return the page of an actor; where there is none, a page that says how to find one."""
    known = find_actor(site, actor)
    if known is None:
        name = actor.rpartition(":")[2].replace("-", " ").replace("_", " ")
        return page(request, "no_actor.html.j2", status=404, name=name[:200], reason=UNKNOWN)
    return page(
        request,
        "actor.html.j2",
        asked=asked,
        found=actor_page(site, known, asked),
        chart=actor_chart(site, known),
        sorts=SORTS,
    )


@router.get("/api/actors/{actor:path}", tags=["actors"])
def actor_api(site: OfSite, actor: str, asked: ActorQuery) -> ActorAnswer:
    """An actor with the newest of each sort of its records, or a page of the sort asked for."""
    known = find_actor(site, actor)
    if known is None:
        raise HTTPException(404, UNKNOWN)
    return _answer(actor_page(site, known, asked))


SORTS = (
    ("did", "What it did"),
    ("done", "What was done to it"),
    ("positions", "Positions"),
    ("quotes", "Quotes"),
    ("articles", "Articles"),
)
"""Sorts of records in the order of the page."""


def _answer(found: ActorPage) -> ActorAnswer:
    return ActorAnswer(
        actor=found.actor,
        roles=list(found.roles),
        partners=list(found.partners),
        totals=found.totals,
        articles=[
            NamingRow(row.id, row.title, row.published, row.language, mentions)
            for row, mentions in found.articles
        ],
        did=[event_row(row) for row in found.did],
        done=[event_row(row) for row in found.done],
        quotes=list(found.quotes),
        positions=list(found.positions),
    )


def _all_rows(site: Site, asked: ActorsAsked) -> Iterator[dict[str, Any]]:
    rows, _ = choose_actors(site, asked)
    for row in rows:
        yield {**asdict(row), "names": "; ".join(row.names)}
