"""What a store holds, for a terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kabar.store.status import all_rejects, reject_counts, run_counts
from kabar.store.store import Store
from kabar.views.labels import count, one_line


def print_status(store: Store, console: Console, *, rejects: bool) -> None:
    """Print counts, the runs with their documents, and rejects by reason, all of them if asked."""
    held = store.counts()
    console.print(
        Text(
            f"{count(held.documents, 'document')} from {count(held.copies, 'place')}: "
            f"{count(held.events, 'event')}, {count(held.quotes, 'quote')}, "
            f"{count(held.positions, 'position')}; {count(held.rejects, 'reject')}"
        )
    )
    table = Table(box=box.SIMPLE_HEAD, header_style="bold dim", pad_edge=False)
    for name in ("Run", "Version", "First", "Documents", "Current"):
        table.add_column(name, justify="right" if name in ("Documents", "Current") else "left")
    for run in run_counts(store):
        cells = (run.id, run.version, run.first, f"{run.documents:,}", f"{run.current:,}")
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)
    for error, number in reject_counts(store):
        console.print(Text(f"{number:,} {one_line(error)}", "dim"))
    if rejects:
        for origin, error, message in all_rejects(store):
            console.print(Text(f"{one_line(origin)}: {one_line(error)}: {one_line(message)}"))
