"""How a dossier was made: what was read, what was skipped and left out, by whom and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kabar.analysis.statements import Statements
from kabar.records import Coded


@dataclass(frozen=True, slots=True)
class Method:
    """Counts over all articles of a dossier."""

    articles: int
    languages: Sequence[tuple[str, int]]
    first: date | None
    last: date | None
    undated: int
    """Articles without a day of publication."""
    events: int
    modalities: Sequence[tuple[str, int]]
    quotes: int
    silent: int
    """Quotes without a known speaker."""
    positions: int
    statements: int
    left_out: Sequence[tuple[str, int]]
    """Positions that are no statement of the case, by reason."""
    skipped: Sequence[tuple[str, int]]
    """Sentences that gave no record, by reason."""
    warnings: Sequence[tuple[str, int]]
    """What the reader should know of articles, and of how many."""
    unread: Sequence[str]
    """Sources that could not be read."""


def method_of(
    articles: Sequence[Coded], statements: Statements, unread: Sequence[str] = ()
) -> Method:
    """Return what was read and what was not."""
    days = [c.document.published for c in articles if c.document.published is not None]
    quotes = [quote for coded in articles for quote in coded.quotes]
    return Method(
        articles=len(articles),
        languages=_counted(coded.document.language for coded in articles),
        first=min(days, default=None),
        last=max(days, default=None),
        undated=len(articles) - len(days),
        events=sum(len(coded.events) for coded in articles),
        modalities=_counted(e.modality for coded in articles for e in coded.events),
        quotes=len(quotes),
        silent=sum(quote.speaker is None for quote in quotes),
        positions=statements.positions,
        statements=len(statements.rows),
        left_out=list(statements.left_out.items()),
        skipped=_counted(_kind(s.reason) for coded in articles for s in coded.skipped),
        warnings=_counted(w for coded in articles for w in coded.warnings),
        unread=unread,
    )


def _kind(reason: str) -> str:
    """Return a reason without the words of the sentence that it names."""
    return reason.partition(":")[0]


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    counts = Counter(names)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
