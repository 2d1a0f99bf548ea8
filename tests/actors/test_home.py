"""The country an article is mostly about lends its party only where that is plain."""

from __future__ import annotations

from kabar.actors.home import with_sure_guesses
from kabar.actors.mentions import Mention
from kabar.actors.resolve import ActorReading


def reading(*parties: str) -> ActorReading:
    """Return a reading with a mention of each party and a police force of a guessed one."""
    mentions = [mention(party=party) for party in parties]
    return ActorReading(actors=(), mentions=(*mentions, mention(guess="KEN")))


def mention(party: str | None = None, guess: str | None = None) -> Mention:
    return Mention(
        sentence=0,
        first=0,
        last=0,
        head=0,
        text="police",
        start=0,
        end=6,
        form="name",
        actors=(),
        party=party,
        sector=None,
        guess=guess,
    )


def guesses(found: ActorReading) -> list[str | None]:
    return [m.guess for m in found.mentions if m.party is None]


def test_guess_stays_where_the_article_is_about_one_country():
    assert guesses(with_sure_guesses(reading("KEN", "KEN", "KEN", "UGA"))) == ["KEN"]


def test_guess_stays_where_one_country_alone_is_named():
    assert guesses(with_sure_guesses(reading("KEN"))) == ["KEN"]


def test_guess_goes_where_two_countries_are_named_alike():
    assert guesses(with_sure_guesses(reading("KEN", "UGA"))) == [None]


def test_guess_goes_where_the_first_country_is_barely_ahead():
    found = with_sure_guesses(reading(*["KEN"] * 5, *["UGA"] * 4))
    assert guesses(found) == [None]


def test_guess_goes_where_the_first_country_is_one_of_many():
    found = with_sure_guesses(reading("KEN", "KEN", "UGA", "TZA", "RWA", "BDI", "SOM", "ETH"))
    assert guesses(found) == [None]


def test_named_parties_are_kept_either_way():
    for given in (reading("KEN", "UGA"), reading("KEN", "KEN")):
        found = with_sure_guesses(given)
        assert [m.party for m in found.mentions] == [m.party for m in given.mentions]
