"""Numbers that were counted elsewhere as a frame of `dyad_series`, for change points and charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import nan
from typing import Any

from kabar.analysis import series
from kabar.analysis.dyads import missing
from kabar.errors import UnknownName

try:
    import pandas as pd
except ImportError as error:
    raise missing(error) from error

FREQUENCIES: Mapping[str, str] = {**series.FREQUENCIES, "quarter": "Q-DEC", "year": "Y-DEC"}
"""Names of periods for pandas."""


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """The events of a dyad in one period."""

    source: str
    target: str
    start: date
    """Any day of the period."""
    count: int
    scored: int
    mean_score: float | None


def frame_of_counts(
    counts: Iterable[PeriodCount], *, by: str, directed: bool = True
) -> pd.DataFrame:
    """Return a frame that `change_points` and `dyad_chart` take, sorted as `dyad_series` is.

    Its column `events` holds empty lists, as numbers name no records. Raises UnknownName for a
    wrong period.
    """
    if by not in FREQUENCIES:
        raise UnknownName(f"unknown period '{by}'; use one of: {', '.join(FREQUENCIES)}")
    rows = [
        {
            "source": each.source,
            "target": each.target,
            "period": pd.Period(each.start, freq=FREQUENCIES[by]),
            "count": each.count,
            "scored": each.scored,
            "mean_score": nan if each.mean_score is None else each.mean_score,
            "events": [],
        }
        for each in sorted(counts, key=lambda each: (each.source, each.target, each.start))
    ]
    names = ("source", "target", "period", "count", "scored", "mean_score", "events")
    kinds: dict[str, Any] = dict.fromkeys(names, object)
    kinds |= {"period": f"period[{FREQUENCIES[by]}]", "mean_score": "float64"}
    kinds |= {"count": "int64", "scored": "int64"}
    frame = pd.DataFrame(rows, columns=list(names)).astype(kinds)
    frame.attrs = {"by": by, "directed": directed}
    return frame
