"""Score the example sentence of each lexicon entry: is the act that the entry stands for coded?

    python -m benchmarks.lexicon [LANGUAGE]... [--show N]

`examples/lexicon/<code>.csv` holds a sentence for each entry (the patterns of one first word for
one act) and the event that a coder records from it, written without the program. *Right* is an
event of that type with these sides and this modality, *type* one of that type whatever its sides.
`--show` lists so many that are not right.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.examples import EXAMPLES
from benchmarks.pairs import gold_of, on_line_one
from kabar import Coder, read
from kabar.analysis.scoring import event_agrees, type_agrees
from kabar.languages.load import Row, read_table

PUBLISHED = "2024-03-05"
LANGUAGES = ("en", "id")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one example came out: right, sides, modality, type (another one), or none."""

    row: Row
    verdict: str


def examples(language: str) -> list[Row]:
    """Return the examples of a language; a row's rule cites its line."""
    return read_table(EXAMPLES / "lexicon" / f"{language}.csv", f"examples/{language}")


def outcomes(language: str, coder: Coder, *, every: int = 1) -> Iterator[Outcome]:
    """Yield the outcome of each example of a language, or of every so many."""
    for row in examples(language)[::every]:
        coded = read(row["sentence"], published=PUBLISHED, language=language, coder=coder)
        yield Outcome(row, _verdict(gold_of(row["event"]), on_line_one(coded)))


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
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.lexicon", description=(__doc__ or "").splitlines()[0]
    )
    options.add_argument("languages", nargs="*", metavar="LANGUAGE", default=LANGUAGES)
    options.add_argument("--show", type=int, default=0, metavar="N", help="list N that are wrong")
    chosen = options.parse_args()
    coder = Coder()
    for language in chosen.languages:
        found = list(outcomes(language, coder))
        wrong = [o for o in found if o.verdict != "right"]
        for outcome in wrong[: chosen.show]:
            row = outcome.row
            print(f"{outcome.verdict}: {row['sentence']}\n    {row['event']}  ({row.rule})")
        right = len(found) - len(wrong)
        typed = right + sum(o.verdict in ("sides", "modality") for o in wrong)
        count = len(found)
        print(f"{language}: {count} entries, right {right / count:.3f}, type {typed / count:.3f}")


if __name__ == "__main__":
    main()
