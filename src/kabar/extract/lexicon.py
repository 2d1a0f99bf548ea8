"""The event lexicon of a language: which words evoke which act or operator, in which frame.

`acts.csv` and `operators.csv` hold one entry a line: `pattern,pos,act|operator,frame,note`. The
first word of a pattern is the predicate; the others must stand among its arguments: `@class` is a
word of that class in `classes.csv`, `&class` one that is the subject, `#party` an actor with a
party, anything else a word or lemma.
`forms.toml` says how the first word inflects, `irregular.csv` which forms break the rules.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from kabar.errors import BadLanguageData
from kabar.languages.load import Language, Row
from kabar.ontology.load import Ontology

POS = ("V", "N", "A", "F")
ROLES = {"S": "source", "T": "target"}


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the sides stand: relations in order of preference, None for the default."""

    source: tuple[str, ...] | None = None
    target: tuple[str, ...] | None = None
    reciprocal: bool = False
    dyad: bool = False
    """The word is too common to code anything but an act between two parties."""

    @property
    def is_idiom(self) -> bool:
        """Say whether the words mean something else, with nobody on either side: no event."""
        return self.source == ("none",) and self.target == ("none",)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon; `rest` are the pattern's words after the first."""

    first: str
    rest: tuple[str, ...]
    pos: str
    kind: str
    """act or operator."""
    name: str
    frame: Frame
    rule: str
    plain: frozenset[str] = frozenset()
    """Those of `rest` that are words: without them in the sentence nothing can match."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by the surface form of their first word, with the voice that the form tells."""

    by_form: Mapping[str, tuple[tuple[Entry, str | None], ...]]
    by_lemma: Mapping[str, tuple[tuple[Entry, str | None], ...]]
    classes: Mapping[str, frozenset[str]]

    def lookup(self, lower: str, lemma: str) -> tuple[tuple[Entry, str | None], ...]:
        """Return the entries that a word may evoke."""
        return self.by_form.get(lower) or self.by_lemma.get(lemma, ())


def parse_frame(cell: str, rule: str) -> Frame:
    """Return a frame from its cell, e.g. `S=poss;T=prep:against|on;recip`.

    `recip`: both sides act alike. `dyad`: counts only between two
    parties. `inv` is short for `S=prep:AGENT;T=subj`. Raises BadLanguageData for an unknown part.
    """
    sides: dict[str, tuple[str, ...]] = {}
    flags = {"recip": False, "dyad": False}
    for part in filter(None, (p.strip() for p in cell.split(";"))):
        role, equals, relations = part.partition("=")
        if part in flags:
            flags[part] = True
        elif part == "inv":
            sides |= {"source": ("agent", "prep:from|dari|oleh|by"), "target": ("subj",)}
        elif equals and role in ROLES:
            side = ROLES[role]
            sides[side] = (*sides.get(side, ()), *relations.split(","))
        elif role != "X":
            raise BadLanguageData(
                f"{rule}: frame part '{part}' is none of S=, T=, X=, recip, inv, dyad"
            )
    return Frame(sides.get("source"), sides.get("target"), flags["recip"], flags["dyad"])


def _entries(rows: tuple[Row, ...], kind: str, known: Mapping[str, object]) -> list[Entry]:
    entries: list[Entry] = []
    for row in rows:
        words = row["pattern"].split()
        if row[kind] not in known:
            raise BadLanguageData(f"{row.rule}: no {kind} '{row[kind]}' in ontology/{kind}s.csv")
        if not words or row["pos"] not in POS:
            raise BadLanguageData(f"{row.rule}: needs a pattern and a pos of {', '.join(POS)}")
        entries.append(
            Entry(
                words[0],
                tuple(words[1:]),
                row["pos"],
                kind,
                row[kind],
                parse_frame(row["frame"], row.rule),
                row.rule,
                frozenset(w for w in words[1:] if w[0] not in "@#&"),
            )
        )
    return entries


@dataclass(frozen=True, slots=True)
class _Inflection:
    pos: str
    match: re.Pattern[str]
    form: str
    voice: str | None


def _inflections(language: Language) -> list[_Inflection]:
    path = language.folder / "forms.toml"
    if not path.is_file():
        return []
    rules = tomllib.loads(path.read_text(encoding="utf-8")).get("forms", [])
    return [_Inflection(r["pos"], re.compile(r["match"]), r["form"], r.get("voice")) for r in rules]


def expand(
    first: str, pos: str, inflections: list[_Inflection], irregular: Mapping[str, list[Row]]
) -> dict[str, str | None]:
    """Return the surface forms of an entry's first word with the voice of each."""
    forms: dict[str, str | None] = {}
    if pos == "V":
        for row in irregular.get(first, ()):
            forms.setdefault(row["form"], row["voice"] or None)
    for rule in inflections:
        if rule.pos == pos and rule.match.match(first):
            forms.setdefault(rule.match.sub(rule.form, first), rule.voice)
    if not forms:
        forms[first] = None
    return forms


def load_lexicon(language: Language, ontology: Ontology) -> Lexicon:
    """Return the event lexicon of a language; raises BadLanguageData naming the wrong line."""
    entries = _entries(language.table("acts"), "act", ontology.acts)
    entries += _entries(language.table("operators"), "operator", ontology.operators)
    # A user's own lines go first: of lines that weigh the same, the first one counts.
    entries.sort(key=lambda entry: not entry.rule.startswith("user/"))
    inflections = _inflections(language)
    irregular: dict[str, list[Row]] = {}
    for row in language.table("irregular"):
        irregular.setdefault(row["base"], []).append(row)
    by_form: dict[str, list[tuple[Entry, str | None]]] = {}
    by_lemma: dict[str, list[tuple[Entry, str | None]]] = {}
    known: dict[tuple[str, str], dict[str, str | None]] = {}
    for entry in entries:
        key = (entry.first, entry.pos)
        if key not in known:
            known[key] = expand(entry.first, entry.pos, inflections, irregular)
        for form, voice in known[key].items():
            by_form.setdefault(form, []).append((entry, voice))
        if entry.first not in known[key]:
            continue
        by_lemma.setdefault(entry.first, []).append((entry, None))
    classes: dict[str, set[str]] = {}
    for row in language.table("classes"):
        classes.setdefault(row["class"], set()).add(row["lemma"])
    _check_classes(entries, classes)
    return Lexicon(
        {form: tuple(found) for form, found in by_form.items()},
        {lemma: tuple(found) for lemma, found in by_lemma.items()},
        {name: frozenset(words) for name, words in classes.items()},
    )


def _check_classes(entries: list[Entry], classes: Mapping[str, set[str]]) -> None:
    for entry in entries:
        for word in entry.rest:
            if word[0] in "@&" and word[1:] not in classes:
                raise BadLanguageData(f"{entry.rule}: no class '{word[1:]}' in classes.csv")
