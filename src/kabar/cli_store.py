"""The commands that ask a store: `kabar query` and `kabar export`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from kabar.analysis.one_a_day import Days, without_repeats
from kabar.cli_options import day, in_a_folder, store_option
from kabar.cli_output import left_out, note, stdout_console, write
from kabar.errors import StoreError, UnknownName
from kabar.ontology.load import load_ontology

if TYPE_CHECKING:
    from kabar.records import Coded
    from kabar.store.filters import Filter
    from kabar.store.store import Store

SHOWN = 50
"""Events that the table shows unless told otherwise."""
FORMATS = ("jsonl", "csv", "parquet", "gdelt", "polecat", "icews", "followthemoney", "graphml")
GOLD = "gold"
"""What `kabar export --as` takes besides: reviewed articles, for `kabar evaluate`."""
MODALITIES = ("asserted", "future", "hypothetical", "negated")


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose events; each may be given several times."""
    several: dict[str, Any] = {"multiple": True}
    for option in reversed(
        (
            click.option("--start", metavar="DATE", callback=day, help="On or after this day."),
            click.option("--end", metavar="DATE", callback=day, help="On or before this day."),
            click.option("--source", "sources", metavar="PARTY", help="Who did it.", **several),
            click.option("--target", "targets", metavar="PARTY", help="To whom.", **several),
            click.option(
                "--dyad",
                "dyads",
                metavar="PARTY PARTY",
                nargs=2,
                help="Either towards the other.",
                **several,
            ),
            click.option("--party", "parties", metavar="PARTY", help="On either side.", **several),
            click.option("--type", "types", metavar="TYPE", help="E.g. REJECT.", **several),
            click.option("--mode", "modes", metavar="MODE", help="E.g. visit.", **several),
            click.option("--context", "contexts", metavar="NAME", help="E.g. legal.", **several),
            click.option(
                "--modality",
                "modalities",
                type=click.Choice(MODALITIES),
                help="Without it, all but negated.",
                **several,
            ),
            click.option("--country", "countries", metavar="CODE", help="Where.", **several),
            click.option("--place", "places", metavar="NAME", help="Where.", **several),
            click.option("--language", "languages", metavar="CODE", help="Of the text.", **several),
            click.option("--text", metavar="WORDS", help="In the trigger, title or text."),
            click.option("--said-by", metavar="PARTY", help="On whose word it stands.", **several),
            click.option("--document", "documents", metavar="ID", help="In this text.", **several),
            click.option("--story", "stories", metavar="ID", help="Of this story.", **several),
            click.option("--happening", "happenings", metavar="ID", help="The same.", **several),
        )
    ):
        command = option(command)
    return command


@click.command("query")
@store_option
@filter_options
@click.option(
    "--count",
    "by",
    type=click.Choice(["all", "day", "week", "month"]),
    help="Instead of events, how many each dyad has in each period and their mean score.",
)
@click.option("--sql", metavar="SELECT", help="A question of your own in SQL; nothing is changed.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    help="How long --sql may take.",
)
@click.option("--limit", type=click.IntRange(1), help="Show so many at most (table: 50).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "jsonl"]),
    default="table",
    show_default=True,
    help="table for people, csv and jsonl for programs.",
)
def query_command(
    store: str,
    by: str | None,
    sql: str | None,
    seconds: float,
    limit: int | None,
    form: str,
    **asked: Any,
) -> None:
    """Print the events of a store that the options leave, or counts of dyads.

    Only current records are seen.
    """
    from kabar.views import query_rows

    if sql is not None:
        if by is not None or any(asked.values()):
            raise click.UsageError("--sql stands alone; write the conditions into the statement")
        _answer(store, sql, seconds, form, limit)
        return
    from kabar.store.query import all_events, count_dyads

    chosen = _chosen(asked)
    with opened_store(store) as opened, opened.reading() as connection:
        if by is not None:
            found = count_dyads(connection, chosen, by=None if by == "all" else by)
            _show(map(query_rows.dyad_row, islice(found, limit)), query_rows.DYAD_COLUMNS, form)
        elif form == "table":
            most = limit or SHOWN
            rows = list(islice(all_events(connection, chosen, page=most + 1), most + 1))
            console = stdout_console()
            console.print(query_rows.event_table(rows[:most], width=console.width))
            if len(rows) > most:
                note(Console(stderr=True), query_rows.there_is_more(most))
        else:
            _show(islice(all_events(connection, chosen), limit), query_rows.EVENT_COLUMNS, form)


@click.command("export")
@store_option
@click.option(
    "--as",
    "form",
    type=click.Choice((*FORMATS, GOLD)),
    required=True,
    help="Format; see docs/exports.md.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    callback=in_a_folder,
    required=True,
    help="File to write; a folder for csv, parquet and gold.",
)
@click.option("--one-a-day", is_flag=True, help="Leave out events that repeat an earlier one.")
@filter_options
def export_command(store: str, form: str, out: Path, one_a_day: bool, **asked: Any) -> None:
    """Write the records of STORE in the format of other programs.

    The options choose events; their articles come with all quotes, positions and actors. As gold
    the articles that were reviewed are written, for `kabar evaluate`.
    """
    from kabar.store.choose import chosen_articles
    from kabar.store.reports import Counted
    from kabar.views.export import FORMATS as FORMS
    from kabar.views.export import export

    chosen = _chosen(asked)
    if form == GOLD:
        if one_a_day:
            raise click.UsageError("--one-a-day leaves out events; gold needs all of an article")
        _export_gold(store, out, chosen)
        return
    if FORMS[form].modalities and not chosen.modalities:
        chosen = replace(chosen, modalities=FORMS[form].modalities)
    days = Days() if one_a_day else None
    with opened_store(store) as opened:
        articles = _without_repeats(chosen_articles(opened, chosen), days)
        export(articles, form, out, reports_of=Counted(opened).of_document)
    if days is not None:
        note(Console(stderr=True), left_out(days))
    click.echo(f"{out}", err=True)


def _export_gold(store: str, out: Path, chosen: Filter) -> None:
    """Write the reviewed articles, of all or of those that have a chosen event."""
    from kabar.store.choose import chosen_articles
    from kabar.store.filters import Filter
    from kabar.views.export_gold import write_gold

    with opened_store(store) as opened:
        documents = None
        if chosen != Filter():
            documents = {coded.document.id for coded in chosen_articles(opened, chosen)}
        number = write_gold(opened, out, documents=documents)
    if not number:
        raise StoreError(
            f"{store}: no article is reviewed; judge all events of one on the page (kabar serve)"
        )
    click.echo(f"{out}: {number} gold {'file' if number == 1 else 'files'}", err=True)


def _without_repeats(articles: Iterable[Coded], days: Days | None) -> Iterator[Coded]:
    for coded in articles:
        yield coded if days is None else without_repeats(coded, days)


def opened_store(name: str, *, cure: str = "kabar add makes one") -> Store:
    """Open a store that is there; a wrong name makes no new one."""
    from kabar.store.store import Store

    if "://" not in name and not Path(name).is_file():
        raise StoreError(f"{name}: no store of that name; {cure}")
    return Store(name)


def _chosen(asked: Mapping[str, Any]) -> Filter:
    """Return the filter of the options; raises UnknownName for a type, mode or context."""
    from kabar.store.filters import Filter

    ontology = load_ontology()
    for noun, given, known in (
        ("type", asked["types"], ontology.types),
        ("mode", asked["modes"], {mode for _, mode in ontology.modes}),
        ("context", asked["contexts"], ontology.contexts),
    ):
        for name in given:
            if name not in known:
                names = ", ".join(sorted(known))
                raise UnknownName(f"unknown {noun} '{name}'; name one of: {names}")
    return Filter(**asked)


def _answer(store: str, sql: str, seconds: float, form: str, limit: int | None) -> None:
    from kabar.store.console import ask

    answer = ask(store, sql, seconds=seconds)
    names = _distinct(answer.columns)
    rows = (dict(zip(names, row, strict=True)) for row in islice(answer.rows, limit))
    _show(rows, names, form)


def _distinct(names: Sequence[str]) -> list[str]:
    """Return names of columns with a number after one that was there before."""
    found: list[str] = []
    for name in names:
        number = sum(each.partition(":")[0] == name for each in found)
        found.append(f"{name}:{number + 1}" if number else name)
    return found


def _show(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], form: str) -> None:
    from kabar.views.query_rows import plain_table, rows_csv, rows_json

    if form == "table":
        stdout_console().print(plain_table(rows, columns))
        return
    for line in (rows_csv if form == "csv" else rows_json)(rows, columns):
        write(line)
