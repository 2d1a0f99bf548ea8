"""Make the actor index that ships in the package from the tables of knowledge/actors/.

    python tools/build_actors.py            writes src/kabar/actors/data/
    python tools/build_actors.py --check    exits 1 where the shipped files differ

The same tables always give the same text; `--check` compares text, not compressed bytes.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from kabar.actors.names import capital_bits, capitals, cut, fold, name_key

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "knowledge" / "actors"
SHIPPED = ROOT / "src" / "kabar" / "actors" / "data"
ORDER = (
    "countries",
    "organisations",
    "groups",
    "institutions",
    "places",
    "persons",
    "additions",
)
LANGUAGES = ("any", "en", "id", "es", "fr", "de", "pt", "ar", "ru", "uk", "zh")
SINGLE = {
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "interior_minister",
    "finance_minister",
}
ASKED_FOR = SINGLE | {"other", "legislator", "military_chief", "spokesperson"}
PARTICLES = {"al", "el", "bin", "ibn", "ben", "de", "da", "di", "dos", "van", "von", "der", "la"}
# Surnames that come first in these countries' names: Xi Jinping is Xi.
SURNAME_FIRST = {"CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "HKG", "MAC", "SGP"}
# People of these countries are often called by their first name: Prabowo, Abiy, Hasina.
FIRST_NAME_TOO = {"IDN", "MMR", "THA", "ETH", "ISL", "MYS", "LAO", "BGD", "ERI", "TLS"}


@dataclass
class Entity:
    id: str
    name: str
    kind: str
    party: str
    sector: str
    country: str
    seats: str = ""
    names: dict[str, str] = field(default_factory=dict)
    """Written name to its languages, e.g. {"Russia": "en", "NATO": "any id"}."""
    roles: list[tuple[str, ...]] = field(default_factory=list)
    """office, party, sector, start, end, type."""

    def add_name(self, tagged: str) -> None:
        language, _, rest = tagged.partition(":")
        if language in LANGUAGES or language == "en-adj":
            name = rest
        else:
            language, name = "any", tagged
        if name and language not in self.names.get(name, "").split():
            self.names[name] = f"{self.names.get(name, '')} {language}".strip()


def read_entities() -> dict[str, Entity]:
    entities: dict[str, Entity] = {}
    for table in ORDER:
        with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                merge_row(entities, row)
    return entities


def merge_row(entities: dict[str, Entity], row: dict[str, str]) -> None:
    """Add a row; one with a known id adds names and roles and corrects what it fills in."""
    entity = entities.get(row["id"])
    if entity is None:
        cells = (row[c] for c in ("id", "name", "kind", "party", "sector", "country"))
        entity = entities[row["id"]] = Entity(*cells, seats=row.get("seats") or "")
    else:
        for column in ("name", "kind", "party", "sector", "country"):
            if row[column]:
                setattr(entity, column, row[column])
    if entity.kind != "person":
        entity.add_name(entity.name)
    for tagged in filter(None, row["names"].split("|")):
        entity.add_name(tagged)
    for text in filter(None, row["roles"].split("|")):
        entity.roles.append(tuple(text.split(";")))


def add_officials(entities: dict[str, Entity]) -> None:
    """Lay officials.csv over the persons: a row replaces what it overlaps, and ends it."""
    by_name: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities.values():
        if entity.kind == "person":
            for name in entity.names:
                by_name[name_key(name)].append(entity)
    with (TABLES / "officials.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            person = find_person(by_name, entities, row)
            role = tuple(row[c] for c in ("office", "party", "sector", "start", "end", "type"))
            person.roles = [r for r in person.roles if not replaced(r, role)]
            person.roles.append(role)


def find_person(
    by_name: dict[str, list[Entity]], entities: dict[str, Entity], row: dict[str, str]
) -> Entity:
    names = [row["name"], *filter(None, row["aliases"].split("|"))]
    country = row["country"]
    for name in names:
        found = [
            e
            for e in by_name.get(name_key(name), ())
            if not country or country in (e.country, *(r[1] for r in e.roles))
        ]
        if found and " " in name:
            person = max(found, key=lambda e: (len(e.roles), e.id))
            break
    else:
        same = [e for e in by_name.get(name_key(row["name"]), ()) if e.country == country]
        slug = "hand:" + "_".join(fold(u) for u in cut(row["name"]))
        person = same[0] if same else Entity(slug, row["name"], "person", country, "", country)
        entities[person.id] = person
    person.name = row["name"]
    for name in names:
        person.add_name(name)
        if person not in by_name[name_key(name)]:
            by_name[name_key(name)].append(person)
    return person


def replaced(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Tell whether a hand row says the same office again (same side, same type, same years)."""
    if old[1] != new[1] or old[5] != new[5]:
        return False
    if old[5] in ("other", "minister", "deputy_minister") and old[3][:4] != new[3][:4]:
        return False
    starts_in_time = not old[3] or not new[4] or old[3] < new[4]
    ends_in_time = not old[4] or not new[3] or old[4] > new[3]
    return starts_in_time and ends_in_time


def name_groups(entities: dict[str, Entity]) -> None:
    """Give the offices of armed groups their group's side: *Hamas spokesman* acts for Hamas."""
    groups = [
        (f" {name_key(name)} ", entity.party, entity.country)
        for entity in entities.values()
        if entity.kind in ("armed group", "group")
        for name in (entity.name, *entity.names)
        if len(name) > 2
    ]
    groups.sort(key=lambda g: (-len(g[0]), g))
    for entity in entities.values():
        if entity.kind != "person":
            continue
        for i, role in enumerate(entity.roles):
            if role[2] in ("REB", "PRM", "CRM", "OPP") and len(role[1]) == 3:
                office = f" {name_key(role[0])} "
                side = next((p for key, p, _ in groups if key in office), role[1])
                entity.roles[i] = (role[0], side, *role[2:])


def end_cabinets(entities: dict[str, Entity]) -> None:
    """End open ministerial roles at a change of government (cabinets.csv: party, date)."""
    with (TABLES / "cabinets.csv").open(encoding="utf-8", newline="") as lines:
        changes = [(r["party"], r["date"]) for r in csv.DictReader(lines)]
    kept = hand_roles()
    for party, date in changes:
        for entity in entities.values():
            entity.roles = [
                (*r[:4], date, r[5])
                if r[1] == party
                and not r[4]
                and r[3] < date
                and r[5].endswith("minister")
                and (entity.name, r[0], r[3]) not in kept
                else r
                for r in entity.roles
            ]


def hand_roles() -> set[tuple[str, str, str]]:
    with (TABLES / "officials.csv").open(encoding="utf-8", newline="") as lines:
        return {(r["name"], r["office"], r["start"]) for r in csv.DictReader(lines)}


def close_open_roles(entities: dict[str, Entity]) -> None:
    """End an open role of a one-holder office at the start of a later holder's."""
    holders: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for entity in entities.values():
        for role in entity.roles:
            if role[5] in SINGLE and role[3]:
                holders[role[1], role[5]].append((role[3], entity.id))
    for entity in entities.values():
        entity.roles = [close_role(entity, role, holders) for role in entity.roles]


def close_role(
    entity: Entity,
    role: tuple[str, ...],
    holders: dict[tuple[str, str], list[tuple[str, str]]],
) -> tuple[str, ...]:
    office = fold(role[0])
    crowned = any(w in office for w in ("king", "queen", "supreme", "sultan", "emir", "governor"))
    if role[5] not in SINGLE or role[4] or not role[3] or crowned:
        return role
    later = sorted(s for s, i in holders[role[1], role[5]] if s > role[3] and i != entity.id)
    recent = [s for s in later if s >= "2022-07"]
    return (*role[:4], recent[0], role[5]) if recent else role


def entity_lines(entities: list[Entity]) -> str:
    lines = []
    for e in entities:
        e.roles = list(dict.fromkeys(r for r in e.roles if not (r[4] and r[4] < r[3])))
        roles = "|".join(";".join(r) for r in sorted(e.roles, key=lambda r: (r[3], r)))
        cells = (e.id, e.name, e.kind, e.party, e.sector, e.country, e.seats, adjective(e), roles)
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def adjective(entity: Entity) -> str:
    """Return the English adjective of a country, to name its people by: *Russian officials*."""
    if entity.id in ("iso:USA", "iso:GBR", "iso:ARE"):
        return {"iso:USA": "US", "iso:GBR": "British", "iso:ARE": "Emirati"}[entity.id]
    if entity.kind != "country":
        return ""
    return next((n for n, codes in entity.names.items() if "en-adj" in codes.split()), "")


def name_value(number: int, name: str, *, kind: str, adjective: bool, plural: bool) -> str:
    """Return a reference to an entity with what the text must look like (see data/README)."""
    units = cut(name)
    short_capitals = (
        len(units) == 1 and capitals(name) > 1 and len(name) < (5 if kind == "igo" else 7)
    )
    spoken = kind in ("igo", "collective") and len(units[0]) > 3
    flags = "!" if short_capitals and not spoken else ""
    flags += ("a" if adjective else "") + ("p" if plural else "")
    bits = capital_bits(name)
    return f"{number}{flags}" + (f":{bits}" if "0" in bits else "")


def name_tables(entities: list[Entity]) -> dict[str, str]:
    tables: dict[str, dict[str, list[str]]] = {code: defaultdict(list) for code in LANGUAGES}

    def put(language: str, name: str, value: str) -> None:
        values = tables[language][name_key(name)]
        number = value.rstrip("!ap:01")
        if name_key(name) and not any(v.rstrip("!ap:01") == number and len(number) for v in values):
            values.append(value)

    for number, entity in enumerate(entities):
        for name, languages in entity.names.items():
            codes = languages.split()
            if "en-adj" in codes and name != entity.name and not name.replace(".", "").isupper():
                codes = [code for code in codes if code != "en"]
            for language in codes:
                put_name(put, entity, number, name, language)
        if entity.kind == "person":
            for name in short_forms(entity):
                put(
                    "any",
                    name,
                    name_value(number, name, kind="person", adjective=False, plural=False),
                )
    return {
        code: "".join(f"{k}\t{','.join(v)}\n" for k, v in sorted(t.items()) if k and v)
        for code, t in tables.items()
    }


def put_name(put, entity: Entity, number: int, name: str, language: str) -> None:  # type: ignore[no-untyped-def]
    for article in ("the ", "The "):
        name = name.removeprefix(article) if entity.kind != "org" else name
    if language != "en-adj":
        put(
            language,
            name,
            name_value(number, name, kind=entity.kind, adjective=False, plural=False),
        )
        return
    put("en", name, name_value(number, name, kind=entity.kind, adjective=True, plural=False))
    if len(name) > 3 and not name.endswith(("ese", "ish", "ch", "ss", "s")):
        plural = name + "s"
        put(
            "en", plural, name_value(number, plural, kind=entity.kind, adjective=False, plural=True)
        )


def short_forms(person: Entity) -> list[str]:
    """Return first-and-last forms of names of three words and more."""
    forms = []
    for name in person.names:
        words = name.split()
        if len(words) > 2 and words[0][0].isupper() and fold(words[-2]) not in PARTICLES:
            forms.append(f"{words[0]} {words[-1]}")
    return forms


def surname_lines(entities: list[Entity]) -> str:
    """Return the table of single words that a person is called by."""
    table: dict[str, list[int]] = defaultdict(list)
    for number, entity in enumerate(entities):
        if entity.kind != "person" or not any(r[5] != "ambassador" for r in entity.roles):
            continue
        for word in sorted(calling_words(entity)):
            table[word].append(number)
    return "".join(f"{k}\t{','.join(map(str, v))}\n" for k, v in sorted(table.items()))


def office_lines(entities: list[Entity]) -> str:
    """Return who ever held the offices that a title without a name may ask for."""
    table: dict[str, list[int]] = defaultdict(list)
    for number, entity in enumerate(entities):
        if entity.kind == "person":
            for key in sorted({f"{r[1]} {r[5]}" for r in entity.roles if r[5] in ASKED_FOR}):
                table[key].append(number)
    return "".join(f"{k}\t{','.join(map(str, v))}\n" for k, v in sorted(table.items()))


def calling_words(person: Entity) -> set[str]:
    words: set[str] = set()
    for name, languages in person.names.items():
        if not {"any", "en", "id"} & set(languages.split()):
            continue
        plain = name.split(" of ")[0].removesuffix(" Jr.").removesuffix(" Jr")
        parts = [p for p in plain.split() if p[0].isupper() and len(p) > 1 and "." not in p]
        if not parts:
            continue
        surname_first = person.country in SURNAME_FIRST and len(parts) > 1
        words.add(name_key(parts[0] if surname_first else parts[-1]))
        if person.country in FIRST_NAME_TOO:
            words.add(name_key(parts[0]))
    return {w for w in words if len(w) > 1}


def build() -> dict[str, str]:
    entities = read_entities()
    add_officials(entities)
    name_groups(entities)
    end_cabinets(entities)
    close_open_roles(entities)
    ordered = sorted((e for e in entities.values() if e.names), key=lambda e: e.id)
    files = {"entities": entity_lines(ordered), "surnames": surname_lines(ordered)}
    files["offices"] = office_lines(ordered)
    files |= {f"names.{code}": text for code, text in name_tables(ordered).items()}
    return files


def shipped(name: str) -> str | None:
    path = SHIPPED / f"{name}.txt.gz"
    return gzip.decompress(path.read_bytes()).decode() if path.exists() else None


def main() -> int:
    files = build()
    check = "--check" in sys.argv[1:]
    different = []
    SHIPPED.mkdir(exist_ok=True)
    for name, text in files.items():
        path = SHIPPED / f"{name}.txt.gz"
        if shipped(name) == text:
            continue
        different.append(path.name)
        if not check:
            path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print("differ:" if check else "written:", ", ".join(different) or "none", file=sys.stderr)
    return 1 if check and different else 0


if __name__ == "__main__":
    sys.exit(main())
