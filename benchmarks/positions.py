"""Score Kabar's positions against hand-made ones.

    python -m benchmarks.positions [FOLDER]... [--show [N]]

A FOLDER holds articles/ and positions/; without any, the shipped examples and the held-out ones are
scored. Rules of scoring: src/kabar/analysis/scoring_positions.py. `--show` lists missed and wrong
positions, but never those of the held-out articles, which nobody develops on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.articles import GROUPS
from benchmarks.examples import is_held_out
from benchmarks.options import add_paths, add_show, command, print_wrong
from benchmarks.tables import Table, as_text, of, ratio
from kabar import Coder
from kabar.analysis.scoring import Pairing, Row
from kabar.analysis.scoring_positions import PositionScore, score_positions
from kabar.evaluate import code_article
from kabar.records_io import to_dicts

COLUMNS = ("", "required", "R", "records", "P", "F1", "toward", "conditions")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table; `right` counts records that match gold of either kind."""

    name: str
    score: PositionScore
    right: int

    def __add__(self, other: Line) -> Line:
        """Return the sums of both under the first name."""
        return Line(self.name, self.score + other.score, self.right + other.right)


@dataclass(frozen=True, slots=True)
class Figures:
    """The rows of one folder; of held-out articles the sums alone."""

    title: str
    lines: Sequence[Line]
    sums: Sequence[Line]
    wrong: Sequence[str]


def measure(folder: Path, coder: Coder) -> Figures:
    """Return the scores of a folder's articles, of each language, and of all together."""
    lines: list[Line] = []
    sums: dict[str, Line] = {}
    wrong: list[str] = []
    for path in sorted((folder / "positions").glob("*.json")):
        gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        article = folder / "articles" / f"{path.stem}.txt"
        day, language = gold["published"], gold["language"]
        rows = list(to_dicts(code_article(article, coder, published=day, language=language)))
        score, pairing, found = score_positions(gold, rows)
        line = Line(path.stem, score, len(pairing.pairs))
        lines.append(line)
        for name in (f"all {language}", "all"):
            one = Line(name, score, line.right)
            sums[name] = sums[name] + one if name in sums else one
        wrong += misses(gold, found, pairing, path.stem)
    ordered = [sums[name] for name in sorted(sums, key=lambda name: (name == "all", name))]
    title = GROUPS.get(folder.resolve(), folder.name)
    held = is_held_out(folder)
    return Figures(title, () if held else lines, ordered, () if held else wrong)


def misses(
    gold: dict[str, Any], found: Sequence[Row], pairing: Pairing, name: str
) -> Iterator[str]:
    """Yield the positions that were missed and the records that match nothing."""
    for g in pairing.missed:
        want = gold["positions"][g]
        no = "not " if want.get("negated") else ""
        stances = "/".join(want["stances"])
        yield f"missed {name}:{want['line']} {want['party']} {no}{stances} | {want['content']}"
    for r in pairing.wrong:
        row = found[r]
        toward = ",".join(str(side["party"]) for side in row["toward"])
        yield (
            f"wrong  {name}:{row['line']} {row['party']} {row['stance']} {row['modality']} > "
            f"{toward} | {row['content']['text']}"
        )


def table(figures: Figures) -> Table:
    """Return the figures as a table; precision counts optional gold as right."""
    return Table(
        figures.title,
        COLUMNS,
        [_cells(x) for x in figures.lines],
        [_cells(x) for x in figures.sums],
    )


def _cells(line: Line) -> tuple[str, ...]:
    count = line.score.positions
    records = line.right + count.wrong
    exact = line.right / records if records else 0.0
    both = exact + count.recall
    return (
        line.name,
        str(count.hit + count.missed),
        ratio(count.recall),
        str(records),
        ratio(exact),
        ratio(2 * exact * count.recall / both if both else 0.0),
        of(line.score.toward),
        of(line.score.conditions),
    )


def main() -> None:
    """Score and print."""
    options = command("positions", __doc__)
    add_paths(options, "FOLDER")
    add_show(options)
    args = options.parse_args()
    coder = Coder()
    figures = [measure(folder, coder) for folder in args.path or GROUPS]
    print(as_text(table(each) for each in figures))
    print_wrong(figures, args.show)


if __name__ == "__main__":
    main()
