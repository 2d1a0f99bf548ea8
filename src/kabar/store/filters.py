"""What a filter of events says to the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import sqlalchemy as sa

from kabar.store import schema

Condition = sa.ColumnElement[bool]

NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are wanted; of several values in one field any will do, all fields must hold."""

    start: date | None = None
    """The event's first day is this one or later."""
    end: date | None = None
    """The event's first day is this one or earlier."""
    sources: tuple[str, ...] = ()
    """Parties of the source."""
    targets: tuple[str, ...] = ()
    dyads: tuple[tuple[str, str], ...] = ()
    """Pairs of parties, either one towards the other."""
    parties: tuple[str, ...] = ()
    """Parties on either side."""
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    """Without any, all but negated."""
    countries: tuple[str, ...] = ()
    """Where it happened."""
    places: tuple[str, ...] = ()
    """Names of places as the gazetteer writes them, small letters or capitals."""
    languages: tuple[str, ...] = ()
    text: str | None = None
    """Words of the trigger or of the document's title or text."""
    said_by: tuple[str, ...] = ()
    """Parties on whose word the event stands."""
    documents: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    happenings: tuple[str, ...] = ()

    @property
    def of_documents(self) -> bool:
        """Whether it asks for nothing but documents, so that those without events are meant too."""
        asked = {each.name for each in fields(self) if getattr(self, each.name)}
        return asked <= {"languages", "documents", "stories", "modalities"}

    @property
    def reads_documents(self) -> bool:
        """Whether it asks for what only the table of documents has."""
        return bool(self.text or self.stories)


def conditions(chosen: Filter) -> Iterator[Condition]:
    """Yield the conditions on `events`, joined with `results` and `documents`."""
    events = schema.EVENTS.c
    if chosen.start is not None:
        yield events.date_start >= chosen.start
    if chosen.end is not None:
        yield events.date_start <= chosen.end
    yield from _of_columns(chosen, events)
    for values, column in ((chosen.modes, events.mode), (chosen.said_by, events.said_by)):
        if values:
            yield column.in_(values)
    if chosen.countries:
        yield events.country.in_(chosen.countries)
    if chosen.places:
        yield sa.func.lower(events.place).in_([name.lower() for name in chosen.places])
    if chosen.contexts:
        padded = sa.literal(" ") + events.contexts + sa.literal(" ")
        yield sa.or_(*(padded.contains(f" {name} ", autoescape=True) for name in chosen.contexts))
    if chosen.happenings:
        yield events.happening.in_(chosen.happenings)
    if chosen.text:
        yield sa.or_(
            events.trigger_text.icontains(chosen.text, autoescape=True),
            schema.DOCUMENTS.c.title.icontains(chosen.text, autoescape=True),
            schema.DOCUMENTS.c.text.icontains(chosen.text, autoescape=True),
        )
    yield from document_conditions(chosen)
    yield from _of_parties(chosen)


def document_conditions(chosen: Filter) -> Iterator[Condition]:
    """Yield the conditions on `results` and `documents` alone."""
    if chosen.languages:
        yield schema.RESULTS.c.language.in_(chosen.languages)
    if chosen.documents:
        yield schema.RESULTS.c.document.in_(chosen.documents)
    if chosen.stories:
        yield schema.DOCUMENTS.c.story.in_(chosen.stories)


def dyad_conditions(chosen: Filter) -> Iterator[Condition]:
    """Yield the conditions on `dyads`; what a dyad does not hold is asked of its event."""
    dyads = schema.DYADS.c
    yield from _of_columns(chosen, dyads)
    if chosen.sources:
        yield dyads.source.in_(chosen.sources)
    if chosen.targets:
        yield dyads.target.in_(chosen.targets)
    if chosen.parties:
        yield sa.or_(dyads.source.in_(chosen.parties), dyads.target.in_(chosen.parties))
    if chosen.dyads:
        yield _either_way(chosen)
    if chosen.start is not None:
        yield dyads.day >= chosen.start
    if chosen.end is not None:
        yield dyads.day <= chosen.end
    rest = list(_rest(chosen))
    if rest:
        events, results, documents = schema.EVENTS.c, schema.RESULTS.c, schema.DOCUMENTS.c
        inner = (
            sa.select(events.document, events.run, events.id)
            .join(
                schema.RESULTS,
                sa.and_(results.document == events.document, results.run == events.run),
            )
            .join(schema.DOCUMENTS, documents.id == events.document)
            .where(*rest)
        )
        yield sa.tuple_(dyads.document, dyads.run, dyads.event).in_(inner)


def _rest(chosen: Filter) -> Iterator[Condition]:
    """Yield the conditions that only events and documents can answer."""
    only = Filter(
        modes=chosen.modes,
        contexts=chosen.contexts,
        countries=chosen.countries,
        places=chosen.places,
        languages=chosen.languages,
        text=chosen.text,
        said_by=chosen.said_by,
        documents=chosen.documents,
        stories=chosen.stories,
        happenings=chosen.happenings,
    )
    if only != Filter():
        yield from conditions(only)


def _of_columns(chosen: Filter, columns: Any) -> Iterator[Condition]:
    """Yield what events and dyads hold under the same names."""
    if chosen.types:
        yield columns.type.in_(chosen.types)
    if chosen.modalities:
        yield columns.modality.in_(chosen.modalities)
    else:
        yield columns.modality != NEGATED


def _of_parties(chosen: Filter) -> Iterator[Condition]:
    sides, dyads = schema.SIDES.c, schema.DYADS.c
    for parties, roles in (
        (chosen.sources, ("source",)),
        (chosen.targets, ("target",)),
        (chosen.parties, ("source", "target")),
    ):
        if parties:
            query = sa.select(sides.document, sides.run, sides.event)
            yield _event_in(query.where(sides.party.in_(parties), sides.role.in_(roles)))
    if chosen.dyads:
        query = sa.select(dyads.document, dyads.run, dyads.event)
        yield _event_in(query.where(_either_way(chosen)))


def _either_way(chosen: Filter) -> Condition:
    dyads = schema.DYADS.c
    return sa.or_(
        *(
            sa.and_(dyads.source == source, dyads.target == target)
            for pair in chosen.dyads
            for source, target in (pair, pair[::-1])
        )
    )


def _event_in(query: sa.Select[Any]) -> Condition:
    events = schema.EVENTS.c
    return sa.tuple_(events.document, events.run, events.id).in_(query)
