"""The shipped index of actors and their names, with a user's own table laid over it."""

from __future__ import annotations

import bisect
import csv
import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kabar.actors.grammar import ActorGrammar, load_grammar
from kabar.actors.names import capital_bits, capitals, cut, longest_by_first, name_key
from kabar.errors import BadLanguageData, UnknownName
from kabar.languages.load import Language

DATA = Path(__file__).parent / "data"
COLUMNS = ("id", "name", "kind", "party", "sector", "country", "names", "roles")


@dataclass(frozen=True, slots=True)
class Office:
    """An office held, and the side and sector that its holder acts for."""

    office: str
    party: str
    sector: str
    start: str
    end: str
    type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor of the tables; `seats` are the organisations a city stands for besides."""

    id: str
    name: str
    kind: str
    party: str | None
    sector: str | None
    country: str
    seats: tuple[str, ...]
    adjective: str
    offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True)
class NameRef:
    """A name's link to an entry: `capitals` asks for an acronym's capitals in the text."""

    number: int
    capitals: bool
    adjective: bool
    plural: bool
    bits: str


Refs = tuple[NameRef, ...]


@dataclass(frozen=True, slots=True)
class ActorIndex:
    """Names to entries; entries are decoded when asked for. Made by `load_index`."""

    lines: list[str] = field(repr=False)
    names: tuple[Mapping[str, str], ...] = field(repr=False)
    """Name tables, the first that knows a key wins: the user's, the language's, every one's."""
    longest: Mapping[str, int] = field(repr=False)
    """Most units of a name that starts with this unit."""
    surnames: Mapping[str, str] = field(repr=False)
    offices: Mapping[str, str] = field(repr=False)
    added: tuple[Entry, ...]
    """The user's rows, numbered after the shipped ones."""
    overrides: Mapping[int, Entry]
    grammar: ActorGrammar

    def entry(self, number: int) -> Entry:
        """Return the entry with a number."""
        if number >= len(self.lines):
            return self.added[number - len(self.lines)]
        return self.overrides.get(number) or _decode(self.lines[number])

    def number(self, actor_id: str) -> int | None:
        """Return the number of an id, None where the index has no such actor."""
        for i, entry in enumerate(self.added):
            if entry.id == actor_id:
                return len(self.lines) + i
        at = bisect.bisect_left(self.lines, actor_id + "\t")
        found = at < len(self.lines) and self.lines[at].startswith(actor_id + "\t")
        return at if found else None

    def by_id(self, actor_id: str) -> Entry | None:
        """Return the entry of an id, None where the index has no such actor."""
        number = self.number(actor_id)
        return None if number is None else self.entry(number)

    def find(self, key: str) -> Refs:
        """Return what a folded name stands for, the user's and the language's readings first."""
        found: dict[int, NameRef] = {}
        for table in self.names:
            value = table.get(key)
            if value:
                for ref in _refs(value):
                    found.setdefault(ref.number, ref)
        return tuple(found.values())

    def called(self, word: str) -> tuple[int, ...]:
        """Return the people who are called by one folded word (a surname, mostly)."""
        return _numbers(self.surnames.get(word, ""))

    def holders(self, party: str, office_type: str) -> tuple[int, ...]:
        """Return everybody who ever held a kind of office for a side."""
        return _numbers(self.offices.get(f"{party} {office_type}", ""))


@lru_cache(maxsize=8192)
def _decode(line: str) -> Entry:
    actor_id, name, kind, party, sector, country, seats, adjective, roles = line.split("\t")
    offices = tuple(Office(*r.split(";")) for r in roles.split("|")) if roles else ()
    places = tuple(seats.split("|")) if seats else ()
    return Entry(
        actor_id, name, kind, party or None, sector or None, country, places, adjective, offices
    )


@lru_cache(maxsize=8192)
def _refs(value: str) -> Refs:
    refs = []
    for part in filter(None, value.split(",")):
        head, _, bits = part.partition(":")
        digits = head.rstrip("!ap")
        flags = head[len(digits) :]
        refs.append(NameRef(int(digits), "!" in flags, "a" in flags, "p" in flags, bits))
    return tuple(refs)


@lru_cache(maxsize=8192)
def _numbers(value: str) -> tuple[int, ...]:
    return tuple(map(int, value.split(","))) if value else ()


def load_index(language: Language, *, overlay: Path | None = None) -> ActorIndex:
    """Return the index for texts in a language.

    `overlay` is a user's table (CSV with the columns of knowledge/actors: id, name, kind, party,
    sector, country, names, roles) or a folder with `actors.csv` or `<code>/actors.csv` in it. A row
    with a shipped id corrects that actor; its names are tried first. Raises BadLanguageData.
    """
    lines = _read("entities").splitlines()
    own, every = _table(f"names.{language.code}"), _table("names.any")
    shipped = ActorIndex(
        lines, (own, every), {}, _table("surnames"), _table("offices"), (), {},
        load_grammar(language),
    )  # fmt: skip
    added, overrides, user = _read_overlay(_overlay_files(overlay, language), shipped)
    names = (user, own, every)
    return ActorIndex(
        lines, names, longest_by_first(*names), shipped.surnames, shipped.offices, added, overrides,
        shipped.grammar,
    )  # fmt: skip


def _read(name: str) -> str:
    path = DATA / f"{name}.txt.gz"
    return gzip.decompress(path.read_bytes()).decode() if path.is_file() else ""


def _table(name: str) -> dict[str, str]:
    cells = _read(name).replace("\n", "\t").split("\t")
    return dict(zip(cells[::2], cells[1::2], strict=False))


def _overlay_files(overlay: Path | None, language: Language) -> list[Path]:
    if overlay is None:
        return []
    if overlay.is_file():
        return [overlay]
    places = (overlay / "actors.csv", overlay / language.code / "actors.csv")
    return [path for path in places if path.is_file()]


def _read_overlay(
    paths: Iterable[Path], shipped: ActorIndex
) -> tuple[tuple[Entry, ...], dict[int, Entry], dict[str, str]]:
    added: list[Entry] = []
    overrides: dict[int, Entry] = {}
    names: dict[str, str] = {}
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            for row in reader:
                where = f"{path.name} line {reader.line_num}"
                number = shipped.number(row.get("id") or "")
                entry = _overlay_entry(row, where, shipped.by_id(row.get("id") or ""))
                if number is None:
                    number = len(shipped.lines) + len(added)
                    added.append(entry)
                else:
                    overrides[number] = entry
                for name in (entry.name, *(row.get("names") or "").split("|")):
                    if name.strip():
                        key, value = _overlay_name(number, name.strip())
                        names[key] = f"{names[key]},{value}" if key in names else value
    return tuple(added), overrides, names


def _overlay_entry(row: Mapping[str, str], where: str, known: Entry | None) -> Entry:
    if not row.get("id") or not (row.get("name") or known):
        raise BadLanguageData(f"{where}: a row needs an id and a name ({', '.join(COLUMNS)})")
    offices = []
    for text in filter(None, (row.get("roles") or "").split("|")):
        cells = [cell.strip() for cell in text.split(";")]
        if len(cells) > 6:
            raise BadLanguageData(
                f"{where}: role '{text}' has more than office;party;sector;start;end;type"
            )
        offices.append(Office(*cells, *[""] * (6 - len(cells))))
    old = known or Entry(
        row["id"], row.get("name") or "", "organisation", None, None, "", (), "", ()
    )
    return Entry(
        row["id"],
        row.get("name") or old.name,
        row.get("kind") or old.kind,
        row.get("party") or old.party,
        row.get("sector") or old.sector,
        row.get("country") or old.country,
        old.seats,
        old.adjective,
        (*old.offices, *offices),
    )


def _overlay_name(number: int, name: str) -> tuple[str, str]:
    bits = capital_bits(name)
    short = len(cut(name)) == 1 and capitals(name) > 1
    return name_key(name), f"{number}{'!' if short else ''}" + (f":{bits}" if "0" in bits else "")


def explain_actor(index: ActorIndex, id_or_name: str) -> Entry:
    """Return the entry of an id or of a name as the article may write it.

    Raises UnknownName where the index holds neither.
    """
    entry = index.by_id(id_or_name)
    if entry is not None:
        return entry
    key = name_key(id_or_name.removeprefix("the ").removeprefix("The "))
    english = _refs(_table("names.en").get(key, "")) if not index.find(key) else ()
    refs = index.find(key) or english
    numbers = [ref.number for ref in refs] or list(index.called(key))
    if not numbers:
        raise UnknownName(f"no actor '{id_or_name}'; give an id or a name of the actor tables")
    return index.entry(numbers[0])
