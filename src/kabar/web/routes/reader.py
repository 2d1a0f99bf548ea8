"""What a reader chooses: the language of the page, and the token that lets in."""

from __future__ import annotations

import hmac
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from kabar.web.pages import CHOICE, page
from kabar.web.security import PASS, OfSite, Sealed, cookie_settings
from kabar.web.wording import LANGUAGES

router = APIRouter(include_in_schema=False)

YEAR = 365 * 24 * 3600
"""Seconds that a choice is kept."""


@router.post("/language", dependencies=[Sealed])
def choose_language(
    request: Request, language: Annotated[str, Form()], back: Annotated[str, Form()] = "/"
) -> RedirectResponse:
    """Keep the language of the page and go back."""
    if language not in LANGUAGES:
        raise HTTPException(400, "The page does not speak that language.")
    response = RedirectResponse(own_address(back), 303)
    settings = cookie_settings(request.url.scheme == "https")
    response.set_cookie(CHOICE, language, max_age=YEAR, **settings)
    return response


@router.get("/login", response_class=HTMLResponse)
def login_page(request: Request) -> HTMLResponse:
    """Return the page that asks for the token."""
    return page(request, "login.html.j2")


@router.post("/login", dependencies=[Sealed])
def log_in(request: Request, site: OfSite, token: Annotated[str, Form()]) -> RedirectResponse:
    """Let in who shows the token."""
    shown = token.strip().encode(errors="replace")
    if not site.token or not hmac.compare_digest(shown, site.token.encode()):
        raise HTTPException(403, "That is not the token.")
    response = RedirectResponse("/", 303)
    settings = cookie_settings(request.url.scheme == "https")
    response.set_cookie(PASS, site.seal(f"pass:{site.token}"), **settings)
    return response


def own_address(back: str) -> str:
    """Return an address of this page, never one of another site."""
    try:
        parts = urlsplit(back.replace("\\", "/"))
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path[1:2] == "/":
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")
