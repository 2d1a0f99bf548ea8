"""Settings of training, apart from the code that needs torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Report = Callable[[str], None]
"""Takes one line of progress."""


def silent(line: str) -> None:
    """Drop a line of progress."""


@dataclass(frozen=True, slots=True)
class Options:
    """How long to train, and how large the result is.

    `embedding` is the width of a word's vector, `width` that of a layer in one direction. `vectors`
    is a file of word vectors learnt elsewhere (`words`, `vectors` in numpy's `.npz`): they tell
    something of words that stand in no treebank. `features` are what a tag carries beside its UPOS
    while learning.
    """

    epochs: int = 12
    embedding: int = 96
    width: int = 128
    layers: int = 4
    words_per_step: int = 1200
    learning_rate: float = 2.5e-3
    vectors: Path | None = None
    features: tuple[str, ...] = ("VerbForm", "Voice")
