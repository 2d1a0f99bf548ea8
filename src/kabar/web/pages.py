"""Pages for a browser: templates filled for one reader, in the reader's language."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse

from kabar.views import pages
from kabar.views.labels import score_label
from kabar.web.security import VISITOR, cookie_settings, form_seal, visitor_of
from kabar.web.wording import LANGUAGES, Wording, wording_for

CHOICE = "kabar_language"
"""Cookie with the language that a reader chose."""
NAV = (
    ("/", "Overview"),
    ("/articles", "Articles"),
    ("/events", "Events"),
    ("/dyads", "Dyads"),
    ("/timeline", "Timeline"),
    ("/actors", "Actors"),
    ("/quotes", "Quotes"),
    ("/cases", "Cases"),
    ("/map", "Map"),
    ("/network", "Network"),
    ("/review", "Review"),
)
"""Views by their address."""
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ckb", "dv", "yi", "ug"})
_STYLE = re.compile(r' style="[^"]*"')


@cache
def templates() -> Environment:
    """Return the templates of the page; those of the files that Kabar writes can be included."""
    found = pages.environment().overlay()
    found.loader = ChoiceLoader(
        [PackageLoader("kabar.web", "templates"), PackageLoader("kabar.views", "templates")]
    )
    found.filters |= {"signed": score_label, "inline": inline, "segment": segment}
    return found


def wording_of(connection: HTTPConnection) -> Wording:
    """Return how to speak to the reader who sent a request."""
    asked = connection.headers.get("accept-language", "")
    return wording_for(asked, connection.cookies.get(CHOICE))


def page(
    connection: HTTPConnection, template: str, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """Return a page; `_` in a template is a text, `_n` a number with its noun, `day` a day."""
    wording = wording_of(connection)
    path = connection.url.path
    text = (
        templates()
        .get_template(template)
        .render(
            {
                "_": wording.text,
                "_n": wording.count,
                "number": wording.number,
                "day": wording.day,
                "language": wording.language,
                "page_languages": LANGUAGES,
                "nav": NAV,
                "path": path,
                "query": connection.url.query,
                "seal": form_seal(connection),
                **values,
            }
        )
    )
    response = HTMLResponse(text, status)
    if VISITOR not in connection.cookies:
        settings = cookie_settings(connection.url.scheme == "https")
        response.set_cookie(VISITOR, visitor_of(connection), **settings)
    return response


def inline(svg: str) -> Markup:
    """Return a drawing to stand in a page: styles come from the style sheet alone (CSP)."""
    return Markup(_STYLE.sub("", svg, count=1))


def segment(name: str) -> str:
    """Return a name as one part of an address, also one with slashes or dots."""
    return quote(name, safe="")


def direction(language: str) -> str:
    """Return which way a language is written: `rtl` or `ltr`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def problem(connection: HTTPConnection, status: int, reason: str, advice: str) -> HTMLResponse:
    """Return the page of an error: what went wrong and what to do."""
    told = {"reason": reason, "advice": advice, "asks_token": status == 401}
    return page(connection, "problem.html.j2", status=status, **told)
