"""Time the steps of coding articles, in one process.

    python -m benchmarks.steps FOLDER [--published DATE]

Prints JSON: sentences, words, seconds of processor time of each part of the load and of each step.
Used by benchmarks.speed, which prints the tables.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from benchmarks.examples import articles_of
from benchmarks.options import add_published, command
from kabar import Coder, coder, read
from kabar.errors import UnknownLanguage
from kabar.evaluate import language_in_name
from kabar.extract import story
from kabar.parse import trees
from kabar.records_io import to_json_lines

IMPORTED = time.process_time()
"""Processor time from the start of the process to here: Python itself and all imports."""

STEPS = (
    ("text", coder, ("make_document", "find_blocks", "document_sentences", "cut_sentences")),
    ("language", coder, ("identify",)),
    ("words", trees, ("tokenize",)),
    ("parse", trees, ("load_name_words", "find_runs", "stand_in_texts", "put_back", "build_tree")),
    ("lemmas", trees, ("lemmatize",)),
    ("actors", coder, ("find_actors", "with_sure_guesses")),
    ("quotes", coder, ("find_quotes",)),
    ("dates", story, ("find_dates",)),
    ("places", story, ("find_places",)),
    ("numbers", story, ("find_magnitudes",)),
    ("events", coder, ("_told",)),
)
"""The functions of each step, and the module that calls them."""

LOAD_PARSER, BUILD_TREE = "load_parser", "build_tree"
PARSER = "parse"
RECORDS = "records"
REST = "rest"


class Clock:
    """Processor time spent in each step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, step: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time counted for the step."""

        @wraps(call)
        def timed(*values: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return call(*values, **named)
            finally:
                self.add(step, time.process_time() - start)

        return timed

    def add(self, step: str, seconds: float) -> None:
        """Count the time for the step."""
        self.seconds[step] = self.seconds.get(step, 0.0) + seconds


class TimedParser:
    """A parser whose time is counted."""

    def __init__(self, parser: Any, clock: Clock) -> None:
        self.parse = clock.timed(PARSER, parser.parse)


def watch(clock: Clock) -> None:
    """Time the functions of every step where they are called from."""
    for step, module, names in STEPS:
        for name in names:
            setattr(module, name, clock.timed(step, getattr(module, name)))
    load_parser = getattr(coder, LOAD_PARSER)
    setattr(coder, LOAD_PARSER, lambda language: TimedParser(load_parser(language), clock))


def count_trees(sizes: dict[str, int]) -> None:
    """Count sentences and words as they become trees."""
    build_tree = getattr(trees, BUILD_TREE)

    def counted(index: int, words: list[Any], *values: Any, **named: Any) -> Any:
        sizes["sentences"] += 1
        sizes["words"] += len(words)
        return build_tree(index, words, *values, **named)

    setattr(trees, BUILD_TREE, counted)


def load(coding: Coder, paths: list[Path]) -> dict[str, dict[str, float]]:
    """Load the languages that the names of articles tell; return the seconds of each part."""
    loads: dict[str, dict[str, float]] = {}
    loaders = [name for name in vars(coder) if name.startswith("load_")]
    originals = {name: getattr(coder, name) for name in loaders}
    for code in sorted({found for path in paths if (found := language_in_name(path))}):
        clock = Clock()
        for name, loader in originals.items():
            setattr(coder, name, clock.timed(name.removeprefix("load_"), loader))
        coding._kit(code)
        loads[code] = clock.seconds
    for name, loader in originals.items():
        setattr(coder, name, loader)
    return loads


def run(paths: list[Path], published: str) -> dict[str, Any]:
    """Return sentences, words, and the seconds of start, loads and steps."""
    clock, coding = Clock(), Coder()
    sizes = dict.fromkeys(("articles", "sentences", "words", "events", "quotes", "actors"), 0)
    watch(clock)
    count_trees(sizes)
    loads = load(coding, paths)
    clock.seconds.clear()
    start = time.process_time()
    for path in paths:
        try:
            coded = read(path.read_text(encoding="utf-8"), published=published, coder=coding)
        except UnknownLanguage:
            continue
        written = time.process_time()
        for _ in to_json_lines(coded):
            pass
        clock.add(RECORDS, time.process_time() - written)
        sizes["articles"] += 1
        for name in ("events", "quotes", "actors"):
            sizes[name] += len(getattr(coded, name))
    total = time.process_time() - start
    steps = {name: clock.seconds.get(name, 0.0) for name, _, _ in STEPS}
    steps[RECORDS] = clock.seconds.get(RECORDS, 0.0)
    steps[REST] = total - sum(steps.values())
    return {**sizes, "start": IMPORTED, "loads": loads, "steps": steps, "total": total}


def main() -> None:
    """Time the steps over the articles of a folder."""
    options = command("steps", __doc__)
    options.add_argument("folder", type=Path)
    add_published(options)
    chosen = options.parse_args()
    json.dump(run(articles_of(chosen.folder), chosen.published), sys.stdout)


if __name__ == "__main__":
    main()
