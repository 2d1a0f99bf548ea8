"""The command lines of the benchmarks: what they have in common."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from benchmarks.examples import PUBLISHED


class Measured(Protocol):
    """Figures that know what was wrong; of held-out texts they know nothing."""

    @property
    def wrong(self) -> Sequence[str]: ...


def command(name: str, doc: str | None) -> argparse.ArgumentParser:
    """Return the parser of `python -m benchmarks.NAME`; the first line of `doc` describes it."""
    first = (doc or "").splitlines()[0]
    return argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=first)


def add_paths(options: argparse.ArgumentParser, metavar: str) -> None:
    """Add the files or folders to read, `path`; empty where none is named."""
    options.add_argument("path", type=Path, nargs="*", metavar=metavar)


def add_show(options: argparse.ArgumentParser) -> None:
    """Add `--show N`, how many errors to list: 0 without it, all of them where N is left out."""
    options.add_argument(
        "--show",
        type=int,
        nargs="?",
        default=0,
        const=None,
        metavar="N",
        help="list N things that are wrong, or all",
    )


def add_published(options: argparse.ArgumentParser, *, default: str | None = PUBLISHED) -> None:
    """Add `--published DATE`, the day of publication of texts that do not tell theirs."""
    options.add_argument(
        "--published", default=default, metavar="DATE", help="day of publication where none is told"
    )


def print_wrong(figures: Iterable[Measured], show: int | None) -> None:
    """Print so many errors of each, as `--show` asks."""
    for each in figures:
        for line in each.wrong[:show]:
            print(line)
