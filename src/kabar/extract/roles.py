"""Who does it to whom: fills the sides of a reading from its frame and its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kabar.extract.reading import Reading
from kabar.extract.readings import Reader
from kabar.extract.relations import MATERIAL, Relations, chain_of
from kabar.extract.side_sets import others, parties
from kabar.extract.sides import Sides
from kabar.extract.sources import Sources
from kabar.extract.targets import Targets
from kabar.records import Side

TOGETHER = ("AGREE", "CONSULT", "COOPERATE")
"""Types in which coordinated subjects act with one another."""
OFFERING = ("offer", "promise", "propose", "ready")
"""Operators by which several do something alike, but not with one another."""
HOME_FORCES = ("COP", "JUD")
"""Sectors of those who act in their own country."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The sides of a reading and, in plain words, where each was found."""

    source: tuple[Side, ...]
    target: tuple[Side, ...]
    reciprocal: bool
    notes: tuple[str, ...]


class RoleFiller:
    """Fills the sides of the readings of one sentence."""

    def __init__(self, sides: Sides, reader: Reader) -> None:
        self.sides = sides
        self.clauses = sides.clauses
        self.relations = Relations(sides, reader, self.fill)
        self.sources = Sources(self.relations)
        self.targets = Targets(self.relations, self._content_side)
        self._memo: dict[int, Filled] = {}

    def fill(self, reading: Reading) -> Filled:
        """Return the sides of a reading."""
        key = id(reading)
        if key not in self._memo:
            # Readings may hang on one another in a ring where the tree is odd; the inner is empty.
            self._memo[key] = Filled((), (), False, ())
            self._memo[key] = self._fill(reading)
        return self._memo[key]

    def _fill(self, reading: Reading) -> Filled:
        notes: list[str] = []
        if reading.is_duty:
            return self._fill_duty(reading)
        carried = self._carried(reading)
        if carried is not None:
            return carried
        source = self.sources.find(reading, notes)
        if self._is_reciprocal(reading) or (
            len(parties(source)) > 1 and self._is_mutual(reading.match.token)
        ):
            return self._fill_reciprocal(reading, source, notes)
        if reading.is_speech or self._is_bare_operator(reading):
            target = self.targets.of_speech(reading, source, notes)
            together = reading.type in TOGETHER and not self._is_offered(reading)
            alone = parties(target) <= parties(source) or not any(s.party for s in target)
            if len(parties(source)) > 1 and alone and together:
                return self._fill_reciprocal(reading, source, notes)
        else:
            target = self.targets.of_act(reading, source, notes)
            plural = reading.act is not None and reading.act.reciprocal == "plural"
            if plural and not target and len(parties(source)) > 1:
                return self._fill_reciprocal(reading, source, notes)
        target = self._abroad(source, self._own_people(reading, source, target))
        return Filled(tuple(source), tuple(target), False, tuple(notes))

    def _is_offered(self, reading: Reading) -> bool:
        """Say whether the outermost word offers or promises something to others."""
        if reading.steps and reading.steps[0].operator in OFFERING:
            return True
        matches = self.relations.reader.matcher.matches(reading.token)
        return not reading.steps and any(m.entry.name in OFFERING for m in matches)

    def _carried(self, reading: Reading) -> Filled | None:
        """Return the sides of the noun that a passive verb only carries: *its demand was repeated*.

        The noun names to whom, and who does it where that does not stand after *by*.
        """
        match = reading.act_match or reading.match
        clauses, token = self.clauses, match.token
        passive = clauses.is_passive(token, match.voice)
        if reading.content is not None or clauses.is_noun_phrase(token) or not passive:
            return None
        agents = self.relations.at(clauses.agents(token))
        for k in clauses.logical_object(token, passive=True):
            inner = self.relations.reader.read(k) if k in match.words else None
            if inner is not None and inner.type == reading.type and clauses.is_noun_phrase(k):
                filled = self.fill(inner)
                if any(s.party for s in (filled.target if agents else filled.source)):
                    source = tuple(agents) or filled.source
                    target = tuple(others(filled.target, source))
                    notes = (*filled.notes, "sides: of the noun it carries")
                    return Filled(source, target, filled.reciprocal, notes)
        return None

    def _own_people(
        self, reading: Reading, source: Sequence[Side], target: Sequence[Side]
    ) -> list[Side]:
        """Return the target with people of a guessed country in that of the police or the court.

        Those act on their own people: a country that the article is about elsewhere is no guess.
        """
        own = {s.party for s in source}
        if not (reading.type in MATERIAL or reading.is_legal) or len(own) != 1 or None in own:
            return list(target)
        if not all(s.sector in HOME_FORCES and s not in self.sides.guessed for s in source):
            return list(target)
        party = next(iter(own))
        found = []
        for side in target:
            nobody = side.party is None and side.id is not None and side.id.startswith("role:")
            if nobody or (side in self.sides.guessed and side.party != party):
                side = replace(side, party=party)
                self.sides.guessed.add(side)
            found.append(side)
        return found

    def _abroad(self, source: Sequence[Side], target: Sequence[Side]) -> list[Side]:
        """Return the target without places of the source's own country: *rallied in Nairobi*."""
        own = parties(source)
        places = {m.start for m in self.sides.mention_at.values() if m.form == "place"}
        return [s for s in target if s.party not in own or s.start not in places]

    def _fill_duty(self, reading: Reading) -> Filled:
        speaker = self.sides.speaker(reading.token)
        imperative = bool(reading.steps) and reading.steps[0].token == reading.token
        subject = () if imperative else ("subj",)
        target = self.relations.first(reading.match, subject, reading.token)
        source = [speaker] if speaker else []
        if not target and reading.content is not None:
            target = others(self.fill(reading.content).source, source)
        if not source or parties(source) & parties(target):
            return Filled((), (), False, ("duty laid on nobody else",))
        return Filled(tuple(source), tuple(target), False, ("source: speaker", "target: subject"))

    def _is_bare_operator(self, reading: Reading) -> bool:
        return reading.act is None

    def _is_reciprocal(self, reading: Reading) -> bool:
        if reading.content is not None:
            return False
        match = reading.act_match or reading.match
        plain = reading.act is not None and reading.act.type == reading.type
        framed = match.entry.frame.reciprocal
        return framed or (plain and reading.act is not None and reading.act.reciprocal == "yes")

    def _is_mutual(self, i: int) -> bool:
        """Say whether a verb's words say that its subjects do it to one another."""
        words = self.clauses.grammar.words("mutual_words")
        around = self.clauses.dependents(i, "obj", "obl", "advmod")
        around += [k for j in around for k in self.clauses.dependents(j, "det", "nmod")]
        return any(self.clauses.tree.tokens[k].lower in words for k in around)

    def _content_side(self, reading: Reading, side: str) -> list[Side]:
        if reading.content is None:
            if side == "target":
                return []
            clauses = self.clauses.dependents(reading.token, "xcomp", "ccomp")
            if reading.type == "ACCUSE" and self.clauses.relations[reading.token] == "parataxis":
                # *Delhi shares no data, Pakistan's minister complained*
                clauses.append(self.clauses.tree.tokens[reading.token].head)
            return self.relations.at(
                [s for k in clauses for s in self.clauses.dependents(k, "nsubj")]
            )
        filled = self.fill(reading.content)
        if side == "source":
            # All who are to meet: *urged A and B to hold talks*.
            return [*filled.source, *(filled.target if filled.reciprocal else ())]
        return list(filled.target)

    def _fill_reciprocal(
        self, reading: Reading, source: Sequence[Side], notes: list[str]
    ) -> Filled:
        """Return two sides that act alike: with-phrases, coordinated subjects, named parties."""
        source = list(source)
        target = self.targets.of_act(reading, source, notes)
        far = "target: named further on" in notes or parties(target) <= parties(source)
        if len(parties(source)) > 1 and (far or not any(s.party for s in target)):
            target = []  # *held air-defence drills*: with each other
        token = (reading.act_match or reading.match).token
        if not target:
            comitative = self.relations.comitative_prepositions
            for match in chain_of(reading):
                named = others(self.sides.after_preposition(match.token, comitative), source)
                if named:
                    target = named
                    break
        if self.clauses.is_noun_phrase(token) and not (source and target):
            named = self.sides.in_phrase(token)
            source = source or named
            target = target or others(named, source[:1])
        if not source and len(parties(target)) > 1:
            source = target
        target = others(target, source)
        if not target and len(parties(source)) > 1:
            first = source[0].party
            target = [s for s in source if s.party != first]
            source = [s for s in source if s.party == first]
        notes.append("both sides act alike")
        return Filled(tuple(source), tuple(target), True, tuple(notes))
