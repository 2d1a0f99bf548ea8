"""Code many articles at once in processes of their own, each with limits of time and memory.

A document that crashes its process, runs too long or takes too much memory is told as a `Failed`
and stops nothing. Results come in the order of the tasks, whatever the number of workers.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import resource_tracker
from typing import TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from kabar.coder import Coder, read
from kabar.errors import KabarError
from kabar.settings import Settings
from kabar.store.rows import Prepared, prepare

try:
    import resource
except ImportError:  # not on Windows
    resource = None  # type: ignore[assignment]

AHEAD = 16
"""Tasks a worker that wait or are done before the oldest is taken: enough to code while the parent
writes many articles in one go."""
PATIENCE = 120.0
"""Seconds beyond its limit after which the oldest task is lost; workers may have to start first."""
MOST_BREAKS = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take."""

    seconds: float = 60.0
    megabytes: int = 4096
    """Of address space of a worker; nothing is limited where the system cannot."""


@dataclass(frozen=True, slots=True)
class Task:
    """One text to code."""

    origin: str
    text: str
    title: str | None = None
    published: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A text that could not be coded, and why in one line."""

    origin: str
    error: str
    message: str


T = TypeVar("T")
Outcome = Prepared | Failed
Load = Callable[[Settings], Coder]
"""Makes the coder of a worker; it is sent there by its name."""


@dataclass(slots=True)
class _Hand:
    """What a worker keeps between tasks."""

    coder: Coder | None = None
    run: str = ""


_HAND = _Hand()


def code_all(
    tasks: Iterable[Task],
    *,
    settings: Settings,
    run: str,
    workers: int | None = None,
    limits: Limits | None = None,
    load: Load | None = None,
) -> Generator[Outcome, None, None]:
    """Yield what each task gives, in their order; tasks are taken as workers get free.

    Closing the iterator ends the workers at once. `load` makes another coder than Kabar's own.
    """
    hands = _Hands(workers or os.cpu_count() or 1, limits or Limits(), (settings, run, load))
    try:
        for task in tasks:
            hands.give(task)
            # What is done is given on at once: a slow source must not keep it from being written.
            while hands.full or hands.ready:
                yield hands.take()
        while hands.waiting:
            yield hands.take()
    finally:
        hands.end()


class _Hands:
    """The workers and their tasks; begun anew where the system ended workers that had none."""

    def __init__(
        self, number: int, limits: Limits, work: tuple[Settings, str, Load | None]
    ) -> None:
        self.number, self.limits, self.work = number, limits, work
        self.waiting: deque[tuple[Task, ProcessFuture[Outcome]]] = deque()
        self.breaks = 0
        """How often in a row the pool broke before anything was done."""
        resource_tracker.ensure_running()  # it would let Ctrl-C in again if it began later
        self.pool = self._new()

    @property
    def full(self) -> bool:
        """Whether enough tasks wait."""
        return len(self.waiting) >= AHEAD * self.number

    @property
    def ready(self) -> bool:
        """Whether the oldest task is done."""
        return bool(self.waiting) and self.waiting[0][1].done()

    def give(self, task: Task) -> None:
        """Take one more task."""
        try:
            future = self._schedule(task)
        except RuntimeError:  # the pool broke meanwhile
            self._again()
            future = self._schedule(task)
        self.waiting.append((task, future))

    def take(self) -> Outcome:
        """Return what came of the oldest task, once it is done."""
        while True:
            try:
                outcome = _outcome(*self.waiting[0], self.limits)
            except BrokenProcessPool:
                self._again()
            else:
                self.waiting.popleft()
                self.breaks = 0
                return outcome

    def end(self) -> None:
        """End all workers at once."""
        self.pool.stop()  # type: ignore[no-untyped-call]
        self.pool.join()

    def _new(self) -> ProcessPool:
        settings, run, load = self.work
        return ProcessPool(
            max_workers=self.number,
            context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(settings, run, self.limits.megabytes, load),
        )

    def _schedule(self, task: Task) -> ProcessFuture[Outcome]:
        with _uninterrupted():
            return self.pool.schedule(_code, args=(task,), timeout=self.limits.seconds)

    def _again(self) -> None:
        """Begin new workers and give them what was not done."""
        self.breaks += 1
        if self.breaks > MOST_BREAKS:
            raise KabarError("workers end before they code anything; make memory free")
        self.end()
        self.pool = self._new()
        for n, (task, future) in enumerate(self.waiting):
            if not future.done() or isinstance(future.exception(), BrokenProcessPool):
                self.waiting[n] = task, self._schedule(task)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back for a moment; processes and threads begun meanwhile never hear it.

    A worker that heard it while it imports would end with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):  # not on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _outcome(task: Task, future: ProcessFuture[Outcome], limits: Limits) -> Outcome:
    """Return what came of a task."""
    try:
        # A worker that is killed while it takes a task may lose it; nobody waits for ever.
        found: Outcome = future.result(timeout=limits.seconds + PATIENCE)
        return found
    except TimeoutError:
        message = f"took more than {limits.seconds:g} s; raise it with --time-limit SECONDS"
        return Failed(task.origin, "TimeLimit", message)
    except ProcessExpired as error:
        message = f"ended the process that read it (exit {error.exitcode}); report it with the text"
        return Failed(task.origin, "WorkerDied", message)
    except CancelledError:
        return Failed(task.origin, "Cancelled", "stopped before it was read; run again")


def _start(settings: Settings, run: str, megabytes: int, load: Load | None) -> None:
    """Make a worker ready: it leaves Ctrl-C to its parent and keeps one coder."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if resource is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = megabytes * 1_000_000
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    _HAND.coder, _HAND.run = (load or Coder)(settings), run


def _code(task: Task) -> Outcome:
    """Return the rows of one task, or why there are none."""
    assert _HAND.coder is not None
    try:
        coded = read(
            task.text,
            published=task.published,
            language=task.language,
            title=task.title,
            origin=task.origin,
            coder=_HAND.coder,
        )
        return prepare(coded, _HAND.run)
    except KabarError as error:
        return Failed(task.origin, type(error).__name__, str(error))
    except MemoryError:
        _HAND.coder = Coder(_HAND.coder.settings)
        return Failed(task.origin, "MemoryLimit", "took more memory than a worker may have")
    except Exception as error:  # a bug met on one document must not lose the others
        note = f"a fault in Kabar, please report it with the text: {error!r}"
        return Failed(task.origin, type(error).__name__, note)
