"""Reads the current events of a store into columns; a million takes some seconds."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

import numpy as np
import sqlalchemy as sa

from kabar.store import schema
from kabar.store.columns import (
    CODED,
    OF_EVENT,
    SOURCE,
    TARGET,
    Codes,
    Columns,
    Mask,
    Names,
    Numbers,
    Pairs,
    event_keys,
    outlet_of,
)

PART = 50_000
"""Rows that are read at once."""


def read_columns(connection: sa.Connection) -> Columns:
    """Return the current events of a store; a million takes some seconds."""
    names = {name: Names() for name in (*CODED, "run", "context", "party")}
    current = _Current(connection, names)
    raw = _read_events(connection, names, current)
    order = np.lexsort((raw["start"], raw["document"], -raw["day"].astype(np.int64)))
    codes = {name: raw[name][order] for name in CODED}
    keys = raw["key"][order]
    places = _Places(keys)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    rows, roles = _read_sides(connection, names, current, places)
    dyads, dyad_names = _read_dyads(connection, names, places)
    return Columns(
        names=names,
        codes=codes,
        ids=raw["id"][order],
        keys=keys,
        day=raw["day"][order],
        score=raw["score"][order],
        contexts=Pairs(place[raw["context_row"]], raw["context"]),
        sides={role: _once(rows.event, rows.value, roles == role) for role in (SOURCE, TARGET)},
        parties=_once(rows.event, rows.value, np.ones(len(roles), np.bool_)),
        dyads=dyads,
        dyad_names=dyad_names,
    )


class _Current:
    """The current run, language and outlet of each document, by its code."""

    def __init__(self, connection: sa.Connection, names: Mapping[str, Names]) -> None:
        results, documents = schema.RESULTS.c, schema.DOCUMENTS.c
        query = sa.select(results.document, results.run, results.language).where(results.current)
        found = dict[str, list[Any]](document=[0], run=[-1], language=[0])
        for part in _parts(connection, query):
            for name, values in zip(found, part, strict=True):
                found[name].extend(names[name].code_all(values))
        outlets = [0] * len(found["document"])
        for part in _parts(connection, sa.select(documents.id, documents.origin)):
            for document, origin in zip(*part, strict=True):
                if document in names["document"]:
                    outlets[names["document"][document]] = names["outlet"][outlet_of(origin)]
        self.run = np.asarray(found["run"], np.int32)
        self.by_document = {
            "language": np.asarray(found["language"], np.int32),
            "outlet": np.asarray(outlets, np.int32),
        }

    def has(self, documents: Codes, runs: Codes) -> Mask:
        """Say which rows are of a current run."""
        known = documents < len(self.run)  # a document may have been added since
        same: Mask = self.run[np.where(known, documents, 0)] == runs
        return known & same


def _read_events(
    connection: sa.Connection, names: Mapping[str, Names], current: _Current
) -> dict[str, Numbers]:
    """Return the columns of current events in the order of the table."""
    events = schema.EVENTS.c
    day = sa.cast(events.date_start, sa.Text)
    named = [events[name] for name in OF_EVENT]
    query = sa.select(events.document, events.run, events.id, *named, day, events.score)
    query = query.add_columns(events.start_char, events.contexts)
    days = _Days({None: 0})
    found: dict[str, list[Numbers]] = {}
    row = count()
    for part in _parts(connection, query):
        columns = dict(zip(("document", "run", *OF_EVENT), (*part[:2], *part[3:]), strict=False))
        codes: dict[str, Numbers] = {name: names[name].code_all(v) for name, v in columns.items()}
        codes["id"] = np.asarray([each.encode() for each in part[2]])
        codes["key"] = event_keys(codes["document"], part[2])
        kept = current.has(codes["document"], codes.pop("run"))
        day_values, scores, starts, contexts = part[-4:]
        codes["day"] = np.fromiter(map(days.__getitem__, day_values), np.int32, len(day_values))
        codes["score"] = np.asarray(scores, np.float32)
        codes["start"] = np.asarray(starts, np.int32)
        for name, values in codes.items():
            found.setdefault(name, []).append(values[kept])
        texts = [text for text, stays in zip(contexts, kept, strict=True) if stays]
        pairs = [(n, name) for text, n in zip(texts, row, strict=False) for name in text.split()]
        found.setdefault("context_row", []).append(np.asarray([n for n, _ in pairs], np.int32))
        found.setdefault("context", []).append(names["context"].code_all([c for _, c in pairs]))
    raw = {name: _joined(parts) for name, parts in found.items()}
    wanted = (*CODED, "id", "key", "day", "score", "start", "context_row", "context")
    raw |= {name: np.zeros(0, np.int32) for name in wanted if name not in raw}
    for name, values in current.by_document.items():
        raw[name] = values[raw["document"]]
    return raw


class _Days(dict[str | None, int]):
    """Days as numbers; there are few different ones."""

    def __missing__(self, day: str | None) -> int:
        number = self[day] = date.fromisoformat(str(day)).toordinal()
        return number


class _Places:
    """Where an event stands, by its key."""

    def __init__(self, keys: Numbers) -> None:
        self.order = np.argsort(keys, kind="stable").astype(np.int32)
        self.keys = keys[self.order]

    def find(self, documents: Codes, ids: Sequence[str]) -> Codes:
        """Return positions; -1 for events that are not there."""
        if not len(self.keys):
            return np.full(len(documents), -1, np.int32)
        keys = event_keys(documents, ids)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.order[at], np.int32(-1))


def _read_sides(
    connection: sa.Connection, names: Mapping[str, Names], current: _Current, places: _Places
) -> tuple[Pairs, Codes]:
    """Return the parties of events, and the role of each."""
    sides = schema.SIDES.c
    query = sa.select(sides.document, sides.run, sides.event, sides.party, sides.role)
    events, parties, roles = [], [], []
    for part in _parts(connection, query.where(sides.party.is_not(None))):
        document, run = (
            names[name].code_all(part[n]) for n, name in enumerate(("document", "run"))
        )
        party = names["party"].code_all(part[3])
        at = places.find(document, part[2])
        kept = current.has(document, run) & (at >= 0)
        events.append(at[kept])
        parties.append(party[kept])
        is_target = np.fromiter(map("target".__eq__, part[-1]), np.int32, len(part[-1]))
        roles.append(is_target[kept])
    return Pairs(_joined(events), _joined(parties)), _joined(roles)


def _read_dyads(
    connection: sa.Connection, names: Mapping[str, Names], places: _Places
) -> tuple[Pairs, Sequence[tuple[str, str]]]:
    """Return the dyads of events, and the parties of each dyad."""
    dyads = schema.DYADS.c
    query = sa.select(dyads.document, dyads.event, dyads.source, dyads.target)
    events, keys = [], []
    for part in _parts(connection, query.where(dyads.current)):
        at = places.find(names["document"].code_all(part[0]), part[1])
        pair = [names["party"].code_all(values).astype(np.int64) for values in part[2:]]
        events.append(at[at >= 0])
        keys.append((pair[0] << 32 | pair[1])[at >= 0])
    different, codes = np.unique(_joined(keys), return_inverse=True)
    parties = names["party"].values_by_code
    known = [(parties[int(key) >> 32], parties[int(key) & 0xFFFFFFFF]) for key in different]
    return Pairs(_joined(events), codes.astype(np.int32)), known


def _once(events: Codes, values: Codes, wanted: Mask) -> Pairs:
    """Return pairs of which each event has each value once."""
    keys = np.sort(events[wanted].astype(np.int64) << 32 | values[wanted])
    keys = keys[np.diff(keys, prepend=-1) != 0]  # np.unique takes several times as long
    return Pairs((keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32))


def _parts(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Sequence[Sequence[Any]]]:
    """Yield the columns of a query, a part of its rows at a time, as the driver gives them.

    The driver's rows are taken as they are: making rows of them takes longer than reading them.
    """
    cursor: Any = connection.execute(query).cursor
    while True:
        was = gc.isenabled()
        gc.disable()  # it would look at all these tuples again and again
        try:
            columns = list(zip(*cursor.fetchmany(PART), strict=True))
        finally:
            if was:
                gc.enable()
        if not columns:
            return
        yield columns


def _joined(parts: Sequence[Numbers]) -> Numbers:
    return np.concatenate(parts) if parts else np.zeros(0, np.int32)
