"""The errors a caller may want to catch; every message says what, where and what to do now."""

from __future__ import annotations

from collections.abc import Sequence


class KabarError(Exception):
    """Anything Kabar refuses; the message is one line with its cure."""


class BadInput(KabarError):
    """The text, file or address given cannot be read as a news article."""


class NoAnswer(BadInput):
    """The server of an address gave no answer, or not in time; a later try may get one."""


class BadLanguageData(KabarError):
    """A line of a language or ontology table is wrong; the message names file and line."""


class UnknownName(KabarError):
    """A name (type, mode, actor, rule, language) that no table holds; `near` are close ones."""

    def __init__(self, message: str, *, near: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.near = tuple(near)


class UnknownLanguage(KabarError):
    """The text's language is not one that Kabar codes, or could not be identified."""


class MissingParser(KabarError):
    """No parser weights for a language, or an optional parser library is not installed."""


class StoreError(KabarError):
    """The store cannot be opened, read or written; the message says what to do."""
