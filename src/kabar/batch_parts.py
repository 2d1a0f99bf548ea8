"""Parquet in, Parquet out, part by part: the cut of the source decides the files of the result.

A part is a stretch of rows of one row group. Its results do not depend on who codes it or when, so
every engine and number of workers writes the same files, and a part that is there is not coded
again.

    TARGET/records/part-00000.parquet    a row a document
    TARGET/rejects/part-00000.parquet    a row a document that could not be coded
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kabar.batches import RESULTS, code_record_batch
from kabar.errors import BadInput, KabarError
from kabar.settings import Settings
from kabar.text.columns import PARTS, Columns, find_columns

ROWS = 1000
"""Documents a part: a minute or two of work."""
_ROWS_A_BATCH = 64
"""Documents held at a time, with their records as Python objects."""

REJECTS = pa.schema([RESULTS.field(n) for n in ("id", "origin", "error", "message", "text")])
RECORDS = pa.schema([field for field in RESULTS if field.name not in ("error", "message")])
FOLDERS = {"records": RECORDS, "rejects": REJECTS}
_STAMP = b"kabar.part"
_FOOTER = 1 << 16


@dataclass(frozen=True, slots=True)
class Part:
    """Rows `first` to `first + count` of a row group; `before` rows of the file go before it."""

    number: int
    path: str
    name: str
    """The file as results cite it, without the folders above the source."""
    digest: str
    """Of the end of the file, where Parquet keeps the places and sizes of all columns."""
    group: int
    first: int
    count: int
    before: int


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for all parts of a run."""

    target: Path
    columns: Columns | None
    settings: Settings
    run: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a part gave."""

    number: int
    coded: int
    rejected: int


def find_parts(source: Path, *, columns: Columns | None = None, rows: int = ROWS) -> list[Part]:
    """Return the parts of a Parquet file, or of all below a folder in the order of their names.

    Raises BadInput where there is none, one is damaged, or one has no column of text.
    """
    paths = [source] if source.is_file() else sorted(source.rglob("*.parquet"))
    if not paths:
        raise BadInput(f"{source}: no Parquet file; name one, or a folder with some")
    parts: list[Part] = []
    for path in paths:
        name = path.name if path == source else path.relative_to(source).as_posix()
        parts.extend(_parts(path, name, columns, rows, len(parts)))
    return parts


def code_part(part: Part, job: Job) -> Done:
    """Write the results of a part and return what it gave; what is there already is kept."""
    files = {name: job.target / name / file_name(part.number) for name in FOLDERS}
    stamp = _stamp(part, job)
    if all(_has(path, stamp) for path in files.values()):
        counts = {name: pq.read_metadata(path).num_rows for name, path in files.items()}
        return Done(part.number, counts["records"], counts["rejects"])
    results = pa.Table.from_batches(_results(part, job), schema=RESULTS)
    well = pc.is_null(results["error"])
    tables = {
        "records": results.filter(well).select(RECORDS.names),
        "rejects": results.filter(pc.invert(well)).select(REJECTS.names),
    }
    for name, table in tables.items():
        _write(table.replace_schema_metadata({_STAMP: stamp}), files[name])
    return Done(part.number, tables["records"].num_rows, tables["rejects"].num_rows)


def file_name(number: int) -> str:
    """Return the name of the files of a part."""
    return f"part-{number:05}.parquet"


def make_target(target: Path, parts: int) -> None:
    """Make the folders of the result.

    Raises BadInput where they hold files that this run would not write: two results would mix.
    """
    names = {file_name(number) for number in range(parts)}
    for folder in FOLDERS:
        try:
            (target / folder).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(f"{target}: cannot be made ({error.strerror})") from error
        for path in sorted((target / folder).glob("*.parquet")):
            if path.name not in names:
                raise BadInput(f"{path}: of another run; name an empty folder, or empty this one")


def _parts(
    path: Path, name: str, columns: Columns | None, rows: int, number: int
) -> Iterator[Part]:
    try:
        metadata = pq.read_metadata(path)
        names = metadata.schema.to_arrow_schema().names
        digest = _digest(path)
    except (OSError, pa.ArrowException) as error:
        raise _damaged(str(path), error) from None
    try:
        find_columns(columns, names)
    except BadInput as error:
        raise BadInput(f"{path}: {error}") from None
    before = 0
    for group in range(metadata.num_row_groups):
        held = metadata.row_group(group).num_rows
        for first in range(0, held, rows):
            count = min(rows, held - first)
            yield Part(number, str(path), name, digest, group, first, count, before + first)
            number += 1
        before += held


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _FOOTER))
        return hashlib.sha256(f"{size} ".encode() + file.read()).hexdigest()[:20]


def _results(part: Part, job: Job) -> Iterator[pa.RecordBatch]:
    """Yield the results of a part in batches; where it cannot be read, a reject for the rest."""
    number = part.before
    try:
        for batch in _documents(part, job.columns):
            yield code_record_batch(
                batch,
                columns=job.columns,
                settings=job.settings,
                place=partial(_place, part.name, number),
            )
            number += batch.num_rows
    except (OSError, pa.ArrowException) as error:
        origin = f"{part.name} rows {number + 1} to {part.before + part.count}"
        row = {"origin": origin, "error": "BadInput", "message": str(_damaged(origin, error))}
        yield pa.RecordBatch.from_pylist([row], schema=RESULTS)


def _place(name: str, above: int, row: int) -> str:
    return f"{name} row {above + row + 1}"


def _documents(part: Part, columns: Columns | None) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a part, the columns that are needed alone."""
    with pq.ParquetFile(part.path, pre_buffer=False) as file:
        found = find_columns(columns, file.schema_arrow.names)
        needed = [name for piece in PARTS if (name := getattr(found, piece))]
        first, left = part.first, part.count
        for batch in file.iter_batches(
            batch_size=_ROWS_A_BATCH, row_groups=[part.group], columns=needed, use_threads=False
        ):
            piece = batch.slice(min(first, batch.num_rows), left)
            first -= min(first, batch.num_rows)
            left -= piece.num_rows
            if piece.num_rows:
                yield piece
            if not left:
                return


def _stamp(part: Part, job: Job) -> bytes:
    """Return what the results depend on; the same stamp, the same bytes."""
    rows = f"{part.group} {part.first} {part.count}"
    return f"{job.run} {part.digest} {rows} {part.name} {job.columns}".encode()


def _has(path: Path, stamp: bytes) -> bool:
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowException):  # not there, or cut short
        return False
    return bool(metadata.get(_STAMP) == stamp)


def _write(table: pa.Table, path: Path) -> None:
    """Write a file that is there whole or not at all, even if two workers write it."""
    rough = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        pq.write_table(table, rough, compression="zstd")
        rough.replace(path)
    except OSError as error:
        rough.unlink(missing_ok=True)
        raise KabarError(f"{path}: cannot be written ({error.strerror or error})") from error


def _damaged(place: str, error: Exception) -> BadInput:
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return BadInput(f"{place}: damaged Parquet ({reason}); write the file again")
