"""`kabar relate` and `kabar evaluate`: pairs of parties, and records against gold."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from kabar.cli_options import FILE, data_option, known_language
from kabar.coder import Coder
from kabar.errors import BadInput, KabarError
from kabar.evaluate import evaluate, load_gold
from kabar.relate import Relation, relate, unmark
from kabar.settings import read_settings
from kabar.views.evaluation import as_text

COLUMN = "marked_sentence"
LONGEST_FIELD = 10_000_000


@click.command("relate")
@click.argument("source", metavar="FILE.tsv|SENTENCE")
@click.option(
    "--language",
    metavar="CODE",
    callback=known_language,
    default="en",
    show_default=True,
    help="Language of the sentences.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "tsv"]),
    default="text",
    help="text tells how each relation was found, tsv gives type and quad class alone.",
)
@click.option(
    "--conventions/--no-conventions",
    default=True,
    help="Label as sets of relations do (the default), or with the type that records have.",
)
@data_option
@click.pass_context
def relate_command(
    ctx: click.Context,
    source: str,
    language: str,
    form: str,
    conventions: bool,
    data: Path | None,
) -> None:
    """Say what one marked party of a sentence does to another.

    SENTENCE marks them as "<s>France</s> accused <t>Mali</t> of delays."; FILE.tsv has a column
    marked_sentence of such sentences. With --format tsv one line is printed for each, in order:
    the PLOVER type (empty where none is found), a tab, and the quad class: 1 verbal and 2 material
    cooperation, 3 verbal and 4 material conflict.
    """
    coder = Coder(read_settings(overlay=data))
    well = True
    for number, marked in enumerate(_sentences(source), 1):
        relation = None
        try:
            text, one, other = unmark(marked)
            relation = relate(
                text, one, other, language=language, coder=coder, conventions=conventions
            )
        except KabarError as error:
            well = False
            click.echo(f"kabar: line {number}: {error}", err=True)
        click.echo(_line(relation) if form == "tsv" else _told(marked, relation))
    if not well:
        ctx.exit(1)


def _sentences(source: str) -> list[str]:
    if "<s>" in source or "<t>" in source:
        return [source]
    path = Path(source)
    if not path.is_file():
        raise BadInput(f"no file '{source}', and no sentence with <s>…</s> and <t>…</t>")
    csv.field_size_limit(LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if COLUMN not in (rows.fieldnames or ()):
                raise BadInput(f"{source}: no column '{COLUMN}' in its first line")
            return [row[COLUMN] or "" for row in rows]
    except UnicodeDecodeError as error:
        raise BadInput(f"{source}: not UTF-8 text; save it as UTF-8") from error


def _line(relation: Relation | None) -> str:
    return f"{relation.type}\t{relation.quad}" if relation else "\t"


def _told(marked: str, relation: Relation | None) -> str:
    if relation is None:
        return f"no relation found: {marked}"
    kind = f"{relation.type}/{relation.mode}" if relation.mode else relation.type
    head = f"{kind}  quad {relation.quad}  {relation.modality}  “{relation.trigger.text}”"
    return "\n".join((head, *(f"    {line}" for line in relation.derivation)))


@click.command("evaluate")
@click.argument("gold", type=FILE, nargs=-1, required=True, metavar="GOLD.json...")
@click.option(
    "--records",
    type=FILE,
    help="Score these records (JSON lines) instead of coding the article anew.",
)
@click.option("--show", is_flag=True, help="List what is missed and what is wrong, with its text.")
@data_option
def evaluate_command(
    gold: tuple[Path, ...], records: Path | None, show: bool, data: Path | None
) -> None:
    """Compare Kabar's records with gold: precision, recall and F1 by type, language and field.

    Each GOLD.json lies in a folder gold/ beside articles/, or next to its article; its form is
    told in examples/README.md. Two golds of one article (other coders' files) are compared with
    each other too: Krippendorff's alpha of the types per line.
    """
    coder = Coder(read_settings(overlay=data))
    report = evaluate([load_gold(path) for path in gold], coder, records=records)
    sys.stdout.write(as_text(report, show=show))
