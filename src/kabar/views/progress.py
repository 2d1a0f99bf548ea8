"""A line on stderr that says what is going on, for people, and only when it takes a while."""

from __future__ import annotations

from threading import Timer
from time import monotonic
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.status import Status
from rich.text import Text

from kabar.store.tally import Tally

PATIENCE = 1.0
"""Seconds before anything is shown."""


class Progress:
    """Shows the last message given once PATIENCE is over; silent where stderr is no terminal."""

    def __init__(self, console: Console) -> None:
        """Show on this console, which prints to stderr."""
        self._status = Status("", console=console) if console.is_terminal else None
        self._timer: Timer | None = None

    def __enter__(self) -> Progress:
        """Start to count the time."""
        self.resume()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Clear the line."""
        self.pause()

    def say(self, message: str) -> None:
        """Set the message."""
        if self._status is not None:
            self._status.update(Text(message))

    def pause(self) -> None:
        """Clear the line, so that something else can be printed."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
            self._timer = None
        if self._status is not None:
            self._status.stop()

    def resume(self) -> None:
        """Count the time again after a pause."""
        if self._status is not None and self._timer is None:
            self._timer = Timer(PATIENCE, self._status.start)
            self._timer.daemon = True
            self._timer.start()


class IngestProgress:
    """A bar on stderr for a long ingest: counts, rate and time; silent where it is no terminal."""

    def __init__(self, console: Console, total: int | None = None) -> None:
        """Show on this console; time left is told where the `total` of articles is known."""
        left = (BarColumn(), TimeRemainingColumn()) if total is not None else ()
        self._bar = Bar(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            *left,
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("loading the tables and models", total=total)
        self._begun = monotonic()

    def __enter__(self) -> IngestProgress:
        """Show the bar."""
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Clear it."""
        self._bar.stop()

    def tell(self, tally: Tally) -> None:
        """Show how far an ingest is."""
        done = tally.added + tally.again + tally.rejected
        rate = done / max(monotonic() - self._begun, 0.001)
        told = (
            f"{tally.read:,} read, {tally.added:,} added, {tally.again:,} there before, "
            f"{tally.rejected:,} rejected, {tally.events:,} events, {rate:.1f} a second"
        )
        self._bar.update(self._task, description=told, completed=done)
