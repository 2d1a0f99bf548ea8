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
_DECLARED_DATES = re.compile(
    r"<script[^<>]{0,200}ld\+json[^<>]{0,200}>[^<]{0,50000}"
    r"|<time\b[^<>]{0,500}>[^<]{0,100}"
    r"|<(?:abbr|span|div|p|li|small)\b[^<>]{0,200}(?:class|id|itemprop)\s*=[^<>]{0,50}"
    r"(?:date|time|publish|tanggal)[^<>]{0,300}>[^<]{0,100}",
    re.I | re.S,
)
_HEAD_END = re.compile(r"</head\b|<body\b", re.I)
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
_TITLE = re.compile(r"<title[^<>]{0,500}>([^<]{1,1000})", re.I)

MAX_TAGS = 20_000
MAX_SIZE = 5_000_000
"""Pages with more tags or characters take trafilatura seconds; their text is taken without it."""
_OPENING_SIZE = 30_000
_DATES_WITHIN = 500_000
_EARLIEST, _LATEST = "1990-01-01", "2100-01-01"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: its paragraphs one a line, its title and its day."""

    text: str
    title: str | None
    published: date | None


def is_html(text: str) -> bool:
    """Say whether the text opens as a page of markup; a tag inside a plain text does not count."""
    start = text[:_OPENING_SIZE].lstrip()
    while start.startswith("<!--"):
        start = start.partition("-->")[2].lstrip()
    if not start.startswith("<"):
        return False
    return _OPENING.match(start) is not None or len(_END_TAG.findall(start)) >= 3


def read_page(markup: str) -> Page:
    """Return the main text of a page; `text` is empty where it holds none.

    Trafilatura chooses the text; where it finds nothing, or where the page is so large that
    it would take seconds, all visible text is taken. Only dates that the page declares count:
    none is guessed from its words.
    """
    opening = _DOCTYPE.sub("", markup[:_OPENING_SIZE], count=1)
    markup = _LONG_TAG.sub(r"<\1>", opening + markup[_OPENING_SIZE:]).replace("\0", "")
    page = None
    if len(markup) <= MAX_SIZE and _count_tags(markup) <= MAX_TAGS:
        page = _extract(markup)
    if page is None or not page.text.strip():
        found = _TITLE.search(markup)
        title = html.unescape(found.group(1)).strip() if found else None
        page = Page(visible_text(markup), page.title if page else title, published_on(markup))
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
            date_extraction_params={"extensive_search": False, "max_date": _LATEST},
        )
    except Exception:
        # Markup that breaks the library (in ways of many kinds) still has visible text.
        return None
    if found is None:
        return None
    return Page(found.text or "", found.title or None, published_on(markup))


def published_on(markup: str) -> date | None:
    """Return the day a page declares: in its head, its structured data or a labelled element.

    The article's own words are hidden from htmldate, which would take a date that they mention.
    """
    import trafilatura

    markup = markup[:_DATES_WITHIN]
    body = _HEAD_END.search(markup)
    head = markup[: body.start() if body else 0]
    labelled = (match.group() for match in _DECLARED_DATES.finditer(markup, len(head)))
    declared = f"{head}<body><p>{' </p><p>'.join(labelled)}</p></body></html>"
    config = {
        "extensive_search": False,
        "original_date": True,
        "min_date": _EARLIEST,
        # Without a fixed end the library takes today's date, and the clock decides.
        "max_date": _LATEST,
    }
    try:
        page = trafilatura.extract_metadata(
            declared if head else f"<html>{declared}", date_config=config
        )
        return date.fromisoformat(page.date) if page.date else None
    except Exception:
        # Markup that breaks the library declares no date.
        return None


def visible_text(markup: str) -> str:
    """Return all text between the tags, a line for each block, without scripts and menus."""
    markup = _COMMENT.sub(" ", markup)
    markup = _HIDDEN.sub("\n", markup)
    markup = _ANY_TAG.sub("", _BREAK.sub("\n", markup.replace("\n", " ")))
    lines = (_SPACES.sub(" ", line).strip() for line in html.unescape(markup).split("\n"))
    return "\n".join(line for line in lines if line)
