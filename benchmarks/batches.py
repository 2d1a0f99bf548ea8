"""Articles a second of one core in batches, and what a million of them cost.

    python -m benchmarks.batches [--articles 80] [--price 0.04]

The articles are those of `corpus`; seconds are processor time after the tables are loaded.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pyarrow as pa

from benchmarks.corpus import write_articles
from benchmarks.examples import PUBLISHED
from benchmarks.options import command
from kabar.batches import BatchCoder
from kabar.evaluate import language_in_name

RUNS = 3


def documents(articles: int) -> pa.Table:
    """Return a table of articles, languages in turn."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            {
                "id": path.name,
                "text": path.read_text(encoding="utf-8"),
                "published": PUBLISHED,
                "language": language_in_name(path),
            }
            for path in write_articles(Path(folder), articles)
        ]
    return pa.Table.from_pylist(rows)


def main() -> None:
    """Print the rate of each run, and hours and price by the best."""
    options = command("batches", __doc__)
    options.add_argument("--articles", type=int, default=80)
    options.add_argument("--price", type=float, default=0.04, help="of a core hour")
    asked = options.parse_args()
    table = documents(asked.articles)
    code = BatchCoder()
    code(table.slice(0, 4))  # loads the tables of both languages
    rates = []
    for _ in range(RUNS):
        begun = time.process_time()
        code(table)
        rates.append(table.num_rows / (time.process_time() - begun))
    hours = 1_000_000 / max(rates) / 3600
    print("articles a second:", ", ".join(f"{rate:.1f}" for rate in rates))
    print(f"a million articles: {hours:.0f} core hours, {hours * asked.price:.2f} by the best run")


if __name__ == "__main__":
    main()
