"""The words of the page in the reader's language, and days and numbers as the reader writes them.

English stands in the templates; `wording/<code>.toml` holds the other languages by the English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

DEFAULT = "en"
LANGUAGES = ("en", "id")
"""Languages of the page."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How the page speaks to one reader."""

    locale: Locale
    texts: dict[str, str]
    """By the English."""

    @property
    def language(self) -> str:
        """Code of the language."""
        return str(self.locale.language)

    def text(self, english: str, **values: object) -> str:
        """Return a text with its values put in: `{name}`."""
        found = self.texts.get(english, english)
        return found.format_map(values) if values else found

    def count(self, number: int, one: str, many: str) -> str:
        """Return a number with its noun: `1 event`, `4 events`."""
        return f"{self.number(number)} {self.text(one if number == 1 else many)}"

    def number(self, number: float) -> str:
        """Return a number with the reader's separators."""
        return str(format_decimal(number, locale=self.locale))

    def day(self, day: date | str | None) -> str:
        """Return a day as the reader writes it; a word where there is none."""
        if isinstance(day, str):
            day = date.fromisoformat(day)
        if day is None:
            return self.text("no date")
        return str(format_date(day, "medium", locale=self.locale))


def wording_for(asked: str, chosen: str | None = None) -> Wording:
    """Return the wording for what a browser asks for (Accept-Language) or the reader has chosen.

    The language is the first asked for that the page has; days follow the region asked for with it.
    """
    wanted = _wanted(asked)
    if chosen in LANGUAGES:
        region = next((tag for tag in wanted if tag.partition("-")[0] == chosen), chosen)
        return _wording(region)
    return _wording(next((t for t in wanted if t.partition("-")[0] in LANGUAGES), DEFAULT))


def _wanted(asked: str) -> Sequence[str]:
    """Return the languages of an Accept-Language header, the most wanted first."""
    found: list[tuple[float, int, str]] = []
    for place, part in enumerate(asked.split(",")[:20]):
        tag, _, quality = part.strip().partition(";q=")
        try:
            found.append((-float(quality or 1), place, tag.strip().lower()))
        except ValueError:
            continue
    return [tag for _, _, tag in sorted(found) if tag]


@lru_cache(maxsize=64)
def _wording(tag: str) -> Wording:
    language = tag.partition("-")[0]
    try:
        locale = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        locale = Locale.parse(language)
    return Wording(locale, texts_of(language))


@cache
def texts_of(language: str) -> dict[str, str]:
    """Return the texts of a language by the English; none for English itself."""
    file = files("kabar.web") / "wording" / f"{language}.toml"
    if not file.is_file():
        return {}
    return dict(tomllib.loads(file.read_text(encoding="utf-8")))
