"""The application: every view and the API on one open store."""

from __future__ import annotations

import logging
from importlib.metadata import version

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from kabar.errors import KabarError, StoreError
from kabar.web import routes
from kabar.web.answers import RefusedAnswer
from kabar.web.pages import problem
from kabar.web.security import Guard, bind
from kabar.web.site import Site

LOG = logging.getLogger("kabar.web")

ADVICE = {
    400: "Look at the address and try again.",
    401: "Show the token under Log in.",
    403: "Open the page again and send it from there.",
    404: "Look whether the address is right, or search for the article.",
    413: "Send less at once, or use kabar add for archives.",
    415: "Send JSON.",
    421: "Open it under the address that kabar serve printed.",
    500: "The log of kabar serve tells more; please report it.",
    503: "Try again; the log of kabar serve tells more.",
}
"""What to do about an error, by its status."""


def make_app(site: Site) -> FastAPI:
    """Return the application of a page."""
    app = FastAPI(
        title="Kabar",
        version=version("kabar"),
        description="Who did what to whom: the records of a store. All parties, types and dates "
        "are named as in docs/codebook.md.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        responses={"4XX": {"model": RefusedAnswer, "description": "What was wrong, in words."}},
    )
    app.state.site = site
    for router in routes.ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(packages=[("kabar.web", "static")]), name="static")
    app.add_exception_handler(StarletteHTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(KabarError, _expected)
    app.add_exception_handler(StoreError, _unanswered)
    app.add_exception_handler(Exception, _unexpected)
    app.add_middleware(GZipMiddleware, minimum_size=2_000, compresslevel=5)
    app.add_middleware(Guard, site=site, refuse=_refuse)
    return app


def answer(request: Request, status: int, reason: str) -> Response:
    """Return an error as a page, or as JSON under `/api/`."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": reason}, status)
    return problem(request, status, reason, ADVICE.get(status, ADVICE[400]))


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, reason: str) -> None:
    """Answer what the guard does not let through."""
    response = answer(Request(scope), status, reason)
    if status == 401:
        response.headers["www-authenticate"] = "Bearer"
    await response(scope, receive, send)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    response = answer(request, error.status_code, str(error.detail))
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


async def _invalid(request: Request, error: Exception) -> Response:
    """Say what is wrong with an address or a form, in one line for each part."""
    assert isinstance(error, RequestValidationError)
    found = [_told(each["loc"], str(each["msg"])) for each in error.errors()]
    return answer(request, 422, "; ".join(found))


def _told(place: tuple[int | str, ...], message: str) -> str:
    names = [str(part) for part in place[1:] if not isinstance(part, int)]
    plain = message.removeprefix("Value error, ")
    return f"{'.'.join(names)}: {plain}" if names else plain


async def _expected(request: Request, error: Exception) -> Response:
    return answer(request, 400, str(error))


async def _unanswered(request: Request, error: Exception) -> Response:
    """Say that the database failed; its address stays in the log."""
    LOG.error("%r: %s", request.url.path, error)
    return answer(request, 503, "The store did not answer.")


async def _unexpected(request: Request, error: Exception) -> Response:
    """Tell a mistake of ours; this is answered outside the guard, so it is bound here."""
    LOG.error("%s %r", request.method, request.url.path, exc_info=error)
    response = answer(request, 500, "Something went wrong here.")
    bind(response.headers)
    return response
