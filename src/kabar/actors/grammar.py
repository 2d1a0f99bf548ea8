"""How a language names actors: its titles, role nouns, pronouns and the order of their phrases."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kabar.actors.names import longest_by_first, name_key
from kabar.errors import BadLanguageData
from kabar.languages.load import Language, Row

ROLE_KINDS = ("people", "institution", "government", "member", "other")


@dataclass(frozen=True, slots=True)
class Title:
    """A title: `type` is the kind of office, `holder` words its name in the tables must have."""

    rule: str
    type: str
    sector: str
    office: str
    holder: tuple[str, ...]
    party: str | None = None
    """The side that the word itself names: *Kapolri* heads the police of Indonesia."""


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun for people or bodies of a sector; `kind` says how it stands for a side.

    people, institution; government (stands for its country), member (for its organisation),
    other (somebody else's, as *his Egyptian counterpart*: never of whom a pronoun means).
    """

    rule: str
    sector: str
    kind: str
    plural: bool
    needs_owner: bool
    english: str
    party: str | None = None
    """The side that the word itself names: *WNI* are citizens of Indonesia."""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun's person, number and whether it can mean a person, a thing or any."""

    rule: str
    person: int
    plural: bool
    animacy: str
    possessive: bool


@dataclass(frozen=True, slots=True)
class Definite:
    """A noun that, made definite, points back to an actor of some kinds; `count` of them."""

    rule: str
    kinds: tuple[str, ...]
    """Kinds of actor, the preferred first; any where empty."""
    count: int


@dataclass(frozen=True, slots=True)
class Description:
    """A noun that can describe somebody named before: by the kind or the name of their office."""

    rule: str
    types: tuple[str, ...]
    words: tuple[str, ...]
    """Words of an office's name of which one is enough."""
    exceptions: tuple[str, ...]
    """Words of an office's name that rule it out."""
    bare: bool
    """The noun can be definite without a word that says so."""


Word = Title | RoleNoun | Pronoun | Definite


@dataclass(frozen=True, slots=True)
class ActorGrammar:
    """A language's words by folded key, and the lists and switches of its actors.toml."""

    words: Mapping[str, tuple[Word, ...]] = field(repr=False)
    longest: Mapping[str, int] = field(repr=False)
    lists: Mapping[str, frozenset[str]] = field(repr=False)
    flags: Mapping[str, bool]
    descriptions: Mapping[str, Description] = field(default_factory=dict, repr=False)

    def has(self, name: str, word: str) -> bool:
        """Tell whether a lower-case word is in a list of actors.toml."""
        return word in self.lists.get(name, ())


def load_grammar(language: Language) -> ActorGrammar:
    """Return the actor grammar of a language folder; an empty one where it has no actors.toml.

    Raises BadLanguageData where a row has an unknown kind or number.
    """
    words: dict[str, list[Word]] = {}
    tables: tuple[tuple[str, str, Any], ...] = (
        ("titles", "title", _title),
        ("roles", "noun", _role),
        ("pronouns", "form", _pronoun),
        ("definites", "noun", _definite),
    )
    for table, column, make in tables:
        for row in language.table(table):
            key = name_key(row[column])
            if not key:
                raise BadLanguageData(f"{row.rule}: '{column}' is empty; name a word")
            kept = [w for w in words.get(key, []) if not isinstance(w, _CLASSES[table])]
            words[key] = [*kept, make(row)]
    settings = _settings(language)
    lists = {k: frozenset(map(str, v)) for k, v in settings.items() if isinstance(v, list)}
    flags = {k: v for k, v in settings.items() if isinstance(v, bool)}
    frozen = {key: tuple(found) for key, found in words.items()}
    return ActorGrammar(frozen, longest_by_first(frozen), lists, flags, _descriptions(language))


def _settings(language: Language) -> dict[str, Any]:
    path = language.folder / "actors.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _descriptions(language: Language) -> dict[str, Description]:
    found = {}
    for row in language.table("descriptions"):
        types, words, exceptions = (
            tuple(filter(None, row[column].split("|"))) for column in ("types", "words", "except")
        )
        noun = row["noun"].lower()
        found[noun] = Description(row.rule, types, words, exceptions, row["bare"] == "yes")
    return found


def _title(row: Row) -> Title:
    holder = tuple(name_key(w) for w in row["holder"].split("|") if w)
    return Title(row.rule, row["type"], row["sector"], row["office"], holder, row["party"] or None)


def _role(row: Row) -> RoleNoun:
    if row["kind"] not in ROLE_KINDS:
        raise BadLanguageData(
            f"{row.rule}: unknown kind '{row['kind']}'; one of {', '.join(ROLE_KINDS)}"
        )
    return RoleNoun(
        row.rule, row["sector"], row["kind"], row["number"] == "p", row["needs"] == "owner",
        row["english"], row["party"] or None,
    )  # fmt: skip


def _pronoun(row: Row) -> Pronoun:
    if row["person"] not in ("1", "2", "3"):
        raise BadLanguageData(f"{row.rule}: person '{row['person']}' is not 1, 2 or 3")
    return Pronoun(
        row.rule, int(row["person"]), row["number"] == "p", row["animacy"], bool(row["possessive"])
    )


def _definite(row: Row) -> Definite:
    if not row["count"].isdigit():
        raise BadLanguageData(f"{row.rule}: count '{row['count']}' is not a number")
    return Definite(row.rule, tuple(filter(None, row["kinds"].split("|"))), int(row["count"]))


_CLASSES = {"titles": Title, "roles": RoleNoun, "pronouns": Pronoun, "definites": Definite}
