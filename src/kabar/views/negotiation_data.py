"""The negotiation table and its statements as CSV and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from kabar.analysis.cases import Issue
from kabar.analysis.moves import Move
from kabar.analysis.negotiation import Cell, NegotiationTable, Stance
from kabar.analysis.statements import Statement, Statements
from kabar.records_io import escaped
from kabar.views.spreadsheet import csv_line

CELL_COLUMNS = (
    "issue",
    "issue_name",
    "party",
    "party_name",
    "stance",
    "tone",
    "negated",
    "tentative",
    "statements",
    "since",
    "last",
    "content",
    "condition",
    "toward",
    "last_words",
    "document",
    "origin",
)
STATEMENT_COLUMNS = (
    "date",
    "document",
    "origin",
    "title",
    "language",
    "published",
    "party",
    "holder",
    "speaker",
    "speaker_party",
    "issue",
    "stance",
    "tone",
    "modality",
    "toward",
    "content",
    "condition",
    "statement",
    "start",
    "end",
    "told_by",
    "position",
    "event",
    "quote",
    "rule",
)


def cells_csv(table: NegotiationTable) -> str:
    """Return one line for each stance of each cell; a cell without a position has one too."""
    lines = [csv_line(CELL_COLUMNS)]
    for issue in table.case.issues:
        for party in table.case.parties:
            head = [issue.id, issue.name, party.id, party.name]
            cell = table.cell(issue, party)
            if cell is None:
                lines.append(csv_line([*head, "no position found", *[None] * 12]))
                continue
            lines += [csv_line([*head, *_stance_cells(stance)]) for stance in cell.stances]
    return "".join(lines)


def statements_csv(statements: Statements) -> str:
    """Return one line for each statement, in the manner of discourse network analysis."""
    lines = [csv_line(STATEMENT_COLUMNS)]
    lines += [csv_line(list(statement_row(s).values())) for s in statements.rows]
    return "".join(lines)


def table_json(table: NegotiationTable, moves: Iterable[Move]) -> str:
    """Return the table with every statement, relation and move as JSON."""
    case = table.case
    data = {
        "case": {"title": case.title, "start": case.start, "end": case.end},
        "parties": [{"id": p.id, "name": p.name, "members": p.members} for p in case.parties],
        "issues": [_issue(table, issue) for issue in case.issues],
        "moves": [_move(move) for move in moves],
        "articles": table.statements.documents,
        "positions": table.statements.positions,
        "left_out": table.statements.left_out,
    }
    text = json.dumps(data, ensure_ascii=False, indent=1, default=date.isoformat)
    return escaped(text) + "\n"


def statement_row(statement: Statement) -> dict[str, Any]:
    """Return a statement as plain values under STATEMENT_COLUMNS."""
    position, document = statement.position, statement.document
    speaker, condition = position.speaker, position.condition
    values = (
        statement.day,
        document.id,
        document.origin,
        document.title,
        document.language,
        document.published,
        statement.party,
        "; ".join(side.name or side.text for side in position.holder),
        speaker and (speaker.name or speaker.text),
        speaker and speaker.party,
        statement.issue,
        position.stance,
        statement.tone,
        position.modality,
        "; ".join(statement.toward),
        position.content.text,
        condition and condition.text,
        position.statement.text,
        position.statement.start,
        position.statement.end,
        statement.told_by,
        position.id,
        position.event,
        position.quote,
        position.rule,
    )
    return dict(zip(STATEMENT_COLUMNS, values, strict=True))


def _issue(table: NegotiationTable, issue: Issue) -> dict[str, Any]:
    """Return a row of the table; relations and camps name their statements by position."""
    return {
        "id": issue.id,
        "name": issue.name,
        "cells": [_cell(table.cell(issue, party), party.id) for party in table.case.parties],
        "relations": [
            {
                "kind": relation.kind,
                "parties": relation.parties,
                "statements": [s.position.id for s in relation.statements],
            }
            for relation in table.relations_on(issue)
        ],
        "camps": [
            {
                "tone": camp.tone,
                "toward": camp.toward,
                "parties": camp.parties,
                "statements": [s.position.id for s in camp.statements],
            }
            for camp in table.camps_on(issue)
        ],
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "issue": move.issue,
        "party": move.party,
        "kind": move.kind,
        "date": move.day,
        "before": statement_row(move.before),
        "after": statement_row(move.after),
    }


def _stance_cells(stance: Stance) -> list[object]:
    last = stance.last
    position = last.position
    return [
        stance.name,
        stance.tone,
        "true" if stance.negated else "false",
        "true" if stance.tentative else "false",
        len(stance.statements),
        stance.first,
        last.day,
        position.content.text,
        position.condition and position.condition.text,
        "; ".join(last.toward),
        position.statement.text,
        last.document.id,
        last.document.origin,
    ]


def _cell(cell: Cell | None, party: str) -> dict[str, Any]:
    """Return a cell; `stances` is null where no position was found."""
    if cell is None:
        return {"party": party, "stances": None}
    return {
        "party": party,
        "since": cell.since,
        "stances": [
            {
                "stance": stance.name,
                "tone": stance.tone,
                "negated": stance.negated,
                "tentative": stance.tentative,
                "since": stance.first,
                "last": stance.last.day,
                "statements": [statement_row(s) for s in stance.statements],
            }
            for stance in cell.stances
        ],
    }
