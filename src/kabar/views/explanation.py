"""The meaning of a name, printed for people."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kabar.explain import Explanation
from kabar.views.labels import one_line

WIDEST = 100
"""Longer lines of running text are hard to read."""


def print_explanation(explanation: Explanation, console: Console) -> None:
    """Print one meaning of a name: its kind and place, what it says, and the facts below."""
    width = min(console.width, WIDEST)
    head = Text(one_line(explanation.name), "bold")
    head.append(f"  {explanation.kind}, {explanation.rule}", "not bold dim")
    console.print(head)
    console.print(Padding(Text(one_line(explanation.meaning)), (0, 0, 0, 2)), width=width)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for label, value in explanation.facts:
        table.add_row(one_line(label), Text(one_line(value)))
    console.print(Padding(table, (0, 0, 1, 2)), width=width)
