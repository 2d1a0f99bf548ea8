"""The records Kabar prints: plain frozen values with the codebook's field names.

Every span (`start`, `end`) counts characters of the document's `text`; `text[start:end]` gives back
the quoted words. `party` is an ISO 3166-1 alpha-3 code, an organisation's acronym, `WEST` and the
like for named collectives, or None where nothing was resolved; `sector` is a PLOVER sector.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from kabar.records_io import to_arrow, to_pandas


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the document: `document.text[start:end] == text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that support one part of a record and the data line that read them so."""

    role: str
    """What the words support: trigger, operator, source, target, date, place, magnitude, cue…"""
    text: str
    start: int
    end: int
    rule: str | None = None
    """The data line that fired, as `language/table:line`, e.g. `id/acts:41`."""
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article exactly as it is cited; `id` is a hash of its content."""

    id: str
    text: str
    language: str
    title: str | None = None
    published: date | None = None
    origin: str | None = None
    """Where it was read from: a file name, an address, or None for a string."""


@dataclass(frozen=True, slots=True)
class Role:
    """An office held: `start` and `end` are ISO prefixes (YYYY, YYYY-MM, YYYY-MM-DD) or None."""

    office: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody the article names or describes, resolved as far as the text and the tables allow."""

    id: str
    name: str
    kind: str
    """country, person, organisation, armed group, collective, metonym, role (no name given)."""
    party: str | None
    sector: str | None
    role: str | None = None
    """The office held on the day of the article, or the title the text gives."""
    roles: tuple[Role, ...] = ()
    """All offices known from the tables, with dates (former ones included)."""
    mentions: tuple[Span, ...] = ()
    candidates: tuple[str, ...] = ()
    """Other ids the name could stand for, best first."""


@dataclass(frozen=True, slots=True)
class Side:
    """One participant of an event or quote, as written and as resolved."""

    text: str
    id: str | None
    name: str | None
    party: str | None
    sector: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days and the words that gave it; both ends are included."""

    start: date
    end: date
    precision: str
    """day, week, month, quarter, season, year, decade, interval, since (end = publication), or
    assumed: no words give it, the story's day stands in (`text` is empty)."""
    text: str
    text_start: int
    text_end: int
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A place and the words that gave it; coordinates in degrees where the gazetteer has them."""

    name: str
    """English name from the gazetteer."""
    country: str | None
    """ISO 3166-1 alpha-3, None for seas and regions of several countries."""
    latitude: float | None
    longitude: float | None
    text: str
    text_start: int
    text_end: int
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A number that belongs to the act: killed, injured, troops, protesters, money, arrested…"""

    kind: str
    value: float
    text: str
    start: int
    end: int
    unit: str | None = None
    """ISO 4217 currency for money."""
    bound: str | None = None
    """`min` for *more than*, `max` for *up to*, `about` for *around*."""


@dataclass(frozen=True, slots=True)
class Event:
    """One reported act by a political actor (see docs/codebook.md)."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    source: tuple[Side, ...]
    target: tuple[Side, ...]
    reciprocal: bool
    modality: str
    """asserted, future, hypothetical, negated."""
    about: Event | None
    said_by: Side | None
    date: When | None
    place: Where | None
    magnitude: tuple[Magnitude, ...]
    score: float | None
    trigger: Span
    evidence: tuple[Evidence, ...]
    rule: str
    derivation: tuple[str, ...]
    """Outermost first: each operator, the act, then how the sides were filled."""
    condition: Span | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words a speaker is reported to have said."""

    id: str
    kind: str
    """direct, indirect, mixed."""
    speaker: Side | None
    text: str
    start: int
    end: int
    cue: Span | None
    addressee: Side | None
    rule: str | None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """What a party wants: one stance that the text reports (see docs/codebook.md)."""

    id: str
    party: str | None
    holder: tuple[Side, ...]
    """Who of the party holds it, as written."""
    stance: str
    """One of ontology/stances.csv: demands, offers, rejects, threatens…"""
    toward: tuple[Side, ...]
    content: Span
    """The words that say what is demanded, offered, rejected…"""
    act: Event | None
    """The act in those words, where there is one."""
    acts: tuple[str, ...]
    """Names of the acts spoken about (ontology/acts.csv), the same in every language."""
    terms: tuple[str, ...]
    """Noun phrases of the content in small letters."""
    condition: Span | None
    modality: str
    """As of an event; `negated`: the text says that the party does not take this stance."""
    speaker: Side | None
    """On whose word it stands, where the article does not say it itself."""
    date: When | None
    statement: Span
    """The sentence that tells it."""
    event: str | None
    """Id of the event that it was read off, None where the words give no event."""
    quote: str | None
    """Id of the quote that it stands in."""
    evidence: tuple[Evidence, ...]
    rule: str
    derivation: tuple[str, ...]
    points_back: bool = False
    """Whether the content only takes up what was said before: *that offer*."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sentence that was not parsed or gave no record, with the reason."""

    text: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Coded:
    """What one article gives."""

    document: Document
    events: tuple[Event, ...]
    quotes: tuple[Quote, ...]
    actors: tuple[Actor, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()

    def to_arrow(self) -> dict[str, pa.Table]:
        """Return the tables of `records_schema.TABLES` with this article's records."""
        return to_arrow([self])

    def to_pandas(self) -> dict[str, Any]:
        """Return the same tables as pandas frames; needs `kabar[pandas]`."""
        return to_pandas([self])
