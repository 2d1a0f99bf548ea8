"""Who does it: the source of a reading, and the fallbacks where the tree has lost it."""

from __future__ import annotations

from kabar.extract.patterns import Match
from kabar.extract.reading import Reading
from kabar.extract.relations import MATERIAL, Relations, acts_on_own, chain_of
from kabar.extract.side_sets import parties
from kabar.records import Side


class Sources:
    """Finds the sources of the readings of one sentence."""

    def __init__(self, relations: Relations) -> None:
        self.relations = relations
        self.sides = relations.sides
        self.clauses = relations.clauses

    def find(self, reading: Reading, notes: list[str]) -> list[Side]:
        """Return who acts, and add to `notes` where that was found."""
        outer = reading.match
        if outer.entry.frame.source is None and not self.clauses.is_noun_phrase(outer.token):
            speaker = self._speaks(outer)
            if speaker is not None:
                notes.append("source: who said so")
                return [speaker]
        inverse = reading.steps and reading.steps[0].operator == "receive"
        chain = [outer] if reading.content is not None else [outer, *chain_of(reading)]
        for match in chain:
            if inverse and match is outer and reading.act_match is not outer:
                found = self.sides.after_preposition(
                    match.token, self.relations.possessive_prepositions
                )
            else:
                relations = match.entry.frame.source or self.relations.default_source(match)
                found = self.relations.first(match, relations, reading.token)
            if found:
                notes.append(f"source: {self.relations.word(match)}")
                return found
            if match.entry.frame.source is not None:
                return self._in_act(reading, notes)
        passive = self.clauses.is_passive(outer.token, outer.voice)
        if passive:
            found = self._in_act(reading, notes)
            if found:
                return found
        if passive and acts_on_own(reading) and reading.content is None:
            return self._owner(reading, notes)
        if not self.clauses.is_noun_phrase(outer.token) and not passive:
            if acts_on_own(reading) and reading.content is None:
                found = self.relations.at(self.clauses.objects(outer.token))
                if found:
                    notes.append("source: whose own it is")
                    return found
            return self._around(outer.token, notes)
        return []

    def _around(self, token: int, notes: list[str]) -> list[Side]:
        """Return who acts where the verb has no actor as its subject."""
        for note, found in (
            ("source: whose statement it is", self._issued(token)),
            ("source: the actor before the verb", self.sides.by_words.before(token)),
        ):
            if found:
                notes.append(note)
                return found
        return self._climbed(token, notes)

    def _issued(self, token: int) -> list[Side]:
        """Return who makes a statement: *X issued a letter calling on Y to …*."""
        clauses, tree = self.clauses, self.clauses.tree
        noun = tree.tokens[token].head
        if clauses.relations[token] != "acl" or clauses.is_relative(token):
            return []
        if clauses.dependents(token, "nsubj") or clauses.relations[noun] != "obj":
            return []
        if not clauses.has_lemma(noun, "statement_nouns"):
            return []
        return self.relations.at(clauses.subjects(tree.tokens[noun].head))

    def _owner(self, reading: Reading, notes: list[str]) -> list[Side]:
        """Return whose own it is that something is done with: *Russian troops were sent*."""
        token = reading.match.token
        found = self.relations.at(self.clauses.logical_object(token, passive=True))
        if any(s.party for s in found) or reading.modality != "future":
            notes += ["source: whose own it is"] if found else []
            return found
        announced = self._announced(token)
        notes += ["source: who announces it"] if announced else []
        return announced or found

    def _announced(self, token: int) -> list[Side]:
        """Return who says what is done with its own: *the command said troops would be sent*.

        Who tells what has been done may well tell it of others.
        """
        clauses, reader = self.clauses, self.relations.reader
        above = [clauses.tree.tokens[token].head] if clauses.relations[token] == "ccomp" else []
        for node in (*above, *clauses.dependents(token, "parataxis")):
            if reader.reported(node) is not None:
                found = [s for s in self.relations.at(clauses.subjects(node)) if s.party]
                if found:
                    return found
        return []

    def _in_act(self, reading: Reading, notes: list[str]) -> list[Side]:
        """Return who does the act in which somebody suffers: *was killed in a Russian attack*."""
        if reading.type not in MATERIAL or reading.content is not None:
            return []
        verb = reading.match.token
        joined = [k for k in self.clauses.dependents(verb, "conj") if not self._is_another_story(k)]
        for oblique in (o for k in (verb, *joined) for o in self.clauses.obliques(k)):
            act = self.relations.reader.read(oblique.head)
            same = act is not None and act.type == reading.type and act.modality == "asserted"
            if act is None or not same or not self.clauses.is_noun_phrase(oblique.head):
                continue
            filled = self.relations.fill(act)
            if filled.source and not filled.reciprocal:
                notes.append("source: who does the act it happened in")
                return list(filled.source)
        return []

    def _is_another_story(self, k: int) -> bool:
        """Say whether a joined word is no verb, or one that names somebody of its own."""
        own = self.clauses.dependents(k, "nsubj")
        named = any(j in self.sides.mention_at for j in own) or self.clauses.agents(k)
        return self.clauses.is_nominal(k) or bool(named)

    def _climbed(self, token: int, notes: list[str]) -> list[Side]:
        """Return the nearest subject above that is an actor, for a verb without one of its own.

        Parsers hang a second main verb on the nearest clause, often a relative one.
        """
        clauses = self.clauses
        if clauses.dependents(token, "nsubj", "csubj") or clauses.relations[token] == "acl":
            return []
        for node in clauses.tree.ancestors(token):
            if clauses.dependents(node, "nsubj"):
                found = self.relations.at(clauses.subjects(node))
                if found:
                    notes.append("source: the subject of a clause above")
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
        inherited = self.relations.first(match, self.relations.default_source(match), token)
        if speaker.party is None and speaker.sector is None:
            return None
        return None if parties(inherited) & parties([speaker]) else speaker
