"""How long the index of words takes to make, and how long searching takes.

    python -m benchmarks.search [--articles 20000] [--store FILE]

Writes rows straight into the tables of a new SQLite store, with a fixed seed: articles of 400 words
of made-up vocabularies in which the second word is half as frequent as the first (Zipf), one in
five in Arabic letters with vowel signs, one in five in Chinese; eight quotes and six actors each.
Then the index is made, and each question is asked five times; the median is told. `--store FILE`
keeps the store and uses it again.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.options import command
from kabar.store import schema
from kabar.store.actors import read_actors
from kabar.store.quotes import QuoteFilter, count_quotes, find_quotes, speaking_parties
from kabar.store.search import documents_of, find_documents
from kabar.store.search_index import index_new
from kabar.store.store import Store

SEED = 1
WORDS, QUOTES, ACTORS = 400, 8, 6
FIRST, DAYS = date(2015, 1, 1), 3650
VOCABULARY = 30_000
SCRIPTS = {
    "en": ("abcdefghiklmnoprstuvw", " "),
    "ar": ("ابتجحدرسعفقكلمنوي", " "),
    "zh": ("中国美俄谈判停火和平战争军队边界会议说日北京", ""),
}
LANGUAGES = ("en", "en", "en", "ar", "zh")
PART = 500
TIMES = 5


def vocabulary(chance: random.Random, letters: str) -> list[str]:
    """Return made-up words, the most frequent first."""
    longest = 3 if len(set(letters)) > 20 and letters[0] == "中" else 8
    shortest = 1 if longest == 3 else 3
    vowel = "\u064e" if letters[0] == "ا" else ""
    return [
        vowel.join(chance.choices(letters, k=chance.randint(shortest, longest)))
        for _ in range(VOCABULARY)
    ]


def articles(number: int) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """Yield the rows of each article by table."""
    chance = random.Random(SEED)
    known = {name: vocabulary(chance, letters) for name, (letters, _) in SCRIPTS.items()}
    weights = list(accumulate(1 / (n + 1) for n in range(VOCABULARY)))
    for n in range(number):
        language = chance.choice(LANGUAGES)
        words = chance.choices(known[language], cum_weights=weights, k=WORDS)
        yield _rows(chance, n, language, words)


def _rows(
    chance: random.Random, n: int, language: str, words: list[str]
) -> dict[str, list[dict[str, Any]]]:
    blank = SCRIPTS[language][1]
    name = f"{chance.getrandbits(80):020x}"
    key = {"document": name, "run": "new"}
    document = {"id": name, "language": language, "title": blank.join(words[:8])}
    document |= {"published": FIRST + timedelta(days=chance.randrange(DAYS)), "story": None}
    result = {**key, "current": True, "language": language, "warnings": "[]", "skipped": 0}
    people = [
        f"wd:Q{min(chance.randrange(1, 30_000), chance.randrange(1, 30_000))}"
        for _ in range(ACTORS)
    ]
    quotes = [
        {**key, "id": f"q{q}", "kind": chance.choice(("direct", "indirect")), "party": person[3:6]}
        | {"speaker": f"Person {person[4:]}", "actor": person, "start_char": q, "end_char": q + 9}
        | {"text": blank.join(words[q * 40 : q * 40 + 30]), "cue": "said", "rule": "en/speech:2"}
        for q, person in zip(range(QUOTES), (*people, *people), strict=False)
    ]
    actors = [
        {
            **key,
            "id": person,
            "name": f"Person {person[4:]}",
            "kind": "person",
            "party": person[3:6],
        }
        | {"sector": "GOV", "role": "minister", "mentions": 3}
        for person in dict.fromkeys(people)
    ]
    return {
        "documents": [{**document, "origin": f"{n}.txt", "text": blank.join(words)}],
        "results": [{**result, "records": b""}],
        "quotes": quotes,
        "actors": actors,
    }


def fill(store: Store, number: int) -> None:
    """Write the rows of all articles."""
    with store.writing() as connection:
        run = {"id": "new", "version": "0", "settings": "{}", "data": "", "first": "2026-01-01"}
        connection.execute(sa.insert(schema.RUNS), [run])
        made = articles(number)
        while part := list(islice(made, PART)):
            for name in ("documents", "results", "quotes", "actors"):
                rows = [row for each in part for row in each[name]]
                connection.execute(sa.insert(schema.METADATA.tables[name]), rows)


def questions(store: Store) -> dict[str, Callable[[sa.Connection], Any]]:
    """Return what is asked by what it is called, made of words that are there."""
    query = sa.select(schema.DOCUMENTS.c.text).where(schema.DOCUMENTS.c.language == "en").limit(200)
    with store.reading() as connection:
        texts = list(connection.execute(query).scalars())
    counts: dict[str, int] = {}
    for word in " ".join(texts).split():
        counts[word] = counts.get(word, 0) + 1
    often = sorted(counts, key=lambda word: -counts[word])
    rare, pair = often[-1], " ".join(texts[0].split()[3:5])
    return {
        "most frequent word": lambda c: find_documents(c, often[0]),
        "two frequent words": lambda c: find_documents(c, f"{often[5]} {often[9]}"),
        "rare word": lambda c: find_documents(c, rare),
        "phrase of two words": lambda c: find_documents(c, f'"{pair}"'),
        "beginning of words": lambda c: find_documents(c, f"{often[20][:2]}*"),
        "Chinese word of two letters": lambda c: find_documents(c, "北京"),
        "all documents of the most frequent word": lambda c: documents_of(c, often[0]),
        "quotes with the most frequent word": lambda c: find_quotes(c, QuoteFilter(often[0])),
        "quotes with a rare word": lambda c: find_quotes(c, QuoteFilter(rare)),
        "quotes of a speaker": lambda c: find_quotes(c, QuoteFilter(speaker="person 77")),
        "quotes, the newest": lambda c: find_quotes(c, QuoteFilter()),
        "quotes, page 1,000": lambda c: find_quotes(c, QuoteFilter(), page=1000),
        "quotes of a party": lambda c: find_quotes(c, QuoteFilter(parties=("Q77",))),
        "number of quotes": lambda c: count_quotes(c, QuoteFilter()),
        "parties of all quotes": lambda c: speaking_parties(c, QuoteFilter()),
        "all actors": read_actors,
    }


def settled(store: Store, path: Path) -> int:
    """Return the size of the store's file when all of it is written there."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    return path.stat().st_size


def median(connection: sa.Connection, ask: Callable[[sa.Connection], Any]) -> tuple[float, int]:
    """Return the median time of a question in milliseconds of one core, and how much it found."""
    times = []
    for _ in range(TIMES):
        begun = time.process_time()
        found = ask(connection)
        times.append(1000 * (time.process_time() - begun))
    number = getattr(found, "total", found if isinstance(found, int) else None)
    return statistics.median(times), len(found) if number is None else number


def main() -> None:
    parser = command("search", __doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--store", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.store or Path(folder) / "search.db"
        new = not path.exists()
        with Store(str(path)) as store:
            if new:
                fill(store, asked.articles)
            before, begun = settled(store, path), time.perf_counter()
            of_process = time.process_time()
            done = index_new(store)
            took = time.perf_counter() - begun
            of_process = time.process_time() - of_process
            grown = settled(store, path) - before
            print(f"{done:,} articles indexed in {took:.1f} s ({of_process:.1f} s of one core)")
            print(f"{before / 1e6:.0f} MB before, {grown / 1e6:.0f} MB of index")
            with store.reading() as connection:
                for name, ask in questions(store).items():
                    took, found = median(connection, ask)
                    print(f"{took:8.1f} ms  {found:8,}  {name}")


if __name__ == "__main__":
    main()
