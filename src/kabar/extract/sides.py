"""Who stands in an argument: from a token of the tree to the sides of an event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kabar.actors.mentions import Mention
from kabar.extract.places import PlaceMention
from kabar.extract.side_sets import unique
from kabar.extract.sides_by_words import ByWords
from kabar.parse.clauses import Clauses
from kabar.records import Actor, Side

AWAY = ("from", "dateline")
"""Relations of places that nothing is done in."""
PHRASE = ("nmod", "amod", "compound", "flat", "appos", "nummod", "det", "dep")


class Sides:
    """Looks up the actors of one sentence by token."""

    def __init__(
        self,
        clauses: Clauses,
        mentions: Sequence[Mention],
        actors: Mapping[str, Actor],
        speaker: Callable[[int], Side | None],
        cue_speaker: Callable[[int], Side | None],
    ) -> None:
        self.clauses = clauses
        self.tree = clauses.tree
        self.actors = actors
        self.speaker = speaker
        """Whose word a token stands on."""
        self.cue_speaker = cue_speaker
        """Who speaks, where a token is the verb of saying of a quotation."""
        self.guessed: set[Side] = set()
        """Sides whose party no text tells: the country of the article stands in."""
        self.mention_at: dict[int, Mention] = {
            k: mention for mention in mentions for k in range(mention.first, mention.last + 1)
        }
        self.places: Sequence[PlaceMention] = ()
        """The places that the gazetteer knows in this sentence."""
        self.by_words = ByWords(self)

    @property
    def marked(self) -> dict[str, frozenset[int]]:
        """Return the tokens of parties (`#party`) and of named people (`#person`)."""
        items = self.mention_at.items()
        parties = frozenset(k for k, m in items if m.party or m.sector)
        people = frozenset(k for k, m in items if self._is_person(m))
        return {"#party": parties, "#person": people}

    @property
    def names(self) -> dict[int, int]:
        """Return the tokens of parties called by name, each with the head of its name."""
        return {k: m.head for k, m in self.mention_at.items() if m.form == "name" and m.party}

    def _is_person(self, mention: Mention) -> bool:
        return any(a in self.actors and self.actors[a].kind == "person" for a in mention.actors)

    def of_mention(self, mention: Mention) -> list[Side]:
        """Return one side for each actor that a mention stands for, none for a mere region."""
        sides: list[Side] = []
        if mention.form == "place" and not mention.party:
            return sides
        for actor_id in mention.actors:
            actor = self.actors.get(actor_id)
            single = len(mention.actors) == 1
            name = actor.name if actor else None
            party = (mention.party if single else None) or (actor.party if actor else None)
            sector = (mention.sector if single else None) or (actor.sector if actor else None)
            side = Side(
                mention.text,
                actor_id,
                name,
                party or mention.guess,
                sector,
                mention.start,
                mention.end,
            )
            if party is None and mention.guess is not None:
                self.guessed.add(side)
            sides.append(side)
        if not sides and (mention.party or mention.sector):
            sides.append(
                Side(
                    mention.text,
                    None,
                    None,
                    mention.party,
                    mention.sector,
                    mention.start,
                    mention.end,
                )
            )
        return sides

    def at(self, head: int, *, places: bool = False, inside: bool = True) -> list[Side]:
        """Return the sides of the nominal headed by `head` and of those coordinated with it."""
        sides: list[Side] = []
        for k in self.clauses.conjuncts(head):
            sides += self._single(k, places=places, inside=inside)
        return unique(sides)

    def _single(self, k: int, *, places: bool, inside: bool) -> list[Side]:
        mention = self.mention_at.get(k)
        token = self.tree.tokens[k]
        spoken = mention is None or mention.form == "pronoun"
        if spoken and token.lower in self.clauses.grammar.words("first_person"):
            speaker = self.speaker(k)
            if speaker is not None:
                return [
                    Side(
                        token.text,
                        speaker.id,
                        speaker.name,
                        speaker.party,
                        speaker.sector,
                        token.start,
                        token.end,
                    )
                ]
        if mention is not None and (places or mention.form != "place"):
            sides = self.of_mention(mention)
            if inside and len(mention.actors) < 2 and not mention.tells_party:
                sides = self._served(k) or sides
            if sides and inside and not any(s.party and s not in self.guessed for s in sides):
                sides = self._followers(k, mention, sides)
            if sides:
                joined = self._coordinated_inside(k, mention)
                return joined + sides + self.coordinated_after(mention, places)
        if self._is_other(k):
            return self._described(k)
        return self._inside(k, places) if inside else []

    def _followers(self, k: int, mention: Mention, sides: list[Side]) -> list[Side]:
        """Return people without a side as those of who is named below: *supporters of Sonko*."""
        inner = [s for s in self._inside(k, places=False) if s.party]
        if not inner or mention.form != "role" or len(inner) > 1:
            return inner or sides
        return [replace(s, party=inner[0].party) for s in sides]

    def coordinated_after(self, mention: Mention, places: bool) -> list[Side]:
        """Return sides coordinated with a mention whose head is not the conjuncts' governor."""
        sides: list[Side] = []
        for k in range(mention.first, mention.last + 1):
            for j in self.clauses.dependents(k, "conj"):
                other = self.mention_at.get(j)
                if other is not None and other is not mention and (places or other.form != "place"):
                    sides += self.of_mention(other)
        return sides

    def _coordinated_inside(self, k: int, mention: Mention) -> list[Side]:
        """Return the sides of adjectives that share a noun: *Indian and Pakistani troops*.

        The noun's own mention holds the last of them only.
        """
        sides: list[Side] = []
        for j in self.clauses.dependents(k, "amod", "compound", "nmod"):
            other = self.mention_at.get(j)
            if other is None or other is mention or other.last >= mention.first or not other.party:
                continue
            between = self.tree.tokens[other.last + 1 : mention.first]
            if any(t.upos == "CCONJ" for t in between) and len(between) == 1:
                sides += self.of_mention(other)
        return sides

    def _inside(self, head: int, places: bool) -> list[Side]:
        """Return the first actor named inside the phrase headed by `head`, nearest level first.

        One with a party goes before one without: *the closure of clinics by the Malian government*.
        """
        level, late, own = [head], [], self.mention_at.get(head)
        bare: list[Side] = []
        for _ in range(3):
            below: list[int] = []
            for node in level:
                for k in self.tree.children[node]:
                    if self.clauses.relations[k] not in PHRASE or self._is_other(k):
                        continue
                    mention = self.mention_at.get(k)
                    if mention is not None and mention is own and mention.form != "place":
                        pass
                    elif mention is not None and mention.form != "place":
                        sides = self.of_mention(mention)
                        if any(s.party for s in sides):
                            return sides + self.coordinated_after(mention, places)
                        bare = bare or sides
                    elif mention is not None:
                        late.append(mention)
                        places |= mention.names_country and self.clauses.preposition(k) is None
                    below.append(k)
            level = below
        return bare or (self.of_mention(late[0]) if places and late else [])

    def _served(self, k: int) -> list[Side]:
        """Return whom somebody without a side acts for: *hackers working for Russia*."""
        words = self.clauses.grammar.words("serving_words")
        prepositions = tuple(sorted(self.clauses.grammar.words("serving_prepositions")))
        for j in self.clauses.dependents(k, "acl", "amod"):
            if {self.tree.tokens[j].lower, self.tree.tokens[j].lemma} & words:
                agents = (self.at(agent, places=True) for agent in self.clauses.agents(j))
                found = self.after_preposition(j, prepositions, places=True)
                found = found or next(filter(None, agents), [])
                if any(s.party and s.sector for s in found):  # a capital, not just a town
                    return found
        return []

    def _described(self, k: int) -> list[Side]:
        """Return the side that an adjective gives a noun: *his Philippine counterpart*."""
        for j in self.clauses.dependents(k, "amod", "compound"):
            mention = self.mention_at.get(j)
            if mention is not None and mention.party:
                return self.of_mention(mention)
        return []

    def _is_reason(self, k: int) -> bool:
        """Say whether the noun tells why, not to whom: *met at the invitation of Angola*."""
        return self.clauses.has_lemma(k, "reason_nouns")

    def _is_other(self, k: int) -> bool:
        """Say whether the noun names the other side of somebody (*its neighbour*), not him."""
        token = self.tree.tokens[k]
        return token.lower in self.clauses.grammar.words("other_party_nouns")

    def possessor(
        self, i: int, *, objective: bool = False, without: frozenset[str] = frozenset()
    ) -> list[Side]:
        """Return whose the noun `i` is: genitive, demonym, compound, or bare neighbour.

        With `objective`, a preposition that marks the object (*the arrest of X*) is left out, and
        so are those `without` it: *the pullout from Niger* is not Niger's.
        """
        prepositions = self.clauses.grammar.words("possessive_prepositions") - without
        if objective:
            prepositions -= self.clauses.grammar.words("object_prepositions")
        for relation in ("nmod:poss", "nmod", "compound", "amod", "obl", "flat", "dep"):
            for k in self.tree.children[i]:
                token = self.tree.tokens[k]
                if token.relation != relation and self.clauses.relations[k] != relation:
                    continue
                preposition = self.clauses.preposition(k)
                if preposition is None or preposition in prepositions:
                    bare = preposition is None
                    sides = self.at(k, places=bare, inside=relation != "amod")
                    if sides:
                        return sides
        return []

    def after_preposition(
        self, i: int, prepositions: Sequence[str], *, places: bool = False, reach: int = 0
    ) -> list[Side]:
        """Return the sides after one of the prepositions under `i`, or up to `reach` tokens on."""
        low = self.clauses.grammar.words("low_prepositions")
        for wanted in prepositions:
            for oblique in self.clauses.obliques(i):
                if oblique.preposition == wanted and not self._is_reason(oblique.head):
                    sides = self.at(oblique.head, places=places)
                    if sides:
                        return sides
            for argument in self.clauses.dependents(i, "obj", "obl") if wanted in low else ():
                if argument in self.mention_at:
                    continue
                for oblique in self.clauses.obliques(argument):
                    sides = self.at(oblique.head) if oblique.preposition == wanted else []
                    if sides:
                        return sides
        tokens = self.tree.tokens
        for k in range(i + 1, min(i + 1 + reach, len(tokens) - 1)):
            if tokens[k].upos in ("VERB", "SCONJ") or tokens[k].lower in ";:":
                break
            if tokens[k].lower in prepositions:
                mention = self.mention_at.get(k + 1) or self.mention_at.get(k + 2)
                if mention is not None and (places or mention.form != "place"):
                    return self.of_mention(mention) + self.coordinated_after(mention, places)
        return []

    def country_of_place(self, i: int) -> list[Side]:
        """Return the country of the first place named after the word `i` in its clause."""
        inside = self.clauses.clause_tokens(i)
        for place in self.places:
            where = place.where
            if place.last > i and place.last in inside and place.relation not in AWAY:
                if where.country is None:
                    continue
                words = (where.text, where.id, where.name, where.country, None)
                return [Side(*words, where.text_start, where.text_end)]
        return []

    def in_phrase(self, i: int) -> list[Side]:
        """Return every actor named under the noun `i`, in text order, clauses left out."""
        sides: list[Side] = []
        for k in sorted(self.clauses.clause_tokens(i)):
            mention = self.mention_at.get(k)
            if mention is not None and mention.form != "place" and k == mention.first:
                sides += self.of_mention(mention)
        return unique(sides)
