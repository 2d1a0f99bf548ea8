"""`/add`: code an article that a reader pastes or uploads, and keep it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from kabar.adding import Given, add_given
from kabar.languages.load import language_codes, load_language
from kabar.web.asked import Day
from kabar.web.pages import page
from kabar.web.security import JsonOnly, OfSite, Sealed

router = APIRouter()

MOST_FILES = 50
"""Files that are taken at once; `kabar add` takes any number."""
LONGEST_TEXT = 2_000_000
"""Characters of a text."""


class ArticleGiven(BaseModel):
    """An article to code."""

    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    title: str | None = Field(None, max_length=500)
    published: date | None = None
    language: str | None = Field(None, max_length=8)


class ArticleAdded(BaseModel):
    """What came of it: ids of articles that are in the store, and what could not be read."""

    documents: list[str]
    problems: list[str]


@router.get("/add", response_class=HTMLResponse, include_in_schema=False)
def add_page(request: Request) -> HTMLResponse:
    """Return the form."""
    return _form(request)


@router.post("/add", response_class=HTMLResponse, include_in_schema=False, dependencies=[Sealed])
def add(
    request: Request,
    site: OfSite,
    text: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
    title: Annotated[str, Form(max_length=500)] = "",
    published: Annotated[Day, Form()] = None,
    language: Annotated[str, Form(max_length=8)] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Code what was given; one article opens at once, of several a list is shown."""
    known = _known_language(language)
    uploads = [each for each in files or [] if each.filename]
    if len(uploads) > MOST_FILES:
        raise HTTPException(400, "Too many files at once; use kabar add for a folder.")
    given = [
        Given(each.file.read(), each.filename or "", title or None, published, known)
        for each in uploads
    ]
    if text.strip():
        data = text.encode("utf-8", "replace")
        given.append(Given(data, title=title or None, published=published, language=known))
    if not given:
        return _form(request, status=400, problems=["Give a text or a file."])
    kept = add_given(given, site.store, site.settings)
    site.columns.soon()
    site.index.soon()
    if len(kept.documents) == 1 and not kept.problems:
        return RedirectResponse(f"/articles/{quote(kept.documents[0])}", 303)
    return _form(
        request,
        status=200 if kept.documents else 400,
        problems=kept.problems,
        documents=kept.documents,
        text=text if not kept.documents else "",
    )


@router.post(
    "/api/articles",
    tags=["articles"],
    status_code=201,
    dependencies=[JsonOnly],
    responses={400: {"description": "No such language."}},
)
def add_api(site: OfSite, given: ArticleGiven) -> ArticleAdded:
    """Code an article and keep it; the same text again adds nothing."""
    known = _known_language(given.language or "")
    data = given.text.encode("utf-8", "replace")
    kept = add_given(
        [Given(data, title=given.title, published=given.published, language=known)],
        site.store,
        site.settings,
    )
    site.columns.soon()
    site.index.soon()
    if not kept.documents:
        raise HTTPException(422, "; ".join(kept.problems))
    return ArticleAdded(documents=list(kept.documents), problems=list(kept.problems))


def _known_language(code: str) -> str | None:
    """Return the code of a language that Kabar codes, None where none is named."""
    if not code:
        return None
    if code not in language_codes():
        names = ", ".join(language_codes())
        raise HTTPException(400, f"No language '{code}'; Kabar codes: {names}.")
    return code


def _form(
    request: Request,
    *,
    status: int = 200,
    problems: Sequence[str] = (),
    documents: Sequence[str] = (),
    text: str = "",
) -> HTMLResponse:
    codes = [(code, load_language(code).name) for code in language_codes()]
    return page(
        request,
        "add.html.j2",
        status=status,
        codes=codes,
        problems=problems,
        documents=documents,
        text=text,
    )
