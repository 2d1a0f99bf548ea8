"""Memory of one process, stage by stage.

    python -m benchmarks.memory [--articles 40]

Resident and peak memory after the imports, after each language is loaded, and after coding
articles made of the shipped examples once and once more: what grows then grows with every article.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import write_articles
from benchmarks.examples import PUBLISHED
from benchmarks.options import command
from kabar import Coder
from kabar.evaluate import code_article
from kabar.languages.load import language_codes


def resident() -> float | None:
    """Return the memory the process holds now, in MB, where the system tells."""
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return None
    return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak() -> float:
    """Return the most memory the process held so far, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def report(stage: str) -> None:
    """Print both figures for a stage."""
    now = resident()
    print(f"{stage:<32}{'' if now is None else f'{now:.0f}':>10}{peak():>10.0f}")


def main() -> None:
    """Print the memory after each stage."""
    options = command("memory", __doc__)
    options.add_argument("--articles", type=int, default=40)
    chosen = options.parse_args()
    print(f"{'stage':<32}{'MB now':>10}{'MB peak':>10}")
    report("imports")
    coder = Coder()
    for code in language_codes():
        coder._kit(code)
        report(f"language {code}")
    with tempfile.TemporaryDirectory() as name:
        paths = write_articles(Path(name), 2 * chosen.articles)
        for part in (paths[: chosen.articles], paths[chosen.articles :]):
            for path in part:
                code_article(path, coder, published=PUBLISHED)
            report(f"{chosen.articles} articles")


if __name__ == "__main__":
    main()
