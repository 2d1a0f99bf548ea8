"""Read spoilt files of every format: none may crash the readers or hold them up.

    python -m benchmarks.fuzz [--inputs N] [--reader NAME]... [--seed N] [--save FOLDER]

Each reader gets N inputs: small valid samples that are cut, have bits flipped, or are spliced with
one another. A crash is an exception that gets out, or the death of the process; a hang is more
than two seconds. `--save` keeps the inputs that did either.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import process_time

from benchmarks.options import command
from benchmarks.samples import samples
from benchmarks.tables import Table, as_text
from kabar.text.items import Item, find_items

SECONDS = 2.0
INPUTS = 10_000
_START = 30.0
"""Seconds for a process to start and load the libraries."""
_SIGNS = (
    b"\0",
    b'"',
    b"\n",
    b"\r",
    b",",
    b"{",
    b"[",
    b"<",
    b"\xff\xfe",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
)


@dataclass
class Figures:
    """What came of the inputs of one reader."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def mutate(chosen: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Return the data spoilt in one to four ways."""
    for _ in range(chosen.randint(1, 4)):
        at = chosen.randrange(len(data) + 1)
        match chosen.randrange(6):
            case 0:
                data = data[:at]
            case 1 if data:
                at = min(at, len(data) - 1)
                data = data[:at] + bytes([data[at] ^ 1 << chosen.randrange(8)]) + data[at + 1 :]
            case 2:
                other = chosen.choice(others)
                data = data[:at] + other[chosen.randrange(len(other) + 1) :]
            case 3:
                data = data[:at] + chosen.choice(_SIGNS) * chosen.choice((1, 1, 2, 300)) + data[at:]
            case 4:
                data = data[:at] + data[at + chosen.randint(1, 64) :]
            case _:
                data = data[:at] + chosen.randbytes(chosen.randint(1, 32)) + data[at:]
    return data


def inputs(name: str, count: int, seed: int) -> Iterator[bytes]:
    """Yield spoilt samples of a format, the same ones for a seed."""
    chosen = random.Random(f"{seed} {name}")
    own = samples()[name]
    all_samples = [data for each in samples().values() for data in each]
    for _ in range(count):
        others = own if chosen.random() < 0.7 else all_samples
        yield mutate(chosen, chosen.choice(own), others)


def measure(name: str, count: int, seed: int, save: Path | None = None) -> Figures:
    """Return what a reader made of so many inputs; a process that dies or hangs is replaced."""
    figures = Figures(name)
    with tempfile.TemporaryDirectory() as folder:
        worker: _Worker | None = None
        for number, data in enumerate(inputs(name, count, seed)):
            worker = worker or _Worker(Path(folder))
            (Path(folder) / name).write_bytes(data)
            fault = worker.read(figures.counts)
            figures.counts["inputs"] += 1
            if fault is None:
                continue
            figures.counts[fault.partition(":")[0]] += 1
            figures.wrong.append(f"{name} input {number}: {fault}")
            if save:
                save.mkdir(parents=True, exist_ok=True)
                (save / f"{number}-{name}").write_bytes(data)
            if not worker.alive:
                worker = None
        if worker:
            worker.end()
    return figures


class _Worker:
    """A process that reads a folder whenever it is told to."""

    def __init__(self, folder: Path) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, str(folder)), daemon=True)
        self._process.start()
        theirs.close()
        self.alive = True
        if not self._pipe.poll(_START):
            sys.exit("the process that reads did not start")
        self._pipe.recv()

    def read(self, counts: Counter[str]) -> str | None:
        """Count what was read; return `crashes: …` or `hangs: …` where something went wrong."""
        self._pipe.send("read")
        if not self._pipe.poll(SECONDS * 2):
            self.end()
            return f"hangs: no end in {SECONDS * 2:g} seconds"
        try:
            items, unread, seconds, fault = self._pipe.recv()
        except EOFError:
            self.end()
            return "crashes: the process died"
        counts["items"] += items
        counts["unread"] += unread
        if fault:
            return f"crashes: {fault}"
        return f"hangs: {seconds:.1f} seconds" if seconds > SECONDS else None

    def end(self) -> None:
        """End the process."""
        self.alive = False
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, folder: str) -> None:
    list(find_items(folder))  # loads the libraries before the time is taken
    pipe.send("ready")
    while True:
        pipe.recv()
        found: Counter[bool] = Counter()
        fault, begun = "", process_time()
        try:
            for outcome in find_items(folder):
                found[isinstance(outcome, Item)] += 1
                if not isinstance(outcome, Item) and "\n" in outcome.message:
                    fault = "a message of several lines"
        except Exception as error:
            fault = f"{type(error).__name__} {error!s:.100}"
        pipe.send((found[True], found[False], process_time() - begun, fault))


def tables(figures: Sequence[Figures]) -> list[Table]:
    """Return one table with a row for each reader."""
    head = ("inputs", "items", "unread", "crashes", "hangs")
    rows = [(each.name, *(f"{each.counts[name]:,}" for name in head)) for each in figures]
    return [Table("Spoilt files", ("reader", *head), rows)]


def main() -> None:
    """Read spoilt files of the formats that the command line names, or of all."""
    options = command("fuzz", __doc__)
    options.add_argument("--inputs", type=int, default=INPUTS, metavar="N", help="for each reader")
    options.add_argument("--seed", type=int, default=1, metavar="N")
    options.add_argument("--reader", action="append", choices=[*samples()], metavar="NAME")
    options.add_argument("--save", type=Path, metavar="FOLDER", help="keep what went wrong")
    chosen = options.parse_args()
    figures = []
    for name in chosen.reader or samples():
        figures.append(measure(name, chosen.inputs, chosen.seed, chosen.save))
        for line in figures[-1].wrong[:10]:
            print(line, flush=True)
    print(as_text(tables(figures)))
    if any(each.wrong for each in figures):
        sys.exit(1)


if __name__ == "__main__":
    main()
