"""Events: every reading of a sentence that has a political actor, with its modality and evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kabar.actors.mentions import Mention
from kabar.extract.lexicon import Lexicon
from kabar.extract.patterns import Matcher
from kabar.extract.readings import COOPERATIVE, Reader, Reading
from kabar.extract.roles import Filled, RoleFiller
from kabar.extract.setting import Setting
from kabar.extract.sides import Sides, parties
from kabar.ontology.load import Ontology
from kabar.parse.clauses import Clauses, Grammar
from kabar.parse.tree import Tree
from kabar.records import Actor, Event, Evidence, Quote, Side, Span

POLITICAL = frozenset(
    "GOV MIL REB OPP PTY LEG JUD COP PRM SPY UAF IGO CVL LAB EDU REL REF JRN AGR SOC NGO ISM IMG "
    "CRM MED".split()
)
ARMED_OR_STATE = frozenset("GOV MIL REB OPP PTY LEG JUD COP PRM SPY UAF IGO IMG".split())
ANSWERED = ("REQUEST", "ACCUSE", "THREATEN")
ANSWERS = ("REJECT", "ACCUSE", "AGREE", "SUPPORT")
"""Types by which a party answers what another has demanded, alleged or threatened."""

GUESSED = "party guessed: the country that the article is mostly about"


@dataclass(frozen=True, slots=True)
class Tools:
    """What event extraction needs of a language, loaded once."""

    ontology: Ontology
    lexicon: Lexicon
    grammar: Grammar


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what earlier steps found in it."""

    tree: Tree
    mentions: Sequence[Mention]
    quotes: Sequence[Quote]
    setting: Setting


class SentenceEvents:
    """Finds the events of one sentence."""

    def __init__(
        self, sentence: Sentence, actors: Mapping[str, Actor], tools: Tools, text: str
    ) -> None:
        self.tree = sentence.tree
        self.text = text
        self.setting = sentence.setting
        self.quotes = sentence.quotes
        self.ontology = tools.ontology
        self.clauses = Clauses(sentence.tree, tools.grammar)
        self.sides = Sides(self.clauses, sentence.mentions, actors, self.speaker, self.cue_speaker)
        self.matcher = Matcher(self.clauses, tools.lexicon, self.sides.marked)
        self.reader = Reader(self.clauses, self.matcher, tools.ontology)
        self.filler = RoleFiller(self.sides, self.reader)
        self.consumed: set[int] = set()
        self.recorded: dict[int, Filled] = {}

    def speaker(self, i: int) -> Side | None:
        """Return whose word the token stands on: the innermost quotation's speaker, or None."""
        start = self.tree.tokens[i].start
        inside = [q for q in self.quotes if q.start <= start < q.end and q.speaker is not None]
        if not inside:
            return None
        return min(inside, key=lambda q: q.end - q.start).speaker

    def cue_speaker(self, i: int) -> Side | None:
        """Return who speaks where the token is a quotation's verb of saying, else None."""
        start = self.tree.tokens[i].start
        for quote in self.quotes:
            if quote.cue is not None and quote.cue.start <= start < quote.cue.end:
                return quote.speaker
        return None

    def find(self) -> list[Event]:
        """Return the events of the sentence, in the order of their triggers."""
        events: list[tuple[Event, str]] = []
        for i in self._outermost_first():
            if i in self.consumed or i in self.sides.mention_at and self._in_name(i):
                continue
            reading = self.reader.read(i)
            if reading is None:
                continue
            event = self._event_of(reading)
            if event is not None:
                events.append((event, reading.act.name if reading.act else ""))
                answered = self._answered(reading)
                if answered is not None:
                    events.append((answered, "answered"))
        return merge_repeated(sorted(events, key=lambda e: (e[0].trigger.start, e[0].type)))

    def _in_name(self, i: int) -> bool:
        mention = self.sides.mention_at[i]
        return mention.form != "pronoun"

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
        if self._is_purpose(i):
            self.consumed |= reading.words
            return None
        filled = self.filler.fill(reading)
        nominal = self.clauses.is_nominal(i) and not self.clauses.dependents(i, "nsubj", "cop")
        condition = self._condition(reading)
        if nominal and reading.type == "CONSULT" and not filled.target:
            filled = self._inherited(reading, filled)
        if condition is not None and reading.type == "THREATEN" and not filled.target:
            filled = self._threatened(filled, condition)
            if nominal and not filled.source:
                filled = self._threatening(reading, filled)
        if self._is_only_spoken(reading):
            self._block_contents(reading)
        if not self._is_political(reading, filled, nominal):
            return None
        self.consumed |= reading.words
        self.recorded[i] = filled
        return self._record(reading, filled, condition)

    def _answered(self, reading: Reading) -> Event | None:
        """Return the nominal speech act of another party that a speech act answers.

        In *Hamas denied an Israeli accusation* the accusation was made, whatever became of it.
        """
        content = reading.content
        if content is None or content.type not in ANSWERED or reading.type not in ANSWERS:
            return None
        if not self.clauses.is_nominal(content.token):
            return None
        outer, inner = self.filler.fill(reading), self.filler.fill(content)
        if not parties(inner.source) or parties(inner.source) & parties(outer.source):
            return None
        if not inner.target:
            inner = replace(inner, target=outer.source)
        return self._record(replace(content, modality="asserted"), inner, None)

    def _is_only_spoken(self, reading: Reading) -> bool:
        """Say whether what the word governs is spoken of and not, as with *condemn*, presupposed."""
        if reading.content is not None and reading.steps:
            operator = self.ontology.operators[reading.steps[0].operator]
            return operator.content_modality != "asserted"
        return reading.is_speech or reading.act is None

    def _inherited(self, reading: Reading, filled: Filled) -> Filled:
        """Return the sides of a meeting that names none: the parties of the act it hangs on."""
        for node in self.tree.ancestors(reading.token):
            above = self.recorded.get(node)
            if above is not None and above.source and above.target:
                own = parties(filled.source)
                if own and not own & (parties(above.source) | parties(above.target)):
                    return filled
                notes = (*filled.notes, "sides: those of the governing act")
                return Filled(above.source, above.target, True, notes)
        return filled

    def _is_purpose(self, i: int) -> bool:
        """Say whether the word heads a purpose clause: an aim is no act."""
        node = i
        while node >= 0 and self.clauses.relations[node] in ("conj", "advcl", "acl", "xcomp"):
            if self.clauses.relations[node] in ("advcl", "acl") and (
                not self.clauses.is_relative(node)
            ):
                return self.clauses.mark(node) in self.clauses.grammar.words("purpose_marks")
            node = self.tree.tokens[node].head
        return False

    def _block_contents(self, reading: Reading) -> None:
        """Keep what is only spoken about from standing as events of its own.

        Relative clauses and dated side clauses inside it are presupposed, so they stay.
        """
        stack = [
            k
            for k in self.tree.children[reading.token]
            if self.clauses.relations[k] in ("xcomp", "ccomp", "obj", "advcl", "obl", "nmod", "acl")
            and self._is_spoken_of(k, reading)
        ]
        while stack:
            node = stack.pop()
            self.consumed.add(node)
            for k in self.tree.children[node]:
                if self.clauses.relations[k] == "acl" and self._is_presupposed(k):
                    continue
                if self._is_raised(k, reading):
                    continue
                stack.append(k)

    def _is_presupposed(self, k: int) -> bool:
        """Say whether a clause on a noun tells something that stands although it is spoken of.

        *The troops deployed there* are deployed; *countries that join* need not have joined.
        """
        if self._is_purpose(k):
            return False
        reading = self.reader.read(k)
        return reading is None or reading.type not in COOPERATIVE

    def _is_raised(self, k: int, reading: Reading) -> bool:
        """Say whether the coordinated verb `k` belongs with the speech verb above its governor.

        In *asked X to do A and demanded B* parsers hang the second speech verb on *do*, but like
        is coordinated with like. Its subject is then the upper one's.
        """
        if self.clauses.relations[k] != "conj":
            return False
        other, beside = self.reader.read(k), self.reader.read(self.tree.tokens[k].head)
        if other is None or not other.is_speech:
            return False
        if beside is not None and beside.is_speech and other.type != reading.type:
            return False
        if self.clauses.mark(k) is not None:
            return False
        self.clauses.raised[k] = reading.token
        return True

    def _is_spoken_of(self, k: int, reading: Reading) -> bool:
        if self.clauses.relations[k] in ("xcomp", "ccomp", "obj") or k in reading.words:
            return True
        if self.clauses.relations[k] == "advcl":
            return self.clauses.mark(k) in self.clauses.grammar.words("purpose_marks")
        return False

    def _condition(self, reading: Reading) -> Span | None:
        tokens = {reading.token, *(s.token for s in reading.steps)}
        if reading.content is not None:
            tokens.add(reading.content.token)
        for token in sorted(tokens):
            for clause in self.clauses.conditions(token):
                inside = sorted(self.tree.subtree(clause))
                start = self.tree.tokens[inside[0]].start
                end = self.tree.tokens[inside[-1]].end
                return Span(self.text[start:end], start, end)
        return None

    def _threatened(self, filled: Filled, condition: Span) -> Filled:
        """Return the sides of a conditional threat: it is aimed at whoever might fulfil it."""
        for token in self.tree.tokens:
            if condition.start <= token.start < condition.end:
                mention = self.sides.mention_at.get(token.index)
                if mention is not None and mention.party and mention.form != "place":
                    target = self.sides.of_mention(mention)
                    if parties(target) - parties(filled.source):
                        notes = (*filled.notes, "target: who might fulfil the condition")
                        return replace(filled, target=tuple(target), notes=notes)
        return filled

    def _threatening(self, reading: Reading, filled: Filled) -> Filled:
        """Return the sides of a threat without a name: it is the governing act's other party's."""
        for node in self.tree.ancestors(reading.token):
            above = self.recorded.get(node)
            if above is not None and above.source:
                if parties(above.source) & parties(filled.target):
                    return filled
                notes = (*filled.notes, "source: that of the governing act")
                return replace(filled, source=above.source, notes=notes)
        return filled

    def _is_political(self, reading: Reading, filled: Filled, nominal: bool) -> bool:
        sides = (*filled.source, *filled.target)
        if not any(s.party or s.sector in ARMED_OR_STATE for s in sides):
            return False
        if not filled.source and "target: the place of the act" in filled.notes:
            return False
        core = reading.act_match or reading.match
        if core.entry.frame.source == ("speaker",) and not filled.source:
            return False
        if core.entry.frame.dyad and not (filled.source and filled.target):
            return False
        if reading.type in ("THREATEN", "ACCUSE") and not filled.target and not reading.content:
            objects = self.clauses.dependents(reading.token, "obj", "ccomp", "xcomp")
            if reading.type == "THREATEN" or nominal or not objects:
                return False
        if reading.type in ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT"):
            if nominal and not (filled.source and filled.target):
                return bool(filled.source) and reading.content is not None
            return bool(filled.source or filled.target)
        if reading.type == "CONSULT":
            return bool(filled.source) and (bool(filled.target) or not nominal)
        return True

    def _modality(self, reading: Reading, condition: Span | None) -> str:
        if reading.modality == "negated":
            return "negated"
        if condition is not None:
            return "hypothetical"
        report = self._report(reading.token)
        if report is not None and reading.modality == "asserted":
            operator = self.ontology.operators[report]
            if operator.modality not in ("same", "asserted"):
                return operator.modality
        return reading.modality

    def _report(self, i: int) -> str | None:
        """Return the reporting operator whose clause the token stands in, None where none."""
        node = i
        while self.clauses.relations[node] in ("ccomp", "xcomp", "conj", "csubj"):
            node = self.tree.tokens[node].head
            match = self.reader.reported(node)
            if match is not None:
                return match.entry.name
        return None

    def _record(self, reading: Reading, filled: Filled, condition: Span | None) -> Event:
        said_by = self.speaker(reading.token)
        date, place = self.setting.of(self.clauses, reading)
        trigger = self._span(reading.token)
        about = self._about(reading)
        kind, mode = reading.type, reading.mode
        return Event(
            id=event_id(kind, trigger, self.text),
            type=kind,
            mode=mode,
            contexts=self._contexts(reading),
            source=filled.source,
            target=filled.target,
            reciprocal=filled.reciprocal,
            modality=self._modality(reading, condition),
            about=about,
            said_by=said_by,
            date=date,
            place=place,
            magnitude=self.setting.magnitudes(self.clauses, reading),
            score=self.ontology.score(kind, mode),
            trigger=trigger,
            evidence=self._evidence(reading, filled),
            rule=reading.match.entry.rule,
            derivation=self._derivation(reading, filled),
            condition=condition,
        )

    def _about(self, reading: Reading) -> Event | None:
        content = reading.content
        if content is None:
            return None
        filled = self.filler.fill(content)
        trigger = self._span(content.token)
        return Event(
            id=event_id(content.type, trigger, self.text), type=content.type, mode=content.mode,
            contexts=self._contexts(content), source=filled.source, target=filled.target,
            reciprocal=filled.reciprocal, modality=content.modality, about=self._about(content),
            said_by=None, date=None, place=None, magnitude=(),
            score=self.ontology.score(content.type, content.mode), trigger=trigger,
            evidence=self._evidence(content, filled), rule=content.match.entry.rule,
            derivation=self._derivation(content, filled),
        )  # fmt: skip

    def _contexts(self, reading: Reading) -> tuple[str, ...]:
        return reading.act.contexts if reading.act is not None else ()

    def _span(self, i: int) -> Span:
        token = self.tree.tokens[i]
        return Span(token.text, token.start, token.end)

    def _evidence(self, reading: Reading, filled: Filled) -> tuple[Evidence, ...]:
        found = []
        rules = {s.token: (s.operator, s.rule) for s in reading.steps}
        if reading.act_match is not None:
            rules[reading.act_match.token] = ("act", reading.act_match.entry.rule)
        for k in sorted(reading.words):
            token = self.tree.tokens[k]
            detail, rule = rules.get(k, ("pattern", None))
            found.append(Evidence("trigger", token.text, token.start, token.end, rule, detail))
        for role, sides in (("source", filled.source), ("target", filled.target)):
            found += [Evidence(role, s.text, s.start, s.end, None, self._doubt(s)) for s in sides]
        return tuple(found)

    def _doubt(self, side: Side) -> str | None:
        """Say in words where a side's party is not told by the text."""
        return GUESSED if side in self.sides.guessed else None

    def _derivation(self, reading: Reading, filled: Filled) -> tuple[str, ...]:
        lines = [
            f"{s.operator} “{self.tree.tokens[s.token].text}” ({s.rule}, {s.table})"
            for s in reading.steps
        ]
        if reading.act_match is not None and reading.act is not None:
            word = self.tree.tokens[reading.act_match.token].text
            lines.append(
                f"act {reading.act.name} “{word}” ({reading.act_match.entry.rule}, "
                f"{reading.act.rule})"
            )
        return (*lines, *filled.notes)


def event_id(kind: str, trigger: Span, text: str) -> str:
    """Return a stable id from the type, the trigger's place and the article's text."""
    key = f"{kind}\0{trigger.start}\0{trigger.end}\0{text}".encode()
    return hashlib.blake2b(key, digest_size=8).hexdigest()


def merge_repeated(events: Iterable[tuple[Event, str]]) -> list[Event]:
    """Return the events with those of one sentence that say the same act put together.

    Each comes with the name of its act. Same act and type, same parties on both sides, same
    modality: one event with all the evidence.
    """
    kept: dict[tuple[object, ...], Event] = {}
    for event, act in events:
        sides = (parties(event.source), parties(event.target))
        key: tuple[object, ...] = (event.type, act, sides, event.modality)
        if event.reciprocal:
            both = parties(event.source) | parties(event.target)
            date = event.date.start if event.date else None
            key = (event.type, both, event.modality, date)
        first = kept.get(key)
        if first is None:
            kept[key] = event
        else:
            kept[key] = _joined(first, event)
    return _without_halves(list(kept.values()))


def _joined(first: Event, second: Event) -> Event:
    extra = tuple(e for e in second.evidence if e not in first.evidence)
    return replace(
        first, evidence=first.evidence + extra, date=first.date or second.date,
        place=first.place or second.place, magnitude=first.magnitude or second.magnitude,
    )  # fmt: skip


def _without_halves(events: list[Event]) -> list[Event]:
    """Return the events with each one that lacks a target put into a twin that names it.

    *Occupied and annexed the region* is one deed told with two verbs.
    """
    kept: list[Event] = []
    for event in events:
        twins = [
            k
            for k, other in enumerate(kept)
            if (other.type, other.modality) == (event.type, event.modality)
            and parties(other.source) == parties(event.source)
            and other.source
            and bool(other.target) != bool(event.target)
        ]
        if twins:
            k = twins[0]
            first, second = (kept[k], event) if kept[k].target else (event, kept[k])
            kept[k] = _joined(first, second)
        else:
            kept.append(event)
    return kept
