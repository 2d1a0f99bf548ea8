"""What an ingest survives: kill -9 again and again, a full disk, locks, damaged and foreign files.

    python -m benchmarks.faults [--documents 2000] [--kills 100] [--only kills|others]

The real command line, workers and store; the coder is a stub that makes events up, so that most of
the time goes into writing. A full disk and a read-only one are small file systems in memory, which
takes root and Linux; elsewhere these two are left out, and the table says so.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

from benchmarks.options import command
from benchmarks.stored_rows import check, has_tables, rows_of
from benchmarks.tables import Table, as_text
from kabar.store.store import Store

WORDS = [
    f"{a}{b}" for a in ("ka", "to", "mi", "re", "su") for b in ("lan", "bar", "den", "po", "t")
]
TRACEBACK = "Traceback"
KILLED_AFTER = 1.0, 6.0
"""Seconds from the start to a kill: while it imports, loads, codes or writes."""
LOCKED = {"STUB_BUSY": "500"}


@dataclass
class Trial:
    """A folder of articles, the rows that an undisturbed run gives, and what was tried so far."""

    folder: Path
    articles: Path
    chance: random.Random
    wanted: Mapping[str, list[str]] = field(default_factory=dict)
    seconds: float = 0.0
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)

    def tell(self, what: str, times: int, seen: str, faults: list[str]) -> None:
        """Add a line to the table."""
        self.rows.append((what, str(times), seen, "; ".join(sorted(set(faults))) or "nothing"))
        print(*self.rows[-1], sep=" | ", file=sys.stderr)

    def faults(self, store: Path) -> list[str]:
        """Return what is wrong with a store that was filled to the end."""
        found = check(store)
        for table, rows in rows_of(store).items():
            if rows != self.wanted[table]:
                found.append(f"{table}: {len(rows)} rows, {len(self.wanted[table])} expected")
        return found


def write_articles(folder: Path, documents: int, chance: random.Random) -> None:
    """Write so many small articles: a tenth are edited copies, some the same text, some no text."""
    texts: list[list[str]] = []
    for number in range(documents):
        words = [chance.choice(WORDS) + str(chance.randrange(40)) for _ in range(60)]
        if texts and chance.random() < 0.1:
            words = [f"Copy{number}", *chance.choice(texts)[: chance.randint(40, 60)]]
        elif texts and chance.random() < 0.03:
            words = chance.choice(texts)
        texts.append(words)
        text = ("BUG " if number % 400 == 7 else "") + " ".join(words)
        path = folder / f"{number:05}-2024-03-{1 + number % 28:02}.txt"
        path.write_text("" if number % 500 == 3 else f"{text}.\n", encoding="utf-8")


def start(trial: Trial, store: Path, env: Mapping[str, str] = {}) -> subprocess.Popen[str]:
    """Start `kabar add` with two workers in a process group of its own."""
    line = [sys.executable, "-m", "benchmarks.stub_cli", "add", str(trial.articles)]
    return subprocess.Popen(
        [*line, "--store", str(store), "--workers", "2"],
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **env},
    )


def end(process: subprocess.Popen[str]) -> tuple[str, list[str]]:
    """Wait; return the last line on stderr, and a fault where it is a traceback."""
    _, told = process.communicate(timeout=600)
    lines = told.strip().splitlines() or [""]
    place = re.compile(r"sqlite:////\S*(?: \S+)*\.db")
    return place.sub("news.db", lines[-1]), [TRACEBACK] if TRACEBACK in told else []


def kill_again(trial: Trial, kills: int) -> None:
    """Kill everything or the parent alone at any point, start again, until enough were killed."""
    made, rounds, faults = 0, 0, list[str]()
    while made < kills:
        store = trial.folder / f"killed{rounds}.db"
        while made < kills:
            process = start(trial, store)
            with suppress(subprocess.TimeoutExpired):
                process.wait(trial.chance.uniform(*KILLED_AFTER))
            if process.poll() is not None:
                break
            if made % 2:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.communicate()
            made += 1
            print(f"{made} kills, {rounds} stores filled", faults, file=sys.stderr)
            if made % 3 == 0:  # else the next start has to mend what the kill left
                faults += check(store)
        faults += end(start(trial, store))[1] + trial.faults(store)
        rounds += 1
    seen = f"{rounds} stores filled to the end, each the same as undisturbed"
    trial.tell("kill -9 of all processes or the parent, any time", made, seen, faults)


def interrupt(trial: Trial, number: signal.Signals, what: str, times: int) -> None:
    """End the process politely, then let it finish."""
    store, faults, line = trial.folder / f"{what}.db", list[str](), ""
    for _ in range(times):
        process = start(trial, store)
        sleep(trial.chance.uniform(0.3, 0.6) * trial.seconds)
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        told, fault = end(process)
        line = told if "stopped" in told else line  # nothing is told before it begins
        faults += fault + check(store)
    faults += end(start(trial, store))[1] + trial.faults(store)
    trial.tell(what, times, line, faults)


def kill_workers(trial: Trial, times: int) -> None:
    """Kill a worker as a system without memory does, each time of another store."""
    killed, faults, seen = 0, list[str](), set[str]()
    for n in range(times):
        store = trial.folder / f"workers{n}.db"
        process = start(trial, store)
        sleep(trial.chance.uniform(0.3, 0.7) * trial.seconds)
        listed = ["pgrep", "-P", str(process.pid), "-f", "spawn_main"]
        found = subprocess.run(listed, capture_output=True, text=True, check=False).stdout.split()
        if found:
            with suppress(ProcessLookupError):
                os.kill(int(trial.chance.choice(found)), signal.SIGKILL)
                killed += 1
        faults += end(process)[1] + check(store)
        seen |= {row.split("'")[5] for row in rows_of(store)["rejects"]}
        faults += end(start(trial, store))[1] + trial.faults(store)
    told = ", ".join(sorted(seen))
    trial.tell(
        "kill -9 of a worker", killed, f"its article a reject until the next run; {told}", faults
    )


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path | None]:
    """Give a file system of its own in memory, None where that cannot be."""
    folder.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", f"size={size}", "kabar-faults", str(folder)]
    try:
        done = subprocess.run(made, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        done = False
    try:
        yield folder if done else None
    finally:
        if done:
            subprocess.run(["umount", str(folder)], check=True)


def fill_the_disk(trial: Trial) -> None:
    """Let the disk run full three times, each time larger, then make room."""
    with small_disk(trial.folder / "disk", "1m") as disk:
        if disk is None:
            trial.tell("disk full", 0, "not tried: needs root", [])
            return
        faults, line, times = list[str](), "", 0
        for size in ("1m", "2m", "4m"):
            subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)
            line, fault = end(start(trial, disk / "s.db"))
            times += "full" in line or "I/O" in line
            faults += fault
        subprocess.run(["mount", "-o", "remount,size=1g", str(disk)], check=True)
        faults += check(disk / "s.db")
        faults += end(start(trial, disk / "s.db"))[1] + trial.faults(disk / "s.db")
    trial.tell("disk full", times, line, faults)


def write_nowhere(trial: Trial) -> None:
    """Write to a file system that is read only."""
    with small_disk(trial.folder / "readonly", "64m") as disk:
        if disk is None:
            trial.tell("read-only folder", 0, "not tried: needs root", [])
            return
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        line, faults = end(start(trial, disk / "s.db"))
    trial.tell("read-only folder", 1, line, faults)


def lock_out(trial: Trial) -> None:
    """Hold the store for longer than a writer waits, at the start and while it writes."""
    store, faults, line = trial.folder / "locked.db", list[str](), ""
    for wait in (0.0, 0.5 * trial.seconds):
        process = start(trial, store, LOCKED) if wait else None
        sleep(wait)
        with Store(str(store)) as held, held.writing():
            line, fault = end(process or start(trial, store, LOCKED))
        faults += fault + ([] if "holds the store" in line else [f"not told: {line}"])
    faults += end(start(trial, store))[1] + trial.faults(store)
    trial.tell("locked by another writer", 2, line, faults)


def write_twice(trial: Trial) -> None:
    """Let two processes add the same articles at once."""
    store = trial.folder / "twice.db"
    processes = [start(trial, store), start(trial, store)]
    faults = [fault for process in processes for fault in end(process)[1]] + trial.faults(store)
    trial.tell("two writers at once", 1, "both end; nothing twice", faults)


def read_meanwhile(trial: Trial) -> None:
    """Ask for counts all the time while articles are added; no answer may be half an article."""
    store, faults, reads = trial.folder / "read.db", list[str](), 0
    process = start(trial, store)
    waiter = threading.Thread(target=end, args=(process,))
    waiter.start()
    while waiter.is_alive():
        if not has_tables(store):
            sleep(0.01)
            continue
        with Store(str(store)) as opened:
            counts = opened.counts()
        reads += 1
        if counts.events != 2 * counts.documents:
            faults.append(f"{counts.events} events of {counts.documents} documents")
    waiter.join()
    trial.tell(
        "readers while it is written",
        reads,
        "each sees whole articles",
        faults + trial.faults(store),
    )


def refuse(trial: Trial, what: str, spoil: Callable[[Path], None]) -> None:
    """Add to a file that must be refused and left as it is."""
    store = trial.folder / f"{what}.db"
    shutil.copy(trial.folder / "undisturbed.db", store)
    spoil(store)
    before = store.read_bytes()
    line, faults = end(start(trial, store))
    faults += [] if line.startswith("kabar: ") else [f"not one line: {line}"]
    faults += [] if store.read_bytes() == before else ["the file was changed"]
    trial.tell(what, 1, line, faults)


def spoil_pages(store: Path) -> None:
    data = bytearray(store.read_bytes())
    for page in range(1, len(data) // 4096):
        data[4096 * page : 4096 * page + 64] = b"\xff" * 64
    store.write_bytes(bytes(data))


def spoil_head(store: Path) -> None:
    store.write_bytes(b"no store at all " * 1000)


def make_newer(store: Path) -> None:
    with Store(str(store)) as opened, opened.writing() as connection:
        connection.exec_driver_sql("UPDATE kabar_version SET version_num = '9999'")


def try_others(trial: Trial) -> None:
    fill_the_disk(trial)
    write_nowhere(trial)
    lock_out(trial)
    write_twice(trial)
    read_meanwhile(trial)
    kill_workers(trial, 5)
    interrupt(trial, signal.SIGINT, "Ctrl-C", 5)
    interrupt(trial, signal.SIGTERM, "kill (SIGTERM)", 5)
    refuse(trial, "damaged pages", spoil_pages)
    refuse(trial, "no database", spoil_head)
    refuse(trial, "store of a newer Kabar", make_newer)


def main() -> None:
    """Try everything and print the table."""
    options = command("faults", __doc__)
    options.add_argument("--documents", type=int, default=2000)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--only", choices=["kills", "others"])
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, chance = Path(name), random.Random(chosen.seed)
        trial = Trial(folder, folder / "articles", chance)
        trial.articles.mkdir()
        write_articles(trial.articles, chosen.documents, chance)
        begun = monotonic()
        end(start(trial, folder / "undisturbed.db"))
        trial.seconds = monotonic() - begun
        trial.wanted = rows_of(folder / "undisturbed.db")
        print(f"undisturbed: {trial.seconds:.1f} s", file=sys.stderr)
        if chosen.only != "kills":
            try_others(trial)
        if chosen.only != "others":
            kill_again(trial, chosen.kills)
        documents = len(trial.wanted["documents"])
        head = ("tried", "times", "what is seen", "lost or wrong")
        title = (
            f"{chosen.documents} files, {documents} documents, {trial.seconds:.0f} s undisturbed"
        )
        print(as_text([Table(title, head, trial.rows)]))


if __name__ == "__main__":
    main()
