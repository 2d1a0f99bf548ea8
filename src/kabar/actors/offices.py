"""Who held what on a day, and which side and sector somebody acts for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kabar.actors.grammar import Title
from kabar.actors.lexicon import ActorIndex, Entry, Office
from kabar.actors.names import name_key

HEADS = ("head_of_state", "head_of_government")
CALLED_BY_SURNAME = (*HEADS, "foreign_minister")
LONG_HELD = ("foreign_minister", "defence_minister", "interior_minister", "other")
LEADERS_OF_BODIES = ("secretary general", "high representative", "director general")
BODIES = ("igo", "ngo", "collective")
LIFETIME = 20
"""Years after which an office without an end in the tables is no longer taken as held."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is on a day: the office, the side and sector they act for."""

    office: str | None
    party: str | None
    sector: str | None
    former: bool = False


def is_held(office: Office, day: str | None) -> bool:
    """Tell whether an office was held on a day (an ISO string); the open ones without a day."""
    if day is None:
        return not office.end
    if office.start and office.start > day:
        return False
    if office.end:
        return office.end >= day[: len(office.end)]
    if office.start and office.type not in HEADS:
        return office.type in LONG_HELD or int(day[:4]) - int(office.start[:4]) <= LIFETIME
    return True


def office_on(entry: Entry, day: str | None, *, prefer: Title | None = None) -> Office | None:
    """Return the office somebody held on a day: the one a title names, a head's, the newest."""
    held = [o for o in entry.offices if is_held(o, day)]
    if not held:
        return None
    return max(held, key=lambda o: (fits(o, prefer), o.type in HEADS, o.start, o.office))


def fits(office: Office, title: Title | None) -> bool:
    """Tell whether a title can be said of an office."""
    if title is None or office.type != title.type:
        return False
    if not title.holder:
        return True
    name = name_key(office.office)
    return any(word in name for word in title.holder)


def standing(entry: Entry, day: str | None, *, title: Title | None = None) -> Standing:
    """Return what an actor of the tables is on a day; the side of a former office is kept."""
    office = office_on(entry, day, prefer=title)
    if entry.kind != "person":
        if office is not None and office.party:
            return Standing(None, office.party, office.sector or entry.sector)
        return Standing(None, entry.party, entry.sector)
    if office is not None:
        return Standing(office.office, office.party or entry.party, office.sector or None)
    past = [o for o in entry.offices if day is None or not o.start or o.start <= day]
    if past:
        last = max(past, key=lambda o: (o.end or o.start, o.start))
        return Standing(f"former {last.office}", last.party or entry.party, "ELI", former=True)
    return Standing(None, entry.party, None)


def holder_of(index: ActorIndex, party: str, title: Title, day: str | None) -> Entry | None:
    """Return who held the office that a title names for a side, where exactly one did."""
    if day is None or (title.type in ("other", "spokesperson", "legislator") and not title.holder):
        return None
    if title.type in ("minister", "deputy_minister", "ambassador", "governor", "judge", ""):
        return None
    found = []
    for number in index.holders(party, title.type):
        entry = index.entry(number)
        if any(fits(o, title) and o.party == party and _surely_held(o, day) for o in entry.offices):
            found.append(entry)
    return found[0] if len(found) == 1 else None


def _surely_held(office: Office, day: str) -> bool:
    """Tell whether an office was held and the tables are not likely to be stale about it."""
    if not is_held(office, day):
        return False
    return bool(office.end) or office.type in HEADS or office.start >= "2022-07" or day < "2022-07"


def prominent(index: ActorIndex, numbers: Iterable[int], day: str | None) -> list[Entry]:
    """Return those whom a surname alone may mean: leaders and foreign ministers of the day."""
    found = []
    for number in numbers:
        entry = index.entry(number)
        for office in entry.offices:
            if not is_held(office, day):
                continue
            leads = any(w in name_key(office.office) for w in LEADERS_OF_BODIES)
            body = "." not in office.party and len(office.party) != 3
            if office.type in CALLED_BY_SURNAME or (leads and (body or office.party == "UN")):
                found.append(entry)
                break
    return found
