"""From a reading with its sides to the record: trigger, evidence, derivation, nested act."""

from __future__ import annotations

import hashlib

from kabar.extract.analysis import Analysis
from kabar.extract.contexts import told_contexts
from kabar.extract.meetings import mode_of
from kabar.extract.reading import Reading
from kabar.extract.roles import Filled
from kabar.extract.scope import Scope
from kabar.parse.tree import Tree
from kabar.records import Event, Evidence, Side, Span

GUESSED = "party guessed: the country that the article is mostly about"


class Recorder:
    """Writes the records of one sentence."""

    def __init__(self, analysis: Analysis, scope: Scope) -> None:
        self.analysis = analysis
        self.scope = scope
        self.tree = analysis.tree
        self.text = analysis.text
        self.ontology = analysis.ontology

    def record(self, reading: Reading, filled: Filled, condition: Span | None) -> Event:
        """Return the event of a reading with its sides and, where it has one, its condition."""
        said_by = self.analysis.speaker(reading.token)
        modality = self.scope.modality(reading, condition)
        date, place = self.analysis.setting.of(
            self.analysis.clauses, reading, lambda: self.analysis.tellers, modality
        )
        trigger = self._span(reading.token)
        about = self._about(reading)
        kind, mode = reading.type, mode_of(reading, filled)
        return Event(
            id=event_id(kind, trigger, self.text),
            type=kind,
            mode=mode,
            contexts=self._contexts(reading),
            source=filled.source,
            target=filled.target,
            reciprocal=filled.reciprocal,
            modality=modality,
            about=about,
            said_by=said_by,
            date=date,
            place=place,
            magnitude=self.analysis.setting.magnitudes(self.analysis.clauses, reading),
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
        filled = self.analysis.filler.fill(content)
        trigger = self._span(content.token)
        mode = mode_of(content, filled)
        return Event(
            id=event_id(content.type, trigger, self.text),
            type=content.type,
            mode=mode,
            contexts=self._contexts(content),
            source=filled.source,
            target=filled.target,
            reciprocal=filled.reciprocal,
            modality=content.modality,
            about=self._about(content),
            said_by=None,
            date=None,
            place=None,
            magnitude=(),
            score=self.ontology.score(content.type, mode),
            trigger=trigger,
            evidence=self._evidence(content, filled),
            rule=content.match.entry.rule,
            derivation=self._derivation(content, filled),
        )

    def _contexts(self, reading: Reading) -> tuple[str, ...]:
        own = reading.act.contexts if reading.act is not None else ()
        return told_contexts(own, self.analysis.contexts.of(reading, self.text), self.ontology)

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
        return (*found, *self.analysis.contexts.of(reading, self.text))

    def _doubt(self, side: Side) -> str | None:
        """Say in words where a side's party is not told by the text."""
        return GUESSED if side in self.analysis.sides.guessed else None

    def _derivation(self, reading: Reading, filled: Filled) -> tuple[str, ...]:
        return (*derivation(reading, self.tree), *filled.notes)


def derivation(reading: Reading, tree: Tree) -> list[str]:
    """Return how a reading was composed: its operators from outside in, then its act."""
    tokens = tree.tokens
    lines = [f"{s.operator} “{tokens[s.token].text}” ({s.rule}, {s.table})" for s in reading.steps]
    if reading.act_match is not None and reading.act is not None:
        word, rule = tokens[reading.act_match.token].text, reading.act_match.entry.rule
        lines.append(f"act {reading.act.name} “{word}” ({rule}, {reading.act.rule})")
    return lines


def event_id(kind: str, trigger: Span, text: str) -> str:
    """Return a stable id from the type, the trigger's place and the article's text."""
    key = f"{kind}\0{trigger.start}\0{trigger.end}\0{text}".encode()
    return hashlib.blake2b(key, digest_size=8).hexdigest()
