"""Runs the page: a socket, a server, and the cases under the names of their addresses."""

from __future__ import annotations

import re
import socket
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress

import uvicorn

from kabar.analysis.cases import Case
from kabar.errors import KabarError
from kabar.web.app import make_app
from kabar.web.events import event_chart
from kabar.web.routes.overview import EVERYTHING, counts_of
from kabar.web.site import Site

GRACE = 3
"""Seconds that open answers are given at the end."""


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raises KabarError where the port is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        reason = error.strerror or str(error)
        raise KabarError(
            f"{host} port {port}: {reason.lower()}; name another with --port (0 takes any)"
        ) from error
    listening.listen(128)
    return listening


def run(site: Site, listening: socket.socket) -> None:
    """Answer until Ctrl-C or the system ends it."""
    config = uvicorn.Config(
        make_app(site),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        limit_concurrency=200,
        h11_max_incomplete_event_size=64_000,
    )
    site.index.begin()
    with suppress(KeyboardInterrupt):  # raised again once all answers are given
        uvicorn.Server(config).run(sockets=[listening])


def warm(site: Site) -> None:
    """Read the store and make what the first page shows, so that nobody waits for it."""
    if counts_of(site).documents:
        event_chart(site, EVERYTHING)


def named_cases(cases: Iterable[Case]) -> Mapping[str, Case]:
    """Return cases by names for addresses, made of their titles."""
    found: dict[str, Case] = {}
    for case in cases:
        plain = unicodedata.normalize("NFKD", case.title).encode("ascii", "ignore").decode()
        name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "case"
        number = sum(each.rstrip("-0123456789") == name for each in found) + 1
        found[name if number == 1 else f"{name}-{number}"] = case
    return found
