"""Operator over act: what a predicate and its clause amount to.

`Reader.read(i)` evaluates the word `i`: the act it evokes, or the operator it applies to the act
that its complement, object or modifier evokes, composed by `ontology/composition.csv`. Function
words (will, not, must, can) are operators over the reading of the word they stand with.
"""

from __future__ import annotations

from dataclasses import replace

from kabar.extract.complements import Complements
from kabar.extract.duties import duty_of
from kabar.extract.imperatives import is_imperative
from kabar.extract.modifiers import Modifiers
from kabar.extract.patterns import Match, Matcher
from kabar.extract.reading import (
    CONJECTURE,
    COOPERATIVE,
    DUTIES,
    ENACTING,
    FORWARD,
    HARMS,
    LIGHT,
    MODALS,
    PERFORMED,
    RENEWING,
    REPORTING,
    VEHICLES,
    VERBAL,
    Reading,
    Step,
    is_no_favour,
    negated_pledge,
    of_act,
    of_operator,
    without_future,
)
from kabar.ontology.load import KEEP, UNDO, Ontology
from kabar.parse.clauses import Clauses

MAX_DEPTH = 7


class Reader:
    """Reads one tree; every word is evaluated once."""

    def __init__(self, clauses: Clauses, matcher: Matcher, ontology: Ontology) -> None:
        self.clauses = clauses
        self.tree = clauses.tree
        self.matcher = matcher
        self.ontology = ontology
        self.complements = Complements(clauses, ontology)
        self.modifiers = Modifiers(clauses, matcher)
        self._memo: dict[int, Reading | None] = {}

    def read(self, i: int, depth: int = 0) -> Reading | None:
        """Return what the word `i` amounts to, None where it evokes nothing."""
        if i not in self._memo:
            self._memo[i] = None
            if depth <= MAX_DEPTH:
                reading = self._evaluate(i, depth)
                self._memo[i] = self._modified(i, reading) if reading else None
        return self._memo[i]

    def reported(self, i: int) -> Match | None:
        """Return the reporting operator that the word `i` evokes, None where it is no report."""
        operators = (m for m in self.matcher.matches(i) if m.entry.kind == "operator")
        return next((m for m in operators if m.entry.name in REPORTING), None)

    def _evaluate(self, i: int, depth: int) -> Reading | None:
        matches = self.complements.telling(i, self.matcher.matches(i))
        if matches and matches[0].entry.frame.is_idiom:
            return None
        acts = [m for m in matches if m.entry.kind == "act"]
        operators = [m for m in matches if m.entry.kind == "operator"]
        if matches and matches[0].entry.name in REPORTING:
            # *Insisted that it had not attacked* is a report, *insisted that it withdraw* is not.
            operators = [m for m in operators if m.weight >= matches[0].weight]
            acts = [m for m in acts if m.weight >= matches[0].weight]
        operators = [m for m in operators if m.entry.name not in REPORTING]
        if acts and operators and acts[0].weight > operators[0].weight:
            verbal = self.ontology.acts[acts[0].entry.name].type in VERBAL
            operators = [m for m in operators if verbal and m.entry.name not in LIGHT]
        elif acts and self.ontology.acts[acts[0].entry.name].type not in VERBAL:
            operators = [m for m in operators if m.weight >= acts[0].weight]
        operators.sort(key=lambda m: (m.entry.name in LIGHT and m.weight <= 1, -m.weight))
        for match in operators:
            if match.entry.name in LIGHT and acts and acts[0].weight > 1:
                continue
            content = self._content(i, match, depth)
            if content is not None:
                return self._compose(match, content)
        if acts:
            return self._carried(i, acts[0], depth) or of_act(
                acts[0], self.ontology.acts[acts[0].entry.name]
            )
        for match in operators:
            operator = self.ontology.operators[match.entry.name]
            if operator.alone is not None:
                return of_operator(match, operator, self.ontology)
        return duty_of(i, self.matcher, self.modifiers, self.ontology)

    def _carried(self, i: int, match: Match, depth: int) -> Reading | None:
        """Return what is said by the way it is said: *issued a statement condemning …*."""
        if match.entry.name not in VEHICLES:
            return None
        nouns = self.clauses.dependents(i, "obj", "obl")
        for k in (
            *self.clauses.dependents(i, "advcl", "xcomp", "acl"),
            *(j for noun in nouns for j in self.clauses.dependents(noun, "acl")),
        ):
            if self.clauses.is_relative(k) or self.clauses.in_condition(k):
                continue
            if self.clauses.mark(k) not in (None, *self.clauses.grammar.words("purpose_marks")):
                continue  # *Since the two countries upgraded ties*: another story
            reading = self.read(k, depth + 1)
            enacts = match.entry.name in ENACTING and self.clauses.relations[k] == "acl"
            if reading and (enacts or reading.is_speech) and match.token not in reading.words:
                return replace(reading, words=reading.words | {match.token, *match.words})
        return None

    def _compose(self, match: Match, content: Reading) -> Reading:
        operator = self.ontology.operators[match.entry.name]
        if self.complements.is_demand(match, self.matcher.marked["#party"]):
            operator = self.ontology.operators["demand"]
        if operator.stance is not None:
            content = without_future(content)
        cell = negated_pledge(operator, content) or operator.cells[content.type]
        step = Step(operator.name, match.token, match.entry.rule, operator.rule)
        kind, mode, act = content.type, content.mode, content.act
        if cell == UNDO:
            undone = self.ontology.acts.get(act.undo) if act and act.undo else None
            kind, mode = (undone.type, undone.mode) if undone else ("CONCEDE", None)
        elif cell != KEEP:
            kind = cell
            mode = self.ontology.mode_of_content(kind, content.type, content.mode)
            if operator.name == "condemn":
                mode = "disapprove"
        modality = content.modality if operator.modality == "same" else operator.modality
        speech = operator.alone is not None or operator.stance is not None
        about = content.content
        if speech:
            inner = operator.content_modality
            told = inner == "same" or negated_pledge(operator, content)
            about = content if told else replace(content, modality=inner)
        return Reading(
            match.token,
            kind,
            mode,
            act,
            (step, *content.steps),
            match,
            content.act_match,
            modality,
            about,
            content.words | {match.token, *match.words},
        )

    def _content(self, i: int, match: Match, depth: int) -> Reading | None:
        for k in self.complements.of(i, match):
            if match.entry.name in LIGHT and self.clauses.is_brought_about(k, i):
                continue  # *Prompted X to call for talks*: the call is X's
            reading = self._read_complement(k, depth)
            if reading is not None and match.token not in reading.words:
                return reading
        return self._named_before(i, depth) if match.entry.name in RENEWING else None

    def _named_before(self, i: int, depth: int) -> Reading | None:
        """Return the act that a pronoun takes up: *eased the sanctions but may reimpose them*."""
        objects = self.clauses.dependents(i, "obj")
        if not objects or any(self.tree.tokens[k].upos != "PRON" for k in objects):
            return None
        for k in range(min(i, *objects) - 1, -1, -1):
            if self.tree.tokens[k].upos != "NOUN":
                continue
            reading = self.read(k, depth + 1)
            if reading is not None and reading.match.entry.pos == "N":
                return reading
        return None

    def _read_complement(self, k: int, depth: int) -> Reading | None:
        if self.clauses.is_noun_phrase(k):
            return self._read_nominal(k, depth, 0)
        reading = self.read(k, depth + 1)
        if reading is not None:
            return reading
        for inner in self.clauses.dependents(k, "xcomp", "ccomp"):
            if self.clauses.in_condition(inner):
                continue
            reading = self.read(inner, depth + 1)
            if reading is not None:
                return reading
        return None

    def _read_nominal(self, k: int, depth: int, level: int) -> Reading | None:
        reading = self.read(k, depth + 1)
        if reading is not None or level > 2:
            return reading
        for j in self.tree.children[k]:
            token = self.tree.tokens[j]
            if (
                token.relation == "nmod:poss"
                or self.clauses.is_relative(j)
                or j in self.matcher.marked["#party"]
            ):
                continue
            if self.clauses.relations[j] in ("nmod", "compound", "amod"):
                reading = self._read_nominal(j, depth + 1, level + 1)
            elif self.clauses.relations[j] == "acl":
                reading = self.read(j, depth + 1)
            if reading is not None:
                return reading
        return None

    def _modified(self, i: int, reading: Reading) -> Reading:
        """Return the reading under its auxiliaries, negators and modal adverbs."""
        found = self.modifiers.of(reading.match, reading.words)
        if self.clauses.is_noun_phrase(i):
            return self._modified_nominal(i, reading, found)
        if "consider" in found:
            return self._apply(found["consider"], "not", reading)  # *Does not rule out an attack*
        if "not" in found and (reading.is_speakers or reading.wills):
            return self._apply(found["not"], "refuse", reading)
        if "not" in found and "want" in found:  # *Does not want to threaten* refuses nothing
            return self._apply(found["not"], "not" if reading.type in HARMS else "refuse", reading)
        if is_imperative(i, reading, self.matcher):
            found.setdefault("must", reading.match)
        for name in DUTIES:
            if name in found:
                return self._apply(found[name], name, reading)
        if "not" in found and ("future" in found or "can" in found):
            effect = "refuse" if reading.type in COOPERATIVE else "not"
            return self._apply(found["not"], effect, reading)
        if reading.type == "REJECT" and self._holds_negation(reading.match):
            found.pop("can", None)  # *Tidak mungkin setuju*
        for name, effect in MODALS.items():
            if name == "future" and "can" in found:
                continue  # *May yet attack*, *mungkin akan menyerang*
            if name in found:
                guessed = name == "future" and self._is_conjecture(i)
                reading = self._apply(found[name], "can" if guessed else effect, reading)
                if name == "not" and "claim" in found:
                    break
        return reading

    def _holds_negation(self, match: Match) -> bool:
        return any(m.entry.name == "not" for w in match.words for m in self.matcher.matches(w))

    def _is_conjecture(self, i: int) -> bool:
        """Say whether the clause at `i` is feared, expected or believed by somebody."""
        head = self.tree.tokens[i].head
        match = self.reported(head) if head >= 0 and self.clauses.relations[i] == "ccomp" else None
        return match is not None and match.entry.name in CONJECTURE

    def _modified_nominal(self, i: int, reading: Reading, found: dict[str, Match]) -> Reading:
        found = self.modifiers.of_noun(i, reading.words) | found
        for name, effect in (
            ("schedule", "schedule"),
            ("plan", "schedule"),
            ("can", "can"),
            ("claim", "claim"),
            ("not", "not"),
            ("future", "schedule"),
        ):
            if name in found:
                return self._apply(found[name], effect, reading)
        return self._feared(i, reading)

    def _feared(self, i: int, reading: Reading) -> Reading:
        """Return a noun's act as what somebody fears, hopes for or expects."""
        head, relation = self.tree.tokens[i].head, self.clauses.relations[i]
        about = self.clauses.grammar.words("about_prepositions")
        after = relation == "obl" and self.clauses.preposition(i) in about
        match = self.reported(head) if head >= 0 and (relation == "obj" or after) else None
        if match is None or match.entry.name not in (*CONJECTURE, "expect"):
            return reading
        operator = self.ontology.operators[match.entry.name]
        step = Step(operator.name, match.token, match.entry.rule, operator.rule)
        return replace(reading, modality=operator.modality, steps=(step, *reading.steps))

    def _apply(self, match: Match, name: str, reading: Reading) -> Reading:
        """Return the reading under a function word; type and modality change, the sides do not."""
        operator = self.ontology.operators[name]
        step = Step(name, match.token, match.entry.rule, operator.rule)
        cell = operator.cells[reading.type]
        changed = replace(
            reading, steps=(step, *reading.steps), words=reading.words | {match.token}
        )
        if operator.modality != "same":
            changed = replace(changed, modality=operator.modality)
        if reading.is_speech and name in FORWARD:
            # *Will demand* is a demand to come; its modality is that of the words, now said.
            said = name == "future" and reading.type in PERFORMED
            return replace(changed, modality=reading.modality) if said else changed
        if cell in (KEEP, UNDO) or (name in FORWARD and is_no_favour(reading)):
            return changed
        mode = self.ontology.mode_of_content(cell, reading.type, reading.mode)
        inner = replace(reading, modality=operator.content_modality)
        return replace(changed, type=cell, mode=mode, content=inner)
