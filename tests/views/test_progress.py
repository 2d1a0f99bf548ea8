"""Progress is for people who wait, and for nobody else."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from kabar.views import progress
from kabar.views.progress import Progress


def console(*, terminal: bool) -> Console:
    return Console(file=io.StringIO(), force_terminal=terminal, width=80)


def output(shown: Console) -> str:
    return shown.file.getvalue()  # type: ignore[attr-defined]


def test_nothing_is_shown_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    shown = console(terminal=False)
    with Progress(shown) as waiting:
        waiting.say("reading a.txt")
    assert output(shown) == ""


def test_nothing_is_shown_when_it_is_soon_over() -> None:
    shown = console(terminal=True)
    with Progress(shown) as waiting:
        waiting.say("reading a.txt")
    assert "reading" not in output(shown)


def test_the_last_message_is_shown_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    shown = console(terminal=True)
    with Progress(shown) as waiting:
        waiting.say("reading [b]a.txt")
        waiting._timer.join()  # type: ignore[union-attr]
        waiting.pause()
        waiting.resume()
    assert "reading [b]a.txt" in output(shown)


def test_it_may_be_paused_twice() -> None:
    with Progress(console(terminal=True)) as waiting:
        waiting.pause()
        waiting.pause()
