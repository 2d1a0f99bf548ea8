"""How long the page takes on a store of many events.

    python -m benchmarks.serve [--store FILE] [--events 1000000]

Without a store it makes the one of `benchmarks.query`. `kabar serve` runs as a process of its own.
Each view is asked once at first and then with the answers kept; a filter for the first time only,
since nobody asks the same twice. The queue of reviews is left out: it shows texts, and the made-up
documents have none. Times are those of a client on the same machine, the whole answer
read.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.options import command
from benchmarks.query import fill
from kabar.store.store import Store

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
TIMES = 5
VIEWS = (
    *("/", "/articles", "/events", "/dyads", "/dyads/P000/P001", "/timeline", "/actors", "/quotes"),
    *("/map", "/network", "/review/rules", "/rejects"),
)
FILTERS = (
    "party=P003",
    "type=ASSAULT",
    "type=ASSAULT&party=P000",
    "dyad=P000~P001",
    "dyad=P040~P070",
    "from=2020-03-01&to=2020-03-31",
    "modality=negated",
    "context=diplomatic&source=P001&target=P002",
    "order=oldest&page=500",
    "page=16000",
)
TOO_LONG = 600
"""Seconds after which the page will not come up any more."""


@contextmanager
def served(store: Path) -> Iterator[tuple[str, float, int]]:
    """Serve a store and give the address, the seconds until it answered, and the process."""
    arguments = [sys.executable, "-m", "kabar", "serve", "--store", str(store)]
    begun = time.monotonic()
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen([*arguments, "--no-open", "--port", "0"], stderr=told)
        try:
            while process.poll() is None and time.monotonic() - begun < TOO_LONG:
                told.seek(0)
                if found := ADDRESS.search(told.read()):
                    yield found.group(), time.monotonic() - begun, process.pid
                    return
                time.sleep(0.1)
            raise RuntimeError("kabar serve did not begin")
        finally:
            process.terminate()
            process.wait(TOO_LONG)


def megabytes(pid: int) -> float:
    """Return what a process holds, where the system tells (Linux); 0 elsewhere."""
    status = Path(f"/proc/{pid}/status")
    if not status.is_file():
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
    return int(found.group(1)) / 1000 if found else 0.0


def asked(client: httpx.Client, address: str) -> tuple[float, int]:
    """Return the seconds of an answer and its status."""
    begun = time.monotonic()
    status = client.get(address).status_code
    return time.monotonic() - begun, status


def measure(base: str, pid: int, until_ready: float) -> Iterator[str]:
    """Yield one line a figure."""
    yield f"ready after {until_ready:.1f} s, {megabytes(pid):.0f} MB"
    with httpx.Client(base_url=base, timeout=TOO_LONG) as client:
        yield "view                                        first ms   again ms"
        for view in VIEWS:
            first, status = asked(client, view)
            again = statistics.median(asked(client, view)[0] for _ in range(TIMES))
            yield f"{view:42} {first * 1000:9.0f}  {again * 1000:9.0f}  {status}"
        for query in FILTERS:
            first, status = asked(client, f"/events?{query}")
            yield f"/events?{query:34} {first * 1000:9.0f}             {status}"
    yield f"at the end {megabytes(pid):.0f} MB, {os.cpu_count()} cores"


def main() -> None:
    options = command("serve", __doc__)
    options.add_argument("--store", type=Path, help="file to keep the store in")
    options.add_argument("--events", type=int, default=1_000_000)
    asked_for = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked_for.store or Path(folder) / "many.db"
        if not path.exists():
            with Store(str(path)) as store:
                fill(store, asked_for.events)
        with served(path) as (base, until_ready, pid):
            for line in measure(base, pid, until_ready):
                print(line, flush=True)


if __name__ == "__main__":
    main()
