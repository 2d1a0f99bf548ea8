"""What an ingest did so far."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """What an ingest did so far."""

    read: int = 0
    """Texts and failures that the sources gave."""
    added: int = 0
    """Documents coded and written."""
    again: int = 0
    """Texts that were there already under this run, from wherever."""
    rejected: int = 0
    events: int = 0
    quotes: int = 0
    positions: int = 0
