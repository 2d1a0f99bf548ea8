"""The command for more articles than one process can code: `kabar batch`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from kabar.cli_add import workers_option
from kabar.cli_options import data_option
from kabar.cli_output import note
from kabar.settings import read_settings
from kabar.text.columns import parse_columns
from kabar.views.labels import count
from kabar.views.progress import Progress

ENGINES = ("local", "ray")
ROWS = 1000


@click.command("batch")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="local",
    show_default=True,
    help="local: processes of this machine; ray: a Ray cluster (kabar[ray]).",
)
@click.option(
    "--columns",
    metavar="MAP",
    help="Which columns hold what: text=body,title=headline,published=date,id=url.",
)
@workers_option
@click.option(
    "--rows",
    type=click.IntRange(1),
    default=ROWS,
    show_default=True,
    help="Documents in one file of the result.",
)
@data_option
@click.pass_context
def batch_command(
    ctx: click.Context,
    source: Path,
    target: Path,
    engine: str,
    columns: str | None,
    workers: int | None,
    rows: int,
    data: Path | None,
) -> None:
    """Code SOURCE, a Parquet file or a folder of them, into Parquet files below TARGET.

    The files are the same whatever the engine and the number of workers. What is there from an
    earlier run is not coded again. Documents that could not be coded stand in TARGET/rejects, and
    the exit code is then 1.
    """
    from kabar.batch_engines import code_parquet

    notes = Console(stderr=True)
    with Progress(notes) as progress:
        done = code_parquet(
            source,
            target,
            engine=engine,
            concurrency=workers,
            columns=parse_columns(columns) if columns else None,
            settings=read_settings(overlay=data),
            rows=rows,
            tell=lambda number, parts: progress.say(f"{number:,} of {parts:,} parts"),
        )
    click.echo(f"{target}: {count(done.coded, 'document')} coded, {done.rejected:,} rejected")
    if done.rejected:
        note(notes, f"{count(done.rejected, 'reject')}: see {target / 'rejects'}")
        ctx.exit(1)
