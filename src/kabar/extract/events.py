"""Events: every reading of a sentence that has a political actor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kabar.extract.analysis import Analysis, Sentence, Tools
from kabar.extract.bare_stances import BareStances
from kabar.extract.borrowing import (
    addressee_before,
    answered_before,
    is_part_of_visit,
    meeting_parties,
    met_with,
    protested_against,
    threatened,
    threatening,
)
from kabar.extract.doubts import is_doubtful
from kabar.extract.gates import FORCE, is_done_by_things, is_political, is_told_aside
from kabar.extract.merging import merge_repeated
from kabar.extract.positions import PositionFinder
from kabar.extract.positions_told import linked, without_repeats
from kabar.extract.reading import HARMS, Reading
from kabar.extract.recording import Recorder
from kabar.extract.roles import Filled
from kabar.extract.scope import Scope
from kabar.extract.side_sets import parties
from kabar.records import Actor, Event, Position, Span

ANSWERED = ("REQUEST", "ACCUSE", "THREATEN")
ANSWERS = ("REJECT", "ACCUSE", "AGREE", "SUPPORT")
"""Types by which a party answers what another has demanded, alleged or threatened."""
AIMS = ("REQUEST", "REJECT", "ACCUSE")
"""Types that are positions even where they are only what something is done for."""
OFFERS = ("AGREE", "REQUEST")
"""Types by which a party proposes to meet."""

FUNCTION_WORDS = ("case", "mark", "cc", "fixed")
"""Relations of words that tell nothing themselves."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells, each in the order of the text."""

    events: tuple[Event, ...]
    positions: tuple[Position, ...]


def find_events(sentence: Sentence, actors: Mapping[str, Actor], tools: Tools, text: str) -> Told:
    """Return the events and positions of a sentence; `text` is the document's."""
    return _Finder(Analysis(sentence, actors, tools, text)).find()


class _Finder:
    """Goes through the words of one sentence, the governing ones first."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.tree = analysis.tree
        self.clauses = analysis.clauses
        self.reader = analysis.reader
        self.filler = analysis.filler
        self.scope = Scope(analysis)
        self.recorder = Recorder(analysis, self.scope)
        self.recorded: dict[int, Filled] = {}
        self.stands = PositionFinder(analysis)
        self.bare = BareStances(analysis.reader)
        self.positions: list[Position] = []

    def find(self) -> Told:
        """Return what the sentence tells."""
        events: list[tuple[Event, str]] = []
        for i in self._outermost_first():
            if i in self.scope.consumed or self._is_no_predicate(i):
                continue
            reading = self.reader.read(i)
            if reading is None:
                self._note_bare(i)
                continue
            event = self._event_of(reading)
            if event is not None:
                events.append((event, reading.act.name if reading.act else ""))
                events += [
                    (other, "answered")
                    for other in (self._answered(reading), self._denied(reading))
                    if other is not None
                ]
        merged = merge_repeated(sorted(events, key=lambda e: (e[0].trigger.start, e[0].type)))
        return Told(tuple(merged), tuple(linked(without_repeats(self.positions), merged)))

    def _is_no_predicate(self, i: int) -> bool:
        """Say whether the word is inside a name, or a function word: *according to*."""
        mention = self.analysis.sides.mention_at.get(i)
        named = mention is not None and mention.form != "pronoun"
        return named or self.clauses.relations[i] in FUNCTION_WORDS

    def _outermost_first(self) -> list[int]:
        order, level = [], [t.index for t in self.tree.tokens if t.head < 0]
        while level:
            order += level
            level = [k for i in level for k in self.tree.children[i]]
        return order

    def _event_of(self, reading: Reading) -> Event | None:
        i = reading.token
        if self.clauses.in_condition(i):
            return None
        purpose = self.scope.is_purpose(i) or self.scope.is_aim(i)
        told = self.tree.tokens[i].head in self.recorded
        if purpose and (told or not self.scope.is_met_for(reading)):
            self.scope.consumed |= reading.words
            self._note_aim(reading)
            return None
        filled = self.filler.fill(reading)
        if not filled.source and is_done_by_things(self.analysis, reading):
            return None
        nominal = self.clauses.is_noun_phrase(i)
        condition = self.scope.condition(reading)
        if nominal and reading.type == "CONSULT" and not filled.target:
            filled = meeting_parties(self.analysis, self.recorded, reading, filled)
        if nominal and is_part_of_visit(self.analysis, self.recorded, reading, filled):
            self.scope.consumed |= reading.words
            return None
        filled = self._borrowed(reading, filled, condition, nominal=nominal)
        if reading.type == "PROTEST" and not filled.target:
            reading, filled = protested_against(self.analysis, reading, filled)
        if self.scope.is_only_spoken(reading):
            self.scope.block_contents(reading)
        if is_doubtful(self.analysis, reading, filled):
            return None
        aside = is_told_aside(self.clauses, reading, filled) or self._is_told_below(reading, filled)
        if aside or not is_political(self.clauses, reading, filled, nominal):
            self._note_words(reading, filled, condition)
            if aside and reading.modality != "asserted":
                self.scope.consumed |= reading.words  # *a bill that will impose sanctions*
            return None
        self.scope.consumed |= self.scope.words_told(reading)
        self.recorded[i] = filled
        for k in self.clauses.dependents(i, "advcl"):
            aim = self.reader.read(k) if k in reading.words and self.scope.is_purpose(k) else None
            if aim is not None:
                self._note_aim(aim)  # *Marched to demand that …*, one entry of the lexicon
        return self._recorded(reading, filled, condition)

    def _recorded(self, reading: Reading, filled: Filled, condition: Span | None) -> Event:
        """Return the event of a reading; the positions it expresses are kept."""
        event = self.recorder.record(reading, filled, condition)
        self.positions += self.stands.of_event(reading, event)
        return event

    def _note_words(self, reading: Reading, filled: Filled, condition: Span | None) -> None:
        """Keep the position that words express although they make no event."""
        event = self.recorder.record(reading, filled, condition)
        self.positions += self.stands.of_words(reading, event)

    def _note_aim(self, reading: Reading) -> None:
        """Keep the position that is the aim of a deed: *rallied to demand that …*."""
        if reading.type not in AIMS or self.clauses.relations[reading.token] != "advcl":
            return
        above = self.reader.read(self.tree.tokens[reading.token].head)
        if above is None or (above.modality == "asserted" and not above.is_speech):
            self.scope.block_contents(reading)
            self._note_words(reading, self.filler.fill(reading), self.scope.condition(reading))

    def _note_bare(self, i: int) -> None:
        """Keep the position of a predicate that names no known act: *will not leave*."""
        if self.analysis.doubt is not None:
            return
        reading = self.bare.read(i)
        told = self.analysis.speaker(i) is not None or self.bare.is_told(i)
        if reading is not None and told and not self.scope.is_purpose(i):
            if not reading.is_duty:
                self.scope.block_contents(reading)
            self._note_words(reading, self.filler.fill(reading), self.scope.condition(reading))

    def _denied(self, reading: Reading) -> Event | None:
        """Return the act of one's own that somebody denies: it is told, as what did not happen."""
        content = reading.content
        if content is None or content.modality != "negated" or not reading.steps:
            return None
        operator = self.analysis.ontology.operators[reading.steps[0].operator]
        inner = self.filler.fill(content)
        nominal = self.clauses.is_noun_phrase(content.token)
        if operator.content_modality != "negated" or not inner.source:
            return None
        if nominal and operator.stance == "denies":
            return None
        if not is_political(self.clauses, content, inner, nominal):
            return None
        return self.recorder.record(content, inner, None)

    def _borrowed(
        self, reading: Reading, filled: Filled, condition: Span | None, *, nominal: bool
    ) -> Filled:
        """Return the sides with those that another clause lends where none are named."""
        if reading.type in ("REQUEST", "THREATEN") and not filled.target:
            filled = addressee_before(self.analysis, self.recorded, reading, filled)
        if reading.type in ANSWERS and not filled.target:
            filled = answered_before(self.analysis, self.recorded, reading, filled)
        if reading.type in OFFERS and not filled.target:
            filled = met_with(self.analysis, self.recorded, reading, filled)
        if condition is not None and reading.type in HARMS and not filled.target:
            filled = threatened(self.analysis, filled, condition)
            if nominal and reading.type == "THREATEN" and not filled.source:
                filled = threatening(self.analysis, self.recorded, reading, filled)
        return filled

    def _is_told_below(self, reading: Reading, filled: Filled) -> bool:
        """Say whether another act tells how it was done: *retaliated by expelling diplomats*."""
        if reading.type not in FORCE or filled.target:
            return False
        manner = self.clauses.marked(reading.token, "manner_marks", "advcl")
        return any(self.reader.read(k) is not None for k in manner)

    def _answered(self, reading: Reading) -> Event | None:
        """Return the nominal speech act of another party that a speech act answers.

        In *Hamas denied an Israeli accusation* the accusation was made, whatever became of it.
        """
        content = reading.content
        if content is None or reading.type not in ANSWERS:
            return None
        offered = content.type == "AGREE"
        if content.type not in ANSWERED and not offered:
            return None
        if not self.clauses.is_nominal(content.token):
            return None
        outer, inner = self.filler.fill(reading), self.filler.fill(content)
        if not parties(inner.source) or parties(inner.source) & parties(outer.source):
            return None
        if not inner.target:
            inner = replace(inner, target=outer.source)
        content = replace(content, modality="asserted")
        if offered:
            self._note_words(content, inner, None)
            return None
        return self._recorded(content, inner, None)
