"""The closed-class words of a language that the clause reader asks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kabar.languages.load import Language


@dataclass(frozen=True)
class Grammar:
    """The closed-class words of a language that the clause reader asks for."""

    settings: dict[str, Any]

    def words(self, key: str) -> frozenset[str]:
        """Return one list of `[grammar]`, empty where the language has none."""
        return self._sets.get(key, frozenset())

    def flag(self, key: str) -> bool:
        """Return one switch of `[grammar]`, False where the language has none."""
        return bool(self.settings.get(key, False))

    @cached_property
    def _sets(self) -> dict[str, frozenset[str]]:
        return {k: frozenset(v) for k, v in self.settings.items() if isinstance(v, list)}


def load_grammar(language: Language) -> Grammar:
    """Return a language's `[grammar]`."""
    return Grammar(dict(language.settings.get("grammar", {})))
