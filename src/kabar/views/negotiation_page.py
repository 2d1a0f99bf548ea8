"""The negotiation table as a page: matrix, each issue with its statements, moves, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kabar.analysis.cases import CaseParty, Issue
from kabar.analysis.moves import SHIFTED, Move
from kabar.analysis.negotiation import Camp, Cell, NegotiationTable, Relation, Stance
from kabar.analysis.statements import Statement
from kabar.views.citations import Citation, Citations
from kabar.views.negotiation import left_out_line
from kabar.views.pages import MOST_STANCES, render

MOST_SAID = 12
"""Statements of a cell that a page lists, the latest; the others are counted."""


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """A statement with the citation of its sentence."""

    statement: Statement
    citation: Citation


@dataclass(frozen=True, slots=True)
class CitedCell:
    """A cell of the page, or the party alone where no position was found."""

    party: CaseParty
    cell: Cell | None
    latest: dict[str, Citation]
    """The citation of the last statement of each stance that is shown, by the stance's label."""
    said: Sequence[CitedStatement]
    """Its statements, the latest first, up to MOST_SAID."""
    more: int
    """How many earlier ones are not listed."""

    @property
    def stances(self) -> Sequence[Stance]:
        """The stances of the cell, none where there is no position."""
        return self.cell.stances if self.cell else ()


@dataclass(frozen=True, slots=True)
class CitedRelation:
    """A relation with its two statements."""

    relation: Relation
    said: tuple[CitedStatement, CitedStatement]


@dataclass(frozen=True, slots=True)
class CitedCamp:
    """A camp with the last statement of each of its parties."""

    camp: Camp
    said: Sequence[CitedStatement]


@dataclass(frozen=True, slots=True)
class CitedIssue:
    """One row of the table."""

    issue: Issue
    cells: Sequence[CitedCell]
    relations: Sequence[CitedRelation]
    camps: Sequence[CitedCamp]


@dataclass(frozen=True, slots=True)
class CitedMove:
    """A move with both statements."""

    move: Move
    issue: Issue
    party: CaseParty
    before: CitedStatement
    after: CitedStatement


def table_page(table: NegotiationTable, moves: Sequence[Move]) -> str:
    """Return the table as one HTML file that needs nothing else."""
    citations = Citations()
    issues = cited_issues(table, citations)
    turned = cited_moves(table, [m for m in moves if m.kind != SHIFTED], citations)
    return render(
        "table.html.j2",
        table=table,
        issues=issues,
        moves=turned,
        shifts=len(moves) - len(turned),
        left_out=left_out_line(table),
        citations=citations,
    )


def cited_issues(table: NegotiationTable, citations: Citations) -> list[CitedIssue]:
    """Return the rows of the table with all they cite."""
    return [
        CitedIssue(
            issue,
            [_cell(party, table.cell(issue, party), citations) for party in table.case.parties],
            [_relation(relation, citations) for relation in table.relations_on(issue)],
            [
                CitedCamp(camp, [cited(s, citations) for s in camp.statements])
                for camp in table.camps_on(issue)
            ],
        )
        for issue in table.case.issues
    ]


def cited_moves(
    table: NegotiationTable, moves: Sequence[Move], citations: Citations
) -> list[CitedMove]:
    """Return the moves with the words before and after."""
    issues = {issue.id: issue for issue in table.case.issues}
    parties = {party.id: party for party in table.case.parties}
    return [
        CitedMove(
            move,
            issues[move.issue],
            parties[move.party],
            cited(move.before, citations),
            cited(move.after, citations),
        )
        for move in moves
    ]


def cited(statement: Statement, citations: Citations) -> CitedStatement:
    """Return a statement with the citation of its content."""
    content = statement.position.content
    return CitedStatement(statement, citations.cite(statement.document, content.start, content.end))


def _cell(party: CaseParty, cell: Cell | None, citations: Citations) -> CitedCell:
    if cell is None:
        return CitedCell(party, None, {}, (), 0)
    shown = cell.stances[:MOST_STANCES]
    latest = {s.label: cited(s.last, citations).citation for s in shown}
    every = list(reversed(cell.statements))
    said = [cited(statement, citations) for statement in every[:MOST_SAID]]
    return CitedCell(party, cell, latest, said, len(every) - len(said))


def _relation(relation: Relation, citations: Citations) -> CitedRelation:
    one, other = relation.statements
    return CitedRelation(relation, (cited(one, citations), cited(other, citations)))
