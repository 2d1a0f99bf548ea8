"""HTML: the main text, title and day of publication of a page, whatever the markup does."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date

_OPENING = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|main|section|p)\b", re.I)
_END_TAG = re.compile(r"</[a-zA-Z][a-zA-Z0-9:]*\s*>")
_DOCTYPE = re.compile(r"<!doctype\s[^>\[]{0,400}(?:\[[^\]]{0,20000}\]\s*)?>", re.I)
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})\s[^<>]{5000,}>")
_TAG = re.compile(r"<[a-zA-Z]")
_HIDDEN = re.compile(
    r"<(script|style|svg|noscript|template|title|iframe|select|nav|footer)\b[^<>]{0,5000}>"
    r".*?(?:</\1\s*>|\Z)",
    re.I | re.S,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_BREAK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote|article|section|figure|figcaption|"
    r"header|main|aside|pre|hr|dd|dt)\b[^<>]{0,5000}>",
    re.I,
)
_ANY_TAG = re.compile(r"</?[a-zA-Z!?][^<>]{0,5000}>")
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
_TITLE = re.compile(r"<title[^<>]{0,500}>([^<]{1,1000})", re.I)

MAX_TAGS = 20_000
"""Pages with more take trafilatura seconds; their text is taken without it."""
_EARLIEST, _LATEST = "1990-01-01", "2100-01-01"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: its paragraphs one a line, its title and its day."""

    text: str
    title: str | None
    published: date | None


def is_html(text: str) -> bool:
    """Say whether the text opens as a page of markup; a tag inside a plain text does not count."""
    start = text[:20_000].lstrip()
    while start.startswith("<!--"):
        start = start.partition("-->")[2].lstrip()
    if not start.startswith("<"):
        return False
    return _OPENING.match(start) is not None or len(_END_TAG.findall(start)) >= 3


def read_page(markup: str) -> Page:
    """Return the main text of a page; `text` is empty where it holds none.

    Trafilatura chooses the text; where it finds nothing, or where the page has so many tags that
    it would take seconds, all visible text is taken. Only dates that the page declares count:
    none is guessed from its words.
    """
    markup = _LONG_TAG.sub(r"<\1>", _DOCTYPE.sub("", markup, count=1)).replace("\0", "")
    page = None
    if _count_tags(markup) <= MAX_TAGS:
        page = _extract(markup)
    if page is None or not page.text.strip():
        found = _TITLE.search(markup)
        title = html.unescape(found.group(1)).strip() if found else None
        page = Page(
            visible_text(markup), page.title if page else title, page.published if page else None
        )
    return page


def _count_tags(markup: str) -> int:
    return sum(1 for _ in _TAG.finditer(markup))


def _extract(markup: str) -> Page | None:
    # Here, not above: plain text need not wait half a second for a library that reads HTML.
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            markup,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "outputformat": "%Y-%m-%d",
                # Without a fixed end the library takes today's date, and the clock decides.
                "min_date": _EARLIEST,
                "max_date": _LATEST,
            },
        )
    except Exception:
        # Markup that breaks the library (in ways of many kinds) still has visible text.
        return None
    if found is None:
        return None
    return Page(found.text or "", found.title or None, _day(found.date))


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def visible_text(markup: str) -> str:
    """Return all text between the tags, a line for each block, without scripts and menus."""
    markup = _COMMENT.sub(" ", markup)
    markup = _HIDDEN.sub("\n", markup)
    markup = _ANY_TAG.sub("", _BREAK.sub("\n", markup.replace("\n", " ")))
    lines = (_SPACES.sub(" ", line).strip() for line in html.unescape(markup).split("\n"))
    return "\n".join(line for line in lines if line)
