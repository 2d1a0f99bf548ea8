"""Web archives (WARC): the pages in their records; needs `kabar[warc]`."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from kabar.errors import BadInput, KabarError
from kabar.text.folders import printable
from kabar.text.html import is_html
from kabar.text.outcomes import Item, Limits, Outcome, Reading, unread
from kabar.text.readers import read_bytes
from kabar.text.streams import on_disk

_PAGES = ("text/html", "application/xhtml+xml")
_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"WARC/1."
_CHUNK = 1 << 20
_HEADERS = 100_000
"""Bytes that the headers of a response may have beside the page."""
_HUGE = 1_000_000_000
"""A packed record that says it is longer is passed by in the file, not unpacked."""
_HEADER = (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n"
)
_PACKINGS = ("Content-Encoding", "Transfer-Encoding")
_CURE = "get the archive again if you need it"


def read_warc(stream: io.BufferedReader, origin: str, reading: Reading) -> Iterator[Outcome]:
    """Yield an outcome for each page: a response of status 200 that is HTML.

    Other records are counted. A damaged record is told and loses only itself; of a file packed as
    a whole and not record by record, the rest is lost with it.
    """
    if stream.seekable():
        yield from _read(stream, origin, reading)
        return
    with on_disk(stream) as copy:
        yield from _read(copy, origin, reading)


def _read(stream: BinaryIO, origin: str, reading: Reading) -> Iterator[Outcome]:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    marker = _GZIP if stream.read(2) == _GZIP[:2] else _PLAIN
    start: int | None = 0
    damages = 0
    while start is not None:
        run = _Run(stream, start, reading.limits, packed=marker == _GZIP)
        yield from run.outcomes(origin, reading)
        if run.fault is None and run.is_whole(size):
            return
        start = _find(stream, marker, max(run.last, start) + 1) if run.fault else None
        lost = run.lost(size if start is None else start)
        if lost is not None:
            damages += 1
            yield unread(f"{origin} byte {lost}", BadInput(f"{run.fault or 'cut short'}; {_CURE}"))
        if damages > reading.limits.damages:
            yield unread(origin, BadInput(f"damaged in over {damages - 1} places; {_CURE}"))
            return


class _Run:
    """The records from one place on, up to the end or the next damage."""

    def __init__(self, stream: BinaryIO, start: int, limits: Limits, *, packed: bool) -> None:
        self._stream, self._start, self._limits, self._packed = stream, start, limits, packed
        self.last = start
        """Where the last record began."""
        self.good = False
        """Whether the last record was read."""
        self.fault: str | None = None
        self.told = False
        """Whether the fault was told with the place of its record."""
        self._length = 0

    def outcomes(self, origin: str, reading: Reading) -> Iterator[Outcome]:
        """Yield the outcomes of the records; `fault` says afterwards what ended them early."""
        most, unpacked = self._limits.article_bytes + _HEADERS, 0
        for record, data in self._records(most):
            unpacked += self._length
            if self._packed and unpacked > self._limits.expanded_bytes:
                raise BadInput(
                    f"{origin}: unpacks to more than {self._limits.expanded_bytes / 1e6:,.0f} MB; "
                    "divide the archive"
                )
            name = printable(record.record_id) if record.record_id else f"byte {self.last}"
            place = f"{origin} record {name}"
            if len(data) < min(self._length, most):
                self.fault, self.told = "cut short", True
                yield unread(place, BadInput(f"cut short; {_CURE}"))
                return
            yield from _outcomes(record, data, place, reading)
            if self._packed and self._length > _HUGE:
                # The rest of it is not unpacked; that it is too long was told.
                self.fault, self.told = "too long", True
                return

    def _records(self, most: int) -> Iterator[tuple[WarcRecord, bytes]]:
        """Yield the records and as much of their bytes as is read of one."""
        self._stream.seek(self._start)
        try:
            records = iter(ArchiveIterator(self._stream, parse_http=False))
            while record := next(records, None):
                self.last, self.good = record.stream_pos, False
                if "Content-Length" not in record.headers:
                    self.fault = "a header that is cut off"
                    return
                self._length = record.content_length
                data = bytes(record.reader.read(most + 1))
                self.good = True
                yield record, data
        except KabarError:
            raise
        except Exception as error:  # the library's errors are of many kinds
            self.fault = _said(error)

    def is_whole(self, size: int) -> bool:
        """Say whether nothing stands after the last record, and there is one.

        The library takes a header that is cut off for the end.
        """
        if not self.good:
            return False
        end = self.end()
        if end is not None:
            return end >= size
        # Of a file packed as a whole the place of a record is anywhere but at its beginning.
        at: int | None = self._start
        while at is not None and at < size:
            at = _member_end(self._stream, at, self._limits)
        return at is not None

    def lost(self, resumed: int) -> int | None:
        """Return where what cannot be read begins; None where it was told or nothing is between."""
        if self.told:
            return None
        end = self.end() if self.good else None
        if end is None:
            return self.last
        return end if end < resumed else None

    def end(self) -> int | None:
        """Return where the last record ends; None where that cannot be told."""
        self._stream.seek(self.last)
        if self._packed:
            return _member_end(self._stream, self.last, self._limits)
        while self._stream.readline(_CHUNK).strip():
            continue
        end = self._stream.tell() + self._length
        self._stream.seek(end)
        rest = self._stream.read(_CHUNK)
        return end + len(rest) - len(rest.lstrip())


def _outcomes(record: WarcRecord, data: bytes, place: str, reading: Reading) -> Iterator[Outcome]:
    """Yield the page of a record, what is wrong with it, or nothing where it is none."""
    try:
        payload = _payload(record, data, place, reading)
        if payload is None:
            return
        article = read_bytes(
            payload, place, max_bytes=reading.limits.article_bytes, encoding=record.http_charset
        )
        address = record.headers.get("WARC-Target-URI")
        yield Item(place, replace(article, origin=address or place))
    except KabarError as error:
        yield unread(place, error)


def _payload(record: WarcRecord, data: bytes, place: str, reading: Reading) -> bytes | None:
    """Return the bytes of a page; None, and a count, for any other record."""
    if record.record_type != WarcRecordType.response or not record.is_http:
        reading.skipped[f"WARC record of type {record.record_type}"] += 1
        return None
    try:
        record.set_bytes_content(data)
        record.parse_http(auto_decode="none")
        headers, kind = record.http_headers, (record.http_content_type or "").lower()
        status = headers.status_code if headers is not None else None
        payload = record.reader.read()
    except Exception as error:  # headers that break the library
        raise BadInput(f"{place}: damaged ({_said(error)}); {_CURE}") from None
    if status != 200:
        reading.skipped[f"WARC response of status {status or 'unknown'}"] += 1
        return None
    if kind and kind not in _PAGES:
        reading.skipped[f"WARC response of {kind.partition('/')[0]} data"] += 1
        return None
    if any(name in headers for name in _PACKINGS):
        payload = _decoded(data, reading.limits.article_bytes) or payload
    if not kind and not is_html(payload[:4096].decode("latin-1")):
        reading.skipped["WARC response of unknown data"] += 1
        return None
    return bytes(payload)


def _decoded(data: bytes, limit: int) -> bytes | None:
    """Return the payload of a response unpacked; None where it is not packed as its headers say.

    Crawlers keep headers such as `Content-Encoding: gzip` of bodies that they have unpacked.
    """
    try:
        record = WarcRecord.from_bytes(_HEADER % len(data) + data + b"\r\n\r\n")
        record.parse_http(auto_decode="all")
        return bytes(record.reader.read(limit + 1))
    except Exception:  # the library's errors are of many kinds
        return None


def _find(stream: BinaryIO, marker: bytes, start: int) -> int | None:
    """Return where the next record may begin from `start` on, None where none does."""
    stream.seek(start)
    held, at = b"", start
    while chunk := stream.read(_CHUNK):
        held += chunk
        found = held.find(marker)
        if found >= 0:
            return at + found
        keep = len(marker) - 1
        at += len(held) - keep
        held = held[-keep:]
    return None


def _member_end(stream: BinaryIO, start: int, limits: Limits) -> int | None:
    """Return where the packed member that begins at `start` ends.

    None where it is no whole one, or gives more than any text.
    """
    stream.seek(start)
    unpacker = zlib.decompressobj(wbits=31)
    at, held, given = start, b"", 0
    while not unpacker.eof:
        if not held:
            held = stream.read(_CHUNK)
            at += len(held)
        if not held:
            return None
        try:
            # A little at a time, since much may come of it.
            given += len(unpacker.decompress(held, _CHUNK))
        except zlib.error:
            return None
        held = unpacker.unconsumed_tail
        if given > max(limits.ratio_from, limits.ratio * (at - start)):
            return None
    return at - len(unpacker.unused_data)


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
