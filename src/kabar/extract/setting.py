"""When, where and how many: the dates, places and numbers that belong to an event's own words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from kabar.extract.dates import DateMention
from kabar.extract.dates_distances import Distance
from kabar.extract.magnitudes import NumberMention
from kabar.extract.nearness import Nearness
from kabar.extract.places import PlaceMention
from kabar.extract.reading import FORWARD, Reading
from kabar.parse.clauses import Clauses
from kabar.parse.side_clauses import INNER
from kabar.parse.tree import Token, Tree
from kabar.records import Magnitude, When, Where

MOVING = {
    "to": frozenset(("CONSULT", "MOBILIZE", "AID", "COERCE", "ASSAULT", "RETREAT", "PROTEST")),
    "from": frozenset(("RETREAT", "COERCE", "SANCTION")),
    "on": frozenset(("ASSAULT", "COERCE")),
    "on seat": frozenset(("ASSAULT",)),
}
"""Types whose acts happen where something is moved to or from, or falls on: *jets to Natuna*."""
VISIT = "visit"
"""The mode of acts that happen at the seat of whoever is their target: *visited Beijing*."""
EXTRA = {"to": 1.0, "from": 2.0, "seat": 0.5}
"""What such a place costs beyond one that the text says something happened in."""
OF_SUBJECT = 2.5
"""What the place of whoever acts costs more: *the governor of Ituri province*."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The dates, places and numbers of one sentence, and the day its story is about."""

    dates: Sequence[DateMention]
    places: Sequence[PlaceMention]
    numbers: Sequence[NumberMention]
    story_day: When | None = None
    """What an undated assertion is dated to: the lead's day or that of publication."""
    published: date | None = None
    distances: Sequence[Distance] = ()
    """How far its acts are told to lie apart."""

    def of(
        self,
        clauses: Clauses,
        reading: Reading,
        tellers: Callable[[], Collection[int]],
        modality: str,
    ) -> tuple[When | None, Where | None]:
        """Return the date and place of a reading; `tellers` gives the words that tell an act.

        `modality` is that of the event, which words around the reading may have changed.
        """
        nearness = Nearness(clauses, reading, tellers)
        date = self._date(nearness, reading, modality)
        if date is not None and modality == "asserted" and self._is_too_late(date, reading):
            date = self._undated(reading)
        return date, self._place(nearness, reading)

    def is_currency(self, start: int, end: int) -> bool:
        """Say whether the words stand inside a sum of money: *200 juta dolar AS* is no actor."""
        return any(
            n.magnitude.kind == "money" and n.magnitude.start <= start and end <= n.magnitude.end
            for n in self.numbers
        )

    def _undated(self, reading: Reading) -> When | None:
        return self.story_day if reading.modality == "asserted" else None

    def _date(self, nearness: Nearness, reading: Reading, modality: str) -> When | None:
        """Return the date nearest to the act, counted from another act's where words say so."""
        tokens = nearness.tree.tokens
        at = [_span(d.when, tokens)[0] for d in self.dates]
        words = [d.span for d in self.distances]
        free = [
            (d, k)
            for d, k in zip(self.dates, at, strict=True)
            if not any(start < d.when.text_end and d.when.text_start < end for start, end in words)
        ]
        around = [d for d in self.distances if reading.token in d.behind]
        if around:
            inner = min(around, key=lambda d: len(d.behind))
            own = [d for d, k in free if k in inner.behind]
            if own:
                return self._nearest(own, nearness, reading, modality)
            base = self._beside(inner, [d.when for d, _ in free], reading)
            return inner.from_beside(base) if base is not None else None
        shown = [d for d, k in free if not any(k in each.behind for each in self.distances)]
        for each in () if shown else self.distances:
            told = [d for d, k in free if k in each.behind]
            if told and each.above in reading.words:
                return each.from_behind(told[0].when)
        return self._nearest(shown or [d for d, _ in free], nearness, reading, modality)

    def _beside(self, distance: Distance, whens: Sequence[When], reading: Reading) -> When | None:
        """Return the day of the act beside a distance: the last date told before it, or a later."""
        before = [w for w in whens if w.text_end <= distance.span[0]]
        told = before[-1:] or whens[:1]
        return told[0] if told else self._undated(reading)

    def _nearest(
        self, dates: Sequence[DateMention], nearness: Nearness, reading: Reading, modality: str
    ) -> When | None:
        best = nearness.best([_span(d.when, nearness.tree.tokens) for d in dates])
        if best is None:
            return self._undated(reading)
        found = dates[best]
        below = _hangs_on(found.when, nearness.tree)
        if modality != "asserted" and _is_sayings(found.when, below, nearness):
            return found.when
        return _as_told(found, reading, modality, own=below == reading.token)

    def _is_too_late(self, when: When, reading: Reading) -> bool:
        """Say whether a date lies after the publication of what the text says has happened.

        It is then that of another act: *had agreed to finish it by 2026* happened before. A plan
        keeps its date.
        """
        late = self.published is not None and when.start > self.published
        return late and not _is_announced(reading)

    def _place(self, nearness: Nearness, reading: Reading) -> Where | None:
        places = [p for p in self.places if self._is_where(p, reading)]
        extra = [
            EXTRA.get(p.relation or "", 0.0) + OF_SUBJECT * _is_in_subject(p.first, nearness)
            for p in places
        ]
        best = nearness.best([(p.first, p.last) for p in places], extra)
        return None if best is None else places[best].where

    def _is_where(self, place: PlaceMention, reading: Reading) -> bool:
        if place.locative:
            return True
        act = reading.act
        if place.relation == "seat":
            return reading.mode == VISIT
        if act is not None and "territory" in act.contexts:
            return True
        moves = MOVING.get(place.relation or "", ())
        if reading.content is not None:
            return _is_announced(reading) and reading.content.type in moves
        return reading.type in moves

    def magnitudes(self, clauses: Clauses, reading: Reading) -> tuple[Magnitude, ...]:
        """Return the numbers of the reading's own clause."""
        inside = clauses.clause_tokens(reading.token)
        if reading.act_match is not None:
            inside |= clauses.clause_tokens(reading.act_match.token)
        return tuple(n.magnitude for n in self.numbers if n.head in inside)


def _span(when: When, tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the first and last token of a date's words."""
    inside = [t.index for t in tokens if when.text_start <= t.start < when.text_end]
    return (inside[0], inside[-1]) if inside else (0, 0)


def _hangs_on(when: When, tree: Tree) -> int:
    """Return the word that a date's words hang on."""
    first, last = _span(when, tree.tokens)
    return tree.tokens[tree.head_of(range(first, last + 1))].head


def _is_in_subject(first: int, nearness: Nearness) -> bool:
    """Say whether a place stands inside the noun phrase of a subject before the act."""
    relations = nearness.clauses.relations
    for node in (first, *nearness.tree.ancestors(first)):
        if relations[node] == "nsubj":
            return node < nearness.anchors[0]
        if relations[node] not in INNER:
            break
    return False


def _is_sayings(when: When, word: int, nearness: Nearness) -> bool:
    """Say whether a date on the word is that of what was said about the act, not of the act.

    *Said on Thursday that they could attack*, *they could attack, the ministry said on Thursday*.
    """
    reading, tree = nearness.reading, nearness.tree
    if word < 0 or word in reading.words or tree.tokens[word].upos != "VERB":
        return False
    first, last = _span(when, tree.tokens)
    if any(min(word, first) < k < max(word, last) for k in reading.words):
        return False
    beside = nearness.clauses.dependents(reading.token, "parataxis")
    return word in beside or word in tree.ancestors(reading.token)


def _as_told(date: DateMention, reading: Reading, modality: str, *, own: bool) -> When:
    """Return the date as the act reads it: what is to come lies ahead, what was done behind.

    What is said about an act to come may have been said before; its `own` date tells when.
    """
    when, ahead, behind = date.when, date.ahead, date.behind
    if behind is None or ahead is None:
        return when
    to_come = modality == "future" or (modality == "hypothetical" and reading.content is None)
    if to_come and when == behind:
        return ahead
    told = not _is_announced(reading) and (reading.content is None or own)
    if modality == "asserted" and told and when == ahead:
        return behind
    return when


def _is_announced(reading: Reading) -> bool:
    """Say whether the outermost word tells what is to come."""
    return bool(reading.steps) and reading.steps[0].operator in FORWARD
