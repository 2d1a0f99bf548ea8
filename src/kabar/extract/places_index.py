"""The gazetteer: place names of the world and of one language, ready to be looked up.

Cities, regions, seas and countries come from `data/places.tsv.gz` (made by tools/build_places.py),
names in a language from its `places.csv` and `places_countries.csv`, the words around names
(prepositions, *city*, *eastern*) from its `places.toml`.
"""

from __future__ import annotations

import gzip
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files

from kabar.actors.names import longest_by_first
from kabar.errors import BadLanguageData
from kabar.languages.load import Language, Row

NEW_PLACE_SIZE = 1_000_000
"""The weight of a place that a language or user table adds, as if it had so many people."""
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘`ʼʻ´ʿʾ")


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the gazetteer."""

    id: str | None
    name: str
    country: str | None
    admin: str
    latitude: float | None
    longitude: float | None
    population: int
    kind: str
    """country, admin, region, sea, site, city, place."""


@dataclass(frozen=True)
class PlaceWords:
    """A language's words around place names, all in lower case."""

    prepositions: Mapping[tuple[str, ...], str]
    """Words to relation: in, on (regions and seas only), near, to, from."""
    fillers: frozenset[str]
    kinds: frozenset[str]
    admin_kinds: frozenset[str]
    sides: Mapping[str, str]
    conjunctions: frozenset[str]
    common: frozenset[str]
    titles: frozenset[str]
    neighbours: frozenset[str]
    unlisted: frozenset[str]
    """Prepositions after which a capitalised name that no table lists is a place."""
    not_places: frozenset[str]
    """Capitalised words that are none after them: *Ramadan*, *Instagram*."""

    @cached_property
    def no_names(self) -> frozenset[str]:
        """Capitalised words that are no part of an unlisted name."""
        return self.neighbours | self.common | self.titles | self.not_places | self.kinds


@dataclass(frozen=True, slots=True)
class PlaceIndex:
    """Every name one language may use for a place; load once."""

    lines: Sequence[str] = field(repr=False)
    keys: Mapping[str, Sequence[int]] = field(repr=False)
    """Folded name to lines; a weak name (rare spelling) gives the line's complement, `~line`."""
    longest: Mapping[str, int] = field(repr=False)
    """First word of a name to the most words a name with it has."""
    own: Mapping[str, int] = field(repr=False)
    """Folded name to the line that the language's own table gives it."""
    words: PlaceWords

    def place(self, line: int) -> Place:
        """Return one entry."""
        cells = self.lines[line].split("\t")
        _, name, country, admin, latitude, longitude, population, kind, place_id = cells
        return Place(
            place_id,
            name,
            country or None,
            admin,
            float(latitude) if latitude else None,
            float(longitude) if longitude else None,
            int(population),
            kind,
        )

    def is_country(self, key: str) -> bool:
        """Say whether a folded name is that of a country."""
        lines = (entry if entry >= 0 else ~entry for entry in self.keys.get(key, ()))
        return any(self.place(line).kind == "country" for line in lines)


def fold_name(name: str) -> str:
    """Return a name in lower case without accents, apostrophes and signs: *Sana'a* to `sanaa`."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(_WORD.findall(name.translate(_APOSTROPHES).casefold()))


def load_places(language: Language) -> PlaceIndex:
    """Return the gazetteer with a language's own names and words.

    Raises BadLanguageData where a line of `places.csv` names a place that the gazetteer lacks.
    """
    packed = files("kabar.extract").joinpath("data/places.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    keys: dict[str, list[int]] = {}
    countries: dict[str, int] = {}
    for number, line in enumerate(lines):
        names, _, rest = line.partition("\t")
        if not names:
            countries[rest.split("\t", 2)[1]] = number
            continue
        for key in names.split("|"):
            if key[0] == "~":
                keys.setdefault(key[1:], []).append(~number)
            else:
                keys.setdefault(key, []).append(number)
    for row in language.table("places_countries"):
        if row["country"] in countries:
            keys.setdefault(fold_name(row["name"]), []).append(countries[row["country"]])
    own = _own_names(language.table("places"), lines, keys, countries)
    for key, number in own.items():
        if number not in keys.setdefault(key, []):
            keys[key].append(number)
    return PlaceIndex(lines, keys, longest_by_first(keys), own, _load_words(language))


def _own_names(
    rows: Sequence[Row],
    lines: list[str],
    keys: Mapping[str, Sequence[int]],
    countries: Mapping[str, int],
) -> dict[str, int]:
    """Return the lines that a language's names stand for; a row with coordinates is a new line."""
    own: dict[str, int] = {}
    for row in rows:
        country = row["country"]
        if row["place"] == "":
            target = countries.get(country)
        elif row["latitude"]:
            cells = ["", row["place"], country, "", row["latitude"], row["longitude"]]
            lines.append("\t".join([*cells, str(NEW_PLACE_SIZE), "place", row.rule]))
            target = len(lines) - 1
        else:
            target = _named(row["place"], country, lines, keys)
        if target is None:
            raise BadLanguageData(
                f"{row.rule}: no place '{row['place']}' in '{country}'; give latitude and "
                "longitude to add it"
            )
        own[fold_name(row["name"])] = target
    return own


def _named(
    name: str, country: str, lines: Sequence[str], keys: Mapping[str, Sequence[int]]
) -> int | None:
    """Return the place of that name in a country: a city before a province, then by size."""
    best, best_rank = None, (False, -1)
    for entry in keys.get(fold_name(name), ()):
        line = entry if entry >= 0 else ~entry
        cells = lines[line].split("\t")
        rank = (cells[7] != "admin", int(cells[6]))
        if cells[2] == country and rank > best_rank:
            best, best_rank = line, rank
    return best


def _load_words(language: Language) -> PlaceWords:
    path = language.folder / "places.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    prepositions = {
        tuple(phrase.split()): relation
        for relation, phrases in data.get("prepositions", {}).items()
        for phrase in phrases
    }
    return PlaceWords(
        prepositions,
        frozenset(data.get("fillers", ())),
        frozenset(data.get("kinds", ())) | frozenset(data.get("admin_kinds", ())),
        frozenset(data.get("admin_kinds", ())),
        data.get("sides", {}),
        frozenset(data.get("conjunctions", ())),
        frozenset(data.get("common", ())),
        frozenset(data.get("titles", ())),
        frozenset(data.get("neighbours", ())),
        frozenset(data.get("unlisted", ())),
        frozenset(data.get("not_places", ())),
    )
