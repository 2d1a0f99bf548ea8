"""Score Kabar on whole articles against their gold.

    python -m benchmarks.articles [FOLDER | GOLD.json]... [--show] [--write docs/accuracy.md]

A FOLDER holds articles/ and gold/; without any, the shipped examples and the held-out ones are
scored. Rules of scoring: src/kabar/analysis/scoring.py. `--show` lists missed and wrong events,
but never those of the held-out articles, which nobody develops on.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.examples import EXAMPLES, HELD_OUT, ROOT, Example, code_file, find_examples
from kabar import Coder, __version__
from kabar.analysis.scoring import Count, Pairing, Row, Score, Share, score_article, with_lines
from kabar.records_io import to_dicts

GROUPS = {EXAMPLES: "Example articles", HELD_OUT: "Held-out articles"}
OTHER = "Other articles"
COLUMNS = ("", "events P", "R", "F1", "types F1", "quotes P", "R", "F1", "dates", "places",
           "modality", "actors")  # fmt: skip
INTRODUCTION = """\
# Accuracy

Made on {day} with Kabar {version} by

    {command}

Do not edit: run it again. The articles are written for testing (see
[examples](../examples/README.md)), and their gold is one coder's, reviewed twice, so there is no
figure for agreement between coders. The rules were written with the example articles in view.
Nobody develops on the held-out ones; their figures are those to expect on other news.

An event is right when line, type and both sides agree with the gold; *types* leaves the sides
aside. *Dates, places, modality*: right of those asked, among the events that were found. *Actors*:
found with the right party, of those the gold lists. Sums pool the counts of their articles. The
rules are in `src/kabar/analysis/scoring.py`.
"""
UNSHIPPED = "These articles belong to their publishers and are not shipped.\n"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: an article, a language, or all."""

    name: str
    score: Score


@dataclass(frozen=True, slots=True)
class Group:
    """The scores of one folder of articles."""

    title: str
    articles: Sequence[Line]
    sums: Sequence[Line]


def score_group(path: Path, coder: Coder, *, show: bool) -> Group:
    """Return the scores of a folder's articles, of each language, and of all together."""
    hidden = HELD_OUT in (path.resolve(), *path.resolve().parents)
    articles: list[Line] = []
    languages: dict[str, Score] = {}
    for example in find_examples(path):
        rows = list(to_dicts(code_file(example.path, coder, published=example.gold["published"])))
        score, pairing = score_article(example.gold, rows)
        language = example.gold["language"]
        languages[language] = languages.get(language, Score()) + score
        articles.append(Line(example.path.stem, score))
        if show and not hidden:
            print_misses(example, rows, pairing)
    sums = [Line(f"all {language}", score) for language, score in sorted(languages.items())]
    if len(sums) > 1:
        sums.append(Line("all", sum(languages.values(), Score())))
    kept = [] if hidden else articles
    return Group(GROUPS.get(path.resolve(), OTHER), kept, sums if len(articles) > 1 else [])


def print_misses(example: Example, rows: Sequence[Row], pairing: Pairing) -> None:
    """Print the events that were missed and the records that match nothing."""
    events = with_lines(rows, "event")
    print(example.path.name)
    for g in pairing.missed:
        gold = example.gold["events"][g]
        types, about = "/".join(gold["types"]), gold.get("about", "")
        sides = f"{' '.join(gold['source'])} -> {' '.join(gold['target'])}"
        print(f"  missed {gold['line']:3} {types} {sides}  {about}")
    for r in pairing.wrong:
        row = events[r]
        words = f"“{row['trigger']['text']}” {row['rule']}"
        print(f"  wrong  {row['line']:3} {row['type']} {sides_of(row)}  {words}")


def sides_of(row: Row) -> str:
    """Return the parties of a record, those of its source before the arrow."""
    sides = ([actor["party"] or "?" for actor in row[side]] for side in ("source", "target"))
    return " -> ".join(" ".join(sorted(set(side))) or "-" for side in sides)


def cells(line: Line) -> list[str]:
    """Return a row of the table."""
    score = line.score
    return [line.name, *_three(score.events), f"{score.types.f1:.3f}", *_three(score.quotes),
            *map(_share, (score.dates, score.places, score.modality, score.actors))]  # fmt: skip


def as_text(groups: Sequence[Group]) -> str:
    """Return the tables for a terminal."""
    parts: list[str] = []
    for group in groups:
        rows = [COLUMNS, *(cells(line) for line in (*group.articles, *group.sums))]
        widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
        parts.append(group.title)
        for name, *rest in rows:
            figures = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
            parts.append("  ".join((name.ljust(widths[0]), *figures)))
        parts.append("")
    return "\n".join(parts)


def as_markdown(groups: Sequence[Group], *, day: str, command: str) -> str:
    """Return the page of the documentation."""
    parts = [INTRODUCTION.format(day=day, version=__version__, command=command)]
    for group in groups:
        parts.append(f"## {group.title}\n")
        parts += [UNSHIPPED] if group.title == OTHER else []
        parts += [_row(COLUMNS), "|---|" + "---:|" * (len(COLUMNS) - 1)]
        parts += [_row(cells(line)) for line in group.articles]
        parts += [_row([f"**{cell}**" for cell in cells(line)]) for line in group.sums]
        parts.append("")
    return "\n".join(parts)


def shown_command(paths: Sequence[Path], page: Path) -> str:
    """Return the command that makes the page; folders outside the project are not named."""
    inside = [path.resolve().is_relative_to(ROOT) for path in paths]
    names = [
        path.resolve().relative_to(ROOT).as_posix() if shipped else "FOLDER"
        for path, shipped in zip(paths, inside, strict=True)
    ]
    return " ".join(["python -m benchmarks.articles", *names, "--write", f"docs/{page.name}"])


def _three(count: Count) -> tuple[str, str, str]:
    return f"{count.precision:.3f}", f"{count.recall:.3f}", f"{count.f1:.3f}"


def _share(share: Share) -> str:
    return f"{share.right}/{share.asked}"


def _row(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |"


def main() -> None:
    """Score the articles that the command line names."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.articles", description=(__doc__ or "").splitlines()[0]
    )
    options.add_argument("path", type=Path, nargs="*", default=list(GROUPS), metavar="FOLDER")
    options.add_argument("--show", action="store_true", help="list missed and wrong events")
    options.add_argument("--write", type=Path, metavar="FILE", help="write the tables as Markdown")
    chosen = options.parse_args()
    coder = Coder()
    groups = [score_group(path, coder, show=chosen.show) for path in chosen.path]
    print(as_text(groups))
    if chosen.write:
        day = datetime.now(UTC).date().isoformat()
        command = shown_command(chosen.path, chosen.write)
        page = as_markdown(groups, day=day, command=command)
        chosen.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
