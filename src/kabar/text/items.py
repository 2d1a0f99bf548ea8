"""Items: every article in a source, whatever it is, and every place that gave none.

    for outcome in find_items("archive/", columns=None):
        if isinstance(outcome, Item): ...

A source is a file, a folder, `-` for standard input, or an address. What a file holds is told by
its first bytes and its name: text, HTML, JSON, CSV, Parquet, ZIP, WARC, a feed, or one of these in
gzip.
"""

from __future__ import annotations

import gzip
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import cast

from kabar.errors import BadInput, KabarError
from kabar.text.columns import Columns, parse_columns
from kabar.text.csv_rows import read_csv
from kabar.text.fetch import fetch
from kabar.text.folders import find_files, printable
from kabar.text.json_rows import read_json, read_json_lines
from kabar.text.outcomes import Item, Limits, Outcome, Reading, Unread, unread
from kabar.text.readers import read_bytes
from kabar.text.streams import Bounds, bounded, head_of, kind_of
from kabar.text.zips import ReadMember, read_zip

__all__ = ["Columns", "Item", "Limits", "Outcome", "Unread", "find_items", "parse_columns"]

STDIN = "-"
WEB = ("http://", "https://")
PACKED = frozenset({"zip", "gzip"})
DEEPEST = 2
"""Packings inside one another: a ZIP in a ZIP, or a WARC in it, and no further."""

Read = Callable[[io.BufferedReader, str, Reading], Iterator[Outcome]]


def find_items(
    source: str | Path,
    *,
    columns: Columns | None = None,
    limits: Limits | None = None,
    allow_private: bool = False,
    skipped: Counter[str] | None = None,
) -> Iterator[Item | Unread]:
    """Yield an Item for each article of a source and an Unread for each place that gave none.

    The order is that of the source, of names in folders and ZIPs. One bad item never ends the
    others, and nothing is raised for what a source holds. What is no article by its kind (a
    picture beside a page, a redirect in a web archive) is counted in `skipped` by reason.
    """
    reading = Reading(
        columns,
        limits or Limits(),
        allow_private,
        skipped if skipped is not None else Counter(),
    )
    name = str(source)
    try:
        yield from _source(name, reading)
    except KabarError as error:
        yield unread("standard input" if name == STDIN else printable(name), error)


def _source(name: str, reading: Reading) -> Iterator[Outcome]:
    if name == STDIN:
        stream = bounded(cast(io.BufferedIOBase, sys.stdin.buffer), "standard input")
        yield from _stream(stream, "standard input", reading)
    elif name.lower().startswith(WEB):
        yield from _address(name, reading)
    elif Path(name).is_dir():
        yield from _folder(Path(name), reading)
    else:
        yield from _file(Path(name), reading, fetches=True)


def _folder(folder: Path, reading: Reading) -> Iterator[Outcome]:
    none = True
    for found in find_files(folder, reading):
        none = False
        if isinstance(found, Unread):
            yield found
        else:
            yield from _file(found, reading)
    if none:
        yield unread(printable(folder), BadInput("no articles in this folder; name another"))


def _file(path: Path, reading: Reading, *, fetches: bool = False) -> Iterator[Outcome]:
    origin = printable(path)
    try:
        opened = path.open("rb")
    except FileNotFoundError:
        error = BadInput(f"{origin}: no such file; check the name, or use - for standard input")
        yield unread(origin, error)
        return
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        yield unread(origin, BadInput(f"cannot be read ({reason}); check the name and rights"))
        return
    with opened:
        yield from _stream(bounded(opened, origin), origin, reading, fetches=fetches)


def _address(url: str, reading: Reading) -> Iterator[Outcome]:
    """Yield the article at an address, or those of the feed that is there."""
    limit = reading.limits.article_bytes
    fetched = fetch(url, allow_private=reading.allow_private, max_bytes=limit)
    if kind_of("", fetched.data[:4096]) == "feed":
        feeds = _feeds(fetched.url)
        feed = feeds.parse_feed(fetched.data, fetched.url)
        yield from feeds.feed_items(
            feed, limits=reading.limits, allow_private=reading.allow_private
        )
        return
    article = read_bytes(fetched.data, fetched.url, max_bytes=limit, encoding=fetched.encoding)
    yield Item(fetched.url, article)


def _stream(
    stream: io.BufferedReader,
    origin: str,
    reading: Reading,
    *,
    depth: int = 0,
    fetches: bool = False,
) -> Iterator[Outcome]:
    """Yield the outcomes of a stream of any kind; one that ends it early is told at its end."""

    def read_inside(inner: io.BufferedReader, name: str) -> Iterator[Outcome]:
        return _stream(inner, name, reading, depth=depth + 1)

    try:
        kind = kind_of(origin, head_of(stream))
        if depth >= DEEPEST and kind in PACKED:
            raise BadInput(f"{origin}: packed too often; unpack it and name the parts")
        if kind == "zip":
            yield from read_zip(stream, origin, reading, read_inside)
        elif kind == "gzip":
            yield from _gzip(stream, origin, reading, read_inside)
        elif kind == "feed":
            yield from _feed(stream, origin, reading, fetches=fetches)
        else:
            yield from READERS[kind](stream, origin, reading)
    except KabarError as error:
        yield unread(origin, error)


def _text(stream: io.BufferedReader, origin: str, reading: Reading) -> Iterator[Outcome]:
    limit = reading.limits.article_bytes
    yield Item(origin, read_bytes(stream.read(limit + 1), origin, max_bytes=limit))


def _gzip(
    stream: io.BufferedReader, origin: str, reading: Reading, read_inside: ReadMember
) -> Iterator[Outcome]:
    """Yield what is inside."""
    limits = reading.limits
    with gzip.GzipFile(fileobj=stream) as unpacked:
        bounds = Bounds(limits.expanded_bytes, limits.ratio, limits.ratio_from, stream.tell)
        yield from read_inside(bounded(unpacked, origin, bounds), origin)


def _feed(
    stream: io.BufferedReader, origin: str, reading: Reading, *, fetches: bool
) -> Iterator[Outcome]:
    """Yield the articles of a feed; pages are fetched only for one that the user names."""
    feeds = _feeds(origin)
    feed = feeds.parse_feed(stream.read(feeds.MAX_FEED_BYTES + 1), origin)
    yield from feeds.feed_items(
        feed, limits=reading.limits, allow_private=reading.allow_private, fetches=fetches
    )


def _feeds(origin: str) -> ModuleType:
    try:
        from kabar.text import feeds
    except ModuleNotFoundError as error:
        raise _missing(origin, error, "feeds") from error
    return feeds


def _warc(stream: io.BufferedReader, origin: str, reading: Reading) -> Iterator[Outcome]:
    try:
        from kabar.text.warcs import read_warc
    except ModuleNotFoundError as error:
        raise _missing(origin, error, "warc") from error
    yield from read_warc(stream, origin, reading)


def _parquet(stream: io.BufferedReader, origin: str, reading: Reading) -> Iterator[Outcome]:
    from kabar.text.parquet_rows import read_parquet

    yield from read_parquet(stream, origin, reading)


def _missing(origin: str, error: ModuleNotFoundError, extra: str) -> KabarError:
    return KabarError(f"{origin}: {error.name} is not installed; run: pip install 'kabar[{extra}]'")


READERS: Mapping[str, Read] = {
    "text": _text,
    "json": read_json,
    "json lines": read_json_lines,
    "csv": read_csv,
    "parquet": _parquet,
    "warc": _warc,
}
