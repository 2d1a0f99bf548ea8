"""Moves: where a party's position on an issue changed, dated and with the words of both days."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from kabar.analysis.negotiation import Cell, NegotiationTable, by_day, tone
from kabar.analysis.statements import Statement

YIELDED, HARDENED, SHIFTED = "yielded", "hardened", "shifted"
"""From firm to open, from open to firm, or to another stance that turns nothing."""
DEMANDS, ACCEPTS = "demands", "accepts"


@dataclass(frozen=True, slots=True)
class Move:
    """One change: what was held before, and from which day what else."""

    issue: str
    party: str
    kind: str
    before: Statement
    after: Statement

    @property
    def day(self) -> date | None:
        """The day of the first statement that shows the change."""
        return self.after.day


def find_moves(table: NegotiationTable) -> list[Move]:
    """Return the changes of every cell in order of day.

    A day's stance is the one taken most often that day, the later of equals. Turns between firm
    and open come from the tone of all of the day's statements; a day of both tones turns nothing,
    and what it says in the tone held before goes on. Statements without a day show no move, nor
    does what a party thinks of others (denies, opposes, supports).
    """
    found = [move for cell in table.cells for move in moves_of(cell)]
    return sorted(found, key=lambda m: (m.day or date.max, m.issue, m.party))


def moves_of(cell: Cell) -> list[Move]:
    """Return the changes of one cell in order of day."""
    found: list[Move] = []
    before: Statement | None = None
    held: str | None = None
    for _, rows in by_day([s for s in cell.statements if s.counts and s.bargains and s.day]):
        now = tone(rows)
        if now == "both" and held is not None:
            rows, now = [row for row in rows if tone([row]) == held], held
        main = main_statement(rows)
        if before is not None:
            kind = _kind(before, main, turned=held is not None and now != held)
            found += [Move(cell.issue, cell.party, kind, before, main)] if kind else []
        before = main
        held = now if now != "both" else held
    return found


def _kind(before: Statement, after: Statement, *, turned: bool) -> str | None:
    """Return the kind of a change; None where nothing changed, or no tone was held before."""
    if turned and _is_turn(before.position.stance, after.position.stance):
        return YIELDED if after.is_open else HARDENED
    same = turned or after.is_open == before.is_open
    return SHIFTED if same and after.position.stance != before.position.stance else None


def _is_turn(before: str, after: str) -> bool:
    """Say whether a change of tone is one of mind.

    Who demands something may offer or propose it, too: that turns only where it comes to accept.
    """
    pair = {before, after}
    return DEMANDS not in pair or ACCEPTS in pair


def main_statement(rows: list[Statement]) -> Statement:
    """Return the last statement of the stance taken most often, the later of equals."""
    counts = Counter(row.position.stance for row in rows)
    best = max(counts.values())
    return next(row for row in reversed(rows) if counts[row.position.stance] == best)
