"""Lines: the lines of a stream of text as characters, one at a time and none too long."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import AnyStr

from kabar.errors import BadInput
from kabar.text.encoding import decode
from kabar.text.streams import HEAD

_MOST = 1 << 20
"""Characters of a line that is too long read at a time."""
_ONE_BYTE = ("cp", "iso", "koi", "latin", "ascii")
_MOST_NULS = 0.1
"""Of all bytes; where there are more they are halves of UTF-16, or it is no text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its end, or None where it is too long; numbers count from 1."""

    number: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a stream and the encoding that its opening is in."""

    encoding: str
    lines: Iterator[Line]


def read_lines(stream: io.BufferedReader, origin: str, limit: int) -> Lines:
    """Return the lines of a stream, each of at most `limit` bytes.

    The encoding is told by the opening; in a file of one-byte characters or UTF-8 a line that does
    not fit is told by itself, as files put together from several have it. Raises BadInput for
    what is not text.
    """
    encoding, one_line = _opening(stream, origin)
    if encoding.startswith(("utf-16", "utf-32")) or one_line:
        text = io.TextIOWrapper(stream, encoding=encoding, errors="replace")
        return Lines(encoding, _each(text.readline, "\n", limit, str))
    return Lines(
        encoding, _each(stream.readline, b"\n", limit, lambda data: _decode(data, encoding))
    )


def open_text(stream: io.BufferedReader, origin: str) -> io.TextIOWrapper:
    """Return the characters of a stream in the encoding of its opening."""
    encoding, _ = _opening(stream, origin)
    return io.TextIOWrapper(stream, encoding=encoding, errors="replace")


def _opening(stream: io.BufferedReader, origin: str) -> tuple[str, bool]:
    """Return the encoding, and whether lines end in a bare carriage return, as in old files."""
    head = stream.peek(HEAD)
    # An empty file has no encoding, and the opening may end inside a character.
    whole = head[: head.rfind(b"\n") + 1] or head[: _last_ascii(head) + 1]
    if head.count(0) < _MOST_NULS * len(head):
        whole = whole.replace(b"\0", b"")  # strays, as databases write them
    encoding = decode(whole, origin)[1] if whole.strip() else "utf-8"
    return encoding, b"\n" not in head and b"\r" in head


def _last_ascii(data: bytes) -> int:
    """Return where the last byte of ASCII stands, if it is near the end, else the end."""
    near = range(len(data) - 1, max(len(data) - 9, -1), -1)
    return next((at for at in near if data[at] < 128), len(data))


def _each(
    readline: Callable[[int], AnyStr], end: AnyStr, limit: int, decoded: Callable[[AnyStr], str]
) -> Iterator[Line]:
    number = 0
    while raw := readline(limit + 1):
        number += 1
        if len(raw) <= limit or raw.endswith(end):
            text = decoded(raw)
            yield Line(number, text.removeprefix("\ufeff") if number == 1 else text)
            continue
        while raw and not raw.endswith(end):
            raw = readline(_MOST)
        yield Line(number, None)


def _decode(data: bytes, encoding: str) -> str:
    """Return the characters of a line: in the file's encoding, UTF-8, or the line's own.

    UTF-8 goes before code pages of one byte a character, which any bytes fit.
    """
    order = ("utf-8", encoding) if encoding.startswith(_ONE_BYTE) else (encoding, "utf-8")
    for each in order:
        try:
            return data.decode(each)
        except UnicodeDecodeError:
            continue
    try:
        text, _ = decode(data, "")
    except BadInput:
        return data.decode(encoding, "replace")
    return text
