"""The commands that fill a store: `kabar add`, `kabar watch`, `kabar status`, `kabar diff`."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from kabar.cli_articles import reading_options
from kabar.cli_options import FILE, store_option
from kabar.cli_output import note
from kabar.errors import BadInput, KabarError
from kabar.settings import read_settings
from kabar.store.tally import Tally
from kabar.text.columns import parse_columns
from kabar.text.document import day_in_name
from kabar.text.items import Item, Unread, find_items
from kabar.views.labels import count, one_line
from kabar.views.progress import IngestProgress

if TYPE_CHECKING:
    from kabar.store.store import Store
    from kabar.workers import Failed, Task

ONE_ARTICLE = (".txt", ".text", ".html", ".htm", ".xhtml")
"""Endings of files that hold one article each."""
STOPPED = 130
"""Exit code of what Ctrl-C or `kill` ended, as shells have it."""

workers_option = click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes that code; else all cores."
)
time_limit_option = click.option(
    "--time-limit",
    type=click.FloatRange(min=0.1),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="What one article may take before it is rejected.",
)


@click.command("add")
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL|-...")
@store_option
@click.option(
    "--columns",
    metavar="MAP",
    help="Which columns of a table hold what: text=body,title=headline,published=date.",
)
@workers_option
@time_limit_option
@reading_options
@click.pass_context
def add_command(
    ctx: click.Context,
    sources: tuple[str, ...],
    store: str,
    columns: str | None,
    workers: int | None,
    time_limit: float,
    published: date | None,
    language: str | None,
    data: Path | None,
    allow_private: bool,
) -> None:
    """Read articles into a store: folders, tables, archives, feeds, addresses.

    A source is a file or folder of text, HTML, JSON lines, CSV, Parquet, ZIP, WARC or feeds, a web
    address, or - for standard input. What is there already is not coded again, so an ingest that
    was stopped goes on when it is started again. What could not be read is kept as rejects.
    """
    from kabar.ingest import ingest
    from kabar.runs import run_of
    from kabar.store.store import Store
    from kabar.workers import Limits

    settings = read_settings(overlay=data)
    notes = Console(stderr=True)
    skipped: Counter[str] = Counter()
    named = parse_columns(columns) if columns else None
    find = partial(find_items, columns=named, allow_private=allow_private, skipped=skipped)
    tasks = _tasks(chain.from_iterable(map(find, sources)), published, language)
    progress = IngestProgress(notes, _expected(sources))
    with _stoppable(ctx, notes), Store(store) as opened, progress:
        tally = ingest(
            tasks,
            opened,
            run_of(settings, language=language),
            settings=settings,
            workers=workers,
            limits=Limits(seconds=time_limit),
            tell=progress.tell,
        )
    _tell(tally, skipped, store, notes)
    if tally.rejected:
        ctx.exit(1)


def _tell(tally: Tally, skipped: Counter[str], store: str, notes: Console) -> None:
    """Say what was done, and on stderr what was left aside and rejected."""
    for reason, number in sorted(skipped.items()):
        note(notes, f"{number:,} left aside: {reason}")
    click.echo(_done(tally, store))
    if tally.rejected:
        note(notes, f"{count(tally.rejected, 'reject')}: kabar status lists them")


@click.command("watch")
@click.argument("feeds", type=FILE)
@store_option
@click.option("--once", is_flag=True, help="Look at each feed once and end.")
@workers_option
@time_limit_option
@click.option(
    "--allow-private", is_flag=True, help="Let feeds and their pages be in a private network."
)
@click.pass_context
def watch_command(
    ctx: click.Context,
    feeds: Path,
    store: str,
    once: bool,
    workers: int | None,
    time_limit: float,
    allow_private: bool,
) -> None:
    """Poll the feeds of a TOML file and add their new articles; Ctrl-C ends it.

    Keeps to robots.txt, asks only for what is new, and waits longer where a feed fails.
    """
    try:
        from kabar.watch import read_watch, watch_round
    except ModuleNotFoundError as error:
        message = f"{error.name} is not installed; run: pip install 'kabar[feeds]'"
        raise KabarError(message) from error
    from kabar.store.store import Store
    from kabar.workers import Limits

    watched = read_watch(feeds)
    settings = read_settings()
    notes = Console(stderr=True)
    limits = Limits(seconds=time_limit)
    with _stoppable(ctx, notes), Store(store) as opened:
        while True:
            told = watch_round(
                watched,
                opened,
                settings=settings,
                workers=workers,
                limits=limits,
                allow_private=allow_private,
            )
            for line in told.failures:
                note(notes, line)
            if told.tally.read:
                click.echo(_done(told.tally, store))
            if once:
                return
            time.sleep(max(1.0, told.due - time.time()))


@click.command("status")
@store_option
@click.option("--rejects", is_flag=True, help="List what could not be read, with the reason.")
def status_command(store: str, rejects: bool) -> None:
    """Say what a store holds: documents, records, runs, and what could not be read."""
    from kabar.views.store import print_status

    with _existing(store) as opened:
        print_status(opened, Console(markup=False, emoji=False, highlight=False), rejects=rejects)


@click.command("diff")
@click.argument("first")
@click.argument("second")
@store_option
def diff_command(first: str, second: str, store: str) -> None:
    """Show what changed in the events between two runs, over the documents that both coded.

    FIRST and SECOND are the beginnings of run ids, as kabar status lists them.
    """
    from kabar.store.compare import Comparison, compare_runs, find_run

    comparison = Comparison()
    with _existing(store) as opened:
        one, other = find_run(opened, first), find_run(opened, second)
        for each in compare_runs(opened, one, other, comparison):
            click.echo(f"{each.kind:8}{each.document}:{each.start}")
            for sign, line in (("-", each.before), ("+", each.after)):
                if line is not None:
                    click.echo(f"  {sign} {one_line(str(line))}  {line.rule}")
    c = comparison
    click.echo(
        f"{count(c.documents, 'document')}: {c.same:,} events the same, {c.changed:,} changed, "
        f"{c.gone:,} gone, {c.new:,} new"
    )


@contextmanager
def _stoppable(ctx: click.Context, notes: Console) -> Iterator[None]:
    """Let Ctrl-C and `kill` end a command with one line, once what is done is written."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        note(notes, "stopped; what was done is kept, and the same command does the rest")
        ctx.exit(STOPPED)
    finally:
        signal.signal(signal.SIGTERM, before)


def _expected(sources: Iterable[str]) -> int | None:
    """Return how many articles the sources hold, None where only reading them tells."""
    total = 0
    for source in sources:
        path = Path(source)
        files = [f for f in path.rglob("*") if f.is_file()] if path.is_dir() else [path]
        if any(f.suffix.lower() not in ONE_ARTICLE for f in files):
            return None
        total += len(files)
    return total


def _tasks(
    outcomes: Iterable[Item | Unread], published: date | None, language: str | None
) -> Iterator[Task | Failed]:
    from kabar.workers import Failed, Task

    for outcome in outcomes:
        if isinstance(outcome, Unread):
            yield Failed(outcome.origin, outcome.error, outcome.message)
            continue
        article = outcome.article
        day = published or article.published or day_in_name(outcome.origin)
        yield Task(
            outcome.origin,
            article.text,
            article.title,
            day,
            language or article.language,
        )


def _existing(name: str) -> Store:
    """Return a store that is there already; a question never makes one."""
    from kabar.store.store import Store

    if "://" not in name and not Path(name).exists():
        raise BadInput(f"{name}: no store; fill one with kabar add, or name one with --store")
    return Store(name)


def _done(tally: Tally, store: str) -> str:
    return (
        f"{store}: {count(tally.added, 'document')} added with {count(tally.events, 'event')}, "
        f"{count(tally.quotes, 'quote')} and {count(tally.positions, 'position')}; "
        f"{tally.again:,} there before; {tally.rejected:,} rejected"
    )
