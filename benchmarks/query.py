"""How long questions to a store of many events take.

    python -m benchmarks.query [--events 1000000] [--store FILE] [--plan]

Writes rows straight into the tables of a new SQLite store, with a fixed seed: ten events a
document, days over ten years, parties of 200 with the most frequent one taking part a hundred
times as often as the hundredth (Zipf), one event in fifty with two sources. One document in ten has
rows of an older run, which is not current and must not be counted. Texts are short and `records`
is empty, since no question here reads it. Then each question is asked five times; the median is
told. `--store FILE` keeps the store and uses it again; `--plan` prints how SQLite goes about it.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.options import command
from kabar.store import schema
from kabar.store.filters import Filter
from kabar.store.query import count_dyads, count_events, event_rows, key_of
from kabar.store.store import Store

SEED = 1
EVENTS_A_DOCUMENT = 10
FIRST, DAYS = date(2015, 1, 1), 3650
PARTIES = [f"P{n:03d}" for n in range(200)]
WEIGHTS = [1 / (n + 1) for n in range(200)]
TYPES = {"CONSULT": 2.5, "SUPPORT": 5.0, "REQUEST": 0.0, "REJECT": -2.0, "ASSAULT": -9.0}
MODALITIES = ("asserted", "asserted", "asserted", "future", "negated")
RUNS = ("new", "old")
PART = 2000
TIMES = 5

ONE = Filter(dyads=((PARTIES[0], PARTIES[1]),))
RARE = Filter(dyads=((PARTIES[40], PARTIES[70]),))

QUESTIONS: dict[str, Callable[[sa.Connection], Any]] = {
    "most frequent dyad by month": lambda c: count_dyads(c, ONE, by="month"),
    "most frequent dyad by week": lambda c: count_dyads(c, ONE, by="week"),
    "rare dyad by month": lambda c: count_dyads(c, RARE, by="month"),
    "one source by dyad and month": lambda c: count_dyads(
        c, Filter(sources=(PARTIES[0],)), by="month"
    ),
    "one month, all dyads": lambda c: count_dyads(
        c, Filter(start=date(2020, 3, 1), end=date(2020, 3, 31)), by="month"
    ),
    "all dyads and months": lambda c: count_dyads(c, Filter(), by="month"),
    "events of a dyad, first page": lambda c: event_rows(c, ONE, limit=100),
    "events of a month, first page": lambda c: event_rows(
        c, Filter(start=date(2020, 3, 1), end=date(2020, 3, 31)), limit=100
    ),
    "all events, second page": lambda c: _second_page(c, Filter()),
    "number of ASSAULT events of a party": lambda c: count_events(
        c, Filter(parties=(PARTIES[0],), types=("ASSAULT",))
    ),
}


def _second_page(connection: sa.Connection, chosen: Filter) -> list[Any]:
    first = event_rows(connection, chosen, limit=100)
    return event_rows(connection, chosen, after=key_of(first[-1]), limit=100)


def documents(events: int) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """Yield the rows of each document by table."""
    chance = random.Random(SEED)
    for number in range(events // EVENTS_A_DOCUMENT):
        rows: dict[str, list[dict[str, Any]]] = {t.name: [] for t in schema.METADATA.sorted_tables}
        name = f"{chance.getrandbits(80):020x}"
        day = FIRST + timedelta(days=chance.randrange(DAYS))
        rows["documents"].append(
            {"id": name, "language": "en", "title": f"Report {number}", "published": day}
            | {"origin": f"{number}.txt", "text": "Officials met and spoke.", "story": None}
        )
        for run in RUNS if number % 10 == 0 else RUNS[:1]:
            rows["results"].append(
                {"document": name, "run": run, "current": run == RUNS[0], "language": "en"}
                | {"warnings": "[]", "skipped": 0, "records": b""}
            )
            for _ in range(EVENTS_A_DOCUMENT):
                _add_event(rows, chance, {"document": name, "run": run}, day)
        yield rows


def _add_event(
    rows: dict[str, list[dict[str, Any]]], chance: random.Random, key: dict[str, str], day: date
) -> None:
    event = f"{chance.getrandbits(64):016x}"
    day -= timedelta(days=chance.randrange(3))
    kind = chance.choice(list(TYPES))
    modality = chance.choice(MODALITIES)
    same = {"type": kind, "modality": modality, "score": TYPES[kind]}
    start = chance.randrange(4000)
    rows["events"].append(
        {**key, **same, "id": event, "mode": None, "contexts": "diplomatic", "reciprocal": False}
        | {"date_start": day, "date_end": day, "precision": "day", "place": "Lisbon"}
        | {"country": "PRT", "latitude": 38.7, "longitude": -9.1, "place_id": "gn:2267057"}
        | {"about_type": None, "about_mode": None, "said_by": None, "trigger_text": "met"}
        | {"start_char": start, "end_char": start + 3, "rule": "en/acts:2", "happening": None}
    )
    sources = chance.choices(PARTIES, WEIGHTS, k=2 if chance.random() < 0.02 else 1)
    target = chance.choices(PARTIES, WEIGHTS)[0]
    sides = [("source", party) for party in sources] + [("target", target)]
    for n, (role, party) in enumerate(sides):
        rows["sides"].append(
            {**key, "number": f"{event}:{role}:{n}", "event": event, "role": role, "party": party}
            | {"sector": "GOV", "actor": None, "name": party, "text": party}
            | {"start_char": start, "end_char": start + 4}
        )
    for n, source in enumerate(sorted({*sources} - {target})):
        rows["dyads"].append(
            {**key, **same, "number": f"{event}:{n}", "event": event, "day": day}
            | {"source": source, "target": target, "current": key["run"] == RUNS[0]}
        )


def fill(store: Store, events: int) -> None:
    """Write the rows of all documents."""
    with store.writing() as connection:
        run = {"version": "0", "settings": "{}", "data": "", "first": "2026-01-01"}
        connection.execute(sa.insert(schema.RUNS), [{"id": name, **run} for name in RUNS])
        made = documents(events)
        while part := list(islice(made, PART)):
            for table in schema.METADATA.sorted_tables:
                rows = [row for each in part for row in each[table.name]]
                if rows:
                    connection.execute(sa.insert(table), rows)


def median(connection: sa.Connection, ask: Callable[[sa.Connection], Any]) -> tuple[float, int]:
    """Return the median time in milliseconds and how many rows came."""
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        found = ask(connection)
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times), found if isinstance(found, int) else len(found)


def plans(connection: sa.Connection, ask: Callable[[sa.Connection], Any]) -> list[str]:
    """Return what SQLite says it does for each statement of a question."""
    said: list[str] = []

    def explain(conn: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        said.extend(row[3] for row in cursor.fetchall())

    sa.event.listen(connection.engine, "before_cursor_execute", explain)
    ask(connection)
    sa.event.remove(connection.engine, "before_cursor_execute", explain)
    return said


def main() -> None:
    options = command("query", __doc__)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--store", type=Path, help="file to keep the store in")
    options.add_argument("--plan", action="store_true", help="print SQLite's plans")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.store or Path(folder) / "store.db"
        new = not path.exists()
        with Store(str(path)) as store:
            if new:
                begun = time.perf_counter()
                fill(store, asked.events)
                print(f"written in {time.perf_counter() - begun:.0f} s")
            print(f"{asked.events:,} events, {path.stat().st_size / 1e6:,.0f} MB")
            with store.reading() as connection:
                for name, ask in QUESTIONS.items():
                    milliseconds, rows = median(connection, ask)
                    print(f"{milliseconds:9.1f} ms  {rows:9,}  {name}")
                    for line in plans(connection, ask) if asked.plan else ():
                        print(f"{'':24}{line}")


if __name__ == "__main__":
    main()
