"""What the JSON API answers: the rows of docs/store.md under the same names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with its document; several parties of one side stand with `; ` between."""

    record: str
    """`document:event`."""
    document: str
    id: str
    type: str
    mode: str | None
    contexts: str
    modality: str
    reciprocal: bool
    date_start: date | None
    date_end: date | None
    precision: str | None
    source: str
    source_party: str
    target: str
    target_party: str
    about_type: str | None
    about_mode: str | None
    said_by: str | None
    place: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    score: float | None
    trigger_text: str
    start_char: int
    end_char: int
    rule: str
    happening: str | None
    language: str
    title: str | None
    published: date | None
    origin: str | None
    story: str | None


@dataclass(frozen=True, slots=True)
class EventsAnswer:
    """A page of events."""

    total: int
    page: int
    size: int
    pages: int
    events: list[EventRow]


@dataclass(frozen=True, slots=True)
class FacetAnswer:
    """A value and how many events have it."""

    value: str
    events: int


@dataclass(frozen=True, slots=True)
class FacetsAnswer:
    """The most frequent values by the name that the filter has for them."""

    total: int
    facets: dict[str, list[FacetAnswer]]


@dataclass(frozen=True, slots=True)
class RefusedAnswer:
    """Why a request was not answered."""

    detail: str


_EVENT_FIELDS = tuple(field.name for field in fields(EventRow))


def event_row(row: Mapping[str, Any]) -> EventRow:
    """Return a row of the store as the API answers it."""
    return EventRow(**{name: row[name] for name in _EVENT_FIELDS})
