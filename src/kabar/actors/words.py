"""The words of one sentence as the phrase reader asks about them: lists, chunks, capitals."""

from __future__ import annotations

from collections.abc import Sequence

from kabar.actors.lexicon import ActorIndex
from kabar.actors.scan import Chunk
from kabar.parse.tree import Tree

LONGEST_NAME = 5


class SentenceWords:
    """One sentence with its chunks, and the questions that its words answer."""

    def __init__(self, tree: Tree, chunks: Sequence[Chunk], index: ActorIndex) -> None:
        """Look at a sentence with the chunks found in it."""
        self.tree = tree
        self.index = index
        self.grammar = index.grammar
        self.low = [token.lower for token in tree.tokens]
        self.chunks = list(chunks)
        self.starts = {c.first: c for c in chunks}
        self.ends = {c.last: c for c in chunks}
        self.covered = {k for c in chunks for k in range(c.first, c.last + 1)}

    def has(self, name: str, k: int) -> bool:
        """Tell whether the token `k` is in a list of the language."""
        return 0 <= k < len(self.low) and self.low[k] in self.grammar.lists.get(name, ())

    def is_adjective(self, k: int) -> bool:
        """Tell whether a token outside every chunk describes a noun."""
        token = self.tree.tokens[k]
        return (token.upos in ("ADJ", "NUM") or token.text.isdigit()) and k not in self.covered

    def describes(self, k: int) -> bool:
        """Tell whether a token may stand between a side and its noun."""
        return 0 <= k < len(self.low) and (self.has("modifiers", k) or self.is_adjective(k))

    def is_office_word(self, k: int) -> bool:
        """Tell whether a capitalised word belongs to the name of an office, not to a person."""
        return self.has("office_words", k) and self.tree.tokens[k].text[0].isupper()

    def is_acronym(self, k: int) -> bool:
        """Tell whether a token is an acronym that no table knows."""
        if not 0 <= k < len(self.low) or k in self.covered:
            return False
        text = self.tree.tokens[k].text
        return text.isupper() and 1 < len(text) < 8 and text.isalpha()

    def is_person(self, chunk: Chunk) -> bool:
        """Tell whether a chunk names a person."""
        return bool(chunk.refs) and self.index.entry(chunk.refs[0].number).kind == "person"

    def unknown_at(self, k: int) -> tuple[int, int] | None:
        """Return the run of capitalised words at a token that no table knows."""
        tokens = self.tree.tokens
        j = k
        while j < len(tokens) and j < k + LONGEST_NAME and self.could_name(j):
            j += 1
        return (k, j - 1) if j > k else None

    def could_name(self, k: int) -> bool:
        """Tell whether a token may be part of a name that no table knows."""
        token = self.tree.tokens[k]
        if k in self.covered or not token.text[0].isupper() or len(token.text) < 2:
            return False
        return not self.has("not_person", k) and not self.has("articles", k)

    def unknown_names(self) -> list[tuple[int, int]]:
        """Return runs of capitalised words outside every table, two words and more."""
        runs: list[tuple[int, int]] = []
        k = 0
        while k < len(self.low):
            run = self.unknown_at(k)
            if run is None:
                k += 1
                continue
            runs.append(run)
            k = run[1] + 1
        return runs
