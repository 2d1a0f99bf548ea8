"""Watch feeds: look at each when it is due, add what is new, remember what was seen.

[[feeds]]
url = "https://example.org/rss"
every = 15        # minutes
language = "id"   # optional
"""

from __future__ import annotations

import math
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from kabar.errors import BadInput, NoAnswer
from kabar.ingest import ingest
from kabar.languages.load import language_codes
from kabar.runs import run_of
from kabar.settings import Settings
from kabar.store.store import Store
from kabar.store.tally import Tally
from kabar.store.watching import feed_state, keep_feed
from kabar.store.watching import seen as seen_places
from kabar.text.feeds import Feed, FeedState, feed_items, open_feed
from kabar.text.items import Unread
from kabar.text.politeness import Guest
from kabar.workers import Failed, Limits, Load, Task

EVERY = 15.0
"""Minutes between two looks at a feed that does not say."""
SHORTEST = 1.0
WEB = ("http://", "https://")
KEYS = ("url", "every", "language")


@dataclass(frozen=True, slots=True)
class WatchedFeed:
    """A feed, how often to look, and the language of its articles where it is told."""

    url: str
    every: float = EVERY
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the feeds gave."""

    tally: Tally
    failures: Sequence[str]
    due: float
    """Seconds since 1970 at which the next feed is due."""


def read_watch(path: Path) -> list[WatchedFeed]:
    """Return the feeds of a TOML file; raises BadInput with one line on what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path}: no list of feeds, not TOML ({error})") from error
    rows = data.get("feeds")
    if not isinstance(rows, list) or not rows:
        raise BadInput(f"{path}: no feeds; write each under [[feeds]] with its url")
    feeds = [_feed(row, f"{path}: feed {n}") for n, row in enumerate(rows, 1)]
    for url, times in Counter(feed.url for feed in feeds).items():
        if times > 1:
            raise BadInput(f"{path}: '{url}' stands there {times} times; leave one")
    return feeds


def _feed(row: Any, place: str) -> WatchedFeed:
    if not isinstance(row, dict) or not isinstance(row.get("url"), str):
        raise BadInput(f'{place} has no url; write: url = "https://…"')
    if not row["url"].lower().startswith(WEB):
        raise BadInput(f"{place}: '{row['url']}' is no web address")
    for key in row:
        if key not in KEYS:
            raise BadInput(f"{place}: unknown '{key}'; there are {', '.join(KEYS)}")
    every, language = row.get("every", EVERY), row.get("language")
    number = isinstance(every, int | float) and not isinstance(every, bool)
    if not number or not SHORTEST <= every < math.inf:
        raise BadInput(f"{place}: 'every' is a number of minutes, 1 or more")
    if language is not None and language not in language_codes():
        codes = ", ".join(language_codes())
        raise BadInput(f"{place}: no language {language!r}; Kabar codes: {codes}")
    return WatchedFeed(row["url"], float(every), language)


def watch_round(
    feeds: Sequence[WatchedFeed],
    store: Store,
    *,
    settings: Settings,
    workers: int | None = None,
    limits: Limits | None = None,
    load: Load | None = None,
    allow_private: bool = False,
    guest: Guest | None = None,
    now: float | None = None,
) -> Round:
    """Look at the feeds that are due, add their new articles, and say when the next is due.

    What a feed is asked with the next time is kept only once its articles are written: where this
    ends early, they are asked for again.
    """
    now = time.time() if now is None else now
    look = _Look(store, guest or Guest(allow_private=allow_private), now)
    tasks = look.tasks(feeds)
    tally = Tally()
    first = next(tasks, None)
    if first is not None:
        tally = ingest(
            chain([first], tasks),
            store,
            run_of(settings),
            settings=settings,
            workers=workers,
            limits=limits,
            load=load,
        )
    for url, kept in look.states.items():
        state = (kept.etag, kept.last_modified, kept.failures, kept.not_before)
        keep_feed(store, url, now, state)
    return Round(tally, look.failures, min(look.due, default=now + 60 * EVERY))


class _Look:
    """One look at all feeds: what they gave besides articles."""

    def __init__(self, store: Store, guest: Guest, now: float) -> None:
        self.store, self.guest, self.now = store, guest, now
        self.failures: list[str] = []
        self.due: list[float] = []
        self.states: dict[str, FeedState] = {}

    def tasks(self, feeds: Iterable[WatchedFeed]) -> Iterator[Task | Failed]:
        """Yield the new articles of the feeds that are due, one by one as they are fetched."""
        for watched in feeds:
            looked, state = feed_state(self.store, watched.url)
            known = FeedState(*state)
            ready = max(looked + 60 * watched.every, known.not_before)
            if self.now < ready:
                self.due.append(ready)
                continue
            feed = open_feed(watched.url, guest=self.guest, state=known, now=self.now)
            if feed.failure:
                self.failures.append(feed.failure)
            kept = feed.state
            for task in self._new(feed, watched):
                if isinstance(task, Failed) and task.error == NoAnswer.__name__:
                    # The feed is to name it again, or it would not be asked for a second time.
                    kept = replace(kept, etag=None, last_modified=None)
                yield task
            self.states[watched.url] = kept
            self.due.append(max(self.now + 60 * watched.every, kept.not_before))

    def _new(self, feed: Feed, watched: WatchedFeed) -> Iterator[Task | Failed]:
        """Yield the articles of the entries that were not seen before, read or refused."""
        places = {f"{feed.origin} entry {e.link}": e for e in feed.entries if e.link}
        seen = seen_places(self.store, places)
        fresh = tuple(e for place, e in places.items() if place not in seen)
        for outcome in feed_items(replace(feed, entries=fresh, failure=None), guest=self.guest):
            if isinstance(outcome, Unread):
                yield Failed(outcome.origin, outcome.error, outcome.message)
            else:
                article = outcome.article
                yield Task(
                    outcome.origin,
                    article.text,
                    article.title,
                    article.published,
                    watched.language or article.language,
                )
