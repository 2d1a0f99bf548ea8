"""How often each rule is right, as reviewers judged its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from kabar.store.reviews import ACCEPTED, CORRECTED, JUDGED, REJECTED, Review, newest

Z = 1.959963984540054
"""Of a two-sided interval of 95 %."""


@dataclass(frozen=True, slots=True)
class RulePrecision:
    """The verdicts on the records of one kind that a rule gave."""

    rule: str
    kind: str
    accepted: int
    corrected: int
    rejected: int
    precision: float
    """Share of accepted ones."""
    low: float
    """Wilson interval of 95 %."""
    high: float

    @property
    def judged(self) -> int:
        """How many records have a verdict."""
        return self.accepted + self.corrected + self.rejected


def rule_precisions(reviews: Iterable[Review]) -> list[RulePrecision]:
    """Return every rule that was judged, those that are surest to be bad first.

    Of each record the newest verdict counts, whoever gave it; `reviews` has the oldest first.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    for review in newest(each for each in reviews if each.verdict in JUDGED):
        key = review.rule or "", review.kind
        counts.setdefault(key, Counter())[review.verdict] += 1
    found = [_precision(rule, kind, each) for (rule, kind), each in counts.items()]
    return sorted(found, key=lambda each: (each.high, -each.judged, each.rule, each.kind))


def wilson(right: int, judged: int) -> tuple[float, float]:
    """Return the Wilson score interval of 95 % of a share; nothing judged says nothing: 0 to 1."""
    if not judged:
        return 0.0, 1.0
    share, square = right / judged, Z * Z / judged
    middle = (share + square / 2) / (1 + square)
    half = Z * sqrt(share * (1 - share) / judged + square / (4 * judged)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def _precision(rule: str, kind: str, counts: Counter[str]) -> RulePrecision:
    judged = counts.total()
    low, high = wilson(counts[ACCEPTED], judged)
    return RulePrecision(
        rule,
        kind,
        counts[ACCEPTED],
        counts[CORRECTED],
        counts[REJECTED],
        counts[ACCEPTED] / judged,
        low,
        high,
    )
