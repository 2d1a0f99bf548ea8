"""Stories and happenings: precision and recall on marked pairs, and the speed of noting documents.

    python -m benchmarks.duplicates [--documents 10000] [--baseline] [--show [N]]

Pairs with odd numbers were looked at when parameters were chosen; those with even numbers are held
out. Of held-out pairs only sums are printed. Every pair goes through a store, as documents do.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from time import process_time
from typing import Any

import sqlalchemy as sa

from benchmarks.examples import EXAMPLES
from benchmarks.filling import RUN, measure_speed, new_store
from benchmarks.options import add_show, command, print_wrong
from benchmarks.tables import Table, as_text, three
from kabar.analysis.scoring import Count
from kabar.records import Coded, Document, Event, Side, Span, When
from kabar.store.duplicates import near_duplicates, note_document
from kabar.store.happenings import note_events
from kabar.store.shingles import text_shingles
from kabar.store.store import Store

PAIRS = EXAMPLES / "duplicates" / "pairs.jsonl"
EVENTS = EXAMPLES / "duplicates" / "events.jsonl"
START = date(2024, 1, 1)
APART = timedelta(days=30)
"""Pairs share a store; so many days between them keep them from meeting."""
Pair = dict[str, Any]


@dataclass(slots=True)
class Half:
    """What was told of half of the pairs."""

    name: str
    count: Count = field(default_factory=Count)
    wrong: list[str] = field(default_factory=list)


def read_pairs(path: Path) -> list[Pair]:
    """Return the pairs of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def measure(pairs: Iterable[Pair], told: Callable[[Pair], bool]) -> list[Half]:
    """Return how right `told` is on either half."""
    halves = [Half("dev (odd)"), Half("held out (even)")]
    for pair in pairs:
        half = halves[pair["id"] % 2 == 0]
        same = told(pair)
        half.count += Count(
            hit=int(same and pair["same"]),
            missed=int(pair["same"] and not same),
            wrong=int(same and not pair["same"]),
        )
        if same != pair["same"] and pair["id"] % 2:
            kind = "missed" if pair["same"] else "wrong"
            half.wrong.append(f"{kind}: {pair['id']} {pair['why']}")
    return halves


def measure_stories() -> list[Half]:
    """Return the figures of stories: both texts of a pair go into a store, on one day."""
    with new_store() as store:

        def told(pair: Pair) -> bool:
            day = START + APART * pair["id"]
            both = [_article(f"{pair['id']}{side}", pair[side], day) for side in "ab"]
            return len(_noted(store, both)[0]) == 1

        return measure(read_pairs(PAIRS), told)


def measure_happenings() -> list[Half]:
    """Return the figures of happenings: each event of a pair in a document of its own."""
    with new_store() as store:

        def told(pair: Pair) -> bool:
            both = [_telling(pair, side) for side in "ab"]
            return len(_noted(store, both)[1]) == 1

        return measure(read_pairs(EVENTS), told)


def measure_baseline() -> tuple[list[Half], float]:
    """Return the figures of MinHash and a bound on Jaccard, and the bound: best on odd pairs."""
    pairs = read_pairs(PAIRS)
    alike = {pair["id"]: jaccard(pair["a"], pair["b"]) for pair in pairs}
    tried = [(bound / 100, _bounded(pairs, alike, bound / 100)) for bound in range(20, 90, 2)]
    bound, halves = max(tried, key=lambda each: each[1][0].count.f1)
    return halves, bound


def _bounded(pairs: Iterable[Pair], alike: dict[int, float], bound: float) -> list[Half]:
    return measure(pairs, lambda pair: alike[pair["id"]] >= bound)


def jaccard(one: str, other: str) -> float:
    """Return what MinHash with 128 permutations makes of the resemblance of two texts."""
    from datasketch import MinHash  # an extra, for comparison alone

    made = []
    for text in (one, other):
        sketch = MinHash(num_perm=128, hashfunc=lambda shingle: shingle & 0xFFFFFFFF)
        sketch.update_batch(text_shingles(text).tolist())
        made.append(sketch)
    return float(made[0].jaccard(made[1]))


def measure_cuts(bound: float | None) -> Table:
    """Return how many articles are known again when cut, and how many different ones joined."""
    paths = sorted((EXAMPLES / "articles").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8").splitlines() for path in paths]
    rows = []
    for part in (2, 3, 4, 5):
        cut = [("\n".join(t), "\n".join(t[: -(-len(t) // part)])) for t in texts]
        rows.append((f"the first 1/{part}", *_known(cut, bound)))
    others = ["\n".join(text) for text in texts]
    rows.append(("other articles", *_known(list(combinations(others, 2)), bound)))
    return Table("Shipped articles told to be the same", ("", "containment", "MinHash"), rows)


def _known(texts: Sequence[tuple[str, str]], bound: float | None) -> Iterator[str]:
    same = sum(near_duplicates(text_shingles(one), text_shingles(other)) for one, other in texts)
    yield f"{same}/{len(texts)}"
    if bound is None:
        yield "-"
    else:
        yield f"{sum(jaccard(one, other) >= bound for one, other in texts)}/{len(texts)}"


def _article(name: str, text: str, day: date | None, events: Sequence[Event] = ()) -> Coded:
    document = Document(name, text, "en", published=day, origin=name)
    return Coded(document, tuple(events), (), ())


def _telling(pair: Pair, side: str) -> Coded:
    """Return a document with one event; the words of the text are its story's."""
    told = pair[side]
    words = random.Random(f"{pair['id']} {told['story'] or side}")
    text = " ".join(f"w{words.randrange(10**6)}" for _ in range(60)) + f" {side}"
    days = told["date"] and [date.fromisoformat(day) for day in told["date"]]
    when = days and When(days[0], days[1], told["precision"], "", 0, 0)
    event = Event(
        id="e1",
        type=told["type"],
        mode=told["mode"],
        contexts=(),
        source=_sides(told["source"], pair["id"]),
        target=_sides(told["target"], pair["id"]),
        reciprocal=told["reciprocal"],
        modality=told["modality"],
        about=None,
        said_by=None,
        date=when or None,
        place=None,
        magnitude=(),
        score=None,
        trigger=Span("", 0, 0),
        evidence=(),
        rule="",
        derivation=(),
    )
    return _article(f"{pair['id']}{side}", text, days[0] if days else None, [event])


def _sides(parties: Iterable[str], pair: int) -> tuple[Side, ...]:
    """Return sides whose parties are the pair's own, so that pairs do not meet."""
    return tuple(Side(party, None, None, f"{party}{pair}", None, 0, 0) for party in parties)


def _noted(store: Store, articles: Sequence[Coded]) -> tuple[set[str], set[str]]:
    """Add articles; return the stories and the happenings that they tell."""
    for each in articles:
        store.add(each, RUN)
    names = [each.document.id for each in articles]
    with store.writing() as connection:
        for each in articles:
            note_document(connection, each.document)
            note_events(connection, each.document.id, RUN.id)
        stories = sa.text("SELECT story FROM documents WHERE id IN :names")
        told = sa.text("SELECT happening FROM events WHERE document IN :names")
        bound = sa.bindparam("names", names, expanding=True)
        return (
            set(connection.execute(stories.bindparams(bound)).scalars()),
            set(connection.execute(told.bindparams(bound)).scalars()),
        )


def compare_all() -> str:
    """Return how long two texts take to compare, and how much of the time is reading shingles."""
    texts = [pair[side] for pair in read_pairs(PAIRS) for side in "ab"]
    begun = process_time()
    read = [text_shingles(text) for text in texts]
    middle = process_time()
    pairs = list(zip(read[::2], read[1::2], strict=True))
    for one, other in pairs:
        near_duplicates(one, other)
    end = process_time()
    return (
        f"shingles of a text {1e3 * (middle - begun) / len(texts):.2f} ms, "
        f"comparing two {1e3 * (end - middle) / len(pairs):.2f} ms"
    )


def quality_table(title: str, halves: Iterable[Half]) -> Table:
    """Return precision, recall and F1 of either half."""
    rows = [(half.name, *three(half.count)) for half in halves]
    return Table(title, ("", "precision", "recall", "F1"), rows)


def main() -> None:
    """Print the figures."""
    options = command("duplicates", __doc__)
    options.add_argument(
        "--documents", type=int, default=10_000, help="how many for speed; 0 for no speed"
    )
    options.add_argument("--baseline", action="store_true", help="measure MinHash too (datasketch)")
    add_show(options)
    chosen = options.parse_args()
    stories, told = measure_stories(), measure_happenings()
    tables = [quality_table("Stories", stories), quality_table("Happenings", told)]
    bound = None
    if chosen.baseline:
        halves, bound = measure_baseline()
        tables.append(quality_table(f"Stories by MinHash, Jaccard at least {bound}", halves))
    tables.append(measure_cuts(bound))
    print(as_text(tables))
    print_wrong([*stories, *told], chosen.show)
    print(compare_all())
    if chosen.documents:
        print(as_text([measure_speed(chosen.documents)]))


if __name__ == "__main__":
    main()
