"""What a named phrase stands for: countries, organisations, cities, people with their titles."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kabar.actors.grammar import Title
from kabar.actors.lexicon import Entry, NameRef, Refs
from kabar.actors.names import cut, fold
from kabar.actors.offices import Standing, fits, is_held, office_on, prominent, standing
from kabar.actors.phrases import Phrase
from kabar.actors.scan import Chunk
from kabar.actors.scene import PLACES, Reading, Scene

RANK = {
    "country": 0,
    "igo": 1,
    "metonym": 1,
    "armed group": 1,
    "collective": 1,
    "group": 1,
    "agency": 1,
    "capital": 2,
    "region": 3,
    "person": 4,
}
SHORTEST_CALLED = 3
INTERNATIONAL = ("igo", "collective")


@dataclass(frozen=True, slots=True)
class Owner:
    """The side that a title or group belongs to."""

    party: str | None
    sector: str | None
    kind: str
    how: str
    id: str | None = None


def ranked(scene: Scene, refs: Refs) -> list[tuple[Entry, NameRef]]:
    """Return the entries a name may stand for, the likeliest first."""
    found = [(scene.index.entry(ref.number), ref) for ref in refs]
    first_table = {ref.number: i for i, ref in enumerate(refs)}

    def key(item: tuple[Entry, NameRef]) -> tuple[int, int, int]:
        entry, ref = item
        rank = RANK.get(entry.kind, 2)
        held = entry.kind == "person" and not any(is_held(o, scene.day) for o in entry.offices)
        user = ref.number >= len(scene.index.lines) or ref.number in scene.index.overrides
        return (-1 if user else rank, int(held), first_table[ref.number])

    return sorted(found, key=key)


def owner_of(scene: Scene, chunk: Chunk) -> Owner | None:
    """Return the side a chunk names as somebody's owner, None where it names none."""
    if chunk.refs:
        entry = ranked(scene, chunk.refs)[0][0]
        stand = standing(entry, scene.day)
        party = _seat(scene, entry) or stand.party
        kind = "country" if entry.kind in ("metonym", *PLACES) else entry.kind
        if entry.seats and party != entry.party:
            kind = "igo"
        how = "country in the phrase" if kind == "country" else f"{entry.kind} in the phrase"
        return Owner(party, stand.sector, kind, how, entry.id)
    past = None
    if chunk.definite is not None:
        found = scene.memory.definite(chunk.definite, scene.number, chunk.first)
        past = found[0] if len(found) == 1 else None
    elif chunk.pronoun is not None and chunk.pronoun.person == 3:
        past = scene.memory.pronoun(
            chunk.pronoun, scene.number, chunk.first, quoted=scene.quoted[chunk.first]
        )
    if past is None or past.party is None:
        return None
    actor_id = past.actors[0] if len(past.actors) == 1 else None
    return Owner(past.party, past.sector, past.kind, "possessor named before", actor_id)


def owner_by_name(scene: Scene, span: tuple[int, int]) -> Owner | None:
    """Return the side of the person whom a surname means: *pemerintahan Putin*."""
    words = [fold(u) for t in scene.tree.tokens[span[0] : span[1] + 1] for u in cut(t.text)]
    known = scene.memory.named(words)
    if known is not None:
        actor = scene.roster.actors[known]
        return Owner(actor.party, actor.sector, "person", "person in the phrase", known)
    called = _called(scene, words[-1], span[0], None, None) if len(words) == 1 else []
    if not called:
        return None
    stand = standing(called[0], scene.day)
    return Owner(stand.party, stand.sector, "person", "person in the phrase", called[0].id)


def _seat(scene: Scene, entry: Entry) -> str | None:
    """Return which organisation a city stands for: the one spoken of, else its first."""
    if not entry.seats:
        return None
    return scene.spoken_most((*entry.seats, entry.party or "")) or entry.seats[0]


def read_name(scene: Scene, phrase: Phrase, told: Phrase | None) -> Reading | None:
    """Return what a phrase with a name stands for; `told` is a title in apposition to it."""
    titled = phrase if phrase.core is not None else told
    if phrase.name is not None:
        found = ranked(scene, phrase.name.refs)
        entry, ref = found[0]
        if entry.kind == "person":
            return _read_person(scene, phrase, titled, [e for e, _ in found])
        return _read_thing(scene, phrase, entry, ref, tuple(e.id for e, _ in found[1:]))
    assert phrase.unknown is not None
    return _read_unknown(scene, phrase, titled)


def _read_thing(
    scene: Scene, phrase: Phrase, entry: Entry, ref: NameRef, others: tuple[str, ...]
) -> Reading:
    chunk = phrase.name
    assert chunk is not None
    stand = standing(entry, scene.day)
    place = entry.kind in PLACES
    located = scene.is_located(phrase.first, phrase.last, city=place)
    if (scene.number, phrase.first) == scene.dateline_token:
        located = True
    if entry.kind == "country" and ref.plural:
        actor = scene.roster.add_role(
            stand.party, "CVL", "people", scene.roster.adjective(stand.party)
        )
        return Reading("role", (actor,), stand.party, "CVL", "people of a country", "role", True,
                       noun="people", candidates=others)  # fmt: skip
    if entry.kind == "capital" and not located:
        return _read_seat(scene, entry, others)
    if place or located and entry.kind == "country":
        actor = scene.roster.add_entry(entry, stand)
        inside = scene.is_inside(phrase.first)
        return Reading(
            "place", (actor,), stand.party, None, "place", entry.kind, located=inside,
            candidates=others,
        )  # fmt: skip
    actor = scene.roster.add_entry(entry, stand)
    how = "adjective" if ref.adjective else "table"
    plural = entry.kind == "collective"
    return Reading(
        "name", (actor,), stand.party, stand.sector, how, entry.kind, plural, candidates=others
    )


def _read_seat(scene: Scene, entry: Entry, others: tuple[str, ...]) -> Reading:
    """Return the government, or the organisation, that a city stands for."""
    party = _seat(scene, entry) or entry.party
    seat = scene.party_entry(party) or scene.index.by_id(f"org:{(party or '').lower()}")
    if seat is None:
        actor = scene.roster.add_entry(entry, standing(entry, scene.day))
        return Reading("place", (actor,), entry.party, None, "place", "capital")
    stand = standing(seat, scene.day)
    actor = scene.roster.add_entry(seat, stand)
    how = "capital for its government" if seat.kind == "country" else "seat for its organisation"
    return Reading(
        "name", (actor,), stand.party, stand.sector, how, seat.kind,
        candidates=(entry.id, *others),
    )  # fmt: skip


def _read_person(
    scene: Scene, phrase: Phrase, titled: Phrase | None, entries: list[Entry]
) -> Reading:
    title = titled.core.title if titled is not None and titled.core is not None else None
    owner = owner_of(scene, titled.owner) if titled is not None and titled.owner else None
    fitting = [e for e in entries if _agrees(e, owner)]
    if not fitting:
        name = scene.words(*_name_span(scene, phrase))
        ids = tuple(e.id for e in entries)
        return replace(_by_title(scene, phrase, titled, name), candidates=ids)
    best = max(fitting, key=lambda e: any(fits(o, title) and is_held(o, scene.day) for o in e.offices))
    entry = best
    stand = standing(entry, scene.day, title=title)
    how = "table"
    ended = titled is not None and titled.ended
    if ended and title is not None and not _moved_on(entry, title, scene.day):
        stand = Standing(f"former {title.office}", stand.party, "ELI", former=True)
    if stand.former and title is not None and title.sector and not ended:
        # the text says more than the tables: it calls somebody what they were or are to be
        stand = Standing(title.office, stand.party, title_sector(title, titled, owner))
        how = "table, title of the text"
    scene.memory.note_name(entry.name, entry.id)
    note_offices(scene, entry, title)
    scene.roster.add_entry(entry, stand, title.office if title else None)
    others = tuple(e.id for e in entries if e is not entry)
    form = "title" if phrase.core is not None else "name"
    return Reading(
        form, (entry.id,), stand.party, stand.sector, how, "person", candidates=others
    )


def note_offices(scene: Scene, entry: Entry, title: Title | None) -> None:
    """Remember a person as the last named with the title, and with the office of the day."""
    office = office_on(entry, scene.day, prefer=title)
    if office is not None:
        scene.memory.titles[office.type] = entry.id
    if title is not None and title.type:
        scene.memory.titles[title.type] = entry.id


def _moved_on(entry: Entry, title: Title, day: str | None) -> bool:
    """Tell whether somebody holds an office newer than the former one that a title names."""
    office = office_on(entry, day)
    if office is None:
        return False
    past = [o.start for o in entry.offices if fits(o, title) and o is not office]
    return not past or office.start > max(past)


def _agrees(entry: Entry, owner: Owner | None) -> bool:
    """Tell whether a person can belong to the side that the title names."""
    if owner is None or owner.party is None:
        return True
    parties = {entry.country, entry.party, *(o.party for o in entry.offices)}
    return owner.party in parties or any(p and p.endswith(f".{owner.party}") for p in parties)


def _name_span(scene: Scene, phrase: Phrase) -> tuple[Phrase, int, int]:
    tokens = scene.tree.tokens
    if phrase.name is not None:
        first, last = phrase.name.first, phrase.name.last
    else:
        assert phrase.unknown is not None
        first, last = phrase.unknown
    return replace(phrase, first=first, last=last), tokens[first].start, tokens[last].end


def _read_unknown(scene: Scene, phrase: Phrase, titled: Phrase | None) -> Reading | None:
    """Return who a name outside the tables is: named before, called by surname, or by title."""
    assert phrase.unknown is not None
    first, last = phrase.unknown
    words = [fold(u) for t in scene.tree.tokens[first : last + 1] for u in cut(t.text)]
    title = titled.core.title if titled is not None and titled.core is not None else None
    owner = owner_of(scene, titled.owner) if titled is not None and titled.owner else None
    if not words or all(scene.index.grammar.has("never_alone", w) for w in words):
        return None
    known = scene.memory.named(words)
    if known is not None and len(words[-1]) >= SHORTEST_CALLED:
        return _again(scene, phrase, known, title)
    if len(words) > 2:
        refs = scene.index.find(f"{words[0]} {words[-1]}")
        people = [e for e, _ in ranked(scene, refs) if e.kind == "person"]
        if people:
            return _read_person(scene, phrase, titled, people)
    if len(words) == 1:
        called = _called(scene, words[0], first, title, owner)
        if called:
            return _read_person(scene, phrase, titled, called)
    if title is not None or (titled is not None and owner is not None):
        return _by_title(scene, phrase, titled, scene.words(*_name_span(scene, phrase)))
    return _new_name(scene, phrase, words)


def _called(
    scene: Scene, word: str, token: int, title: Title | None, owner: Owner | None
) -> list[Entry]:
    """Return the one person whom a surname means, by the title or as a leader of the day."""
    numbers = scene.index.called(word)
    if not numbers:
        return []
    if title is not None and title.type:
        entries = [scene.index.entry(n) for n in numbers]
        found = [
            e
            for e in entries
            if any(
                fits(o, title) and is_held(o, scene.day) and (owner is None or o.party == owner.party)
                for o in e.offices
            )
        ]
        if len(found) == 1:
            return found
    if scene.index.grammar.has("never_alone", word):
        return []
    starts = token == 0 or not scene.tree.tokens[token - 1].text[0].isalnum()
    if starts and scene.tree.tokens[token].upos != "PROPN":
        return []
    found = [e for e in prominent(scene.index, numbers, scene.day) if _agrees(e, owner)]
    return found if len(found) == 1 and scene.day is not None else []


def _again(scene: Scene, phrase: Phrase, actor_id: str, title: Title | None) -> Reading:
    """Return the reading of a person named before in the document."""
    actor = scene.roster.actors[actor_id]
    if title is not None and title.type:
        scene.memory.titles[title.type] = actor_id
    form = "title" if phrase.core is not None else "name"
    return Reading(form, (actor_id,), actor.party, actor.sector, "named before", "person")


def _by_title(scene: Scene, phrase: Phrase, titled: Phrase | None, name: str) -> Reading:
    """Return somebody whom only the title tells of: *Menteri Luar Negeri Prancis X*."""
    assert titled is not None and titled.core is not None
    title, role = titled.core.title, titled.core.role
    owner = owner_of(scene, titled.owner) if titled.owner else None
    sector: str | None = None
    if title is not None:
        sector = title_sector(title, titled, owner)
    elif role is not None:
        sector = role.sector
    office = title.office if title is not None and title.type else (role.english if role else None)
    if titled.ended and sector:
        sector, office = "ELI", f"former {office}" if office else None
    party, how = (owner.party, owner.how) if owner else (None, "title alone")
    if party is None and titled.place is not None and titled.place.refs:
        party = standing(ranked(scene, titled.place.refs)[0][0], scene.day).party
        how = "place in the phrase"
    actor = scene.roster.add_person(name, Standing(office, party, sector))
    scene.memory.note_name(name, actor)
    if title is not None and title.type:
        scene.memory.titles[title.type] = actor
    form = "title" if phrase.core is not None else "name"
    return Reading(form, (actor,), party, sector, how, "person")


def title_sector(title: Title, phrase: Phrase | None, owner: Owner | None) -> str | None:
    """Return the sector a title gives: its own, its body's, or that of a body that owns it."""
    if phrase is not None and phrase.body is not None and phrase.body.role is not None:
        return phrase.body.role.sector
    if owner is not None and title.sector == "GOV":
        if owner.kind in INTERNATIONAL:
            return "IGO"
        if owner.kind not in ("country", "person", "place", "role") and owner.sector:
            return owner.sector
    return title.sector or None


def _new_name(scene: Scene, phrase: Phrase, words: list[str]) -> Reading | None:
    """Return a person no table knows and no title explains; without side or sector."""
    assert phrase.unknown is not None
    first, last = phrase.unknown
    tokens = scene.tree.tokens[first : last + 1]
    if len(words) < 2 or any(t.upos != "PROPN" for t in tokens):
        return None
    if not scene.index.called(words[-1]) and words[0] not in scene.index.longest:
        return None
    if tokens[0].text.isupper() and len(tokens[0].text) > 1:
        return None
    name = scene.words(*_name_span(scene, phrase))
    actor = scene.roster.add_person(name, Standing(None, None, None))
    scene.memory.note_name(name, actor)
    return Reading("name", (actor,), None, None, "name alone", "person")
