"""What points back to sides named before: pronouns, *the alliance*, *both presidents*."""

from __future__ import annotations

from kabar.actors.coreference import PEOPLE, Past
from kabar.actors.offices import standing
from kabar.actors.owners import INTERNATIONAL, in_relative_clause
from kabar.actors.phrases import Phrase
from kabar.actors.scene import Reading, Scene

MADE = ("xcomp", "advcl")
"""Relations of clauses whose subject is the object of the verb above."""


def read_of_sides(scene: Scene, phrase: Phrase) -> Reading | None:
    """Return those that several sides have alike: *the presidents of the two countries*."""
    core, owner = phrase.core, phrase.owner
    if owner is None or owner.definite is None or owner.definite.count < 2 or core is None:
        return None
    sector = core.title.sector if core.title else core.role.sector if core.role else None
    noun = core.title.office if core.title else core.role.english if core.role else ""
    found = scene.memory.definite(owner.definite, scene.number, owner.first)
    if sector is None or len(found) < 2:
        return None
    actors = tuple(
        scene.roster.add_role(p.party, sector, noun, scene.roster.adjective(p.party)) for p in found
    )
    return Reading("group", actors, None, sector, "last sides named", "role", True, noun=noun)


LONG_VERB = 6
"""Letters beyond which a word with a verb's prefix is one: *ditangkap*, not *diri*."""


def _is_nominaliser(scene: Scene, k: int, host: str) -> bool:
    """Say whether a clitic only makes a noun of a verb: *gagalnya resolusi*, *ditangkapnya X*."""
    grammar, tokens = scene.index.grammar, scene.tree.tokens
    if k + 1 >= len(tokens) or tokens[k + 1].upos not in ("NOUN", "PROPN", "NUM"):
        return False
    prefixes = tuple(grammar.lists.get("clitic_verb_prefixes", ()))
    verbal = bool(prefixes) and len(host) > LONG_VERB and host.startswith(prefixes)
    return (verbal and tokens[k - 1].upos != "ADP") or grammar.has("clitic_verbs", host)


def read_pronoun(scene: Scene, phrase: Phrase) -> Reading | None:
    """Return whom a pronoun means; nobody where it is not safe, None where it is no pronoun."""
    core = phrase.core
    assert core is not None and core.pronoun is not None
    pronoun = core.pronoun
    unresolved = Reading("pronoun", (), None, None, "pronoun", "role", pronoun.plural)
    if pronoun.person != 3:
        return unresolved
    host = scene.tree.tokens[phrase.first - 1].lower if phrase.first else ""
    grammar = scene.index.grammar
    glued = phrase.first > 0 and (
        scene.tree.tokens[phrase.first - 1].end == scene.tree.tokens[phrase.first].start
    )
    if glued and pronoun.animacy == "any" and not pronoun.plural:
        if grammar.has("clitic_fixed", host) or _is_nominaliser(scene, phrase.first, host):
            return None
        before = scene.tree.tokens[phrase.first - 1].upos
        agent = scene.tree.tokens[phrase.first].relation == "obl:agent"  # "yang dijanjikannya"
        noun = agent or grammar.has("speech_hosts", host) or _is_somebody(scene, phrase.first)
        if not noun and before in ("ADV", "VERB", "ADJ", "SCONJ"):
            return unresolved
    if _is_expletive(scene, phrase):
        return None
    relation = scene.tree.tokens[phrase.first].relation
    subject = relation in grammar.lists.get("subject_relations", ())
    plain = not pronoun.possessive and not subject and not _is_made_to_act(scene, phrase.first)
    if pronoun.animacy == "thing" and plain and not _is_somebody(scene, phrase.first):
        return unresolved  # "denied it": what is denied, and not who
    owning = pronoun.possessive and relation not in ("obj", "obl:agent")
    clause = in_relative_clause(scene, pronoun, phrase.first) if owning else None
    past = clause or scene.memory.pronoun(
        pronoun, scene.number, phrase.first,
        quoted=scene.quoted[phrase.first],
        governors=_governors(scene, phrase.first, subject=subject),
        but=-1 if owning else _modified(scene, phrase.first),
    )  # fmt: skip
    if past is None and glued and grammar.has("speech_hosts", host):
        past = scene.memory.pronoun(pronoun, scene.number, phrase.first, quoted=True)
    if past is None or past.kind == "place":
        return unresolved
    how = f"pronoun for sentence {past.sentence}"
    return Reading(
        "pronoun", past.actors, past.party, past.sector, how, past.kind, past.plural, noun=past.noun
    )


def _is_somebody(scene: Scene, k: int) -> bool:
    """Say whether a pronoun is the object of what is done to somebody: *attacked it*."""
    token = scene.tree.tokens[k]
    if token.relation != "obj" or token.head < 0:
        return False
    return scene.tree.tokens[token.head].lemma in scene.index.grammar.lists.get("done_to", ())


def _modified(scene: Scene, k: int) -> int:
    """Return the noun of the relative clause that a pronoun stands in: it means somebody else."""
    clause = scene.tree.tokens[k].head
    token = scene.tree.tokens[clause]
    return token.head if clause >= 0 and token.relation.startswith("acl") else -1


def _governors(scene: Scene, k: int, *, subject: bool) -> list[int]:
    """Return the word a pronoun depends on and, for an object, the verbs that share its subject.

    In *the president rang his rival and asked him to …* the president is not asked.
    """
    tree = scene.tree
    relations = scene.index.grammar.lists.get("subject_relations", ())
    head = tree.tokens[k].head
    counted = head >= 0 and tree.tokens[head].upos in ("NUM", "DET", "PRON")
    found = [tree.tokens[head].head if counted else head]  # *detained 17 of them*
    while not subject and found[-1] >= 0:
        node = tree.tokens[found[-1]]
        shares = node.relation in ("conj", "xcomp", "advcl") and not any(
            tree.tokens[j].relation in relations for j in tree.children[node.index]
        )
        if not shares or tree.tokens[k].relation == "nmod:poss":
            break
        found.append(node.head)
    return found


def _is_made_to_act(scene: Scene, k: int) -> bool:
    """Say whether a clause tells what an object does: *accused it of sending*, *urged it to*."""
    tree, token = scene.tree, scene.tree.tokens[k]
    if token.relation != "obj" or token.head < 0:
        return False
    clauses = [j for j in tree.children[token.head] if tree.tokens[j].relation in MADE and j > k]
    return any(
        tree.tokens[m].relation == "mark" and tree.tokens[m].index == k + 1
        for j in clauses
        for m in tree.children[j]
    )


def _is_expletive(scene: Scene, phrase: Phrase) -> bool:
    """Say whether *it* says nothing of anybody: *it is clear that*, not *it was weighing*."""
    k = phrase.first
    if not scene.has("expletive_forms", k):
        return False
    token = scene.tree.tokens[k]
    if token.relation == "expl" or not scene.has("expletive_next", k + 1):
        return token.relation == "expl"
    if token.head < 0:
        return True
    above = scene.tree.tokens[token.head]
    if above.relation == "acl:relcl":
        return False  # *the pilot whom it took hostage*
    clauses = ("ccomp", "csubj", "csubj:pass")
    told = any(scene.tree.tokens[j].relation in clauses for j in scene.tree.children[above.index])
    return above.upos != "VERB" or above.index == k + 1 or told


def read_definite(scene: Scene, phrase: Phrase) -> Reading | None:
    """Return what *the alliance*, *negara itu* or *kedua pihak* points back to."""
    core = phrase.core
    assert core is not None and core.definite is not None
    acting = scene.acting_on(phrase)
    found = scene.memory.definite(core.definite, scene.number, phrase.first, but=acting)
    if not found:
        return None
    if len(found) == 1:
        past = found[0]
        how = f"definite for sentence {past.sentence}"
        return Reading(
            "group" if past.kind in INTERNATIONAL else "name", past.actors, past.party,
            past.sector, how, past.kind,
        )  # fmt: skip
    actors = tuple(actor for past in found for actor in past.actors)
    countries = [scene.party_entry(past.party) for past in found]
    states = core.definite.kinds == ("country",) or not any(p.kind == "person" for p in found)
    if core.definite.kinds in (("country",), PEOPLE) and states and all(countries):
        known = [entry for entry in countries if entry is not None]
        actors = tuple(scene.roster.add_entry(e, standing(e, scene.day)) for e in known)
        return Reading("group", actors, None, "GOV", "last sides named", "role", True)
    return Reading("group", actors, None, _shared(found), "last sides named", "role", True)


def _shared(found: tuple[Past, ...]) -> str | None:
    sectors = {past.sector for past in found}
    return sectors.pop() if len(sectors) == 1 else None
