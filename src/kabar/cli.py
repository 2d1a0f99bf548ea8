"""The command line: `kabar read`, `issues`, `table`, `relate`, `evaluate`, `explain` and others.

Records go to stdout, everything else to stderr. Exit 0 done, 1 bad input, 2 bad usage.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click
from rich.console import Console

from kabar.analysis.one_a_day import Days
from kabar.cli_add import add_command, diff_command, status_command, watch_command
from kabar.cli_articles import STDIN, Asked, Sources, reading_options
from kabar.cli_batch import batch_command
from kabar.cli_case import dossier_command, issues_command, table_command
from kabar.cli_measure import evaluate_command, relate_command
from kabar.cli_options import (
    FILE,
    NEW_FILE,
    Commands,
    data_option,
    in_a_folder,
    known_language,
    weighted_files,
)
from kabar.cli_output import left_out, note, stdout_console, writer
from kabar.cli_serve import demo_command, serve_command
from kabar.cli_store import export_command, query_command
from kabar.explain import explain
from kabar.languages.load import language_codes, load_language
from kabar.parse.options import Options
from kabar.parse.train import card_path, train
from kabar.settings import read_settings
from kabar.views.explanation import print_explanation


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kabar", prog_name="kabar")
def main() -> None:
    """Turn news reports into a sourced record of who did what to whom."""


@main.command("read")
@click.argument("sources", nargs=-1, metavar="[PATH|URL|-]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="table for people, jsonl for every record, csv for events in a spreadsheet.",
)
@click.option("--show-skipped", is_flag=True, help="Also list sentences that gave no record.")
@click.option(
    "--one-a-day",
    is_flag=True,
    help="Leave out events that repeat an earlier one of the same day, parties, type and modality.",
)
@click.option("--why", is_flag=True, help="Show how each event was derived (table only).")
@reading_options
@click.pass_context
def read_command(
    ctx: click.Context,
    sources: tuple[str, ...],
    published: date | None,
    language: str | None,
    form: str,
    show_skipped: bool,
    one_a_day: bool,
    why: bool,
    data: Path | None,
    allow_private: bool,
) -> None:
    """Read articles and print their events, quotes and actors.

    Each source is a file (plain text, HTML, or records in JSON lines), a folder of such files, a
    web address, or - for standard input. A source that cannot be read is named on stderr, the
    others are still read, and the exit code is 1.
    """
    if not sources and sys.stdin.isatty():
        raise click.UsageError("nothing to read; give a file, a web address, or - for stdin")
    asked = Asked(published, language, allow_private, read_settings(overlay=data))
    notes = Console(stderr=True)
    days = Days() if one_a_day else None
    show = writer(form, show_skipped=show_skipped, why=why, days=days)
    articles = Sources(sources or (STDIN,), asked, notes)
    for coded in articles:
        show(coded)
    if days is not None:
        note(notes, left_out(days))
    if not articles.well:
        ctx.exit(1)


@main.command("explain")
@click.argument("name", nargs=-1, required=True)
@data_option
def explain_command(name: tuple[str, ...], data: Path | None) -> None:
    """Say what NAME means and where it stands.

    NAME is an event type (REJECT), a mode (visit, or CONSULT visit), a context, a sector, an act,
    an operator, an actor, or the rule of a record (id/acts:41).
    """
    overlay = read_settings(overlay=data).overlay
    console = stdout_console()
    for explanation in explain(" ".join(name), overlay=overlay):
        print_explanation(explanation, console)


main.add_command(issues_command)
main.add_command(table_command)
main.add_command(dossier_command)
main.add_command(relate_command)
main.add_command(evaluate_command)
main.add_command(add_command)
main.add_command(batch_command)
main.add_command(watch_command)
main.add_command(status_command)
main.add_command(diff_command)
main.add_command(query_command)
main.add_command(export_command)
main.add_command(serve_command)
main.add_command(demo_command)


@main.command("languages")
def languages_command() -> None:
    """List the languages that Kabar codes."""
    for code in language_codes():
        click.echo(f"{code}\t{load_language(code).name}")


@main.command("train")
@click.argument("language", metavar="LANG", callback=known_language)
@click.option(
    "--treebank",
    "treebanks",
    metavar="FILE[=WEIGHT]",
    multiple=True,
    required=True,
    callback=weighted_files,
    help="CoNLL-U file to learn from, as often as needed; WEIGHT says how much it counts.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same bytes.")
@click.option(
    "--out", type=NEW_FILE, callback=in_a_folder, required=True, help="Where to write the weights."
)
@click.option("--test", "tests", type=FILE, multiple=True, help="CoNLL-U file to score on.")
@click.option("--epochs", type=click.IntRange(1), help="How often to go through the treebanks.")
@click.option("--vectors", type=FILE, help="Word vectors learnt elsewhere (.npz: words, vectors).")
@click.option("--licence", metavar="TEXT", help="Terms of treebanks that do not name theirs.")
@click.option("--allow-non-commercial", is_flag=True, help="Learn from non-commercial data too.")
def train_command(
    language: str,
    treebanks: list[tuple[Path, float]],
    seed: int,
    out: Path,
    tests: tuple[Path, ...],
    epochs: int | None,
    vectors: Path | None,
    licence: str | None,
    allow_non_commercial: bool,
) -> None:
    """Train the parser of a language from Universal Dependencies treebanks.

    Writes the weights and a model card beside them. Needs kabar[train].
    """
    notes = Console(stderr=True)
    asked = Options(vectors=vectors)
    card = train(
        load_language(language),
        treebanks,
        seed=seed,
        out=out,
        tests=tests,
        licence=licence,
        allow_non_commercial=allow_non_commercial,
        options=replace(asked, epochs=epochs) if epochs else asked,
        report=lambda line: note(notes, line),
    )
    click.echo(f"{out}\t{card['weights']['bytes']} bytes\tcard in {card_path(out)}")
    for row in card["scores"]:
        click.echo("\t".join(f"{name} {value}" for name, value in row.items()))
