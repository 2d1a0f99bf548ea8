"""The current events of a store as columns in memory, to filter and count a million in no time.

Each column is an array with one number an event; names are kept once and stand as codes. Events are
in the order of their first day, the newest first, those without a day last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[Any]

SOURCE, TARGET = 0, 1
"""Codes of roles."""
OF_EVENT = ("type", "mode", "modality", "country", "place", "said_by")
"""Columns of names that the table of events has."""
OF_DOCUMENT = ("language", "outlet")
CODED = ("document", *OF_EVENT, *OF_DOCUMENT)


class Names(dict[str | None, int]):
    """The codes of the different values of a column; 0 is the empty one, new ones get the next."""

    def __init__(self) -> None:
        """Begin with the empty value alone."""
        super().__init__({None: 0, "": 0})
        self.values_by_code = [""]

    def __missing__(self, value: str | None) -> int:
        """Give a new value its code."""
        code = self[value] = len(self.values_by_code)
        self.values_by_code.append(str(value))
        return code

    def code_all(self, values: Sequence[str | None]) -> Codes:
        """Return the codes of values."""
        return np.fromiter(map(self.__getitem__, values), np.int32, len(values))

    def known(self, values: Iterable[str]) -> list[int]:
        """Return the codes of those of the values that are there."""
        return [self[value] for value in values if value in self]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Values that an event may have several of: positions of events, and a code for each."""

    event: Codes
    value: Codes


@dataclass(frozen=True, slots=True)
class Columns:
    """All current events; position 0 is the newest."""

    names: Mapping[str, Names]
    codes: Mapping[str, Codes]
    """By name of the column: those of CODED."""
    ids: npt.NDArray[np.bytes_]
    """Ids of the events in UTF-8."""
    keys: npt.NDArray[np.int64]
    """What `event_keys` makes of document and id."""
    day: Codes
    """`date.toordinal()` of the first day, 0 where there is none."""
    score: npt.NDArray[np.float32]
    """PLOVER's, not a number where there is none."""
    contexts: Pairs
    sides: Mapping[int, Pairs]
    """Parties of either role, each once an event."""
    parties: Pairs
    """Parties on any side, each once an event."""
    dyads: Pairs
    dyad_names: Sequence[tuple[str, str]]
    """Source and target by the code of the dyad."""

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.day)

    def values(self, column: str) -> Sequence[str]:
        """Return the names of a column by their codes."""
        return self.names[column].values_by_code

    def key(self, position: int) -> tuple[str, str]:
        """Return the ids of the document and the event at a position."""
        document = int(self.codes["document"][position])
        return self.values("document")[document], bytes(self.ids[position]).decode()


def event_keys(documents: Codes, ids: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return a number for each event: a hash of 64 bits, so that no two of a million are alike."""
    hashes = np.fromiter(map(hash, ids), np.int64, len(ids))
    return hashes ^ (documents.astype(np.int64) * _SPREAD)


_SPREAD = 0x1E3779B97F4A7C15
"""An odd number whose multiples differ in all bits (Knuth, vol. 3, 6.4)."""


def outlet_of(origin: str | None) -> str:
    """Return who published a document, as far as its origin says: a host or a folder."""
    if not origin:
        return ""
    if "://" in origin:
        try:
            return (urlsplit(origin).hostname or "").removeprefix("www.")
        except ValueError:
            return ""
    folder = origin.replace("\\", "/").rpartition("/")[0]
    return folder.rpartition("/")[2]
