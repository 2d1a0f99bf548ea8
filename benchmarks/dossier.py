"""Time and memory of a dossier over many articles, from text and from records coded before.

    python -m benchmarks.dossier [--articles 1000]

Articles are made of the shipped ones (corpus.py), each of another day over two years, and read for
the case of the Gaza ceasefire. Each command is a process of its own on one core.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.corpus import write_articles
from benchmarks.examples import EXAMPLES
from benchmarks.options import command

CASE = EXAMPLES / "cases" / "gaza-ceasefire" / "case.toml"
FIRST, DAYS = date(2023, 11, 20), 465
"""The days of the case."""


def write_dated(folder: Path, articles: int) -> None:
    """Write so many articles whose names tell their days, evenly over the case's days."""
    for number, path in enumerate(write_articles(folder, articles)):
        day = FIRST + timedelta(days=number * DAYS // articles)
        path.rename(path.with_name(f"{day}.{path.name}"))


def run(words: Sequence[str], output: Path | None = None) -> tuple[float, float]:
    """Return the seconds of a run of kabar and the most memory of any run so far, in MB."""
    begun = perf_counter()
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with (output or Path(os.devnull)).open("wb") as out:
        subprocess.run(
            [sys.executable, "-m", "kabar", *words],
            stdout=out,
            stderr=subprocess.DEVNULL,
            check=True,
            env=environment,
        )
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit


def main() -> None:
    """Print seconds, memory and the size of the file."""
    options = command("dossier", __doc__)
    options.add_argument("--articles", type=int, default=1000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, page, records = (
            Path(name) / "articles",
            Path(name) / "d.html",
            Path(name) / "r.jsonl",
        )
        folder.mkdir()
        write_dated(folder, chosen.articles)
        print(f"{chosen.articles} articles{'seconds':>34}{'peak MB':>10}{'file MB':>10}")
        dossier = ["dossier", str(CASE), "-o", str(page)]
        for title, words, out in (
            ("kabar read, records", ["read", str(folder), "--format", "jsonl"], records),
            ("kabar dossier, from records", [*dossier, str(records)], page),
            ("kabar dossier, from text", [*dossier, str(folder)], page),
        ):
            seconds, memory = run(words, out if out is records else None)
            size = out.stat().st_size / 1e6
            print(f"{title:<36}{seconds:>12.1f}{memory:>10.0f}{size:>10.1f}")


if __name__ == "__main__":
    main()
