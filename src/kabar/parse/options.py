"""Settings of training, apart from the code that needs numba."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Report = Callable[[str], None]
"""Takes one line of progress."""


def silent(line: str) -> None:
    """Drop a line of progress."""


@dataclass(frozen=True, slots=True)
class Options:
    """How long and how often to train, and how small to make the result.

    `seeds` models are averaged. Weights below `least` are dropped. `features` are what a tag
    carries beside its UPOS. An arc of a relation in `caution` must win by so much: a greedy
    parser takes too many words for objects, as each looks fine when it is met.
    """

    tagger_epochs: int = 6
    parser_epochs: int = 12
    seeds: int = 1
    least: float = 0.6
    caution: tuple[tuple[str, float], ...] = ()
    bits: int = 22
    features: tuple[str, ...] = ("VerbForm", "Voice")
