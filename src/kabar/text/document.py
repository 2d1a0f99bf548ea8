"""The document: one article's text fixed as it will be cited, with a name made from its content."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date, datetime
from pathlib import Path

from kabar.errors import BadInput
from kabar.records import Document

UNKNOWN_LANGUAGE = "und"
"""ISO 639-2 for a language not determined."""

DAY_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)")
_LINE_END = re.compile(r"\r\n?")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def make_document(
    text: str,
    *,
    title: str | None = None,
    published: date | str | None = None,
    language: str | None = None,
    origin: str | None = None,
) -> Document:
    """Return the document whose `text` every later span counts in.

    The text is changed here and never again: see `citable`. The id depends on that text alone, so
    an article read twice, or from two places, is one document. Raises BadInput for a text without
    a visible character and for a date that is not ISO.
    """
    fixed = citable(text)
    if not fixed.strip():
        raise BadInput("the text is empty; give an article with at least one sentence")
    return Document(
        id=content_id(fixed),
        text=fixed,
        language=language or UNKNOWN_LANGUAGE,
        title=citable(title).strip() or None if title else None,
        published=parse_published(published),
        origin=origin,
    )


def citable(text: str) -> str:
    """Return the text with line ends as newlines, no NUL, whole characters and in form NFC.

    NFC (one code for é, not two) reads the same and lets words meet the tables; everything else
    stays, zero-width and right-to-left marks too.
    """
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    if "\0" in text:
        text = text.replace("\0", "")
    if _LONE_SURROGATE.search(text):
        text = _LONE_SURROGATE.sub(_REPLACEMENT, text)
    return unicodedata.normalize("NFC", text)


def content_id(text: str) -> str:
    """Return the name of a text: 20 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:20]


def parse_published(published: date | str | None) -> date | None:
    """Return the day of publication from a date, a time, or either as an ISO string."""
    if published is None:
        return None
    if isinstance(published, datetime):
        return published.date()
    if isinstance(published, date):
        return published
    try:
        return datetime.fromisoformat(published.strip()).date()
    except ValueError:
        raise BadInput(
            f"published date {published[:40]!r} is not a day; write it as YYYY-MM-DD"
        ) from None


def day_in_name(name: str) -> date | None:
    """Return the day that a file's name holds, None where it holds none or several.

    >>> day_in_name("wire/gaza-2025-01-15.en.txt")
    datetime.date(2025, 1, 15)
    """
    found = set(DAY_IN_NAME.findall(Path(name).name))
    try:
        return date.fromisoformat(found.pop()) if len(found) == 1 else None
    except ValueError:
        return None
