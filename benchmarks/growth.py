"""What happenings cost an article as a store grows, without coding, texts or anything else.

    python -m benchmarks.growth [--articles 20000] [--coded FILE]

Articles are told anew (`replay.py`); copies are given their stories. Only the tables that
happenings are told by are filled, 64 articles in one transaction as `kabar add` does. Seconds are
processor time. Cells are those that were read from the store; their number is the same on every
machine. `--coded` keeps the articles that are coded once, to be used the next time.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import Any

import sqlalchemy as sa

from benchmarks.filling import RUN
from benchmarks.ingest import CODED
from benchmarks.options import command
from benchmarks.replay import ReplayCoder, tellings, write_coded
from benchmarks.tables import Table, as_text
from kabar.ingest import BATCH
from kabar.settings import Settings
from kabar.store import cells, schema
from kabar.store.clusters import Cell
from kabar.store.happenings import Told, note_all_events
from kabar.store.inserts import insert_rows, parts
from kabar.store.store import Store

STEPS = 10


def grow(articles: Iterator[tuple[Told, str]], number: int, folder: Path) -> Table:
    """Fill a store with tellings and their stories and return what it takes as it grows."""
    rows: list[Sequence[str]] = []
    with Store(str(folder / "s.db")) as store:
        store.begin(RUN)
        spent, done, since = 0.0, 0, 0
        read = counted_cells()
        for part in parts(articles, BATCH):
            with store.writing() as connection:
                documents = [(told.document, "", "", story) for told, story in part]
                insert_rows(connection, schema.DOCUMENTS, COLUMNS, documents)
                begun = process_time()
                note_all_events(connection, [told for told, _ in part])
            spent += process_time() - begun
            done += len(part)
            if done >= number * (len(rows) + 1) // STEPS:
                number_read = read.pop() / (done - since)
                rows.append(
                    (f"{done:,}", f"{1000 * spent / (done - since):.1f}", f"{number_read:.0f}")
                )
                read.append(0)
                print(*rows[-1], file=sys.stderr, flush=True)
                spent, since = 0.0, done
    return Table("Happenings alone", ("articles", "ms an article", "cells an article"), rows)


def counted_cells() -> list[int]:
    """Return a list of one number, which grows with each cell that is read from now on."""
    read, of_row = [0], cells.cell_of

    def counted(row: sa.Row[Any]) -> Cell:
        read[0] += 1
        return of_row(row)

    cells.cell_of = counted
    return read


COLUMNS = ("id", "text", "language", "story")


def main() -> None:
    """Code some articles, or take them from a file, and tell them anew."""
    options = command("growth", __doc__)
    options.add_argument("--articles", type=int, default=20000)
    options.add_argument("--coded", type=Path, metavar="FILE", help="keep coded articles here")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        file = chosen.coded or Path(name) / "coded.pickle"
        if not file.exists():
            write_coded(file, CODED)
        told = tellings(chosen.articles, ReplayCoder(Settings(), file), RUN.id)
        print(as_text([grow(told, chosen.articles, Path(name))]))


if __name__ == "__main__":
    main()
