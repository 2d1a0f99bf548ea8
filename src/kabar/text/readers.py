"""Readers: a file, bytes or standard input turned into an article's text, title and date."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from kabar.errors import BadInput
from kabar.text.encoding import decode
from kabar.text.html import is_html, read_page

MAX_BYTES = 20_000_000

_LONGEST_TITLE = 200
_SENTENCE_ENDS = tuple(".!?…:;,。！？،؟।")


@dataclass(frozen=True, slots=True)
class Article:
    """What was read: give its parts to `make_document`."""

    text: str
    title: str | None
    published: date | None
    """The day that the page itself declares; None for plain text."""
    origin: str | None
    encoding: str
    language: str | None = None
    """The code that a table or feed gives; None where the text itself must tell."""


def read_path(path: str | Path, *, max_bytes: int = MAX_BYTES) -> Article:
    """Return the article in a file.

    Raises BadInput where there is no such file, it is not text, it is empty, or it is over
    `max_bytes`, which is found before the file is loaded.
    """
    path = Path(path)
    name = str(path)
    try:
        if path.is_dir():
            raise BadInput(f"{name}: this is a folder; name one article, or use the batch command")
        if path.is_file() and path.stat().st_size > max_bytes:
            raise _too_large(name, max_bytes)
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except FileNotFoundError:
        raise BadInput(
            f"{name}: no such file; check the name, or use - for standard input"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise BadInput(f"{name!r}: cannot be read ({reason}); check the name and rights") from None
    return read_bytes(data, name, max_bytes=max_bytes)


def read_stdin(stream: BinaryIO | None = None, *, max_bytes: int = MAX_BYTES) -> Article:
    """Return the article on standard input (or another stream of bytes)."""
    data = (stream or sys.stdin.buffer).read(max_bytes + 1)
    return read_bytes(data, "standard input", max_bytes=max_bytes)


def read_bytes(
    data: bytes, name: str, *, max_bytes: int = MAX_BYTES, encoding: str | None = None
) -> Article:
    """Return the article in the bytes of a text or HTML file; `name` is its origin.

    `encoding` is what a server said it is: believed where the bytes fit it.
    """
    if len(data) > max_bytes:
        raise _too_large(name, max_bytes)
    if not data.strip():
        raise BadInput(f"{name}: the file is empty; give an article with at least one sentence")
    text, used = decode(data, name, declared=encoding)
    return read_text(text, name, used)


def read_text(text: str, name: str, encoding: str) -> Article:
    """Return the article in a text or in the markup of a page, whose bytes were decoded."""
    text = text.removeprefix("\ufeff")
    if is_html(text):
        page = read_page(text)
        if not page.text.strip():
            raise BadInput(f"{name}: no article text in this HTML; save the article as plain text")
        return Article(page.text, page.title, page.published, name, encoding)
    if not text.strip():
        raise BadInput(f"{name}: the file is empty; give an article with at least one sentence")
    return Article(text, find_title(text), None, name, encoding)


def find_title(text: str) -> str | None:
    """Return the first line where it reads as a title: short, no full stop, an empty line after.

    The line stays in the text too.
    """
    head = text[: _LONGEST_TITLE * 10].lstrip("\ufeff\r\n \t").replace("\r\n", "\n")
    first, newline, rest = head.replace("\r", "\n").partition("\n")
    first = first.strip()
    if not newline or not first or len(first) > _LONGEST_TITLE or not rest.strip():
        return None
    if rest.split("\n", 1)[0].strip() or first.rstrip("\"'”’»").endswith(_SENTENCE_ENDS):
        return None
    return first


def _too_large(name: str, max_bytes: int) -> BadInput:
    return BadInput(
        f"{name}: larger than {max_bytes / 1e6:g} MB, too large for one article; "
        "split it, or use the batch command for many articles"
    )
