"""Numbers of chosen events over time, and their drawing."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from kabar.analysis.dyads import QUADS
from kabar.ontology.load import load_ontology
from kabar.store.columns import Columns, Mask
from kabar.views.charts import counts_drawing
from kabar.views.charts_days import fitting_period, period_start

EDGES = 0.02
"""Share of the events at either end that may lie outside: few events of long ago, which articles
recall, would else press all others into one bar."""


def quad_of_type(kind: str) -> str:
    """Return the quad class of a PLOVER type."""
    return str(load_ontology().types[kind]["quad"])


def counts_by_period(
    columns: Columns, mask: Mask, *, period: str | None = None
) -> tuple[str, Counter[tuple[date, str]]]:
    """Return the period and the number of dated events by its first day and quad class.

    Without a period it is the shortest of which a chart has room for all.
    """
    dated = mask & (columns.day > 0)
    days, codes = columns.day[dated], columns.codes["type"][dated]
    if not len(days):
        return period or "day", Counter()
    chosen = period or fitting_period(
        date.fromordinal(int(days.min())), date.fromordinal(int(days.max()))
    )
    width = len(columns.values("type"))
    keys, numbers = np.unique(days.astype(np.int64) * width + codes, return_counts=True)
    quads = [quad_of_type(name) if name else "" for name in columns.values("type")]
    counts: Counter[tuple[date, str]] = Counter()
    for key, number in zip(keys, numbers, strict=True):
        start = period_start(date.fromordinal(int(key) // width), chosen)
        counts[start, quads[int(key) % width]] += int(number)
    return chosen, counts


def main_days(columns: Columns, mask: Mask) -> tuple[date, date] | None:
    """Return the days between which all but a few of the chosen events lie; None without days."""
    days = np.sort(columns.day[mask & (columns.day > 0)])
    if not len(days):
        return None
    cut = int(len(days) * EDGES)
    return date.fromordinal(int(days[cut])), date.fromordinal(int(days[len(days) - 1 - cut]))


def drawn_counts(counts: Counter[tuple[date, str]], period: str, shown: str) -> str:
    """Return the drawing of numbers of events, empty where there are none."""
    known = Counter({key: number for key, number in counts.items() if key[1] in QUADS})
    return counts_drawing(known, period, shown) if known else ""
