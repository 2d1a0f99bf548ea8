"""From the records of an article to rows of the tables, and back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from kabar.records import Actor, Coded, Document, Event, Position, Quote, Side
from kabar.records_io import to_json_lines
from kabar.records_read import read_json_lines
from kabar.store import schema
from kabar.store.inserts import Values, values_of
from kabar.store.shingles import Sketch, sketch_of
from kabar.store.tellings import Telling, tellings_of

Row = dict[str, Any]

LEVEL = 4
"""Of zlib: records shrink to a sixth; level 6 takes twice the time for a tenth less."""
COLUMNS = {
    table.name: tuple(column.name for column in table.c if column.name != "happening")
    for table in schema.RECORDS
}
"""What a row of each table of records holds, in order; happenings are told later."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All rows of an article, ready to be inserted; a worker makes them, the store writes them."""

    document: Row
    result: Row
    records: Mapping[str, Sequence[Values]]
    """Rows of each table of records, values in the order of COLUMNS."""
    sketch: Sketch
    tellings: Sequence[Telling]


def prepare(coded: Coded, run: str) -> Prepared:
    """Return the rows of an article under a run."""
    document = coded.document
    return Prepared(
        document_row(document),
        {
            "document": document.id,
            "run": run,
            "current": True,
            "language": document.language,
            "warnings": json.dumps(coded.warnings, ensure_ascii=False),
            "skipped": len(coded.skipped),
            "records": packed(coded),
        },
        {
            name: [values_of(row, COLUMNS[name]) for row in rows]
            for name, rows in record_rows(coded, run).items()
        },
        sketch_of(document.text),
        tellings_of(coded, run),
    )


def document_row(document: Document) -> Row:
    """Return the row of a document."""
    return {
        "id": document.id,
        "language": document.language,
        "title": document.title,
        "published": document.published,
        "origin": document.origin,
        "text": document.text,
    }


def packed(coded: Coded) -> bytes:
    """Return all records of an article, skipped sentences included, as compressed JSON lines."""
    text = "".join(to_json_lines(coded, skipped=True))
    return zlib.compress(text.encode("utf-8"), LEVEL)


def unpacked(data: bytes, name: str) -> Coded:
    """Return the article that `packed` packed."""
    lines = zlib.decompress(data).decode("utf-8").splitlines()
    return next(read_json_lines(lines, name))


def record_rows(coded: Coded, run: str) -> Mapping[str, Sequence[Row]]:
    """Return the rows of an article's records for each table of `schema.RECORDS`, by name."""
    key = {"document": coded.document.id, "run": run}
    found: dict[str, list[Row]] = {table.name: [] for table in schema.RECORDS}
    for event in coded.events:
        found["events"].append(key | _event(event))
        found["sides"] += [key | row for row in _sides(event)]
        found["dyads"] += [key | row for row in _dyads(event)]
    found["quotes"] = [key | _quote(quote) for quote in coded.quotes]
    found["positions"] = [key | _position(position) for position in coded.positions]
    for actor in coded.actors:
        found["actors"].append(key | _actor(actor))
        found["mentions"] += [key | row for row in _mentions(actor)]
    return found


def _event(event: Event) -> Row:
    date, place, about = event.date, event.place, event.about
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": " ".join(event.contexts),
        "modality": event.modality,
        "reciprocal": event.reciprocal,
        "date_start": date and date.start,
        "date_end": date and date.end,
        "precision": date and date.precision,
        "place": place and place.name,
        "country": place and place.country,
        "latitude": place and place.latitude,
        "longitude": place and place.longitude,
        "place_id": place and place.id,
        "score": event.score,
        "about_type": about and about.type,
        "about_mode": about and about.mode,
        "said_by": event.said_by and event.said_by.party,
        "trigger_text": event.trigger.text,
        "start_char": event.trigger.start,
        "end_char": event.trigger.end,
        "rule": event.rule,
    }


def _sides(event: Event) -> Iterator[Row]:
    for role, sides in (("source", event.source), ("target", event.target)):
        for n, side in enumerate(sides):
            yield {
                "number": f"{event.id}:{role}:{n}",
                "event": event.id,
                "role": role,
                **_side(side),
            }


def _side(side: Side) -> Row:
    return {
        "party": side.party,
        "sector": side.sector,
        "actor": side.id,
        "name": side.name,
        "text": side.text,
        "start_char": side.start,
        "end_char": side.end,
    }


def _dyads(event: Event) -> Iterator[Row]:
    """Yield each party of the source with each of the target, both ways where they act alike."""
    source = sorted({s.party for s in event.source if s.party})
    target = sorted({s.party for s in event.target if s.party})
    pairs = list(product(source, target))
    pairs += [(b, a) for a, b in pairs] if event.reciprocal else []
    for n, (one, other) in enumerate(pair for pair in pairs if pair[0] != pair[1]):
        yield {
            "number": f"{event.id}:{n}",
            "event": event.id,
            "source": one,
            "target": other,
            "day": event.date and event.date.start,
            "type": event.type,
            "modality": event.modality,
            "score": event.score,
            "current": True,
        }


def _quote(quote: Quote) -> Row:
    speaker = quote.speaker
    return {
        "id": quote.id,
        "kind": quote.kind,
        "party": speaker and speaker.party,
        "speaker": speaker and (speaker.name or speaker.text),
        "actor": speaker and speaker.id,
        "text": quote.text,
        "start_char": quote.start,
        "end_char": quote.end,
        "cue": quote.cue and quote.cue.text,
        "rule": quote.rule,
    }


def _position(position: Position) -> Row:
    parties = dict.fromkeys(side.party or "?" for side in position.toward)
    return {
        "id": position.id,
        "party": position.party,
        "holder": "; ".join(side.name or side.text for side in position.holder),
        "stance": position.stance,
        "modality": position.modality,
        "toward": " ".join(parties),
        "content": position.content.text,
        "condition": position.condition and position.condition.text,
        "acts": " ".join(position.acts),
        "day": position.date and position.date.start,
        "speaker": position.speaker and position.speaker.party,
        "start_char": position.content.start,
        "end_char": position.content.end,
        "event": position.event,
        "quote": position.quote,
        "rule": position.rule,
    }


def _actor(actor: Actor) -> Row:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "party": actor.party,
        "sector": actor.sector,
        "role": actor.role,
        "mentions": len(actor.mentions),
    }


def _mentions(actor: Actor) -> Iterator[Row]:
    for span in actor.mentions:
        yield {
            "number": f"{actor.id}:{span.start}",
            "actor": actor.id,
            "text": span.text,
            "start_char": span.start,
            "end_char": span.end,
        }
