"""What the command line accepts: options and their checks, and expected errors as one line."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from kabar.errors import KabarError, UnknownName
from kabar.languages.load import language_codes
from kabar.views.labels import one_line

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)

data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of your own tables, laid over the shipped ones (default: $KABAR_DATA).",
)


STORE_VARIABLE, STORE = "KABAR_STORE", "kabar.db"

store_option = click.option(
    "--store",
    "store",
    default=STORE,
    envvar=STORE_VARIABLE,
    show_default=True,
    metavar="FILE|URL",
    help=f"The store: a file or postgresql://…; else ${STORE_VARIABLE}.",
)


class _Refused(click.ClickException):
    """An expected error, shown as one line."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"kabar: {one_line(self.message)}", file=file or sys.stderr)


class _Misnamed(_Refused):
    """A name on the command line that no table holds."""

    exit_code = 2


class _Stopped(_Refused):
    """Ctrl-C, where a command does not tell more of it itself."""

    exit_code = 130


class Commands(click.Group):
    """Commands whose expected errors are one line and no traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a KabarError becomes its line on stderr and an exit code."""
        try:
            return super().invoke(ctx)
        except UnknownName as error:
            raise _Misnamed(str(error)) from error
        except KabarError as error:
            raise _Refused(str(error)) from error
        except KeyboardInterrupt as error:
            raise _Stopped("stopped") from error


def in_a_folder(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Return a path to write to; refused now where its folder is missing, not after hours."""
    if value is not None and not value.parent.is_dir():
        raise click.BadParameter(f"no folder '{value.parent}'", ctx, param)
    return value


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Return a day written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(value) if value is not None else None
    except ValueError:
        message = f"'{value}' is no date; write it as YYYY-MM-DD"
        raise click.BadParameter(message, ctx, param) from None


def known_language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return the code of a language that Kabar has a folder for."""
    if value is not None and value not in language_codes():
        known = ", ".join(language_codes())
        raise click.BadParameter(f"no language '{value}'; Kabar codes: {known}", ctx, param)
    return value


def weighted_files(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> list[tuple[Path, float]]:
    """Return treebank files with their weights, 1 where none is given."""
    found = []
    for value in values:
        name, _, weight = value.rpartition("=")
        if Path(value).is_file():
            name, weight = value, "1"
        try:
            found.append((Path(name), float(weight)))
        except ValueError:
            name = value
        if not Path(name).is_file():
            raise click.BadParameter(f"no file '{name}'", ctx, param)
    return found
