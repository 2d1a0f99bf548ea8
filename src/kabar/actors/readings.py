"""What a named phrase stands for: countries, organisations, cities, people with their titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kabar.actors.grammar import RoleNoun, Title
from kabar.actors.lexicon import Entry, NameRef
from kabar.actors.names import cut, fold
from kabar.actors.offices import Standing, fits, is_held, office_on, standing
from kabar.actors.owners import INTERNATIONAL, Owner, agrees, called, owner_in, ranked, seat_of
from kabar.actors.phrases import Phrase
from kabar.actors.scan import Chunk
from kabar.actors.scene import PLACES, Reading, Scene

SHORTEST_CALLED = 3
STATES = ("country", "capital")
"""Kinds of names whose country has bodies of its own: *Mahkamah Agung di Caracas*."""
LONGEST_OWNER = 3
"""Words of a country's name before a party's."""


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
    located = scene.is_located(phrase.first, phrase.last, city=place, adjective=ref.adjective)
    if (scene.number, phrase.first) == scene.dateline_token:
        located = True
    if entry.kind == "country" and ref.plural:
        actor = scene.roster.add_role(
            stand.party, "CVL", "people", scene.roster.adjective(stand.party)
        )
        return Reading("role", (actor,), stand.party, "CVL", "people of a country", "role", True,
                       noun="people", candidates=others)  # fmt: skip
    noun = "party" if entry.kind == "party" else _common_name(scene, chunk)
    if noun is not None and stand.sector is not None:
        other = _owner_before(scene, phrase.first) or _owner_after(scene, phrase.last)
        if other is not None and other != stand.party:
            return _namesake(scene, other, ref, stand.sector, noun)
    if entry.kind == "capital" and not located:
        return _read_seat(scene, entry, others)
    if place or (located and entry.kind == "country"):
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
        "name", (actor,), stand.party, stand.sector, how, entry.kind, plural,
        noun=_noun_in(scene, phrase, stand.sector), candidates=others,
    )  # fmt: skip


def _noun_in(scene: Scene, phrase: Phrase, sector: str | None) -> str:
    """Return the role noun in a body's name, by which alone it may be called: *Myanmar's junta*."""
    for token in scene.tree.tokens[phrase.first : phrase.last + 1]:
        for word in scene.index.grammar.words.get(fold(token.text), ()):
            if isinstance(word, RoleNoun) and word.sector == sector:
                return word.english
    return ""


def _owner_before(scene: Scene, first: int) -> str | None:
    """Return the country whose a named body is: *South Korea's Democratic Party*."""
    if not scene.index.grammar.flags.get("owner_before"):
        return None
    last = first - 1 if scene.has("genitives", first - 1) else first
    return _country_in(scene, [(last - n, last) for n in range(min(LONGEST_OWNER, last), 0, -1)])


def _owner_after(scene: Scene, last: int) -> str | None:
    """Return the country after a body's name: *Mahkamah Agung Venezuela*, *the Senate of Chile*."""
    first = last + 1
    if scene.has("body_prepositions", first):
        first += 2 if scene.has("articles", first + 1) else 1
    elif not scene.index.grammar.flags.get("owner_after_bare"):
        return None
    return _country_in(scene, [(first, first + n) for n in range(LONGEST_OWNER, 0, -1)])


def _country_in(scene: Scene, spans: Sequence[tuple[int, int]]) -> str | None:
    """Return the country that the first known of the spans names, None for another name."""
    for first, end in spans:
        words = scene.tree.tokens[first:end]
        refs = scene.index.find(" ".join(fold(t.text) for t in words))
        if refs and words[0].text[0].isupper():
            entry = ranked(scene, refs)[0][0]
            return standing(entry, scene.day).party if entry.kind in STATES else None
    return None


def _common_name(scene: Scene, chunk: Chunk) -> str | None:
    """Return what a body is where its name is a common one: *Congress*, *Mahkamah Agung*."""
    words = scene.tree.tokens[chunk.first : chunk.last + 1]
    for word in scene.index.grammar.words.get(" ".join(fold(t.text) for t in words), ()):
        if isinstance(word, RoleNoun) and word.kind == "institution":
            return word.english
    return None


def _namesake(scene: Scene, party: str, ref: NameRef, sector: str, noun: str) -> Reading:
    """Return a body that bears the name of another country's."""
    actor = scene.roster.add_role(party, sector, noun, scene.roster.adjective(party))
    how = "country in the phrase"
    return Reading("role", (actor,), party, sector, how, "role", ref.plural, noun=noun)


def _read_seat(scene: Scene, entry: Entry, others: tuple[str, ...]) -> Reading:
    """Return the government, or the organisation, that a city stands for."""
    party = seat_of(scene, entry) or entry.party
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
    owner = owner_in(scene, titled)
    fitting = [e for e in entries if agrees(e, owner)]
    if not fitting:
        name = scene.words(*_name_span(scene, phrase))
        ids = tuple(e.id for e in entries)
        return replace(_by_title(scene, phrase, titled, name), candidates=ids)
    best = max(
        fitting, key=lambda e: any(fits(o, title) and is_held(o, scene.day) for o in e.offices)
    )
    entry = best
    stand = standing(entry, scene.day, title=title)
    how = "table"
    ended = titled is not None and titled.ended
    if ended and title is not None and not _moved_on(entry, title, scene.day):
        stand = Standing(f"former {title.office}", stand.party, "ELI", former=True)
    unknown = stand.former or stand.sector is None
    if unknown and title is not None and title.sector and not ended:
        # the text says more than the tables: it calls somebody what they were or are to be
        stand = Standing(title.office, stand.party, title_sector(title, titled, owner))
        how = "table, title of the text"
    scene.memory.note_name(entry.name, entry.id)
    note_offices(scene, entry, title)
    scene.roster.add_entry(entry, stand, title.office if title else None)
    others = tuple(e.id for e in entries if e is not entry)
    form = "title" if phrase.core is not None else "name"
    return Reading(form, (entry.id,), stand.party, stand.sector, how, "person", candidates=others)


def note_offices(scene: Scene, entry: Entry, title: Title | None) -> None:
    """Remember a person as the last named with the title, and with the office of the day."""
    office = office_on(entry, scene.day, prefer=title)
    if office is not None:
        scene.memory.titles[office.type] = entry.id
    note_title(scene, title, entry.id)


def note_title(scene: Scene, title: Title | None, actor_id: str) -> None:
    """Remember who was last called by a title, so that the title alone is enough later."""
    if title is not None and title.type:
        scene.memory.titles[title.type] = actor_id
        scene.memory.titles[title.office] = actor_id


def _moved_on(entry: Entry, title: Title, day: str | None) -> bool:
    """Tell whether somebody holds an office newer than the former one that a title names."""
    office = office_on(entry, day)
    if office is None:
        return False
    past = [o.start for o in entry.offices if fits(o, title) and o is not office]
    return not past or office.start > max(past)


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
    owner = owner_in(scene, titled)
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
        people = called(scene, words[0], first, title, owner)
        if people:
            return _read_person(scene, phrase, titled, people)
    if title is not None or (titled is not None and owner is not None):
        return _by_title(scene, phrase, titled, scene.words(*_name_span(scene, phrase)))
    return _new_name(scene, phrase, words)


def _again(scene: Scene, phrase: Phrase, actor_id: str, title: Title | None) -> Reading:
    """Return the reading of a person named before in the document."""
    actor = scene.roster.actors[actor_id]
    note_title(scene, title, actor_id)
    form = "title" if phrase.core is not None else "name"
    return Reading(form, (actor_id,), actor.party, actor.sector, "named before", "person")


def _by_title(scene: Scene, phrase: Phrase, titled: Phrase | None, name: str) -> Reading:
    """Return somebody whom only the title tells of: *Menteri Luar Negeri Prancis X*."""
    assert titled is not None and titled.core is not None
    title, role = titled.core.title, titled.core.role
    owner = owner_in(scene, titled)
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
    if party is None and scene.dateline is not None:
        party, how = scene.dateline, "dateline"
    actor = scene.roster.add_person(name, Standing(office, party, sector))
    scene.memory.note_name(name, actor)
    note_title(scene, title, actor)
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
    if scene.has("venues", first - 1):
        return None  # *in Khan Younis*: a place that no table knows
    name = scene.words(*_name_span(scene, phrase))
    actor = scene.roster.add_person(name, Standing(None, None, None))
    scene.memory.note_name(name, actor)
    return Reading("name", (actor,), None, None, "name alone", "person")
