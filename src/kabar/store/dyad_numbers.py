"""How many of the chosen events each dyad has, how they score, and from when to when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from kabar.store.columns import Codes, Columns, Mask
from kabar.store.filters import Filter

NO_DAY = np.iinfo(np.int32).max
"""Stands for the first day of a dyad none of whose events has one."""


@dataclass(frozen=True, slots=True)
class DyadNumbers:
    """What the events of one party towards another are in numbers."""

    source: str
    target: str
    events: int
    scored: int
    """Events that have a score."""
    mean_score: float | None
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class DyadTable:
    """The numbers of all dyads by their codes, made into rows where they are looked at."""

    columns: Columns
    order: Codes
    """Codes of the dyads that have events, the ones with most events first, then by name."""
    events: npt.NDArray[np.int64]
    scored: npt.NDArray[np.int64]
    total: npt.NDArray[np.float64]
    """Sums of scores."""
    first: Codes
    last: Codes

    def __len__(self) -> int:
        """Return the number of dyads that have events."""
        return len(self.order)

    def row(self, code: int) -> DyadNumbers:
        """Return the numbers of a dyad."""
        source, target = self.columns.dyad_names[code]
        scored, first, last = int(self.scored[code]), int(self.first[code]), int(self.last[code])
        return DyadNumbers(
            source,
            target,
            int(self.events[code]),
            scored,
            round(float(self.total[code]) / scored, 4) if scored else None,
            date.fromordinal(first) if first != NO_DAY else None,
            date.fromordinal(last) if last else None,
        )

    def rows(self, start: int = 0, stop: int | None = None) -> list[DyadNumbers]:
        """Return the rows from one place to another in the order."""
        return [self.row(int(code)) for code in self.order[start:stop]]


def dyad_table(columns: Columns, mask: Mask, chosen: Filter | None = None) -> DyadTable:
    """Return the dyads of chosen events.

    An event may have several dyads; with a filter only those that are between the parties it asks
    for, as `kabar query --count` tells them.
    """
    kept = mask[columns.dyads.event]
    codes, events = columns.dyads.value[kept], columns.dyads.event[kept]
    if chosen is not None and (wanted := _wanted(chosen)):
        fits = np.fromiter(map(wanted, columns.dyad_names), np.bool_, len(columns.dyad_names))
        among = fits[codes]
        codes, events = codes[among], events[among]
    width = len(columns.dyad_names)
    scores, days = columns.score[events], columns.day[events]
    has_score, dated = ~np.isnan(scores), days > 0
    numbers = np.bincount(codes, minlength=width)
    scored = np.bincount(codes[has_score], minlength=width)
    total = np.bincount(codes[has_score], scores[has_score], width).astype(np.float64)
    first, last = np.full(width, NO_DAY, np.int32), np.zeros(width, np.int32)
    np.minimum.at(first, codes[dated], days[dated])
    np.maximum.at(last, codes[dated], days[dated])
    found = [int(code) for code in np.flatnonzero(numbers)]
    names = columns.dyad_names
    found.sort(key=lambda code: (-int(numbers[code]), names[code]))
    return DyadTable(columns, np.asarray(found, np.int32), numbers, scored, total, first, last)


def positions_of(columns: Columns, mask: Mask, source: str, target: str) -> Codes:
    """Return where the chosen events of one party towards another stand, the newest first."""
    if (source, target) not in columns.dyad_names:
        return np.zeros(0, np.int32)
    code = columns.dyad_names.index((source, target))
    events = columns.dyads.event[columns.dyads.value == code]
    return np.sort(events[mask[events]])


def _wanted(chosen: Filter) -> Callable[[tuple[str, str]], bool] | None:
    """Return what says whether a dyad is between the parties of a filter; None if it names none."""
    if not (chosen.sources or chosen.targets or chosen.parties or chosen.dyads):
        return None
    either = {pair for one, other in chosen.dyads for pair in ((one, other), (other, one))}

    def wanted(pair: tuple[str, str]) -> bool:
        return (
            (not chosen.sources or pair[0] in chosen.sources)
            and (not chosen.targets or pair[1] in chosen.targets)
            and (not chosen.parties or bool({*pair} & {*chosen.parties}))
            and (not either or pair in either)
        )

    return wanted
