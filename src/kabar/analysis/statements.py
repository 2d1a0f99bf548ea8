"""Statements: positions put under the issues and parties of a case, one row each.

This is the unit of discourse network analysis (Leifeld 2017): who says, on which issue, which
stance, when, in which document. A position counts for every issue that its content tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kabar.analysis.cases import Case
from kabar.ontology.load import OPEN, load_ontology
from kabar.records import Coded, Document, Position

NEGATED, HYPOTHETICAL = "negated", "hypothetical"
NEAR = 300
"""Characters between two statements of which the second may point back to the first."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One position of a party of the case on one of its issues."""

    document: Document
    position: Position
    party: str
    toward: tuple[str, ...]
    """Parties of the case, in its order."""
    issue: str
    day: date | None
    told_by: str
    """What tells the issue: `“veto”`, `act withdraw-forces`, `sentence: “sanksi”`, `goes on`."""

    @property
    def negated(self) -> bool:
        """Whether the text says that the party does not take the stance."""
        return self.position.modality == NEGATED

    @property
    def tentative(self) -> bool:
        """Whether the stance is only possible; one under a condition is taken."""
        return self.position.modality == HYPOTHETICAL and self.position.condition is None

    @property
    def counts(self) -> bool:
        """Whether the stance is taken: neither negated nor only possible."""
        return not self.negated and not self.tentative

    @property
    def bargains(self) -> bool:
        """Whether the stance says what the party would do or have, not what it thinks of others."""
        return self.position.stance in load_ontology().stances.bargains

    @property
    def is_open(self) -> bool:
        """Whether the stance gives or consents; it insists or refuses else."""
        return self.tone == OPEN

    @property
    def tone(self) -> str:
        """The tone of the stance, `open` or `firm`."""
        return load_ontology().stances.tone[self.position.stance]


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a case in order of day, document and text, and what was left out."""

    rows: tuple[Statement, ...]
    documents: int
    positions: int
    left_out: dict[str, int]
    """Positions that are no statement of the case, by reason."""


NO_PARTY = "holder is no party of the case"
NO_ISSUE = "no words or acts of an issue"
OUTSIDE = "outside the days of the case"


def find_statements(case: Case, articles: Iterable[Coded]) -> Statements:
    """Return the positions of the articles that concern the case, as statements.

    The issue is told by words in the content, or by the act; else by words of the condition; else
    by words of the sentence that belong to no other position; else, where the content only points
    back, it is that of the statement before. An article given twice counts once.
    """
    rows: list[Statement] = []
    left_out: Counter[str] = Counter()
    documents = positions = 0
    met: set[str] = set()
    for coded in articles:
        if coded.document.id in met:
            continue
        met.add(coded.document.id)
        documents += 1
        positions += len(coded.positions)
        before: Before | None = None
        for position in coded.positions:
            told = issues_of(case, position, coded.positions)
            if not told and before is not None and _points_back(position, before):
                told = dict.fromkeys(before.issues, "goes on")
            if told:
                before = Before(tuple(told), position.statement.end)
            found, reason = _statements(case, coded.document, position, told)
            rows += found
            if reason:
                left_out[reason] += 1
    rows.sort(key=_order)
    return Statements(tuple(rows), documents, positions, dict(sorted(left_out.items())))


@dataclass(frozen=True, slots=True)
class Before:
    """The issues of the statement before, and where its sentence ends."""

    issues: tuple[str, ...]
    end: int


def issues_of(case: Case, position: Position, beside: Sequence[Position] = ()) -> dict[str, str]:
    """Return the issues that a position tells, each with what tells it."""
    found: dict[str, str] = {}
    for issue in case.issues:
        word = issue.word_in(position.content.text)
        act = issue.act_in(position.acts, position.act)
        if word is not None:
            found[issue.id] = f"“{word}”"
        elif act is not None and not issue.is_ruled_out(position.content.text):
            found[issue.id] = f"act {act}"
    if not found and position.condition is not None:
        condition = position.condition.text
        told = ((issue.id, issue.word_in(condition)) for issue in case.issues)
        found = {issue: f"condition: “{word}”" for issue, word in told if word is not None}
    if found:
        return found
    rest = _rest_of_sentence(position, beside)
    near = [(issue.id, word) for issue in case.issues if (word := issue.word_in(rest)) is not None]
    return {near[0][0]: f"sentence: “{near[0][1]}”"} if len(near) == 1 else {}


def _rest_of_sentence(position: Position, beside: Sequence[Position]) -> str:
    """Return the sentence without the contents of its other positions."""
    statement = position.statement
    text = list(statement.text)
    for other in beside:
        if other.statement.start == statement.start and other.content != position.content:
            first, last = other.content.start - statement.start, other.content.end - statement.start
            text[first:last] = " " * (last - first)
    return "".join(text)


def _points_back(position: Position, before: Before) -> bool:
    return position.points_back and 0 <= position.statement.start - before.end <= NEAR


def _statements(
    case: Case, document: Document, position: Position, told: dict[str, str]
) -> tuple[list[Statement], str | None]:
    """Return the statements of a position, or why there are none."""
    party = case.party_of(position.holder[0]) if position.holder else None
    if party is None:
        return [], NO_PARTY
    if not told:
        return [], NO_ISSUE
    day = day_of(position, document)
    if day is not None and not case.covers(day):
        return [], OUTSIDE
    met = {case.party_of(side) for side in position.toward} - {party}
    toward = tuple(each.id for each in case.parties if each.id in met)
    return [
        Statement(document, position, party, toward, issue, day, by) for issue, by in told.items()
    ], None


def day_of(position: Position, document: Document) -> date | None:
    """Return the day a position was taken: its own date if past, else the day of publication."""
    published = document.published
    date_ = position.date
    if date_ is None or (published is not None and date_.start > published):
        return published
    return date_.start


def _order(statement: Statement) -> tuple[date, str, int, str, str]:
    document, position = statement.document, statement.position
    day = statement.day or date.max
    return day, document.id, position.content.start, position.id, statement.issue
