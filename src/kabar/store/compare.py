"""Compare two runs over the documents that both have coded: what a change of rules changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from kabar.errors import UnknownName
from kabar.store import schema
from kabar.store.store import Store

GONE, NEW, CHANGED = "gone", "new", "changed"


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in short: enough to see what changed."""

    type: str
    mode: str | None
    source: str
    target: str
    modality: str
    trigger: str
    rule: str

    def __str__(self) -> str:
        """Return the event on one line."""
        kind = f"{self.type} {self.mode}" if self.mode else self.type
        return (
            f"{kind} {self.source or '-'} > {self.target or '-'} {self.modality} “{self.trigger}”"
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in one document where two runs differ."""

    document: str
    start: int
    kind: str
    """GONE, NEW or CHANGED, from the first run to the second."""
    before: EventLine | None
    after: EventLine | None


@dataclass(slots=True)
class Comparison:
    """What two runs share, by numbers."""

    documents: int = 0
    same: int = 0
    gone: int = 0
    new: int = 0
    changed: int = 0


def find_run(store: Store, name: str) -> str:
    """Return the id of the run whose id begins so; raises UnknownName where none or several do."""
    with store.reading() as connection:
        ids = connection.execute(
            sa.select(schema.RUNS.c.id).order_by(schema.RUNS.c.first)
        ).scalars()
        found = [each for each in ids if each.startswith(name)]
    if len(found) != 1:
        many = "several runs begin" if found else "no run begins"
        raise UnknownName(f"{many} with '{name}'; kabar status lists the runs")
    return str(found[0])


def compare_runs(
    store: Store, first: str, second: str, comparison: Comparison
) -> Iterator[Difference]:
    """Yield where the events of two runs differ, by document and place; counts go to `comparison`.

    Events on the same words are the same event, changed where type, mode, sides or modality differ.
    """
    with store.reading() as connection:
        for document in _shared(connection, first, second):
            comparison.documents += 1
            before = _events(connection, document, first)
            after = _events(connection, document, second)
            for place in sorted(before.keys() | after.keys()):
                yield from _differ(
                    document, place[0], before.get(place, []), after.get(place, []), comparison
                )


def _differ(
    document: str,
    start: int,
    before: list[EventLine],
    after: list[EventLine],
    comparison: Comparison,
) -> Iterator[Difference]:
    """Yield the differences of the events on the same words; equal ones are only counted."""
    left = list(before)
    right = []
    for event in after:
        if _same(event, left):
            left.remove(next(each for each in left if _key(each) == _key(event)))
            comparison.same += 1
        else:
            right.append(event)
    for old, new in zip(left, right, strict=False):
        comparison.changed += 1
        yield Difference(document, start, CHANGED, old, new)
    for old in left[len(right) :]:
        comparison.gone += 1
        yield Difference(document, start, GONE, old, None)
    for new in right[len(left) :]:
        comparison.new += 1
        yield Difference(document, start, NEW, None, new)


def _same(event: EventLine, others: list[EventLine]) -> bool:
    return any(_key(event) == _key(other) for other in others)


def _key(event: EventLine) -> tuple[str | None, ...]:
    return event.type, event.mode, event.source, event.target, event.modality


def _shared(connection: sa.Connection, first: str, second: str) -> list[str]:
    one, other = schema.RESULTS.alias(), schema.RESULTS.alias()
    query = (
        sa.select(one.c.document)
        .join(other, one.c.document == other.c.document)
        .where(one.c.run == first, other.c.run == second)
        .order_by(one.c.document)
    )
    return list(connection.execute(query).scalars())


def _events(
    connection: sa.Connection, document: str, run: str
) -> dict[tuple[int, int], list[EventLine]]:
    """Return a document's events by the place of their trigger."""
    sides: dict[tuple[str, str], list[str]] = defaultdict(list)
    table = schema.SIDES.c
    query = sa.select(table.event, table.role, table.party, table.text).where(
        table.document == document, table.run == run
    )
    for row in connection.execute(query.order_by(table.number)):
        sides[row.event, row.role].append(row.party or row.text)
    found: dict[tuple[int, int], list[EventLine]] = defaultdict(list)
    events = schema.EVENTS
    for row in connection.execute(
        sa.select(events)
        .where(events.c.document == document, events.c.run == run)
        .order_by(events.c.start_char, events.c.type, events.c.id)
    ):
        found[row.start_char, row.end_char].append(
            EventLine(
                row.type,
                row.mode,
                "+".join(sorted(set(sides[row.id, "source"]))),
                "+".join(sorted(set(sides[row.id, "target"]))),
                row.modality,
                row.trigger_text,
                row.rule,
            )
        )
    return found
