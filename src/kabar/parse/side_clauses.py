"""Clauses beside the main one: what opens them, conditions, relative clauses, other stories."""

from __future__ import annotations

from collections.abc import Container, Mapping

from kabar.parse.grammar import Grammar
from kabar.parse.tree import Tree, main_relation

DEPENDENT_MARKS = ("purpose_marks", "complement_marks", "conditional_marks", "question_marks")


BEFORE_VERBS = ("AUX", "ADV", "PART")
INNER = ("flat", "compound", "nmod", "amod", "appos")
"""Relations of words inside a noun phrase."""


class SideClauses:
    """The relations of one tree, and how its clauses hang on one another."""

    def __init__(self, tree: Tree, grammar: Grammar) -> None:
        self.tree = tree
        self.grammar = grammar
        self.relations = [main_relation(t) for t in tree.tokens]
        for token in tree.tokens:
            mark = self.mark(token.index) if self.relations[token.index] == "ccomp" else None
            if mark is not None and not any(mark in grammar.words(k) for k in DEPENDENT_MARKS):
                self.relations[token.index] = "advcl"  # *refused to talk until they were freed*
        self.antecedents = self._lost_antecedents()
        """Nouns of relative clauses that the parser hung on a verb: *the emir, who met X, said*."""
        self.lost_subjects = self._lost_subjects()
        """Subjects that the parser joined to a noun before: *hit Syria and Iran condemned it*."""
        self.raised: dict[int, int] = {}
        """Coordinated verbs that a later step found to belong with a verb higher up."""

    def _lost_antecedents(self) -> dict[int, int]:
        found: dict[int, int] = {}
        tokens, words = self.tree.tokens, self.grammar.words
        for token in tokens:
            k = token.index
            if token.lower not in words("loose_relatives") or k < 2 or token.head < k:
                continue
            clause, noun = token.head, k - 2 if tokens[k - 1].text == "," else k - 1
            loose = self.relations[clause] in ("ccomp", "advcl", "parataxis")
            if not loose or tokens[noun].upos not in ("NOUN", "PROPN"):
                continue
            inner = ("flat", "compound", *(("nmod",) if token.lower in words("personal") else ()))
            while self.relations[noun] in inner and tokens[noun].head >= 0:
                noun = tokens[noun].head
            found[clause] = noun
            self.relations[clause] = "acl"
        return found

    def lend_to_names(self, named: Mapping[int, int], known: Container[int]) -> None:
        """Give relative clauses right after a name to that name: *its seat in the CSTO, which …*.

        `named` are the words of names and their heads, `known` those that stand for somebody:
        where the parser's noun does, it is kept, and so is one that something is done to.
        """
        tokens, words = self.tree.tokens, self.grammar.words
        for token in tokens:
            k, clause = token.index, token.head
            if token.lower not in words("loose_relatives") - words("personal") or k < 2:
                continue
            head = named.get(k - 2) if tokens[k - 1].text == "," else None
            above = tokens[clause].head
            if head is None or token.relation != "nsubj" or self.relations[clause] != "acl":
                continue
            inside = head in self.tree.subtree(above) and head != above
            if inside and above not in known and clause not in self.antecedents:
                self.antecedents[clause] = head

    def _lost_subjects(self) -> dict[int, int]:
        found: dict[int, int] = {}
        tokens = self.tree.tokens
        for token in tokens:
            k = token.index - 1
            if token.upos != "VERB" or self.relations[token.index] not in ("conj", "parataxis"):
                continue
            if self.dependents(token.index, "nsubj", "csubj", "mark", "cc"):
                continue
            while k > 0 and tokens[k].head == token.index and tokens[k].upos in BEFORE_VERBS:
                k -= 1
            while k > 0 and self.relations[k] in INNER and 0 <= tokens[k].head < k:
                k = tokens[k].head
            named = k > 0 and tokens[k].upos in ("NOUN", "PROPN") and self.relations[k] == "conj"
            if named and token.head < tokens[k].head < k and self._opens_clause(k):
                found[token.index] = k
                self.relations[k] = "lost"
        return found

    def _opens_clause(self, k: int) -> bool:
        """Say whether *and* opens the phrase of a noun that is the last of its list."""
        below = sorted(self.tree.subtree(k))
        joined = self.relations[below[0]] == "cc" or self.tree.tokens[below[0]].text == ","
        head = self.tree.tokens[k].head
        return joined and self.dependents(head, "conj") == [k] and bool(self.dependents(k, "cc"))

    def antecedent(self, i: int) -> int:
        """Return the noun that the relative clause at `i` is about."""
        return self.antecedents.get(i, self.tree.tokens[i].head)

    def dependents(self, i: int, *relations: str) -> list[int]:
        """Return the dependents of `i` under any of the main relations."""
        return [k for k in self.tree.children[i] if self.relations[k] in relations]

    def mark(self, i: int) -> str | None:
        """Return the lower-cased subordinating word of the clause at `i`."""
        for k in self.tree.children[i]:
            if self.relations[k] == "mark":
                return self.tree.tokens[k].lower
        return None

    def marked(self, i: int, name: str, *relations: str) -> list[int]:
        """Return the dependents of `i` in the relations that a mark of the list `name` opens."""
        marks = self.grammar.words(name)
        return [k for k in self.dependents(i, *relations) if self.mark(k) in marks]

    def has_lemma(self, i: int, name: str) -> bool:
        """Say whether the dictionary form of a word is in the language's list `name`."""
        return self.tree.tokens[i].lemma.lower() in self.grammar.words(name)

    def is_one_of(self, i: int, name: str) -> bool:
        """Say whether a word, as it stands or in its dictionary form, is in the list `name`."""
        return self.tree.tokens[i].lower in self.grammar.words(name) or self.has_lemma(i, name)

    def conditions(self, i: int) -> list[int]:
        """Return the heads of the conditional clauses under `i`, the nearest first.

        Parsers hang them anywhere in the clause, so the whole subtree is looked through; what
        follows a reported clause is its condition (*said it would go if asked*), wherever it hangs.
        """
        words = self.grammar.words("conditional_marks")
        found: list[int] = []
        level = [i]
        for report in self.dependents(i, "parataxis"):
            # *Unless it leaves, X will strike, officials said*: hung on the report, yet before it.
            before = [k for k in self.dependents(report, "advcl") if k < i]
            found += [k for k in before if self._opens_with(k, words)]
        if self.relations[i] == "ccomp":
            beside = self.tree.children[self.tree.tokens[i].head]
            found += [
                k
                for k in beside
                if k > i and self.relations[k] in ("advcl", "ccomp") and self._opens_with(k, words)
            ]
        while level:
            below = [k for node in level for k in self.tree.children[node]]
            found += [
                k
                for k in below
                if self.relations[k] in ("advcl", "acl", "ccomp", "parataxis", "xcomp", "conj")
                and self._opens_with(k, words)
            ]
            level = [k for k in below if k not in found and not self.stands_alone(k)]
        return found

    def stands_alone(self, k: int) -> bool:
        """Say whether a side clause tells a story of its own.

        It has its own subject, or opens with *although, while, after*: neither an aim, nor what
        is said, nor a condition.
        """
        if self.relations[k] not in ("conj", "parataxis", "advcl"):
            return False
        mark = self.mark(k)
        if mark is None or self.relations[k] == "conj":
            return bool(self.dependents(k, "nsubj"))
        return not any(mark in self.grammar.words(key) for key in DEPENDENT_MARKS)

    def is_relative(self, k: int) -> bool:
        """Say whether `k` heads a relative clause, by its label or by its pronoun."""
        token = self.tree.tokens[k]
        if self.relations[k] != "acl":
            return False
        if token.relation == "acl:relcl":
            return True
        if k in self.antecedents:
            return True
        pronouns = self.grammar.words("relative_pronouns")
        return any(j < k and self.tree.tokens[j].lower in pronouns for j in self.tree.children[k])

    def _opens_with(self, clause: int, words: frozenset[str]) -> bool:
        """Say whether one of the words opens the clause; an auxiliary only as its first word."""
        tokens, below = self.tree.tokens, self.tree.children[clause]
        return any(
            k < clause
            and tokens[k].lower in words
            and (self.relations[k] != "aux" or k == min(below))
            for k in below
        ) or self._is_inverted(clause)

    def _is_inverted(self, clause: int) -> bool:
        """Say whether a condition opens with its verb: *were they to attack, …*."""
        first = min(self.tree.children[clause], default=clause)
        inverted = self.tree.tokens[first].lower in self.grammar.words("inverted_auxiliaries")
        aimed = self.mark(clause) in self.grammar.words("purpose_marks")
        return inverted and aimed and first < clause and self.relations[first] in ("aux", "cop")

    def in_condition(self, i: int) -> bool:
        """Say whether `i` stands inside a conditional or question clause."""
        words = self.grammar.words("conditional_marks") | self.grammar.words("question_marks")
        node = i
        while node >= 0:
            if self.relations[node] in ("advcl", "ccomp", "acl", "parataxis", "conj", "xcomp") and (
                self._opens_with(node, words)
            ):
                return True
            if 0 in self.tree.children[node] and self.tree.tokens[0].lower in words:
                return True  # *Should Eritrea rearm, …*
            node = self.tree.tokens[node].head
        return False
