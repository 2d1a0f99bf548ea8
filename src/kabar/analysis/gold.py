"""Gold of reviewed articles, in the form that examples/README.md tells.

What a reviewer accepted, corrected or added is required; what was rejected is left out, so that a
record of it is wrong; what has no verdict in a finished article is optional, neither missed nor
wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kabar.analysis.corrections import ANYBODY, Fields, fields_of
from kabar.records import Coded, Event, Position, Quote
from kabar.store.reviews import ADDED, ARTICLE, EVENT, REJECTED, Review

Record = Event | Quote | Position
Key = tuple[str, str]
"""Kind and id of a record."""

WORDS = 60
"""Characters of a quote that are told."""
NOTE = (
    "Made by kabar from the verdicts of a reviewer. `optional` rows had no verdict: "
    "neither missed nor wrong."
)


@dataclass(frozen=True, slots=True)
class Judged:
    """An article as one reviewer judged it."""

    reviewer: str
    coded: Coded
    """The records of its newest run."""
    reviews: Mapping[Key, Review]
    seen: Mapping[str, Coded]
    """The records of every run that a verdict names."""


def is_gold(judged: Judged) -> bool:
    """Say whether an article is finished, or all its events have a verdict."""
    if (ARTICLE, "") in judged.reviews:
        return True
    return bool(judged.reviews) and all(
        (EVENT, event.id) in judged.reviews for event in judged.coded.events
    )


def gold_events(judged: Judged) -> list[dict[str, Any]]:
    """Return the events of a gold file, in the order of the text."""
    text = judged.coded.document.text
    rows: list[tuple[int, dict[str, Any]]] = []
    for added in judged.reviews.values():
        if added.verdict == ADDED and added.correction is not None:
            start, words = int(added.correction["start"]), str(added.correction["words"])
            rows.append((start, _event(text, start, words, added.correction, added.note)))
    for event, fields, review in _kept(judged, Event):
        row = _event(text, event.trigger.start, event.trigger.text, fields, _note(review))
        if event.reciprocal:
            row["either_way"] = True
        rows.append((event.trigger.start, _optional(row, review)))
    return _ordered(rows)


def gold_quotes(judged: Judged) -> list[dict[str, Any]]:
    """Return the quotes of a gold file: only words in quotation marks are listed there."""
    text = judged.coded.document.text
    rows: list[tuple[int, dict[str, Any]]] = []
    for quote, fields, review in _kept(judged, Quote):
        if quote.kind == "indirect":
            continue
        named = quote.speaker is not None and quote.speaker.name is not None
        given = review is not None and "speaker" in (review.correction or {})
        row = {
            "line": _line(text, quote.start),
            "speaker": (fields["speaker"] or "") if named or given else "",  # any speaker
            "party": fields["party"],
            "begins": quote.text[:WORDS],
        }
        rows.append((quote.start, _optional(row, review)))
    return _ordered(rows)


def gold_positions(judged: Judged) -> list[dict[str, Any]]:
    """Return the positions of a gold file of positions."""
    text = judged.coded.document.text
    rows: list[tuple[int, dict[str, Any]]] = []
    for position, fields, review in _kept(judged, Position):
        start = position.content.start
        row: dict[str, Any] = {
            "line": _line(text, start),
            "party": fields["party"],
            "stances": [fields["stance"]],
            "toward": fields["toward"],
            "content": position.content.text.partition("\n")[0],
        }
        if position.modality == "negated":
            row["negated"] = True
        rows.append((start, _optional(row, review)))
    return _ordered(rows)


def gold_file(judged: Judged, name: str) -> dict[str, Any]:
    """Return what a gold file holds; `name` is that of its article."""
    return {
        **_head(judged, name),
        "note": NOTE,
        "events": gold_events(judged),
        "quotes": gold_quotes(judged),
        "not_quotes": [],
        "actors": [],
        "places": [],
        "issues": [],
    }


def positions_file(judged: Judged, stem: str) -> dict[str, Any]:
    """Return what a gold file of positions holds; it names its article without `.txt`."""
    return {**_head(judged, stem), "positions": gold_positions(judged)}


def _head(judged: Judged, name: str) -> dict[str, Any]:
    document = judged.coded.document
    day = document.published.isoformat() if document.published else None
    return {
        "document": name,
        "language": document.language,
        "published": day,
        "reviewer": judged.reviewer,
    }


def _kept(judged: Judged, kind: type[Any]) -> Iterable[tuple[Any, Fields, Review | None]]:
    """Yield what was not rejected, as it should be, and its verdict; None where it has none."""
    noun = kind.__name__.lower()
    for review in judged.reviews.values():
        if review.kind != noun or review.verdict in (ADDED, REJECTED):
            continue
        coded = judged.seen.get(review.run)
        record = next((r for r in _records(coded, noun) if r.id == review.record), None)
        if record is not None:
            yield record, fields_of(record) | (review.correction or {}), review
    for record in _records(judged.coded, noun):
        if (noun, record.id) not in judged.reviews:
            yield record, fields_of(record), None


def _records(coded: Coded | None, noun: str) -> Iterable[Any]:
    return getattr(coded, f"{noun}s") if coded is not None else ()


def _event(text: str, start: int, words: str, fields: Fields, note: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "line": _line(text, start),
        "types": [fields["type"]],
        "source": fields["source"] or [ANYBODY],
        "target": fields["target"] or [ANYBODY],
        "modality": fields["modality"],
    }
    row |= {name: fields[name] for name in ("mode", "date", "place") if fields[name]}
    shown = " ".join(words.split())
    return row | {"about": f"“{shown}”; {note}" if note else f"“{shown}”"}


def _note(review: Review | None) -> str:
    return review.note if review is not None else ""


def _optional(row: dict[str, Any], review: Review | None) -> dict[str, Any]:
    return row if review is not None else {**row, "optional": True}


def _line(text: str, start: int) -> int:
    return text.count("\n", 0, start) + 1


def _ordered(rows: list[tuple[int, dict[str, Any]]]) -> list[dict[str, Any]]:
    return [row for _, row in sorted(rows, key=lambda each: (each[0], str(each[1])))]
