"""Score Kabar on whole articles against their gold.

    python -m benchmarks.articles [FOLDER | GOLD.json]... [--show [N]]

A FOLDER holds articles/ and gold/; without any, the shipped examples and the held-out ones are
scored. Rules of scoring: src/kabar/analysis/scoring.py. `--show` lists missed and wrong events,
but never those of the held-out articles, which nobody develops on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.agreement import shown
from benchmarks.examples import EXAMPLES, HELD_OUT, find_golds, is_held_out
from benchmarks.options import add_paths, add_show, command, print_wrong
from benchmarks.tables import Table, as_text, of, ratio, three
from kabar import Coder
from kabar.analysis.scoring import Pairing, Row, Score, score_article, with_lines
from kabar.evaluate import Gold, code_gold

GROUPS = {EXAMPLES: "Example articles", HELD_OUT: "Held-out articles"}
OTHER = "Other articles"
COLUMNS = ("", "events P", "R", "F1", "types F1", "quotes P", "R", "F1", "dates", "places",
           "modality", "actors")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: an article, a language, or all."""

    name: str
    score: Score


@dataclass(frozen=True, slots=True)
class Group:
    """The scores of one folder of articles; of held-out ones the sums alone."""

    title: str
    articles: Sequence[Line]
    sums: Sequence[Line]
    wrong: Sequence[str]
    """Missed events, and records that match nothing."""


def measure(path: Path, coder: Coder) -> Group:
    """Return the scores of a folder's articles, of each language, and of all together."""
    articles: list[Line] = []
    languages: dict[str, Score] = {}
    wrong: list[str] = []
    for gold in find_golds(path):
        rows = code_gold(gold, coder)
        score, pairing = score_article(gold.data, rows)
        language = gold.data["language"]
        languages[language] = languages.get(language, Score()) + score
        articles.append(Line(gold.article.stem, score))
        wrong += misses(gold, rows, pairing)
    sums = [Line(f"all {language}", score) for language, score in sorted(languages.items())]
    if len(sums) > 1:
        sums.append(Line("all", sum(languages.values(), Score())))
    title = GROUPS.get(path.resolve(), OTHER)
    pooled = sums if len(articles) > 1 else ()
    return (
        Group(title, (), pooled, ()) if is_held_out(path) else Group(title, articles, pooled, wrong)
    )


def misses(gold: Gold, rows: Sequence[Row], pairing: Pairing) -> Iterator[str]:
    """Yield the events that were missed and the records that match nothing."""
    events = with_lines(rows, "event")
    for g in pairing.missed:
        want = gold.data["events"][g]
        types, about = "/".join(want["types"]), want.get("about", "")
        sides = f"{' '.join(want['source'])} -> {' '.join(want['target'])}"
        yield f"missed {gold.article.name}:{want['line']} {types} {sides}  {about}"
    for r in pairing.wrong:
        row = events[r]
        yield f"wrong  {gold.article.name}:{row['line']} {shown(row)}"


def tables(groups: Sequence[Group]) -> list[Table]:
    """Return a table for each folder."""
    return [
        Table(
            group.title,
            COLUMNS,
            [_cells(line) for line in group.articles],
            [_cells(line) for line in group.sums],
        )
        for group in groups
    ]


def _cells(line: Line) -> list[str]:
    score = line.score
    return [line.name, *three(score.events), ratio(score.types.f1), *three(score.quotes),
            *map(of, (score.dates, score.places, score.modality, score.actors))]  # fmt: skip


def main() -> None:
    """Score the articles that the command line names."""
    options = command("articles", __doc__)
    add_paths(options, "FOLDER")
    add_show(options)
    chosen = options.parse_args()
    coder = Coder()
    groups = [measure(path, coder) for path in chosen.path or GROUPS]
    print_wrong(groups, chosen.show)
    print(as_text(tables(groups)))


if __name__ == "__main__":
    main()
