"""The records that wait for a reviewer, or that were reviewed, with the sentence of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
import sqlalchemy as sa
from fastapi import HTTPException
from pydantic import Field

from kabar.analysis.corrections import MODALITIES, Fields, fields_of
from kabar.analysis.precision import RulePrecision, rule_precisions
from kabar.errors import UnknownName
from kabar.ontology.load import load_ontology
from kabar.records import Coded, Document, Span
from kabar.store.choosing import with_keys
from kabar.store.review_queue import (
    Key,
    Wanted,
    events_of_rules,
    finished_documents,
    judged_keys,
    progress,
    totals,
    waiting,
)
from kabar.store.reviews import (
    JUDGED,
    Progress,
    Review,
    coded_by,
    current_run,
    newest,
    reviews_of,
)
from kabar.store.search import documents_of
from kabar.web.asked import Asked, Values
from kabar.web.events import choose_by
from kabar.web.judging import Record, record_of
from kabar.web.overlay import Mark, Piece, marks_of
from kabar.web.site import Site

AROUND = 320
"""Characters on either side in which the ends of a sentence are looked for."""
SIZE = 25
OF_ALL = frozenset(
    {"kind", "verdict", "rule", "type", "party", "language", "document", "from", "to", "text"}
)
"""What filters quotes and positions too; the rest filters events alone."""
_ENDS = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|\n")

Verdict = Literal["waiting", "reviewed", "accepted", "corrected", "rejected"]


class QueueAsked(Asked):
    """The records that an address asks for, to be reviewed."""

    kind: Literal["event", "quote", "position"] = "event"
    verdict: Verdict = Field("waiting", description="waiting: without a verdict of yours.")
    rule: Values = Field([], description="Line of data that gave the record, e.g. en/acts:41.")
    size: Annotated[int, Field(ge=1, le=100)] = SIZE


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A record with its sentence, to be judged."""

    kind: str
    record: Record
    document: Document
    sentence: Sequence[Piece]
    fields: Fields
    review: Review | None
    """Where it was reviewed."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of records."""

    total: int
    page: int
    size: int
    rows: Sequence[QueueRow]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))


def queue_of(site: Site, asked: QueueAsked, reviewer: str) -> Queue:
    """Return a page of the queue.

    Raises UnknownName for a type that there is not, HTTPException 400 where a filter is for events
    alone.
    """
    names = types_of(asked.kind)
    for name in asked.type:
        if name not in names:
            raise UnknownName(f"unknown type '{name[:40]}'; name one of: {', '.join(names)}")
    if asked.verdict != "waiting":
        return _reviewed(site, asked)
    first = (asked.page - 1) * asked.size
    if asked.kind == "event":
        total, keys = _waiting_events(site, asked, reviewer, first)
    else:
        total, keys = _waiting_others(site, asked, reviewer, first)
    with site.store.reading() as connection:
        known: dict[str, Coded | None] = {}
        rows = []
        for document, record in keys:
            if document not in known:
                run = current_run(connection, document)
                known[document] = coded_by(connection, document, run) if run else None
            rows.append(_row(known[document], asked.kind, record, None))
    return Queue(total, asked.page, asked.size, [row for row in rows if row is not None])


def sentence_pieces(coded: Coded, kind: str, record: Record) -> list[Piece]:
    """Return the sentence of a record's main words, cut where words of the record stand."""
    empty = replace(coded, events=(), quotes=(), positions=(), actors=())
    alone = replace(empty, **{f"{kind}s": (record,)})  # type: ignore[arg-type] # of that kind
    words, text = main_words(record), coded.document.text
    return pieces_of(text, sentence_of(text, words.start, words.end), list(marks_of(alone)))


def progress_of(site: Site, reviewer: str) -> list[Progress]:
    """Return how far a reviewer is."""
    site.columns.now()
    with site.store.reading() as connection:
        of = site.kept.get(("totals", site.columns.version), lambda: totals(connection))
        return progress(connection, reviewer, of)


def types_of(kind: str) -> list[str]:
    """Return what a kind of record may be filtered by: types, kinds of quotes, stances."""
    ontology = load_ontology()
    if kind == "quote":
        return ["direct", "indirect", "mixed"]
    return list(ontology.types if kind == "event" else ontology.stances.gloss)


def rules_of(site: Site) -> list[RulePrecision]:
    """Return every rule that was judged, those that are surest to be bad first."""
    with site.store.reading() as connection:
        return rule_precisions(reviews_of(connection))


def sentence_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around some words begins and ends, as far as signs tell."""
    left = max(0, start - AROUND)
    ends = [found.end() for found in _ENDS.finditer(text, left, start)]
    right = min(len(text), end + AROUND)
    stop = _ENDS.search(text, end, right)
    return (ends[-1] if ends else left), (stop.start() if stop else right)


def pieces_of(text: str, span: tuple[int, int], marks: Sequence[Mark]) -> list[Piece]:
    """Return a part of a text cut at its marks."""
    first, last = span
    inside = [m for m in marks if m.start < last and m.end > first]
    cuts = {first, last} | {min(max(o, first), last) for m in inside for o in (m.start, m.end)}
    ordered = sorted(cuts)
    return [
        Piece(
            text[start:end],
            tuple(dict.fromkeys(m.record for m in inside if m.start <= start and m.end >= end)),
            tuple(sorted({m.role for m in inside if m.start <= start and m.end >= end})),
            (),
        )
        for start, end in pairwise(ordered)
    ]


def main_words(record: Record) -> Span:
    """Return the words that a record is found by."""
    for name in ("trigger", "content"):
        if hasattr(record, name):
            found: Span = getattr(record, name)
            return found
    return Span(record.text, record.start, record.end)  # type: ignore[union-attr] # a quote


def _row(coded: Coded | None, kind: str, name: str, review: Review | None) -> QueueRow | None:
    record = record_of(coded, kind, name) if coded is not None else None
    if coded is None or record is None:
        return None
    pieces = sentence_pieces(coded, kind, record)
    return QueueRow(kind, record, coded.document, pieces, fields_of(record), review)


def _waiting_events(
    site: Site, asked: QueueAsked, reviewer: str, first: int
) -> tuple[int, list[Key]]:
    wanted = asked.filter()
    if not wanted.modalities:
        wanted = replace(wanted, modalities=MODALITIES)  # negated ones are judged, too
    chosen = choose_by(site, wanted, outlets=tuple(asked.outlet))
    columns, mask = chosen.columns, chosen.mask
    with site.store.reading() as connection:
        judged = judged_keys(connection, "event", reviewer)
        finished = finished_documents(connection, reviewer)
        of_rules = events_of_rules(connection, asked.rule) if asked.rule else None
    mask = mask & ~with_keys(columns, judged)
    done = columns.names["document"].known(finished)
    mask = mask & ~np.isin(columns.codes["document"], done)
    if of_rules is not None:
        mask = mask & with_keys(columns, of_rules)
    positions = np.flatnonzero(mask)
    if asked.order == "oldest":
        positions = positions[::-1]
    page = positions[first : first + asked.size]
    return len(positions), [columns.key(int(position)) for position in page]


def _waiting_others(
    site: Site, asked: QueueAsked, reviewer: str, first: int
) -> tuple[int, list[Key]]:
    if asked.text:
        site.index.now()
    with site.store.reading() as connection:
        return waiting(
            connection,
            asked.kind,
            reviewer,
            _wanted(connection, asked),
            offset=first,
            limit=asked.size,
            newest_first=asked.order == "newest",
        )


def _wanted(connection: sa.Connection, asked: QueueAsked) -> Wanted:
    alone = sorted({name for name, _ in asked.chips()} - OF_ALL)
    if alone:
        raise HTTPException(400, f"These filter events alone: {', '.join(alone)}.")
    return Wanted(
        kinds=asked.type,
        parties=asked.party,
        languages=asked.language,
        documents=asked.document,
        rules=asked.rule,
        start=asked.start,
        end=asked.end,
        among=documents_of(connection, asked.text) if asked.text else None,
    )


def _reviewed(site: Site, asked: QueueAsked) -> Queue:
    """Return a page of records that anybody has judged, the newest verdict on each."""
    alone = sorted({name for name, _ in asked.chips()} - {"kind", "verdict", "rule", "document"})
    if alone:
        raise HTTPException(400, f"These filter what waits alone: {', '.join(alone)}.")
    with site.store.reading() as connection:
        reviews = reviews_of(connection, kind=asked.kind, verdicts=JUDGED, rules=asked.rule)
        found = [each for each in newest(reviews) if asked.verdict in ("reviewed", each.verdict)]
        if asked.document:
            found = [each for each in found if each.document in asked.document]
        if asked.order == "newest":
            found.reverse()
        first = (asked.page - 1) * asked.size
        rows = [
            _row(coded_by(connection, each.document, each.run), each.kind, each.record, each)
            for each in found[first : first + asked.size]
        ]
    return Queue(len(found), asked.page, asked.size, [row for row in rows if row is not None])
