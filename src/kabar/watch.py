"""Watch feeds: look at each when it is due, add what is new, remember what was seen.

[[feeds]]
url = "https://example.org/rss"
every = 15        # minutes
language = "id"   # optional
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kabar.errors import BadInput
from kabar.ingest import ingest
from kabar.runs import run_of
from kabar.settings import Settings
from kabar.store.store import Store
from kabar.store.tally import Tally
from kabar.store.watching import feed_state, keep_feed
from kabar.store.watching import seen as seen_places
from kabar.text.feeds import Feed, FeedState, feed_items, open_feed
from kabar.text.items import Unread
from kabar.text.politeness import Guest
from kabar.workers import Failed, Limits, Task

EVERY = 15.0
"""Minutes between two looks at a feed that does not say."""
SHORTEST = 1.0
WEB = ("http://", "https://")


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
    return [_feed(row, f"{path}: feed {n}") for n, row in enumerate(rows, 1)]


def _feed(row: Any, place: str) -> WatchedFeed:
    if not isinstance(row, dict) or not isinstance(row.get("url"), str):
        raise BadInput(f'{place} has no url; write: url = "https://…"')
    if not row["url"].lower().startswith(WEB):
        raise BadInput(f"{place}: '{row['url']}' is no web address")
    every, language = row.get("every", EVERY), row.get("language")
    if not isinstance(every, int | float) or isinstance(every, bool) or every < SHORTEST:
        raise BadInput(f"{place}: 'every' is a number of minutes, 1 or more")
    if language is not None and not isinstance(language, str):
        raise BadInput(f"{place}: 'language' is a code, e.g. \"id\"")
    return WatchedFeed(row["url"], float(every), language)


def watch_round(
    feeds: Sequence[WatchedFeed],
    store: Store,
    *,
    settings: Settings,
    workers: int | None = None,
    limits: Limits | None = None,
    allow_private: bool = False,
    guest: Guest | None = None,
    now: float | None = None,
) -> Round:
    """Look at the feeds that are due, add their new articles, and say when the next is due."""
    now = time.time() if now is None else now
    guest = guest or Guest(allow_private=allow_private)
    failures: list[str] = []
    tasks: list[Task | Failed] = []
    due: list[float] = []
    for watched in feeds:
        looked, state = feed_state(store, watched.url)
        known = FeedState(*state)
        ready = max(looked + 60 * watched.every, known.not_before)
        if now < ready:
            due.append(ready)
            continue
        feed = open_feed(watched.url, guest=guest, state=known, now=now)
        if feed.failure:
            failures.append(feed.failure)
        tasks += _new(feed, watched, store, guest)
        kept = feed.state
        keep_feed(
            store,
            watched.url,
            now,
            (kept.etag, kept.last_modified, kept.failures, kept.not_before),
        )
        due.append(max(now + 60 * watched.every, kept.not_before))
    tally = Tally()
    if tasks:
        run = run_of(settings)
        tally = ingest(tasks, store, run, settings=settings, workers=workers, limits=limits)
    return Round(tally, failures, min(due, default=now + 60 * EVERY))


def _new(feed: Feed, watched: WatchedFeed, store: Store, guest: Guest) -> Iterator[Task | Failed]:
    """Yield the articles of the entries that were not seen before, read or refused."""
    places = {f"{feed.origin} entry {e.link}": e for e in feed.entries if e.link}
    seen = seen_places(store, places)
    fresh = tuple(e for place, e in places.items() if place not in seen)
    for outcome in feed_items(replace(feed, entries=fresh, failure=None), guest=guest):
        if isinstance(outcome, Unread):
            yield Failed(outcome.origin, outcome.error, outcome.message)
        else:
            article = outcome.article
            yield Task(
                outcome.origin,
                article.text,
                article.title,
                article.published,
                watched.language or getattr(article, "language", None),
            )
