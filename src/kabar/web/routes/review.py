"""`/review`: accept, correct or reject records; precision by rule; gold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from kabar.analysis.corrections import FIELDS, MODALITIES, fields_of
from kabar.errors import KabarError
from kabar.ontology.load import load_ontology
from kabar.records import Coded
from kabar.store.choosing import party_facets
from kabar.store.review_queue import next_article
from kabar.store.reviews import CORRECTED
from kabar.views.export_gold import gold_zip
from kabar.views.query_rows import rows_csv
from kabar.web.asked import Asked
from kabar.web.events import choose
from kabar.web.finding import coded_of
from kabar.web.judging import (
    NO_RECORD,
    REVIEWER,
    Missed,
    add_missed,
    finish,
    judge,
    name_in_cookie,
    plain_name,
    record_of,
    reviewer_of,
    unjudge,
    verdicts_of,
)
from kabar.web.pages import direction, page
from kabar.web.queue import QueueAsked, progress_of, queue_of, rules_of, sentence_pieces, types_of
from kabar.web.routes import review_api
from kabar.web.routes.events import download
from kabar.web.routes.reader import YEAR, own_address
from kabar.web.security import OfSite, Sealed, cookie_settings
from kabar.web.site import Site

pages = APIRouter(include_in_schema=False)

RULE_COLUMNS = (
    *("rule", "kind", "accepted", "corrected", "rejected", "judged", "precision", "low", "high"),
)
MOST_PARTIES = 300
"""Parties that a form proposes."""


async def form_of(request: Request) -> dict[str, str]:
    """Return the texts of a form by their names."""
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


FormOf = Annotated[dict[str, str], Depends(form_of)]


@pages.get("/review", response_class=HTMLResponse)
def review_page(
    request: Request, site: OfSite, asked: Annotated[QueueAsked, Query()]
) -> HTMLResponse:
    """Return the queue: what waits for a reviewer, the newest first, and how far it is."""
    reviewer = reviewer_of(request)
    return page(
        request,
        "review.html.j2",
        asked=asked,
        found=queue_of(site, asked, reviewer),
        progress=progress_of(site, reviewer),
        reviewer=reviewer,
        types=types_of(asked.kind),
        directions=direction,
        parties=_parties(site),
    )


@pages.post("/review/reviewer", dependencies=[Sealed])
def choose_reviewer(request: Request, form: FormOf) -> RedirectResponse:
    """Keep the name of who reviews and go back."""
    name = plain_name(form.get("reviewer", ""))
    if not name:
        raise HTTPException(400, "A reviewer needs a name.")
    response = RedirectResponse(own_address(form.get("back", "/review")), 303)
    settings = cookie_settings(request.url.scheme == "https")
    response.set_cookie(REVIEWER, name_in_cookie(name), max_age=YEAR, **settings)
    return response


@pages.get("/review/rules", response_class=HTMLResponse)
def rules_page(request: Request, site: OfSite) -> HTMLResponse:
    """Return the precision of each rule that was judged."""
    return page(request, "review_rules.html.j2", rules=rules_of(site))


@pages.get("/review/rules.csv", response_class=StreamingResponse)
def rules_csv(site: OfSite) -> StreamingResponse:
    """Return the precision of each rule as CSV."""
    rows = ({**asdict(each), "judged": each.judged} for each in rules_of(site))
    return download(rows_csv(rows, RULE_COLUMNS), "rules.csv", "text/csv; charset=utf-8")


@pages.get("/review/gold.zip", response_class=Response)
def gold(site: OfSite) -> Response:
    """Return gold of the reviewed articles, as `kabar evaluate` reads it."""
    headers = {"content-disposition": 'attachment; filename="gold.zip"'}
    return Response(gold_zip(site.store), media_type="application/zip", headers=headers)


@pages.get("/review/next", response_class=RedirectResponse)
def next_page(request: Request, site: OfSite, after: str | None = None) -> RedirectResponse:
    """Lead to the next article that has events to review, or to the queue where none has."""
    with site.store.reading() as connection:
        found = next_article(connection, reviewer_of(request), after)
    return RedirectResponse(f"/articles/{found}" if found else "/review", 303)


@pages.post("/review/{document}/finished", dependencies=[Sealed])
def finish_article(request: Request, site: OfSite, document: str, form: FormOf) -> RedirectResponse:
    """Keep that an article is finished, or that it is not, and go back to it."""
    finished = form.get("finished") == "yes"
    finish(site, reviewer_of(request), document, finished=finished)
    return RedirectResponse(f"/articles/{document}#review", 303)


@pages.get("/review/{document}/missing", response_class=HTMLResponse)
def missing_page(
    request: Request, site: OfSite, document: str, words: str = "", before: str = ""
) -> HTMLResponse:
    """Return the form for an event that the machine missed."""
    given = {"words": words, "before": before, "modality": "asserted"}
    return _missing(request, site, document, given)


@pages.post("/review/{document}/missing", dependencies=[Sealed], response_class=HTMLResponse)
def add_missing(request: Request, site: OfSite, document: str, form: FormOf) -> Response:
    """Keep an event that the machine missed, or say what is wrong with it."""
    fields = {name: form[name] for name in FIELDS["event"] if name in form}
    missed = Missed(form.get("words", ""), form.get("before", ""), fields)
    try:
        add_missed(site, reviewer_of(request), document, missed, form.get("note", ""))
    except KabarError as error:
        return _missing(request, site, document, form, str(error))
    return RedirectResponse(f"/articles/{document}#review", 303)


@pages.get("/review/{document}/{kind}/{record}", response_class=HTMLResponse)
def correct_page(
    request: Request, site: OfSite, document: str, kind: str, record: str, back: str = ""
) -> HTMLResponse:
    """Return the form that corrects a record."""
    return _correct(request, site, (document, kind, record), {"back": back})


@pages.post(
    "/review/{document}/{kind}/{record}", dependencies=[Sealed], response_class=HTMLResponse
)
def judge_record(
    request: Request, site: OfSite, document: str, kind: str, record: str, form: FormOf
) -> Response:
    """Keep a verdict, or take it back, and go back to the card; say what is wrong with a form."""
    reviewer, where = reviewer_of(request), (document, kind, record)
    verdict, note = form.get("verdict", ""), form.get("note", "")
    if verdict == "back":
        unjudge(site, reviewer, where)
    elif verdict == CORRECTED:
        given = {name: form[name] for name in FIELDS.get(kind, ()) if name in form}
        try:
            judge(site, reviewer, where, verdict, given=given, note=note)
        except KabarError as error:
            return _correct(request, site, where, form, str(error))
    else:
        judge(site, reviewer, where, verdict, note=note)
    back = own_address(form.get("back") or f"/articles/{document}")
    return RedirectResponse(f"{back}#judge-{kind}:{record}", 303)


def _correct(
    request: Request,
    site: Site,
    where: tuple[str, str, str],
    given: Mapping[str, str],
    problem: str | None = None,
) -> HTMLResponse:
    document, kind, name = where
    coded = site.store.coded(document)
    record = record_of(coded, kind, name) if coded is not None else None
    if coded is None or record is None:
        raise HTTPException(404, NO_RECORD)
    mine = verdicts_of(site, document, reviewer_of(request)).get(f"{kind}:{name}")
    machine = fields_of(record)
    values = machine | ((mine.correction or {}) if mine else {})
    values |= {"note": mine.note if mine else "", **given}
    return page(
        request,
        "review_correct.html.j2",
        status=200 if problem is None else 422,
        kind=kind,
        record=record,
        machine=machine,
        values=values,
        sentence=sentence_pieces(coded, kind, record),
        back=own_address(given.get("back") or f"/articles/{document}"),
        **_form_values(site, coded, problem),
    )


def _missing(
    request: Request,
    site: Site,
    document: str,
    given: Mapping[str, str],
    problem: str | None = None,
) -> HTMLResponse:
    coded = coded_of(site, document)
    blank = dict.fromkeys((*FIELDS["event"], "words", "before", "note"), "")
    return page(
        request,
        "review_missing.html.j2",
        status=200 if problem is None else 422,
        kind="event",
        machine={},
        values={**blank, **given},
        **_form_values(site, coded, problem),
    )


def _form_values(site: Site, coded: Coded, problem: str | None) -> dict[str, Any]:
    """Return what every form of a correction needs."""
    ontology = load_ontology()
    modes: dict[str, list[str]] = {}
    for of, mode in ontology.modes:
        modes.setdefault(of, []).append(mode)
    return {
        "document": coded.document,
        "direction": direction(coded.document.language),
        "problem": problem,
        "types": ontology.types,
        "modes": modes,
        "modalities": MODALITIES,
        "stances": ontology.stances.gloss,
        "parties": _parties(site),
    }


def _parties(site: Site) -> list[str]:
    """Return the most frequent parties of the store."""
    chosen = choose(site, Asked())
    found = party_facets(chosen.columns, chosen.mask, most=MOST_PARTIES)
    return sorted(facet.value for facet in found)


router = APIRouter()
router.include_router(pages)
router.include_router(review_api.router)
