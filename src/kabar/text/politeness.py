"""Politeness: pages asked for as a good guest does, by robots.txt and not too often."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from kabar.errors import BadInput, NoAnswer
from kabar.text.fetch import Fetched, Resolve, fetch

AGENT = "kabar"
"""The name that robots.txt may give rules for."""
BETWEEN = 1.0
"""Seconds between two requests to a host, at the least."""
LONGEST_PAUSE = 3600.0
"""Seconds after which even a host that keeps failing may be asked again."""
PATIENCE = 10.0
"""Seconds that are waited for a host; where it needs longer, the page is left for another run."""

_ROBOTS_BYTES = 500_000
_ANY_STATUS = range(200, 600)
_BUSY = frozenset({429, *range(500, 600)})


def pause_after(failures: int) -> float:
    """Return the seconds to wait after so many failures in a row: 1, 2, 4 … up to an hour.

    >>> [pause_after(n) for n in (0, 1, 2, 3, 40)]
    [0.0, 1.0, 2.0, 4.0, 3600.0]
    """
    if failures <= 0:
        return 0.0
    return min(LONGEST_PAUSE, BETWEEN * 2.0 ** min(failures - 1, 20))


@dataclass
class _Host:
    """What is remembered of a host while the program runs."""

    ready: float = 0.0
    failures: int = 0
    robots: RobotFileParser | None = None
    between: float = BETWEEN


@dataclass
class Guest:
    """Fetches pages for one run; keeps count of hosts, so use one for all feeds of the run."""

    allow_private: bool = False
    resolve: Resolve | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    timeout: float = 20.0
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def get(self, url: str, *, max_bytes: int, headers: Mapping[str, str] | None = None) -> Fetched:
        """Return what is at an address, also the answer 304 where `headers` ask what is new.

        Raises BadInput where robots.txt forbids it, where the host has failed and needs a rest,
        and for all that `fetch` refuses.
        """
        host = self._host(url)
        if host.robots is None:
            host.robots = self._robots(url, host)
            delay = host.robots.crawl_delay(AGENT)
            host.between = max(BETWEEN, float(delay or 0))
        if not host.robots.can_fetch(AGENT, url):
            raise BadInput(
                f"{url[:200]}: its robots.txt asks programs to keep out; read it yourself"
            )
        got = self._ask(url, host, max_bytes, headers)
        if got.status in _BUSY:
            raise NoAnswer(f"{url[:200]}: the server answered {got.status}; try again later")
        if got.status not in (200, 304):
            raise BadInput(f"{url[:200]}: the server answered {got.status}; open it in a browser")
        return got

    def _host(self, url: str) -> _Host:
        parts = urlsplit(url)
        return self._hosts.setdefault(f"{parts.scheme}://{parts.netloc}".lower(), _Host())

    def _robots(self, url: str, host: _Host) -> RobotFileParser:
        """Return the rules of a host: none where it has no file, all shut where it is shut."""
        parts = urlsplit(url)
        address = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        got = self._ask(address, host, _ROBOTS_BYTES, None)
        if got.status in _BUSY:
            raise NoAnswer(f"{address[:200]}: the server answered {got.status}; try again later")
        rules = RobotFileParser()
        if got.status == 200:
            rules.parse(got.data.decode("utf-8", "replace").splitlines())
        elif got.status in (401, 403):
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            rules.parse([])
        return rules

    def _ask(
        self, url: str, host: _Host, max_bytes: int, headers: Mapping[str, str] | None
    ) -> Fetched:
        """Return the answer, whatever its status, after the pause that the host needs."""
        wait = host.ready - self.clock()
        if wait > PATIENCE:
            why = f"failed {host.failures} times in a row" if host.failures else "asks for pauses"
            raise NoAnswer(f"{url[:200]}: its host {why}; try again in {wait:.0f} seconds")
        if wait > 0:
            self.sleep(wait)
        try:
            got = fetch(
                url,
                allow_private=self.allow_private,
                max_bytes=max_bytes,
                timeout=self.timeout,
                resolve=self.resolve,
                headers=headers,
                accepted=_ANY_STATUS,
            )
        except NoAnswer:
            self._count(host, failed=True)
            raise
        except BadInput:
            self._count(host, failed=False)
            raise
        self._count(host, failed=got.status in _BUSY)
        landed = self._host(got.url)
        if landed is not host:  # a redirect led to it, so it was asked too
            self._count(landed, failed=got.status in _BUSY)
        return got

    def _count(self, host: _Host, *, failed: bool) -> None:
        host.failures = host.failures + 1 if failed else 0
        host.ready = self.clock() + max(host.between, pause_after(host.failures))
