"""Compare the positions of an article with what a careful coder wrote down (its gold).

A record matches a gold position on the same line when party, stance and negation agree and the
words of the content overlap. Matching is one to one and as large as possible, required gold first;
optional gold that is not found is no miss. What matched is then asked for its other party and its
condition.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kabar.analysis.scoring import (
    Count,
    Pairing,
    Row,
    Share,
    match,
    meets,
    parties,
    text_of,
)

NEGATED = "negated"
UNKNOWN = "?"
"""How gold names a party that nothing resolves."""


@dataclass(frozen=True, slots=True)
class PositionScore:
    """The counts of one article; scores of several articles add up."""

    positions: Count = field(default_factory=Count)
    toward: Share = field(default_factory=Share)
    conditions: Share = field(default_factory=Share)

    def __add__(self, other: PositionScore) -> PositionScore:
        """Return the scores of both."""
        return PositionScore(
            self.positions + other.positions,
            self.toward + other.toward,
            self.conditions + other.conditions,
        )


def score_positions(gold: Row, records: Iterable[Row]) -> tuple[PositionScore, Pairing, list[Row]]:
    """Return an article's score, the pairing, and its positions with their lines."""
    rows = list(records)
    text = text_of(rows)
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    wanted = [_placed(entry, text, starts) for entry in gold["positions"]]
    found: list[Row] = [
        {**row, "line": text.count("\n", 0, row["content"]["start"]) + 1}
        for row in rows
        if row["record"] == "position"
    ]
    pairs = match(wanted, found, position_agrees)
    required = [g for g, entry in enumerate(wanted) if not entry.get("optional")]
    missed = [g for g in required if g not in pairs]
    wrong = [r for r in range(len(found)) if r not in set(pairs.values())]
    count = Count(len(required) - len(missed), len(missed), len(wrong))
    matched = [(wanted[g], found[r]) for g, r in pairs.items()]
    toward = [_toward_agrees(want, row) for want, row in matched if want["toward"]]
    conditions = [row["condition"] is not None for want, row in matched if want.get("condition")]
    score = PositionScore(
        count,
        Share(sum(toward), len(toward)),
        Share(sum(conditions), len(conditions)),
    )
    return score, Pairing(pairs, missed, wrong, count), found


def position_agrees(gold: Row, row: Row) -> bool:
    """Say whether line, party, stance and negation agree and the contents overlap."""
    if gold["line"] != row["line"] or row["stance"] not in gold["stances"]:
        return False
    if bool(gold.get("negated")) != (row["modality"] == NEGATED):
        return False
    held = parties([{"party": row["party"], "id": None}, *row["holder"]]) or {UNKNOWN}
    if not meets(gold["party"], held):
        return False
    content = row["content"]
    return any(a < content["end"] and content["start"] < b for a, b in gold["spans"])


def precision(pairing: Pairing) -> float:
    """Return the share of records that match gold, required or optional."""
    hits = len(pairing.pairs)
    return hits / (hits + len(pairing.wrong)) if hits else 0.0


def _placed(entry: Row, text: str, starts: list[int]) -> dict[str, Any]:
    """Return a gold position with every place of its content on its line."""
    begin, end = starts[entry["line"] - 1], starts[entry["line"]]
    spans, at = [], text.find(entry["content"], begin, end)
    while at >= 0:
        spans.append((at, at + len(entry["content"])))
        at = text.find(entry["content"], at + 1, end)
    return {**entry, "spans": spans}


def _toward_agrees(gold: Row, row: Row) -> bool:
    return any(meets(entry, parties(row["toward"])) for entry in gold["toward"])
