"""What a running page holds open: the store, its columns, the cases, the secrets of the forms."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from starlette.requests import HTTPConnection

from kabar.analysis.cases import Case
from kabar.settings import Settings
from kabar.store import schema
from kabar.store.columns import Columns
from kabar.store.columns_reading import read_columns
from kabar.store.store import Store
from kabar.web.indexing import KnownIndex
from kabar.web.kept import Kept

LOOK_AGAIN = 1.0
"""Seconds after which the store is asked whether something was added."""
AT_ONCE = 0.5
"""Seconds that a reader may wait for columns to be read again."""
PATIENCE = 5.0
"""Columns are read again after so many times as long as reading them took, so that a store that is
being filled does not keep the page busy."""


@dataclass(slots=True)
class KnownColumns:
    """The columns of a store, read again when documents were added.

    A small store is read again at once; while a large one is read, the columns before are answered.
    """

    store: Store
    version: int = 0
    """Grows with each reading, so that what was made of the columns can be kept."""
    _columns: Columns | None = None
    _results: int = -1
    _looked: float = 0.0
    _took: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> Columns:
        """Return the columns; the first call reads them."""
        known = self._columns
        if known is None or self._took < AT_ONCE:
            with self._lock:
                self._look()
        elif self._lock.acquire(blocking=False):
            threading.Thread(target=self._look_and_release, daemon=True).start()
        assert self._columns is not None
        return self._columns

    def soon(self) -> None:
        """Look at the store at the next call, whatever the time."""
        self._looked = 0.0

    def _look_and_release(self) -> None:
        try:
            self._look()
        finally:
            self._lock.release()

    def _look(self) -> None:
        """Read the columns if something was added since the last look; one thread at a time."""
        begun = time.monotonic()
        if self._columns is not None and begun - self._looked < LOOK_AGAIN + self._took * PATIENCE:
            return
        with self.store.reading() as connection:
            query = sa.select(sa.func.count()).select_from(schema.RESULTS)
            results = int(connection.execute(query).scalar_one())
            if self._columns is None or results != self._results:
                self._columns = read_columns(connection)
                self._results = results
                self.version += 1
                self._took = time.monotonic() - begun
        self._looked = time.monotonic()


@dataclass(frozen=True, slots=True)
class Site:
    """A running page; `site_of` finds it in a request."""

    store: Store
    columns: KnownColumns
    index: KnownIndex
    settings: Settings
    cases: Mapping[str, Case]
    """By the name in their address."""
    hosts: frozenset[str]
    """Names under which the page may be asked for; `*` for any."""
    token: str | None = None
    """What a reader must show who is not on this machine; None where nobody else is let in."""
    kept: Kept = field(default_factory=Kept)
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def seal(self, value: str) -> str:
        """Return a signature that only this page can make."""
        return hmac.new(self.secret, value.encode(errors="replace"), "sha256").hexdigest()

    def is_sealed(self, value: str, seal: str) -> bool:
        """Say whether a signature is this page's."""
        return hmac.compare_digest(self.seal(value).encode(), seal.encode(errors="replace"))


def site_of(connection: HTTPConnection) -> Site:
    """Return the page that a request came to."""
    found: Site = connection.app.state.site
    return found


def make_site(
    store: Store,
    *,
    settings: Settings,
    cases: Mapping[str, Case] | None = None,
    hosts: frozenset[str] = frozenset({"localhost", "127.0.0.1", "[::1]"}),
    token: str | None = None,
) -> Site:
    """Return a page on an open store."""
    return Site(
        store,
        KnownColumns(store),
        KnownIndex(store),
        settings,
        cases or {},
        hosts,
        token,
    )
