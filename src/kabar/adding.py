"""One article, or a few, that a reader gives to the page: coded as `kabar add` does, and kept.

Each is coded in a process of its own with limits of time and memory, so that no text can stop the
page. Nothing is fetched: only what was given is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from kabar.errors import KabarError
from kabar.ingest import ingest
from kabar.runs import run_of
from kabar.settings import Settings
from kabar.store.status import reject_reasons
from kabar.store.store import Store
from kabar.text.document import day_in_name, make_document
from kabar.text.readers import read_bytes
from kabar.workers import Failed, Limits, Task

GIVEN = "added by hand"
"""Origin of a text that was pasted."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader gave: the bytes of a text or an HTML page, and what is known of it."""

    data: bytes
    name: str = GIVEN
    """Name of the file; a folder before it is left out."""
    title: str | None = None
    published: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of it."""

    documents: Sequence[str]
    """Ids of the articles that are in the store now, new or from before."""
    problems: Sequence[str]
    """Why the others are not, one line each."""


def add_given(
    given: Iterable[Given], store: Store, settings: Settings, *, limits: Limits | None = None
) -> Kept:
    """Code what a reader gave and keep it; what cannot be read is told and kept as a reject."""
    tasks = [_task(each) for each in given]
    run = run_of(settings)
    ingest(tasks, store, run, settings=settings, workers=1, limits=limits)
    problems = [task.message for task in tasks if isinstance(task, Failed)]
    documents: list[str] = []
    for task in tasks:
        if isinstance(task, Failed):
            continue
        document = _id_of(task)
        if document and store.has(document, run.id):
            documents.append(document)
        else:
            problems += reject_reasons(store, task.origin, run.id)
    return Kept(documents, problems)


def _task(given: Given) -> Task | Failed:
    name = PurePath(given.name.replace("\\", "/")).name or GIVEN
    try:
        article = read_bytes(given.data, name)
    except KabarError as error:
        return Failed(name, type(error).__name__, str(error))
    day = given.published or article.published or day_in_name(name)
    return Task(name, article.text, given.title or article.title, day, given.language)


def _id_of(task: Task) -> str:
    """Return the id that a text has in the store; empty where it can have none."""
    try:
        return make_document(task.text).id
    except KabarError:
        return ""
