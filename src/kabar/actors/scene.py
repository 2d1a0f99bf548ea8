"""Where the reading of a document stands: the sentence at hand and what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kabar.actors.coreference import Memory, Past
from kabar.actors.lexicon import ActorIndex, Entry
from kabar.actors.phrases import Phrase
from kabar.actors.roster import Roster
from kabar.parse.tree import Tree

PLACES = ("capital", "place", "region")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one phrase stands for; `kind` is the actor's kind in the tables, or role."""

    form: str
    actors: tuple[str, ...]
    party: str | None
    sector: str | None
    how: str
    kind: str = "role"
    plural: bool = False
    located: bool = False
    noun: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class Scene:
    """The sentence being read, the document's memory, and the actors found so far."""

    index: ActorIndex
    day: str | None
    memory: Memory
    roster: Roster
    text: str | None = None
    number: int = 0
    tree: Tree = field(default_factory=lambda: Tree(0, 0, 0, (), ()))
    quoted: list[bool] = field(default_factory=list)
    dateline: str | None = None
    dateline_token: tuple[int, int] | None = None
    trusts_dateline: bool = True
    """Whether the article is about the country it was written from."""

    def sentence(self, number: int, tree: Tree, quoted: list[bool]) -> None:
        """Turn to the next sentence."""
        self.number, self.tree, self.quoted = number, tree, quoted

    def has(self, name: str, k: int) -> bool:
        """Tell whether the token `k` is in a list of the language's actors.toml."""
        tokens = self.tree.tokens
        return 0 <= k < len(tokens) and tokens[k].lower in self.index.grammar.lists.get(name, ())

    def words(self, phrase: Phrase, start: int, end: int) -> str:
        """Return the words of a span; gaps are blanks where the text is not at hand."""
        if self.text is not None:
            return self.text[start:end]
        pieces: list[str] = []
        at = start
        for token in self.tree.tokens[phrase.first : phrase.last + 1]:
            low, high = max(token.start, start), min(token.end, end)
            if low < high:
                pieces.append(" " * (low - at))
                pieces.append(token.text[low - token.start : high - token.start])
                at = high
        return "".join(pieces)

    def governor(self, k: int) -> int:
        """Return the token before the articles and place nouns that stand before `k`."""
        k -= 1
        while self.has("articles", k) or self.has("genitives", k):
            k -= 1
        return k

    def is_located(self, first: int, last: int, *, city: bool, adjective: bool = False) -> bool:
        """Tell whether a name stands where something is: *in Kyiv*, *perbatasan Ukraina*."""
        if adjective:
            return self._place_noun_after(last)
        k = self.governor(first)
        if self.has("locatives", k) or (city and self.has("motions", k)):
            return True
        if self._place_noun_before(k) or self._place_noun_after(last):
            return True
        tokens = self.tree.tokens
        joined = k >= 1 and (tokens[k].text == "," or tokens[k].upos == "CCONJ")
        if joined and self.has("place_nouns", k - 1):
            return True  # "the Kazakh capital, Astana"
        if joined and self.memory.past:
            before = [p for p in self._here() if p.last == k - 1]
            return bool(before) and before[-1].kind == "place"
        return False

    def is_inside(self, first: int) -> bool:
        """Tell whether something is said to be in the place: not *to Doha*, not *Gaza* alone."""
        k = self.governor(first)
        while self.has("place_nouns", k) or self.has("articles", k):
            k -= 1
        if self.has("locatives", k):
            return True
        tokens = self.tree.tokens
        joined = k >= 1 and (tokens[k].text == "," or tokens[k].upos == "CCONJ")
        return joined and any(p.located and p.last == k - 1 for p in self._here())

    def _place_noun_before(self, k: int) -> bool:
        """Tell whether a place noun governs: *perbatasan Ukraina*, *the coast of Yemen*."""
        if self.index.grammar.flags.get("owner_after_bare"):
            return self.has("place_nouns", k)
        return self.has("owner_prepositions", k) and self.has("place_nouns", k - 1)

    def _place_noun_after(self, last: int) -> bool:
        if not self.index.grammar.flags.get("owner_before"):
            return False
        k = last + 1
        if self.has("genitives", k):
            k += 1
        return self.has("place_nouns", k)

    def places_here(self) -> list[str]:
        """Return the parties of the places that this sentence says something is in."""
        found = [p.party for p in self._here() if p.located and p.party]
        return list(dict.fromkeys(found))

    def countries_before(self, token: int) -> list[str]:
        """Return the countries that this sentence speaks of before a token, places left out."""
        found = [
            p.party
            for p in self._here()
            if p.last < token and p.party and len(p.party) == 3 and p.kind != "place"
        ]
        return list(dict.fromkeys(found))

    def _here(self) -> list[Past]:
        found = []
        for past in reversed(self.memory.past):
            if past.sentence != self.number:
                break
            found.append(past)
        return found[::-1]

    def acting(self, verbs: Sequence[int]) -> list[str]:
        """Return the parties that stand as subjects of the verbs, in this sentence so far."""
        return [p.party for p in self._here() if p.subject and p.party and p.governor in verbs]

    def acting_on(self, phrase: Phrase) -> list[str]:
        """Return the parties that act on whom a phrase names: *Indonesia urged the junta*."""
        tokens, inside = self.tree.tokens, range(phrase.first, phrase.last + 1)
        heads = [k for k in inside if tokens[k].head not in inside and tokens[k].head >= 0]
        if not heads:
            return []
        if tokens[heads[0]].relation not in ("obj", "iobj") and not self._is_called_on(heads[0]):
            return []
        verb = tokens[tokens[heads[0]].head]
        verbs = [verb.index]
        while verb.relation in ("conj", "xcomp", "advcl") and verb.head >= 0:
            if any(tokens[k].relation == "nsubj" for k in self.tree.children[verb.index]):
                break
            verb = tokens[verb.head]
            verbs.append(verb.index)
        return self.acting(verbs)

    def _is_called_on(self, head: int) -> bool:
        """Tell whether a verb without an object acts on what its preposition takes."""
        tokens = self.tree.tokens
        below = {tokens[k].relation for k in self.tree.children[tokens[head].head]}
        return tokens[head].relation == "obl" and "nsubj" in below and "obj" not in below

    def ends_at(self, k: int) -> Past | None:
        """Return the mention of this sentence that ends with the token `k`, the widest first."""
        found = [p for p in self._here() if p.last == k and not p.inner]
        return min(found, key=lambda p: p.first) if found else None

    def spoken_most(self, parties: tuple[str, ...]) -> str | None:
        """Return the party of some that the document has named most, None where none was."""
        counts = [(sum(p.party == party for p in self.memory.past), party) for party in parties]
        best = max(counts, default=(0, ""))
        return best[1] if best[0] else None

    def party_entry(self, party: str | None) -> Entry | None:
        """Return the country entry of a party code, None where it is no country."""
        return self.index.by_id(f"iso:{party}") if party and len(party) == 3 else None
