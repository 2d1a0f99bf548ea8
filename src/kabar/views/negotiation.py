"""The negotiation table for a terminal: a matrix of stances, then each issue with its words."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from kabar.analysis.cases import Issue
from kabar.analysis.moves import SHIFTED, Move
from kabar.analysis.negotiation import (
    COMMON,
    CONFLICT,
    Camp,
    Cell,
    NegotiationTable,
    Relation,
    Stance,
)
from kabar.analysis.statements import Statement
from kabar.views.labels import count, day_label, one_line
from kabar.views.tables import stance_style

WIDEST = 140
FIRST, NARROWEST = 20, 14
"""Columns of a terminal that the matrix takes at least for issues, and for each party."""
NOTHING = "·"
"""Stands for: no position found."""
SHORT = 90
"""Letters of a content in the table; the other formats have all of it."""

_KINDS = {CONFLICT: "red", COMMON: "green"}


def print_negotiation(table: NegotiationTable, moves: list[Move], console: Console) -> None:
    """Print the matrix, each issue with its cells, and the moves."""
    width = min(console.width, WIDEST)
    console.print(_heading(table))
    if width >= FIRST + NARROWEST * len(table.case.parties):
        console.print(_matrix(table), width=width)
        note = f" {NOTHING} no position found, which is not the same as neutral\n"
        console.print(Text(note, "dim"))
    for issue in table.case.issues:
        console.print(_rule(issue.name), width=width)
        console.print(_issue(table, issue), width=width)
        for relation in table.relations_on(issue):
            console.print(_relation(relation), width=width)
        for camp in table.camps_on(issue):
            console.print(_camp(camp), width=width)
        console.print()
    console.print(_rule("Moved"), width=width)
    told = [move for move in moves if move.kind != SHIFTED]
    for move in told:
        console.print(_move(table, move), width=width)
    if not told:
        console.print(Text("no party turned from firm to open or back", "dim"))
    shifts = len(moves) - len(told)
    if shifts:
        changes = count(shifts, "change")
        console.print(Text(f"{changes} of stance within one tone: see --format json", "dim"))


def short(text: str, length: int = SHORT) -> str:
    """Return text on one line, cut at a word with an ellipsis where it is longer."""
    line = one_line(text)
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(",;:–—") + "…"


def left_out_line(table: NegotiationTable) -> str:
    """Return in words how many positions are no statement of the case, and why."""
    left = [f"{number:,} {reason}" for reason, number in table.statements.left_out.items()]
    return f"left out: {'; '.join(left)}" if left else "nothing left out"


def _rule(name: str) -> Rule:
    return Rule(Text(one_line(name), "bold"), align="left", style="dim")


def _heading(table: NegotiationTable) -> Text:
    case, found = table.case, table.statements
    days = [s.day for s in found.rows if s.day is not None]
    span = f"{min(days)} to {max(days)}" if days else "no dated statement"
    facts = " · ".join(
        [
            span,
            count(found.documents, "article"),
            count(found.positions, "position"),
            count(len(found.rows), "statement"),
        ]
    )
    title, left = Text(one_line(case.title), "bold"), Text(left_out_line(table), "dim")
    return Text("\n").join([Text(), title, Text(facts, "dim"), left, Text()])


def _matrix(table: NegotiationTable) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold dim")
    grid.add_column("Issue", ratio=2, overflow="fold")
    for party in table.case.parties:
        grid.add_column(Text(one_line(party.id)), ratio=1, overflow="fold")
    for issue in table.case.issues:
        cells = [_short_cell(table.cell(issue, party)) for party in table.case.parties]
        grid.add_row(Text(one_line(issue.name)), *cells)
    return grid


def _short_cell(cell: Cell | None) -> Text:
    if cell is None:
        return Text(NOTHING, "dim")
    return Text("\n").join(
        Text(stance.label, _style(stance)) + Text(f" {len(stance.statements)}", "dim")
        for stance in cell.stances
    )


def _issue(table: NegotiationTable, issue: Issue) -> Table:
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for party in table.case.parties:
        cell = table.cell(issue, party)
        if cell is None:
            continue
        for number, stance in enumerate(cell.stances):
            name = one_line(party.id) if number == 0 else ""
            grid.add_row(Text(name), Text(stance.label, _style(stance)), _said(stance))
    return grid


def _said(stance: Stance) -> Text:
    last = stance.last
    line = Text(short(last.position.content.text))
    if last.position.condition:
        line.append(f"  {short(last.position.condition.text, 60)}", "italic")
    since, latest = stance.first, last.day
    days = day_label(latest) if since == latest else f"{since} to {latest}"
    times = len(stance.statements)
    line.append(f"  {days}" + (f", {times}×" if times > 1 else ""), "dim")
    return line


def _relation(relation: Relation) -> Text:
    one, other = relation.statements
    line = Text(f"{relation.kind}: ", _KINDS.get(relation.kind, "yellow"))
    line.append(f"{one_line(one.party)} {one.position.stance}, ")
    line.append(f"{one_line(other.party)} {other.position.stance}")
    return line


def _camp(camp: Camp) -> Text:
    line = Text(f"{camp.tone} towards {one_line(camp.toward)}: ", "dim")
    return line.append(", ".join(one_line(party) for party in camp.parties))


def _move(table: NegotiationTable, move: Move) -> Text:
    issue = next(i.name for i in table.case.issues if i.id == move.issue)
    line = Text(f"{day_label(move.day)} ", "dim")
    line.append(f"{one_line(move.party)} {move.kind}", "bold")
    line.append(f" on {one_line(issue)}")
    return Text("\n").join([line, _quoted("from", move.before), _quoted("to", move.after)])


def _quoted(word: str, statement: Statement) -> Text:
    stance = statement.position.stance
    line = Text(f"  {word:4} ", "dim")
    line.append(f"{stance} ", stance_style(stance))
    line.append(short(statement.position.content.text))
    return line.append(f"  {day_label(statement.day)}", "dim")


def _style(stance: Stance) -> str:
    return "dim" if stance.negated or stance.tentative else stance_style(stance.name)
