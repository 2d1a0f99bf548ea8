"""Events as CSV for a spreadsheet: one event a row, nested parts written out in one cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kabar.records import Coded, Event, Side
from kabar.views.labels import about_labels, magnitude_label, neutral

COLUMNS = (
    "document",
    "origin",
    "published",
    "id",
    "start",
    "end",
    "precision",
    "type",
    "mode",
    "contexts",
    "source",
    "source_party",
    "source_sector",
    "target",
    "target_party",
    "target_sector",
    "reciprocal",
    "modality",
    "about",
    "said_by",
    "place",
    "country",
    "latitude",
    "longitude",
    "magnitude",
    "score",
    "trigger",
    "trigger_start",
    "trigger_end",
    "rule",
)

# A spreadsheet takes a cell that begins with one of these for a formula and runs it; some skip
# blanks before it, and read the wide forms of East Asian keyboards alike.
_FORMULA = tuple("=+-@＝＋－＠")


def csv_head() -> str:
    """Return the line of column names."""
    return csv_line(COLUMNS)


def csv_rows(coded: Coded) -> str:
    """Return one line for each event of an article."""
    return "".join(csv_line(_cells(coded, event)) for event in coded.events)


def _cells(coded: Coded, event: Event) -> list[object]:
    document, date, place = coded.document, event.date, event.place
    return [
        document.id,
        document.origin,
        document.published,
        event.id,
        date and date.start,
        date and date.end,
        date and date.precision,
        event.type,
        event.mode,
        "; ".join(event.contexts),
        *_side_cells(event.source),
        *_side_cells(event.target),
        "true" if event.reciprocal else "false",
        event.modality,
        "; ".join(about_labels(event)),
        event.said_by and (event.said_by.name or event.said_by.text),
        place and place.name,
        place and place.country,
        place and place.latitude,
        place and place.longitude,
        "; ".join(magnitude_label(magnitude) for magnitude in event.magnitude),
        event.score,
        event.trigger.text,
        event.trigger.start,
        event.trigger.end,
        event.rule,
    ]


def _side_cells(sides: Iterable[Side]) -> list[str]:
    people = list(sides)
    return [
        "; ".join(side.name or side.text for side in people),
        "; ".join(side.party or "?" for side in people),
        "; ".join(side.sector or "?" for side in people),
    ]


def csv_line(cells: Iterable[object]) -> str:
    """Return the cells as one line of CSV; none of them is taken for a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def _safe(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    text = neutral(cell)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
