"""Learning of a tagger and a parser from annotated sentences: the arrays around `loops`.

The tagger is learnt first; the parser then learns from tags that taggers of four fifths of the
data gave to the fifth they had not seen, so that it meets the mistakes it will meet in use. Models
of several random orders are averaged, which costs nothing at parsing time. Same sentences, options
and kind of machine: the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kabar.parse import loops, perceptron
from kabar.parse.conllu import UdSentence
from kabar.parse.engine import sentence_codes, tagger_values
from kabar.parse.evaluate import main_relation
from kabar.parse.features import (
    FIELDS,
    FIRST,
    I64,
    PARSER,
    PARSER_ATOMS,
    TAGGER_ATOMS,
    TAGGER_DYNAMIC,
    TAGGER_STATIC,
    U64,
    TemplateTable,
)
from kabar.parse.options import Options, Report, silent
from kabar.parse.weights import quantise, write_weights

FOLDS = 5
LONGEST = 150
FOLLOW = 0.9
"""How often the parser walks on by its own choice once it has seen the data."""
KEPT_SUBTYPES = frozenset(
    {"nsubj:pass", "csubj:pass", "aux:pass", "obl:agent", "acl:relcl", "nmod:poss", "nsubj:outer"}
)
"""Relations that the parser tells apart beyond their main relation."""


class _Perceptron:
    """Growing arrays of one averaged perceptron."""

    def __init__(self, actions: int) -> None:
        self.keys = np.zeros(1 << 18, np.uint64)
        self.numbers = np.zeros(1 << 18, np.int32)
        self.count = np.zeros(1, np.int64)
        self.seen = np.zeros(1 << perceptron.SEEN_BITS, np.uint8)
        self.weights = np.zeros((1 << 17, actions), np.float32)
        self.sums = np.zeros((1 << 17, actions), np.float32)
        self.clock = np.ones(1, np.float64)

    def tables(self) -> perceptron.Rows:
        """Return the arrays as the loops take them; stale after `grow`."""
        return perceptron.Rows(
            self.keys, self.numbers, self.count, self.seen, self.weights, self.sums, self.clock
        )

    def grow(self) -> None:
        """Double the room for rows and rebuild the hash table at half load at most."""
        self.weights = np.concatenate([self.weights, np.zeros_like(self.weights)])
        self.sums = np.concatenate([self.sums, np.zeros_like(self.sums)])
        keys, numbers = self.keys, self.numbers
        self.keys = np.zeros(2 * len(keys), np.uint64)
        self.numbers = np.zeros(2 * len(numbers), np.int32)
        perceptron.rehash(keys, numbers, self.keys, self.numbers)

    def average(self) -> tuple[U64, NDArray[np.float32]]:
        """Return the features in order of their rows and their mean weights."""
        count = int(self.count[0])
        features = np.zeros(count, np.uint64)
        used = self.keys != 0
        features[self.numbers[used]] = self.keys[used]
        mean = self.weights[:count] - self.sums[:count] / np.float32(self.clock[0])
        return features, mean


@dataclass(frozen=True, slots=True)
class _Data:
    """Sentences as arrays; `heads` count from a sentence's start, its length is the root."""

    codes: U64
    offsets: I64
    tags: I64
    heads: I64
    labels: I64
    weights: NDArray[np.float64]
    tag_names: tuple[str, ...]
    label_names: tuple[str, ...]


def _hashes(table: TemplateTable) -> perceptron.Hashes:
    return perceptron.Hashes(table.atoms, table.sizes, table.seeds)


def kept_relation(relation: str) -> str:
    """Return a relation as the parser learns it: subtypes outside KEPT_SUBTYPES are dropped."""
    return relation if relation in KEPT_SUBTYPES else main_relation(relation)


def tag_name(upos: str, features: str, kept: Sequence[str]) -> str:
    """Return a word's tag: its UPOS with the kept features, e.g. `VERB|Voice=Pass`."""
    found = [f for f in features.split("|") if f.split("=")[0] in kept]
    return "|".join([upos, *found])


def _build_data(
    sentences: Sequence[UdSentence], weights: Sequence[float], kept: Sequence[str]
) -> _Data:
    tags = [
        tag_name(u, f, kept) for s in sentences for u, f in zip(s.upos, s.features, strict=True)
    ]
    labels = [kept_relation(r) for s in sentences for r in s.relations]
    tag_names = tuple(sorted(set(tags)))
    label_names = tuple(sorted({*labels, "root"}))
    tag_codes = {name: i for i, name in enumerate(tag_names)}
    label_codes = {name: i for i, name in enumerate(label_names)}
    heads = [len(s) if h < 0 else h for s in sentences for h in s.heads]
    codes, offsets = sentence_codes([s.forms for s in sentences])
    return _Data(
        codes,
        offsets,
        np.array([tag_codes[t] for t in tags], np.int64),
        np.array(heads, np.int64),
        np.array([label_codes[k] for k in labels], np.int64),
        np.array(weights, np.float64),
        tag_names,
        label_names,
    )


def _epoch_order(data: _Data, chosen: I64, rng: np.random.Generator) -> I64:
    """Return one epoch's sentences, shuffled: each as often as its weight, a fraction by lot."""
    weights = data.weights[chosen]
    times = np.floor(weights).astype(np.int64)
    times += rng.random(len(chosen)) < weights - times
    order = np.repeat(chosen, times)
    return order[rng.permutation(len(order))]


class _TaggerTask:
    """The tagger's view of the data: hashed once, learnt and applied often."""

    def __init__(self, data: _Data) -> None:
        self._data = data
        self._values = tagger_values(data.codes, data.offsets)
        static = TemplateTable(TAGGER_STATIC, TAGGER_ATOMS, 1)
        blocks = np.array_split(self._values, max(1, len(self._values) // 20000))
        self._static = np.concatenate(
            [static.hash(np.ascontiguousarray(b.T)).T.copy() for b in blocks]
        )
        self._dynamic = TemplateTable(TAGGER_DYNAMIC, TAGGER_ATOMS, 2)

    def learn(self, chosen: I64, epochs: int, rng: np.random.Generator) -> _Perceptron:
        model = _Perceptron(len(self._data.tag_names))
        out = np.zeros(len(self._data.tags), np.int64)
        for _ in range(epochs):
            self._run(model, _epoch_order(self._data, chosen, rng), out, learning=True)
        return model

    def apply(self, model: _Perceptron, chosen: I64, out: I64) -> None:
        """Write the tags that the averaged model gives to `out`."""
        _, mean = model.average()
        model.weights[: len(mean)] = mean
        self._run(model, chosen, out, learning=False)

    def _run(self, model: _Perceptron, order: I64, out: I64, *, learning: bool) -> None:
        data, table, at = self._data, self._dynamic, 0
        while at < len(order):
            at = loops.tagger_pass(
                order, at, learning, data.offsets, self._values, self._static, data.tags, out,
                _hashes(table), model.tables(),
            )  # fmt: skip
            if at < len(order):
                model.grow()


def _jackknife(task: _TaggerTask, data: _Data, epochs: int, rng: np.random.Generator) -> I64:
    """Return tags for all words, each sentence tagged by a model that has not seen it."""
    everything = np.arange(len(data.weights))
    out = np.zeros(len(data.tags), np.int64)
    for fold in range(FOLDS):
        model = task.learn(everything[everything % FOLDS != fold], epochs, rng)
        task.apply(model, everything[everything % FOLDS == fold], out)
    return out


def _learn_parser(data: _Data, tags: I64, epochs: int, rng: np.random.Generator) -> _Perceptron:
    model = _Perceptron(1 + 2 * len(data.label_names))
    table = TemplateTable(PARSER, PARSER_ATOMS, 3)
    lengths = np.diff(data.offsets)
    chosen = np.nonzero((lengths >= 2) & (lengths <= LONGEST))[0]
    corpus = loops.Corpus(
        data.offsets,
        np.ascontiguousarray(data.codes[:, FIELDS.index("word")]),
        (tags + FIRST).astype(np.uint64),
        np.ascontiguousarray(data.codes[:, FIELDS.index("affix")]),
        data.heads,
        data.labels,
    )
    root = data.label_names.index("root")
    for epoch in range(epochs):
        order, at = _epoch_order(data, chosen, rng), 0
        draws = rng.random(1 << 16)
        while at < len(order):
            at = loops.parser_pass(
                order, at, FOLLOW if epoch else 0.0, draws, corpus, root,
                _hashes(table), model.tables(),
            )  # fmt: skip
            if at < len(order):
                model.grow()
    return model


def _merge(
    models: list[tuple[U64, NDArray[np.float32]]],
) -> tuple[U64, NDArray[np.float32]]:
    """Return the mean of several models' weights."""
    features = np.unique(np.concatenate([f for f, _ in models]))
    total = np.zeros((len(features), models[0][1].shape[1]), np.float32)
    for names, weights in models:
        total[np.searchsorted(features, names)] += weights
    return features, total / np.float32(len(models))


@dataclass(frozen=True, slots=True)
class Model:
    """Averaged weights before they are made small: hashed features and their rows."""

    tags: tuple[str, ...]
    relations: tuple[str, ...]
    tagger: tuple[U64, NDArray[np.float32]]
    parser: tuple[U64, NDArray[np.float32]]


def learn_model(
    sentences: Sequence[UdSentence],
    weights: Sequence[float],
    *,
    seed: int,
    options: Options,
    report: Report = silent,
) -> Model:
    """Return the mean of `options.seeds` models learnt from sentences, each with its weight."""
    data = _build_data(sentences, weights, options.features)
    report(f"{len(sentences)} sentences, {len(data.tags)} words, {len(data.tag_names)} tags")
    everything = np.arange(len(data.weights))
    task = _TaggerTask(data)
    taggers, parsers = [], []
    for number in range(options.seeds):
        rng = np.random.default_rng([seed, number])
        tags = _jackknife(task, data, options.tagger_epochs, rng)
        right = float((tags == data.tags).mean())
        taggers.append(task.learn(everything, options.tagger_epochs, rng).average())
        report(f"model {number + 1}: jackknifed tags {100 * right:.2f}% right")
        parsers.append(_learn_parser(data, tags, options.parser_epochs, rng).average())
        report(f"model {number + 1}: parser of {len(parsers[-1][0])} features")
    return Model(data.tag_names, data.label_names, _merge(taggers), _merge(parsers))


def _cautious(
    model: Model, caution: Sequence[tuple[str, float]]
) -> tuple[U64, NDArray[np.float32]]:
    """Return the parser's weights with each relation's caution taken from all its arcs."""
    table = TemplateTable(PARSER, PARSER_ATOMS, 3)
    always = table.seeds[np.argmin(table.sizes)]  # the feature of the template without atoms
    features, mean = model.parser
    wary = dict(caution)
    taken = [wary.get(main_relation(name), 0.0) for name in model.relations]
    result = mean.copy()
    result[np.searchsorted(features, always)] -= np.array([0.0, *taken, *taken], np.float32)
    return features, result


def write_model(model: Model, out: Path, *, options: Options, report: Report) -> int:
    """Write a model's weights as small whole numbers; return the file's size in bytes."""
    scorers = {}
    for name, (features, mean), bits in (
        ("tagger", model.tagger, options.bits - 1),
        ("parser", _cautious(model, options.caution), options.bits),
    ):
        kept = quantise(features, mean, bits=bits, least=options.least)
        report(f"{name}: {len(kept[0])} rows, {int((kept[1] != 0).sum())} weights")
        scorers[name] = (bits, *kept)
    return write_weights(out, tags=model.tags, relations=model.relations, scorers=scorers)
