"""What a phrase without a name stands for: offices and role nouns."""

from __future__ import annotations

from kabar.actors.grammar import RoleNoun, Title
from kabar.actors.lexicon import Entry
from kabar.actors.offices import holder_of, standing
from kabar.actors.owners import (
    INTERNATIONAL,
    Owner,
    owner_by_clause,
    owner_by_name,
    owner_in,
    owner_of,
    ranked,
)
from kabar.actors.phrases import Phrase
from kabar.actors.pointing import read_definite, read_of_sides, read_pronoun
from kabar.actors.readings import title_sector
from kabar.actors.scene import Reading, Scene

ARMED = ("MIL", "REB", "PRM", "UAF", "SPY", "CRM")
"""Sectors whose side the place does not tell: troops in Ukraine may be Russia's."""
VISITORS = ("delegates", "delegation", "delegations", "diplomat", "diplomats", "envoy", "envoys",
            "mediator", "mediators", "negotiator", "negotiators", "observers", "peacekeepers",
            "special envoy", "facilitator")  # fmt: skip
"""Those who come from elsewhere: the place does not tell whose they are."""
STATE = ("MIL", "COP", "LEG", "JUD")
OFFICIAL = ("GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "IGO", "ELI")
"""Sectors of those who leave an office; a former rebel fights for nobody else."""
OWN_GROUP = ("GOV", "MIL", "REB", "PRM")
VAGUE = ("other", "spokesperson", "minister", "deputy_minister", "governor", "judge",
         "legislator", "ambassador", "military_chief")  # fmt: skip


def read_other(scene: Scene, phrase: Phrase) -> Reading | None:
    """Return what a phrase without a name stands for, None where it stands for nobody."""
    core = phrase.core
    assert core is not None
    if core.pronoun is not None:
        return read_pronoun(scene, phrase)
    title, role, definite = core.title, core.role, core.definite
    several = read_of_sides(scene, phrase)
    if several is not None:
        return several
    pointed = phrase.definite or (definite is not None and definite.count > 1)
    if definite is not None and pointed and phrase.owner is None:
        reading = read_definite(scene, phrase)
        if reading is not None or role is None:
            return reading
    singular = title is not None and not phrase.plural
    if role is not None and not (singular and (phrase.definite or phrase.ended)):
        reading = _read_role(scene, phrase, role)
        one = title is not None and title.type != "other" and not role.plural
        if reading is not None or not (one and phrase.definite):
            return reading  # "the minister", whose side nobody tells, is still a title
    return _read_title(scene, phrase, title) if title is not None else None


def _read_title(scene: Scene, phrase: Phrase, title: Title) -> Reading | None:
    """Return the holder of an office named without a person: *the French president*."""
    if not title.type:
        return None
    owner = owner_in(scene, phrase)
    if (owner is None or owner.how == "word") and not phrase.ended:
        known = scene.memory.titles.get(title.office if title.type in VAGUE else title.type)
        if known is not None:
            actor = scene.roster.actors[known]
            return Reading("title", (known,), actor.party, actor.sector, "titled before", "person")
    party, how = (owner.party, owner.how) if owner else (None, "title alone")
    if party is None and phrase.place is not None:
        party, how = _place_party(scene, phrase), "place in the phrase"
    if party is None and scene.dateline:
        party, how = scene.dateline, "dateline"
    sector = "ELI" if phrase.ended else title_sector(title, phrase, owner)
    if party is None:
        if title.type == "other" and title.sector == "GOV" and not phrase.definite:
            return None
        actor_id = scene.roster.add_role(None, sector or "GOV", title.office, "")
        return Reading("title", (actor_id,), None, sector, how, "role", noun=title.office)
    whole = owner is None or owner.kind in ("country", "igo")
    holder = None
    if not phrase.ended and phrase.body is None and whole:
        holder = holder_of(scene.index, party, title, scene.day)
    if holder is not None:
        return _held_by(scene, holder, title, how)
    actor_id = scene.roster.add_office(party, sector, title.office, scene.roster.adjective(party))
    return Reading("title", (actor_id,), party, sector, how, "person", noun=title.office)


def _held_by(scene: Scene, holder: Entry, title: Title, how: str) -> Reading:
    stand = standing(holder, scene.day, title=title)
    scene.roster.add_entry(holder, stand, title.office)
    scene.memory.note_name(holder.name, holder.id)
    scene.memory.titles[title.type] = holder.id
    return Reading(
        "title", (holder.id,), stand.party, stand.sector, f"{how}, holder on {scene.day}", "person"
    )


def _place_party(scene: Scene, phrase: Phrase) -> str | None:
    if phrase.place is None or not phrase.place.refs:
        return None
    entry = ranked(scene, phrase.place.refs)[0][0]
    return standing(entry, scene.day).party


def _read_role(scene: Scene, phrase: Phrase, role: RoleNoun) -> Reading | None:
    """Return the people or body that a role noun names, with the side the text gives them."""
    owner = _role_owner(scene, phrase, role)
    if role.kind == "member":
        return _read_member(scene, phrase, role, owner)
    plural = role.plural or phrase.plural
    if owner is not None and owner.party is not None:
        return _owned_role(scene, role, owner, plural, phrase.ended)
    if owner is None and (role.needs_owner or _is_modifier(scene, phrase)):
        return None
    party, how = _side_from_text(scene, phrase, role)
    if role.kind == "government" and party is not None:
        return _government(scene, party, how, role.english)
    actor = scene.roster.add_role(party, role.sector, role.english, scene.roster.adjective(party))
    return Reading("role", (actor,), party, role.sector, how, "role", plural, noun=role.english)


def _is_modifier(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a bare role noun only describes another noun: *military aid*."""
    if not scene.has("adjectival", phrase.last):
        return False
    tokens = scene.tree.tokens
    if scene.has("articles", phrase.first - 1):
        return False
    k = phrase.first - 1 if scene.index.grammar.flags.get("owner_after_bare") else phrase.last + 1
    if scene.has("gatherings", k) or scene.has("directions", k):
        return False  # *aksi buruh*: the workers' own; *ke arah mahasiswa*: at the students
    return 0 <= k < len(tokens) and tokens[k].upos in ("NOUN", "PROPN")


def _role_owner(scene: Scene, phrase: Phrase, role: RoleNoun) -> Owner | None:
    """Return the side of a role noun: in the phrase, or a possessive pronoun beside it."""
    if phrase.owner is not None:
        if role.kind == "other" and phrase.owner.pronoun is not None:
            return None
        return owner_of(scene, phrase.owner)
    if phrase.owner_name is not None:
        return owner_by_name(scene, phrase.owner_name)
    return owner_by_clause(scene, phrase)


def _owned_role(scene: Scene, role: RoleNoun, owner: Owner, plural: bool, ended: bool) -> Reading:
    party, sector, how = owner.party, role.sector, owner.how
    assert party is not None
    if ended and sector in OFFICIAL:
        sector = "ELI"
    elif owner.kind in INTERNATIONAL and sector == "GOV":
        sector = "IGO"
    elif owner.kind in ("armed group", "group") and sector in OWN_GROUP and owner.sector:
        sector = owner.sector
    elif owner.kind in ("agency", "party", "ngo", "org") and sector in ("GOV", "CVL"):
        sector = owner.sector or sector
    if role.kind == "government" and not ended:
        if owner.kind in ("armed group", "group", *INTERNATIONAL) and owner.id:
            entry = scene.index.by_id(owner.id)
            if entry is not None:
                actor = scene.roster.add_entry(entry, standing(entry, scene.day))
                return Reading("name", (actor,), party, owner.sector, how, entry.kind)
        return _government(scene, party, how, role.english)
    actor = scene.roster.add_role(party, sector, role.english, scene.roster.adjective(party))
    return Reading("role", (actor,), party, sector, how, "role", plural, noun=role.english)


def _government(scene: Scene, party: str, how: str, noun: str) -> Reading:
    """Return a government as its country: *pemerintahan Putin* is Russia, not the man."""
    entry = scene.party_entry(party)
    if entry is None:
        actor = scene.roster.add_role(party, "GOV", "government", scene.roster.adjective(party))
        return Reading("role", (actor,), party, "GOV", how, "role", noun=noun)
    actor = scene.roster.add_entry(entry, standing(entry, scene.day))
    return Reading("role", (actor,), party, "GOV", how, "country", noun=noun)


def _read_member(
    scene: Scene, phrase: Phrase, role: RoleNoun, owner: Owner | None
) -> Reading | None:
    """Return the organisation that its members stand for: *sekutu NATO*, *30 negara anggota*."""
    if owner is None and phrase.ended:
        return None
    if owner is None:
        if role.needs_owner and not (phrase.plural and phrase.definite):
            return None
        body = scene.memory.body(scene.number, phrase.first)
        if body is None:
            return None
        how = f"members of the body in sentence {body.sentence}"
        return Reading(
            "group", body.actors, body.party, body.sector, how, body.kind, True, noun=role.english
        )
    entry = scene.index.by_id(owner.id) if owner.id else None
    if owner.kind in INTERNATIONAL and entry is not None:
        stand = standing(entry, scene.day)
        actor = scene.roster.add_entry(entry, stand)
        sector = "MIL" if role.sector == "MIL" else stand.sector
        return Reading("group", (actor,), owner.party, sector, owner.how, entry.kind, True)
    if owner.kind in ("party", "agency", "ngo", "org", "armed group", "group"):
        return _owned_role(scene, role, owner, True, phrase.ended)
    if owner.party is None or phrase.ended:
        return None
    if role.needs_owner:
        return _owned_role(scene, role, owner, True, phrase.ended)
    actor_id = scene.roster.add_role(None, "GOV", f"{role.english} of {owner.party}", "")
    return Reading(
        "role",
        (actor_id,),
        None,
        "GOV",
        f"allies of {owner.party}",
        "role",
        True,
        noun=role.english,
    )


def _joined_side(scene: Scene, phrase: Phrase) -> str | None:
    """Return the side of those whom *and* joins it to: *the Syrian government and opposition*."""
    k = phrase.first - 1
    while scene.has("articles", k):
        k -= 1
    if k < 1 or scene.tree.tokens[k].upos != "CCONJ":
        return None
    past = scene.ends_at(k - 1)
    return past.party if past is not None and past.noun and past.first < past.last else None


def _side_from_text(scene: Scene, phrase: Phrase, role: RoleNoun) -> tuple[str | None, str]:
    """Return the side that place, an earlier mention or the dateline gives a bare role noun."""
    if role.party is not None:
        return role.party, "word"
    local = role.sector not in ARMED and role.english not in VISITORS
    party = _joined_side(scene, phrase) if local else None
    if party is not None:
        return party, "joined to others of that side"
    if phrase.place is not None and role.sector not in ("MIL", "SPY"):
        party = _place_party(scene, phrase)
        if party is not None:
            return party, "place in the phrase"
    again = scene.memory.role(role.english, role.sector, scene.number, phrase.first)
    if again is not None and again.noun == role.english and role.kind == "government":
        return again.party, f"as in sentence {again.sentence}"
    if role.kind != "people" or role.sector in STATE:
        acting = scene.acting_on(phrase)
        countries = [c for c in scene.countries_before(phrase.first) if c not in acting]
        if len(countries) == 1 and role.sector in (*STATE, "GOV"):
            return countries[0], "one country in the sentence"
    if role.sector == "REB" and phrase.definite:
        group = scene.memory.only_group(scene.number, phrase.first)
        if group is not None:
            return group.party, f"as in sentence {group.sentence}"
    before = scene.memory.role(role.english, role.sector, scene.number, phrase.first)
    if before is not None:
        return before.party, f"as in sentence {before.sentence}"
    if local:
        places = scene.places_here()
        named = scene.countries_before(phrase.first)
        if len(places) == 1 and set(named) <= {places[0]}:
            return places[0], "place in the sentence"
        if scene.dateline is not None:
            return scene.dateline, "dateline"
    elif scene.dateline is not None and role.sector == "MIL" and role.kind == "institution":
        return scene.dateline, "dateline"
    return None, "role alone"
