"""The country an article is mostly about, and whether that is plain enough to guess by."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kabar.actors.resolve import ActorReading, country_of, weight_of

HOME_SHARE = 0.3
HOME_LEAD = 1.5
"""A country with this share of the parties named, so far before the second, is what it is about."""


def with_sure_guesses(reading: ActorReading) -> ActorReading:
    """Return the reading without guessed parties where the article is not about one country.

    A bare *police* is the country's that an article is about; in a story of several countries
    nothing says whose it is.
    """
    sided = [m for m in reading.mentions if m.party]
    named = Counter(country_of(m.party or "") for m in sided for _ in range(weight_of(m)))
    most = [count for _, count in named.most_common(2)] + [0, 0]
    if most[0] >= HOME_SHARE * named.total() and most[0] >= HOME_LEAD * most[1]:
        return reading
    return replace(reading, mentions=tuple(replace(m, guess=None) for m in reading.mentions))
