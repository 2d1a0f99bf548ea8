"""Score the example sentence of each lexicon entry: is the act that the entry stands for coded?

    python -m benchmarks.lexicon [LANGUAGE]... [--show [N]]

`examples/lexicon/<code>.csv` holds a sentence for each entry (the patterns of one first word for
one act) and the event that a coder records from it, written without the program. *Right* is an
event of that type with these sides and this modality, *type* one of that type whatever its sides.
`--show` lists those that are not right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.examples import EXAMPLES, LANGUAGES, PUBLISHED
from benchmarks.options import add_show, command, print_wrong
from benchmarks.pairs import gold_of, on_line_one
from benchmarks.tables import Table, as_text, part
from kabar import Coder, read
from kabar.analysis.scoring import Share, event_agrees, type_agrees
from kabar.languages.load import Row, read_table

RIGHT = "right"
TYPED = (RIGHT, "modality", "sides")
"""Verdicts on examples that give an event of the type asked."""


@dataclass(frozen=True, slots=True)
class Entries:
    """How the examples of a language came out."""

    language: str
    verdicts: Mapping[str, int]
    """right, sides, modality, type (another one), or none: how often each."""
    wrong: Sequence[str]

    @property
    def right(self) -> Share:
        """The examples that give the event as asked."""
        return self._share((RIGHT,))

    @property
    def typed(self) -> Share:
        """The examples that give an event of the type asked."""
        return self._share(TYPED)

    def _share(self, verdicts: Sequence[str]) -> Share:
        return Share(sum(self.verdicts.get(v, 0) for v in verdicts), sum(self.verdicts.values()))


def examples(language: str) -> list[Row]:
    """Return the examples of a language; a row's rule cites its line."""
    return read_table(EXAMPLES / "lexicon" / f"{language}.csv", f"examples/{language}")


def measure(language: str, coder: Coder, *, every: int = 1) -> Entries:
    """Return how the examples of a language come out, or every so many of them."""
    verdicts = Counter[str]()
    wrong: list[str] = []
    for row in examples(language)[::every]:
        coded = read(row["sentence"], published=PUBLISHED, language=language, coder=coder)
        verdict = _verdict(gold_of(row["event"]), on_line_one(coded))
        verdicts[verdict] += 1
        if verdict != RIGHT:
            wrong.append(f"{verdict}: {row['sentence']}\n    {row['event']}  ({row.rule})")
    return Entries(language, verdicts, wrong)


def tables(figures: Sequence[Entries]) -> list[Table]:
    """Return one table with a row for each language."""
    rows = [
        (each.language, str(each.right.asked), part(each.right), part(each.typed))
        for each in figures
    ]
    return [Table("Examples of the lexicon", ("", "entries", RIGHT, "type"), rows)]


def _verdict(gold: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> str:
    full = [e for e in events if event_agrees(gold, e)]
    if any(e["modality"] == gold["modality"] for e in full):
        return "right"
    if full:
        return "modality"
    if any(type_agrees(gold, e) for e in events):
        return "sides"
    return "type" if events else "none"


def main() -> None:
    """Score the languages that the command line names."""
    options = command("lexicon", __doc__)
    options.add_argument("languages", nargs="*", metavar="LANGUAGE", default=LANGUAGES)
    add_show(options)
    chosen = options.parse_args()
    coder = Coder()
    figures = [measure(language, coder) for language in chosen.languages]
    print_wrong(figures, chosen.show)
    print(as_text(tables(figures)))


if __name__ == "__main__":
    main()
