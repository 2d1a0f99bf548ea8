"""Countries: the codes that other event data name them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kabar.languages.load import read_table
from kabar.ontology.load import FOLDER


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory; a code that a list lacks is None."""

    iso3: str
    iso2: str
    fips: str | None
    """FIPS 10-4, which GDELT's places have."""
    cow: str | None
    """Number in the Correlates of War list of states."""
    name: str


@cache
def load_countries() -> Mapping[str, Country]:
    """Return the countries by ISO 3166-1 alpha-3."""
    return {
        row["iso3"]: Country(
            row["iso3"], row["iso2"], row["fips"] or None, row["cow"] or None, row["name"]
        )
        for row in read_table(FOLDER / "countries.csv", "ontology/countries")
    }


def country_of(party: str | None) -> Country | None:
    """Return the country that a party is or belongs to: of `IDN` and of `OPM.IDN` Indonesia.

    None for an organisation of several countries and where there is no party.
    """
    return load_countries().get((party or "").rpartition(".")[2])


def group_of(party: str | None) -> str | None:
    """Return a party's own name where it is no country: of `OPM.IDN` OPM, of `NATO` NATO."""
    if party is None or party in load_countries():
        return None
    return party.partition(".")[0] if country_of(party) else party
