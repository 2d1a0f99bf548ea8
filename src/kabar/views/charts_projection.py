"""A map of equal areas: which part of the world it shows, and where a place stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

Degrees = tuple[float, float]
"""Latitude, longitude."""
Pixel = tuple[float, float]

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_ROOT = sqrt(3) / 2
_NARROWEST = 0.22
"""Width of the smallest part of the world that is shown, in radii of the earth; outlines are
rough."""
_EDGE = 0.12
"""Room around the places, as a part of their width."""


@dataclass(frozen=True, slots=True)
class View:
    """The part of the world that a map shows, in the Equal Earth projection.

    Bojan Šavrič, Tom Patterson, Bernhard Jenny, The Equal Earth map projection, 2018; as d3 has it.
    """

    middle: float
    """Longitude of the middle meridian."""
    scale: float
    """Pixels of a radius of the earth."""
    left: float
    """Pixels from the left edge to the middle meridian."""
    top: float
    """Pixels from the top to the equator."""
    width: float
    height: float

    def pixel(self, place: Degrees) -> Pixel:
        """Return where a place stands."""
        x, y = _plane(place, self.middle)
        return self.left + self.scale * x, self.top - self.scale * y


def fitted(places: Sequence[Degrees], width: float, least: float, most: float) -> View:
    """Return the view of all places, between two heights."""
    middle = _middle([longitude for _, longitude in places])
    plane = [_plane(place, middle) for place in places]
    wide = max(x for x, _ in plane) - min(x for x, _ in plane)
    tall = max(y for _, y in plane) - min(y for _, y in plane)
    edge = max(wide, tall, _NARROWEST) * _EDGE
    wide, tall = max(wide, _NARROWEST) + 2 * edge, max(tall, _NARROWEST / 2) + 2 * edge
    height = min(max(width * tall / wide, least), most)
    scale = min(width / wide, height / tall)
    x = (max(x for x, _ in plane) + min(x for x, _ in plane)) / 2
    y = (max(y for _, y in plane) + min(y for _, y in plane)) / 2
    return View(
        round(middle, 2),
        round(scale, 3),
        round(width / 2 - scale * x, 2),
        round(height / 2 + scale * y, 2),
        width,
        round(height),
    )


def _plane(place: Degrees, middle: float) -> tuple[float, float]:
    """Return a place on the plane in radii of the earth."""
    latitude, longitude = place
    across = radians((longitude - middle + 180) % 360 - 180)
    angle = asin(_ROOT * sin(radians(latitude)))
    one, two, three, four = _A
    squared = angle * angle
    sixth = squared**3
    slope = one + 3 * two * squared + sixth * (7 * three + 9 * four * squared)
    x = across * cos(angle) / (_ROOT * slope)
    return x, angle * (one + two * squared + sixth * (three + four * squared))


def _middle(longitudes: Sequence[float]) -> float:
    """Return the middle of the shortest arc that holds all, so that no pole of the map cuts it."""
    ordered = sorted({each % 360 for each in longitudes})
    gaps = [
        (after - before, before, after)
        for before, after in zip(ordered, [*ordered[1:], ordered[0] + 360], strict=True)
    ]
    widest, before, after = max(gaps)
    if len(ordered) == 1:
        return (before + 180) % 360 - 180
    return ((after + before + 360) / 2 + 180) % 360 - 180 if widest > 90 else 11.0
