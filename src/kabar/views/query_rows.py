"""Rows that a question to the store gives: for people, as CSV, as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from kabar.records import When
from kabar.store.query import DyadCount
from kabar.views.labels import count, one_line, score_label, when_label
from kabar.views.spreadsheet import csv_line
from kabar.views.tables import tone

ROOMY = 140
"""From so many columns on, a table names the records."""

EVENT_COLUMNS = (
    *("record", "date_start", "date_end", "precision", "type", "mode", "contexts", "modality"),
    *("source", "source_party", "target", "target_party", "reciprocal", "about_type"),
    *("about_mode", "said_by", "place", "country", "latitude", "longitude", "score"),
    *("trigger_text", "start_char", "end_char", "rule", "happening", "document", "id"),
    *("language", "title", "published", "origin", "story"),
)
DYAD_COLUMNS = ("source", "target", "period", "events", "score")


def dyad_row(found: DyadCount) -> dict[str, Any]:
    """Return a count as a row; a mean score is rounded to six digits."""
    score = None if found.score is None else round(found.score, 6)
    return {
        "source": found.source,
        "target": found.target,
        "period": found.period,
        "events": found.events,
        "score": score,
    }


def rows_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """Yield lines of CSV, names of the columns first."""
    yield csv_line(columns)
    for row in rows:
        yield csv_line([_plain(row[name]) for name in columns])


def rows_json(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """Yield one JSON object a row."""
    for row in rows:
        cells = {name: _plain(row[name]) for name in columns}
        yield json.dumps(cells, ensure_ascii=False, default=_text) + "\n"


def event_table(rows: Iterable[Mapping[str, Any]], *, width: int) -> Table:
    """Return who did what to whom; where there is room also the record that tells it."""
    names = ("When", "Who", "Did what", "To whom", "Where", "Score", "Record")
    table = _table(names if width >= ROOMY else names[:-1])
    for row in rows:
        kind = f"{row['type']} {row['mode']}" if row["mode"] else row["type"]
        if row["modality"] != "asserted":
            kind += f" {row['modality']}"
        cells = [
            Text(_days(row)),
            Text(_side(row, "source")),
            Text(f"{kind} “{one_line(row['trigger_text'])}”"),
            Text(_side(row, "target")),
            Text(one_line(row["place"] or "")),
            Text(score_label(row["score"]), tone(row["score"])),
            Text(row["record"], "dim"),
        ]
        table.add_row(*cells[: len(table.columns)])
    return table


def plain_table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Table:
    """Return rows as they are, one column each."""
    table = _table(columns)
    for row in rows:
        table.add_row(*(Text(_shown(row[name])) for name in columns))
    return table


def there_is_more(shown: int) -> str:
    """Return the note below a table that does not show all."""
    return f"the first {count(shown, 'event')}; --limit N shows more, --format csv all of them"


def _days(row: Mapping[str, Any]) -> str:
    first, last = row["date_start"], row["date_end"]
    if first is None:
        return "?"
    return when_label(When(first, last, row["precision"], "", 0, 0))


def _side(row: Mapping[str, Any], role: str) -> str:
    names, parties = row[role].split("; "), row[f"{role}_party"].split("; ")
    if len(names) != len(parties):
        return one_line(row[role])
    return ", ".join(
        one_line(name if name == party or not name else f"{name} ({party})")
        for name, party in zip(names, parties, strict=True)
    )


def _table(columns: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold dim")
    for name in columns:
        table.add_column(Text(one_line(name)), overflow="fold")
    return table


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{len(value)} bytes" if isinstance(value, bytes) else value


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _shown(value: object) -> str:
    return "" if value is None else one_line(str(_plain(value)))
