"""Language folders: the settings and tables of each language, with a user's own laid over them.

A language is a folder of data and no code. `language.toml` holds settings, every `*.csv` a table
whose first line names its columns. A line is cited as `code/table:line`, e.g. `id/acts:41`; lines
of a user's folder as `user/code/table:line`.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kabar.errors import BadLanguageData, UnknownLanguage

SHIPPED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column name and the rule id that cites it."""

    rule: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell; an absent or empty one is the empty string."""
        return self.cells.get(column) or ""


@dataclass(frozen=True, slots=True)
class Language:
    """One language's facts; `tables` maps a table's name (`acts`) to its rows, overlay last."""

    code: str
    name: str
    settings: Mapping[str, Any]
    tables: Mapping[str, tuple[Row, ...]]
    folder: Path = field(repr=False)

    def table(self, name: str) -> tuple[Row, ...]:
        """Return the rows of a table, none where the language has no such table."""
        return self.tables.get(name, ())

    def words(self, key: str) -> frozenset[str]:
        """Return a list of words from `[words]` in language.toml, empty where absent."""
        return frozenset(self.settings.get("words", {}).get(key, ()))


def language_codes() -> list[str]:
    """Return the codes of the shipped languages, sorted."""
    return sorted(p.parent.name for p in SHIPPED.glob("*/language.toml"))


def read_table(path: Path, rule_prefix: str) -> list[Row]:
    """Return the rows of one CSV table; lines that are empty or start with `#` are skipped.

    Raises BadLanguageData where a line has more cells than the header.
    """
    rows: list[Row] = []
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader, None)
        if header is None:
            return rows
        for cells in reader:
            if not cells or cells[0].startswith("#"):
                continue
            if len(cells) > len(header):
                raise BadLanguageData(
                    f"{path.name} line {reader.line_num}: {len(cells)} cells under "
                    f"{len(header)} columns ({', '.join(header)}); quote cells that hold commas"
                )
            rows.append(
                Row(f"{rule_prefix}:{reader.line_num}", dict(zip(header, cells, strict=False)))
            )
    return rows


def load_language(code: str, *, overlay: Path | None = None) -> Language:
    """Return a language's facts, with the tables of `overlay/<code>/` after the shipped ones.

    Raises UnknownLanguage where no folder has that code, BadLanguageData where a table is wrong.
    """
    folder = SHIPPED / code
    settings_path = folder / "language.toml"
    if not settings_path.is_file():
        raise UnknownLanguage(f"no language '{code}'; Kabar codes: {', '.join(language_codes())}")
    settings = tomllib.loads(settings_path.read_text(encoding="utf-8"))
    tables: dict[str, tuple[Row, ...]] = {}
    for path in sorted(folder.glob("*.csv")):
        tables[path.stem] = tuple(read_table(path, f"{code}/{path.stem}"))
    if overlay is not None:
        for path in sorted((overlay / code).glob("*.csv")):
            extra = read_table(path, f"user/{code}/{path.stem}")
            tables[path.stem] = tables.get(path.stem, ()) + tuple(extra)
    return Language(code, str(settings["name"]), settings, tables, folder)
