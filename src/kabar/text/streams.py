"""Streams of bytes: read with a limit, put on disk where they must be read twice, told by kind."""

from __future__ import annotations

import io
import lzma
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO, cast

from kabar.errors import BadInput

HEAD = 4096
"""Bytes by which a file is known."""

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),  # one without members
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)
_ENDINGS = {
    ".jsonl": "json lines",
    ".ndjson": "json lines",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".rss": "feed",
    ".atom": "feed",
    ".parquet": "parquet",
    ".warc": "warc",
    ".zip": "zip",
    ".wacz": "zip",
}
_FEED = re.compile(
    # Possessive, or comments in a row would be tried in every way that they could be divided.
    rb"(?:\xef\xbb\xbf)?\s*+(?>(?:<!--.*?-->|<\?[^>]*>|<!DOCTYPE[^>]*>)\s*+)*+"
    rb"<(?:rss|feed|rdf:RDF)\b",
    re.I | re.S,
)
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"")
_DAMAGE = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,  # zipfile's, and NotImplementedError for a packing it lacks
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a packed stream may give: bytes in all and, over `ratio_from`, for each packed."""

    expanded: int
    ratio: int
    ratio_from: int
    packed: Callable[[], int]
    """How many packed bytes were read so far."""


class BoundedStream(io.RawIOBase):
    """Another stream's bytes; BadInput where it is damaged or gives more than its bounds."""

    def __init__(self, stream: io.BufferedIOBase, origin: str, bounds: Bounds | None) -> None:
        self._stream, self._origin, self._bounds = stream, origin, bounds
        self._at = 0
        self._fault: str | None = None

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say whether one can go back in it."""
        return self._stream.seekable()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # no Buffer in 3.11
        """Fill the buffer as far as there are bytes; return how many.

        What was read before a fault is given first, and the fault told the next time.
        """
        filled = 0
        while filled < len(buffer) and self._fault is None:
            try:
                data = self._stream.read1(len(buffer) - filled)
            except _DAMAGE as error:
                self._fault = f"damaged after {self._at:,} bytes ({_reason(error)}); get it again"
                break
            if not data:
                break
            buffer[filled : filled + len(data)] = data
            filled += len(data)
            self._at += len(data)
            if self._bounds and self._is_too_much(self._bounds):
                self._fault = (
                    f"unpacks to more than {self._at / 1e6:,.0f} MB, too much for text of its "
                    "size; unpack it yourself if you trust it"
                )
        if self._fault is not None and not filled:
            raise BadInput(f"{self._origin}: {self._fault}")
        return filled

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; return it."""
        self._at, self._fault = self._stream.seek(offset, whence), None
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def _is_too_much(self, bounds: Bounds) -> bool:
        most = bounds.ratio * bounds.packed()
        return self._at > bounds.expanded or self._at > max(bounds.ratio_from, most)


def bounded(
    stream: io.BufferedIOBase, origin: str, bounds: Bounds | None = None
) -> io.BufferedReader:
    """Return the stream with its faults told in one line and no more of it than the bounds."""
    return io.BufferedReader(BoundedStream(stream, origin, bounds), 64 * 1024)


def on_disk(stream: BinaryIO) -> BinaryIO:
    """Return the stream in a temporary file, for formats that are not read front to back."""
    copy = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - its reader closes it
    try:
        while chunk := stream.read(_CHUNK):
            copy.write(chunk)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy


def kind_of(name: str, head: bytes) -> str:
    """Return what a file is by its first bytes, else by its name, else `text`.

    >>> kind_of("news.csv.gz", b"\\x1f\\x8b\\x08...")
    'gzip'
    """
    if head.startswith(_GZIP):
        is_warc = ".warc" in name.lower() or _unpacked(head).startswith(b"WARC/")
        return "warc" if is_warc else "gzip"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if _FEED.match(head):
        return "feed"
    if ending_of(name) in _ENDINGS:
        return _ENDINGS[ending_of(name)]
    return "json lines" if _OBJECT.match(head) else "text"


def ending_of(name: str) -> str:
    """Return the ending of a name, that of gzip apart: `.csv` for `news.csv.gz`."""
    return PurePath(name.lower().removesuffix(".gz")).suffix


def head_of(stream: io.BufferedReader) -> bytes:
    """Return the first bytes of a stream, which stay in it."""
    return stream.peek(HEAD)[:HEAD]


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 16)
    except zlib.error:
        return b""


def _reason(error: Exception) -> str:
    """Return a library's words for a fault, short and on one line."""
    return " ".join(str(error).split())[:120] or type(error).__name__
