"""Find articles and their gold, and code them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kabar import Coded, Coder, read
from kabar.evaluate import load_gold

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
HELD_OUT = EXAMPLES / "heldout"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LANGUAGE = re.compile(r"\.([a-z]{2,3})\.txt$")


@dataclass(frozen=True, slots=True)
class Example:
    """An article with its gold."""

    path: Path
    gold: dict[str, Any]


def find_examples(path: Path) -> list[Example]:
    """Return the examples of a folder that holds articles/ and gold/, or the one of a gold file."""
    golds = [path] if path.is_file() else sorted((path / "gold").glob("*.json"))
    if not golds:
        raise SystemExit(f"{path}: no gold; give a gold file or a folder with gold/ and articles/")
    return [_example(gold) for gold in golds]


def articles_of(folder: Path) -> list[Path]:
    """Return the plain texts below a folder in the order of their names."""
    return sorted(folder.rglob("*.txt"))


def code_file(path: Path, coder: Coder, *, published: str | None = None) -> Coded:
    """Return the records of an article; its name gives day and language where it has them."""
    day, language = DAY.search(path.name), LANGUAGE.search(path.name)
    return read(
        path.read_text(encoding="utf-8"),
        published=published or (day.group() if day else None),
        language=language.group(1) if language else None,
        origin=path.name,
        coder=coder,
    )


def records_of(lines: str) -> Iterator[dict[str, Any]]:
    """Yield the records of JSON lines."""
    yield from (json.loads(line) for line in lines.splitlines() if line.strip())


def _example(path: Path) -> Example:
    gold = load_gold(path)
    return Example(gold.article, gold.data)
