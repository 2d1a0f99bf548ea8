"""The one grammar: what a predicate's clause says, read from a Universal Dependencies tree.

Every language goes through the same reading; the words it needs (passive auxiliaries, agent and
target prepositions, conditional marks) come from `[grammar]` in `language.toml`. What a clause
leaves out, it inherits.
"""

from __future__ import annotations

from dataclasses import dataclass

from kabar.parse.side_clauses import SideClauses

SUBJECTS = ("nsubj", "csubj")
COMPLEMENTS = ("xcomp", "ccomp", "csubj")
MODIFIERS = ("aux", "advmod", "det", "mark", "cop", "cc", "discourse")
CLAUSAL = ("xcomp", "ccomp", "csubj", "advcl", "acl", "parataxis", "conj", "root")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM", "X")


@dataclass(frozen=True, slots=True)
class Oblique:
    """A nominal under a predicate with the preposition that marks it, None where bare."""

    head: int
    preposition: str | None


class Clauses(SideClauses):
    """The clauses of one tree; heads and results are token indices."""

    def preposition(self, i: int) -> str | None:
        """Return the lower-cased preposition that marks the nominal `i`, None where bare."""
        tokens = self.tree.tokens
        for k in self.tree.children[i]:
            if k < i and self.relations[k] == "case":
                return tokens[k].lower
        return None

    def is_passive(self, i: int, voice: str | None) -> bool:
        """Say whether the verb `i` is passive; `voice` is what its form tells.

        A form that is passive by itself decides; a participle is passive under a passive
        auxiliary, as a bare modifier of a noun, or where the parser calls its subject so.
        """
        if voice == "passive":
            return True
        if voice == "active":
            return False
        tokens = self.tree.tokens
        auxiliaries = self.grammar.words("passive_auxiliaries")
        for k in self.tree.children[i]:
            if tokens[k].relation in ("nsubj:pass", "csubj:pass") and not self._is_finite(i, voice):
                return True
            # By the word: a name that opens a sentence may be taken for an auxiliary.
            plain = self.relations[k] == "cop" and tokens[i].upos == "ADJ" and voice is None
            if self.relations[k] in ("aux", "cop") and tokens[k].lower in auxiliaries:
                return not plain  # *Is due in Riyadh* is no passive
        reduced = self.relations[i] in ("acl", "amod", "advcl", "conj")
        if reduced and not self.dependents(i, "obj", "nsubj") and self._marked_agents(i):
            return True
        if voice != "participle":
            return False
        if self.relations[i] in ("acl", "amod") and not self.dependents(i, "obj", "nsubj"):
            return True
        head = tokens[i].head
        if self.relations[i] == "conj" and head >= 0 and not self.dependents(i, "nsubj"):
            return tokens[head].lower[-2:] == tokens[i].lower[-2:] and self.is_passive(head, voice)
        return False

    def _is_finite(self, i: int, voice: str | None) -> bool:
        """Say whether a form that may be a participle is a sentence's own verb: no auxiliary.

        *The opposition called for protests.* A headline has no full stop: *Five held in raid*.
        """
        whole = self.tree.tokens[-1].text == "."
        bare = not self.dependents(i, "aux", "cop") and self.relations[i] == "root"
        return voice == "participle" and whole and bare

    def _resolve_relative(self, k: int, clause: int) -> int:
        """Return the antecedent where `k` is a relative pronoun of the clause at `clause`."""
        token = self.tree.tokens[k]
        if token.lower not in self.grammar.words("relative_pronouns"):
            return k
        node = clause
        while node >= 0:
            if self.relations[node] == "acl":
                return self.antecedent(node)
            if self.relations[node] not in ("conj", "xcomp", "ccomp"):
                break
            node = self.tree.tokens[node].head
        return k

    def subjects(self, i: int, *, depth: int = 0) -> list[int]:
        """Return the heads of the grammatical subject of `i`, inherited where it has none."""
        own = self._own_subjects(i)
        if own or depth > 4:
            return own
        if i in self.lost_subjects:
            return [self.lost_subjects[i]]
        if i in self.raised:
            return self.subjects(self.raised[i], depth=depth + 1)
        head, relation = self.tree.tokens[i].head, self.relations[i]
        if head < 0:
            return []
        if relation == "acl":
            return [self.antecedent(i)]
        if relation == "conj" and self.is_nominal(i) and not self.dependents(i, "cop"):
            return []
        if relation in ("xcomp", "advcl") and self._is_object_controlled(i, head):
            return self.dependents(head, "obj", "iobj")
        if relation in (*COMPLEMENTS, "conj", "advcl", "parataxis"):
            return self.subjects(head, depth=depth + 1)
        return []

    def _is_object_controlled(self, i: int, head: int) -> bool:
        """Say whether the object of `head` does what the clause at `i` tells.

        *Urged X to go*, *accused X of going*, but not *promised X to go*.
        """
        if not self.dependents(head, "obj", "iobj"):
            return False
        words, verb = self.grammar.words, self.tree.tokens[head]
        if self.relations[i] == "xcomp":
            return not {verb.lower, verb.lemma} & words("subject_control_verbs")
        return self.is_caused(i) or self.mark(i) in words("object_control_marks")

    def is_caused(self, i: int) -> bool:
        """Say whether what the clause at `i` tells came about: *prompted X to call for talks*."""
        head = self.tree.tokens[i].head
        if self.tree.tokens[head].upos == "NOUN" and self.relations[head] == "obj":
            head = self.tree.tokens[head].head
        verb = self.tree.tokens[head]
        return bool({verb.lower, verb.lemma} & self.grammar.words("causing_verbs"))

    def is_brought_about(self, k: int, verb: int) -> bool:
        """Say whether the verb made its object do what the clause at `k` tells."""
        clause = self.relations[k] == "xcomp" and self.tree.tokens[k].head == verb
        return clause and bool(self.dependents(verb, "obj", "iobj")) and self.is_caused(k)

    def _own_subjects(self, i: int) -> list[int]:
        """Return the subjects that stand with `i`.

        Beside another subject a relative pronoun is the object: *pegawai yang mereka tahan*.
        """
        own = self.dependents(i, *SUBJECTS)
        pronouns = self.grammar.words("relative_pronouns")
        plain = [k for k in own if self.tree.tokens[k].lower not in pronouns]
        if self.relations[i] == "acl" and plain:
            return plain
        return [self._resolve_relative(k, i) for k in own]

    def _marked_agents(self, i: int) -> list[int]:
        tokens = self.tree.tokens
        labelled = [k for k in self.tree.children[i] if tokens[k].relation == "obl:agent"]
        prepositions = self.grammar.words("agent_prepositions")
        return (
            labelled
            or [
                k for k in self.dependents(i, "obl", "nmod") if self.preposition(k) in prepositions
            ][:1]
        )

    def agents(self, i: int) -> list[int]:
        """Return the agent of the passive verb `i`: marked, or bare right after the verb."""
        marked = self._marked_agents(i)
        if marked:
            return marked
        if self.grammar.flag("bare_agent"):
            bare = [
                k
                for k in self.dependents(i, "obj", "obl", "nsubj")
                if k > i and self.preposition(k) is None and k - i <= 4
            ]
            return bare[:1]
        return []

    def objects(self, i: int) -> list[int]:
        """Return the direct objects of `i`; a relative clause may lend its noun."""
        own = [self._resolve_relative(k, i) for k in self.dependents(i, "obj", "iobj")]
        if own:
            return own
        head = self.antecedent(i)
        lent = self.relations[i] == "acl" and any(k != head for k in self._own_subjects(i))
        return [head] if lent else []

    def lent_objects(self, i: int) -> list[int]:
        """Return the nouns that the relative clause at `i` may tell what is done to, nearest first.

        In *the ban on parties that it imposed* parsers hang the clause on the last noun.
        """
        if self.relations[i] != "acl" or not self.is_relative(i):
            return []
        objects, subjects = self.dependents(i, "obj"), self.dependents(i, *SUBJECTS)
        passive = [k for k in subjects if self.tree.tokens[k].relation == "nsubj:pass"]
        gap = subjects if not objects and not passive else []
        asked = any(self.is_pronoun(k) for k in (*objects, *passive))
        if not asked and all(self.is_pronoun(k) for k in gap):
            return []
        found = [self.antecedent(i)]
        while self.relations[found[-1]] == "nmod" and self.tree.tokens[found[-1]].head >= 0:
            found.append(self.tree.tokens[found[-1]].head)
        return found

    def is_pronoun(self, k: int) -> bool:
        """Say whether the word is a relative pronoun."""
        return self.tree.tokens[k].lower in self.grammar.words("relative_pronouns")

    def obliques(self, i: int) -> list[Oblique]:
        """Return the prepositional nominals under `i`, in text order."""
        return [
            Oblique(k, self.preposition(k))
            for k in self.dependents(i, "obl", "nmod", "iobj", "dep")
        ]

    def logical_subject(self, i: int, *, passive: bool) -> list[int]:
        """Return who acts."""
        return self.agents(i) if passive else self.subjects(i)

    def logical_object(self, i: int, *, passive: bool) -> list[int]:
        """Return who is acted on."""
        return self.subjects(i) if passive else self.objects(i)

    def modifiers(self, i: int) -> list[int]:
        """Return auxiliaries, negators, adverbs and marks of `i`, inherited over coordination."""
        found = self.dependents(i, *MODIFIERS)
        found = [k for k in found if k < i or self.relations[k] != "advmod"]
        head = self.tree.tokens[i].head
        joined = self.relations[i] == "conj" and head >= 0 and self.mark(i) is None
        if joined and i not in self.raised and not self.dependents(i, *SUBJECTS, "aux", "ccomp"):
            found += [k for k in self.dependents(head, "aux") if k < head]
        return found

    def conjuncts(self, i: int) -> list[int]:
        """Return `i` and the nominals coordinated with it, in text order."""
        found = [i]
        for node in found:
            found += [k for k in self.dependents(node, "conj") if self.is_nominal(k)]
            found += [k for k in self.dependents(node, "appos") if self._is_listed(node, k)]
        return sorted(set(found))

    def _is_listed(self, i: int, k: int) -> bool:
        """Say whether a name in apposition opens the rest of a list: *the US, the EU and Japan*."""
        names = self.tree.tokens[i].upos == self.tree.tokens[k].upos == "PROPN"
        return names and bool(self.dependents(k, "conj"))

    def is_nominal(self, i: int) -> bool:
        """Say whether the token is a noun, name, pronoun or number."""
        return self.tree.tokens[i].upos in NOMINAL

    def is_noun_phrase(self, i: int) -> bool:
        """Say whether the token is a nominal that is no predicate: no subject, no copula."""
        return self.is_nominal(i) and not self.dependents(i, "nsubj", "cop")

    def clause_tokens(self, i: int) -> set[int]:
        """Return the tokens of the clause at `i` without its subordinate or coordinate clauses."""
        tokens, inside, stack = self.tree.tokens, {i}, [i]
        while stack:
            for k in self.tree.children[stack.pop()]:
                verbal = tokens[k].upos in ("VERB", "AUX") or self.dependents(k, "nsubj")
                if self.relations[k] in CLAUSAL and verbal:
                    continue
                inside.add(k)
                stack.append(k)
        return inside

    def governor_clause(self, i: int) -> int | None:
        """Return the nearest predicate above `i`, None at the top."""
        for node in self.tree.ancestors(i):
            if self.tree.tokens[node].upos in ("VERB", "AUX") or self.dependents(node, "nsubj"):
                return node
        return None
