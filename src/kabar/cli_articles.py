"""From the sources on a command line to coded articles: files, folders, addresses, records.

What cannot be read is named on stderr and left out; the others are still read.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import Any

import click
from rich.console import Console

from kabar.cli_options import data_option, day, known_language
from kabar.cli_output import note
from kabar.coder import Coder, read
from kabar.errors import BadInput, KabarError
from kabar.ontology.load import load_ontology
from kabar.records import Coded
from kabar.records_read import read_json_lines
from kabar.settings import Settings
from kabar.text.document import day_in_name
from kabar.text.fetch import fetch
from kabar.text.readers import Article, read_bytes, read_path, read_stdin
from kabar.views.labels import count, one_line
from kabar.views.progress import Progress

STDIN = "-"
WEB = ("http://", "https://")
DATABASES = ("postgresql://", "sqlite://")
SQLITE = b"SQLite format 3\0"
"""How a file of SQLite begins."""
RECORDS = (".jsonl", ".ndjson")
"""Endings of files that hold records already coded."""
TEXTS = (".txt", ".text", ".html", ".htm", ".xhtml", *RECORDS)
"""Endings of the files of a folder that are read."""
NAMED_DAY = "the day of publication is taken from the name of the file"
NO_DAY = (
    "no date of publication, so relative dates stay unresolved; give it with --published YYYY-MM-DD"
)
MOST_NOTES = 5
"""Notes of one kind that are printed one by one; of the others the number is."""
STEADY = 20
"""Articles after which the time left is told."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user said of the sources."""

    published: date | None = None
    language: str | None = None
    allow_private: bool = False
    settings: Settings = field(default_factory=Settings)


@dataclass
class Sources:
    """The sources of one run; iterate once, then ask whether all went well."""

    names: Sequence[str]
    asked: Asked
    notes: Console
    unread: list[str] = field(default_factory=list)
    """What could not be read and why, one line each."""

    @property
    def well(self) -> bool:
        """Whether all could be read so far."""
        return not self.unread

    def __iter__(self) -> Iterator[Coded]:
        """Yield the articles of each source in order."""
        files = [file for name in self.names for file in self._files(name)]
        said: Counter[str] = Counter()
        with Progress(self.notes) as progress:
            begun = monotonic()
            for number, file in enumerate(files):
                progress.say(_going_on(file, number, len(files), monotonic() - begun))
                for coded in self._each(file, said):
                    if sys.stdout.isatty():
                        progress.pause()
                    yield coded
                    progress.resume()
        for message, times in said.items():
            told = 0 if message == NAMED_DAY else MOST_NOTES
            if times > told:
                more = count(times - told, "more article" if told else "article")
                note(self.notes, f"{more}: {message}")

    def _files(self, name: str) -> list[str]:
        """Return the sources that a name stands for: a folder's files in the order of names."""
        path = Path(name)
        if name == STDIN or name.lower().startswith(WEB) or not _is_folder(path):
            return [name]
        found = sorted(
            str(file)
            for file in path.rglob("*")
            if file.suffix.lower() in TEXTS and file.is_file() and not _is_hidden(file, path)
        )
        if not found:
            self._fail(name, BadInput(f"{name}: no articles in this folder ({', '.join(TEXTS)})"))
        return found

    def _each(self, name: str, said: Counter[str]) -> Iterator[Coded]:
        """Yield the articles of one source; a fault is told and ends this source alone."""
        articles = self._open(name)
        coded_before = _holds_records(name) or _is_store(name)
        while True:
            try:
                coded = next(articles, None)
            except KabarError as error:
                self._fail(name, error)
                return
            except Exception as error:  # a bug met on one article must not lose the others
                fault = f"a fault in Kabar, please report it: {error!r}"
                self._fail(name, BadInput(fault))
                return
            if coded is None:
                return
            if not coded_before:
                self._warn(name, coded, said)
            yield coded

    def _open(self, name: str) -> Iterator[Coded]:
        if _is_store(name):
            from kabar.store.store import Store

            with Store(name) as store:
                yield from store.articles(once=True)
            return
        if _holds_records(name):
            try:
                with Path(name).open(encoding="utf-8-sig") as lines:
                    yield from map(_checked, read_json_lines(lines, name))
            except (OSError, UnicodeDecodeError) as error:
                raise BadInput(f"{name}: cannot be read ({error})") from None
            return
        article = _open(name, allow_private=self.asked.allow_private)
        named = None if name == STDIN or name.lower().startswith(WEB) else day_in_name(name)
        published = self.asked.published or article.published or named
        coded = read(
            article.text,
            published=published,
            language=self.asked.language,
            title=article.title,
            origin=article.origin,
            coder=self.coder,
        )
        if named is not None and not (self.asked.published or article.published):
            coded = replace(coded, warnings=(*coded.warnings, NAMED_DAY))
        yield coded

    @cached_property
    def coder(self) -> Coder:
        """The coder of this run; its tables are loaded at the first text."""
        return Coder(self.asked.settings)

    def _fail(self, name: str, error: KabarError) -> None:
        named = name == STDIN or name in str(error)
        self.unread.append(str(error) if named else f"{name}: {error}")
        note(self.notes, self.unread[-1])

    def _warn(self, name: str, coded: Coded, said: Counter[str]) -> None:
        messages = [*coded.warnings]
        if coded.document.published is None:
            messages.insert(0, NO_DAY)
        for message in messages:
            said[message] += 1
            if said[message] <= MOST_NOTES and message != NAMED_DAY:
                note(self.notes, f"{name}: {message}")


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how sources are read: day, language, tables, private addresses."""
    for option in (
        click.option(
            "--allow-private", is_flag=True, help="Let a URL point into a private network."
        ),
        data_option,
        click.option(
            "--language",
            metavar="CODE",
            callback=known_language,
            help="Language of the text, e.g. id; identified from the text if not given.",
        ),
        click.option(
            "--published",
            metavar="DATE",
            callback=day,
            help="Day of publication, YYYY-MM-DD; else the page's own, else the file name's.",
        ),
    ):
        command = option(command)
    return command


def _open(source: str, *, allow_private: bool) -> Article:
    if source == STDIN:
        return read_stdin()
    if source.lower().startswith(WEB):
        fetched = fetch(source, allow_private=allow_private)
        return read_bytes(fetched.data, fetched.url, encoding=fetched.encoding)
    return read_path(source)


def _is_store(name: str) -> bool:
    """Say whether a source is a store: a database's address, or a file of SQLite."""
    if name.startswith(DATABASES):
        return True
    path = Path(name)
    try:
        if not path.is_file():  # what is read from a pipe is gone for the reader of the article
            return False
        with path.open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except (OSError, ValueError):
        return False


def _holds_records(name: str) -> bool:
    return Path(name).suffix.lower() in RECORDS and not name.lower().startswith(WEB)


def _checked(coded: Coded) -> Coded:
    """Return records from a file; BadInput where a stance is none that the views know."""
    stances = load_ontology().stances.tone
    for position in coded.positions:
        if position.stance not in stances:
            known = ", ".join(sorted(stances))
            raise BadInput(f"position {position.id}: no stance '{position.stance}'; one of {known}")
    return coded


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # no name of a file at all, such as the text of an article
        return False


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _going_on(name: str, number: int, total: int, seconds: float) -> str:
    """Return what the progress line says before a source is read."""
    line = f"reading {one_line(name)} ({number + 1:,} of {total:,})"
    if number < STEADY:
        return line
    left = seconds / number * (total - number)
    minutes = f"about {left / 60:.0f} min left" if left >= 90 else f"about {left:.0f} s left"
    return f"{line}, {number / seconds:.1f} a second, {minutes}"
