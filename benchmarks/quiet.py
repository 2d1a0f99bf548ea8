"""Count the events that are found where there are none.

    python -m benchmarks.quiet [FILE]... [--show [N]]

A FILE has a paragraph a line, a language code and a tab before it; without any, those of
examples/quiet are read. `--show` lists the events, but never those of held-out paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.examples import EXAMPLES, PUBLISHED, is_held_out
from benchmarks.options import add_paths, add_show, command, print_wrong
from benchmarks.tables import Table, as_text
from kabar import Coder, read

QUIET = EXAMPLES / "quiet"


@dataclass(frozen=True, slots=True)
class Quiet:
    """The paragraphs of a file and the events found in them, by language."""

    name: str
    paragraphs: Mapping[str, int]
    events: Mapping[str, int]
    wrong: Sequence[str]


def shipped() -> list[Path]:
    """Return the shipped files of paragraphs without events."""
    return sorted(QUIET.glob("*.tsv"))


def measure(path: Path, coder: Coder) -> Quiet:
    """Return how many events are found in the paragraphs of a file; negated ones do not count."""
    paragraphs, events = Counter[str](), Counter[str]()
    wrong: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        language, _, text = line.partition("\t")
        coded = read(text, published=PUBLISHED, language=language, coder=coder)
        found = [event for event in coded.events if event.modality != "negated"]
        paragraphs[language] += 1
        events[language] += len(found)
        if found:
            wrong.append(
                "\n    ".join([text, *(f"{e.type} “{e.trigger.text}” {e.rule}" for e in found)])
            )
    return Quiet(path.stem, paragraphs, events, () if is_held_out(path) else wrong)


def tables(figures: Sequence[Quiet]) -> list[Table]:
    """Return one table with a row for each file and language."""
    rows = [
        (f"{each.name} {language}", str(each.paragraphs[language]), str(each.events[language]))
        for each in figures
        for language in sorted(each.paragraphs)
    ]
    return [Table("Paragraphs without events", ("", "paragraphs", "events found"), rows)]


def main() -> None:
    """Read the files that the command line names."""
    options = command("quiet", __doc__)
    add_paths(options, "FILE")
    add_show(options)
    chosen = options.parse_args()
    coder = Coder()
    figures = [measure(path, coder) for path in chosen.path or shipped()]
    print_wrong(figures, chosen.show)
    print(as_text(tables(figures)))


if __name__ == "__main__":
    main()
