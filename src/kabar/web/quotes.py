"""The quotes that an address asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from kabar.store.asking import read_question
from kabar.store.quotes import (
    QuoteFilter,
    QuoteRow,
    count_quotes,
    find_quotes,
    speaking_parties,
)
from kabar.store.snippets import Snippet, snippet
from kabar.web.addresses import ListAsked, filled
from kabar.web.asked import Day, Values, Words
from kabar.web.list_answers import pages_of
from kabar.web.site import Site

LONGEST_QUOTE = 700
"""Characters of a quote that a list shows."""

Kind = Literal["direct", "indirect", "mixed"]


class QuotesAsked(ListAsked):
    """The quotes that an address asks for; of several values any will do, all names must hold."""

    q: Words = Field("", description="Words of the quote; docs/search.md tells how.")
    speaker: Words = Field("", description="Words of the speaker's name.")
    party: Values = Field([], description="Party of the speaker, e.g. RUS.")
    actor: Values = Field([], description="Id of the speaker, e.g. wd:Q7747.")
    kind: Annotated[list[Kind], BeforeValidator(filled)] = Field([], description="Of the quote.")
    language: Values = Field([], description="Language of the text.")
    start: Day = Field(None, alias="from", description="First day of publication, YYYY-MM-DD.")
    end: Day = Field(None, alias="to", description="Last day of publication.")

    def filter(self) -> QuoteFilter:
        """Return the filter of the store."""
        return QuoteFilter(
            words=self.q,
            speaker=self.speaker,
            parties=tuple(self.party),
            actors=tuple(self.actor),
            kinds=tuple(self.kind),
            languages=tuple(self.language),
            start=self.start,
            end=self.end,
        )


@dataclass(frozen=True, slots=True)
class QuoteItem:
    """A quote of a list with the words asked for."""

    row: QuoteRow
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class QuotePage:
    """A page of quotes; `parties` has those with most of all quotes that were found."""

    total: int
    page: int
    size: int
    rows: Sequence[QuoteItem]
    parties: Sequence[tuple[str, int]]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return pages_of(self.total, self.size)


def quote_page(site: Site, asked: QuotesAsked) -> QuotePage:
    """Return a page of the quotes that an address asks for; past the last one it is empty."""
    chosen = asked.filter()
    columns_version = _version(site, chosen)

    def numbers() -> tuple[int, list[tuple[str, int]]]:
        with site.store.reading() as connection:
            return count_quotes(connection, chosen), speaking_parties(connection, chosen)

    total, parties = site.kept.get(("quotes", columns_version, chosen), numbers)
    with site.store.reading() as connection:
        rows = find_quotes(connection, chosen, page=asked.page, size=asked.size)
    question = read_question(asked.q)
    items = [QuoteItem(row, snippet(row.text, question, width=LONGEST_QUOTE)) for row in rows]
    return QuotePage(total, asked.page, asked.size, items, parties)


def _version(site: Site, chosen: QuoteFilter) -> tuple[int, int]:
    """Bring what is asked up to date and return what changes when it does."""
    if chosen.words or chosen.speaker:
        site.index.now()
    site.columns.now()
    return site.columns.version, site.index.version
