"""Ingests with the stub coder: what the tests of adding and watching have in common."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from benchmarks.stub_coder import StubCoder
from kabar.ingest import ingest
from kabar.settings import Settings
from kabar.store.store import Run, Store
from kabar.store.tally import Tally
from kabar.workers import Failed, Limits, Task

ROOT = Path(__file__).parents[1]
ONE = Run("one", "0", "{}", "data")
TWO = Run("two", "0", "{}", "data")


def task(text: str, origin: str | None = None, **fields: object) -> Task:
    """Return a text whose origin is its first word."""
    return Task(origin or text.split()[0], text, **fields)


def add(
    name: Path,
    *sources: Task | Failed,
    run: Run = ONE,
    workers: int = 1,
    seconds: float = 30.0,
    source: Iterable[Task | Failed] = (),
) -> Tally:
    """Add the sources, and those of `source`, to a store with the stub coder."""
    limits = Limits(seconds=seconds, megabytes=1500)
    with Store(str(name)) as store:
        return ingest(
            chain(sources, source),
            store,
            run,
            settings=Settings(),
            workers=workers,
            limits=limits,
            load=StubCoder,
        )


def start(
    *args: object, env: Mapping[str, str] = {}, module: str = "benchmarks.stub_cli"
) -> subprocess.Popen[str]:
    """Start the command line with the stub coder or another, in a process group of its own."""
    path = os.pathsep.join(map(str, (ROOT / "src", ROOT)))
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, args)],
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path, **env},
    )


def run(
    *args: object, env: Mapping[str, str] = {}, module: str = "benchmarks.stub_cli"
) -> tuple[int, str, str]:
    """Run it; return exit code, stdout and stderr."""
    process = start(*args, env=env, module=module)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def write(folder: Path, texts: Iterable[str]) -> Path:
    """Write texts into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder
