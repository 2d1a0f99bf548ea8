"""Put known words together into phrases: [side] [former] TITLE [side] [NAME], in either order."""

from __future__ import annotations

from dataclasses import replace

from kabar.actors.phrases import Phrase
from kabar.actors.scan import Chunk
from kabar.actors.words import SentenceWords

MOST_MODIFIERS = 4


class PhraseReader(SentenceWords):
    """Reads the phrases of one sentence from its chunks."""

    def read(self) -> list[Phrase]:
        """Return the phrases from left to right; those inside another are dropped."""
        phrases = [self._around(c) for c in self.chunks if c.words and self._is_core(c)]
        taken: set[int] = set()
        kept: list[Phrase] = []
        for phrase in sorted(phrases, key=lambda p: (p.first - p.last, p.first)):
            span = range(phrase.first, phrase.last + 1)
            if not taken.intersection(span):
                kept.append(phrase)
                taken.update(span)
        for chunk in self.chunks:
            inside = chunk.start > self.tree.tokens[chunk.first].start
            if chunk.refs and (chunk.first not in taken or inside):
                kept.append(_bare(chunk))
                taken.update(range(chunk.first, chunk.last + 1))
        kept += [Phrase(a, b, unknown=(a, b)) for a, b in self.unknown_names() if a not in taken]
        return sorted(kept, key=lambda p: (p.first, p.start))

    def _is_core(self, chunk: Chunk) -> bool:
        named = chunk.refs and self.tree.tokens[chunk.first].text[0].isupper()
        return not named and not self._is_predicate(chunk)

    def _is_predicate(self, chunk: Chunk) -> bool:
        """Say whether a role noun is rather a verb here: *did not convict the mayor*."""
        word = self.tree.tokens[chunk.first]
        if chunk.first != chunk.last or chunk.role is None or word.upos != "VERB":
            return False
        below = {self.tree.tokens[k].relation for k in self.tree.children[word.index]}
        return bool(below & {"obj", "nsubj", "nsubj:pass"})

    def _around(self, core: Chunk) -> Phrase:
        if core.pronoun is not None:
            return Phrase(core.first, core.last, core=core)
        phrase = Phrase(core.first, core.last, core=core, plural=core.plural)
        if core.title is not None or core.role is not None:
            phrase = self._to_the_left(phrase)
            phrase = self._to_the_right(phrase)
        return self._marked(phrase)

    def _to_the_left(self, phrase: Phrase) -> Phrase:
        """Take the side and the body before the core: *the Russian army's former chief*."""
        if not self.grammar.flags.get("owner_before"):
            return phrase
        k, ended, body = phrase.first - 1, False, None
        for _ in range(MOST_MODIFIERS):
            if k < 0:
                break
            before = self.ends.get(k)
            if before is not None and before.refs and not before.weak:
                return self._owned_left(phrase, before, k, ended, body)
            if self.has("genitives", k) and k > 0:
                owner = self.ends.get(k - 1)
                if owner is None and self._names_government(phrase) and self.could_name(k - 1):
                    return replace(phrase, first=k - 1, owner_name=(k - 1, k - 1), ended=ended)
                if owner is not None and (owner.refs or owner.pronoun or owner.definite):
                    return self._owned_left(phrase, owner, k, ended, body)
                break
            if before is not None and before.pronoun is not None and before.pronoun.possessive:
                return replace(phrase, first=phrase.first, owner=before, ended=ended, body=body)
            if before is None and self._names_government(phrase) and self.could_name(k):
                return replace(phrase, first=k, owner_name=(k, k), ended=ended)
            if before is not None and before.role is not None and phrase.core is not None:
                body, k = body or before, before.first - 1
                if phrase.core.title is None:
                    break
                continue
            ended = ended or self.has("ended", k)
            if not (self.has("modifiers", k) or self.has("former", k) or self.is_adjective(k)):
                break
            k -= 1
        first = body.first if body is not None else phrase.first
        if self.has("former", first - 1):
            ended = ended or self.has("ended", first - 1)
            first -= 1
        return replace(phrase, first=first, ended=ended, body=body)

    def _owned_left(
        self, phrase: Phrase, owner: Chunk, k: int, ended: bool, body: Chunk | None
    ) -> Phrase:
        if self.is_person(owner):  # "Trump's envoys": the man is a mention of his own
            return replace(phrase, owner=owner, ended=ended, body=body)
        first = owner.first
        if self.has("former", first - 1):
            ended = ended or self.has("ended", first - 1)
            first -= 1
        return replace(phrase, first=first, owner=owner, ended=ended, body=body)

    def _to_the_right(self, phrase: Phrase) -> Phrase:
        """Take the body, the side, what the office deals with, and the name after the core."""
        k, last, owner, body = phrase.last + 1, phrase.last, phrase.owner, phrase.body
        bare = self.grammar.flags.get("owner_after_bare", False)
        core = phrase.core
        while core is not None and core.title is not None and self.is_office_word(k):
            last, k = k, k + 1
        if bare:
            inner = self.starts.get(k)
            if inner is not None and inner.role is not None and core and core.title:
                body, last, k = body or inner, inner.last, inner.last + 1
            if owner is None and core and core.title and self.is_acronym(k):
                last, k = k, k + 1  # a body that no table knows: "Kepala BP Batam"
            j = self._past_modifiers(k)
            after = self.starts.get(j)
            if after is not None and owner is None and self._can_own(phrase, after):
                owner, last, k = after, after.last, after.last + 1
        if owner is None and self.has("owner_prepositions", k):
            j = k + 1
            while self.has("articles", j) or (j not in self.starts and self.describes(j)):
                j += 1
            inner = self.starts.get(j)
            if inner is not None and inner.role is not None and inner.last + 1 in self.starts:
                j = inner.last + 1  # "of the paramilitary Rapid Support Forces"
            after = self.starts.get(j)
            sides = after is not None and after.definite is not None and after.definite.count > 1
            named = after is not None and after.refs and not after.weak
            if after is not None and (sides or named) and not self.is_person(after):
                owner, last, k = after, after.last, after.last + 1
        phrase = replace(phrase, last=last, owner=owner, body=body)
        run = self.unknown_at(k) if bare and owner is None else None
        if run is not None and self._names_government(phrase):
            return replace(phrase, last=run[1], owner_name=run)
        phrase = self._reach(phrase)
        phrase = self._named(phrase)
        return self._placed(phrase)

    def _names_government(self, phrase: Phrase) -> bool:
        role = phrase.core.role if phrase.core is not None else None
        return role is not None and role.kind == "government"

    def _past_modifiers(self, k: int) -> int:
        j = k
        while (
            j < k + 3
            and j < len(self.low)
            and (self.has("modifiers_after", j) or any(c.isdigit() for c in self.low[j]))
        ):
            if j in self.starts and self.starts[j].refs:
                break
            j += 1
        return j if j in self.starts else k

    def _can_own(self, phrase: Phrase, chunk: Chunk) -> bool:
        if chunk.weak:
            return False
        if chunk.definite is not None and not chunk.refs:
            # "Sekretaris Jenderal Aliansi": the alliance written as a name
            if chunk.definite.count > 1:
                return True
            return self.tree.tokens[chunk.first].text[0].isupper() or self._is_marked(chunk)
        if chunk.pronoun is not None:
            return chunk.pronoun.person == 3
        if not chunk.refs:
            return False
        if self.is_person(chunk):
            core = phrase.core
            return bool(core and core.role and core.role.kind == "government")
        return True

    def _reach(self, phrase: Phrase) -> Phrase:
        """Pass over what the office deals with: *ambassador to Russia*, *utusan untuk Suriah*."""
        k = phrase.last + 1
        core = phrase.core
        if core is None or core.title is None or not self.has("reach_prepositions", k):
            return phrase
        j = k + 1
        while self.has("articles", j):
            j += 1
        after = self.starts.get(j)
        if after is None or not after.refs or self.is_person(after):
            return phrase
        if not self._name_starts(after.last + 1):
            return phrase
        return replace(phrase, last=after.last)

    def _name_starts(self, k: int) -> bool:
        chunk = self.starts.get(k)
        if chunk is not None:
            return self.is_person(chunk)
        return self.unknown_at(k) is not None

    def _named(self, phrase: Phrase) -> Phrase:
        """Take the name that follows the title at once."""
        core, k = phrase.core, phrase.last + 1
        if core is None:
            return phrase
        if core.title is None and (
            phrase.plural or core.role is None or core.role.kind != "people"
        ):
            return phrase
        if core.role is not None and self.grammar.has("followers", core.role.english):
            return phrase  # *pendukung Morales*: not the man
        chunk = self.starts.get(k)
        if chunk is not None and chunk.title is not None and not chunk.refs and core.title:
            # a chain of titles before one name: "Jenderal TNI Panglima X", "President Gen. X"
            further = self._named(self._to_the_right(Phrase(k, chunk.last, core=chunk)))
            if further.name is not None or further.unknown is not None:
                return replace(
                    phrase, last=further.last, name=further.name, unknown=further.unknown,
                    owner=phrase.owner or further.owner, body=phrase.body or further.body,
                )  # fmt: skip
            return phrase
        if chunk is not None and self.is_person(chunk):
            return replace(phrase, last=chunk.last, name=chunk)
        run = self.unknown_at(k)
        if run is None or (core.title is None and not self._role_may_be_named(core)):
            return phrase
        return replace(phrase, last=run[1], unknown=run)

    def _role_may_be_named(self, core: Chunk) -> bool:
        return bool(self.grammar.flags.get("owner_after_bare")) or not (
            core.role is not None and core.role.plural
        )

    def _placed(self, phrase: Phrase) -> Phrase:
        """Note the place right after the phrase: *police in Nairobi*, *warga di Gaza*."""
        k = phrase.last + 1
        if not self.has("locatives", k) or phrase.name is not None:
            return phrase
        j = k + 1
        while self.has("articles", j) or self.has("place_nouns", j):
            j += 1
        after = self.starts.get(j)
        if after is None or not after.refs or self.is_person(after):
            return phrase
        further = self.starts.get(after.last + 1)
        if further is not None and (further.role is not None or further.title is not None):
            return phrase  # "outside the US embassy"
        return replace(phrase, place=after)

    def _is_marked(self, chunk: Chunk) -> bool:
        return self.has("definite_before", chunk.first - 1) or self.has(
            "definite_after", chunk.last + 1
        )

    def _marked(self, phrase: Phrase) -> Phrase:
        """Note definite and plural marks and *former* around the phrase."""
        first, last = phrase.first, phrase.last
        ended = phrase.ended
        if not self.grammar.flags.get("owner_before") and self.has("former", first - 1):
            ended = self.has("ended", first - 1)
            first -= 1
        definite = self.has("definite_before", first - 1) or self.has("definite_after", last + 1)
        plural = phrase.plural or self.has("plural_before", first - 1)
        if first > 0 and self.low[first - 1].isdigit():
            plural = True
        if not (definite or plural) and first == phrase.first:
            return phrase
        return replace(phrase, first=first, ended=ended, definite=definite, plural=plural)


def _bare(chunk: Chunk) -> Phrase:
    return Phrase(chunk.first, chunk.last, name=chunk, start=chunk.start, end=chunk.end)
