"""To whom: the target of a reading, by its frame, its clause, or what is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kabar.extract.aims import is_aid, meant_for
from kabar.extract.patterns import Match
from kabar.extract.reading import Reading
from kabar.extract.relations import NEAR_PREPOSITION, Relations, acts_on_own, chain_of
from kabar.extract.side_sets import others, parties
from kabar.records import Side

PLACED = ("ASSAULT", "MOBILIZE", "COERCE")
"""Types whose place stands for the target where no other target is named."""

Content = Callable[[Reading, str], list[Side]]
"""The `source` or `target` of what a speech act is about."""


class Targets:
    """Finds the targets of the readings of one sentence."""

    def __init__(self, relations: Relations, content_side: Content) -> None:
        self.relations = relations
        self.sides = relations.sides
        self.clauses = relations.clauses
        self.content_side = content_side

    def of_act(self, reading: Reading, source: Sequence[Side], notes: list[str]) -> list[Side]:
        """Return whom an act is done to: by its frame, its clause, or its place."""
        for match in chain_of(reading):
            relations = match.entry.frame.target
            if relations == ("none",):
                break
            if relations is not None:
                found = others(self.relations.first(match, relations, reading.token), source)
            else:
                found = others(self._default_target(match, reading), source)
            if acts_on_own(reading):
                found = [s for s in found if not self._same_party(s, source)]
            if found and relations is None and not any(s.party for s in found):
                found = self._goal(match.token, source) or found
            if found and reading.type in PLACED and not any(s.party or s.sector for s in found):
                # *Struck a refinery in Russia's Perm region*: the country, not the nameless region.
                found = self._place_target(reading, source, notes) or found
            if found:
                notes.append(f"target: {self.relations.word(match)}")
                return found
        if acts_on_own(reading):
            for match in chain_of(reading):
                for head in (match.token, *match.words):
                    found = self.sides.after_preposition(head, self.relations.target_prepositions)
                    found = [s for s in found if not self._same_party(s, source)]
                    if found:
                        notes.append(f"target: {self.relations.word(match)}")
                        return found
        found = meant_for(self.relations, reading, source, notes)
        if found:
            return found
        if reading.type in PLACED or is_aid(self.relations, reading):
            found = self._place_target(reading, source, notes)
            if found:
                return found
        return self._lent(reading, source, notes)

    def _goal(self, token: int, source: Sequence[Side]) -> list[Side]:
        """Return the party that somebody without a side is sent to: *extradited a man to Spain*."""
        goals = tuple(sorted(self.clauses.grammar.words("goal_prepositions")))
        found = others(self.sides.after_preposition(token, goals), source)
        return [s for s in found if s.party and not self._same_party(s, source)]

    def _lent(self, reading: Reading, source: Sequence[Side], notes: list[str]) -> list[Side]:
        """Return another party that the act's own words name where no frame expects it.

        With *by …* a noun's owner is acted on (*the seizure of a ship by …*, *pembakaran bendera
        Israel oleh …*); else a phrase further on tells whom it is for (*stopped exports of steel to
        Israel*).
        """
        core = reading.act_match or reading.match
        own = {s.party for s in source if s.party}
        if core.entry.frame.target == ("none",) or not own:
            return []
        if self.clauses.is_noun_phrase(core.token) and self.relations.one(
            core, "agent", reading.token
        ):
            found = [s for s in self._owned(core.token) if s.party and s.party not in own]
            if found:
                notes.append("target: whose it is, beside who does it")
                return found
        last = max(reading.words)
        prepositions = self._prepositions(reading)
        found = self.sides.by_words.further_on(last, reading.words, prepositions)
        found = [s for s in found if s.party and s.party not in own]
        if found:
            notes.append("target: named further on")
        return found

    def _owned(self, token: int) -> list[Side]:
        """Return whose the noun's own object is: *penyerangan kapal Filipina oleh …*."""
        inner = ("nmod", "compound", "flat", "amod")
        for k in self.clauses.dependents(token, *inner):
            found = self.sides.at(k, places=True) if self.clauses.preposition(k) is None else []
            if any(s.party for s in found):
                return found
        return self.sides.possessor(token)

    def _prepositions(self, reading: Reading) -> frozenset[str]:
        """Return what may stand before a target; where force is used, the place is one."""
        words = self.clauses.grammar.words
        targets, places = words("target_prepositions"), words("place_prepositions")
        if reading.type in PLACED:
            return targets | places
        return targets - (places - words("goal_prepositions"))

    def _default_target(self, match: Match, reading: Reading) -> list[Side]:
        token, clauses = match.token, self.clauses
        if self.clauses.is_noun_phrase(token):
            return self.sides.after_preposition(
                token, self.relations.target_prepositions, reach=NEAR_PREPOSITION
            )
        passive = clauses.is_passive(token, match.voice)
        objects = clauses.logical_object(token, passive=passive)
        if acts_on_own(reading):
            found = [
                s
                for k in objects
                for s in self.sides.after_preposition(k, self.relations.target_prepositions)
            ]
        else:
            found = self.relations.at(objects)
        if not found and (not passive or acts_on_own(reading)):
            found = self.sides.after_preposition(token, self.relations.target_prepositions)
        for word in () if passive else match.words:
            # *Voted to remove X*: what the pattern's own verb is done to.
            if not found and clauses.relations[word] in ("xcomp", "ccomp"):
                found = self.relations.at(clauses.objects(word))
        for word in match.words:
            # A light verb's noun carries the preposition: *put pressure on X*.
            found = found or self.sides.after_preposition(word, self.relations.target_prepositions)
        return found

    def _place_target(
        self, reading: Reading, source: Sequence[Side], notes: list[str]
    ) -> list[Side]:
        """Return the country where force is used or massed, where it is not the source's own."""
        own = parties(source)
        prepositions = self.relations.place_prepositions
        for match in chain_of(reading):
            named = self.sides.after_preposition(match.token, prepositions, places=True)
            named = [s for s in named if s.party and s.party not in own]
            if named:
                notes.append("target: the place of the act")
                return named
            known = self.sides.country_of_place(match.token)
            if known and not parties(known) & own:
                notes.append("target: the place of the act")
                return known
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

    def of_speech(self, reading: Reading, source: Sequence[Side], notes: list[str]) -> list[Side]:
        """Return whom words are meant for: who is spoken to, is to act, or is concerned."""
        match = reading.match
        if match.entry.frame.target is not None:
            found = others(
                self.relations.first(match, match.entry.frame.target, reading.token), source
            )
            if found:
                notes.append("target: addressee")
                return found
        candidates = [
            ("addressee", self._addressee(reading)),
            ("who is to act", self.content_side(reading, "source")),
            ("whom it concerns", self.content_side(reading, "target")),
            ("named with it", self._marked(match.token)),
            ("named in what is said", self._mentioned(reading)),
        ]
        if reading.type == "THREATEN" and reading.content is None:
            # *He warned that …* of something else threatens nobody it happens to name.
            deed = self.clauses.dependents(match.token, "xcomp")
            candidates = [candidates[0], *candidates[3 : 5 if deed else 4]]
        if reading.type == "THREATEN":
            # *The president warned that the army would strike*: not the army is threatened.
            acting = [s for s in candidates[1][1] if not self._same_party(s, source)]
            candidates[1] = (candidates[1][0], acting)
        candidates = [(name, others(found, source)) for name, found in candidates]
        self._prefer_called(reading, candidates)
        if candidates[0][1]:
            notes.append(f"target: {candidates[0][0]}")
            return candidates[0][1]
        for name, found in candidates:
            foreign = [s for s in found if not self._same_party(s, source)]
            if foreign:
                notes.append(f"target: {name}")
                return foreign
        agreed = reading.steps[:1] and reading.steps[0].operator == "agree"
        if agreed and len(parties(source)) > 1:
            return []
        for name, found in candidates:
            # Within one country: parliament asks the president.
            found = [s for s in found if not self._is_own_country(reading, s, source)]
            if found and name != "named in what is said":
                notes.append(f"target: {name}")
                return found
        return []

    def _prefer_called(self, reading: Reading, candidates: list[tuple[str, list[Side]]]) -> None:
        """Take all who are called on, where who is to act is only one of them or nobody known."""
        named = next(found for name, found in candidates if name == "named with it")
        words = self.clauses.grammar.words
        marks = words("target_prepositions") - words("purpose_marks")
        called = reading.type == "REQUEST" and bool(marks & set(reading.match.entry.rest))
        if (candidates[1][1] or called) and parties(candidates[1][1]) < parties(named):
            candidates[1] = ("named with it", named)  # *calling on Israel and Hamas to …*: both

    def _is_own_country(self, reading: Reading, side: Side, source: Sequence[Side]) -> bool:
        """Say whether a side is the source's own country as such: *its land, the nation*.

        Who is only guessed to be of it may be threatened and asked, but hardly accused by it.
        """
        if not self._same_party(side, source):
            return False
        state = f"iso:{side.party}"
        guessed = side in self.sides.guessed and any(s.id == state for s in source)
        return side.id == state or (guessed and reading.type not in ("THREATEN", "REQUEST"))

    def _same_party(self, side: Side, source: Sequence[Side]) -> bool:
        return side.party is not None and any(s.party == side.party for s in source)

    def _addressee(self, reading: Reading) -> list[Side]:
        match = reading.match
        passive = self.clauses.is_passive(match.token, match.voice)
        content = reading.content.words if reading.content else frozenset()
        heads = (
            []
            if self.clauses.is_noun_phrase(match.token)
            else [
                k
                for k in self.clauses.logical_object(match.token, passive=passive)
                if k not in content
                and (self._is_alleged_of(k, reading) or not self._holds(k, content))
            ]
        )
        return self.relations.at(heads)

    def _holds(self, k: int, content: frozenset[int]) -> bool:
        return bool(set(self.clauses.tree.subtree(k)) & content - {k})

    def _is_alleged_of(self, k: int, reading: Reading) -> bool:
        """Say whether what is said is hung on whom it is said of: *accused Israel of genocide*."""
        marks = self.clauses.grammar.words("allegation_marks")
        inner = self.clauses.dependents(k, "nmod")
        told = reading.content.token if reading.content else None
        return any(j == told and self.clauses.preposition(j) in marks for j in inner)

    def _marked(self, token: int) -> list[Side]:
        return self.sides.after_preposition(
            token, self.relations.target_prepositions, reach=NEAR_PREPOSITION
        )

    def _is_own(self, k: int) -> bool:
        """Say whether a side clause tells of somebody else: *…, so the UN called for restraint*."""
        words = self.clauses.grammar.words
        marks = words("complement_marks") | words("purpose_marks") | words("conditional_marks")
        return bool(self.clauses.dependents(k, "nsubj")) and self.clauses.mark(k) not in marks

    def _mentioned(self, reading: Reading) -> list[Side]:
        """Return the first actor named after the word within what it governs.

        Who reports it all (*…, said the Qatari ministry*) is none of them.
        """
        tree = self.clauses.tree
        beside = self.clauses.dependents(reading.token, "parataxis")
        apart = [k for k in beside if self.relations.reader.reported(k)]
        apart += [k for k in self.clauses.dependents(reading.token, "advcl") if self._is_own(k)]
        reported = {k for node in apart for k in tree.subtree(node)}
        for k in sorted({*tree.subtree(reading.token)} - reported):
            mention = self.sides.mention_at.get(k)
            if k > reading.token and mention is not None and mention.form != "place":
                found = self.sides.of_mention(mention)
                if found and found[0].party:
                    return found
        return []
