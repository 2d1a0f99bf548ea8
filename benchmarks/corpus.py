"""Make many articles of the shipped ones, for measuring speed and memory."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.examples import EXAMPLES
from kabar.evaluate import language_in_name

NUMBER = re.compile(r"(?<![\d.,:/-])[2-9]\d?(?![\d.,:/-])")
"""Small plain numbers; days of the month may change with them, years and times stay."""


def write_articles(folder: Path, articles: int, *, seed: int = 1) -> list[Path]:
    """Write so many articles and return their paths, languages in turn.

    Each has the length of a shipped one and takes its paragraphs from all shipped ones of the
    language, in a random order, with other small numbers. The same seed writes the same bytes. No
    two are alike, but the words repeat: measure a folder of your own texts too.
    """
    chance = random.Random(seed)
    paragraphs = shipped_paragraphs()
    names = sorted(paragraphs)
    paths: list[Path] = []
    for number in range(articles):
        language = names[number % len(names)]
        chosen = chance.sample(paragraphs[language], 24)
        text = "\n".join(varied(paragraph, chance) for paragraph in chosen) + "\n"
        paths.append(folder / f"{number:05}.{language}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def shipped_paragraphs() -> dict[str, Sequence[str]]:
    """Return the paragraphs of the shipped examples by language."""
    found: dict[str, list[str]] = {}
    for path in sorted((EXAMPLES / "articles").glob("*.txt")):
        language = language_in_name(path)
        if language:
            found.setdefault(language, []).extend(_lines(path))
    return {language: sorted(set(lines)) for language, lines in found.items()}


def varied(paragraph: str, chance: random.Random) -> str:
    """Return the paragraph with other small numbers."""
    return NUMBER.sub(lambda found: str(chance.randint(2, 28)), paragraph)


def _lines(path: Path) -> Iterator[str]:
    yield from filter(None, path.read_text(encoding="utf-8").splitlines())
