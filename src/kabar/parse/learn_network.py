"""The network of `kabar.parse.network` as torch learns it, and its weights in whole numbers.

Activations are rounded while learning as they are later (straight-through: the rounding passes
the gradient on), so that the network is learnt as it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from kabar.parse.network import ARC_SCALE, LABEL_SCALE, OPEN, STEPS
from kabar.parse.options import Options
from kabar.parse.weights import F32, LARGEST, quantise
from kabar.parse.words import BUCKETS

ARC_WIDTH, LABEL_WIDTH = 128, 64
NEVER = -1e4
EXTREME = 0.9995
"""The share of embeddings' numbers that are kept as they are; the few larger ones are cut."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many of each a network tells apart; `tags` are UPOS with features."""

    forms: int
    upos: int
    tags: int
    relations: int


class _Rounded(torch.autograd.Function):
    """Rounds activations to whole steps; the gradient passes where they were not cut."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x.abs() <= LARGEST / STEPS)
        return torch.clamp(torch.round(x * STEPS), -LARGEST, LARGEST) / STEPS

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        (inside,) = ctx.saved_tensors
        return gradient * inside


def rounded(x: Tensor) -> Tensor:
    """Return activations in whole steps."""
    return _Rounded.apply(x)


def gate(x: Tensor) -> Tensor:
    """Return numbers between 0 and 1, as `network.gate` does."""
    return 0.5 + 0.5 * x / (1 + x.abs())


def dropped(x: Tensor, share: float, *, learning: bool) -> Tensor:
    """Return activations (sentences × words × width) with a share of the columns left out."""
    if not learning:
        return x
    kept = (torch.rand(x.shape[0], 1, x.shape[2]) > share).float() / (1 - share)
    return x * kept


class Layer(nn.Module):
    """One layer of gated averages in both directions."""

    def __init__(self, inputs: int, width: int, *, first: bool) -> None:
        super().__init__()
        self.width, self.parts = width, 4 if first else 3
        self.linear = nn.Linear(inputs, 2 * self.parts * width)
        nn.init.xavier_uniform_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)

    def forward(self, x: Tensor, turned: Tensor) -> Tensor:
        """Return the outputs; `turned` holds for each place the place from the sentence's end."""
        lines, steps, _ = x.shape
        z = self.linear(x).view(lines, steps, 2, self.parts, self.width)
        way = turned[:, :, None, None].expand(lines, steps, self.parts, self.width)
        z = torch.stack([z[:, :, 0], z[:, :, 1].gather(1, way)], 2)
        values, forget = z[:, :, :, 0].unbind(1), gate(z[:, :, :, 1] + OPEN).unbind(1)
        state, states = torch.zeros(lines, 2, self.width), []
        for step in range(steps):
            state = torch.lerp(values[step], state, forget[step])
            states.append(state)
        mix = gate(z[:, :, :, 2])
        way = way[:, :, 0]
        if self.parts == 4:
            passed = z[:, :, :, 3]
        else:
            halves = x.view(lines, steps, 2, self.width)
            passed = torch.stack([halves[:, :, 0], halves[:, :, 1].gather(1, way)], 2)
        out = mix * torch.stack(states, 1) + (1 - mix) * passed
        return torch.cat([out[:, :, 0], out[:, :, 1].gather(1, way)], 2)


class Network(nn.Module):
    """Embeddings, layers, and the scores of tags, arcs and relations."""

    def __init__(self, sizes: Sizes, options: Options, vectors: F32 | None) -> None:
        super().__init__()
        wide, relations = 2 * options.width, sizes.relations
        self.word = nn.Embedding(sizes.forms, options.embedding)
        self.affix = nn.Embedding(BUCKETS + 1, options.embedding, padding_idx=BUCKETS)
        nn.init.normal_(self.word.weight, 0, 0.05)
        nn.init.normal_(self.affix.weight, 0, 0.05)
        with torch.no_grad():
            self.affix.weight[BUCKETS] = 0
        self.given = None if vectors is None else nn.Parameter(torch.from_numpy(vectors), False)
        self.project = None
        if vectors is not None:
            self.project = nn.Linear(vectors.shape[1], options.embedding, bias=False)
        inputs = [3 * options.embedding, *[wide] * (options.layers - 1)]
        self.layers = nn.ModuleList(
            [Layer(n, options.width, first=k == 0) for k, n in enumerate(inputs)]
        )
        self.upos, self.tag = nn.Linear(wide, sizes.upos), nn.Linear(wide, sizes.tags)
        self.arc_dependent, self.arc_head = nn.Linear(wide, ARC_WIDTH), nn.Linear(wide, ARC_WIDTH)
        self.arc = nn.Parameter(torch.randn(ARC_WIDTH, ARC_WIDTH) * 0.05)
        self.arc_alone = nn.Linear(ARC_WIDTH, 1, bias=False)
        self.label_dependent = nn.Linear(wide, LABEL_WIDTH)
        self.label_head = nn.Linear(wide, LABEL_WIDTH)
        self.label = nn.Parameter(torch.randn(relations, LABEL_WIDTH, LABEL_WIDTH) * 0.05)
        self.label_of_dependent = nn.Linear(LABEL_WIDTH, relations)
        self.label_of_head = nn.Linear(LABEL_WIDTH, relations, bias=False)

    def embed(self, forms: Tensor, affixes: Tensor, *, learning: bool) -> Tensor:
        """Return the vectors of words; while learning some forms and affixes are hidden."""
        word, parts = self.word(forms), self.affix(affixes)
        lines, steps = forms.shape
        if learning:
            word = word * (torch.rand(lines, steps, 1) > 0.25)
            parts = parts * (torch.rand(lines, steps, affixes.shape[2], 1) > 0.1)
        x = word + parts.sum(2)
        if self.given is not None and self.project is not None:
            known = self.project(self.given[forms])
            x = x + (known * (torch.rand(lines, steps, 1) > 0.15) if learning else known)
        return x

    def forward(
        self, forms: Tensor, affixes: Tensor, lengths: Tensor, *, learning: bool
    ) -> tuple[Tensor, ...]:
        """Return the scores of UPOS, tags and arcs, and what relations are scored from."""
        place = torch.arange(forms.shape[1])[None]
        inside = place < lengths[:, None]
        turned = torch.where(inside, lengths[:, None] - 1 - place, place)
        x = dropped(self.embed(forms, affixes, learning=learning), 0.2, learning=learning)
        x = rounded(x * inside[..., None])
        padded = functional.pad(x, (0, 0, 1, 1))
        x = torch.cat([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], 2)
        below = x
        for layer in self.layers:
            below, x = x, rounded(dropped(layer(x, turned), 0.3, learning=learning))
        arc_dependent, arc_head, label_dependent, label_head = (
            rounded(dropped(functional.relu(part(x)), 0.25, learning=learning))
            for part in (
                self.arc_dependent,
                self.arc_head,
                self.label_dependent,
                self.label_head,
            )
        )
        arcs = torch.einsum("bti,ij,bsj->bts", arc_dependent, self.arc, arc_head) / ARC_SCALE
        arcs = arcs + self.arc_alone(arc_head).transpose(1, 2)
        arcs = arcs.masked_fill(~inside[:, None, :], NEVER)
        return self.upos(below), self.tag(below), arcs, label_dependent, label_head

    def relations(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Return the scores (words × relations) of words under their heads."""
        both = torch.einsum("ni,rij,nj->nr", dependent, self.label, head) / LABEL_SCALE
        return both + self.label_of_dependent(dependent) + self.label_of_head(head)


def whole_weights(network: Network, seen: np.ndarray[Any, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """Return the arrays of a weights file; affixes that were never seen count nothing."""

    def plain(tensor: Tensor) -> F32:
        table: F32 = tensor.detach().numpy().astype(np.float32)
        return table

    words, affixes = plain(network.word.weight), plain(network.affix.weight).copy()
    if network.given is not None and network.project is not None:
        words = words + plain(network.given) @ plain(network.project.weight).T
    affixes[~seen] = 0
    scale = np.maximum(
        np.quantile(np.abs(words), EXTREME, axis=0),
        np.quantile(np.abs(affixes[seen]), EXTREME, axis=0),
    )
    scale = (scale / LARGEST).astype(np.float32)
    arrays: dict[str, np.ndarray[Any, Any]] = {"embedding.scale": scale}
    for name, table in (("words", words), ("affixes", affixes)):
        arrays[name] = np.clip(np.rint(table / scale), -LARGEST, LARGEST).astype(np.int8)
    linears: dict[str, nn.Linear] = {
        "tagger": network.upos,
        **{f"layer{k}": layer.linear for k, layer in enumerate(network.layers)},
        **{
            name: getattr(network, name)
            for name in ("arc_dependent", "arc_head", "label_dependent", "label_head")
        },
        "label_of_dependent": network.label_of_dependent,
        "label_of_head": network.label_of_head,
    }
    for name, linear in linears.items():
        weight, own = quantise(plain(linear.weight).T)
        bias = np.zeros(len(own)) if linear.bias is None else plain(linear.bias)
        arrays |= {
            f"{name}.weight": weight,
            f"{name}.scale": (own / STEPS).astype(np.float32),
            f"{name}.bias": bias.astype(np.float32),
        }
    return arrays | _biaffine(
        plain(network.arc), plain(network.arc_alone.weight)[0], plain(network.label)
    )


def _biaffine(arc: F32, alone: F32, label: F32) -> dict[str, np.ndarray[Any, Any]]:
    both, single = np.abs(arc).max() / LARGEST, np.abs(alone).max() / LARGEST
    scale = np.abs(label).max(axis=(1, 2)) / LARGEST
    rows = np.rint(label / scale[:, None, None]).transpose(1, 0, 2)
    return {
        "arc.weight": np.concatenate([np.rint(arc / both), np.rint(alone / single)[None]]).astype(
            np.int8
        ),
        "arc.scale": np.array([both / (STEPS * STEPS * ARC_SCALE), single / STEPS], np.float64),
        "label.weight": rows.reshape(label.shape[1], -1).astype(np.int8),
        "label.scale": (scale / (STEPS * STEPS * LABEL_SCALE)).astype(np.float32),
    }
