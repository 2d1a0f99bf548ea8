"""Positions: the stances that the speech acts of a sentence express, and for whom.

An event in words says what its source wants: the operator is the stance, the complement the
content. What is said in a quotation is a position of the speaker even where it makes no event.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kabar.extract.analysis import Analysis
from kabar.extract.content import ContentReader
from kabar.extract.reading import Reading
from kabar.extract.sides import parties
from kabar.ontology.load import Ontology
from kabar.records import Event, Position, Quote, Side, Span

DENIES = "denies"
YIELDING = ("CONCEDE",)
"""Types whose own words belong to the content: *lifted the sanctions*."""
UNTOLD = ("THREATEN", "ACCUSE")
"""Types that say nothing of a party where they are negated: *X is no threat*."""
ANSWERS = ("REJECT",)


@dataclass(frozen=True, slots=True)
class Stand:
    """A stance, how sure the text is of it, and the operator's word where one tells it."""

    stance: str
    operator: int | None
    modality: str


class PositionFinder:
    """Reads the positions of one sentence."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.ontology = analysis.ontology
        self.contents = ContentReader(analysis)

    def of_event(self, reading: Reading, event: Event) -> list[Position]:
        """Return the positions that an event expresses: one for each party that holds it."""
        stand = stance_of(reading, event, self.ontology)
        if event.modality == "negated" and self._is_denied(reading, event):
            stand = Stand(DENIES, None, "asserted")
        elif stand is None or (event.modality == "negated" and event.type in UNTOLD):
            return []
        holders = (*event.source, *event.target) if event.reciprocal else event.source
        return [
            position
            for holder in _by_party(holders)
            for position in self._positions(reading, event, stand, holder)
        ]

    def of_speech(self, reading: Reading, event: Event) -> list[Position]:
        """Return the speaker's position where words in a quotation express one but no event.

        *“The blockade must end,” X said*: nobody is named who is to end it. `event` is how the
        reading would be recorded.
        """
        speaker = event.said_by
        if speaker is None or speaker.party is None:
            return []
        own = parties(event.source)
        if own - {speaker.party} or (not own and not self._speaks(reading)):
            return []
        stand = stance_of(reading, event, self.ontology)
        if stand is None or event.modality in ("negated", "hypothetical"):
            return []
        found = self._positions(reading, event, stand, event.source or (speaker,))
        return [replace(position, event=None) for position in found]

    def _speaks(self, reading: Reading) -> bool:
        """Say whether the words are the speaker's by their kind: *must*, *it is unacceptable*."""
        duty = bool(reading.steps) and reading.steps[0].operator == "must"
        return duty or reading.match.entry.frame.source == ("speaker",)

    def _is_denied(self, reading: Reading, event: Event) -> bool:
        """Say whether a party says that it did not do a harm: *said it had not attacked*."""
        speaker = event.said_by
        if speaker is None or speaker.party is None:
            return False
        act = reading.act
        harms = event.type == "THREATEN" or (act is not None and act.effect == "harms")
        deed = reading.content is None and event.type not in ANSWERS
        return harms and deed and parties(event.source) == {speaker.party}

    def _positions(
        self, reading: Reading, event: Event, stand: Stand, holder: tuple[Side, ...]
    ) -> list[Position]:
        party, analysis = holder[0].party, self.analysis
        others = (*event.source, *event.target) if event.reciprocal else event.target
        toward = tuple(s for s in others if s.party != party or s.party is None)
        quote = self._quote(event.trigger.start)
        tree, text = analysis.tree, analysis.text
        found = []
        for tokens in self._contents(reading, event, stand, (*holder, *toward), quote):
            content = self.contents.span(tokens)
            position = Position(
                id=position_id(party, stand.stance, event.trigger, content, text),
                party=party,
                holder=holder,
                stance=stand.stance,
                toward=toward,
                content=content,
                act=event.about,
                acts=acts_of(reading),
                terms=self.contents.terms(tokens),
                points_back=self.contents.points_back(tokens),
                condition=event.condition,
                modality=stand.modality,
                speaker=event.said_by,
                date=event.date if stand.modality != "future" else None,
                statement=Span(text[tree.start : tree.end], tree.start, tree.end),
                event=event.id,
                quote=quote.id if quote is not None else None,
                evidence=event.evidence,
                rule=event.rule,
                derivation=event.derivation,
            )
            found.append(position)
        return found

    def _contents(
        self,
        reading: Reading,
        event: Event,
        stand: Stand,
        sides: Sequence[Side],
        quote: Quote | None,
    ) -> list[list[int]]:
        return self.contents.find(
            reading,
            stand.operator,
            sides,
            whole=event.type in YIELDING or (stand.stance == DENIES and event.type not in ANSWERS),
            condition=event.condition,
            quote=quote if quote is not None and quote.kind == "direct" else None,
        )

    def _quote(self, start: int) -> Quote | None:
        """Return the innermost quote around an offset."""
        around = [q for q in self.analysis.quotes if q.start <= start < q.end]
        return min(around, key=lambda q: q.end - q.start) if around else None


def stance_of(reading: Reading, event: Event, ontology: Ontology) -> Stand | None:
    """Return the stance that the reading of an event expresses.

    The outermost operator whose stance the type admits, else what the act says by itself, else
    the type's default; None for deeds and for acts that are no position. A denied accusation is
    denied whatever the word: *rejected the charge*.
    """
    stances, kind, modality = ontology.stances, event.type, event.modality
    content, act = reading.content, reading.act
    if kind == "REJECT" and content is not None and content.type == "ACCUSE":
        return Stand(DENIES, reading.steps[0].token if reading.steps else None, modality)
    for step in reading.steps:
        stance = ontology.operators[step.operator].stance
        if stance is not None and stance in stances.of_type.get(kind, ()):
            return Stand(stance, step.token, modality)
    stance = stances.default.get(kind)
    if act is not None and content is None and act.type == kind:
        stance = stances.of_act.get(act.name, stance)
    return Stand(stance, None, modality) if stance is not None else None


def acts_of(reading: Reading) -> tuple[str, ...]:
    """Return the names of the acts that a reading holds, outermost first."""
    found: dict[str, None] = {}
    node: Reading | None = reading
    while node is not None:
        if node.act is not None:
            found[node.act.name] = None
        node = node.content
    return tuple(found)


def without_repeats(positions: Iterable[Position]) -> list[Position]:
    """Return the positions without those told twice by one sentence, in order of the text.

    The same party, stance and modality on words that overlap are one position; the longer wins.
    """
    kept: list[Position] = []
    for position in sorted(positions, key=lambda p: (p.content.start, -p.content.end, p.id)):
        same = any(
            (p.party, p.stance, p.modality) == (position.party, position.stance, position.modality)
            and p.content.start < position.content.end
            and position.content.start < p.content.end
            for p in kept
        )
        if not same:
            kept.append(position)
    return kept


def position_id(party: str | None, stance: str, trigger: Span, content: Span, text: str) -> str:
    """Return a stable id from the party, the stance, where the words stand, and the text."""
    place = f"{trigger.start}\0{content.start}\0{content.end}"
    key = f"position\0{party}\0{stance}\0{place}\0{text}".encode()
    return hashlib.blake2b(key, digest_size=8).hexdigest()


def linked(positions: Iterable[Position], events: Iterable[Event]) -> list[Position]:
    """Return the positions with the id of the event that their own was put into."""
    kept = {event.id: event for event in events}
    found = []
    for position in positions:
        if position.event is not None and position.event not in kept:
            words = {(e.start, e.end) for e in position.evidence if e.role == "trigger"}
            into = [
                event.id
                for event in kept.values()
                if words & {(e.start, e.end) for e in event.evidence if e.role == "trigger"}
            ]
            position = replace(position, event=into[0] if into else None)
        found.append(position)
    return found


def _by_party(sides: Iterable[Side]) -> list[tuple[Side, ...]]:
    """Return the sides grouped by party, in the order of the parties; nobody gives nothing."""
    groups: dict[str | None, list[Side]] = {}
    for side in sides:
        groups.setdefault(side.party, []).append(side)
    return [tuple(group) for group in groups.values()]
