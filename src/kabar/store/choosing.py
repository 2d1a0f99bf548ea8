"""Which events of the columns a filter leaves, and how many there are of each value."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kabar.store.columns import SOURCE, TARGET, Codes, Columns, Mask, Pairs, event_keys
from kabar.store.filters import NEGATED, Filter

MOST = 12
"""Values of a column that are told."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A value of a column and how many of the chosen events have it."""

    value: str
    events: int


def choose(
    columns: Columns,
    chosen: Filter,
    *,
    outlets: Collection[str] = (),
    documents: Collection[str] | None = None,
) -> Mask:
    """Return which events a filter leaves.

    `documents`, where given, are the ones that its text, story or happening was looked up in: the
    columns do not hold these.
    """
    mask = np.ones(len(columns), np.bool_)
    for name, values in (
        ("type", chosen.types),
        ("mode", chosen.modes),
        ("country", chosen.countries),
        ("language", chosen.languages),
        ("said_by", chosen.said_by),
        ("outlet", outlets),
        ("document", chosen.documents),
        ("modality", chosen.modalities),
    ):
        if values:
            mask &= _one_of(columns, name, values)
    if not chosen.modalities:
        mask &= ~_one_of(columns, "modality", (NEGATED,))
    if chosen.places:
        wanted = {name.lower() for name in chosen.places}
        names = [name for name in columns.values("place") if name.lower() in wanted]
        mask &= _one_of(columns, "place", names)
    if documents is not None:
        mask &= _one_of(columns, "document", documents)
    mask &= _within(columns.day, chosen.start, chosen.end)
    return _of_pairs(columns, chosen, mask)


def facets(columns: Columns, mask: Mask, name: str, *, most: int = MOST) -> list[Facet]:
    """Return the most frequent values of a column among chosen events; names break ties."""
    return _ranked(columns.values(name), columns.codes[name][mask], most)


def party_facets(columns: Columns, mask: Mask, *, most: int = MOST) -> list[Facet]:
    """Return the parties that take part in most of the chosen events, on either side."""
    return _of(columns.parties, columns.values("party"), mask, most)


def side_facets(columns: Columns, mask: Mask, role: int, *, most: int = MOST) -> list[Facet]:
    """Return the parties that are the source, or the target, of most of the chosen events."""
    return _of(columns.sides[role], columns.values("party"), mask, most)


def context_facets(columns: Columns, mask: Mask, *, most: int = MOST) -> list[Facet]:
    """Return the most frequent contexts of chosen events."""
    return _of(columns.contexts, columns.values("context"), mask, most)


def dyad_facets(columns: Columns, mask: Mask, *, most: int = 50) -> list[tuple[str, str, int]]:
    """Return the dyads with most of the chosen events: source, target, events."""
    codes = columns.dyads.value[mask[columns.dyads.event]]
    counts = np.bincount(codes, minlength=len(columns.dyad_names))
    rows = [(*columns.dyad_names[int(n)], int(counts[n])) for n in np.flatnonzero(counts)]
    return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))[:most]


def days_of(columns: Columns, mask: Mask) -> tuple[date, date] | None:
    """Return the first and last day of chosen events, None where none has a day."""
    days = columns.day[mask]
    days = days[days > 0]
    if not len(days):
        return None
    return date.fromordinal(int(days.min())), date.fromordinal(int(days.max()))


def with_keys(columns: Columns, keys: Collection[tuple[str, str]]) -> Mask:
    """Return which events are among these, given by ids of document and event."""
    names = columns.names["document"]
    there = [(names[document], event) for document, event in keys if document in names]
    documents = np.asarray([document for document, _ in there], np.int32)
    wanted = event_keys(documents, [event for _, event in there])
    found: Mask = np.isin(columns.keys, wanted)
    return found


def page_of(mask: Mask, page: int, size: int, *, oldest_first: bool = False) -> list[int]:
    """Return the positions on a page of chosen events; the first page is 1."""
    positions = np.flatnonzero(mask)
    if oldest_first:
        positions = positions[::-1]
    return [int(each) for each in positions[(page - 1) * size : page * size]]


def _one_of(columns: Columns, name: str, values: Collection[str]) -> Mask:
    names = columns.names[name]
    wanted = np.zeros(len(names.values_by_code), np.bool_)
    wanted[names.known(values)] = True
    return wanted[columns.codes[name]]


def _within(days: Codes, start: date | None, end: date | None) -> Mask:
    mask = np.ones(len(days), np.bool_)
    if start is not None:
        mask &= days >= start.toordinal()
    if end is not None:
        mask &= (days <= end.toordinal()) & (days > 0)
    return mask


def _of_pairs(columns: Columns, chosen: Filter, mask: Mask) -> Mask:
    """Return which of the chosen events have the parties, dyads and contexts asked for."""
    for values, pairs, names in (
        (chosen.sources, columns.sides[SOURCE], "party"),
        (chosen.targets, columns.sides[TARGET], "party"),
        (chosen.parties, columns.parties, "party"),
        (chosen.contexts, columns.contexts, "context"),
    ):
        if values:
            mask = mask & _having(columns, pairs, columns.names[names].known(values))
    if chosen.dyads:
        asked = {pair for one, other in chosen.dyads for pair in ((one, other), (other, one))}
        codes = [code for code, pair in enumerate(columns.dyad_names) if pair in asked]
        mask = mask & _having(columns, columns.dyads, codes)
    return mask


def _having(columns: Columns, pairs: Pairs, codes: Sequence[int]) -> Mask:
    """Return which events have one of the values."""
    mask = np.zeros(len(columns), np.bool_)
    mask[pairs.event[np.isin(pairs.value, codes)]] = True
    return mask


def _of(pairs: Pairs, names: Sequence[str], mask: Mask, most: int) -> list[Facet]:
    return _ranked(names, pairs.value[mask[pairs.event]], most)


def _ranked(names: Sequence[str], codes: Codes, most: int) -> list[Facet]:
    counts = np.bincount(codes, minlength=1)
    counts[0] = 0
    found = [Facet(names[int(n)], int(counts[n])) for n in np.flatnonzero(counts)]
    return sorted(found, key=lambda facet: (-facet.events, facet.value))[:most]
