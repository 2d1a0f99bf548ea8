"""Statements and moves as data frames, and the two-mode network of parties and issues.

The network is that of discourse network analysis (Leifeld 2017): parties and issues are nodes, an
edge says how often and in which tone a party spoke on an issue. Negated and only possible stances
are in the frame of statements, with their modality, and count nowhere else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import Any

from kabar.analysis.cases import Case
from kabar.analysis.dyads import missing
from kabar.analysis.moves import SHIFTED, Move
from kabar.analysis.networks import graphml
from kabar.analysis.statements import Statement, Statements
from kabar.ontology.load import load_ontology

try:
    import networkx as nx
    import pandas as pd
except ImportError as error:
    raise missing(error) from error

__all__ = [
    "graphml",
    "most_moved",
    "move_frame",
    "party_issue_network",
    "stance_frame",
    "statement_frame",
]

STATEMENTS = (
    *("date", "party", "issue", "stance", "tone", "modality", "counts", "toward", "speaker_party"),
    *("content", "condition", "told_by", "document", "record"),
)
MOVES = ("date", "party", "issue", "kind", "from", "to", "days", "before", "after")
MOVED = ("party", "issue", "turns", "moves", "first", "last")
STANCES = ("party", "issue", "stance", "tone", "count", "first", "last", "records")


def statement_frame(statements: Statements) -> pd.DataFrame:
    """Return a row for each statement in order of day; `record` is `document:position`.

    `counts` is False for stances that are negated or only possible. `attrs` has `documents`,
    `positions` and `left_out`, the positions that are no statement, by reason.
    """
    rows = [_row(statement) for statement in statements.rows]
    frame = pd.DataFrame(rows, columns=list(STATEMENTS))
    frame["date"] = pd.to_datetime(frame["date"])
    frame.attrs = _attrs(statements)
    return frame


def stance_frame(statements: Statements) -> pd.DataFrame:
    """Return a row for each party, issue and stance: how often, first and last day, records."""
    groups: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in statements.rows:
        if statement.counts:
            key = (statement.party, statement.issue, statement.position.stance)
            groups[key].append(statement)
    tones = load_ontology().stances.tone
    rows = []
    for key, found in sorted(groups.items()):
        days = [s.day for s in found if s.day is not None]
        first, last = min(days, default=None), max(days, default=None)
        rows.append((*key, tones[key[2]], len(found), first, last, [_record(s) for s in found]))
    frame = pd.DataFrame(rows, columns=list(STANCES))
    frame = _with_days(frame)
    frame.attrs = _attrs(statements)
    return frame


def move_frame(moves: Iterable[Move]) -> pd.DataFrame:
    """Return a row for each move in order of day.

    `from`, `to` are the stances, `days` lie between the two statements; `before`, `after` name them
    as `document:position`.
    """
    rows = [
        {
            "date": move.day,
            "party": move.party,
            "issue": move.issue,
            "kind": move.kind,
            "from": move.before.position.stance,
            "to": move.after.position.stance,
            "days": (move.after.day - move.before.day).days
            if move.after.day and move.before.day
            else None,
            "before": _record(move.before),
            "after": _record(move.after),
        }
        for move in moves
    ]
    frame = pd.DataFrame(rows, columns=list(MOVES)).astype({"days": "Int64"})
    frame["date"] = pd.to_datetime(frame["date"])
    return frame


def most_moved(moves: Iterable[Move]) -> pd.DataFrame:
    """Return a row for each party and issue with moves, the one that turned most often first.

    A turn is a move from firm to open or back; `moves` also has changes within one tone.
    """
    groups: dict[tuple[str, str], list[Move]] = defaultdict(list)
    for move in moves:
        groups[move.party, move.issue].append(move)
    rows = [
        (*key, sum(m.kind != SHIFTED for m in found), len(found), found[0].day, found[-1].day)
        for key, found in groups.items()
    ]
    rows.sort(key=lambda row: (-row[2], -row[3], row[0], row[1]))
    frame = pd.DataFrame(rows, columns=list(MOVED))
    return _with_days(frame)


def party_issue_network(case: Case, statements: Statements) -> nx.Graph:
    """Return the two-mode network of a case: parties, issues, and who spoke how on which.

    Nodes have `mode` (`party`, `issue`) and `label`; an edge has `count`, `firm`, `open`, the most
    frequent `stance`, `first` and `last` day, and `records` as `document:position`.
    """
    graph = nx.Graph()
    graph.graph.update({"title": case.title, **_attrs(statements)})
    for mode, named in (("party", case.parties), ("issue", case.issues)):
        for each in named:
            graph.add_node(_node(mode, each.id), mode=mode, label=each.name)
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements.rows:
        if statement.counts:
            groups[statement.party, statement.issue].append(statement)
    for (party, issue), found in sorted(groups.items()):
        stances = Counter(s.position.stance for s in found)
        days = [str(s.day) for s in found if s.day is not None]
        graph.add_edge(
            _node("party", party),
            _node("issue", issue),
            count=len(found),
            firm=sum(not s.is_open for s in found),
            open=sum(s.is_open for s in found),
            stance=min(stances, key=lambda name: (-stances[name], name)),
            first=min(days, default=None),
            last=max(days, default=None),
            records=[_record(s) for s in found],
        )
    return graph


def _with_days(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with the days of `first` and `last` as pandas keeps days, even if empty."""
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in ("first", "last")})


def _node(mode: str, name: str) -> str:
    return f"{mode}:{name}"


def _attrs(statements: Statements) -> dict[Hashable | None, Any]:
    return {
        "documents": statements.documents,
        "positions": statements.positions,
        "left_out": dict(statements.left_out),
    }


def _record(statement: Statement) -> str:
    return f"{statement.document.id}:{statement.position.id}"


def _row(statement: Statement) -> dict[str, object]:
    position = statement.position
    return {
        "date": statement.day,
        "party": statement.party,
        "issue": statement.issue,
        "stance": position.stance,
        "tone": statement.tone,
        "modality": position.modality,
        "counts": statement.counts,
        "toward": list(statement.toward),
        "speaker_party": position.speaker.party if position.speaker else None,
        "content": position.content.text,
        "condition": position.condition.text if position.condition else None,
        "told_by": statement.told_by,
        "document": statement.document.id,
        "record": _record(statement),
    }
