"""How `kabar read` prints: records to stdout in the form asked for, notes to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.text import Text

from kabar.analysis.one_a_day import Days, without_repeats
from kabar.errors import BadInput
from kabar.languages.load import language_codes, load_language
from kabar.records import Coded
from kabar.records_io import to_json_lines
from kabar.views.article import print_article
from kabar.views.labels import count, one_line
from kabar.views.spreadsheet import csv_head, csv_rows


def writer(
    form: str, *, show_skipped: bool, why: bool, days: Days | None
) -> Callable[[Coded], None]:
    """Return what prints one coded article in the form asked for.

    With `days` it leaves out the events that repeat one printed before.
    """
    console = stdout_console()
    heads = iter([csv_head()])

    def show_table(coded: Coded) -> None:
        code = coded.document.language
        name = load_language(code).name if code in language_codes() else code
        print_article(coded, console, language=name, skipped=show_skipped, why=why)
        sys.stdout.flush()

    def show_json_lines(coded: Coded) -> None:
        write("".join(to_json_lines(coded, skipped=show_skipped)))

    def show_csv(coded: Coded) -> None:
        write(next(heads, "") + csv_rows(coded))

    show = {"table": show_table, "jsonl": show_json_lines, "csv": show_csv}[form]
    if days is None:
        return show
    return lambda coded: show(without_repeats(coded, days))


def write(text: str, out: Path | None = None) -> None:
    """Write UTF-8 whatever the locale, with newlines as they are, to a file or to stdout."""
    if out is not None:
        try:
            out.write_bytes(text.encode("utf-8"))
        except OSError as error:
            raise BadInput(f"{out}: cannot be written ({error.strerror})") from error
        return
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def stdout_console() -> Console:
    """Return stdout for people; letters that its encoding lacks become question marks."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    return Console(markup=False, emoji=False, highlight=False)


def left_out(days: Days) -> str:
    """Return the note on the events that the one-a-day filter left out."""
    repeated = count(days.left_out, "event")
    return (
        f"one a day: left out {repeated} with the day, parties, type and modality of an earlier one"
    )


def note(notes: Console, message: str) -> None:
    """Print one line to stderr."""
    # Through the console of the progress line, so that the two do not overwrite each other.
    notes.print(Text(f"kabar: {one_line(message)}"), soft_wrap=True)
