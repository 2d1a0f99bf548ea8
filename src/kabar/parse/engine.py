"""The parser that ships with Kabar: tagger and arc-hybrid parser, many sentences in lock step.

A move of all sentences of a batch is one round of numpy calls: gather what each state looks at,
hash it to features, look up and add their rows of weights, take each sentence's best move.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kabar.parse.features import (
    FIELDS,
    FIRST,
    I64,
    NULL,
    PARSER,
    PARSER_ATOMS,
    ROOT,
    TAGGER_ATOMS,
    TAGGER_DYNAMIC,
    TAGGER_OFFSETS,
    TAGGER_STATIC,
    U64,
    TemplateTable,
    word_codes,
)
from kabar.parse.tree import UdRow
from kabar.parse.weights import Weights, read_weights

BATCH = 256
_PAD = 3
_NEVER = np.int16(np.iinfo(np.int16).min)


def sentence_codes(sentences: Sequence[Sequence[str]]) -> tuple[U64, I64]:
    """Return the codes of all words (words × FIELDS) and where each sentence starts."""
    codes = np.array([word_codes(w) for s in sentences for w in s], np.uint64)
    lengths = [len(s) for s in sentences]
    return codes.reshape(-1, len(FIELDS)), np.cumsum([0, *lengths], dtype=np.int64)


def tagger_values(codes: U64, offsets: I64) -> U64:
    """Return the tagger's atoms (words × TAGGER_ATOMS); the two tags are left absent."""
    total = len(codes)
    margin = max(TAGGER_OFFSETS)
    sentence = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    owner = np.full(total + 2 * margin, -1, np.int64)
    owner[margin : margin + total] = sentence
    padded = np.full((total + 2 * margin, len(FIELDS)), NULL, np.uint64)
    padded[margin : margin + total] = codes
    values = np.full((total, len(TAGGER_ATOMS)), NULL, np.uint64)
    for k, offset in enumerate(TAGGER_OFFSETS):
        window = slice(margin + offset, margin + offset + total)
        inside = (owner[window] == sentence)[:, None]
        columns = slice(k * len(FIELDS), (k + 1) * len(FIELDS))
        values[:, columns] = np.where(inside, padded[window], np.uint64(NULL))
    first = np.zeros(total, np.uint64)
    first[offsets[:-1][np.diff(offsets) > 0]] = 1
    values[:, TAGGER_ATOMS.index("first")] = first
    return values


class CompactParser:
    """Kabar's own tagger and parser over one weights file; needs numpy alone."""

    def __init__(self, weights: Weights) -> None:
        """Prepare the tables; `weights` come from `read_weights`."""
        self._weights = weights
        self._static = TemplateTable(TAGGER_STATIC, TAGGER_ATOMS, 1)
        self._dynamic = TemplateTable(TAGGER_DYNAMIC, TAGGER_ATOMS, 2)
        self._parser = TemplateTable(PARSER, PARSER_ATOMS, 3)
        self._upos = [tag.split("|")[0] for tag in weights.tags]
        self._root = weights.relations.index("root")

    @classmethod
    def load(cls, path: Path) -> CompactParser:
        """Return the parser of a weights file."""
        return cls(read_weights(path))

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[list[UdRow]]:
        """Return one row per word; the result does not depend on what else is in the batch."""
        result: list[list[UdRow]] = [[] for _ in sentences]
        order = sorted((i for i, s in enumerate(sentences) if s), key=lambda i: len(sentences[i]))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            for i, rows in zip(
                chosen, self._parse_batch([sentences[i] for i in chosen]), strict=True
            ):
                result[i] = rows
        return result

    def _parse_batch(self, sentences: list[Sequence[str]]) -> list[list[UdRow]]:
        codes, offsets = sentence_codes(sentences)
        tags = self._tag(codes, offsets)
        heads, labels = _Moves(self._weights, self._parser, self._root).run(codes, tags, offsets)
        upos = [self._upos[t] for t in tags.tolist()]
        relations = [self._weights.relations[k] for k in labels.tolist()]
        rows = list(map(UdRow, upos, heads.tolist(), relations))
        bounds = offsets.tolist()
        return [rows[a:b] for a, b in pairwise(bounds)]

    def _tag(self, codes: U64, offsets: I64) -> I64:
        """Return the tag of every word, left to right in all sentences at once."""
        scorer = self._weights.tagger
        values = tagger_values(codes, offsets)
        static = scorer.add_up(self._static.hash(np.ascontiguousarray(values.T)))
        tags = np.zeros(len(codes), np.int64)
        lengths = np.diff(offsets)
        for position in range(int(lengths.max())):
            words = offsets[:-1][lengths > position] + position
            state = values[words].T.copy()
            for back, atom in ((1, -2), (2, -1)):
                if position >= back:
                    state[atom] = tags[words - back] + FIRST
            scores = static[words] + scorer.add_up(self._dynamic.hash(state))
            tags[words] = scores.argmax(axis=1)
        return tags


def allowed_moves(labels: int, root: int) -> NDArray[np.bool_]:
    """Return which actions a state allows: one root, attached last of all.

    Lines are states with 0, 1, 2 or more words on the stack, before and after the last word is
    shifted; columns are shift, the left arcs, the right arcs.
    """
    allowed = np.zeros((2, 3, 1 + 2 * labels), bool)
    shift, left, right = allowed[..., 0], allowed[..., 1 : 1 + labels], allowed[..., 1 + labels :]
    shift[0] = True
    left[0, 1:] = True
    left[0, :, root] = False
    left[1, 1, root] = True
    right[:, 2] = True
    right[..., root] = False
    return allowed.reshape(6, -1)


class _Moves:
    """The states of one batch of sentences, moved together until every tree is complete.

    Columns of a sentence's line: its words, the root, then absent words; a flat index names one.
    """

    def __init__(self, weights: Weights, table: TemplateTable, root: int) -> None:
        self._scorer = weights.parser
        self._table = table
        self._labels = len(weights.relations)
        self._moves = allowed_moves(self._labels, root)

    def run(self, codes: U64, tags: I64, offsets: I64) -> tuple[I64, I64]:
        """Return head (-1 for the root) and relation of every word."""
        self._start(codes, tags, offsets)
        active = np.arange(len(self._n))
        while len(active):
            scores = np.where(self._allowed(active), self._scores(active), _NEVER)
            self._apply(active, scores.argmax(axis=1))
            done = (self._b[active] == self._n[active]) & (self._size[active] == _PAD)
            if done.any():
                active = active[~done]
        lines = np.repeat(np.arange(len(self._n)), self._n)
        flat = lines * self._width + np.arange(len(codes)) - np.repeat(offsets[:-1], self._n)
        heads = self._head[flat] - lines * self._width
        heads[heads == np.repeat(self._n, self._n)] = -1
        return heads, self._relation[flat].astype(np.int64) - FIRST

    def _start(self, codes: U64, tags: I64, offsets: I64) -> None:
        self._n = np.diff(offsets)
        count = len(self._n)
        self._width = width = int(self._n.max()) + _PAD
        self._base = np.arange(count) * width
        flat = np.repeat(self._base - offsets[:-1], self._n) + np.arange(len(codes))
        columns = [codes[:, FIELDS.index("word")], tags + FIRST, codes[:, FIELDS.index("affix")]]
        self._columns: list[U64] = []
        for column in columns:
            line = np.full(count * width, NULL, np.uint64)
            line[flat] = column
            line[self._base + self._n] = ROOT
            self._columns.append(line)
        self._relation = np.full(count * width, NULL, np.uint64)
        self._none = self._base + width - 1
        none = np.repeat(self._none, width)
        self._head = none.copy()
        self._left = [none.copy(), none.copy()]
        self._right = [none.copy(), none.copy()]
        self._lefts = np.zeros(count * width, np.int64)
        self._rights = np.zeros(count * width, np.int64)
        self._stack = np.repeat(self._none, width + _PAD).reshape(count, width + _PAD)
        self._size = np.full(count, _PAD, np.int64)
        self._b = np.zeros(count, np.int64)

    def _scores(self, active: I64) -> NDArray[np.int16]:
        none, base, b = self._none[active], self._base[active], self._b[active]
        size = self._size[active]
        s0, s1, s2 = (self._stack[active, size - k] for k in (1, 2, 3))
        b0, b1, b2 = base + b, base + b + 1, np.minimum(base + b + 2, none)
        (l1, l2), (r1, r2) = self._left, self._right
        nodes = np.stack(
            [s0, s1, s2, b0, b1, b2, l1[s0], r1[s0], l1[s1], r1[s1], l1[b0], l2[s0], r2[s0], l2[b0]]
        )
        far = np.where(s0 == none, 7, np.minimum(b0 - s0, 6))
        near = np.where(s1 == none, 7, np.minimum(s0 - s1, 6))
        sides = [
            np.where(
                s == none, 99, np.minimum(self._rights[s], 3) * 4 + np.minimum(self._lefts[s], 3)
            )
            for s in (s0, s1)
        ]
        counts = np.stack([far, near, *sides, np.minimum(self._lefts[b0], 4)]).astype(np.uint64)
        values = np.concatenate([*(c[nodes] for c in (*self._columns, self._relation)), counts])
        return self._scorer.add_up(self._table.hash(values))

    def _allowed(self, active: I64) -> NDArray[np.bool_]:
        """Return which moves each state allows."""
        ended = self._b[active] == self._n[active]
        lines = np.where(ended, 3, 0) + np.minimum(self._size[active] - _PAD, 2)
        allowed: NDArray[np.bool_] = self._moves[lines]
        return allowed

    def _apply(self, active: I64, actions: I64) -> None:
        shift = active[actions == 0]
        self._stack[shift, self._size[shift]] = self._base[shift] + self._b[shift]
        self._size[shift] += 1
        self._b[shift] += 1
        is_left = (actions > 0) & (actions <= self._labels)
        lines = active[is_left]
        self._attach(lines, self._base[lines] + self._b[lines], actions[is_left] - 1, left=True)
        is_right = actions > self._labels
        lines = active[is_right]
        heads = self._stack[lines, self._size[lines] - 2]
        self._attach(lines, heads, actions[is_right] - 1 - self._labels, left=False)

    def _attach(self, lines: I64, heads: I64, labels: I64, *, left: bool) -> None:
        self._size[lines] -= 1
        dependents = self._stack[lines, self._size[lines]]
        self._head[dependents] = heads
        self._relation[dependents] = labels + FIRST
        outer, counts = (self._left, self._lefts) if left else (self._right, self._rights)
        outer[1][heads] = outer[0][heads]
        outer[0][heads] = dependents
        counts[heads] += 1
