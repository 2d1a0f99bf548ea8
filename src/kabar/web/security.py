"""What keeps the page from others: who may ask, what may be sent, what a browser may load.

The page listens on this machine alone unless told otherwise, but any web site that a reader opens
can make the reader's browser ask it. So the name it is asked under is checked (DNS rebinding), what
changes something needs a sealed form (CSRF), and nothing is loaded from elsewhere (CSP).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from http.cookies import SimpleCookie
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kabar.web.site import Site, site_of

LARGEST = 20_000_000
"""Bytes that a request may send."""
VISITOR, PASS = "kabar_visitor", "kabar_pass"
"""Cookies: a random number that forms are sealed for, and the sign of who showed the token."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN = ("/static/", "/login")
"""What is answered to who has not shown the token."""

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
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def bound(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused is not None:
            await self.refuse(scope, receive, bound, *refused)
            return
        await self.app(scope, _limited(receive), bound)

    def _refused(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Return status and reason where a request is not let through."""
        if not self._is_host(headers.get("host", "")):
            return 421, "This page does not answer under that name."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST:
            return 413, f"More than {LARGEST // 1_000_000} MB cannot be sent at once."
        if scope["method"] not in SAFE and not self._is_own(headers):
            return 403, "This was sent by another page, so nothing was changed."
        if self.site.token and not scope["path"].startswith(OPEN) and not self._is_let_in(headers):
            return 401, "This page needs the token that kabar serve printed."
        return None

    def _is_host(self, host: str) -> bool:
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        return "*" in self.site.hosts or name.lower() in self.site.hosts

    def _is_own(self, headers: Headers) -> bool:
        """Say whether a browser says that one of our pages sent the request, or none of it."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        return origin is None or urlsplit(origin).netloc == headers.get("host")

    def _is_let_in(self, headers: Headers) -> bool:
        token = self.site.token or ""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return hmac.compare_digest(given.strip().encode(), token.encode())
        cookies: SimpleCookie = SimpleCookie(headers.get("cookie", ""))
        shown = cookies[PASS].value if PASS in cookies else ""
        return self.site.is_sealed(f"pass:{token}", shown)


class OversizeError(Exception):
    """More was sent than may be."""


def _limited(receive: Receive) -> Receive:
    """Return a `receive` that ends where more is sent than was said."""
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > LARGEST:
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
    """Return what a form must bring back to be taken."""
    return site_of(connection).seal(f"form:{visitor_of(connection)}")


async def sealed(request: Request) -> None:
    """Take a form only if this page gave it to this visitor; raises HTTPException 403."""
    form = await request.form()
    seal = form.get("seal") or request.headers.get("x-seal") or ""
    known = request.cookies.get(VISITOR, "")
    if not known or not site_of(request).is_sealed(f"form:{known}", str(seal)):
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
