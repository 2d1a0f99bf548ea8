"""The mode that only the sides of a meeting tell: PLOVER's CONSULT `multilateral`."""

from __future__ import annotations

from kabar.extract.reading import Reading
from kabar.extract.roles import Filled
from kabar.extract.side_sets import parties

MULTILATERAL = "multilateral"
GATHERINGS = ("meet", "negotiate", "talk-peace")
"""Acts whose target takes part; who is discussed or called does not."""
MANY = 3
"""From so many parties on a meeting is multilateral."""
BODY = "IGO"
"""The sector of bodies of states: where nobody else is named, its members met."""


def mode_of(reading: Reading, filled: Filled) -> str | None:
    """Return the mode of a reading with its sides.

    A meeting of no other mode is `multilateral` where three parties or more take part, or where a
    body of states alone does: *ASEAN ministers met*.
    """
    meets = reading.act is not None and reading.act.name in GATHERINGS
    if reading.type != "CONSULT" or reading.mode or not meets:
        return reading.mode
    named = parties(filled.source) | parties(filled.target)
    members = len(named) == 1 and not filled.target and all(s.sector == BODY for s in filled.source)
    return MULTILATERAL if len(named) >= MANY or members else None
