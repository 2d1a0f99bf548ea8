"""Krippendorff's alpha for nominal data and any number of coders.

Source: Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), the form for nominal
data with missing values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def krippendorff_alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Return alpha: 1 full agreement, 0 what chance gives; None where it is not defined.

    A unit holds the values its coders gave; one with fewer than two is left out. Alpha is not
    defined without two comparable values, or where all values are the same.
    """
    weights: Counter[Hashable] = Counter()
    disagreeing = total = 0.0
    for values in units:
        if len(values) < 2:
            continue
        counts = Counter(values)
        share = 1 / (len(values) - 1)
        total += len(values)
        for value, n in counts.items():
            weights[value] += n
            disagreeing += n * (len(values) - n) * share
    if total < 2 or len(weights) < 2:
        return None
    expected = sum(n * (total - n) for n in weights.values()) / (total - 1)
    return 1 - disagreeing / expected
