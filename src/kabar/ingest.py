"""From texts to a store: code what is new, note copies, keep what could not be read.

Nothing is coded twice: a text that the store has under the same run is only noted as a copy, so a
run that was stopped goes on where it stopped when it is started again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kabar.errors import KabarError
from kabar.records import Document
from kabar.settings import Settings
from kabar.store.rows import Prepared
from kabar.store.store import Run, Store
from kabar.store.tally import Tally
from kabar.text.document import make_document
from kabar.workers import Failed, Limits, Load, Task, code_all

BATCH = 64
"""Documents that are written in one transaction; a killed process loses this many at most, and
codes them again when it is started again."""


def ingest(
    sources: Iterable[Task | Failed],
    store: Store,
    run: Run,
    *,
    settings: Settings,
    workers: int | None = None,
    limits: Limits | None = None,
    tell: Callable[[Tally], None] = lambda tally: None,
    load: Load | None = None,
) -> Tally:
    """Add all texts to the store and return what was done; `tell` gets the tally as it grows.

    Where the process is interrupted, what was coded so far is written before it ends. `load` makes
    another coder than Kabar's own.
    """
    store.begin(run)
    work = _Ingest(store, run, tell)
    outcomes = code_all(
        work.new(sources), settings=settings, run=run.id, workers=workers, limits=limits, load=load
    )
    try:
        for outcome in outcomes:
            work.take(outcome)
    finally:
        outcomes.close()
        work.flush()
    return work.tally


class _Ingest:
    """The state of one ingest: the tally, and what waits to be written."""

    def __init__(self, store: Store, run: Run, tell: Callable[[Tally], None]) -> None:
        self.store = store
        self.run = run
        self.tell = tell
        self.tally = Tally()
        self.batch: list[Prepared] = []
        self.coding: deque[str] = deque()
        """Documents that the workers have, in the order in which their outcomes come."""
        self.under_way: dict[str, str] = {}
        """Texts of the documents given to the workers and not yet written."""
        self.copies: list[Document] = []
        """Copies of documents under way, noted once those are written."""

    def new(self, sources: Iterable[Task | Failed]) -> Iterator[Task]:
        """Yield the texts that are to be coded; copies and failures are dealt with here."""
        for source in sources:
            self.tally = replace(self.tally, read=self.tally.read + 1)
            if isinstance(source, Failed):
                self.reject(source)
                continue
            try:
                document = make_document(
                    source.text,
                    title=source.title,
                    published=source.published,
                    language=source.language,
                    origin=source.origin,
                )
            except KabarError as error:
                self.reject(Failed(source.origin, type(error).__name__, str(error)))
                continue
            if document.id in self.under_way:
                # With the text that is held already, or a thousand copies fill the memory.
                self.copies.append(replace(document, text=self.under_way[document.id]))
                self.tally = replace(self.tally, again=self.tally.again + 1)
            elif self.store.has(document.id, self.run.id):
                self.store.note_copy(document)
                self.tally = replace(self.tally, again=self.tally.again + 1)
            else:
                self.coding.append(document.id)
                self.under_way[document.id] = document.text
                yield source
            self.tell(self.tally)

    def take(self, outcome: Prepared | Failed) -> None:
        """Keep what a worker gave; write when a batch is full."""
        name = self.coding.popleft()
        if isinstance(outcome, Failed):
            self.reject(outcome)
            del self.under_way[name]
            self.reject_copies(name, outcome)
        else:
            self.batch.append(outcome)
            if len(self.batch) >= BATCH:
                self.flush()
        self.tell(self.tally)

    def reject(self, failed: Failed) -> None:
        """Keep a failure in the store."""
        self.store.reject(failed.origin, self.run, failed.error, failed.message)
        self.tally = replace(self.tally, rejected=self.tally.rejected + 1)

    def reject_copies(self, name: str, failed: Failed) -> None:
        """Reject the copies of a document that could not be coded: each place is told."""
        for document in self.copies:
            if document.id == name:
                self.reject(replace(failed, origin=document.origin or ""))
                self.tally = replace(self.tally, again=self.tally.again - 1)
        self.copies = [document for document in self.copies if document.id != name]

    def flush(self) -> None:
        """Write the batch and the copies of what is written now."""
        if self.batch:
            self.store.add_all(self.batch)
            records = [prepared.records for prepared in self.batch]
            tally = self.tally
            self.tally = replace(
                tally,
                added=tally.added + len(self.batch),
                events=tally.events + sum(len(r["events"]) for r in records),
                quotes=tally.quotes + sum(len(r["quotes"]) for r in records),
                positions=tally.positions + sum(len(r["positions"]) for r in records),
            )
            for prepared in self.batch:
                del self.under_way[prepared.document["id"]]
            self.batch = []
        waiting = []
        for document in self.copies:
            if document.id in self.under_way:
                waiting.append(document)
            elif self.store.has(document.id, self.run.id):
                self.store.note_copy(document)
        self.copies = waiting
