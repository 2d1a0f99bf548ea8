"""Code sentence pairs, English and Indonesian, against their gold and against each other.

    python -m benchmarks.pairs [FILE]... [--show [N]]

A FILE holds pairs as examples/README.md tells; without any, the shipped ones are read. Each
language is scored as articles are (kabar.analysis.scoring), every sentence a document of its own.
A pair *agrees* when both languages give the same events: type, parties of both sides (direction
does not count where an event is reciprocal) and modality. Pairs without an event in either are
left out of that share. `--show` lists what is wrong, but never of the held-out pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.agreement import shown, side_parties
from benchmarks.examples import EXAMPLES, LANGUAGES, is_held_out
from benchmarks.options import add_paths, add_show, command, print_wrong
from benchmarks.tables import Table, as_text, of, part, three
from kabar import Coded, Coder, read
from kabar.analysis.scoring import (
    Count,
    Row,
    Share,
    date_agrees,
    event_agrees,
    match,
    pair,
    place_agrees,
)
from kabar.records_io import to_dicts

PAIRS = EXAMPLES / "pairs"
BOTH = "<>"


@dataclass(frozen=True, slots=True)
class SentencePair:
    """One story in two languages, and the events that both must give."""

    name: str
    published: str
    sentences: dict[str, str]
    gold: tuple[Row, ...]


@dataclass(slots=True)
class Tally:
    """The counts of one language."""

    events: Count = field(default_factory=Count)
    modality: Share = field(default_factory=Share)
    unsure: Share = field(default_factory=Share)
    """Modality of the events that are not asserted."""
    places: Share = field(default_factory=Share)
    dates: Share = field(default_factory=Share)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The figures of a file of pairs."""

    name: str
    languages: Mapping[str, Tally]
    alike: Share
    """Pairs with the same events in both languages, of those with an event in either."""
    shared: Share
    """Events that both languages give, of all events."""
    wrong: Sequence[str]


def shipped() -> list[Path]:
    """Return the shipped files of pairs."""
    return sorted(PAIRS.glob("*.txt"))


def load_pairs(path: Path) -> list[SentencePair]:
    """Return the pairs of a file.

    Raises ValueError for a block that is no pair.
    """
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    return [_pair(block) for block in blocks if block.strip()]


def _pair(block: str) -> SentencePair:
    head, *lines = [line for line in block.strip().splitlines() if not line.startswith("#")]
    name, _, published = head.removeprefix("[").partition("] published ")
    sentences = dict(line.split(": ", 1) for line in lines[: len(LANGUAGES)])
    if not published or set(sentences) != set(LANGUAGES):
        raise ValueError(f"no pair of sentences: {block}")
    gold = tuple(gold_of(line) for line in lines[len(LANGUAGES) :] if line != "none")
    return SentencePair(name, published.strip(), sentences, gold)


def gold_of(line: str) -> Row:
    """Return the gold event that a line tells, in the form of articles' gold."""
    types, source, arrow, target, *rest = line.removeprefix("? ").split(" ", 4)
    fields = dict(part.strip().split("=", 1) for part in rest[0].split(" ; ")) if rest else {}
    row: dict[str, Any] = {
        "line": 1,
        "types": types.split("|"),
        "source": _side(source),
        "target": _side(target),
        "either_way": arrow == BOTH,
        "optional": line.startswith("? "),
        "modality": fields.pop("modality", "asserted"),
    }
    return row | {name: value.split("/")[0] for name, value in fields.items()}


def _side(words: str) -> list[str]:
    return [] if words == "-" else [entry.replace("/", "|") for entry in words.split("+")]


def code(pair_: SentencePair, language: str, coder: Coder) -> list[dict[str, Any]]:
    """Return the events of one of the sentences."""
    text = pair_.sentences[language]
    coded = read(text, published=pair_.published, language=language, coder=coder)
    return on_line_one(coded)


def on_line_one(coded: Coded) -> list[dict[str, Any]]:
    """Return the events of a text that is one line."""
    return [{**row, "line": 1} for row in to_dicts(coded) if row["record"] == "event"]


def add(tally: Tally, gold: Sequence[Row], rows: Sequence[Row]) -> Iterator[str]:
    """Count one sentence; yield what is wrong with it."""
    found = pair(gold, rows, event_agrees)
    tally.events += found.count
    pairs = match_closest(gold, rows)
    for g in found.missed:
        yield f"missed {'|'.join(gold[g]['types'])} {gold[g]['source']} > {gold[g]['target']}"
    for r in found.wrong:
        yield f"wrong  {shown(rows[r])}"
    for g, r in pairs.items():
        want, row = gold[g], rows[r]
        right = row["modality"] == want["modality"]
        tally.modality += Share(right, 1)
        if want["modality"] != "asserted":
            tally.unsure += Share(right, 1)
        if not right:
            yield f"modality {row['modality']}, not {want['modality']}: {shown(row)}"
        if "place" in want:
            right = place_agrees(want["place"], row)
            tally.places += Share(right, 1)
            if not right:
                yield f"place {(row['place'] or {}).get('name')}, not {want['place']}: {shown(row)}"
        if "date" in want:
            right = date_agrees(want["date"], row)
            tally.dates += Share(right, 1)
            if not right:
                yield f"date {(row['date'] or {}).get('start')}, not {want['date']}: {shown(row)}"


def match_closest(gold: Sequence[Row], rows: Sequence[Row]) -> dict[int, int]:
    """Return pairs of gold and records, those first that agree in modality, place and date too."""
    closest = match(gold, rows, lambda want, row: event_agrees(want, row) and _is_close(want, row))
    left = [g for g in range(len(gold)) if g not in closest]
    free = [r for r in range(len(rows)) if r not in closest.values()]
    rest = match([gold[g] for g in left], [rows[r] for r in free], event_agrees)
    return closest | {left[g]: free[r] for g, r in rest.items()}


def _is_close(want: Row, row: Row) -> bool:
    placed = "place" not in want or place_agrees(want["place"], row)
    dated = "date" not in want or date_agrees(want["date"], row)
    return placed and dated and bool(row["modality"] == want["modality"])


def signature(rows: Sequence[Row]) -> Counter[object]:
    """Return what two languages must give alike: type, parties and modality of each event."""

    def one(row: Row) -> object:
        source, target = side_parties(row)
        sides = frozenset((source, target)) if row["reciprocal"] else (source, target)
        return row["type"], sides, row["modality"]

    return Counter(map(one, rows))


def measure(path: Path, coder: Coder) -> Pairs:
    """Return the figures of a file of pairs."""
    tallies = {language: Tally() for language in LANGUAGES}
    alike, shared = Share(), Share()
    wrong: list[str] = []
    for pair_ in load_pairs(path):
        rows = {language: code(pair_, language, coder) for language in LANGUAGES}
        for language in LANGUAGES:
            found = list(add(tallies[language], pair_.gold, rows[language]))
            if found:
                told = f"[{pair_.name}] {pair_.sentences[language]}"
                wrong.append("\n    ".join([told, *found]))
        one, other = (signature(rows[language]) for language in LANGUAGES)
        alike += Share(bool(one) and one == other, bool(one or other))
        shared += Share(2 * (one & other).total(), one.total() + other.total())
    return Pairs(path.stem, tallies, alike, shared, () if is_held_out(path) else wrong)


def tables(figures: Sequence[Pairs]) -> list[Table]:
    """Return a table of each language against the gold, and one of the languages together."""
    head = ("", "events P", "R", "F1", "modality", "not asserted", "places", "dates")
    rows = [
        (f"{each.name} {language}", *three(tally.events),
         *map(of, (tally.modality, tally.unsure, tally.places, tally.dates)))
        for each in figures
        for language, tally in each.languages.items()
    ]  # fmt: skip
    both = [(each.name, of(each.alike), part(each.shared)) for each in figures]
    return [
        Table("Pairs against gold", head, rows),
        Table("The two languages against each other", ("", "pairs alike", "events shared"), both),
    ]


def main() -> None:
    """Score the pairs that the command line names."""
    options = command("pairs", __doc__)
    add_paths(options, "FILE")
    add_show(options)
    chosen = options.parse_args()
    coder = Coder()
    figures = [measure(path, coder) for path in chosen.path or shipped()]
    print_wrong(figures, chosen.show)
    print(as_text(tables(figures)))


if __name__ == "__main__":
    main()
