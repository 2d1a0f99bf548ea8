"""Exports: coded articles written in the formats that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kabar.errors import BadInput
from kabar.records import Coded
from kabar.records_io import to_json_lines
from kabar.store.reports import Reports
from kabar.views.export_gdelt import gdelt_rows
from kabar.views.export_icews import icews_head, icews_rows
from kabar.views.export_polecat import polecat_head, polecat_rows
from kabar.views.export_rows import ASSERTED
from kabar.views.export_tables import csv_tables, parquet_tables

Articles = Iterable[Coded]
ReportsOf = Callable[[str], Mapping[str, Reports]]
"""Tells how often a document's events are reported, by their ids."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is written: to a file line by line, or several files into a folder."""

    lines: Callable[[Articles], Iterator[str]] | None = None
    counted: Callable[[Articles, ReportsOf], Iterator[str]] | None = None
    """Like `lines`, where it also tells how often each event is reported."""
    folder: Callable[[Articles, Path], None] | None = None
    modalities: tuple[str, ...] = ()
    """Those that it can tell, where it has no column for modality; else empty."""


def _json_lines(articles: Articles) -> Iterator[str]:
    for coded in articles:
        yield from to_json_lines(coded)


def _gdelt(articles: Articles, reports_of: ReportsOf) -> Iterator[str]:
    for coded in articles:
        yield gdelt_rows(coded, reports_of(coded.document.id))


def _polecat(articles: Articles) -> Iterator[str]:
    yield polecat_head()
    yield from map(polecat_rows, articles)


def _icews(articles: Articles) -> Iterator[str]:
    yield icews_head()
    yield from map(icews_rows, articles)


def _ftm(articles: Articles) -> Iterator[str]:
    from kabar.views.export_ftm import ftm_entities

    yield from ftm_entities(articles)


def _graphml(articles: Articles) -> Iterator[str]:
    from kabar.views.export_network import network_graphml

    yield from network_graphml(articles)


FORMATS = {
    "jsonl": Format(_json_lines),
    "csv": Format(folder=csv_tables),
    "parquet": Format(folder=parquet_tables),
    "gdelt": Format(counted=_gdelt, modalities=ASSERTED),
    "polecat": Format(_polecat, modalities=ASSERTED),
    "icews": Format(_icews, modalities=ASSERTED),
    "followthemoney": Format(_ftm),
    "graphml": Format(_graphml),
}
"""What `kabar export --as` takes."""


def export(
    articles: Articles, name: str, out: Path, *, reports_of: ReportsOf = lambda document: {}
) -> None:
    """Write articles in a format to a file, or into a folder that is made where needed.

    The file appears when it is whole. Raises BadInput where the place is of the other kind.
    """
    form = FORMATS[name]
    if form.folder is not None:
        if out.exists() and not out.is_dir():
            raise BadInput(f"{out}: is a file; {name} writes several, name a folder")
        out.mkdir(exist_ok=True)
        form.folder(articles, out)
    else:
        if out.is_dir():
            raise BadInput(f"{out}: is a folder; {name} writes one file, name it")
        part = out.with_name(f".{out.name}.part")
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                file.writelines(_lines(form, articles, reports_of))
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)


def _lines(form: Format, articles: Articles, reports_of: ReportsOf) -> Iterator[str]:
    if form.counted is not None:
        yield from form.counted(articles, reports_of)
    elif form.lines is not None:
        yield from form.lines(articles)
