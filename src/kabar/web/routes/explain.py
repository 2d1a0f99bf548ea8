"""`/explain`: what a name in a record means."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from kabar.errors import UnknownName
from kabar.explain import Explanation
from kabar.web.asked import Words
from kabar.web.list_answers import ExplainAnswer, Fact, MeaningAnswer
from kabar.web.meanings import known_names, meanings_of
from kabar.web.pages import page
from kabar.web.security import OfSite

router = APIRouter()
Name = Annotated[Words, Query(description="A type, mode, context, sector, act, operator or rule.")]
NeededName = Annotated[str, Query(min_length=1, max_length=200, description="What to explain.")]


@router.get("/explain", response_class=HTMLResponse, include_in_schema=False)
def explain_page(request: Request, site: OfSite, name: Name = "") -> HTMLResponse:
    """Return what a name means; without one all types, contexts, sectors, acts and operators."""
    if not name:
        return page(request, "explain.html.j2", name="", meanings=(), known=known_names(), near=())
    try:
        meanings = meanings_of(name, site.settings.overlay)
    except UnknownName as error:
        return page(
            request, "explain.html.j2", status=404,
            name=name, meanings=(), known=None, near=error.near,
        )  # fmt: skip
    return page(request, "explain.html.j2", name=name, meanings=meanings, known=None, near=())


@router.get("/api/explain", tags=["explain"])
def explain_api(site: OfSite, name: NeededName) -> ExplainAnswer:
    """Every meaning of a name in records: a type, mode, context, sector, act, operator or rule."""
    try:
        meanings = meanings_of(name.replace("\0", ""), site.settings.overlay)
    except UnknownName as error:
        raise HTTPException(404, str(error)) from error
    return ExplainAnswer(name, [_answer(each.explanation) for each in meanings])


def _answer(found: Explanation) -> MeaningAnswer:
    facts = [Fact(label, value) for label, value in found.facts]
    return MeaningAnswer(found.name, found.kind, found.meaning, facts, found.rule)
