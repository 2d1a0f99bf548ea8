"""Dates: the time expressions of a sentence as intervals of days, read on the day of publication.

What a language says is in its `dates.toml` (see `dates_tables`), what it means is arithmetic (see
`dates_operations`). Here the two meet: the longest expressions win, each is read in the light of
the nearest words that look ahead (*will*, *direncanakan*) or back (*said*, *telah*), and found
dates join into ranges (*from A to B*, *since A*).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kabar.extract.dates_calendar import Frame, Interval
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

HARD_STOPS = frozenset('.;:!?“”"()«»–—…')
DEADLINE_REACH = 3
"""How near a word such as *until* must stand before a date to make it one to come."""
LIST_REACH = 2
"""Dates so close share their direction: *will meet on Monday and on Tuesday*."""
COMMA_REACH = 3
"""A comma ends the clause unless so few words stand behind it (*in Geneva, Switzerland,*)."""


def find_dates(
    text: str,
    start: int,
    end: int,
    published: date | None,
    tables: DateTables,
    *,
    anchor: When | None = None,
) -> list[When]:
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
    turn = 0
    for k, match in enumerate(matches):
        before = matches[k - 1].stop if k else 0
        after = matches[k + 1].first if k + 1 < len(matches) else len(pieces)
        near = found and match.first - before <= LIST_REACH
        turn = _direction(pieces, lattice, match, before, after, tables) or (turn if near else 0)
        frame = Frame(published, turn, told, orders=tables.orders)
        interval = resolve(match.operation, match.parts, frame)
        if interval is not None:
            found.append((match, interval))
            told = interval
    joined = _join_ranges(pieces, found, published, tables)
    return [_record(text, pieces, match, interval) for match, interval in joined]


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


def _direction(
    pieces: list[Piece],
    lattice: list[list[Edge]],
    match: Match,
    before: int,
    after: int,
    tables: DateTables,
) -> int:
    """Return 1 or -1 where the nearest words of the clause look ahead or back, else 0.

    The words before decide, up to the date before (`before`); then those after it.
    """
    reach = 0
    for i in range(match.first - 1, before - 1, -1):
        turn = _turn(lattice[i])
        if match.first - i <= DEADLINE_REACH and any(e.slot == "deadline" for e in lattice[i]):
            return 1
        if turn == -1 and any(_turn(lattice[j]) == 1 for j in range(max(i - 2, before), i)):
            return 1  # a verb of the past in form only: *will be held*
        if turn:
            return turn
        if pieces[i].lower in HARD_STOPS or (pieces[i].lower == "," and reach > COMMA_REACH):
            break
        reach = 0 if pieces[i].lower == "," else reach + 1
    at = match.stop
    while at < after and pieces[at].lower in (",", ")"):
        at += 1
    for i in range(at, after):
        turn = _turn(lattice[i]) or _verb_turn(pieces[i], tables)
        if turn:
            return 0 if turn == PLAIN_VERB else turn
        if pieces[i].lower in HARD_STOPS or pieces[i].lower == ",":
            break
        if any(edge.slot == "clause" for edge in lattice[i]):
            break
    return 0


PLAIN_VERB = 2
"""A verb that says nothing of time: the search for time words ends there."""


def _turn(edges: list[Edge]) -> int:
    for edge in edges:
        if edge.slot == "ahead":
            return 1
        if edge.slot == "behind":
            return -1
    return 0


def _verb_turn(piece: Piece, tables: DateTables) -> int:
    """Return -1 for a past form, PLAIN_VERB for another verb, by the shape of the word."""
    word = piece.lower
    if len(word) < 4 or piece.text[0].isupper() or word in tables.not_verbs:
        return 0
    if tables.past_endings and word.endswith(tables.past_endings):
        return -1
    return PLAIN_VERB if tables.verb_beginnings and word.startswith(tables.verb_beginnings) else 0


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
