"""A mention: the words of one sentence that stand for an actor, and what they stand for."""

from __future__ import annotations

from dataclasses import dataclass

COUNTRY = "iso:"
"""What the ids of countries begin with; it stands for their governments too."""
UNKNOWN_PERSON = "person:"
"""What the ids of people begin with whom no table knows."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first..last` of sentence `sentence`, read as one noun phrase for actors."""

    sentence: int
    first: int
    last: int
    head: int
    """The token that governs the phrase, inside `first..last`."""
    text: str
    start: int
    end: int
    form: str
    """name, title, role, pronoun, group (several sides at once), place."""
    actors: tuple[str, ...]
    """Ids of the actors meant; several for *both sides*, none where nothing was resolved."""
    party: str | None
    sector: str | None
    how: str = ""
    """What the reading stands on: `table`, `country in the phrase`, `dateline`, …"""
    guess: str | None = None
    """A party that the text does not support: the country the article is mostly about."""
    candidates: tuple[str, ...] = ()
    """Other ids the words could mean, best first."""

    @property
    def tells_party(self) -> bool:
        """Say whether its own words tell its party: no place beside it, no earlier mention."""
        own = self.form != "role" or "in the phrase" in self.how or self.how == "word"
        return self.party is not None and own

    @property
    def names_country(self) -> bool:
        """Say whether a country's own name is among what is meant."""
        return any(actor.startswith(COUNTRY) for actor in self.actors)
