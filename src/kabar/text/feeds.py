"""Feeds (RSS, Atom): their entries, and the pages these lead to; needs `kabar[feeds]`."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import feedparser

from kabar.errors import BadInput, KabarError
from kabar.text.columns import read_day
from kabar.text.folders import printable
from kabar.text.html import visible_text
from kabar.text.outcomes import Item, Limits, Outcome, unread
from kabar.text.politeness import Guest, pause_after
from kabar.text.readers import Article, read_bytes

FULL = 800
"""Characters of content from which on an entry is taken for the whole article."""
MAX_FEED_BYTES = 5_000_000
MAX_FEED_TAGS = 100_000
"""Feeds with more take feedparser many seconds."""

_WEB = ("http://", "https://")
_ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*\S{0,40}\Z")


@dataclass(frozen=True, slots=True)
class FeedState:
    """What a caller keeps of a feed between two looks at it, to ask only for what is new."""

    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    not_before: float = 0.0
    """Seconds since 1970 before which it is not asked again, since it failed."""

    def after_failure(self, now: float) -> FeedState:
        """Return the state after one more failure: not before a pause, twice as long each time."""
        failures = self.failures + 1
        return replace(self, failures=failures, not_before=now + pause_after(failures))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    link: str | None
    title: str | None
    published: date | None
    summary: str | None
    content: str | None
    """The article as the feed itself holds it, without markup."""

    @property
    def is_full(self) -> bool:
        """Whether the content is long enough for a whole article, and not cut off."""
        return (
            self.content is not None and len(self.content) >= FULL and not _CUT.search(self.content)
        )


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed, in its order, and the state to keep."""

    origin: str
    entries: tuple[Entry, ...]
    state: FeedState = FeedState()
    failure: str | None = None
    """Why there are no entries: one line; None where all is well, or nothing is new."""


def open_feed(
    source: str | Path,
    *,
    guest: Guest,
    state: FeedState | None = None,
    now: float | None = None,
) -> Feed:
    """Return the feed at an address or in a file; without entries where nothing is new.

    Whatever goes wrong is its `failure`, so that the state to keep is always there.
    """
    name, state = str(source), state or FeedState()
    now = time.time() if now is None else now
    if now < state.not_before:
        wait = f"{name}: failed {state.failures} times; try again in {state.not_before - now:.0f} s"
        return Feed(name, (), state, wait)
    try:
        if not name.lower().startswith(_WEB):
            return parse_feed(_file(Path(name)), name)
        news = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
        headers = {"Accept": _ACCEPT, **{key: value for key, value in news.items() if value}}
        got = guest.get(name, max_bytes=MAX_FEED_BYTES, headers=headers)
        if got.status == 304:
            return Feed(name, (), replace(state, failures=0, not_before=0.0))
        kept = FeedState(got.headers.get("etag"), got.headers.get("last-modified"))
        return replace(parse_feed(got.data, got.url), state=kept)
    except KabarError as error:
        return Feed(name, (), state.after_failure(now), str(error))


def parse_feed(data: bytes, origin: str) -> Feed:
    """Return the feed in some bytes. Raises BadInput for what is no feed, or too large a one."""
    if len(data) > MAX_FEED_BYTES or data.count(b"<") > 2 * MAX_FEED_TAGS:
        raise BadInput(f"{origin}: too large for a feed; save its pages and read these")
    if b"<!ENTITY" in data:
        raise BadInput(f"{origin}: declares entities, which may swell; take them out of the feed")
    base = {"content-location": origin} if origin.lower().startswith(_WEB) else {}
    try:
        # Bytes in a stream: a string would be taken for an address or a file's name.
        found = feedparser.parse(io.BytesIO(data), response_headers=base)
        entries = tuple(_entry(each, origin) for each in found.entries)
    except Exception as error:  # broken feeds break the library in ways of many kinds
        raise BadInput(f"{origin}: a broken feed ({error!r:.100}); get it again") from None
    if not entries and (not found.get("version") or found.bozo):
        raise BadInput(f"{origin}: no entries in this feed; check that it is RSS or Atom")
    return Feed(origin, entries)


def feed_items(
    source: Feed | str | Path,
    *,
    limits: Limits | None = None,
    allow_private: bool = False,
    guest: Guest | None = None,
    fetches: bool = True,
) -> Iterator[Outcome]:
    """Yield an outcome for each entry: its full content, else the page that it links to.

    Without `fetches` nothing is asked for, and entries without their content are told as unread.
    """
    limits, guest = limits or Limits(), guest or Guest(allow_private=allow_private)
    feed = source if isinstance(source, Feed) else open_feed(source, guest=guest)
    if feed.failure:
        yield unread(feed.origin, BadInput(feed.failure))
    for number, entry in enumerate(feed.entries, 1):
        place = f"{feed.origin} entry {printable(entry.link) if entry.link else number}"
        try:
            yield Item(place, _article(entry, place, limits, guest if fetches else None))
        except KabarError as error:
            yield unread(place, error)


def _article(entry: Entry, place: str, limits: Limits, guest: Guest | None) -> Article:
    if entry.is_full and entry.content is not None:
        return Article(entry.content, entry.title, entry.published, entry.link or place, "utf-8")
    if entry.link is None or not entry.link.lower().startswith(_WEB):
        raise BadInput(f"{place}: neither the article nor a link to it; leave the entry out")
    if guest is None:
        raise BadInput(f"{place}: only a link; name the feed itself to fetch its pages")
    got = guest.get(entry.link, max_bytes=limits.article_bytes)
    page = read_bytes(got.data, got.url, max_bytes=limits.article_bytes, encoding=got.encoding)
    return replace(
        page, title=page.title or entry.title, published=page.published or entry.published
    )


def _entry(found: Any, origin: str) -> Entry:
    """Return an entry as far as feedparser understood it; a day that cannot be read is None."""
    contents = [part.get("value", "") for part in found.get("content", ())]
    content = max(contents, key=len, default="")
    summary = found.get("summary")
    try:
        published = read_day(found.get("published"), origin, "published")
    except BadInput:
        parsed = found.get("published_parsed")
        published = date(*parsed[:3]) if parsed else None
    return Entry(
        link=found.get("link") or None,
        title=_plain(found.get("title")),
        published=published,
        summary=_plain(summary),
        content=(visible_text(content) or None) if content else None,
    )


def _plain(markup: str | None) -> str | None:
    return " ".join(visible_text(markup).split()) or None if markup else None


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_FEED_BYTES + 1)
    except (OSError, ValueError) as error:
        raise BadInput(f"{path}: cannot be read ({error}); check the name") from None
