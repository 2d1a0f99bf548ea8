"""The parser that ships with Kabar: tags, heads and relations from one small recurrent network.

Words are sums of embeddings of their form and affixes. Layers of gated averages (QRNN: Bradbury et
al. 2017, without peepholes) run over the sentence in both directions at once; biaffine scores of
arcs and relations (Dozat and Manning 2017) come from the last. Between layers all is whole numbers
(see `weights`), so a sentence's tree does not depend on what else is parsed with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kabar.parse.decode import best_heads
from kabar.parse.tree import UdRow
from kabar.parse.weights import F32, LARGEST, Linear, Weights, read_weights
from kabar.parse.words import (
    BUCKETS,
    ROOT_FORM,
    UNKNOWN,
    affix_buckets,
)

BATCH = 256
STEPS = 32.0
"""Whole-number steps of an activation of 1."""
OPEN = 1.0
"""What is added to a forget gate, so that it starts rather open."""
ARC_SCALE, LABEL_SCALE = 8.0, 4.0
"""What biaffine scores are divided by."""
MOST_KNOWN = 60_000
I64 = NDArray[np.int64]


def whole(x: F32) -> F32:
    """Return activations as whole numbers."""
    return np.asarray(np.clip(np.rint(x * np.float32(STEPS)), -LARGEST, LARGEST), np.float32)


def gate(x: F32) -> F32:
    """Return numbers between 0 and 1; only basic arithmetic, which is the same everywhere."""
    half, one = np.float32(0.5), np.float32(1.0)
    return np.asarray(half + half * x / (one + np.abs(x)), np.float32)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the words of a batch stand: lines of a padded grid (positions × sentences)."""

    forward: I64
    """Word of each place of the grid, the number of words where there is none."""
    backward: I64
    """The same with every sentence turned round."""
    back: I64
    """For each word, the place in the grid that holds it in `backward`."""
    front: I64
    """For each word, the place in the grid that holds it in `forward`."""


def _places(lengths: Sequence[int]) -> _Places:
    count, longest, total = len(lengths), max(lengths), sum(lengths)
    forward = np.full((longest, count), total)
    backward = forward.copy()
    front, back = np.empty(total, np.int64), np.empty(total, np.int64)
    at = 0
    for column, length in enumerate(lengths):
        words = np.arange(at, at + length)
        places = np.arange(length) * count + column
        forward[:length, column] = words
        backward[:length, column] = words[::-1]
        front[words] = places
        back[words] = places[::-1]
        at += length
    return _Places(forward, backward, back, front)


class NetworkParser:
    """Kabar's own tagger and parser over one weights file; needs numpy alone."""

    def __init__(self, weights: Weights) -> None:
        """Prepare the tables; `weights` come from `read_weights`."""
        self._weights = weights
        self._root = weights.relations.index("root")
        self._known: dict[str, F32] = {}
        """Vectors of words seen before: a cache of `_vector`."""

    @classmethod
    def load(cls, path: Path) -> NetworkParser:
        """Return the parser of a weights file."""
        return cls(read_weights(path))

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[list[UdRow]]:
        """Return one row per word; the result does not depend on what else is in the batch."""
        result: list[list[UdRow]] = [[] for _ in sentences]
        order = sorted((i for i, s in enumerate(sentences) if s), key=lambda i: -len(sentences[i]))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            rows = self._parse_batch([sentences[i] for i in chosen])
            for i, each in zip(chosen, rows, strict=True):
                result[i] = each
        return result

    def _vector(self, word: str) -> F32:
        """Return the vector of a word in whole numbers."""
        found = self._known.get(word)
        if found is None:
            weights = self._weights
            total = weights.words[weights.forms.get(word.lower(), UNKNOWN)].astype(np.int32)
            buckets = [BUCKETS] if word == ROOT_FORM else affix_buckets(word)
            total = total + weights.affixes[buckets].sum(axis=0, dtype=np.int32)
            found = whole(total.astype(np.float32) * weights.embedding_scale)
            if len(self._known) < MOST_KNOWN:
                self._known[word] = found
        return found

    def _parse_batch(self, sentences: Sequence[Sequence[str]]) -> list[list[UdRow]]:
        lengths = [len(s) + 1 for s in sentences]
        vectors = np.stack([self._vector(w) for s in sentences for w in (ROOT_FORM, *s)])
        places = _places(lengths)
        below, top = self._encode(vectors, places)
        weights = self._weights
        tags = weights.tagger(below).argmax(axis=1)
        arc_dependent, arc_head, label_dependent, label_head = (
            whole(np.maximum(layer(top), 0))
            for layer in (
                weights.arc_dependent,
                weights.arc_head,
                weights.label_dependent,
                weights.label_head,
            )
        )
        wanted = (arc_dependent @ weights.arc[:-1]).astype(np.float64)
        alone = (arc_head @ weights.arc[-1]).astype(np.float64) * weights.arc_scales[1]
        heads = np.zeros(len(vectors), np.int64)
        at = 0
        for length in lengths:
            own = slice(at, at + length)
            scores = wanted[own] @ arc_head[own].T.astype(np.float64) * weights.arc_scales[0]
            heads[own] = best_heads(scores + alone[own]) + at
            at += length
        labels = self._labels(label_dependent, label_head[heads])
        return self._rows(lengths, tags, heads, labels)

    def _labels(self, dependent: F32, head: F32) -> NDArray[np.float64]:
        """Return the scores (words × relations) of each word under its head."""
        weights = self._weights
        count, width = len(weights.relations), head.shape[1]
        products = (dependent @ weights.label).reshape(len(head), count, width)
        both = np.einsum("nrj,nj->nr", products.astype(np.float64), head.astype(np.float64))
        result: NDArray[np.float64] = (
            both * weights.label_scale
            + weights.label_of_dependent(dependent)
            + weights.label_of_head(head)
        )
        return result

    def _rows(
        self, lengths: Sequence[int], tags: I64, heads: I64, labels: NDArray[np.float64]
    ) -> list[list[UdRow]]:
        labels[:, self._root] = -np.inf
        upos = [self._weights.tags[k] for k in tags.tolist()]
        relations = [self._weights.relations[k] for k in labels.argmax(axis=1).tolist()]
        found, at, above = [], 0, heads.tolist()
        for length in lengths:
            found.append(
                [
                    UdRow(upos[k], above[k] - at - 1, relations[k])
                    if above[k] > at
                    else UdRow(upos[k], -1, "root")
                    for k in range(at + 1, at + length)
                ]
            )
            at += length
        return found

    def _encode(self, vectors: F32, places: _Places) -> tuple[F32, F32]:
        """Return the activations of the last layer but one and of the last."""
        outputs = [self._with_neighbours(vectors, places)]
        for number, layer in enumerate(self._weights.layers):
            outputs.append(_layer(layer, outputs[-1], places, first=number == 0))
        return outputs[-2], outputs[-1]

    def _with_neighbours(self, vectors: F32, places: _Places) -> F32:
        """Return each word's vector between those of its neighbours in the sentence."""
        width = vectors.shape[1]
        padded = np.concatenate([vectors, np.zeros((1, width), np.float32)])
        grid = np.full((places.forward.shape[0] + 2, places.forward.shape[1]), len(vectors))
        grid[1:-1] = places.forward
        flat = [grid[k : k + len(places.forward)].ravel()[places.front] for k in (0, 1, 2)]
        return np.concatenate([padded[words] for words in flat], axis=1)


def _layer(layer: Linear, x: F32, places: _Places, *, first: bool) -> F32:
    """Return the outputs (words × 2 widths) of one layer, forward and backward.

    Each output is a mix of the gated average and of what is passed by it: in the first layer
    values of their own, above it the inputs.
    """
    z = layer(x)
    width = z.shape[1] // 2
    own = width // (4 if first else 3)
    result = np.empty((len(x), 2 * own), np.float32)
    turns = ((places.forward, places.front), (places.backward, places.back))
    for side, (grid, back) in enumerate(turns):
        part = z[:, side * width : (side + 1) * width]
        half = slice(side * own, (side + 1) * own)
        passed = part[:, 3 * own :] if first else x[:, half] / np.float32(STEPS)
        forget = gate(part[:, own : 2 * own] + np.float32(OPEN))
        kept = _averages(part[:, :own], forget, grid)[back]
        mix = gate(part[:, 2 * own : 3 * own])
        result[:, half] = mix * kept + (np.float32(1) - mix) * passed
    return whole(result)


def _averages(values: F32, forget: F32, grid: I64) -> F32:
    """Return the gated averages along each column of the grid, one line a place of the grid."""
    steps, count = grid.shape
    present = (grid < len(values)).sum(axis=1)
    safe = np.minimum(grid, len(values) - 1)
    x, f = values[safe], forget[safe]
    state = np.zeros((count, values.shape[1]), np.float32)
    for step in range(steps):
        # Sentences stand longest first, so those that go on are the first columns.
        live = slice(0, int(present[step]))
        now = x[step, live]
        state[live] -= now
        state[live] *= f[step, live]
        state[live] += now
        x[step, live] = state[live]
    return x.reshape(steps * count, -1)
