"""Compare the events of two versions of one article, such as an original and its translation.

    python -m benchmarks.agreement A B [--published DATE]

A and B are articles, or records as `kabar read --format jsonl` prints them, of the same paragraphs
on the same lines. Two events agree when line, type, parties of the source and parties of the target
are the same; direction does not count where either is reciprocal. Agreement is
2 * agreeing / (events of A + events of B).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.options import add_published, command
from kabar import Coder
from kabar.analysis.scoring import Agrees, Row, match, with_lines
from kabar.evaluate import code_article, load_records
from kabar.records_io import to_dicts

NOBODY = "-"
UNRESOLVED = "?"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the events of two versions agree, and those of each that found no partner."""

    agreeing: int
    first: int
    second: int
    only_first: Sequence[Row]
    only_second: Sequence[Row]

    @property
    def share(self) -> float:
        both = self.first + self.second
        return 2 * self.agreeing / both if both else 1.0


def compare(first: Sequence[Row], second: Sequence[Row], agrees: Agrees) -> Agreement:
    """Return the agreement of two lists of events that carry their `line`."""
    pairs = match(first, second, agrees)
    taken = set(pairs.values())
    return Agreement(
        len(pairs),
        len(first),
        len(second),
        [row for i, row in enumerate(first) if i not in pairs],
        [row for i, row in enumerate(second) if i not in taken],
    )


def same_event(one: Row, other: Row) -> bool:
    """Say whether line, type and the parties of both sides are the same."""
    if not same_type(one, other):
        return False
    sides, others = side_parties(one), side_parties(other)
    if sides == others:
        return True
    free = one["reciprocal"] or other["reciprocal"]
    return bool(free and sides[0] | sides[1] == others[0] | others[1])


def same_type(one: Row, other: Row) -> bool:
    """Say whether line and type are the same."""
    return bool(one["line"] == other["line"] and one["type"] == other["type"])


def sharing_sides(one: Row, other: Row) -> bool:
    """Say whether line and type are the same and each side shares a party or is empty in both."""
    if not same_type(one, other):
        return False
    sides, others = side_parties(one), side_parties(other)
    if one["reciprocal"] or other["reciprocal"]:
        return _overlap(sides[0] | sides[1], others[0] | others[1])
    return all(map(_overlap, sides, others))


def side_parties(row: Row) -> tuple[frozenset[str], frozenset[str]]:
    """Return the parties of source and target; an actor without a party is left out."""
    source, target = (
        frozenset(actor["party"] for actor in row[side] or () if actor["party"])
        for side in ("source", "target")
    )
    return source, target


def read_events(path: Path, coder: Coder, published: str | None) -> list[Row]:
    """Return the events of an article or of a file of records, with their lines."""
    if path.suffix == ".jsonl":
        rows = load_records(path)
    else:
        rows = list(to_dicts(code_article(path, coder, published=published)))
    return list(with_lines(rows, "event"))


def shown(row: Row) -> str:
    """Return an event as one line of the list of differences."""
    sides = (" ".join(sorted(side)) or _nobody(row[name]) for side, name in zip(
        side_parties(row), ("source", "target"), strict=True))  # fmt: skip
    arrow = " <-> " if row["reciprocal"] else " -> "
    return f"{row['type']:9} {arrow.join(sides)}  “{row['trigger']['text']}” {row['rule']}"


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other) or not (one or other)


def _nobody(actors: Sequence[Row]) -> str:
    return UNRESOLVED if actors else NOBODY


def main() -> None:
    """Compare the two versions that the command line names."""
    options = command("agreement", __doc__)
    options.add_argument("first", type=Path, metavar="A")
    options.add_argument("second", type=Path, metavar="B")
    add_published(options, default=None)
    chosen = options.parse_args()
    coder = Coder()
    first = read_events(chosen.first, coder, chosen.published)
    second = read_events(chosen.second, coder, chosen.published)
    agreement = compare(first, second, same_event)
    differences = [(row["line"], "A", shown(row)) for row in agreement.only_first]
    differences += [(row["line"], "B", shown(row)) for row in agreement.only_second]
    for line, version, words in sorted(differences):
        print(f"line {line:3}  {version}  {words}")
    print(f"events: A {len(first)}, B {len(second)}")
    print(f"agreement of line, type and sides  {agreement.share:.3f}  ({agreement.agreeing} pairs)")
    print(f"  where sides may differ in part   {compare(first, second, sharing_sides).share:.3f}")
    print(f"  of line and type alone           {compare(first, second, same_type).share:.3f}")


if __name__ == "__main__":
    main()
