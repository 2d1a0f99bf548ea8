"""Score relations of marked pairs: which type of event a source does to a target.

    python -m benchmarks.relations FILE.tsv [--show [N]] [--half 1|2]

FILE has the columns marked_sentence (`<s>…</s>`, `<t>…</t>`), root (a type, CONCEDE and RETREAT
merged as YIELD) and quad (1 verbal, 2 material cooperation, 3 verbal, 4 material conflict), as the
PLOVER set PLV has. Printed: macro-F1 of root, quad and sign (binary), the share of pairs that are
given a type, precision, recall and F1 of each type, and what is taken for what; all of it with the
conventions of `ontology/relation_conventions.csv` and without. `--half` scores the rows with odd or
even numbers alone; `--show` lists the errors, but never those of rows 4, 8, 12 …, which nobody
reads, so that they tell what to expect.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.options import add_show, command, print_wrong
from benchmarks.tables import Table, as_text, part, ratio, three
from kabar import Coder, Relation, relate
from kabar.analysis.scoring import Count, Share
from kabar.relate import YIELD, unmark

MERGED = "YIELD"
CONFLICT = 2
"""Quads above this are conflict."""
HALVES = {1: "odd rows", 2: "even rows"}
UNREAD = "rows 4, 8, 12 …"
"""The even rows that nobody has read; of the others every second was read on 2026-12-01."""
MOST = 12
"""So many confusions are listed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with two marked parties, and the label it should get."""

    marked: str
    root: str
    quad: int


@dataclass(frozen=True, slots=True)
class Scores:
    """How the labels of some pairs agree with the gold."""

    root: float
    quad: float
    binary: float
    """Macro-F1 of the types, of the quad classes, and of cooperation and conflict."""
    coverage: Share
    types: Mapping[str, Count]
    confused: Counter[tuple[str, str]]
    """Gold type and the one given in its place, "" for none: how often."""


@dataclass(frozen=True, slots=True)
class Relations:
    """The scores of a file, of all its rows first, with and without the conventions."""

    name: str
    with_conventions: Mapping[str, Scores]
    without: Mapping[str, Scores]
    wrong: Sequence[str]


def load_pairs(path: Path) -> list[Pair]:
    """Return the rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Pair(row["marked_sentence"], row["root"], int(row["quad"])) for row in rows]


def measure(
    path: Path, coder: Coder, *, language: str = "en", half: int | None = None
) -> Relations:
    """Return the scores of a file's rows and of each half, or of one half alone."""
    pairs = load_pairs(path)
    pairs = pairs[half - 1 :: 2] if half else pairs
    parts = {HALVES[half]: slice(None)} if half else {"all rows": slice(None)}
    if not half:
        parts |= {name: slice(number - 1, None, 2) for number, name in HALVES.items()}
        parts[UNREAD] = slice(3, None, 4)
    scores = []
    for conventions in (False, True):
        found = _relations(pairs, coder, language, conventions=conventions)
        scores.append({name: score(pairs[rows], found[rows]) for name, rows in parts.items()})
    without, with_conventions = scores
    step = 2 if half else 4
    read = [k for k in range(len(pairs)) if half == 1 or k % step != step - 1]
    shown = _errors([pairs[k] for k in read], [found[k] for k in read])
    return Relations(path.name, with_conventions, without, list(shown))


def _relations(
    pairs: Sequence[Pair], coder: Coder, language: str, *, conventions: bool
) -> list[Relation | None]:
    found = []
    for pair in pairs:
        text, one, other = unmark(pair.marked)
        found.append(
            relate(text, one, other, language=language, coder=coder, conventions=conventions)
        )
    return found


def score(pairs: Sequence[Pair], found: Sequence[Relation | None]) -> Scores:
    """Return the scores of the relations found for the pairs."""
    gold = [pair.root for pair in pairs]
    roots = [root_of(relation) for relation in found]
    quads = [relation.quad if relation else 0 for relation in found]
    types = counts(gold, roots)
    signs = [str(quad > CONFLICT) if quad else "" for quad in quads]
    confused = Counter((g, f) for g, f in zip(gold, roots, strict=True) if g != f)
    return Scores(
        macro_f1(types),
        macro_f1(counts([str(pair.quad) for pair in pairs], [str(quad) for quad in quads])),
        macro_f1(counts([str(pair.quad > CONFLICT) for pair in pairs], signs)),
        Share(sum(relation is not None for relation in found), len(pairs)),
        types,
        confused,
    )


def root_of(relation: Relation | None) -> str:
    """Return the type as the gold names it, "" for none."""
    if relation is None:
        return ""
    return MERGED if relation.type in YIELD else relation.type


def counts(gold: Sequence[str], found: Sequence[str]) -> dict[str, Count]:
    """Return the counts of each class of the gold, in the order of their names."""
    both = Counter(g for g, f in zip(gold, found, strict=True) if g == f)
    asked, given = Counter(gold), Counter(found)
    return {
        label: Count(both[label], asked[label] - both[label], given[label] - both[label])
        for label in sorted(asked)
    }


def macro_f1(classes: Mapping[str, Count]) -> float:
    """Return the mean of the F1 of each class."""
    return sum(count.f1 for count in classes.values()) / len(classes) if classes else 0.0


def _errors(pairs: Sequence[Pair], found: Sequence[Relation | None]) -> Iterator[str]:
    for pair, relation in zip(pairs, found, strict=True):
        root = root_of(relation)
        if root != pair.root:
            lines = "; ".join(relation.derivation) if relation else ""
            yield f"{pair.root} not {root or '-'}: {pair.marked}\n    {lines}"


def tables(figures: Relations) -> list[Table]:
    """Return the sums, each type, and what is taken for what."""
    names = ("with", "without")
    sides = (figures.with_conventions, figures.without)
    sums = [
        (f"{part_name}, {name} conventions", str(scores.coverage.asked), ratio(scores.root),
         ratio(scores.quad), ratio(scores.binary), part(scores.coverage))
        for name, side in zip(names, sides, strict=True)
        for part_name, scores in side.items()
    ]  # fmt: skip
    head = ("", "pairs", "root", "quad", "binary", "coverage")
    return [
        Table("Macro-F1", head, sums),
        *_details(*(next(iter(side.values())) for side in sides)),
    ]


def _details(ours: Scores, plain: Scores) -> list[Table]:
    types = [
        (name, str(count.hit + count.missed), *three(count), *three(plain.types[name]))
        for name, count in ours.types.items()
    ]
    often = sorted(
        ours.confused | plain.confused,
        key=lambda each: (-ours.confused[each], -plain.confused[each], each),
    )
    confused = [
        (f"{gold} as {found or 'none'}", str(ours.confused[gold, found]),
         str(plain.confused[gold, found]))
        for gold, found in often[:MOST]
    ]  # fmt: skip
    return [
        Table("Types", ("", "pairs", "with P", "R", "F1", "without P", "R", "F1"), types),
        Table("Most often confused", ("", "with conventions", "without"), confused),
    ]


def main() -> None:
    """Score the file that the command line names."""
    options = command("relations", __doc__)
    options.add_argument("path", type=Path, metavar="FILE")
    options.add_argument("--half", type=int, choices=tuple(HALVES), help="odd or even rows alone")
    options.add_argument("--language", default="en", metavar="CODE")
    add_show(options)
    chosen = options.parse_args()
    figures = measure(chosen.path, Coder(), language=chosen.language, half=chosen.half)
    print_wrong([figures], chosen.show)
    print(as_text(tables(figures)))


if __name__ == "__main__":
    main()
