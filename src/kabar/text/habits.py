"""A language's habits of the page, from its `sentences.toml`: abbreviations, captions, bylines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kabar.errors import BadLanguageData
from kabar.languages.load import Language

FILE = "sentences.toml"

_LISTS = {
    "sentences": ("before_name", "before_number", "anywhere", "starters", "attribution"),
    "blocks": ("boilerplate", "boilerplate_end", "byline", "dateline"),
}
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Habits:
    """What `sentences.toml` says, ready for look-up; all empty for a language without one."""

    before_name: frozenset[str]
    """Abbreviations that a name follows (*Gen.*): they never end a sentence."""
    before_number: frozenset[str]
    """Abbreviations before a number (*No.*): no end where one follows."""
    anywhere: frozenset[str]
    """Abbreviations (*etc.*) that end a sentence only before one of the `starters`."""
    starters: frozenset[str]
    """Words that, with a capital, nearly always open a sentence (*The*)."""
    attribution: frozenset[str]
    """Verbs of saying, lower case: after `?”` they belong to the sentence of the quotation."""
    boilerplate: re.Pattern[str]
    """Matches a whole line that is not the article's text."""
    boilerplate_end: re.Pattern[str]
    """Matches what closes a paragraph and is not the article's text."""
    byline: re.Pattern[str]
    """Matches a whole line that says who wrote it, where or when."""
    dateline: re.Pattern[str]
    """Matches place and agency at the start of a paragraph."""


def load_habits(language: Language) -> Habits:
    """Return the language's habits. Raises BadLanguageData where the file is wrong."""
    return _read(language.folder / FILE)


@lru_cache(maxsize=64)
def _read(path: Path) -> Habits:
    """Read one file once: habits are the same for every document of a language."""
    if not path.is_file():
        return _habits({}, path)
    try:
        return _habits(tomllib.loads(path.read_text(encoding="utf-8")), path)
    except tomllib.TOMLDecodeError as error:
        raise BadLanguageData(f"{path.parent.name}/{path.name}: {error}") from None


def _habits(tables: Mapping[str, Any], path: Path) -> Habits:
    where = f"{path.parent.name}/{path.name}"
    for table, lists in tables.items():
        for name in lists if isinstance(lists, dict) else ("(not a table)",):
            if name not in _LISTS.get(table, ()):
                raise BadLanguageData(
                    f"{where}: unknown list '{table}.{name}'; "
                    f"known: {', '.join(f'{t}.{n}' for t, names in _LISTS.items() for n in names)}"
                )
    words, blocks = tables.get("sentences", {}), tables.get("blocks", {})
    return Habits(
        before_name=frozenset(words.get("before_name", ())),
        before_number=frozenset(words.get("before_number", ())),
        anywhere=frozenset(words.get("anywhere", ())),
        starters=frozenset(words.get("starters", ())),
        attribution=frozenset(words.get("attribution", ())),
        boilerplate=_join(blocks.get("boilerplate", ()), where, "boilerplate"),
        boilerplate_end=_join(blocks.get("boilerplate_end", ()), where, "boilerplate_end"),
        byline=_join(blocks.get("byline", ()), where, "byline"),
        dateline=_join(blocks.get("dateline", ()), where, "dateline", ignore_case=False),
    )


def _join(
    patterns: list[str], where: str, name: str, *, ignore_case: bool = True
) -> re.Pattern[str]:
    """Return one pattern that matches what any of them does."""
    for number, pattern in enumerate(patterns, start=1):
        try:
            re.compile(pattern)
        except re.error as error:
            raise BadLanguageData(
                f"{where}: blocks.{name} pattern {number} is wrong ({error}); mend or remove it"
            ) from None
    if not patterns:
        return _NOTHING
    flags = re.IGNORECASE if ignore_case else re.NOFLAG
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)
