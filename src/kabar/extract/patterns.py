"""Which lexicon entries a word evokes in its sentence, best first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kabar.extract.lexicon import Entry, Lexicon
from kabar.extract.tags import Tags
from kabar.parse.clauses import Clauses

REACH = 3
"""How many levels below the predicate a pattern's plain word may stand."""

MANY_WORDS = 2
"""So many further words make a pattern a long one."""

HEAD_WORD, HEAD_CLASS, MODIFIER_CLASS, LONG_WORD, SHORT_WORD = 1.35, 1.3, 0.9, 1.2, 0.8


@dataclass(frozen=True, slots=True)
class Match:
    """An entry evoked by the word `token`; `words` are the pattern's other tokens."""

    token: int
    entry: Entry
    voice: str | None
    weight: float
    words: tuple[int, ...]


class Matcher:
    """Matches the lexicon against one tree.

    `marked` gives the tokens that a pattern may ask for by kind: `#party` those of actors with a
    party or sector, `#person` those of people with a name.
    """

    def __init__(
        self, clauses: Clauses, lexicon: Lexicon, marked: Mapping[str, frozenset[int]]
    ) -> None:
        self.clauses = clauses
        self.tree = clauses.tree
        self.lexicon = lexicon
        self._words = {t.lower for t in self.tree.tokens} | {t.lemma for t in self.tree.tokens}
        self._classes_here: dict[str, bool] = {}
        self.tags = Tags(clauses, lexicon)
        self.marked = marked
        self._memo: dict[int, tuple[Match, ...]] = {}
        self._near_memo: dict[tuple[int, bool], list[int]] = {}
        self._heads_memo: dict[int, tuple[list[int], list[int]]] = {}

    def matches(self, i: int) -> tuple[Match, ...]:
        """Return what the token `i` evokes, heaviest first, ties in the order of the tables."""
        if i not in self._memo:
            self._memo[i] = self._find(i)
        return self._memo[i]

    def _find(self, i: int) -> tuple[Match, ...]:
        token = self.tree.tokens[i]
        candidates = self.tags.candidates(token.lower, token.lemma)
        if not candidates or token.upos == "PUNCT":
            return ()
        found: list[Match] = []
        ambiguous = self.tags.is_ambiguous(i)
        after_be = self.tags.is_after_passive_auxiliary(i)
        for entry, voice in candidates:
            if after_be and entry.pos == "V" and voice == "active" and entry.first == token.lower:
                continue
            bare = ambiguous and entry.pos == "V" and entry.first == token.lower
            if bare and not self._is_verb_after_party(i, entry):
                continue
            if not entry.plain <= self._words or not self.tags.agrees(i, entry.pos):
                continue
            if not all(self._is_here(word) for word in entry.rest if word[0] in "@&"):
                continue
            matched = self._match_rest(i, entry, voice)
            if matched is not None:
                weight, words = matched
                told = "active" if entry.pos == "A" else voice  # *was alarmed by*: a state
                found.append(Match(i, entry, told, weight, words))
        found.sort(key=lambda m: -m.weight)
        return self._with_particle(i, found)

    def _with_particle(self, i: int, found: list[Match]) -> tuple[Match, ...]:
        """Return those that have the verb's particle, where any has: *called off a strike*."""
        beside = self.clauses.dependents(i, "compound")
        particles = [k for k in beside if k > i and self.tree.tokens[k].upos == "ADP"]
        whole = [m for m in found if any(k in m.words for k in particles)]
        return tuple(whole or found)

    def _is_verb_after_party(self, i: int, entry: Entry) -> bool:
        """Say whether a party stands before and the pattern's next word after: *UNICEF hand over*.

        Only long patterns are as telling as that.
        """
        if i == 0 or i + 1 == len(self.tree) or len(entry.rest) < MANY_WORDS:
            return False
        after = self.tree.tokens[i + 1].lower in entry.rest
        return after and i - 1 in self.marked.get("#party", ())

    def _is_here(self, word: str) -> bool:
        """Say whether any word of a class stands in the sentence at all."""
        if word not in self._classes_here:
            self._classes_here[word] = not self._words.isdisjoint(self.lexicon.classes[word[1:]])
        return self._classes_here[word]

    def _match_rest(
        self, i: int, entry: Entry, voice: str | None
    ) -> tuple[float, tuple[int, ...]] | None:
        weight, words = 1.0, []
        for word in entry.rest:
            if word.startswith("&"):
                hit = self._match_doer(i, word, voice)
            else:
                hit = self._match_word(i, entry.pos, word)
            if hit is None:
                return None
            weight += hit[0]
            words.append(hit[1])
        if entry.pos == "V" and any(self._is_of_another(k, i, words) for k in words):
            return None
        return weight, tuple(words)

    def _is_of_another(self, k: int, i: int, words: list[int]) -> bool:
        """Say whether a noun is the object of another verb below: *called on X to accept a truce*.

        A pattern that has that verb too means it: *vote to remove*.
        """
        tokens, relations = self.tree.tokens, self.clauses.relations
        if tokens[k].upos == "ADJ" and relations[k] == "ccomp":  # *said that Oslo was not ready*
            return any(tokens[j].upos == "PROPN" for j in self.clauses.dependents(k, "nsubj"))
        if tokens[k].upos not in ("NOUN", "PROPN"):
            return False
        node, crossed = tokens[k].head, False
        while node >= 0 and node != i:
            clausal = relations[node] in ("xcomp", "ccomp", "advcl", "acl")
            crossed = crossed or (clausal and node not in words)
            node = tokens[node].head
        return crossed and node == i

    def _match_word(self, i: int, pos: str, word: str) -> tuple[float, int] | None:
        if word.startswith("@"):
            members = self.lexicon.classes[word[1:]]
            return self._match_class(i, pos, lambda k: self._is_one_of(k, members))
        if word in self.marked:
            return self._match_class(i, pos, lambda k: k in self.marked[word])
        weight = LONG_WORD if len(word) > 3 else SHORT_WORD
        near = range(i + 1, min(i + 2, len(self.tree))) if pos == "F" else self._near(i, pos)
        for k in near:
            token = self.tree.tokens[k]
            same = token.lower == word or token.lemma == word
            if same and not self._tells_when(k) and token.relation != "fixed":
                exact = weight == LONG_WORD and pos == "V" and self.clauses.relations[k] == "obj"
                return (HEAD_WORD if exact and self.tree.tokens[k].head == i else weight), k
        return None

    def _tells_when(self, k: int) -> bool:
        """Say whether a preposition stands before a date: *called him on Friday*."""
        token, words = self.tree.tokens[k], self.clauses.grammar.words
        if token.upos != "ADP" or token.head < 0 or token.lower in words("until_marks"):
            return False
        return self.tree.tokens[token.head].lower in words("calendar")

    def _is_one_of(self, k: int, members: frozenset[str]) -> bool:
        token = self.tree.tokens[k]
        return token.lower in members or token.lemma.lower() in members

    def _match_class(
        self, i: int, pos: str, test: Callable[[int], bool]
    ) -> tuple[float, int] | None:
        if pos == "N":
            for k in self._near(i, pos):
                if test(k):
                    return LONG_WORD, k
            return None
        if i not in self._heads_memo:
            self._heads_memo[i] = self._argument_heads(i)
        heads, modifiers = self._heads_memo[i]
        for k in heads:
            if test(k):
                return HEAD_CLASS, k
        for k in modifiers:
            if test(k):
                return MODIFIER_CLASS, k
        return None

    def _match_doer(self, i: int, word: str, voice: str | None) -> tuple[float, int] | None:
        members = self.lexicon.classes[word[1:]]
        heads, around = self._doers(i, voice)
        for weight, words in ((HEAD_WORD, heads), (MODIFIER_CLASS, around)):
            for k in words:
                if self._is_one_of(k, members):
                    return weight, k
        return None

    def _doers(self, i: int, voice: str | None) -> tuple[list[int], list[int]]:
        """Return the heads of the logical subject, and the words that describe them."""
        clauses = self.clauses
        if self.tree.tokens[i].upos == "NOUN":
            verb = self.tree.tokens[i].head
            is_object = verb >= 0 and clauses.relations[i] in ("obj", "obl")
            heads = clauses.subjects(verb) if is_object else []
            heads = [*clauses.dependents(i, "nmod", "compound"), *heads]
        else:
            heads = clauses.logical_subject(i, passive=clauses.is_passive(i, voice))
        around = [j for k in heads for j in clauses.dependents(k, "compound", "amod", "nmod")]
        around += [j for k in around for j in clauses.dependents(k, "nmod")]  # *Tens of thousands*
        carried = [j for k in heads for j in clauses.dependents(k, "acl")]
        around += [j for k in carried for j in clauses.dependents(k, "obj", "obl") if j != i]
        return heads, around

    def _argument_heads(self, i: int) -> tuple[list[int], list[int]]:
        """Return the heads of objects, or of passive subjects, and of what is near them."""
        clauses = self.clauses
        lent = clauses.lent_objects(i)
        heads = [k for k in clauses.dependents(i, "obj") if not (lent and clauses.is_pronoun(k))]
        heads += lent
        relation = clauses.tree.tokens[i]
        passive_subject = [
            k
            for k in self.tree.children[i]
            if self.tree.tokens[k].relation == "nsubj:pass" and not lent
        ]
        heads += passive_subject
        if not heads and clauses.relations[i] == "acl" and relation.head >= 0:
            heads = [relation.head]
        if not heads:
            heads = self._next_noun(i)
        obliques = [o.head for o in clauses.obliques(i)]
        subjects = [k for k in clauses.subjects(i) if k not in heads]
        modifiers = list(obliques)
        for k in (*heads, *obliques):
            modifiers += clauses.dependents(k, "compound", "amod", "nmod", "flat", "conj")
        return heads, modifiers + (subjects if not clauses.dependents(i, "obj") else [])

    def _next_noun(self, i: int) -> list[int]:
        tokens = self.tree.tokens
        for k in range(i + 1, min(i + 5, len(tokens))):
            if tokens[k].upos == "NOUN":
                return [k]
            if tokens[k].upos in ("VERB", "PUNCT", "ADP"):
                return []
        return []

    def _near(self, i: int, pos: str) -> list[int]:
        """Return the tokens among which a pattern's plain words may stand, nearest first."""
        key = (i, pos == "N")
        if key not in self._near_memo:
            self._near_memo[key] = self._find_near(i, pos)
        return self._near_memo[key]

    def _find_near(self, i: int, pos: str) -> list[int]:
        tokens, relations = self.tree.tokens, self.clauses.relations
        found: set[int] = set()
        stack = [(k, 1) for k in self.tree.children[i]]
        while stack:
            k, depth = stack.pop()
            if depth == 1 and pos != "N" and tokens[k].relation == "nsubj":
                continue
            if relations[k] in ("punct", "parataxis") or tokens[k].relation == "acl:relcl":
                continue
            if relations[k] == "conj" and depth == 1:
                continue
            found.add(k)
            if self.clauses.stands_alone(k):
                continue
            clausal = relations[k] in ("xcomp", "ccomp", "advcl", "acl")
            if depth < REACH and not (clausal and depth > 1):
                reach = REACH if clausal else depth + 1
                stack += [(child, reach) for child in self.tree.children[k]]
        found.update(self.clauses.lent_objects(i) if pos != "N" else ())
        for k in (i - 1, i + 1, i + 2):
            if 0 <= k < len(tokens) and not (k < i and pos != "N" and tokens[k].upos == "NOUN"):
                found.add(k)
        found.discard(i)
        return sorted(found, key=lambda k: (abs(k - i), k))
