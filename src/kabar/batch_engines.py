"""Who codes the parts of a batch: this machine's processes, or a Ray cluster.

Every engine calls `batch_parts.code_part`, so the files of the result are the same, byte for byte.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import platform
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from kabar.batch_parts import ROWS, Done, Job, Part, code_part, find_parts, make_target
from kabar.errors import KabarError, UnknownName
from kabar.runs import run_of
from kabar.settings import Settings
from kabar.text.columns import Columns

Engine = Callable[[Sequence[Part], Job, int | None], Iterator[Done]]

MOST_WAITING = 1000
"""Parts that Ray is given ahead where no number of workers is; a cluster grows by what waits."""
RETRIES = 3
"""How often Ray codes a part again whose process or machine was lost."""


def code_parquet(
    source: Path,
    target: Path,
    *,
    engine: str = "local",
    concurrency: int | None = None,
    columns: Columns | None = None,
    settings: Settings | None = None,
    rows: int = ROWS,
    tell: Callable[[int, int], None] = lambda done, parts: None,
) -> Done:
    """Code Parquet files into a folder of Parquet files; return how many were coded and rejected.

    `concurrency` is the number of workers, all cores if None; `rows` the documents of one file of
    the result. `tell` gets the parts done and all parts. What an earlier run has written is kept.
    """
    if engine not in ENGINES:
        raise UnknownName(f"unknown engine '{engine}'; name one of: {', '.join(ENGINES)}")
    settings = settings or Settings()
    job = Job(target.resolve(), columns, settings, run_of(settings).id)
    parts = find_parts(source.resolve(), columns=columns, rows=rows)
    make_target(job.target, len(parts))
    coded = rejected = 0
    for number, done in enumerate(ENGINES[engine](parts, job, concurrency), start=1):
        coded, rejected = coded + done.coded, rejected + done.rejected
        tell(number, len(parts))
    return Done(len(parts), coded, rejected)


def run_local(parts: Sequence[Part], job: Job, workers: int | None) -> Iterator[Done]:
    """Yield what each part gave, coded in processes of this machine.

    Raises KabarError for a part that ended its process, after all others are written.
    """
    count = min(workers or os.cpu_count() or 1, len(parts))
    if count <= 1:
        yield from (code_part(part, job) for part in parts)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPool(max_workers=count, context=context, initializer=_start)
    lost: list[Part] = []
    try:
        futures = [pool.schedule(code_part, args=(part, job)) for part in parts]
        for part, future in zip(parts, futures, strict=True):
            try:
                yield future.result()
            except ProcessExpired:
                lost.append(part)
        pool.close()  # type: ignore[no-untyped-call]
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
    if lost:
        raise KabarError(_lost(lost))


def run_ray(parts: Sequence[Part], job: Job, workers: int | None) -> Iterator[Done]:
    """Yield what each part gave, in no order, coded as tasks of a Ray cluster.

    Uses the cluster of `RAY_ADDRESS`, else one that runs on this machine, else starts one for as
    long as it takes. Only names of files and counts pass through Ray. Raises KabarError for a part
    that ended its process each time, after all others are written.
    """
    ray = _ray()
    ours = not ray.is_initialized()
    if ours:
        _connect(ray)
    lost: list[Part] = []
    try:
        task = ray.remote(num_cpus=1, max_retries=RETRIES)(code_there)
        left, waiting = iter(parts), dict[Any, Part]()
        while True:
            for part in islice(left, (workers or MOST_WAITING) - len(waiting)):
                waiting[task.remote(part, job)] = part
            if not waiting:
                break
            (ready,), _ = ray.wait(list(waiting), num_returns=1)
            part = waiting.pop(ready)
            try:
                yield ray.get(ready)
            except ray.exceptions.WorkerCrashedError:
                lost.append(part)
    except ray.exceptions.RayError as error:
        raise KabarError(f"Ray: {_reason(error)}; what was coded is kept, run again") from error
    finally:
        if ours:
            ray.shutdown()
    if lost:
        raise KabarError(_lost(lost))


def code_there(part: Part, job: Job) -> Done:
    """Code a part on another machine, whose kabar and tables must be the same."""
    here = _run_here(job.settings)
    if here != job.run:
        raise KabarError(f"{platform.node()} has another kabar or other tables; install the same")
    return code_part(part, job)


@cache
def _run_here(settings: Settings) -> str:
    """Return the run of this machine, told once a process: it reads all tables."""
    return run_of(settings).id


ENGINES: Mapping[str, Engine] = {"local": run_local, "ray": run_ray}


def _ray() -> Any:
    """Return Ray, told beforehand to send no statistics of use."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
    except ImportError as error:
        raise KabarError("Ray is not installed; run: pip install 'kabar[ray]'") from error
    return ray


def _connect(ray: Any) -> None:
    """Join the cluster or start one; raises KabarError where there is none at `RAY_ADDRESS`."""
    try:
        ray.init(include_dashboard=False, log_to_driver=False, logging_level=logging.WARNING)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise KabarError(
            f"Ray: {_reason(error)}; RAY_ADDRESS names the cluster, without it one is started here"
        ) from error


def _start() -> None:
    """Make a worker ready: it leaves Ctrl-C to its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _lost(parts: Sequence[Part]) -> str:
    part = parts[0]
    rows = f"{part.name} rows {part.before + 1} to {part.before + part.count}"
    more = f" and {len(parts) - 1} more parts" if len(parts) > 1 else ""
    return (
        f"{rows}{more}: ended the process that coded them; all other parts are written. Find the "
        "text with kabar add, which codes each by itself, and leave it out"
    )


def _reason(error: Exception) -> str:
    """Return the last line of an error: Ray puts the worker's traceback before it."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[-1].strip()[:300] if lines else type(error).__name__
