"""Who does it to whom: fills the sides of a reading from its frame and its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kabar.extract.patterns import Match
from kabar.extract.readings import Reader, Reading
from kabar.extract.sides import Sides, others, parties, unique
from kabar.records import Side

PLACED = ("ASSAULT", "MOBILIZE", "COERCE")
"""Types whose place stands for the target where no other target is named."""
MATERIAL = ("ASSAULT", "COERCE", "SANCTION", "AID", "RETREAT", "CONCEDE", "MOBILIZE")
"""Types whose nouns take the one acted on after *of*."""
TOGETHER = ("AGREE", "CONSULT", "COOPERATE")
"""Types in which coordinated subjects act with one another."""
NEAR_PREPOSITION = 6


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
        self.reader = reader
        self.clauses = sides.clauses
        words = self.clauses.grammar.words
        self.target_prepositions = tuple(self.clauses.grammar.settings["target_prepositions"])
        self.agent_prepositions = tuple(sorted(words("agent_prepositions")))
        self.between = words("between_prepositions")
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
        if reading.steps and reading.steps[0].operator == "must":
            return self._fill_duty(reading)
        source = self._source(reading, notes)
        if self._is_reciprocal(reading):
            return self._fill_reciprocal(reading, source, notes)
        if reading.is_speech or self._is_bare_operator(reading):
            target = self._speech_target(reading, source, notes)
            if len(parties(source)) > 1 and not target and reading.type in TOGETHER:
                return self._fill_reciprocal(reading, source, notes)
        else:
            target = self._act_target(reading, source, notes)
            plural = reading.act is not None and reading.act.reciprocal == "plural"
            if plural and not target and len(parties(source)) > 1:
                return self._fill_reciprocal(reading, source, notes)
        return Filled(tuple(source), tuple(target), False, tuple(notes))

    def _fill_duty(self, reading: Reading) -> Filled:
        speaker = self.sides.speaker(reading.token)
        target = self._relations(reading.match, ("subj",), reading.token)
        source = [speaker] if speaker else []
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
        return framed or (
            plain and reading.act is not None and reading.act.reciprocal == "yes"
        )

    def _chain(self, reading: Reading) -> list[Match]:
        """Return the act's entry and the operator's, innermost first."""
        found = [reading.act_match] if reading.act_match else []
        if reading.match not in found:
            found.append(reading.match)
        return found

    def _is_nominal(self, i: int) -> bool:
        return self.clauses.is_nominal(i) and not self.clauses.dependents(i, "nsubj", "cop")

    def _source(self, reading: Reading, notes: list[str]) -> list[Side]:
        outer = reading.match
        if outer.entry.frame.source is None and not self._is_nominal(outer.token):
            speaker = self._speaks(outer)
            if speaker is not None:
                notes.append("source: who said so")
                return [speaker]
        inverse = reading.steps and reading.steps[0].operator == "receive"
        chain = [outer] if reading.content is not None else [outer, *self._chain(reading)]
        for match in chain:
            if inverse and match is outer and reading.act_match is not outer:
                found = self.sides.after_preposition(
                    match.token, tuple(self.clauses.grammar.words("possessive_prepositions"))
                )
            else:
                relations = match.entry.frame.source or self._default_source(match)
                found = self._relations(match, relations, reading.token)
            if found:
                notes.append(f"source: {self._word(match)}")
                return found
            if match.entry.frame.source is not None:
                return []
        passive = self.clauses.is_passive(outer.token, outer.voice)
        if passive and reading.act is not None and reading.act.own and reading.content is None:
            found = self._owners(outer)
            if found:
                notes.append("source: whose own it is")
            return found
        if not self._is_nominal(outer.token) and not passive:
            if reading.act is not None and reading.act.own and reading.content is None:
                found = self._heads(self.clauses.objects(outer.token))
                if found:
                    notes.append("source: whose own it is")
                    return found
            found = self.sides.before(outer.token)
            if found:
                notes.append("source: the actor before the verb")
                return found
            return self._climbed(outer.token, notes)
        return []

    def _climbed(self, token: int, notes: list[str]) -> list[Side]:
        """Return the nearest subject above that is an actor, for a verb without one of its own.

        Parsers hang a second main verb on the nearest clause, often a relative one.
        """
        clauses = self.clauses
        if clauses.dependents(token, "nsubj", "csubj") or clauses.relations[token] == "acl":
            return []
        for node in clauses.tree.ancestors(token):
            if clauses.dependents(node, "nsubj"):
                found = self._heads(clauses.subjects(node))
                if found:
                    notes.append("source: the subject of a clause above")
                    return found
        for k in range(token):
            if clauses.relations[k] == "nsubj":
                found = self._heads([k])
                if found:
                    notes.append("source: the first subject of the sentence")
                return found
        return []

    def _speaks(self, match: Match) -> Side | None:
        """Return the speaker of the quotation this verb introduces, where the tree knows no better.

        The tree is trusted where the verb has a subject of its own or inherits the same party.
        """
        token, clauses = match.token, self.clauses
        speaker = self.sides.cue_speaker(token)
        if speaker is None or token in clauses.raised or clauses.dependents(token, "nsubj"):
            return None
        inherited = self._relations(match, self._default_source(match), token)
        return None if parties(inherited) & parties([speaker]) else speaker

    def _owners(self, match: Match) -> list[Side]:
        heads = self.clauses.logical_object(match.token, passive=True)
        return self._heads(heads)

    def _default_source(self, match: Match) -> tuple[str, ...]:
        if self._is_nominal(match.token):
            return ("poss", "agent")
        if self.clauses.is_passive(match.token, match.voice):
            return ("agent",)
        experiencers = "|".join(sorted(self.clauses.grammar.words("experiencer_prepositions")))
        if experiencers:
            return ("subj", f"prep:{experiencers}")
        return ("subj",)

    def _word(self, match: Match) -> str:
        return f"of “{self.clauses.tree.tokens[match.token].text}”"

    def _relations(self, match: Match, relations: Sequence[str], outer: int) -> list[Side]:
        for relation in relations:
            found = self._relation(match, relation, outer)
            if found:
                return found
        return []

    def _relation(self, match: Match, relation: str, outer: int) -> list[Side]:
        """Return the sides in one named relation to the entry's word."""
        token, clauses = match.token, self.clauses
        passive = clauses.is_passive(token, match.voice)
        if relation == "subj":
            return self._heads(clauses.logical_subject(token, passive=passive))
        if relation == "obj":
            return self._heads(clauses.logical_object(token, passive=passive))
        if relation == "gsubj":
            return self._heads(clauses.subjects(token))
        if relation == "poss":
            act = self.reader.ontology.acts.get(match.entry.name)
            objective = act is not None and act.type in MATERIAL and not act.reciprocal
            return self.sides.possessor(token, objective=objective)
        if relation == "agent":
            return self._heads(clauses.agents(token)) or self.sides.after_preposition(
                token, self.agent_prepositions, reach=NEAR_PREPOSITION
            )
        if relation == "speaker":
            speaker = self.sides.speaker(outer)
            return [speaker] if speaker else []
        if relation.startswith("prep:"):
            return self.sides.after_preposition(
                token, relation[5:].split("|"), places=True, reach=NEAR_PREPOSITION
            )
        if relation.startswith("obj."):
            for head in clauses.logical_object(token, passive=passive):
                inner = relation[4:]
                if inner == "poss":
                    found = self.sides.possessor(head) or self.sides.at(head)
                else:
                    found = self.sides.after_preposition(
                        head, inner.removeprefix("prep:").split("|"), places=True
                    )
                if found:
                    return found
        return []

    def _heads(self, heads: Sequence[int], *, places: bool = False) -> list[Side]:
        """Return the sides at the heads; an act in that place lends those who do it."""
        found: list[Side] = []
        for head in heads:
            reading = None if head in self.sides.mention_at else self.reader.read(head)
            if reading is not None and self._is_nominal(head):
                found += self.fill(reading).source
            else:
                found += self.sides.at(head, places=places)
        return unique(found)

    def _act_target(
        self, reading: Reading, source: Sequence[Side], notes: list[str]
    ) -> list[Side]:
        for match in self._chain(reading):
            relations = match.entry.frame.target
            if relations == ("none",):
                break
            if relations is not None:
                found = others(self._relations(match, relations, reading.token), source)
            else:
                found = others(self._default_target(match, reading), source)
            if reading.act is not None and reading.act.own:
                found = [s for s in found if not self._same_party(s, source)]
            if found:
                notes.append(f"target: {self._word(match)}")
                return found
        if reading.act is not None and reading.act.own:
            for match in self._chain(reading):
                for head in (match.token, *match.words):
                    found = self.sides.after_preposition(head, self.target_prepositions)
                    found = [s for s in found if not self._same_party(s, source)]
                    if found:
                        notes.append(f"target: {self._word(match)}")
                        return found
        if reading.type in PLACED:
            return self._place_target(reading, source, notes)
        return []

    def _default_target(self, match: Match, reading: Reading) -> list[Side]:
        token, clauses = match.token, self.clauses
        if self._is_nominal(token):
            return self.sides.after_preposition(
                token, self.target_prepositions, reach=NEAR_PREPOSITION
            )
        passive = clauses.is_passive(token, match.voice)
        objects = clauses.logical_object(token, passive=passive)
        if reading.act is not None and reading.act.own:
            found = [
                s
                for k in objects
                for s in self.sides.after_preposition(k, self.target_prepositions)
            ]
        else:
            found = self._heads(objects)
            if not objects and not passive:
                found = self.sides.after(token)
        if not found and (not passive or (reading.act is not None and reading.act.own)):
            found = self.sides.after_preposition(token, self.target_prepositions)
        for word in match.words:
            # A light verb's noun carries the preposition: *put pressure on X*.
            found = found or self.sides.after_preposition(word, self.target_prepositions)
        return found

    def _place_target(
        self, reading: Reading, source: Sequence[Side], notes: list[str]
    ) -> list[Side]:
        """Return the country where force is used or massed, where it is not the source's own."""
        own = parties(source)
        prepositions = tuple(self.clauses.grammar.settings["place_prepositions"])
        for match in self._chain(reading):
            named = self.sides.after_preposition(match.token, prepositions, places=True)
            named = [s for s in named if s.party and s.party not in own]
            if named:
                notes.append("target: the place of the act")
                return named
            inside = self.clauses.clause_tokens(match.token)
            for k in sorted(inside):
                mention = self.sides.mention_at.get(k)
                if mention is None or mention.form != "place" or k != mention.first:
                    continue
                found = [s for s in self.sides.of_mention(mention) if s.party]
                if found and not parties(found) & own:
                    notes.append("target: the place of the act")
                    return found
        return []

    def _speech_target(
        self, reading: Reading, source: Sequence[Side], notes: list[str]
    ) -> list[Side]:
        match = reading.match
        if match.entry.frame.target is not None:
            found = others(
                self._relations(match, match.entry.frame.target, reading.token), source
            )
            if found:
                notes.append("target: addressee")
                return found
        candidates = [
            ("addressee", self._addressee(reading)),
            ("who is to act", self._content_side(reading, "source")),
            ("whom it concerns", self._content_side(reading, "target")),
            ("named with it", self._marked(match.token)),
            ("named in what is said", self._mentioned(reading)),
        ]
        candidates = [(name, others(found, source)) for name, found in candidates]
        for name, found in candidates:
            foreign = [s for s in found if not self._same_party(s, source)]
            if foreign:
                notes.append(f"target: {name}")
                return foreign
        for name, found in candidates[:-1]:
            # Within one country: parliament asks the president.
            if found:
                notes.append(f"target: {name}")
                return found
        return []

    def _same_party(self, side: Side, source: Sequence[Side]) -> bool:
        return side.party is not None and any(s.party == side.party for s in source)

    def _addressee(self, reading: Reading) -> list[Side]:
        match = reading.match
        passive = self.clauses.is_passive(match.token, match.voice)
        content = reading.content.words if reading.content else frozenset()
        heads = [] if self._is_nominal(match.token) else [
            k
            for k in self.clauses.logical_object(match.token, passive=passive)
            if k not in content and not set(self.clauses.tree.subtree(k)) & content - {k}
        ]  # fmt: skip
        if not heads and not passive and not self._is_nominal(match.token):
            return self.sides.after(match.token)
        return self._heads(heads)

    def _marked(self, token: int) -> list[Side]:
        return self.sides.after_preposition(
            token, self.target_prepositions, reach=NEAR_PREPOSITION
        )

    def _content_side(self, reading: Reading, side: str) -> list[Side]:
        if reading.content is None:
            if side == "target":
                return []
            clauses = self.clauses.dependents(reading.token, "xcomp", "ccomp")
            return self._heads([s for k in clauses for s in self.clauses.dependents(k, "nsubj")])
        filled = self.fill(reading.content)
        return list(filled.source if side == "source" else filled.target)

    def _mentioned(self, reading: Reading) -> list[Side]:
        """Return the first actor named after the word within what it governs."""
        for k in sorted(self.clauses.tree.subtree(reading.token)):
            mention = self.sides.mention_at.get(k)
            if k > reading.token and mention is not None and mention.form != "place":
                found = self.sides.of_mention(mention)
                if found and found[0].party:
                    return found
        return []

    def _fill_reciprocal(
        self, reading: Reading, source: Sequence[Side], notes: list[str]
    ) -> Filled:
        """Return two sides that act alike: with-phrases, coordinated subjects, named parties."""
        source = list(source)
        target = self._act_target(reading, source, notes)
        token = (reading.act_match or reading.match).token
        if not target:
            comitative = tuple(sorted(self.clauses.grammar.words("comitative_prepositions")))
            for match in self._chain(reading):
                named = others(self.sides.after_preposition(match.token, comitative), source)
                if named:
                    target = named
                    break
        if self._is_nominal(token) and not (source and target):
            named = self.sides.in_phrase(token)
            source = source or named
            target = others(named, source[:1]) if not target else target
        if not target and len(parties(source)) > 1:
            first = source[0].party
            target = [s for s in source if s.party != first]
            source = [s for s in source if s.party == first]
        notes.append("both sides act alike")
        return Filled(tuple(source), tuple(others(target, source)), True, tuple(notes))
