"""Tables of figures, for a terminal and for a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kabar.analysis.scoring import Count, Share

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures with a title; the first cell of a row is its name."""

    title: str
    head: Row
    rows: Sequence[Row]
    sums: Sequence[Row] = ()
    """Rows that pool the ones above."""


def as_text(tables: Iterable[Table]) -> str:
    """Return the tables for a terminal."""
    return "\n".join(_text(table) for table in tables)


def as_markdown(table: Table, *, level: int = 3) -> str:
    """Return the table as Markdown under a heading of this level."""
    lines = [f"{'#' * level} {table.title}\n", _line(table.head)]
    lines.append("|---|" + "---:|" * (len(table.head) - 1))
    lines += [_line(row) for row in table.rows]
    lines += [_line([f"**{cell}**" for cell in row]) for row in table.sums]
    return "\n".join(lines) + "\n"


def three(count: Count) -> tuple[str, str, str]:
    """Return precision, recall and F1."""
    return ratio(count.precision), ratio(count.recall), ratio(count.f1)


def ratio(value: float) -> str:
    """Return a figure between 0 and 1."""
    return f"{value:.3f}"


def of(share: Share) -> str:
    """Return so many of so many."""
    return f"{share.right}/{share.asked}"


def part(share: Share) -> str:
    """Return a share as a figure between 0 and 1, a dash where nothing was asked."""
    return ratio(share.right / share.asked) if share.asked else "-"


def _text(table: Table) -> str:
    rows = [table.head, *table.rows, *table.sums]
    widths = [max(len(row[i]) for row in rows) for i in range(len(table.head))]
    lines = [table.title]
    for name, *rest in rows:
        figures = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        lines.append("  ".join((name.ljust(widths[0]), *figures)))
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    return f"| {' | '.join(row)} |"
