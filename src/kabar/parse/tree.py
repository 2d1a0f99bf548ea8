"""Dependency trees over words that know where they stand in the document."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Word:
    """A word before parsing; `start`, `end` count characters of the document."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class UdRow:
    """What a parser says of one word: `head` counts from 0 in the sentence, -1 is the root."""

    upos: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a tree; `index` and `head` are 0-based in the sentence, head -1 for the root."""

    index: int
    text: str
    lower: str
    lemma: str
    upos: str
    head: int
    relation: str
    start: int
    end: int


def main_relation(token: Token) -> str:
    """Return the relation without its subtype."""
    return token.relation.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Tree:
    """One parsed sentence; `index` is its place in the document, `children[i]` are sorted."""

    index: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...] = field(repr=False)

    def __len__(self) -> int:
        """Count the tokens."""
        return len(self.tokens)

    def subtree(self, i: int) -> Iterator[int]:
        """Yield the indices of the tokens under `i`, itself included, in no fixed order."""
        stack = [i]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(self.children[node])

    def head_of(self, span: Collection[int]) -> int:
        """Return the word of a phrase whose head stands outside it, signs left out."""
        for k in sorted(span):
            if self.tokens[k].head not in span and self.tokens[k].relation != "punct":
                return k
        return min(span)

    def ancestors(self, i: int) -> Iterator[int]:
        """Yield the heads above `i`, nearest first."""
        head = self.tokens[i].head
        while head >= 0:
            yield head
            head = self.tokens[head].head


def build_tree(
    index: int, words: list[Word], rows: list[UdRow], lemmas: list[str], *, start: int, end: int
) -> Tree:
    """Return the tree of a sentence from its words, a parser's rows and their lemmas."""
    tokens = tuple(
        Token(i, w.text, w.text.lower(), lemma, r.upos, r.head, r.relation, w.start, w.end)
        for i, (w, r, lemma) in enumerate(zip(words, rows, lemmas, strict=True))
    )
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head >= 0:
            children[token.head].append(token.index)
    return Tree(index, start, end, tokens, tuple(tuple(c) for c in children))
