"""Stories and happenings: precision and recall on marked pairs, and the speed of noting documents.

    python -m benchmarks.duplicates [--documents 10000] [--baseline] [--show [N]]

Pairs with odd numbers were looked at when parameters were chosen; those with even numbers are held
out. Of held-out pairs only sums are printed. Every pair goes through a store, as documents do.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import sqlalchemy as sa

from benchmarks.examples import EXAMPLES
from benchmarks.memory import peak, resident
from benchmarks.options import add_show, command, print_wrong
from benchmarks.synthetic import PER_DAY, synthetic
from benchmarks.tables import Table, as_text, three
from kabar.analysis.scoring import Count
from kabar.records import Coded, Document, Event, Side, Span, When
from kabar.store.duplicates import near_duplicates, note_document
from kabar.store.happenings import note_events
from kabar.store.shingles import text_shingles
from kabar.store.store import Run, Store

PAIRS = EXAMPLES / "duplicates" / "pairs.jsonl"
EVENTS = EXAMPLES / "duplicates" / "events.jsonl"
RUN = Run("benchmark", "0", "{}", "none")
START = date(2024, 1, 1)
APART = timedelta(days=30)
"""Pairs share a store; so many days between them keep them from meeting."""
PART = 200
"""Documents of one transaction."""

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
    with _store() as store:

        def told(pair: Pair) -> bool:
            day = START + APART * pair["id"]
            both = [_article(f"{pair['id']}{side}", pair[side], day) for side in "ab"]
            return len(_noted(store, both)[0]) == 1

        return measure(read_pairs(PAIRS), told)


def measure_happenings() -> list[Half]:
    """Return the figures of happenings: each event of a pair in a document of its own."""
    with _store() as store:

        def told(pair: Pair) -> bool:
            both = [_telling(pair, side) for side in "ab"]
            return len(_noted(store, both)[1]) == 1

        return measure(read_pairs(EVENTS), told)


def measure_baseline() -> list[Half]:
    """Return the figures of MinHash and a bound on Jaccard, at the best bound for the odd half."""
    from datasketch import MinHash

    def sketch(text: str) -> MinHash:
        made = MinHash(num_perm=128, hashfunc=lambda shingle: shingle & 0xFFFFFFFF)
        made.update_batch(text_shingles(text).tolist())
        return made

    pairs = read_pairs(PAIRS)
    alike = {pair["id"]: sketch(pair["a"]).jaccard(sketch(pair["b"])) for pair in pairs}
    tried = [
        measure(pairs, lambda pair, bound=bound / 100: bool(alike[pair["id"]] >= bound))
        for bound in range(20, 90, 2)
    ]
    return max(tried, key=lambda halves: halves[0].count.f1 or 0)


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
    store.add_all(articles, RUN)
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


@contextmanager
def _store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, Store(str(Path(folder) / "store.db")) as store:
        store.begin(RUN)
        yield store


def measure_speed(documents: int) -> Table:
    """Return documents a second of this process's time, and memory, while a store fills."""
    step = max(documents // (5 * PART), 1) * PART
    rows: list[Sequence[str]] = []
    spent = {"stories": 0.0, "happenings": 0.0}
    with _store() as store:
        part: list[Coded] = []
        for number, article in enumerate(synthetic(documents), start=1):
            part.append(article)
            if len(part) == PART:
                _timed(store, part, spent)
                part = []
            if number % step == 0:
                rows.append(_speed_row(store, number, step, spent))
    title = f"Speed, {PER_DAY} documents a day, a tenth of them copies"
    head = ("documents", "stories/s", "happenings/s", "stories", "MB store", "MB now", "MB peak")
    return Table(title, head, rows)


def _timed(store: Store, part: Sequence[Coded], spent: dict[str, float]) -> None:
    store.add_all(part, RUN)
    with store.writing() as connection:
        for each in part:
            begun = process_time()
            note_document(connection, each.document)
            noted = process_time()
            note_events(connection, each.document.id, RUN.id)
            spent["stories"] += noted - begun
            spent["happenings"] += process_time() - noted


def _speed_row(store: Store, number: int, since: int, spent: dict[str, float]) -> Sequence[str]:
    rates = [f"{since / seconds:.0f}" for seconds in spent.values()]
    spent.update(dict.fromkeys(spent, 0.0))
    with store.reading() as connection:
        stories = connection.execute(sa.text("SELECT count(DISTINCT story) FROM documents"))
        pages = connection.execute(sa.text("PRAGMA page_count")).scalar_one()
        size = pages * connection.execute(sa.text("PRAGMA page_size")).scalar_one() / 1e6
        told = str(stories.scalar_one())
    return (f"{number:,}", *rates, told, f"{size:.0f}", f"{resident() or 0:.0f}", f"{peak():.0f}")


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
    if chosen.baseline:
        tables.append(quality_table("Stories by MinHash and Jaccard alone", measure_baseline()))
    print(as_text(tables))
    print_wrong([*stories, *told], chosen.show)
    print(compare_all())
    if chosen.documents:
        print(as_text([measure_speed(chosen.documents)]))


if __name__ == "__main__":
    main()
