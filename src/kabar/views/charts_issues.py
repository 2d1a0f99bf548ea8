"""Statements over time: one issue after another, a lane for each party, open or firm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kabar.analysis.cases import Issue
from kabar.analysis.moves import HARDENED, YIELDED, moves_of
from kabar.analysis.negotiation import Cell, NegotiationTable
from kabar.analysis.statements import Statement
from kabar.views.charts_days import Days
from kabar.views.charts_issue_marks import (
    HEAD,
    LANE,
    PADDING,
    ROW,
    TAIL,
    Dot,
    IssueRow,
    Lane,
    Turn,
    colour_of,
    draw_issues,
)
from kabar.views.charts_packing import pack
from kabar.views.charts_svg import WIDTH, Chart, label, render, width_of
from kabar.views.labels import count

_WIDTH = WIDTH - PADDING["left"] - PADDING["right"]
_DOT = 9.0
"""Width of a mark with a little room."""
_LETTERS = 9
_TURNS = {YIELDED: "yields", HARDENED: "hardens"}


def issue_chart(table: NegotiationTable) -> Chart:
    """Return the statements of a case by issue, party and day, and where a party turned.

    A filled mark gives or consents, a hollow one insists or refuses. Statements that the text
    negates or calls only possible are not shown, nor those without a day.
    """
    shown = [s for cell in table.cells for s in cell.statements if s.counts and s.day]
    if not shown:
        return Chart("", f"No chart of issues: no statement has a day. {_left_out(table)}".strip())
    days = _days([s.day for s in shown if s.day])
    issues: list[IssueRow] = []
    top = 0.0
    for issue in table.case.issues:
        row = _issue(table, issue, days, top)
        if row is not None:
            issues.append(row)
            top += row.height
    svg = render(
        draw_issues(issues, days),
        name="issues",
        title="Statements on each issue by party and day",
        summary=" ".join(_sentence(row) for row in issues),
        height=top,
        padding=PADDING,
    )
    return Chart(svg, f"{count(len(shown), 'statement')}. {_left_out(table)}".strip())


def _days(days: Sequence[date]) -> Days:
    """Return the days of the chart, with room for a mark at both ends."""
    first, last = min(days), max(days)
    room = timedelta(max(3, (last - first).days // 40))
    first = first - room if first - date.min > room else date.min
    return Days(first, last + room if date.max - last > room else date.max, _WIDTH)


def _issue(table: NegotiationTable, issue: Issue, days: Days, top: float) -> IssueRow | None:
    """Return an issue with its lanes, None where no party has a statement to show."""
    lanes: list[Lane] = []
    height = float(HEAD)
    for number, party in enumerate(table.case.parties):
        cell = table.cell(issue, party)
        shown = [s for s in cell.statements if s.counts and s.day] if cell else []
        if cell is None or not shown:
            continue
        name = label(party.name, 22)
        marks = _apart([*_dots(shown, name, days), *_turns(cell, days)])
        dots = tuple(mark for mark in marks if isinstance(mark, Dot))
        turns = tuple(mark for mark in marks if isinstance(mark, Turn))
        lanes.append(Lane(name, colour_of(number), top + height, dots, turns))
        height += LANE + ROW * max(mark.row for mark in marks)
    name = label(issue.name, 90)
    return IssueRow(name, top, height + TAIL, tuple(lanes)) if lanes else None


def _dots(statements: Iterable[Statement], party: str, days: Days) -> list[Dot]:
    dots = []
    for statement in statements:
        if statement.day is None:
            continue
        stance, content = statement.position.stance, statement.position.content.text
        told = f"{statement.day} {party} {stance}: {label(content, 160)}"
        dots.append(Dot(days.pixel(statement.day), statement.is_open, told))
    return dots


def _turns(cell: Cell, days: Days) -> list[Turn]:
    turns = []
    for move in moves_of(cell):
        if move.kind in _TURNS and move.day is not None:
            pixel, words = days.pixel(move.day), _TURNS[move.kind]
            turns.append(Turn(pixel, words, str(move.day), pixel + _wide(words) > _WIDTH))
    return turns


def _apart(marks: Iterable[Dot | Turn]) -> list[Dot | Turn]:
    """Return the marks of a lane with their rows; words have theirs before the dots of later days.

    So words stand beside the day that they are about.
    """
    ordered = sorted(marks, key=lambda mark: (mark.pixel, isinstance(mark, Turn)))
    rows = pack((_span(mark) for mark in ordered), gap=0)
    return [replace(mark, row=row) for mark, row in zip(ordered, rows, strict=True)]


def _span(mark: Dot | Turn) -> tuple[float, float]:
    """Return from where to where a mark reaches."""
    if isinstance(mark, Dot):
        return mark.pixel - _DOT / 2, mark.pixel + _DOT / 2
    edge = -_DOT / 2 if mark.is_left else _DOT / 2
    far = -_wide(mark.words) if mark.is_left else _wide(mark.words)
    return min(mark.pixel + edge, mark.pixel + far), max(mark.pixel + edge, mark.pixel + far)


def _wide(words: str) -> float:
    return _DOT / 2 + width_of(words, _LETTERS)


def _sentence(row: IssueRow) -> str:
    told = []
    for lane in row.lanes:
        tones = Counter(dot.is_open for dot in lane.dots)
        turns = "".join(f", {turn.words} {turn.day}" for turn in lane.turns)
        told.append(f"{lane.name} {tones[True]} open, {tones[False]} firm{turns}")
    return f"{row.name}: {'; '.join(told)}."


def _left_out(table: NegotiationTable) -> str:
    statements = [s for cell in table.cells for s in cell.statements]
    reasons = {
        "negated or only possible": sum(not s.counts for s in statements),
        "without a day": sum(s.counts and s.day is None for s in statements),
    }
    told = [f"{number:,} {reason}" for reason, number in reasons.items() if number]
    parts = [f"Not shown: {'; '.join(told)}."] if told else []
    present = {s.issue for s in statements if s.counts and s.day}
    silent = [label(i.name, 60) for i in table.case.issues if i.id not in present]
    if silent and present:
        parts.append(f"No statement on: {'; '.join(silent)}.")
    return " ".join(parts)
