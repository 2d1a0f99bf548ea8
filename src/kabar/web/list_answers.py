"""What the JSON API answers for lists: articles, quotes, actors, and what names mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kabar.store.actor_pages import PartnerRow, PositionRow, RoleRow
from kabar.store.actors import ActorRow
from kabar.store.quotes import QuoteRow
from kabar.store.snippets import Piece
from kabar.web.answers import EventRow


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article of a list; with words asked for, the part of its text that has them."""

    id: str
    title: str | None
    published: date | None
    language: str
    origin: str | None
    story: str | None
    copies: int
    lead: str
    snippet: list[Piece] | None


@dataclass(frozen=True, slots=True)
class ArticlesAnswer:
    """A page of articles."""

    total: int
    page: int
    size: int
    pages: int
    unsearched: int
    """Articles that were added just now and cannot be found by words yet."""
    articles: list[ArticleRow]


@dataclass(frozen=True, slots=True)
class QuotesAnswer:
    """A page of quotes."""

    total: int
    page: int
    size: int
    pages: int
    quotes: list[QuoteRow]


@dataclass(frozen=True, slots=True)
class ActorsAnswer:
    """A page of actors."""

    total: int
    page: int
    size: int
    pages: int
    actors: list[ActorRow]


@dataclass(frozen=True, slots=True)
class NamingRow:
    """An article that names an actor."""

    id: str
    title: str | None
    published: date | None
    language: str
    mentions: int


@dataclass(frozen=True, slots=True)
class ActorAnswer:
    """An actor: totals, and the newest of each kind of record."""

    actor: ActorRow
    roles: list[RoleRow]
    partners: list[PartnerRow]
    totals: dict[str, int]
    """Of articles, did, done, quotes, positions."""
    articles: list[NamingRow]
    did: list[EventRow]
    done: list[EventRow]
    quotes: list[QuoteRow]
    positions: list[PositionRow]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a meaning."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class MeaningAnswer:
    """One meaning of a name."""

    name: str
    kind: str
    meaning: str
    facts: list[Fact]
    rule: str


@dataclass(frozen=True, slots=True)
class ExplainAnswer:
    """Every meaning of a name."""

    name: str
    meanings: list[MeaningAnswer]


def pages_of(total: int, size: int) -> int:
    """Return how many pages there are."""
    return max(1, -(-total // size))
