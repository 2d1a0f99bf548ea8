"""Score Kabar's negotiation tables against what a careful reader finds in the articles of a case.

    python -m benchmarks.cases [FOLDER]... [--show [N]]

A FOLDER holds case.toml, articles and expected.json; without any, the shipped cases are scored. A
stance is found where its cell has it, neither negated nor only possible; one that is in the cell
and not expected is wrong. A move is found where one leads from an expected stance to another that
was published between the two days. Turns between firm and open that are not expected are wrong;
changes within one tone count only where they are expected. `--show` lists what is missed and wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.examples import EXAMPLES
from benchmarks.options import add_paths, add_show, command, print_wrong
from benchmarks.tables import Table, as_text
from kabar import Coder
from kabar.analysis.cases import load_case
from kabar.analysis.moves import SHIFTED, Move, find_moves
from kabar.analysis.negotiation import NegotiationTable, negotiation_table
from kabar.analysis.scoring import Count
from kabar.analysis.statements import find_statements
from kabar.evaluate import code_article

CASES = EXAMPLES / "cases"
COLUMNS = (
    *("", "stances", "found", "missed", "wrong"),
    *("moves", "found", "missed", "wrong"),
)
Expected = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: an issue, or a whole case."""

    name: str
    stances: Count
    moves: Count

    def __add__(self, other: Line) -> Line:
        """Return the sums of both under the first name."""
        return Line(self.name, self.stances + other.stances, self.moves + other.moves)


@dataclass(frozen=True, slots=True)
class Figures:
    """The rows of one case, its sums and what was missed or wrong."""

    title: str
    lines: Sequence[Line]
    total: Line
    wrong: Sequence[str]


def find_cases() -> list[Path]:
    """Return the folders of the shipped cases."""
    return sorted(path.parent for path in CASES.glob("*/expected.json"))


def load_expected(folder: Path) -> Expected:
    """Return what a careful reader finds in a case."""
    expected: Expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return expected


def table_of(folder: Path, coder: Coder) -> NegotiationTable:
    """Return the negotiation table of a case, from its articles."""
    expected = load_expected(folder)
    case = load_case(folder / expected["case"])
    articles = (code_article(folder / name, coder) for name in expected["articles"])
    return negotiation_table(case, find_statements(case, articles))


def measure(folder: Path, coder: Coder) -> Figures:
    """Return the scores of a case, issue by issue."""
    return score(folder.name, table_of(folder, coder), load_expected(folder))


def score(name: str, table: NegotiationTable, expected: Expected) -> Figures:
    """Return the scores of a table."""
    moves = find_moves(table)
    lines: list[Line] = []
    wrong: list[str] = []
    for issue in table.case.issues:
        cells, cell_errors = score_cells(table, _of(expected["cells"], issue.id))
        told = [move for move in moves if move.issue == issue.id]
        turns, move_errors = score_moves(told, _of(expected["moves"], issue.id))
        lines.append(Line(issue.id, cells, turns))
        wrong += [f"{line} | {name}" for line in (*cell_errors, *move_errors)]
    total = Line("all", Count(), Count())
    for line in lines:
        total += line
    return Figures(table.case.title, lines, total, wrong)


def score_cells(table: NegotiationTable, cells: Sequence[Expected]) -> tuple[Count, list[str]]:
    """Return how many stances of the cells were found, and what was missed or wrong."""
    total, errors = Count(), []
    for want in cells:
        required, allowed = {*want["stances"]}, {*want["stances"], *want["also"]}
        said = {
            statement.position.stance: statement
            for statement in table.statements.rows
            if statement.counts and (statement.issue, statement.party) == _key(want)
        }
        missed, wrong = required - said.keys(), said.keys() - allowed
        total += Count(len(required - missed), len(missed), len(wrong))
        place = " ".join(_key(want))
        errors += [f"missed {place} {stance}" for stance in sorted(missed)]
        errors += [f"wrong  {place} {s}: {said[s].position.content.text}" for s in sorted(wrong)]
    return total, errors


def score_moves(moves: Sequence[Move], wanted: Sequence[Expected]) -> tuple[Count, list[str]]:
    """Return how many expected moves were found, and which were missed or are no move."""
    found = [want for want in wanted if any(move_agrees(want, move) for move in moves)]
    missed = [want for want in wanted if want not in found]
    wrong = [
        move
        for move in moves
        if move.kind != SHIFTED and not any(move_agrees(want, move) for want in wanted)
    ]
    errors = [f"missed {_told(want)}" for want in missed]
    errors += [
        f"wrong  {move.issue} {move.party} {move.kind} from {move.before.position.stance} "
        f"({move.before.document.published}) to {move.after.position.stance} "
        f"({move.after.document.published})"
        for move in wrong
    ]
    return Count(len(found), len(missed), len(wrong)), errors


def move_agrees(want: Expected, move: Move) -> bool:
    """Say whether issue, party, both stances and the day of publication agree."""
    first, last = want["between"]
    return (
        (move.issue, move.party) == _key(want)
        and move.before.position.stance in want["from"]
        and move.after.position.stance in want["to"]
        and first < str(move.after.document.published) <= last
    )


def table(figures: Figures) -> Table:
    """Return the figures as a table."""
    rows = [_cells(line) for line in figures.lines]
    return Table(figures.title, COLUMNS, rows, [_cells(figures.total)])


def _of(entries: Sequence[Expected], issue: str) -> list[Expected]:
    return [entry for entry in entries if entry["issue"] == issue]


def _key(want: Expected) -> tuple[str, str]:
    return want["issue"], want["party"]


def _told(want: Expected) -> str:
    stances = f"from {'/'.join(want['from'])} to {'/'.join(want['to'])}"
    return f"{' '.join(_key(want))} {stances} between {' and '.join(want['between'])}"


def _cells(line: Line) -> tuple[str, ...]:
    return (line.name, *_counted(line.stances), *_counted(line.moves))


def _counted(count: Count) -> Iterator[str]:
    for number in (count.hit + count.missed, count.hit, count.missed, count.wrong):
        yield str(number)


def main() -> None:
    """Score and print."""
    options = command("cases", __doc__)
    add_paths(options, "FOLDER")
    add_show(options)
    args = options.parse_args()
    coder = Coder()
    figures = [measure(folder, coder) for folder in args.path or find_cases()]
    print(as_text(table(each) for each in figures))
    print_wrong(figures, args.show)


if __name__ == "__main__":
    main()
