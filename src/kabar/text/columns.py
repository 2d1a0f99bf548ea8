"""Columns: which field of a row is the text, the title, the day, the language and the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from email.utils import parsedate_to_datetime

from kabar.errors import BadInput
from kabar.text.document import parse_published
from kabar.text.html import is_html
from kabar.text.readers import Article, read_text

KNOWN: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "maintext"),
    "title": ("title", "headline"),
    "published": ("published", "date", "pubdate", "date_publish"),
    "language": ("language", "lang"),
    "id": ("url", "link", "id"),
}
"""Names that are found by themselves, in any case, the best first."""

NONE = ""
"""A column that is not to be used, though one of its usual names is there."""

_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]+)?\Z")
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that hold each part; None where it is to be found by itself."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    id: str | None = None


PARTS = tuple(part.name for part in fields(Columns))


def parse_columns(asked: str) -> Columns:
    """Return the columns that an option names; a part without a name is not read.

    >>> parse_columns("text=body,language=")
    Columns(text='body', title=None, published=None, language='', id=None)
    """
    columns = Columns()
    for pair in asked.split(","):
        part, sign, name = pair.partition("=")
        part = part.strip()
        if part not in PARTS or not sign:
            raise BadInput(
                f"columns {pair.strip()[:40]!r}: not understood; write text=NAME,title=NAME with "
                f"any of {', '.join(PARTS)}"
            )
        columns = replace(columns, **{part: name.strip()})
    return columns


def find_columns(columns: Columns | None, names: Iterable[str]) -> Columns:
    """Return the columns as they are called among the names; `NONE` for parts that are not there.

    Raises BadInput where there is no text or a column that was asked for is missing.
    """
    there = list(names)
    by_lower: dict[str, str] = {}
    for name in there:
        by_lower.setdefault(name.strip().lower(), name)
    found: dict[str, str] = {}
    for part in PARTS:
        asked = getattr(columns, part) if columns else None
        if asked is None:
            usual = (by_lower[name] for name in KNOWN[part] if name in by_lower)
            found[part] = next(usual, NONE)
        elif asked == NONE:
            found[part] = NONE
        else:
            exact = asked if asked in there else by_lower.get(asked.lower())
            if exact is None:
                raise BadInput(f"no column {asked!r} {_among(there)}; name it with --columns")
            found[part] = exact
    if not found["text"]:
        raise BadInput(f"no column of text {_among(there)}; name it with --columns text=NAME")
    return Columns(**found)


def row_article(row: Mapping[str, object], columns: Columns, origin: str, encoding: str) -> Article:
    """Return the article in a row whose columns were found.

    The article's own origin is what its `id` says, else the place. Markup in the text is read as a
    page, whose title and day count where the row has none.
    """
    text = row.get(columns.text or NONE)
    if text is None or (isinstance(text, str) and not text.strip()):
        raise BadInput(f"{origin}: no text in {columns.text!r}; leave the row out or fill it in")
    if not isinstance(text, str):
        raise BadInput(f"{origin}: {columns.text!r} is no text; name another column with --columns")
    name = _plain(row.get(columns.id or NONE)) or origin
    title = _plain(row.get(columns.title or NONE))
    published = read_day(row.get(columns.published or NONE), origin, columns.published or NONE)
    page = read_text(text, origin, encoding) if is_html(text) else None
    return Article(
        text=page.text if page else text,
        title=title or (page.title if page else None),
        published=published or (page.published if page else None),
        origin=name,
        encoding=encoding,
        language=read_language(row.get(columns.language or NONE)),
    )


def read_day(value: object, origin: str, column: str) -> date | None:
    """Return the day in a cell: a date, ISO with or without a time, or as in mail; None if empty.

    Other forms are refused, since 03/04/2024 is two days.
    """
    if isinstance(value, date):
        return parse_published(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip() if value is not None else ""
    if not text:
        return None
    try:
        return parse_published(text)
    except BadInput:
        pass
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        raise BadInput(
            f"{origin}: {text[:40]!r} in {column!r} is not a day; write YYYY-MM-DD, or leave "
            "the column out with --columns published="
        ) from None


def read_language(value: object) -> str | None:
    """Return the code in a cell without its country (`en-US` is `en`); None if it is empty."""
    text = _plain(value)
    if text is None:
        return None
    code = _CODE.match(text)
    return code[1].lower() if code else text


def _plain(value: object) -> str | None:
    """Return a cell as one line of text; None if it is empty or a list of things."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(str(value).split()) or None


def _among(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"among {shown}{more}" if names else "(there are none)"
