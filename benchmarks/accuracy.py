"""Measure all that Kabar's accuracy is told by, and write the page of it.

    python -m benchmarks.accuracy [--plv FILE.tsv] [--articles FOLDER]... --write docs/accuracy.md

Runs the other benchmarks one after another: articles (the shipped examples, the held-out ones, and
every FOLDER named), sentence pairs, relations where a FILE is named, examples of the lexicon, and
paragraphs without events. What each is run on and means is told on the page. Of held-out files it
has sums alone. Without `--write` the page is printed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import articles, lexicon, page, pairs, positions, quiet, relations
from benchmarks.examples import LANGUAGES
from benchmarks.options import command
from benchmarks.page import Section
from kabar import Coder, __version__


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The figures of all benchmarks of accuracy."""

    articles: Sequence[articles.Group]
    positions: Sequence[positions.Figures]
    pairs: Sequence[pairs.Pairs]
    relations: relations.Relations | None
    """None where no file was named."""
    lexicon: Sequence[lexicon.Entries]
    quiet: Sequence[quiet.Quiet]


def measure(coder: Coder, *, plv: Path | None = None, folders: Sequence[Path] = ()) -> Accuracy:
    """Return the figures of everything shipped, of a file of relations and of other articles."""
    return Accuracy(
        [articles.measure(path, coder) for path in (*articles.GROUPS, *folders)],
        [positions.measure(path, coder) for path in articles.GROUPS],
        [pairs.measure(path, coder) for path in pairs.shipped()],
        relations.measure(plv, coder) if plv else None,
        [lexicon.measure(language, coder) for language in LANGUAGES],
        [quiet.measure(path, coder) for path in quiet.shipped()],
    )


def sections(figures: Accuracy) -> list[Section]:
    """Return the parts of the page, in its order."""
    related = figures.relations
    return [
        Section(page.ARTICLES, articles.tables(figures.articles)),
        Section(page.POSITIONS, [positions.table(each) for each in figures.positions]),
        Section(page.PAIRS, pairs.tables(figures.pairs)),
        Section(
            page.RELATIONS.format(name=related.name) if related else page.NO_RELATIONS,
            relations.tables(related) if related else (),
        ),
        Section(page.LEXICON, lexicon.tables(figures.lexicon)),
        Section(page.QUIET, quiet.tables(figures.quiet)),
    ]


def shown_command(*, plv: bool, folders: int, write: Path) -> str:
    """Return the command that makes the page; what lies outside the project is not named."""
    words = ["python -m benchmarks.accuracy", *["--plv FILE.tsv"] * plv]
    return " ".join([*words, *["--articles FOLDER"] * folders, f"--write docs/{write.name}"])


def main() -> None:
    """Measure everything and write the page."""
    options = command("accuracy", __doc__)
    options.add_argument("--plv", type=Path, metavar="FILE", help="a file of marked pairs")
    options.add_argument(
        "--articles",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="more articles with gold, as often as needed",
    )
    options.add_argument("--write", type=Path, metavar="FILE", help="where to write the page")
    chosen = options.parse_args()
    figures = measure(Coder(), plv=chosen.plv, folders=chosen.articles)
    text = page.as_markdown(
        sections(figures),
        day=datetime.now(UTC).date().isoformat(),
        version=__version__,
        command=shown_command(
            plv=chosen.plv is not None,
            folders=len(chosen.articles),
            write=chosen.write or Path("accuracy.md"),
        ),
    )
    if chosen.write:
        chosen.write.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
