"""Case files: the parties and issues of a negotiation, as an analyst names them in TOML.

    title = "…"
    start = 2021-12-01              # optional, as end: what is said outside is left out
    [[parties]]
    id = "NATO"
    name = "NATO and the West"
    members = ["NATO", "USA", "IDN/LEG", "Jens Stoltenberg"]
    [[issues]]
    id = "membership"
    name = "Membership in NATO"
    words = ["open door", "veto*", "pintu terbuka"]
    acts = ["impose-sanctions", "RETREAT withdraw"]
    without = ["visa"]

A member is a party's code, a party with a PLOVER sector, or an actor's name or id. A word is a
whole word or phrase of any language; `*` at its end stands for any ending.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from kabar.errors import BadInput
from kabar.ontology.load import load_ontology
from kabar.records import Event, Side

SECTOR = "/"
ANY_ENDING = "*"
# Scripts that put no blanks between words: a word may stand anywhere in them.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class CaseParty:
    """A party of the case and who counts as it."""

    id: str
    name: str
    members: tuple[str, ...]

    def claim(self, side: Side) -> int:
        """Return how exactly a member names the side: 3 by name, 2 by sector, 1 by party, or 0."""
        names = {_plain(name) for name in (side.id, side.name, side.text) if name}
        exact = 0
        for member in self.members:
            party, _, sector = member.partition(SECTOR)
            if _plain(member) in names:
                return 3
            if sector and (side.party, side.sector) == (party, sector):
                exact = max(exact, 2)
            elif not sector and side.party == party:
                exact = max(exact, 1)
        return exact


@dataclass(frozen=True)
class Issue:
    """What the parties differ on, and the words and acts that tell it."""

    id: str
    name: str
    words: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def word_in(self, text: str) -> str | None:
        """Return the first words of the text that tell the issue, None where none do."""
        found = self._told.search(text) if self.words else None
        return None if found is None or self.is_ruled_out(text) else found.group()

    def is_ruled_out(self, text: str) -> bool:
        """Say whether the text has words with which it is not about the issue."""
        return bool(self.without) and self._ruled_out.search(text) is not None

    def act_in(self, acts: Iterable[str], act: Event | None) -> str | None:
        """Return the act that tells the issue, by its name or its PLOVER type and mode."""
        kinds = {f"{e.type} {e.mode or ''}".strip() for e in _nested(act)}
        kinds |= {e.type for e in _nested(act)}
        return next((a for a in self.acts if a in kinds or a in set(acts)), None)

    @cached_property
    def _told(self) -> re.Pattern[str]:
        return _pattern(self.words)

    @cached_property
    def _ruled_out(self) -> re.Pattern[str]:
        return _pattern(self.without)


@dataclass(frozen=True)
class Case:
    """A case: its parties and issues in the analyst's order, and the days it covers."""

    title: str
    parties: tuple[CaseParty, ...]
    issues: tuple[Issue, ...]
    start: date | None = None
    end: date | None = None

    def party_of(self, side: Side) -> str | None:
        """Return the party whose member names the side most exactly, the first of equals."""
        claims = [(party.claim(side), party.id) for party in self.parties]
        best = max((claim for claim, _ in claims), default=0)
        return next((name for claim, name in claims if claim == best), None) if best else None

    def covers(self, day: date) -> bool:
        """Say whether a day is within the case."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def load_case(path: Path) -> Case:
    """Return the case that a TOML file describes.

    Raises BadInput with one line that says what is wrong and where.
    """
    try:
        # Some editors put a byte order mark before the first line.
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"{path}: no case file, not TOML ({error})") from error
    try:
        return read_case(data)
    except BadInput as error:
        raise BadInput(f"{path}: {error}") from None


def read_case(data: Mapping[str, Any]) -> Case:
    """Return the case that a parsed TOML file describes; raises BadInput."""
    parties = tuple(
        CaseParty(*_named(row, f"party {n}"), _texts(row, "members", f"party {n}"))
        for n, row in enumerate(_rows(data, "parties"), 1)
    )
    issues = tuple(_issue(row, n) for n, row in enumerate(_rows(data, "issues"), 1))
    for kind, named in (("party", parties), ("issue", issues)):
        ids = [each.id for each in named]
        twice = next((name for name in ids if ids.count(name) > 1), None)
        if twice is not None:
            raise BadInput(f"two of the {kind} entries have the id '{twice}'; give each its own")
    for party in parties:
        if not party.members:
            raise BadInput(f"party '{party.id}' has no members; name party codes, e.g. [\"RUS\"]")
    title = data.get("title")
    if not isinstance(title, str) or not title.strip():
        raise BadInput('no title; begin the file with: title = "…"')
    start, end = _day(data, "start"), _day(data, "end")
    if start is not None and end is not None and end < start:
        raise BadInput(f"start {start} is after end {end}, so no day is in the case")
    return Case(title, parties, issues, start, end)


def _issue(row: Mapping[str, Any], number: int) -> Issue:
    place = f"issue {number}"
    issue = Issue(
        *_named(row, place),
        words=_words(row, "words", place),
        acts=_texts(row, "acts", place),
        without=_words(row, "without", place),
    )
    if not issue.words and not issue.acts:
        raise BadInput(f"issue '{issue.id}' has neither words nor acts, so nothing can tell it")
    ontology = load_ontology()
    known = {*ontology.acts, *ontology.types, *(f"{t} {m}" for t, m in ontology.modes)}
    unknown = next((act for act in issue.acts if act not in known), None)
    if unknown is not None:
        raise BadInput(
            f"issue '{issue.id}': unknown act '{unknown}'; name an act (impose-sanctions) or a "
            "type with or without its mode (RETREAT withdraw)"
        )
    return issue


def _named(row: Mapping[str, Any], place: str) -> tuple[str, str]:
    name = row.get("id")
    if not isinstance(name, str) or not name.strip():
        raise BadInput(f"{place} has no id")
    label = row.get("name", name)
    if not isinstance(label, str):
        raise BadInput(f"{place}: its name is no text")
    return name, label


def _rows(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    rows = data.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadInput(f"'{key}' is no list of tables; write each under [[{key}]]")
    if not rows:
        raise BadInput(f"no {key}; write each under [[{key}]]")
    return rows


def _words(row: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    """Return words given as one list, or as a list for each language."""
    value = row.get(key, [])
    if isinstance(value, dict):
        return tuple(word for code in value for word in _texts(value, code, f"{place}: {key}"))
    return _texts(row, key, place)


def _texts(row: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip("* ") for v in value):
        raise BadInput(f"{place}: '{key}' is no list of words")
    return tuple(value)


def _day(data: Mapping[str, Any], key: str) -> date | None:
    value = data.get(key)
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise BadInput(f"{key}: '{value}' is no date; write it as YYYY-MM-DD") from None
    if value is None or type(value) is date:
        return value
    raise BadInput(f"{key} is no day; write it as YYYY-MM-DD")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the words, of those that begin at one place the longest."""
    spaced, anywhere = [], []
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        inner = r"[\s\-‐‑–]+".join(re.escape(p) for p in word.rstrip(ANY_ENDING).split())
        if _UNSPACED.search(word):
            anywhere.append(inner)
        else:
            spaced.append(inner + (r"\w*" if word.endswith(ANY_ENDING) else r"(?!\w)"))
    parts = [rf"(?<!\w)(?:{'|'.join(spaced)})"] if spaced else []
    return re.compile("|".join([*parts, *anywhere]), re.IGNORECASE)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _nested(act: Event | None) -> Iterable[Event]:
    while act is not None:
        yield act
        act = act.about
