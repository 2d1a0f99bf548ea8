"""Speed and peak memory of whole processes on one core, and where the time goes.

    python -m benchmarks.speed [FOLDER] [--sentences 2000] [--published DATE]

Reads the articles (*.txt) of a folder of your own, or ones made of the shipped examples (see
benchmarks/corpus.py), with `kabar read --format jsonl` in a process of its own. Apart from them
three sentences are read, which gives the time it takes to load, and in another process the steps
are timed. Seconds are processor time, which other programs on the machine change little; the
elapsed time is printed as well. Runs on Linux and macOS.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpus import write_articles
from benchmarks.options import add_published, command

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
ONE_THREAD = dict.fromkeys(THREADS, "1")
SENTENCES_AN_ARTICLE = 25
RUNS = 3
SHORT = {
    "en": "The president of France met the foreign minister of Germany in Berlin on Monday. The two"
    " agreed to send more ships to the port, and said that they would meet again next week. It was"
    " not clear who would pay for the ships, or when they would leave.\n",
    "id": "Presiden Prancis bertemu dengan menteri luar negeri Jerman di Berlin pada hari Senin."
    " Keduanya sepakat untuk mengirim lebih banyak kapal, dan akan bertemu lagi pada pekan depan."
    " Belum jelas siapa yang akan membayar untuk kapal itu, dan kapan kapal itu akan berangkat.\n",
}
"""An article of three sentences for each language: reading it takes hardly more than the load.

Long enough that frequent words tell the language, as they do in any article.
"""


@dataclass(frozen=True, slots=True)
class Process:
    """What a finished process took; memory in bytes."""

    elapsed: float
    processor: float
    memory: int


def run_alone(command: list[str], output: Path) -> Process:
    """Return what a command takes in a process of its own, on one core where the system allows."""
    start = time.perf_counter()
    with output.open("wb") as file:
        child = subprocess.Popen(command, stdout=file, env={**os.environ, **ONE_THREAD})
        _, status, usage = os.wait4(child.pid, 0)
    elapsed = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return Process(elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def best(command: list[str], output: Path) -> Process:
    """Return the quickest of a few runs."""
    return min((run_alone(command, output) for _ in range(RUNS)), key=lambda p: p.processor)


def read_command(paths: list[Path], published: str) -> list[str]:
    """Return the command that reads the articles and writes their records."""
    command = [sys.executable, "-m", "kabar", "read", "--format", "jsonl"]
    return [*command, "--published", published, *map(str, paths)]


def measure(folder: Path, scratch: Path, published: str) -> None:
    """Print what reading the articles of a folder takes."""
    paths = sorted(folder.rglob("*.txt"))
    short = {code: scratch / f"one.{code}.txt" for code in SHORT}
    for code, path in short.items():
        path.write_text(SHORT[code], encoding="utf-8")
    output = scratch / "records.jsonl"
    version = [sys.executable, "-m", "kabar", "--version"]
    print_process("no article", best(version, output))
    for code, path in short.items():
        print_process(f"three sentences, {code}", best(read_command([path], published), output))
    load = best(read_command(list(short.values()), published), output)
    print_process("three of each language", load)
    whole = best(read_command(paths, published), output)
    print_process("all articles", whole)
    timing = [sys.executable, "-m", "benchmarks.steps", str(folder), "--published", published]
    run_alone(timing, output)
    steps = json.loads(output.read_bytes())
    sentences = steps["sentences"]
    print(
        f"\n{steps['articles']} articles of {len(paths)}, {sentences:,} sentences,"
        f" {steps['words']:,} words, {steps['events']:,} events, {steps['quotes']:,} quotes"
    )
    after = sentences / (whole.processor - load.processor)
    print(f"whole process     {sentences / whole.processor:7.0f} sentences/s of processor time")
    print(f"                  {sentences / whole.elapsed:7.0f} sentences/s of elapsed time")
    print(f"after the load    {after:7.0f} sentences/s of processor time")
    print_steps(steps)


def print_process(name: str, process: Process) -> None:
    """Print the figures of one process."""
    print(
        f"{name:22}{process.processor:7.2f} s processor {process.elapsed:7.2f} s elapsed"
        f" {process.memory / 1e6:6.0f} MB"
    )


def print_steps(steps: dict[str, Any]) -> None:
    """Print the time of each part of the load and of each step."""
    loads = steps["loads"]
    print(f"\nload: Python and imports {steps['start']:.2f} s of processor time, then")
    print(f"\n{'part':<12}" + "".join(f"{code:>8}" for code in loads))
    for part in dict.fromkeys(part for seconds in loads.values() for part in seconds):
        print(f"{part:<12}" + "".join(f"{found.get(part, 0.0):8.2f}" for found in loads.values()))
    print(f"{'all':<12}" + "".join(f"{sum(found.values()):8.2f}" for found in loads.values()))
    print(f"\n{'step':<12}{'s':>8}{'share':>8}{'ms/sentence':>14}")
    for step, seconds in steps["steps"].items():
        share, each = seconds / steps["total"], 1000 * seconds / steps["sentences"]
        print(f"{step:<12}{seconds:8.2f}{share:8.1%}{each:14.3f}")
    each = 1000 * steps["total"] / steps["sentences"]
    print(f"{'all':<12}{steps['total']:8.2f}{'':8}{each:14.3f}")


def main() -> None:
    """Measure the articles that the command line names."""
    options = command("speed", __doc__)
    options.add_argument("folder", type=Path, nargs="?", help="texts of your own")
    options.add_argument("--sentences", type=int, default=2000, help="about so many, at least")
    add_published(options)
    chosen = options.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print(f"Python {platform.python_version()}, {platform.machine()}, one core\n")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = chosen.folder
        if folder is None:
            folder = scratch / "articles"
            folder.mkdir()
            write_articles(folder, -(-chosen.sentences // SENTENCES_AN_ARTICLE))
        measure(folder, scratch, chosen.published)


if __name__ == "__main__":
    main()
