"""Which side a title or group belongs to, and whom a name or surname means there."""

from __future__ import annotations

from dataclasses import dataclass

from kabar.actors.coreference import Past, suits
from kabar.actors.grammar import Pronoun, Title
from kabar.actors.lexicon import Entry, NameRef, Refs
from kabar.actors.names import cut, fold
from kabar.actors.offices import fits, is_held, prominent, standing
from kabar.actors.phrases import Phrase
from kabar.actors.scan import Chunk
from kabar.actors.scene import PLACES, Scene

INTERNATIONAL = ("igo", "collective")
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


def in_relative_clause(scene: Scene, pronoun: Pronoun, k: int) -> Past | None:
    """Return the noun of the relative clause that a possessive stands in, where it is its subject.

    *Zambia, which reached an agreement with its creditors*: with Zambia's.
    """
    tokens = scene.tree.tokens
    subjects = scene.index.grammar.lists.get("subject_relations", ())
    for j in range(k - 1, 1, -1):
        if tokens[j].text in (",", ";"):
            return None
        if scene.has("relatives", j):
            past = scene.ends_at(j - 2 if tokens[j - 1].text == "," else j - 1)
            meant = past is not None and past.actors and tokens[j].relation in subjects
            return past if meant and past is not None and suits(pronoun, past) else None
    return None


def owner_of(scene: Scene, chunk: Chunk) -> Owner | None:
    """Return the side a chunk names as somebody's owner, None where it names none."""
    if chunk.refs:
        entry = ranked(scene, chunk.refs)[0][0]
        stand = standing(entry, scene.day)
        party = seat_of(scene, entry) or stand.party
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
        past = in_relative_clause(scene, chunk.pronoun, chunk.first) or scene.memory.pronoun(
            chunk.pronoun, scene.number, chunk.first, quoted=scene.quoted[chunk.first]
        )
    if past is None or past.party is None:
        return None
    actor_id = past.actors[0] if len(past.actors) == 1 else None
    return Owner(past.party, past.sector, past.kind, "possessor named before", actor_id)


def owner_by_clause(scene: Scene, phrase: Phrase) -> Owner | None:
    """Return the side that a relative clause gives a phrase that names none.

    *Rwanda, whose troops …*; *to Haiti, where gangs …*: whose or where is named right before.
    """
    k = scene.governor(phrase.first)
    owning, placing = scene.has("owning_relatives", k), scene.has("placing_relatives", k)
    if not (owning or placing):
        return None
    k -= 1
    while k >= 0 and not scene.tree.tokens[k].text[0].isalnum():
        k -= 1
    past = scene.ends_at(k)
    if past is None or past.party is None or (owning and past.kind == "place"):
        return None
    actor_id = past.actors[0] if len(past.actors) == 1 else None
    if placing:
        return Owner(past.party, None, "country", "place in the phrase", None)
    return Owner(past.party, past.sector, past.kind, "possessor named before", actor_id)


def owner_in(scene: Scene, phrase: Phrase | None) -> Owner | None:
    """Return the side in a title's phrase, or the one that the title's words name: *Kapolri*."""
    if phrase is None:
        return None
    if phrase.owner is not None:
        return owner_of(scene, phrase.owner)
    title = phrase.core.title if phrase.core is not None else None
    if title is None or title.party is None:
        return owner_by_clause(scene, phrase)
    return Owner(title.party, None, "country", "word", f"iso:{title.party}")


def owner_by_name(scene: Scene, span: tuple[int, int]) -> Owner | None:
    """Return the side of the person whom a surname means: *pemerintahan Putin*."""
    words = [fold(u) for t in scene.tree.tokens[span[0] : span[1] + 1] for u in cut(t.text)]
    known = scene.memory.named(words)
    if known is not None:
        actor = scene.roster.actors[known]
        return Owner(actor.party, actor.sector, "person", "person in the phrase", known)
    people = called(scene, words[-1], span[0], None, None) if len(words) == 1 else []
    if not people:
        return None
    stand = standing(people[0], scene.day)
    return Owner(stand.party, stand.sector, "person", "person in the phrase", people[0].id)


def seat_of(scene: Scene, entry: Entry) -> str | None:
    """Return which organisation a city stands for: the one spoken of, else its first."""
    if not entry.seats:
        return None
    return scene.spoken_most((*entry.seats, entry.party or "")) or entry.seats[0]


def agrees(entry: Entry, owner: Owner | None) -> bool:
    """Tell whether a person can belong to the side that the title names."""
    if owner is None or owner.party is None:
        return True
    parties = {entry.country, entry.party, *(o.party for o in entry.offices)}
    group_of = owner.party.rpartition(".")[2]
    return group_of in parties or any(p and p.endswith(f".{owner.party}") for p in parties)


def called(
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
                fits(o, title)
                and is_held(o, scene.day)
                and (owner is None or o.party == owner.party)
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
    found = [e for e in prominent(scene.index, numbers, scene.day) if agrees(e, owner)]
    return found if len(found) == 1 and scene.day is not None else []
