"""When, where and how many: the dates, places and numbers that belong to an event's own clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kabar.extract.magnitudes import NumberMention
from kabar.extract.places import PlaceMention
from kabar.extract.readings import Reading
from kabar.parse.clauses import Clauses
from kabar.records import Magnitude, When, Where

FRONTED = 2
"""A place named by the third word opens the sentence."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The dates, places and numbers of one sentence, and the day its story is about."""

    dates: Sequence[When]
    places: Sequence[PlaceMention]
    numbers: Sequence[NumberMention]
    story_day: When | None = None
    """What an undated assertion is dated to: the lead's day or that of publication."""

    def of(self, clauses: Clauses, reading: Reading) -> tuple[When | None, Where | None]:
        """Return the date and place of a reading; the nearest clause that names one gives it."""
        return self._date(clauses, reading), self._place(clauses, reading)

    def is_currency(self, start: int, end: int) -> bool:
        """Say whether the words stand inside a sum of money: *200 juta dolar AS* is no actor."""
        return any(
            n.magnitude.kind == "money" and n.magnitude.start <= start and end <= n.magnitude.end
            for n in self.numbers
        )

    def _date(self, clauses: Clauses, reading: Reading) -> When | None:
        if self.dates:
            for inside in _widening(clauses, reading):
                found = self._dates_at(clauses, inside)
                if found:
                    return _nearest(clauses, reading, found)
            if len(self.dates) == 1:
                return self.dates[0]
        return self.story_day if reading.modality == "asserted" else None

    def _dates_at(self, clauses: Clauses, inside: set[int]) -> list[When]:
        starts = {clauses.tree.tokens[k].start for k in inside}
        return [d for d in self.dates if any(d.text_start <= s < d.text_end for s in starts)]

    def _place(self, clauses: Clauses, reading: Reading) -> Where | None:
        places = [p for p in self.places if p.locative] or []
        act = reading.act
        if act is not None and "territory" in act.contexts:
            places = list(self.places)
        for inside in _widening(clauses, reading):
            found = [p for p in places if any(k in inside for k in range(p.first, p.last + 1))]
            if found:
                anchor = reading.token
                return min(found, key=lambda p: abs(p.first - anchor)).where
        # *In Yogyakarta, …* holds for all that follows, and so does the only place there is.
        fronted = [p for p in places if p.first <= FRONTED]
        if fronted or len(places) == 1:
            return (fronted or places)[0].where
        return None

    def magnitudes(self, clauses: Clauses, reading: Reading) -> tuple[Magnitude, ...]:
        """Return the numbers of the reading's own clause."""
        inside = clauses.clause_tokens(reading.token)
        if reading.act_match is not None:
            inside |= clauses.clause_tokens(reading.act_match.token)
        return tuple(n.magnitude for n in self.numbers if n.head in inside)


def _widening(clauses: Clauses, reading: Reading) -> list[set[int]]:
    """Return the token sets in which a setting is looked for, the narrowest first."""
    tokens = [reading.token]
    if reading.act_match is not None and reading.content is None:
        tokens.insert(0, reading.act_match.token)
    sets = [clauses.clause_tokens(k) for k in tokens]
    governor = clauses.governor_clause(reading.token)
    if governor is not None:
        sets.append(clauses.clause_tokens(governor))
    return sets


def _nearest(clauses: Clauses, reading: Reading, dates: Sequence[When]) -> When:
    start = clauses.tree.tokens[(reading.act_match or reading.match).token].start
    return min(dates, key=lambda d: abs(d.text_start - start))
