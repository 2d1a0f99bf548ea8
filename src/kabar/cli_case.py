"""The commands about a case: `kabar issues`, `kabar table` and `kabar dossier`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import click
from rich.console import Console

from kabar.analysis.cases import load_case
from kabar.analysis.moves import Move, find_moves
from kabar.analysis.negotiation import NegotiationTable, negotiation_table
from kabar.analysis.proposals import propose_case
from kabar.analysis.statements import find_statements
from kabar.cli_articles import Asked, Sources, reading_options
from kabar.cli_options import FILE, NEW_FILE, in_a_folder
from kabar.cli_output import stdout_console, write
from kabar.errors import BadInput
from kabar.settings import read_settings
from kabar.views.negotiation import WIDEST, print_negotiation
from kabar.views.negotiation_data import cells_csv, statements_csv, table_json
from kabar.views.negotiation_page import table_page

FORMATS: dict[str, Callable[[NegotiationTable, list[Move]], str]] = {
    "html": table_page,
    "csv": lambda table, moves: cells_csv(table),
    "json": table_json,
    "statements": lambda table, moves: statements_csv(table.statements),
    "graphml": lambda table, moves: _graphml(table),
}
"""What `kabar table` writes besides the table for a terminal."""

case_argument = click.argument("case", type=FILE)
sources_argument = click.argument("sources", nargs=-1, required=True, metavar="PATH|URL|-...")


@click.command("issues")
@sources_argument
@click.option("--title", default="Untitled case", show_default=True, help="Title of the case.")
@reading_options
@click.pass_context
def issues_command(
    ctx: click.Context,
    sources: tuple[str, ...],
    title: str,
    published: date | None,
    language: str | None,
    data: Path | None,
    allow_private: bool,
) -> None:
    """Propose the issues and parties of articles as a case file to edit.

    Positions are grouped by what they are about; the file is printed. Sources are as for read.
    """
    asked = Asked(published, language, allow_private, read_settings(overlay=data))
    articles = Sources(sources, asked, Console(stderr=True))
    coded = list(articles)
    if not any(each.positions for each in coded):
        raise BadInput("no positions in these articles, so no issues can be proposed")
    write(propose_case(coded, title=title))
    if not articles.well:
        ctx.exit(1)


@click.command("table")
@case_argument
@sources_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", *FORMATS]),
    default="table",
    show_default=True,
    help="table for people, html for a page, csv or json for cells, statements for one CSV line "
    "a statement, graphml for the network of parties and issues.",
)
@click.option("-o", "--out", type=NEW_FILE, callback=in_a_folder, help="Write to this file.")
@reading_options
@click.pass_context
def table_command(
    ctx: click.Context,
    case: Path,
    sources: tuple[str, ...],
    form: str,
    out: Path | None,
    published: date | None,
    language: str | None,
    data: Path | None,
    allow_private: bool,
) -> None:
    """Print the negotiation table of CASE: issues by parties, what each wants, what has moved.

    CASE is a case file (kabar issues proposes one). Sources are as for read.
    """
    asked = Asked(published, language, allow_private, read_settings(overlay=data))
    known = load_case(case)
    articles = Sources(sources, asked, Console(stderr=True))
    table = negotiation_table(known, find_statements(known, articles))
    _show(table, form, out)
    if not articles.well:
        ctx.exit(1)


@click.command("dossier")
@case_argument
@sources_argument
@click.option(
    "-o", "--out", type=NEW_FILE, callback=in_a_folder, required=True, help="Write to this file."
)
@reading_options
@click.pass_context
def dossier_command(
    ctx: click.Context,
    case: Path,
    sources: tuple[str, ...],
    out: Path,
    published: date | None,
    language: str | None,
    data: Path | None,
    allow_private: bool,
) -> None:
    """Write the dossier of CASE as one HTML file: table, moves, timeline, dyads, actors, quotes.

    Every claim leads to its words. CASE is a case file (kabar issues proposes one). Sources are as
    for read. Needs kabar[dossier].
    """
    from kabar.views.dossier import dossier_page, make_dossier

    asked = Asked(published, language, allow_private, read_settings(overlay=data))
    known = load_case(case)
    articles = Sources(sources, asked, Console(stderr=True))
    coded = list(articles)
    if not coded:
        raise BadInput("none of the sources could be read, so there is no dossier")
    write(dossier_page(make_dossier(known, coded, unread=articles.unread)), out)
    click.echo(f"{out}", err=True)
    if not articles.well:
        ctx.exit(1)


def _graphml(table: NegotiationTable) -> str:
    from kabar.analysis.discourse import graphml, party_issue_network

    return graphml(party_issue_network(table.case, table.statements))


def _show(table: NegotiationTable, form: str, out: Path | None) -> None:
    moves = find_moves(table)
    if form in FORMATS:
        write(FORMATS[form](table, moves), out)
    elif out is None:
        print_negotiation(table, moves, stdout_console())
    else:
        page = StringIO()
        plain = Console(file=page, width=WIDEST, force_terminal=False, emoji=False)
        print_negotiation(table, moves, plain)
        write(page.getvalue(), out)
