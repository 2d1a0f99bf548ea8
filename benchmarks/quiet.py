"""Count the events that are found where there are none.

    python -m benchmarks.quiet [FILE]... [--show]

A FILE has a paragraph a line, a language code and a tab before it; without any, those of
examples/quiet are read. `--show` lists the events, but never those of held-out paragraphs.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.examples import ROOT
from kabar import Coder, read

QUIET = ROOT / "examples" / "quiet"
HELD_OUT = "heldout"
PUBLISHED = "2024-03-05"


def main() -> None:
    """Read the files that the command line names."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.quiet", description=(__doc__ or "").splitlines()[0]
    )
    options.add_argument("path", type=Path, nargs="*", metavar="FILE")
    options.add_argument("--show", action="store_true", help="list the events found")
    chosen = options.parse_args()
    coder = Coder()
    for path in chosen.path or sorted(QUIET.glob("*.tsv")):
        paragraphs, events = Counter[str](), Counter[str]()
        for line in path.read_text(encoding="utf-8").splitlines():
            language, _, text = line.partition("\t")
            coded = read(text, published=PUBLISHED, language=language, coder=coder)
            found = [e for e in coded.events if e.modality != "negated"]
            paragraphs[language] += 1
            events[language] += len(found)
            if chosen.show and found and HELD_OUT not in path.stem:
                print(text)
                print(*(f"    {e.type} “{e.trigger.text}” {e.rule}" for e in found), sep="\n")
        for language, count in sorted(paragraphs.items()):
            print(f"{path.stem} {language}: {events[language]} events in {count} paragraphs")


if __name__ == "__main__":
    main()
