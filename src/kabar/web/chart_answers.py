"""What the JSON API answers about dyads, periods, parties and places."""

from __future__ import annotations

from dataclasses import dataclass

from kabar.store.dyad_numbers import DyadNumbers
from kabar.web.dyads import ChangeOfLevel, Direction
from kabar.web.network import PartyNumbers
from kabar.web.places import PlaceNumbers
from kabar.web.series import PeriodNumbers


@dataclass(frozen=True, slots=True)
class DyadsAnswer:
    """A page of dyads, the ones with most events first."""

    total: int
    page: int
    size: int
    pages: int
    dyads: list[DyadNumbers]


@dataclass(frozen=True, slots=True)
class DyadAnswer:
    """A dyad over time."""

    source: str
    target: str
    by: str
    events: int
    """Of either direction; an event that goes both ways counts once."""
    directions: list[Direction]
    changes: list[ChangeOfLevel]


@dataclass(frozen=True, slots=True)
class TimelineAnswer:
    """The chosen events by period, the oldest first; periods without events are left out."""

    by: str
    total: int
    without_day: int
    periods: list[PeriodNumbers]


@dataclass(frozen=True, slots=True)
class NetworkAnswer:
    """A page of parties, the ones with most events first."""

    total: int
    dyads: int
    page: int
    size: int
    parties: list[PartyNumbers]


@dataclass(frozen=True, slots=True)
class PlacesAnswer:
    """A page of places, the ones with most events first."""

    total: int
    page: int
    size: int
    events: int
    """Chosen events, with and without a place."""
    without_place: int
    without_coordinates: int
    places: list[PlaceNumbers]
