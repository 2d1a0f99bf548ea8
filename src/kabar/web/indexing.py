"""Keeps the index of words up to date while the page runs."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field

from kabar.errors import StoreError
from kabar.store.search_index import count_left, index_new
from kabar.store.store import Store

LOG = logging.getLogger("kabar.web")

AT_ONCE = 200
"""Results that a search waits for; more are indexed while it answers from what is there."""
IN_A_ROW = 5_000
"""Results after which the thread tells how far it is."""
LOOK_AGAIN = 1.0
"""Seconds after which the store is asked again whether something was added."""


@dataclass(slots=True)
class KnownIndex:
    """The index of words of a store; one thread at a time adds to it."""

    store: Store
    version: int = 0
    """Grows when something was indexed, so that answers can be kept."""
    _left: int = 0
    _looked: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        """Bring the index up to date in a thread of its own."""
        if self._lock.acquire(blocking=False):
            threading.Thread(target=self._all, daemon=True).start()

    def now(self) -> int:
        """Index a few new results, many of them in a thread; return how many are left out yet."""
        if time.monotonic() - self._looked >= LOOK_AGAIN and self._lock.acquire(blocking=False):
            try:
                self._add(AT_ONCE)
            finally:
                self._lock.release()
            if self._left:
                self.begin()
        return self._left

    def soon(self) -> None:
        """Look at the store at the next search, whatever the time."""
        self._looked = 0.0

    def _all(self) -> None:
        try:
            while self._add(IN_A_ROW):
                pass
        finally:
            self._lock.release()

    def _add(self, limit: int) -> int:
        """Index what is new and return how many results that were.

        A store that cannot be written to now is tried again later.
        """
        try:
            with self.store.reading() as connection:
                self._left = count_left(connection)
            done = index_new(self.store, limit=limit) if self._left else 0
        except StoreError as error:
            LOG.warning("the index of words: %s", error)
            return 0
        finally:
            self._looked = time.monotonic()
        self._left = max(0, self._left - done)
        self.version += bool(done)
        return done
