"""What coded: a run's name is made of the version, the settings and all data that code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from kabar.settings import Settings
from kabar.store.store import Run

PACKAGE = Path(__file__).parent
DATA = ("*.csv", "*.toml", "*.gz", "*.weights")
"""Files of the package that decide what records come out, besides its code."""
CODE = ("*.py",)
LENGTH = 20


def run_of(settings: Settings, *, language: str | None = None) -> Run:
    """Return the run of these settings: the same ones give the same run, on any machine.

    Code counts as data: a version that is worked on gives other runs as it changes.
    """
    told = {"language": language, "overlay": settings.overlay is not None}
    data = _hash(_files(PACKAGE, (*DATA, *CODE)))
    if settings.overlay is not None:
        data = hashlib.sha256(
            f"{data}{_hash(_files(settings.overlay, DATA))}".encode()
        ).hexdigest()[:LENGTH]
    text = json.dumps(told, sort_keys=True)
    number = version("kabar")
    key = hashlib.sha256(f"{number}\0{text}\0{data}".encode()).hexdigest()[:LENGTH]
    return Run(key, number, text, data)


def _files(folder: Path, patterns: Iterable[str]) -> list[tuple[str, Path]]:
    found = {path for pattern in patterns for path in folder.rglob(pattern) if path.is_file()}
    return sorted((path.relative_to(folder).as_posix(), path) for path in found)


def _hash(files: Iterable[tuple[str, Path]]) -> str:
    """Return the hash of the names and contents of files."""
    found = hashlib.sha256()
    for name, path in files:
        found.update(f"{name}\0".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:LENGTH]
