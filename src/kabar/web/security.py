"""What keeps the page from others: who may ask, what may be sent, what a browser may load.

The page listens on this machine alone unless told otherwise, but any web site that a reader opens
can make the reader's browser ask it. So the name it is asked under is checked (DNS rebinding), what
changes something needs a sealed form (CSRF), and nothing is loaded from elsewhere (CSP).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kabar.web.site import Site, site_of

LARGEST = 20_000_000
"""Bytes that a request may send."""
SMALL = 20_000
"""Bytes that who has not shown the token may send."""
VISITOR, PASS = "kabar_visitor", "kabar_pass"
"""Cookies: a random number that forms are sealed for, and the sign of who showed the token."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN = ("/static/", "/login", "/language")
"""What is answered to who has not shown the token."""
EMBEDDED = frozenset({"iframe", "frame", "embed", "object", "fencedframe"})
"""What a browser opens inside another page."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}

Refuse = Callable[[Scope, Receive, Send, int, str], Awaitable[None]]
"""Answers a request with a status and a line."""


class Guard:
    """Lets through only what may be asked, and adds the headers that bind the browser."""

    def __init__(self, app: ASGIApp, *, site: Site, refuse: Refuse) -> None:
        """Stand before an application."""
        self.app = app
        self.site = site
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; HEAD is answered as GET without its body."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        answering = _bound(send, scope["method"])
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused is not None:
            await self.refuse(scope, receive, answering, *refused)
            return
        most = LARGEST if self._is_let_in(headers) else SMALL
        await self.app(scope, _limited(receive, most), answering)

    def _refused(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Return status and reason where a request is not let through."""
        if not self._is_host(headers.get("host", "")):
            return 421, "This page does not answer under that name."
        if not _is_small(headers.get("content-length", "0")):
            return 413, f"More than {LARGEST // 1_000_000} MB cannot be sent at once."
        if scope["method"] not in SAFE and not _is_own(headers):
            return 403, "This was sent by another page, so nothing was changed."
        if scope["method"] in SAFE and _is_foreign_load(headers):
            return 403, "Another site's page may link here, but not load what is here."
        if not scope["path"].startswith(OPEN) and not self._is_let_in(headers):
            return 401, "This page needs the token that kabar serve printed."
        if "\0" in scope["path"]:  # which PostgreSQL does not take
            return 404, "Not Found"
        return None

    def _is_host(self, host: str) -> bool:
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        return "*" in self.site.hosts or name.lower() in self.site.hosts

    def _is_let_in(self, headers: Headers) -> bool:
        """Say whether a reader has shown the token; all have where there is none."""
        if not self.site.token:
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return hmac.compare_digest(given.strip().encode(), self.site.token.encode())
        shown = cookie_parser("; ".join(headers.getlist("cookie"))).get(PASS, "")
        return self.site.is_sealed(f"pass:{self.site.token}", shown)


def bind(headers: MutableHeaders) -> None:
    """Add to an answer what binds the browser, where it does not say otherwise itself."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("cache-control", "no-store")


def _bound(send: Send, method: str) -> Send:
    """Return a `send` that adds headers, and sends no body where none was asked for."""

    async def bound(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            bind(headers)
            if method not in SAFE and message["status"] >= 400:  # what is still sent is not read
                headers["connection"] = "close"
        elif method == "HEAD" and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return bound


def _is_small(length: str) -> bool:
    """Say whether a Content-Length is a number that may be sent."""
    return length.isascii() and length.isdigit() and len(length) < 18 and int(length) <= LARGEST


def _is_own(headers: Headers) -> bool:
    """Say whether a browser says that one of our pages sent a request; other programs may."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin, host = headers.get("origin"), headers.get("host", "")
    return origin is None or origin.lower() in (f"http://{host}".lower(), f"https://{host}".lower())


def _is_foreign_load(headers: Headers) -> bool:
    """Say whether another site's page loads this in the background, e.g. to time the answer."""
    if headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        return False
    opened = headers.get("sec-fetch-mode") == "navigate"
    return not opened or headers.get("sec-fetch-dest") in EMBEDDED


class OversizeError(HTTPException):
    """More was sent than may be."""

    def __init__(self) -> None:
        """Answer with status 413."""
        super().__init__(413, "More was sent than may be.")


def _limited(receive: Receive, most: int) -> Receive:
    """Return a `receive` that ends where more is sent than may be, whatever was said before."""
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > most:
            raise OversizeError
        return message

    return limited


def visitor_of(connection: HTTPConnection) -> str:
    """Return the number of a visitor, a new one where the browser has shown none."""
    known = connection.cookies.get(VISITOR, "")
    if known:
        return known
    if "visitor" not in connection.scope:
        connection.scope["visitor"] = secrets.token_urlsafe(16)
    return str(connection.scope["visitor"])


def form_seal(connection: HTTPConnection) -> str:
    """Return what a form must bring back to be taken.

    It differs each time: what stands in every compressed page could be guessed from its length.
    """
    nonce = secrets.token_urlsafe(12)
    return f"{nonce}.{site_of(connection).seal(f'form:{nonce}:{visitor_of(connection)}')}"


async def sealed(request: Request) -> None:
    """Take a form only if this page gave it to this visitor; raises HTTPException 403."""
    form = await request.form()
    given = str(form.get("seal") or request.headers.get("x-seal") or "")
    nonce, _, seal = given.partition(".")
    known = request.cookies.get(VISITOR, "")
    if not known or not site_of(request).is_sealed(f"form:{nonce}:{known}", seal):
        raise HTTPException(403, "The form was too old or not ours; open the page again.")


async def json_only(request: Request) -> None:
    """Take only JSON, which no other site can make a browser send; raises HTTPException 415."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "Send it as application/json.")


Sealed = Depends(sealed)
JsonOnly = Depends(json_only)
OfSite = Annotated[Site, Depends(site_of)]


def cookie_settings(secure: bool) -> dict[str, Any]:
    """Return how cookies are set: not readable by scripts, not sent from other sites."""
    return {"httponly": True, "samesite": "strict", "path": "/", "secure": secure}
