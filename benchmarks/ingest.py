"""How fast `kabar add` fills a store, against the coder alone, and what memory it takes.

    python -m benchmarks.ingest [--articles 2000] [--workers 1 2]
    python -m benchmarks.ingest --replayed 100000 --workers 2

Seconds on the clock count only on a quiet machine; processor time of the parent and of the workers
tells on a busy one what a quiet one would give: `cores / (parent + workers)` articles a second.

With `--replayed` so many articles are told anew from some that were coded once (`replay.py`), to
see whether parent and store stay as fast, and as small, as the store grows. To tell an article
anew takes a worker a tenth of what coding takes, so more of them are given to it ahead: else it
would wait each time that the parent writes.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from time import monotonic, process_time, thread_time

import kabar.workers
from benchmarks.corpus import write_articles
from benchmarks.examples import PUBLISHED
from benchmarks.options import command
from benchmarks.replay import articles, write_coded
from benchmarks.tables import Table, as_text
from kabar.coder import Coder, read
from kabar.ingest import ingest
from kabar.runs import run_of
from kabar.settings import Settings
from kabar.store.store import Store
from kabar.store.tally import Tally
from kabar.text.items import Item, find_items
from kabar.workers import Task

FIRST = date(2020, 1, 1)
PER_DAY = 20
"""Made of the same paragraphs, they tell the same events over and over: with more a day than this
the same would be told of one day more often than news tells it."""
CODED = 300
"""Articles that are coded once to be told anew."""
AHEAD = 48
"""Of articles told anew so many a worker are given ahead."""
ALONE = 100
"""Articles that the coder reads alone, after as many to load and warm up by."""


def coder_alone(paths: Sequence[Path]) -> float:
    """Return seconds of processor time an article, after the load."""
    coder = Coder()
    for part in (paths[:20], paths[20 : 20 + ALONE]):
        begun = process_time()
        for path in part:
            read(path.read_text(encoding="utf-8"), published=PUBLISHED, coder=coder)
    return (process_time() - begun) / len(part)


def megabytes(pid: int | str) -> float:
    """Return what a process holds now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def children() -> list[int]:
    """Return the workers of this process."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    lines = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in listed}
    return [pid for pid, line in lines.items() if b"spawn_main" in line]


class Watch:
    """Notes time and memory at some numbers of articles."""

    def __init__(self, marks: Sequence[int]) -> None:
        self.marks = list(marks)
        self.begun: tuple[int, float] | None = None
        self.last = (0, 0.0)
        self.memory: list[tuple[int, float, list[float]]] = []

    def tell(self, tally: Tally) -> None:
        if tally.added and self.begun is None:
            self.begun = tally.added, monotonic()
        if tally.added > self.last[0]:
            self.last = tally.added, monotonic()
        while self.marks and tally.added >= self.marks[0] - 16:  # the last batch comes at the end
            workers = [megabytes(pid) for pid in children()]
            self.memory.append((self.marks.pop(0), megabytes("self"), workers))

    @property
    def rate(self) -> float:
        """Articles a second from the first batch on."""
        (first, begun), (last, ended) = self.begun or (0, 0.0), self.last
        return (last - first) / (ended - begun)


def fill(folder: Path, workers: int, marks: Sequence[int], alone: float) -> list[Table]:
    """Add the articles of a folder and return speed and memory."""
    watch = Watch(marks)
    tasks = (
        Task(item.origin, item.article.text, published=FIRST + timedelta(days=number // PER_DAY))
        for number, item in enumerate(find_items(folder))
        if isinstance(item, Item)
    )
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), process_time()
    with tempfile.TemporaryDirectory() as name, Store(str(Path(name) / "s.db")) as store:
        tally = ingest(
            tasks, store, run_of(Settings()), settings=Settings(), workers=workers, tell=watch.tell
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    parent = (process_time() - begun) / tally.added
    of_workers = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / tally.added
    cores = min(workers, os.cpu_count() or 1)
    bound = min(cores / of_workers, (os.cpu_count() or 1) / (parent + of_workers))
    aim = cores / alone
    speed = [
        ("articles a second, on the clock", f"{watch.rate:.1f}", f"{watch.rate / aim:.0%}"),
        ("articles a second, by processor time", f"{bound:.1f}", f"{bound / aim:.0%}"),
        ("the coder alone × cores", f"{aim:.1f}", ""),
        ("ms an article: workers, load included", f"{1000 * of_workers:.1f}", ""),
        ("ms an article: parent", f"{1000 * parent:.1f}", ""),
    ]
    memory = [
        (str(mark), f"{own:.0f}", ", ".join(f"{each:.0f}" for each in others))
        for mark, own, others in watch.memory
    ]
    return [
        Table(f"{workers} workers, {tally.added} articles", ("", "", "of it"), speed),
        Table("MB held after so many articles", ("articles", "parent", "workers"), memory),
    ]


class Growth:
    """Notes what the store has cost at every twentieth of its articles."""

    def __init__(self, number: int, store: Path) -> None:
        self.step, self.store = max(number // 20, 1), store
        self.making = 0.0
        """Seconds that the making of texts took, which the parent does here alone."""
        self.last = (0, process_time(), monotonic())
        self.rows: list[Sequence[str]] = []

    def timed(self, tasks: Iterator[Task]) -> Iterator[Task]:
        """Yield the tasks, and note how long their making took."""
        while True:
            begun = thread_time()
            task = next(tasks, None)
            self.making += thread_time() - begun
            if task is None:
                return
            yield task

    def tell(self, tally: Tally) -> None:
        """Note a row where another twentieth is added."""
        added, (before, spent, clock) = tally.added, self.last
        if added < before + self.step:
            return
        files = [self.store.with_name(self.store.name + end) for end in ("", "-wal")]
        size = sum(file.stat().st_size for file in files if file.exists())
        parent = 1000 * (process_time() - spent - self.making) / (added - before)
        workers = ", ".join(f"{megabytes(pid):.0f}" for pid in children())
        self.rows.append(
            (
                f"{added:,}",
                f"{parent:.1f}",
                f"{(added - before) / (monotonic() - clock):.0f}",
                f"{megabytes('self'):.0f}",
                workers,
                f"{size / 1e6:,.0f}",
            )
        )
        print(*self.rows[-1], file=sys.stderr, flush=True)  # a long run tells how far it is
        self.making = 0.0
        self.last = added, process_time(), monotonic()


def fill_again(folder: Path, number: int, workers: int) -> Table:
    """Fill a store with articles told anew and return what the parent takes as it grows."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as other:  # the coder's memory is not the parent's
        load = other.submit(write_coded, folder / "coded.pickle", CODED).result()
    kabar.workers.AHEAD = AHEAD
    growth = Growth(number, folder / "s.db")
    with Store(str(growth.store)) as store:
        ingest(
            growth.timed(articles(number)),
            store,
            run_of(Settings()),
            settings=Settings(),
            workers=workers,
            tell=growth.tell,
            load=load,
        )
    head = ("articles", "ms an article", "articles/s", "MB parent", "MB workers", "MB store")
    return Table(f"{number:,} articles told anew, {workers} workers", head, growth.rows)


def main() -> None:
    """Measure the coder alone, then each number of workers."""
    options = command("ingest", __doc__)
    options.add_argument("--articles", type=int, default=2000)
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options.add_argument("--replayed", type=int, metavar="N", help="fill a store with N told anew")
    chosen = options.parse_args()
    print(f"load of the machine: {os.getloadavg()[0]:.1f}", file=sys.stderr)
    if chosen.replayed:
        with tempfile.TemporaryDirectory() as name:
            table = fill_again(Path(name), chosen.replayed, chosen.workers[-1])
        print(as_text([table]))
        return
    with tempfile.TemporaryDirectory() as name:
        paths = write_articles(Path(name), chosen.articles)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as other:
            alone = other.submit(coder_alone, paths[: 20 + ALONE]).result()  # not in our memory
        marks = [chosen.articles // 4, chosen.articles // 2, chosen.articles]
        for workers in chosen.workers:
            print(as_text(fill(Path(name), workers, marks, alone)), flush=True)


if __name__ == "__main__":
    main()
