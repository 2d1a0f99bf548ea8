"""A line on stderr that says what is going on, for people, and only when it takes a while."""

from __future__ import annotations

from threading import Timer
from types import TracebackType

from rich.console import Console
from rich.status import Status
from rich.text import Text

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
