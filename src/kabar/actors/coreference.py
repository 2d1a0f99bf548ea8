"""Pointing back: pronouns, *the alliance*, *both sides*, surnames of people named before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from kabar.actors.bodies import BODIES, MANY, THINGS
from kabar.actors.grammar import Definite, Pronoun
from kabar.actors.names import fold
from kabar.parse.tree import Tree

REACH = 3
"""Sentences back that a pronoun may reach."""
ISO_LENGTH = 3
FAR = 12
"""Sentences back that *the alliance* or *the troops* may reach."""
PEOPLE = ("person",)
STATE_SECTORS = ("MIL", "COP", "LEG", "JUD")
"""Sectors of which a side has one: *soldiers* after *the Russian troops* are those troops."""
SHORTEST_SURNAME = 3


@dataclass(frozen=True, slots=True)
class Past:
    """A mention read so far, as a later one may point back to it."""

    sentence: int
    first: int
    last: int
    actors: tuple[str, ...]
    kind: str
    party: str | None
    sector: str | None
    plural: bool
    subject: bool
    quoted: bool
    governor: int = -1
    """The token that the mention's head depends on: a pronoun there means somebody else."""
    located: bool = False
    """A place after *in*, *at* and the like."""
    inner: bool = False
    """The side inside a title or group, e.g. EU in *EU officials*: no pronoun means it."""
    noun: str = ""
    """The English gloss of a role noun, to know *the troops* again."""
    joined: bool = False
    """Whether *and* joins it to the word that governs it."""


@dataclass(slots=True)
class Memory:
    """What the document has said so far."""

    past: list[Past] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    """Folded words of people's names to their ids, first named first."""
    titles: dict[str, str] = field(default_factory=dict)
    """Office types to the person last named with one."""
    sides: dict[Definite, tuple[int, tuple[Past, ...]]] = field(default_factory=dict)
    """What *both sides* last meant, and where: the same two, while it is said again and again."""

    def note_name(self, name: str, actor_id: str) -> None:
        """Remember the words of a person's name, so that one of them is enough later."""
        for word in name.replace("-", " ").split():
            folded = fold(word).strip(".'’")
            if len(folded) >= SHORTEST_SURNAME:
                known = self.names.setdefault(folded, [])
                if actor_id not in known:
                    known.append(actor_id)

    def named(self, words: Sequence[str]) -> str | None:
        """Return the one person named before whose name has all the words."""
        found = [set(self.names.get(word, ())) for word in words]
        both = set.intersection(*found) if found else set()
        return both.pop() if len(both) == 1 else None

    def before(self, sentence: int, token: int, reach: int) -> Iterator[Past]:
        """Yield the mentions before a token, the nearest sentence first, left to right in each."""
        by_sentence: dict[int, list[Past]] = {}
        for past in reversed(self.past):
            if past.sentence < sentence - reach:
                break
            if past.sentence < sentence or past.last < token:
                by_sentence.setdefault(past.sentence, []).append(past)
        for number in sorted(by_sentence, reverse=True):
            yield from sorted(by_sentence[number], key=lambda p: p.first)

    def pronoun(
        self,
        pronoun: Pronoun,
        sentence: int,
        token: int,
        *,
        quoted: bool,
        governors: Sequence[int] = (),
        but: int = -1,
    ) -> Past | None:
        """Return what a third-person pronoun points back to, None where it is not safe.

        `governors` are the token it depends on, and the verbs that lend that one its subject;
        who depends on the first too is not meant, nor that subject, nor who stands at `but`.
        """
        groups: dict[int, list[Past]] = {}
        before = list(self.before(sentence, token, REACH))
        beside = {
            p.actors
            for p in before
            if p.sentence == sentence
            and (p.governor in governors[: None if p.subject else 1] or p.first <= but <= p.last)
            and not p.inner
        }
        for past in before:
            fits = past.actors and past.quoted == quoted and not past.inner and suits(pronoun, past)
            if fits and not (past.sentence == sentence and past.actors in beside):
                groups.setdefault(past.sentence, []).append(past)
        for number, found in groups.items():
            subjects = [p for p in found if p.subject]
            if subjects:
                best = subjects[-1] if number == sentence else subjects[0]
            elif len({p.actors for p in found}) == 1:
                best = found[-1]
            else:
                return None
            return self._together(best) if pronoun.plural else best
        return None

    def _together(self, past: Past) -> Past:
        """Return what *they* points back to: all that *and* joins, where it joins some."""
        here = [p for p in self.past if p.sentence == past.sentence and not p.inner and p.actors]
        first = past
        while first.joined:
            above = [p for p in here if p.first <= first.governor <= p.last]
            if not above:
                break
            first = above[0]
        found = [first]
        for member in found:
            found += [p for p in here if p.joined and member.first <= p.governor <= member.last]
        if len(found) == 1:
            return past
        actors = tuple(dict.fromkeys(a for p in found for a in p.actors))
        one = len({p.party for p in found}) == 1
        sector = first.sector if len({p.sector for p in found}) == 1 else None
        party = first.party if one else None
        return replace(first, actors=actors, party=party, sector=sector, plural=True)

    def definite(
        self, noun: Definite, sentence: int, token: int, *, but: Sequence[str] = ()
    ) -> tuple[Past, ...]:
        """Return the last actor, or the last two or three sides, of the kinds that a noun means.

        One alone is of no party in `but`: *the US accused the country* of another.
        """
        if noun.count > 1:
            found = self._sides(noun, sentence, token)
            if not found and noun.kinds == PEOPLE:
                # *The two presidents* of countries whose presidents nobody has named.
                found = self._sides(replace(noun, kinds=("country",)), sentence, token)
            return found
        for kind in noun.kinds:
            if best := self._most_spoken(kind, sentence, token, but):
                return (best,)
        return ()

    def _most_spoken(
        self, kind: str, sentence: int, token: int, but: Sequence[str] = ()
    ) -> Past | None:
        """Return the actor of a kind that the last sentences name most, the nearest first."""
        scores: Counter[tuple[str, ...]] = Counter()
        last: dict[tuple[str, ...], Past] = {}
        subjects: set[tuple[str, ...]] = set()
        for past in self._backwards(sentence, token):
            if past.sentence < sentence - FAR:
                break
            fits = past.kind == kind and past.party not in but
            if fits and past.party and len(past.actors) == 1:
                last.setdefault(past.actors, past)
                if past.subject:
                    subjects.add(past.actors)
                scores[past.actors] += 1 + max(0, 2 - (sentence - past.sentence))
        if not scores:
            return None
        # Ties go to a subject, then to the one named last, which was met first.
        return last[max(last, key=lambda actors: (scores[actors], actors in subjects))]

    def _sides(self, noun: Definite, sentence: int, token: int) -> tuple[Past, ...]:
        """Return the sides spoken of most of late, not those who speak of them."""
        at, told = self.sides.get(noun, (0, ()))
        if told and sentence - at <= 2 * REACH:
            self.sides[noun] = sentence, told
            return told
        here = {p.party for p in self._in_sentence(sentence, token) if p.kind != "place"} - {None}
        scores: Counter[str] = Counter()
        last: dict[str, Past] = {}
        for past in self._backwards(sentence, token):
            if past.sentence < sentence - 2 * REACH:
                break
            fits = past.kind in noun.kinds if noun.kinds else past.kind != "place"
            if "country" in noun.kinds and past.kind != "place":
                fits = past.party is not None and len(past.party) == ISO_LENGTH
            speaks = past.sentence == sentence and len(here) < noun.count
            fits = fits and not speaks and len(past.actors) == 1 and not past.inner
            if fits and past.party and not self._is_located(past):
                last.setdefault(past.party, past)
                scores[past.party] += 1 + max(0, REACH - (sentence - past.sentence))
        ranked = sorted(last, key=lambda party: -scores[party])[: noun.count]
        if len(ranked) < noun.count:
            return ()
        told = tuple(sorted((last[p] for p in ranked), key=lambda p: (p.sentence, p.first)))
        self.sides[noun] = sentence, told
        return told

    def _is_located(self, past: Past) -> bool:
        """Say whether a country only tells where: *in Jeddah, Saudi Arabia*."""
        return past.located or any(
            p.party == past.party and past.first == p.last + 2
            for p in self._in_sentence(past.sentence, past.first)
            if p.located or p.kind == "place"
        )

    def _in_sentence(self, sentence: int, token: int) -> Iterator[Past]:
        """Yield the mentions of a sentence before a token, the last first."""
        return takewhile(lambda p: p.sentence == sentence, self._backwards(sentence, token))

    def _backwards(self, sentence: int, token: int) -> Iterator[Past]:
        for past in reversed(self.past):
            if past.sentence < sentence or (past.sentence == sentence and past.last < token):
                yield past

    def only_group(self, sentence: int, token: int) -> Past | None:
        """Return the armed group named of late, where there is but one: *the rebels*."""
        found = [
            p
            for p in self._backwards(sentence, token)
            if p.sentence >= sentence - REACH and p.sector == "REB" and p.party and "." in p.party
        ]
        return found[0] if len({p.party for p in found}) == 1 else None

    def body(self, sentence: int, token: int) -> Past | None:
        """Return the organisation last spoken of, else the collective: whose members they are."""
        igo = self._most_spoken("igo", sentence, token)
        return igo or self._most_spoken("collective", sentence, token)

    def role(self, noun: str, sector: str, sentence: int, token: int) -> Past | None:
        """Return an earlier mention of the same people with a side, where there is but one side."""
        found = [
            p
            for p in self.past
            if p.party
            and p.noun
            and p.sector == sector
            and p.sentence >= sentence - FAR
            and (p.sentence < sentence or (p.sentence == sentence and p.last < token))
        ]
        same_noun = [p for p in found if p.noun == noun]
        if not same_noun and sector in STATE_SECTORS:
            same_noun = found
        parties = {p.party for p in same_noun}
        return same_noun[-1] if len(parties) == 1 else None


def suits(pronoun: Pronoun, past: Past) -> bool:
    """Say whether a pronoun can mean somebody, by number and kind."""
    if pronoun.plural:
        return past.plural or past.kind in THINGS
    body = past.noun in BODIES or past.noun.split()[-1:] == ["ministry"]
    if past.plural and past.kind == "role" and not (body and pronoun.possessive):
        return False
    if pronoun.animacy == "person":
        many = past.plural or body or past.noun in MANY
        somebody = past.kind == "role" and not many
        return past.kind == "person" or somebody
    if pronoun.animacy == "thing":
        # A mission, an army or a government is a body: *its staff*.
        return past.kind in THINGS or (past.kind == "role" and past.subject)
    return True


def quoted_tokens(trees: Sequence[Tree], marks: frozenset[str]) -> list[list[bool]]:
    """Return for each sentence which tokens stand inside quotation marks."""
    inside = False
    result = []
    for tree in trees:
        row = []
        for token in tree.tokens:
            if token.text in marks:
                if token.text in ("“", "«", "„", "``"):
                    inside = True
                elif token.text in ("”", "»", "''"):
                    inside = False
                else:
                    inside = not inside
                row.append(True)
            else:
                row.append(inside)
        result.append(row)
    return result
