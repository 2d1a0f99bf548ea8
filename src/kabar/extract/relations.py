"""From a frame's relation names (subj, obj, poss, prep:…) to the sides that stand there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from kabar.extract.patterns import Match
from kabar.extract.reading import Reading
from kabar.extract.readings import Reader
from kabar.extract.side_sets import unique
from kabar.extract.sides import Sides
from kabar.parse.clauses import Clauses
from kabar.records import Side

MATERIAL = ("ASSAULT", "COERCE", "SANCTION", "AID", "RETREAT", "CONCEDE", "MOBILIZE")
"""Types whose nouns take the one acted on after *of*."""
NEAR_PREPOSITION = 6
"""How many words on a preposition may stand that the parser hung elsewhere."""


class HasSides(Protocol):
    """What filling a reading gives, as far as it is asked for here."""

    @property
    def source(self) -> tuple[Side, ...]:
        """Who acts."""
        ...

    @property
    def target(self) -> tuple[Side, ...]:
        """Whom it is done to."""
        ...

    @property
    def reciprocal(self) -> bool:
        """Whether both sides act alike."""
        ...


class Relations:
    """Resolves relation names at the word of an entry."""

    def __init__(self, sides: Sides, reader: Reader, fill: Callable[[Reading], HasSides]) -> None:
        self.sides = sides
        self.reader = reader
        self.fill = fill
        self.clauses: Clauses = sides.clauses
        grammar = self.clauses.grammar
        self.target_prepositions = tuple(grammar.settings["target_prepositions"])
        self.place_prepositions = tuple(grammar.settings["place_prepositions"])
        self.agent_prepositions = tuple(sorted(grammar.words("agent_prepositions")))
        self.possessive_prepositions = tuple(sorted(grammar.words("possessive_prepositions")))
        self.comitative_prepositions = tuple(sorted(grammar.words("comitative_prepositions")))
        self.experiencers = "|".join(sorted(grammar.words("experiencer_prepositions")))

    def first(self, match: Match, relations: Sequence[str], outer: int) -> list[Side]:
        """Return the sides of the first relation in which somebody stands."""
        for relation in relations:
            found = self.one(match, relation, outer)
            if found:
                return found
        return []

    def one(self, match: Match, relation: str, outer: int) -> list[Side]:
        """Return the sides in one named relation to the entry's word."""
        token, clauses = match.token, self.clauses
        passive = clauses.is_passive(token, match.voice)
        if relation == "subj":
            return self.at(clauses.logical_subject(token, passive=passive))
        if relation == "obj":
            return self.at(clauses.logical_object(token, passive=passive))
        if relation == "gsubj":
            return self.at(clauses.subjects(token))
        if relation == "poss":
            act = self.reader.ontology.acts.get(match.entry.name)
            material = act is not None and act.type in MATERIAL
            objective = act is not None and material and not (act.own or act.reciprocal)
            away = self._target_words(match) if material else frozenset[str]()
            return self.sides.possessor(token, objective=objective, without=away)
        if relation == "by":
            # *The closing of the border with Russia by Finland*: told, where a genitive is guessed.
            marked = [
                o.head for o in clauses.obliques(token) if o.preposition in self.agent_prepositions
            ]
            return self.at(marked[:1])
        if relation == "agent":
            return self.at(clauses.agents(token)) or self.sides.after_preposition(
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

    def _target_words(self, match: Match) -> frozenset[str]:
        """Return the prepositions that an entry has before whom it is done to, *of* left out."""
        told = [r[5:].split("|") for r in match.entry.frame.target or () if r.startswith("prep:")]
        objects = self.clauses.grammar.words("object_prepositions")
        return frozenset(word for words in told for word in words) - objects

    def at(self, heads: Sequence[int], *, places: bool = False) -> list[Side]:
        """Return the sides at the heads; an act in that place lends those who do it."""
        found: list[Side] = []
        for head in heads:
            reading = None if head in self.sides.mention_at else self.reader.read(head)
            if reading is not None and self.clauses.is_noun_phrase(head):
                filled = self.fill(reading)
                found += (*filled.source, *(filled.target if filled.reciprocal else ()))
            else:
                found += self.sides.at(head, places=places)
        return unique(found)

    def default_source(self, match: Match) -> tuple[str, ...]:
        """Return where who acts stands, where the entry's frame does not say."""
        if self.clauses.is_noun_phrase(match.token):
            return ("by", "poss", "agent")
        if self.clauses.is_passive(match.token, match.voice):
            return ("agent",)
        if self.experiencers and self._is_impersonal(match.token):
            return ("subj", f"prep:{self.experiencers}")
        return ("subj",)

    def _is_impersonal(self, token: int) -> bool:
        """Say whether nobody is the subject: *it is hard for Cyprus to accept that*.

        Nor is a letter: *the letter rejected the call for Cyprus to withdraw* is Cyprus's.
        """
        return all(
            self.clauses.is_pronoun(k) or self.clauses.has_lemma(k, "statement_nouns")
            for k in self.clauses.subjects(token)
        )

    def word(self, match: Match) -> str:
        """Return the entry's word, for a note on where a side was found."""
        return f"of “{self.clauses.tree.tokens[match.token].text}”"


def chain_of(reading: Reading) -> list[Match]:
    """Return the act's entry and the outermost operator's, innermost first."""
    found = [reading.act_match] if reading.act_match else []
    if reading.match not in found:
        found.append(reading.match)
    return found


def acts_on_own(reading: Reading) -> bool:
    """Say whether the act is done to what is the source's own, such as its troops."""
    return reading.act is not None and reading.act.own
