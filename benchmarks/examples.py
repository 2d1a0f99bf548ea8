"""Where the examples lie, and what several benchmarks need of them."""

from __future__ import annotations

from pathlib import Path

from kabar.evaluate import Gold, load_gold

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
HELD_OUT = EXAMPLES / "heldout"
LANGUAGES = ("en", "id")
PUBLISHED = "2024-03-05"
"""The day of publication of texts for which any day will do."""


def find_golds(path: Path) -> list[Gold]:
    """Return the gold of a folder that holds articles/ and gold/, or of one gold file."""
    golds = [path] if path.is_file() else sorted((path / "gold").glob("*.json"))
    if not golds:
        raise SystemExit(f"{path}: no gold; give a gold file or a folder with gold/ and articles/")
    return [load_gold(gold) for gold in golds]


def articles_of(folder: Path) -> list[Path]:
    """Return the plain texts below a folder in the order of their names."""
    return sorted(folder.rglob("*.txt"))


def is_held_out(path: Path) -> bool:
    """Say whether a file or folder is held out: figures of it are printed, never what is in it."""
    return any(part.startswith(HELD_OUT.name) for part in path.resolve().parts)
