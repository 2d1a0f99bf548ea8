"""Score relations of marked pairs: which type of event a source does to a target.

    python -m benchmarks.relations FILE.tsv [--show N] [--half 1|2]

FILE has the columns marked_sentence (`<s>…</s>`, `<t>…</t>`), root (a type, CONCEDE and RETREAT
merged as YIELD) and quad (1 verbal, 2 material cooperation, 3 verbal, 4 material conflict), as the
PLOVER set PLV has. Printed: macro-F1 of root, quad and sign (binary), and the share of pairs that
are given a type. `--half` scores the rows with odd or even numbers alone, so that one half can be
kept for checking; `--show` lists so many errors of it.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kabar import Coder
from kabar.relate import YIELD, relate, unmark

MERGED = "YIELD"
CONFLICT = 2
"""Quads above this are conflict."""


def macro_f1(gold: Sequence[object], found: Sequence[object]) -> float:
    """Return the mean over the gold's classes of their F1."""
    scores = []
    for label in set(gold):
        both = sum(g == f == label for g, f in zip(gold, found, strict=True))
        either = sum(g == label for g in gold) + sum(f == label for f in found)
        scores.append(2 * both / either if either else 0.0)
    return sum(scores) / len(scores) if scores else 0.0


def main() -> None:
    """Score the file that the command line names."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.relations", description=(__doc__ or "").splitlines()[0]
    )
    options.add_argument("path", type=Path, metavar="FILE")
    options.add_argument("--show", type=int, default=0, metavar="N", help="list N errors")
    options.add_argument("--half", type=int, choices=(1, 2), help="odd or even rows alone")
    options.add_argument("--language", default="en", metavar="CODE")
    chosen = options.parse_args()
    with chosen.path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if chosen.half:
        rows = rows[chosen.half - 1 :: 2]
    coder = Coder()
    found = []
    for row in rows:
        text, source, target = unmark(row["marked_sentence"])
        found.append(relate(text, source, target, language=chosen.language, coder=coder))
    roots = [MERGED if f and f.type in YIELD else f.type if f else "" for f in found]
    gold = [row["root"] for row in rows]
    quads = [f.quad if f else 0 for f in found]
    gold_quads = [int(row["quad"]) for row in rows]
    signs = [q > CONFLICT if q else None for q in quads]
    errors: Counter[tuple[str, str]] = Counter()
    shown = 0
    for row, root, relation in zip(rows, roots, found, strict=True):
        if root == row["root"]:
            continue
        errors[row["root"], root] += 1
        if shown < chosen.show:
            shown += 1
            lines = "; ".join(relation.derivation) if relation else ""
            print(f"{row['root']} not {root}: {row['marked_sentence']}\n    {lines}")
    print("confused:", ", ".join(f"{g} as {f or '-'} {n}" for (g, f), n in errors.most_common(12)))
    share = sum(f is not None for f in found) / len(found) if found else 0.0
    print(
        f"{len(rows)} pairs: root {macro_f1(gold, roots):.3f}, quad "
        f"{macro_f1(gold_quads, quads):.3f}, binary "
        f"{macro_f1([q > CONFLICT for q in gold_quads], signs):.3f}, coverage {share:.3f}"
    )


if __name__ == "__main__":
    main()
