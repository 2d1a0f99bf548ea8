"""Dates: the time expressions of a sentence as intervals of days, read on the day of publication.

What a language says is in its `dates.toml` (see `dates_tables`), what it means is arithmetic (see
`dates_operations`). Here the two meet: the longest expressions win, each is read in the light of
the nearest words that look ahead (*will*, *direncanakan*) or back (*said*, *telah*), and found
dates join into ranges (*from A to B*, *since A*).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kabar.extract.dates_calendar import Frame, Interval
from kabar.extract.dates_direction import direction_of
from kabar.extract.dates_matches import (
    Edge,
    Match,
    Piece,
    cut_pieces,
    find_matches,
    read_edges,
)
from kabar.extract.dates_operations import ANCHORED, resolve
from kabar.extract.dates_tables import DateTables
from kabar.records import When

LIST_REACH = 2
"""Dates so close share their direction: *will meet on Monday and on Tuesday*."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as its clause reads it, and as an act that is over or to come would read it.

    *On Monday* is the last one for what happened and the next for what is planned. None where a
    reading would make no date.
    """

    when: When
    behind: When | None
    ahead: When | None


def find_dates(
    text: str,
    start: int,
    end: int,
    published: date | None,
    tables: DateTables,
    *,
    anchor: When | None = None,
) -> list[DateMention]:
    """Return the dates in `text[start:end]`, in order and without overlap; spans index `text`.

    `anchor` is the last date told before this sentence, for *two days later*. Without a day of
    publication only what needs none is found.
    """
    pieces = cut_pieces(text, start, end)
    lattice = [read_edges(pieces, i, tables) for i in range(len(pieces))]
    matches = _select(find_matches(pieces, lattice, tables.templates), published, tables)
    if not matches:
        return []
    told = Interval(anchor.start, anchor.end, anchor.precision) if anchor else None
    found: list[tuple[Match, Interval]] = []
    frames: list[Frame] = []
    turn = 0
    for k, match in enumerate(matches):
        before = matches[k - 1].stop if k else 0
        after = matches[k + 1].first if k + 1 < len(matches) else len(pieces)
        near = found and match.first - before <= LIST_REACH
        turn = direction_of(pieces, lattice, match, before, after, tables) or (turn if near else 0)
        frame = Frame(published, turn, told, orders=tables.orders)
        interval = resolve(match.operation, match.parts, frame)
        if interval is not None:
            found.append((match, interval))
            frames.append(frame)
            told = interval
    told_in = {(m.first, m.stop): frame for (m, _), frame in zip(found, frames, strict=True)}
    return [
        _mention(text, pieces, match, interval, told_in.get((match.first, match.stop)))
        for match, interval in _join_ranges(pieces, found, published, tables)
    ]


def _mention(
    text: str, pieces: list[Piece], match: Match, interval: Interval, frame: Frame | None
) -> DateMention:
    """Return a date with its other readings; one without a frame is a range, which has none."""
    when = _record(text, pieces, match, interval)
    if frame is None:
        return DateMention(when, None, None)
    behind, ahead = (
        resolve(match.operation, match.parts, replace(frame, direction=turn)) for turn in (-1, 1)
    )
    return DateMention(
        when,
        _record(text, pieces, match, behind) if behind is not None else None,
        _record(text, pieces, match, ahead) if ahead is not None else None,
    )


def _select(matches: list[Match], published: date | None, tables: DateTables) -> list[Match]:
    """Return the longest matches that make a date, without overlap, in order."""
    trial = Frame(published, orders=tables.orders)
    ahead = replace(trial, direction=1)
    taken: set[int] = set()
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.first - m.stop, m.first, m.rank)):
        if not taken.isdisjoint(range(match.first, match.stop)):
            continue
        if match.operation not in ANCHORED and match.operation != "nothing":
            parts = match.parts
            if resolve(match.operation, parts, trial) is None and (
                resolve(match.operation, parts, ahead) is None
            ):
                continue
        taken.update(range(match.first, match.stop))
        kept.append(match)
    return sorted(kept, key=lambda m: m.first)


def _join_ranges(
    pieces: list[Piece],
    found: list[tuple[Match, Interval]],
    published: date | None,
    tables: DateTables,
) -> list[tuple[Match, Interval]]:
    """Return the dates with pairs joined into ranges and *since A* opened to publication."""
    if not found:
        return []
    lattice: list[list[Edge]] = [[] for _ in pieces]
    for k, (match, _) in enumerate(found):
        lattice[match.first].append(Edge("when", k, match.stop))
    result = dict(enumerate(found))
    used: set[int] = set()
    for match in sorted(
        find_matches(pieces, lattice, tables.ranges),
        key=lambda m: (-len(m.parts), m.first - m.stop),
    ):
        members = sorted(match.parts.values())
        if not used.isdisjoint(members):
            continue
        interval = _range(match, found, published, tables)
        if interval is not None:
            used.update(members)
            for k in members:
                result.pop(k)
            result[members[0]] = (match, interval)
    return [result[k] for k in sorted(result)]


def _range(
    match: Match,
    found: list[tuple[Match, Interval]],
    published: date | None,
    tables: DateTables,
) -> Interval | None:
    """Return the interval a range template makes of the dates it holds."""
    if match.operation == "since":
        since = found[match.parts["when"]][1]
        if published is None or since.start > published:
            return None
        return Interval(since.start, published, "since")
    first_match, first = found[match.parts["from"]]
    last = found[match.parts["to"]][1]
    if match.operation == "alike" and first.precision != last.precision:
        return None
    if {"year", "years", "step"}.isdisjoint(first_match.parts):
        first = _lend_year(first_match, first, last, tables)
    if first.start > last.start and first_match.operation == "weekday":
        week = timedelta(7)
        first = Interval(first.start - week, first.end - week, first.precision)
    if first.start > last.start:
        return None
    return Interval(first.start, max(first.end, last.end), "interval")


def _lend_year(match: Match, first: Interval, last: Interval, tables: DateTables) -> Interval:
    """Return the first end of a range read in the year of the last, or the year before it."""
    for year in (last.end.year, last.end.year - 1):
        frame = Frame(None, year=year, orders=tables.orders)
        lent = resolve(match.operation, match.parts, frame)
        if lent is not None and lent.start <= last.start:
            return lent
    return first


def _record(text: str, pieces: list[Piece], match: Match, interval: Interval) -> When:
    start, end = pieces[match.first].start, pieces[match.stop - 1].end
    return When(
        interval.start, interval.end, interval.precision, text[start:end], start, end, match.rule
    )
