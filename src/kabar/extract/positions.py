"""Positions: the stances that the speech acts of a sentence express, and for whom.

An event in words says what its source wants: the operator is the stance, the complement the
content. What is said in a quotation is a position of the speaker even where it makes no event.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kabar.extract.analysis import Analysis
from kabar.extract.content import ContentReader
from kabar.extract.gates import ARMED_OR_STATE, GENTLE, PUBLIC
from kabar.extract.judgements import called_threat
from kabar.extract.reading import FORWARD, VERBAL, Reading
from kabar.extract.side_sets import parties
from kabar.extract.stances import DENIES, PROMISES, Stand, stance_of
from kabar.records import Event, Position, Quote, Side, Span

YIELDING = ("CONCEDE",)
"""Types whose own words belong to the content: *lifted the sanctions*."""
UNTOLD = ("THREATEN", "ACCUSE")
"""Types that say nothing of a party where they are negated: *X is no threat*."""
ANSWERS = ("REJECT",)
BINDING = ("SUPPORT", "AGREE", "CONCEDE")
WARN = "warn"
TELLING = ("NOUN", "PROPN", "VERB", "AUX", "NUM")
LEADERS = {"ELI"}
"""Sectors of former and coming leaders, who speak for their country."""

OPPOSES = "opposes"


class PositionFinder:
    """Reads the positions of one sentence."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.ontology = analysis.ontology
        self.contents = ContentReader(analysis)

    def of_event(self, reading: Reading, event: Event) -> list[Position]:
        """Return the positions that an event expresses: one for each party that holds it."""
        called = called_threat(self.analysis, reading)
        if called is not None:
            return self._judged(reading, event, called)
        stand = stance_of(reading, event, self.ontology, self._told_by(reading))
        if event.modality == "negated" and self._is_denied(reading, event):
            modifiers = self.analysis.reader.modifiers.of(reading.match, ())
            coming = bool({"future", "want", "plan"} & modifiers.keys())
            stand = Stand(PROMISES if coming else DENIES, None, "asserted", negated=True)
        elif stand is None or self._is_untold(reading, event, stand):
            return []
        holders = (*event.source, *event.target) if event.reciprocal else event.source
        holders = self._giver(reading) or holders or self._holder(reading, event)
        return [
            position
            for holder in _by_party(holders)
            for position in self._positions(reading, event, stand, holder)
            if not self._is_empty(reading, event, position)
            and not self._is_remark(reading, event, position)
        ]

    def _judged(self, reading: Reading, event: Event, tokens: list[int]) -> list[Position]:
        """Return what the speaker opposes who calls it a threat; threatened is nobody."""
        speaker, text = event.said_by, self.analysis.text
        if speaker is None or speaker.party is None or event.modality == "negated" or not tokens:
            return []
        content, terms = self.contents.span(tokens), self.contents.terms(tokens)
        key = position_id(speaker.party, OPPOSES, event.trigger, content, text)
        found = self._positions(reading, event, Stand(OPPOSES, None, event.modality), (speaker,))
        return [replace(p, id=key, content=content, terms=terms, event=None) for p in found[:1]]

    def _giver(self, reading: Reading) -> tuple[Side, ...]:
        """Return whose promise somebody gets: the noun's owner, or who is to keep it."""
        if reading.type != "AGREE" or all(s.operator != "receive" for s in reading.steps):
            return ()
        clauses, sides = self.analysis.clauses, self.analysis.sides
        found: list[Side] = []
        for noun in clauses.dependents(reading.token, "obj"):
            told = clauses.dependents(noun, "acl", "ccomp")
            subjects = [s for k in told for s in clauses.dependents(k, "nsubj")]
            found += sides.possessor(noun) or [s for k in subjects for s in sides.at(k)]
        return tuple(found)

    def _is_untold(self, reading: Reading, event: Event, stand: Stand) -> bool:
        """Say whether an event leaves open what a party wants: *X is no threat*, *might sign*."""
        if event.modality == "negated":
            return event.type in UNTOLD
        if stand.operator is None and not stand.told and self._is_background(reading, event):
            return True
        expected = event.modality == "future" and not any(
            s.operator in FORWARD for s in reading.steps
        )
        return stand.operator is None and (expected or _is_doubted(event))

    def _is_background(self, reading: Reading, event: Event) -> bool:
        """Say whether a noun only names what binds two parties: *the treaty with Oman*."""
        return event.type in BINDING and self.analysis.clauses.is_noun_phrase(reading.token)

    def of_words(self, reading: Reading, event: Event) -> list[Position]:
        """Return the position that words express although they make no event.

        *“The blockade must end,” X said*: nobody is named who is to end it. `event` is how the
        reading would be recorded; what only repeats its own word says nothing.
        """
        called = called_threat(self.analysis, reading)
        if called is not None:
            return self._judged(reading, event, called)
        stand = stance_of(reading, event, self.ontology, self._told_by(reading))
        holder = self._holder(reading, event)
        untold = stand is None or self._is_untold(reading, event, stand)
        if stand is None or untold or event.modality == "negated" or _is_doubted(event):
            return []
        clauses, word = self.analysis.clauses, reading.match
        if stand.operator in (None, word.token) and clauses.is_passive(word.token, word.voice):
            return []  # *Asked to comment, she said …*
        return [
            replace(p, event=None)
            for sides in _by_party(holder)
            for p in self._positions(reading, event, stand, sides)
            if not self._is_empty(reading, event, p) and not self._is_remark(reading, event, p)
        ]

    def _is_remark(self, reading: Reading, event: Event, position: Position) -> bool:
        """Say whether a warning tells what is, not what will come: *cautioned that they differ*."""
        matches = self.analysis.matcher.matches(reading.match.token)
        warned = event.type == "THREATEN" and any(m.entry.name == WARN for m in matches)
        if not warned or reading.content is not None or event.condition is not None:
            return False
        content = position.content
        return not any(
            match.entry.pos == "F" and match.entry.name == "future"
            for token in self.analysis.tree.tokens
            if content.start <= token.start < content.end or token.index in reading.match.words
            for match in self.analysis.matcher.matches(token.index)
        )

    def _is_empty(self, reading: Reading, event: Event, position: Position) -> bool:
        """Say whether a content only repeats its own word, or the phrase of its noun."""
        content, word = position.content, event.trigger
        tags = [t.upos for t in self.analysis.tree.tokens if content.start <= t.start < content.end]
        if len(tags) > 1 and not any(tag in TELLING for tag in tags):
            return True  # *A dispute of its own*
        nominal = self.analysis.clauses.is_noun_phrase(reading.token)
        return content.start == word.start and (nominal or content.end == word.end)

    def _holder(self, reading: Reading, event: Event) -> tuple[Side, ...]:
        """Return whose position words are: the speaker's own, or of the public actor who acts."""
        speaker, own = event.said_by, parties(event.source)
        if speaker is not None and speaker.party is not None:
            if not own and self._speaks(reading, speaker):
                return (speaker,)
            if own == {speaker.party}:
                return event.source
            if reading.act is None and reading.content is None:
                return ()
        if reading.is_duty:
            return ()
        wanted = ARMED_OR_STATE if reading.type in GENTLE else PUBLIC | LEADERS
        public = all(s.party and s.sector in wanted for s in event.source)
        return event.source if public else ()

    def _told_by(self, reading: Reading) -> tuple[str, ...]:
        """Return the operators that the reading's outermost word evokes as well as its act.

        Beside an act in words only those of a line as exact, beside a deed any.
        """
        match, words = reading.match, reading.type in VERBAL
        return tuple(
            other.entry.name
            for other in self.analysis.matcher.matches(match.token)
            if other.entry.kind == "operator" and (other.weight >= match.weight or not words)
        )

    def _speaks(self, reading: Reading, speaker: Side) -> bool:
        """Say whether the speaker's view is told: *must*, *cannot be accepted*."""
        if reading.is_duty or "speaker" in (reading.match.entry.frame.source or ()):
            return True
        if not reading.steps or reading.steps[0].operator != "refuse":
            return False
        clauses = self.analysis.clauses
        nobody = clauses.relations[reading.steps[0].token] == "nsubj"
        if nobody or not clauses.is_passive(reading.token, reading.match.voice):
            return nobody
        sides = self.analysis.sides
        subjects = [s for k in clauses.subjects(reading.token) for s in sides.at(k)]
        return speaker.party not in parties(subjects)  # not *we will not be let in*

    def _is_denied(self, reading: Reading, event: Event) -> bool:
        """Say whether a party says that it did not do a harm: *said it had not attacked*."""
        speaker = event.said_by
        if speaker is None or speaker.party is None:
            return False
        act = reading.act
        harms = event.type == "THREATEN" or (act is not None and event.type not in VERBAL)
        bare = reading.content is None or event.type == "THREATEN"
        deed = bare and event.type not in ANSWERS
        return harms and deed and parties(event.source) == {speaker.party}

    def _positions(
        self, reading: Reading, event: Event, stand: Stand, holder: tuple[Side, ...]
    ) -> list[Position]:
        party, analysis = holder[0].party, self.analysis
        both = event.reciprocal or not set(holder) & set(event.source)
        others = (*event.source, *event.target) if both else event.target
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
            whole=stand.negated or self._is_whole(event, stand),
            negated=stand.negated,
            condition=event.condition,
            quote=quote,
        )

    def _is_whole(self, event: Event, stand: Stand) -> bool:
        """Say whether the act's own words belong to the content."""
        if event.type in YIELDING:
            return not stand.told and self.ontology.stances.side[stand.stance] == "for"
        return stand.stance == DENIES and event.type not in ANSWERS

    def _quote(self, start: int) -> Quote | None:
        """Return the innermost quote around an offset."""
        around = [q for q in self.analysis.quotes if q.start <= start < q.end]
        return min(around, key=lambda q: q.end - q.start) if around else None


def acts_of(reading: Reading) -> tuple[str, ...]:
    """Return the names of the acts that a reading holds, outermost first."""
    found: dict[str, None] = {}
    node: Reading | None = reading
    while node is not None:
        if node.act is not None:
            found[node.act.name] = None
        node = node.content
    return tuple(found)


def position_id(party: str | None, stance: str, trigger: Span, content: Span, text: str) -> str:
    """Return a stable id from the party, the stance, where the words stand, and the text."""
    place = f"{trigger.start}\0{content.start}\0{content.end}"
    key = f"position\0{party}\0{stance}\0{place}\0{text}".encode()
    return hashlib.blake2b(key, digest_size=8).hexdigest()


def _is_doubted(event: Event) -> bool:
    """Say whether an event is only possible, and on no condition: *might accept*."""
    return event.modality == "hypothetical" and event.condition is None


def _by_party(sides: Iterable[Side]) -> list[tuple[Side, ...]]:
    """Return the sides grouped by party, in the order of the parties; nobody gives nothing."""
    groups: dict[str | None, list[Side]] = {}
    for side in sides:
        groups.setdefault(side.party, []).append(side)
    return [tuple(group) for group in groups.values()]
