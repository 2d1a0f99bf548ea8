"""The negotiation table: issues by parties, what each cell holds, and how the parties stand.

A cell sums up the statements of one party on one issue. Nothing found is None, never neutral.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from kabar.analysis.cases import Case, CaseParty, Issue
from kabar.analysis.statements import Statement, Statements
from kabar.ontology.load import FIRM


@dataclass(frozen=True, slots=True)
class Stance:
    """One stance of a cell: how often, since when, and the statements in order of day."""

    name: str
    negated: bool
    tentative: bool
    statements: tuple[Statement, ...]

    @property
    def label(self) -> str:
        """The stance as words: `demands`, `not: rejects`, `may: accepts`."""
        if self.negated:
            return f"not: {self.name}"
        return f"may: {self.name}" if self.tentative else self.name

    @property
    def first(self) -> date | None:
        """The day it was first taken, of the days that are known."""
        return next((s.day for s in self.statements if s.day is not None), None)

    @property
    def last(self) -> Statement:
        """The statement that took it last; its words are the last words."""
        return self.statements[-1]

    @property
    def is_open(self) -> bool:
        """Whether it gives or consents."""
        return self.last.is_open

    @property
    def tone(self) -> str:
        """The tone of the stance, `open` or `firm`."""
        return self.last.tone


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party wants on one issue."""

    issue: str
    party: str
    stances: tuple[Stance, ...]
    """The one taken last first; negated and only possible ones after all others."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements of the cell in order of day."""
        return tuple(sorted((s for each in self.stances for s in each.statements), key=place))

    @property
    def since(self) -> date | None:
        """The day from which the tone of the latest day has held without a day of another one."""
        days = by_day([s for s in self.statements if s.counts and s.day is not None])
        held: date | None = None
        for day, rows in reversed(days):
            if held is not None and tone(rows) != tone(days[-1][1]):
                break
            held = day
        return held


@dataclass(frozen=True, slots=True)
class Relation:
    """How two parties stand to each other on an issue, by what each said last.

    At least one of them spoke of the other; what two parties said to nobody is no relation.
    """

    issue: str
    kind: str
    """CONFLICT, COMMON or HALFWAY."""
    parties: tuple[str, str]
    statements: tuple[Statement, Statement]
    """The last statement of each, in the order of `parties`."""


CONFLICT = "conflict"
"""Both insist or refuse, towards each other."""
COMMON = "common ground"
"""Both give or consent."""
HALFWAY = "halfway"
"""One gives or consents, the other insists or refuses."""


@dataclass(frozen=True, slots=True)
class Camp:
    """Parties that last spoke in one tone of the same other party on an issue."""

    issue: str
    tone: str
    """`firm` or `open`."""
    toward: str
    statements: tuple[Statement, ...]
    """The last statement of each party towards it, in the case's order."""

    @property
    def parties(self) -> tuple[str, ...]:
        """Its parties in the case's order."""
        return tuple(statement.party for statement in self.statements)


@dataclass(frozen=True, slots=True)
class NegotiationTable:
    """A case's cells, relations and camps; `statements` are all that it was made of."""

    case: Case
    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...]
    camps: tuple[Camp, ...]
    statements: Statements

    def cell(self, issue: Issue, party: CaseParty) -> Cell | None:
        """Return the cell of an issue and a party, None where no position was found."""
        wanted = (issue.id, party.id)
        return next((c for c in self.cells if (c.issue, c.party) == wanted), None)

    def relations_on(self, issue: Issue) -> list[Relation]:
        """Return the relations on an issue in the order of the case's parties."""
        return [relation for relation in self.relations if relation.issue == issue.id]

    def camps_on(self, issue: Issue) -> list[Camp]:
        """Return the camps on an issue."""
        return [camp for camp in self.camps if camp.issue == issue.id]


def negotiation_table(case: Case, statements: Statements) -> NegotiationTable:
    """Return the table of a case."""
    cells = [
        Cell(issue.id, party.id, _stances(rows))
        for issue in case.issues
        for party in case.parties
        if (rows := [s for s in statements.rows if (s.issue, s.party) == (issue.id, party.id)])
    ]
    relations: list[Relation] = []
    camps: list[Camp] = []
    for issue in case.issues:
        row = [cell for cell in cells if cell.issue == issue.id]
        for one, other in combinations(row, 2):
            relation = _relation(one, other)
            relations += [relation] if relation is not None else []
        camps += _camps(case, row)
    return NegotiationTable(case, tuple(cells), tuple(relations), tuple(camps), statements)


def place(statement: Statement) -> tuple[date, str, int]:
    """Return where a statement stands: by day, document, and place in the text.

    One without a day stands before all others, so it is the last word only where it is alone.
    """
    start = statement.position.content.start
    return statement.day or date.min, statement.document.id, start


def by_day(statements: Sequence[Statement]) -> list[tuple[date | None, list[Statement]]]:
    """Return the statements of each day, in order."""
    days: dict[date | None, list[Statement]] = {}
    for statement in sorted(statements, key=place):
        days.setdefault(statement.day, []).append(statement)
    return list(days.items())


def tone(statements: Sequence[Statement]) -> str:
    """Return `open`, `firm`, or `both` where the statements are of both tones."""
    tones = {statement.tone for statement in statements}
    return "both" if len(tones) > 1 else next(iter(tones), FIRM)


def _stances(rows: Sequence[Statement]) -> tuple[Stance, ...]:
    groups: dict[tuple[str, bool, bool], list[Statement]] = {}
    for statement in sorted(rows, key=place):
        key = (statement.position.stance, statement.negated, statement.tentative)
        groups.setdefault(key, []).append(statement)
    stances = [Stance(*key, tuple(found)) for key, found in groups.items()]
    stances.sort(key=lambda s: place(s.last), reverse=True)
    return tuple(sorted(stances, key=lambda s: (s.negated, s.tentative)))


def _relation(one: Cell, other: Cell) -> Relation | None:
    """Return how two parties stand to each other; None where neither spoke of the other."""
    mine, theirs = _towards(one, other.party), _towards(other, one.party)
    if not (_latest(one, other.party) or _latest(other, one.party)) or not (mine and theirs):
        return None
    tones = {tone(mine), tone(theirs)}
    kind = CONFLICT if tones == {"firm"} else COMMON if tones == {"open"} else HALFWAY
    return Relation(one.issue, kind, (one.party, other.party), (mine[-1], theirs[-1]))


def _camps(case: Case, row: Sequence[Cell]) -> list[Camp]:
    """Return who speaks in one tone of whom, on the issue of the cells; two parties at least."""
    found: list[Camp] = []
    for third in case.parties:
        latest = [said for cell in row if (said := _latest(cell, third.id))]
        for each in ("firm", "open"):
            camp = [said[-1] for said in latest if tone(said) == each]
            if len(camp) > 1:
                found.append(Camp(camp[0].issue, each, third.id, tuple(camp)))
    return found


def _towards(cell: Cell, party: str) -> list[Statement]:
    """Return what the cell's party said towards another on the latest day it said anything.

    What was said to nobody of the case counts where nothing was said to the other party.
    """
    named = _latest(cell, party)
    return named or _last_day([s for s in cell.statements if s.counts and not s.toward])


def _latest(cell: Cell, party: str) -> list[Statement]:
    return _last_day([s for s in cell.statements if s.counts and party in s.toward])


def _last_day(statements: Sequence[Statement]) -> list[Statement]:
    days = by_day(statements)
    return days[-1][1] if days else []
