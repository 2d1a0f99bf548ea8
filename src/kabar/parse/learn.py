"""Learning of the parser's network from annotated sentences, with torch on one core.

Tags, heads and relations are learnt together; the weights that are kept are running means of the
second half. Same sentences, seed, options and kind of machine: the same bytes.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from kabar.parse.conllu import UdSentence
from kabar.parse.evaluate import main_relation
from kabar.parse.learn_network import Network, Sizes, whole_weights
from kabar.parse.options import Options, Report, silent
from kabar.parse.weights import F32, write_weights
from kabar.parse.words import BUCKETS, MOST_AFFIXES, ROOT_FORM, ROOT_NUMBER, UNKNOWN, affix_buckets

LONGEST = 100
WARM_UP = 200
KEPT_FROM = 0.4
"""The share of steps after which means of the weights are kept."""
MEAN_RATE = 0.003
NONE = -100
KEPT_SUBTYPES = frozenset(
    {"nsubj:pass", "csubj:pass", "aux:pass", "obl:agent", "acl:relcl", "nmod:poss", "nsubj:outer"}
)
"""Relations that the parser tells apart beyond their main relation."""


def kept_relation(relation: str) -> str:
    """Return a relation as the parser learns it: subtypes outside KEPT_SUBTYPES are dropped."""
    return relation if relation in KEPT_SUBTYPES else main_relation(relation)


def tag_name(upos: str, features: str, kept: Sequence[str]) -> str:
    """Return a word's tag: its UPOS with the kept features, e.g. `VERB|Voice=Pass`."""
    found = [f for f in features.split("|") if f.split("=")[0] in kept]
    return "|".join([upos, *found])


@dataclass(frozen=True, slots=True)
class _Names:
    """Numbers of forms, tags and relations."""

    forms: Mapping[str, int]
    upos: Mapping[str, int]
    tags: Mapping[str, int]
    relations: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence in numbers, the root before its first word; targets leave the root out.

    Tags are NONE in treebanks that note no features.
    """

    forms: list[int]
    affixes: list[list[int]]
    upos: list[int]
    tags: list[int]
    heads: list[int]
    relations: list[int]
    weight: float


def _numbers(names: Sequence[str]) -> dict[str, int]:
    return {name: k for k, name in enumerate(sorted(set(names)))}


def _names(sentences: Sequence[UdSentence], options: Options, given: Sequence[str]) -> _Names:
    counts = Counter(word.lower() for s in sentences for word in s.forms)
    forms = {ROOT_FORM: ROOT_NUMBER}
    for word in sorted({w for w, n in counts.items() if n > 1}) + sorted(given):
        forms.setdefault(word, len(forms) + 1)
    tags = [
        tag_name(u, f, options.features)
        for s in sentences
        for u, f in zip(s.upos, s.features, strict=True)
    ]
    relations = [kept_relation(r) for s in sentences for r in s.relations]
    upos = [u for s in sentences for u in s.upos]
    return _Names(forms, _numbers(upos), _numbers(tags), _numbers([*relations, "root"]))


def _line(sentence: UdSentence, weight: float, names: _Names, options: Options) -> _Line:
    affixes = [[BUCKETS] * MOST_AFFIXES]
    for word in sentence.forms:
        found = affix_buckets(word)
        affixes.append(found + [BUCKETS] * (MOST_AFFIXES - len(found)))
    told = any(features not in ("", "_") for features in sentence.features)
    tags = [
        names.tags[tag_name(upos, features, options.features)] if told else NONE
        for upos, features in zip(sentence.upos, sentence.features, strict=True)
    ]
    return _Line(
        [ROOT_NUMBER, *(names.forms.get(word.lower(), UNKNOWN) for word in sentence.forms)],
        affixes,
        [names.upos[u] for u in sentence.upos],
        tags,
        [head + 1 for head in sentence.heads],
        [names.relations[kept_relation(r)] for r in sentence.relations],
        weight,
    )


def _steps(lines: Sequence[_Line], words: int, lot: random.Random) -> list[list[_Line]]:
    """Return one epoch's steps: each sentence as often as its weight, alike lengths together."""
    chosen: list[_Line] = []
    for line in lines:
        times = int(line.weight) + (lot.random() < line.weight % 1)
        chosen += [line] * times
    chosen.sort(key=lambda line: len(line.forms) + 3 * lot.random())
    steps: list[list[_Line]] = [[]]
    for line in chosen:
        if steps[-1] and len(line.forms) * (len(steps[-1]) + 1) > words:
            steps.append([])
        steps[-1].append(line)
    lot.shuffle(steps)
    return [step for step in steps if step]


def _tensors(lines: Sequence[_Line]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(line.forms) for line in lines)
    forms = np.zeros((len(lines), longest), np.int64)
    affixes = np.full((len(lines), longest, MOST_AFFIXES), BUCKETS)
    for k, line in enumerate(lines):
        forms[k, : len(line.forms)] = line.forms
        affixes[k, : len(line.forms)] = line.affixes
    lengths = np.array([len(line.forms) for line in lines])
    return torch.from_numpy(forms), torch.from_numpy(affixes), torch.from_numpy(lengths)


def _wanted(lines: Sequence[_Line], longest: int, name: str) -> Tensor:
    wanted = np.full((len(lines), longest), NONE)
    for k, line in enumerate(lines):
        values = getattr(line, name)
        wanted[k, 1 : len(values) + 1] = values
    return torch.from_numpy(wanted)


def _loss(network: Network, lines: Sequence[_Line]) -> Tensor:
    forms, affixes, lengths = _tensors(lines)
    upos, tags, arcs, dependent, head = network(forms, affixes, lengths, learning=True)
    longest = forms.shape[1]
    heads = _wanted(lines, longest, "heads")
    inside = heads != NONE
    place = torch.where(inside, heads, 0)[:, :, None].expand(*heads.shape, head.shape[2])
    relations = network.relations(dependent[inside], head.gather(1, place)[inside])
    entropy = functional.cross_entropy
    loss = (
        entropy(arcs[inside], heads[inside])
        + entropy(relations, _wanted(lines, longest, "relations")[inside])
        + 0.5 * entropy(upos[inside], _wanted(lines, longest, "upos")[inside])
    )
    wanted_tags = _wanted(lines, longest, "tags")
    tagged = wanted_tags != NONE
    if tagged.any():
        loss = loss + 0.25 * entropy(tags[tagged], wanted_tags[tagged])
    return loss


def _vectors(options: Options) -> tuple[list[str], F32] | None:
    if options.vectors is None:
        return None
    with np.load(options.vectors, allow_pickle=False) as file:
        return [str(w) for w in file["words"]], file["vectors"].astype(np.float32)


def _placed(given: tuple[list[str], F32] | None, forms: Mapping[str, int]) -> F32 | None:
    """Return the given vectors in the order of the forms, zeros for those that have none."""
    if given is None:
        return None
    words, vectors = given
    table = np.zeros((max(forms.values()) + 1, vectors.shape[1]), np.float32)
    table[[forms[word] for word in words]] = vectors
    return table


def _rates(total: int, rate: float) -> Iterator[float]:
    """Yield the learning rate of each step: up at first, then down along a cosine."""
    for step in range(total):
        down = 0.5 * (1 + math.cos(math.pi * step / total))
        yield rate * min(1.0, (step + 1) / WARM_UP) * (0.97 * down + 0.03)


def learn(
    sentences: Sequence[UdSentence],
    weights: Sequence[float],
    out: Path,
    *,
    seed: int,
    options: Options,
    report: Report = silent,
) -> None:
    """Learn a network from the sentences, each as often as its weight, and write it to `out`."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    lot = random.Random(seed)
    given = _vectors(options)
    names = _names(sentences, options, given[0] if given else ())
    pairs = zip(sentences, weights, strict=True)
    lines = [_line(s, w, names, options) for s, w in pairs if len(s) <= LONGEST]
    sizes = Sizes(
        max(names.forms.values()) + 1, len(names.upos), len(names.tags), len(names.relations)
    )
    network = Network(sizes, options, _placed(given, names.forms))
    _run(network, lines, options, lot, report)
    seen = np.zeros(BUCKETS + 1, bool)
    for line in lines:
        seen[np.unique(line.affixes)] = True
    seen[BUCKETS] = False
    forms = [""] * sizes.forms
    for form, number in names.forms.items():
        forms[number] = form
    write_weights(
        out,
        whole_weights(network, seen),
        tags=tuple(names.upos),
        relations=tuple(names.relations),
        forms=tuple(forms),
    )


def _run(
    network: Network, lines: list[_Line], options: Options, lot: random.Random, report: Report
) -> None:
    """Take the steps; the network is left with the means of its weights."""
    learnt = [p for p in network.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        learnt, lr=options.learning_rate, betas=(0.9, 0.95), weight_decay=0.01
    )
    plan = [_steps(lines, options.words_per_step, lot) for _ in range(options.epochs)]
    total = sum(map(len, plan))
    rates, done = _rates(total, options.learning_rate), 0
    means: dict[str, Any] = {}
    for epoch, steps in enumerate(plan, 1):
        loss_sum = 0.0
        for step in steps:
            for group in optimiser.param_groups:
                group["lr"] = next(rates)
            loss = _loss(network, step)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learnt, 2.0)
            optimiser.step()
            loss_sum += float(loss.detach())
            done += 1
            if done > KEPT_FROM * total:
                _add_to_means(means, network)
        report(f"epoch {epoch} of {options.epochs}: loss {loss_sum / max(len(steps), 1):.3f}")
    network.load_state_dict(means)


def _add_to_means(means: dict[str, Any], network: Network) -> None:
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if name in means:
                means[name].lerp_(value, MEAN_RATE)
            else:
                means[name] = value.detach().clone()
