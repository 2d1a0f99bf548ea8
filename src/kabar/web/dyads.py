"""Dyads of the chosen events: the list, and one dyad over time with its changes of level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kabar.analysis.change_points import change_points
from kabar.analysis.dyads import QUADS
from kabar.analysis.series_counts import PeriodCount, frame_of_counts
from kabar.store.choosing import Facet
from kabar.store.columns import Codes
from kabar.store.dyad_numbers import DyadTable, dyad_table, positions_of
from kabar.views.charts import Chart, dyad_chart
from kabar.views.labels import count
from kabar.web.asked import BETWEEN, Asked
from kabar.web.asked_charts import SeriesAsked
from kabar.web.counting import quad_of_type
from kabar.web.events import Chosen, choose
from kabar.web.series import MOST, PeriodNumbers, fitting, period_numbers
from kabar.web.site import Site


@dataclass(frozen=True, slots=True)
class ChangeOfLevel:
    """Where the mean score of a direction moves to a new level and stays there."""

    source: str
    target: str
    period: str
    """The first one that is known to be of the new level."""
    mean_before: float
    events_before: int
    mean_after: float
    events_after: int


@dataclass(frozen=True, slots=True)
class Direction:
    """The events of one party towards another, or of both where `source` and `target` are one."""

    source: str
    target: str
    events: int
    scored: int
    mean_score: float | None
    types: tuple[Facet, ...]
    """Events of each type, the most frequent first."""
    quads: dict[str, int]
    periods: tuple[PeriodNumbers, ...]
    """The oldest first; events without a day are in none."""


@dataclass(frozen=True, slots=True)
class DyadView:
    """A dyad over time."""

    by: str
    directions: tuple[Direction, ...]
    """There and back, or one for both."""
    together: tuple[PeriodNumbers, ...]
    """The periods with the events of either direction, each event counted once."""
    events: int
    """Of either direction, those without a day too."""
    changes: tuple[ChangeOfLevel, ...]
    shown: tuple[PeriodNumbers, ...]
    """Those of `together` that the drawing shows."""
    chart: Chart


def dyads_of(site: Site, asked: Asked) -> DyadTable:
    """Return the dyads of the events that an address asks for, between the parties it names."""

    def answer() -> DyadTable:
        chosen = choose(site, asked)
        return dyad_table(chosen.columns, chosen.mask, asked.filter())

    key = ("dyads", site.columns.version, asked.filter(), tuple(asked.outlet))
    found: DyadTable = site.kept.get(key, answer)
    return found


def is_known(site: Site, party: str) -> bool:
    """Say whether any event of the store has a party."""
    return bool(party) and party in site.columns.now().names["party"]


def dyad_of(asked: SeriesAsked, source: str, target: str) -> SeriesAsked:
    """Return what an address asks for, of the dyad in its path alone."""
    return asked.model_copy(update={"dyad": [f"{source}{BETWEEN}{target}"]})


def dyad_view(site: Site, asked: SeriesAsked, source: str, target: str) -> DyadView:
    """Return a dyad over time; `asked` is of this dyad (`dyad_of`)."""
    chosen = choose(site, asked)

    def answer() -> DyadView:
        return _view(chosen, asked, source, target)

    of_events = (asked.filter(), tuple(asked.outlet))
    key = ("dyad", site.columns.version, of_events, source, target, asked.by, asked.directed)
    found: DyadView = site.kept.get(key, answer)
    return found


def _view(chosen: Chosen, asked: SeriesAsked, source: str, target: str) -> DyadView:
    there = positions_of(chosen.columns, chosen.mask, source, target)
    back = positions_of(chosen.columns, chosen.mask, target, source)
    either = np.union1d(there, back).astype(np.int32)
    by = asked.by or fitting(chosen.columns, either)
    if asked.directed:
        parts = [(source, target, there), (target, source, back)]
    else:
        parts = [(source, target, either)]
    directions = tuple(_direction(chosen, *part, by) for part in parts)
    together = period_numbers(chosen.columns, either, by)
    shown = together[-MOST:]
    changes, chart = _drawn(directions, shown, by=by, directed=asked.directed)
    if len(shown) < len(together):
        left = f"The latest {len(shown)} of {count(len(together), by)} with events."
        chart = Chart(chart.svg, f"{left} {chart.note}")
    return DyadView(by, directions, tuple(together), len(either), changes, tuple(shown), chart)


def _direction(chosen: Chosen, source: str, target: str, at: Codes, by: str) -> Direction:
    columns = chosen.columns
    scores = columns.score[at]
    scores = scores[~np.isnan(scores)]
    names = columns.values("type")
    numbers = np.bincount(columns.codes["type"][at], minlength=len(names))
    types = [
        Facet(names[code], int(numbers[code])) for code in map(int, np.flatnonzero(numbers)) if code
    ]
    quads = dict.fromkeys(QUADS, 0)
    for each in types:
        quads[quad_of_type(each.value)] += each.events
    return Direction(
        source,
        target,
        len(at),
        len(scores),
        round(float(scores.mean(dtype=np.float64)), 4) if len(scores) else None,
        tuple(sorted(types, key=lambda each: (-each.events, each.value))),
        quads,
        tuple(period_numbers(columns, at, by)),
    )


def _drawn(
    directions: Sequence[Direction], shown: Sequence[PeriodNumbers], *, by: str, directed: bool
) -> tuple[tuple[ChangeOfLevel, ...], Chart]:
    """Return the changes of level of whole series, and the drawing of the periods shown."""
    if not shown:
        return (), Chart("", "No chart: none of these events has a day.")
    first, last = shown[0].start, shown[-1].end
    counts = _counts(directions)
    found = change_points(frame_of_counts(counts, by=by, directed=directed))
    frame = frame_of_counts(
        [each for each in counts if first <= each.start <= last], by=by, directed=directed
    )
    inside = found[[first <= each.start_time.date() <= last for each in found["period"]]]
    chart = dyad_chart(frame, inside, [(each.source, each.target) for each in directions])
    changes = tuple(
        ChangeOfLevel(
            row["source"],
            row["target"],
            str(row["period"]),
            round(float(row["mean_before"]), 4),
            int(row["count_before"]),
            round(float(row["mean_after"]), 4),
            int(row["count_after"]),
        )
        for row in found.to_dict("records")
    )
    return changes, chart


def _counts(directions: Sequence[Direction]) -> list[PeriodCount]:
    return [
        PeriodCount(each.source, each.target, row.start, row.events, row.scored, row.mean_score)
        for each in directions
        for row in each.periods
    ]
