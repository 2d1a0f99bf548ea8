"""The actors of a store as an address asks for them, and what the page of one shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pydantic import Field

from kabar.store.actor_pages import (
    PartnerRow,
    PositionRow,
    RoleRow,
    articles_of,
    events_of,
    is_party,
    partners_of,
    positions_of,
    roles_of,
)
from kabar.store.actors import ActorRow, read_actors
from kabar.store.columns import Columns, Mask
from kabar.store.event_pages import Key, rows_of
from kabar.store.folding import words_of
from kabar.store.listing import DocumentRow, documents_by_id
from kabar.store.quotes import QuoteFilter, QuoteRow, count_quotes, find_quotes
from kabar.views.charts import Chart
from kabar.web.addresses import ListAsked
from kabar.web.asked import Values, Words
from kabar.web.events import Chosen, draw_chosen
from kabar.web.list_answers import pages_of
from kabar.web.site import Site

PLACE = "place"
"""Kind of actors that are left out of the list unless asked for: mostly where something happens."""
SHOWN = 10
"""Records of each sort that an actor's page shows before it is asked for all."""

Show = Literal["", "articles", "did", "done", "quotes", "positions"]


class ActorsAsked(ListAsked):
    """The actors that an address asks for."""

    q: Words = Field("", description="Words, or beginnings of words, of a name.")
    kind: Values = Field(
        [], description="country, organisation, person…; without any all but place."
    )
    party: Values = Field([], description="Party, e.g. RUS.")
    order: Literal["articles", "mentions", "events", "name"] = "articles"


class ActorAsked(ListAsked):
    """What of an actor is asked for: one sort of records, page by page."""

    show: Show = ""


@dataclass(frozen=True, slots=True)
class ActorList:
    """A page of actors; `kinds` has how many there are of each kind with the other filters."""

    total: int
    page: int
    size: int
    rows: Sequence[ActorRow]
    kinds: Sequence[tuple[str, int]]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return pages_of(self.total, self.size)


@dataclass(frozen=True, slots=True)
class ActorPage:
    """What the page of an actor shows."""

    actor: ActorRow
    is_party: bool
    roles: Sequence[RoleRow]
    partners: Sequence[PartnerRow]
    totals: dict[str, int]
    """By the sort of records."""
    articles: Sequence[tuple[DocumentRow, int]]
    did: Sequence[dict[str, Any]]
    done: Sequence[dict[str, Any]]
    quotes: Sequence[QuoteRow]
    positions: Sequence[PositionRow]
    page: int
    pages: int


def all_actors(site: Site) -> list[ActorRow]:
    """Return every actor of the store, those in most articles first; kept until it changes."""
    site.columns.now()

    def answer() -> list[ActorRow]:
        with site.store.reading() as connection:
            return read_actors(connection)

    found: list[ActorRow] = site.kept.get(("actors", site.columns.version), answer)
    return found


def choose_actors(site: Site, asked: ActorsAsked) -> tuple[list[ActorRow], list[tuple[str, int]]]:
    """Return all actors that an address asks for, and the number of each kind."""
    words = words_of(asked.q)
    rows = [
        row
        for row in all_actors(site)
        if (not asked.party or row.party in asked.party)
        and (not asked.q or any(_has(name, words) for name in row.names))
    ]
    kinds = Counter(row.kind for row in rows).most_common()
    if asked.kind:
        rows = [row for row in rows if row.kind in asked.kind]
    elif not asked.q:
        rows = [row for row in rows if row.kind != PLACE]
    if asked.order == "name":
        rows = sorted(rows, key=lambda row: (words_of(row.name), row.id))
    elif asked.order != "articles":
        rows = sorted(rows, key=lambda row: -int(getattr(row, asked.order)))
    return rows, kinds


def actor_list(site: Site, asked: ActorsAsked) -> ActorList:
    """Return a page of the actors that an address asks for; past the last one it is empty."""
    rows, kinds = choose_actors(site, asked)
    start = (asked.page - 1) * asked.size
    return ActorList(len(rows), asked.page, asked.size, rows[start : start + asked.size], kinds)


def find_actor(site: Site, actor: str) -> ActorRow | None:
    """Return an actor by its id, None where no current record names it."""
    return next((row for row in all_actors(site) if row.id == actor), None)


def actor_page(site: Site, actor: ActorRow, asked: ActorAsked) -> ActorPage:
    """Return the newest records of each sort of an actor, or a page of the sort asked for."""
    said = QuoteFilter(actors=(actor.id,))
    with site.store.reading() as connection:
        articles = articles_of(connection, actor.id)
        did, done = (events_of(connection, actor.id, role) for role in ("source", "target"))
        cuts = {sort: _cut(asked, sort) for sort in ("articles", "did", "done")}
        number, size = _numbers(asked, "positions")
        held, positions = positions_of(connection, actor, page=number, size=size)
        number, size = _numbers(asked, "quotes")
        quotes = find_quotes(connection, said, page=number, size=size)
        named = dict(articles[cuts["articles"]])
        totals = {"articles": len(articles), "did": len(did), "done": len(done)}
        totals |= {"quotes": count_quotes(connection, said), "positions": held}
        return ActorPage(
            actor=actor,
            is_party=is_party(actor),
            roles=roles_of(connection, actor.id),
            partners=partners_of(connection, actor.id),
            totals=totals,
            articles=[(row, named[row.id]) for row in documents_by_id(connection, list(named))],
            did=rows_of(connection, did[cuts["did"]]),
            done=rows_of(connection, done[cuts["done"]]),
            quotes=quotes,
            positions=positions,
            page=asked.page,
            pages=pages_of(totals.get(asked.show, 0), asked.size),
        )


def actor_chart(site: Site, actor: ActorRow) -> Chart:
    """Return the events of an actor, on either side, over time."""

    def answer() -> Chart:
        with site.store.reading() as connection:
            sides = [events_of(connection, actor.id, role) for role in ("source", "target")]
        columns = site.columns.now()
        mask = _mask(columns, {key for side in sides for key in side})
        return draw_chosen(Chosen(columns, mask, int(mask.sum())))

    drawn: Chart = site.kept.get(("actor chart", site.columns.version, actor.id), answer)
    return drawn


def _mask(columns: Columns, keys: set[Key]) -> Mask:
    """Return which events of the columns have these keys."""
    documents = columns.names["document"].known({document for document, _ in keys})
    mask: Mask = np.isin(columns.codes["document"], documents)
    for position in np.flatnonzero(mask):
        mask[position] = columns.key(int(position)) in keys
    return mask


def _numbers(asked: ActorAsked, sort: str) -> tuple[int, int]:
    """Return page and size of a sort of records."""
    return (asked.page, asked.size) if asked.show == sort else (1, SHOWN)


def _cut(asked: ActorAsked, sort: str) -> slice:
    number, size = _numbers(asked, sort)
    return slice((number - 1) * size, number * size)


def _has(name: str, words: Sequence[str]) -> bool:
    """Say whether every word begins a word of a name."""
    parts = words_of(name)
    return bool(words) and all(any(part.startswith(word) for part in parts) for word in words)
