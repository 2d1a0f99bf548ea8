"""What a source gives: an article that was read, or a place and why it was not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kabar.errors import KabarError
from kabar.text.columns import Columns
from kabar.text.readers import MAX_BYTES, Article


@dataclass(frozen=True, slots=True)
class Item:
    """An article and the place it stands in, e.g. `news.csv row 12` or `x.zip!inner/a.html`."""

    origin: str
    article: Article


@dataclass(frozen=True, slots=True)
class Unread:
    """A place that gave no article, and one line that says why and what to do."""

    origin: str
    error: str
    """The name of the class of the error, e.g. `BadInput`."""
    message: str


Outcome = Item | Unread


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of each thing before it is refused with one clear line."""

    article_bytes: int = MAX_BYTES
    """One file, page or response of text or HTML."""
    field_bytes: int = 50_000_000
    """One line of JSON or one row of a table."""
    expanded_bytes: int = 20_000_000_000
    """All that a packed file unpacks to."""
    ratio: int = 100
    """Unpacked to packed size, asked of what unpacks to more than `ratio_from` bytes."""
    ratio_from: int = 50_000_000
    members: int = 100_000
    """Files in one ZIP."""
    damages: int = 100
    """Damaged places in one file after which the rest of it is left."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What holds for everything that is read from one source."""

    columns: Columns | None = None
    limits: Limits = field(default_factory=Limits)
    allow_private: bool = False
    skipped: Counter[str] = field(default_factory=Counter)
    """Reasons for which something that is no article was passed over, and how often."""


def unread(origin: str, error: Exception) -> Unread:
    """Return what to say of a place that could not be read: one line that opens with it."""
    message = " ".join(str(error).split())
    name = type(error).__name__ if isinstance(error, KabarError) else "BadInput"
    return Unread(origin, name, message if message.startswith(origin) else f"{origin}: {message}")
