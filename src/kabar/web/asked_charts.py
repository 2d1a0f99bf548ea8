"""What the address of a drawing asks for: the filter of events, the period, and a window of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from kabar.web.asked import Asked

PERIODS = ("day", "week", "month", "quarter", "year")
PARTIES = ("source", "target", "party", "dyad")
"""Names in an address that say who takes part."""


def _none_if_empty(value: object) -> object:
    return None if value == "" else value


Period = Annotated[
    Literal["day", "week", "month", "quarter", "year"] | None, BeforeValidator(_none_if_empty)
]


class SeriesAsked(Asked):
    """Events over time."""

    by: Period = Field(None, description="Period; without, one of which a chart has room for all.")
    directed: bool = Field(True, description="Of a dyad, each direction on its own.")

    def chips(self) -> list[tuple[str, str]]:
        """Return name and value of what chooses events."""
        return [pair for pair in super().chips() if pair[0] not in ("by", "directed")]

    def of_events(self, **changes: Any) -> str:
        """Return the query of the same events on another page, from its first page on."""
        return self.address(
            **{"by": None, "directed": None, "size": None, "order": None, **changes}
        )


def without_parties(asked: Asked) -> str:
    """Return the query of an address without the names that say who takes part.

    A page of a dyad names both parties in its path.
    """
    return asked.address(**dict.fromkeys(PARTIES), size=None, order=None)
