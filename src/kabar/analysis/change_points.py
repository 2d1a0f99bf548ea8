"""Where the mean score of a dyad moves to a new level and stays there.

Method: the cut of a series into levels that has the least squared error plus a penalty for each
new level, found by PELT (R. Killick, P. Fearnhead, I. A. Eckley, Optimal Detection of Changepoints
With a Linear Computational Cost, JASA 107, 2012), in the implementation of `ruptures`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import log
from typing import Any

import numpy as np

from kabar.analysis.dyads import missing
from kabar.errors import BadInput, KabarError

try:
    import pandas as pd
    import ruptures
except ImportError as error:
    raise missing(error) from error

NEEDED = ("source", "target", "period", "count", "mean_score", "events")

COLUMNS = (
    *("source", "target", "last_before", "period", "mean_before", "mean_after"),
    *("periods_before", "periods_after", "count_before", "count_after"),
    *("events_before", "events_after"),
)


def change_points(
    series: pd.DataFrame, *, min_periods: int = 8, min_level: int = 3, penalty: float = 4.0
) -> pd.DataFrame:
    """Return a row for each new level in a frame of `dyad_series`, by source, target, period.

    The signal is the mean score of each period that has scored events. A period without is not a
    zero and not a guess: it is left out of the signal, and the series closes up over it. So the new
    level begins at `period` at the latest, and after `last_before`, the last period known to be of
    the old level. Means are of the periods' means, each period weighing the same however many
    events it has; counts and events are those of the whole level before and after.

    A level has at least `min_level` periods. A change must lower the squared error by more than
    `penalty` x variance x ln(periods); the variance is taken from the steps between neighbours,
    which a change of level hardly touches. Lower finds more, also in noise.

    KernelCPD with a linear kernel has the cost of Pelt with `l2`, squared error about the mean, and
    the same search, but compiled and over every period: thousands of times faster on long series.

    `attrs` has `too_short`, the dyads with fewer than `min_periods` scored periods, each as source,
    target and number of periods, and `gaps`, the empty periods within those that were looked at.
    """
    _check(series, min_periods, min_level, penalty)
    rows: list[dict[str, Any]] = []
    too_short: list[tuple[str, str, int]] = []
    gaps: list[tuple[str, str, int]] = []
    for dyad, group in series.groupby(["source", "target"], sort=True):
        source, target = map(str, dyad)
        known = group.dropna(subset=["mean_score"]).sort_values("period")
        if len(known) < max(min_periods, 2 * min_level):
            too_short.append((source, target, len(known)))
            continue
        whole = pd.period_range(known["period"].iloc[0], known["period"].iloc[-1])
        gaps.append((source, target, len(whole) - len(known)))
        ends = _ends(known["mean_score"].to_numpy(dtype=float), min_level, penalty)
        rows += _rows(source, target, known, ends)
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(_kinds(series))
    frame.attrs = {
        "min_periods": min_periods,
        "min_level": min_level,
        "penalty": penalty,
        "too_short": too_short,
        "gaps": gaps,
    }
    return frame


def _check(series: pd.DataFrame, min_periods: int, min_level: int, penalty: float) -> None:
    lacking = [name for name in NEEDED if name not in series.columns]
    if lacking:
        raise BadInput(
            f"the series has no column '{lacking[0]}'; give a frame of kabar.analysis.series"
            ".dyad_series"
        )
    if not isinstance(series["period"].dtype, pd.PeriodDtype):
        raise BadInput(
            "the series' column 'period' holds no periods; read back from a file, turn it with "
            "pandas.PeriodIndex(series['period'], freq='M') first (weeks: 'W-SUN', days: 'D')"
        )
    if min_periods < 2 or min_level < 1 or not penalty > 0:
        raise KabarError(
            "min_periods must be at least 2, min_level at least 1 and penalty above 0; they are "
            f"{min_periods}, {min_level} and {penalty}"
        )


def _ends(scores: np.ndarray[Any, np.dtype[np.float64]], min_level: int, penalty: float) -> Any:
    """Return where each level ends, the last one included."""
    variance = float(np.mean(np.diff(scores) ** 2)) / 2
    if variance == 0:  # all the same: without noise a penalty would be nothing
        return [len(scores)]
    search = ruptures.KernelCPD(kernel="linear", min_size=min_level)
    return search.fit(scores.reshape(-1, 1)).predict(pen=penalty * variance * log(len(scores)))


def _rows(source: str, target: str, known: pd.DataFrame, ends: list[int]) -> Iterator[Any]:
    levels = [known.iloc[start:end] for start, end in pairwise([0, *ends])]
    for before, after in pairwise(levels):
        row = {
            "source": source,
            "target": target,
            "last_before": before["period"].iloc[-1],
            "period": after["period"].iloc[0],
        }
        for name, level in (("before", before), ("after", after)):
            row[f"mean_{name}"] = level["mean_score"].mean()
            row[f"periods_{name}"] = len(level)
            row[f"count_{name}"] = level["count"].sum()
            row[f"events_{name}"] = [record for records in level["events"] for record in records]
        yield row


def _kinds(series: pd.DataFrame) -> dict[str, Any]:
    kinds: dict[str, Any] = dict.fromkeys(COLUMNS, object)
    kinds |= dict.fromkeys(("last_before", "period"), series["period"].dtype)
    for name in ("before", "after"):
        kinds |= {f"mean_{name}": "float64", f"periods_{name}": "int64", f"count_{name}": "int64"}
    return kinds
