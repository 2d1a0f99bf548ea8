"""The quote book of a dossier: who is quoted most, for which party, in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kabar.analysis.cases import Case, CaseParty
from kabar.records import Coded, Document, Quote, Side
from kabar.views.citations import Citation, Citations

MOST_SPEAKERS = 24
MOST_QUOTES = 4
"""Quotes of a speaker that are printed, direct ones first, then the latest."""
DIRECT = ("direct", "mixed")


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """A quote with its document and citation."""

    quote: Quote
    document: Document
    citation: Citation


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker: name, the office the articles give, and the quotes."""

    name: str
    role: str | None
    quotes: Sequence[CitedQuote]
    count: int
    direct: int


@dataclass(frozen=True, slots=True)
class PartyVoices:
    """The speakers of one party of the case, the most quoted first."""

    party: CaseParty
    voices: Sequence[Voice]

    @property
    def size(self) -> int:
        """How many speakers."""
        return len(self.voices)


def quote_book(
    case: Case, articles: Iterable[Coded], citations: Citations, *, most: int = MOST_SPEAKERS
) -> tuple[list[PartyVoices], int]:
    """Return the most quoted speakers of each party of the case, and how many speakers there are.

    Quotes published outside the days of the case are left out.
    """
    said: dict[tuple[str, str], list[tuple[Coded, Quote, Side]]] = defaultdict(list)
    for coded in articles:
        day = coded.document.published
        if day is not None and not case.covers(day):
            continue
        for quote in coded.quotes:
            if quote.speaker is None:
                continue
            holder = case.party_of(quote.speaker)
            if holder is not None:
                name = quote.speaker.id or quote.speaker.name or quote.speaker.text
                said[holder, name].append((coded, quote, quote.speaker))
    ranked = sorted(said, key=lambda key: (-len(said[key]), key))[:most]
    book = []
    for party in case.parties:
        voices = [_voice(said[key], citations) for key in ranked if key[0] == party.id]
        if voices:
            book.append(PartyVoices(party, voices))
    return book, len(said)


def _voice(said: Sequence[tuple[Coded, Quote, Side]], citations: Citations) -> Voice:
    ordered = sorted(said, key=_latest_direct)[:MOST_QUOTES]
    coded, _, speaker = said[-1]
    roles = [a.role for a in coded.actors if a.id == speaker.id and a.role]
    quotes = [
        CitedQuote(quote, c.document, citations.cite(c.document, quote.start, quote.end))
        for c, quote, _ in ordered
    ]
    direct = sum(quote.kind in DIRECT for _, quote, _ in said)
    name = speaker.name or speaker.text
    return Voice(name, roles[0] if roles else None, quotes, len(said), direct)


def _latest_direct(said: tuple[Coded, Quote, Side]) -> tuple[bool, int, int]:
    coded, quote, _ = said
    day = coded.document.published or date.min
    return quote.kind not in DIRECT, -day.toordinal(), quote.start
