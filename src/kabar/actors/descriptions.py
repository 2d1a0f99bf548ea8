"""Descriptions that can only mean one person named before: *the US diplomat*, *menteri itu*.

A language's descriptions.csv says which offices a noun describes. Read after all mentions, so that
whoever else the document names with such an office leaves a description unresolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kabar.actors.grammar import ActorGrammar, Description
from kabar.actors.mentions import Mention
from kabar.actors.names import name_key
from kabar.actors.offices import is_held
from kabar.actors.scene import Scene
from kabar.parse.tree import Token, Tree

FORMER = "ELI"
ROLE = "role:"
MOST_WORDS_BETWEEN = 3
"""Words between the article and the phrase: *the two-star, visibly tired general*."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A person named in the document, with the sentence and token where first."""

    id: str
    sentence: int
    first: int


def settle_descriptions(
    scene: Scene, trees: Sequence[Tree], mentions: Sequence[Mention]
) -> list[Mention]:
    """Return the mentions with each definite description given to the one person it can mean.

    *The US diplomat* takes the one named American with a diplomatic office; pronouns that pointed
    to the description follow. `how` says where the person was named.
    """
    nouns = scene.index.grammar.descriptions
    people = _people(scene, mentions) if nouns else []
    if not people:
        return list(mentions)
    moved: dict[tuple[int, tuple[str, ...]], Mention] = {}
    settled: list[Mention] = []
    for mention in mentions:
        found = _described(scene, trees[mention.sentence], mention, people)
        if found is None and mention.form == "pronoun" and mention.how.startswith("pronoun for "):
            said = int(mention.how.rpartition(" ")[2])
            found = moved.get((said, mention.actors))
            if found is not None:
                found = replace(
                    mention, actors=found.actors, party=found.party, sector=found.sector
                )
        elif found is not None:
            moved[mention.sentence, mention.actors] = found
        settled.append(found or mention)
    return settled


def _people(scene: Scene, mentions: Sequence[Mention]) -> list[_Named]:
    found: dict[str, _Named] = {}
    for mention in mentions:
        if mention.form not in ("name", "title") or len(mention.actors) != 1:
            continue
        actor = scene.roster.actors.get(mention.actors[0])
        if actor is None or actor.kind != "person" or actor.id.startswith(ROLE):
            continue
        found.setdefault(actor.id, _Named(actor.id, mention.sentence, mention.first))
    return list(found.values())


def _described(
    scene: Scene, tree: Tree, mention: Mention, people: Sequence[_Named]
) -> Mention | None:
    """Return a role or title mention as the one person it describes, None where unsure."""
    if mention.form not in ("role", "title") or len(mention.actors) != 1:
        return None
    if not mention.actors[0].startswith(ROLE) or mention.sector == FORMER:
        return None
    noun = _noun(scene.index.grammar, tree, mention)
    if noun is None:
        return None
    mark = _mark(scene.index.grammar, tree, mention)
    if mark == "indefinite" or (mark == "bare" and not noun.bare):
        return None
    party = mention.party if "in the phrase" in mention.how else None
    fitting = [p for p in people if _fits(scene, p.id, noun, party)]
    before = [p for p in fitting if (p.sentence, p.first) < (mention.sentence, mention.first)]
    if len(before) != 1 or (mark == "bare" and len(fitting) != 1):
        return None
    actor = scene.roster.actors[before[0].id]
    how = f"the one described, named in sentence {before[0].sentence}"
    return replace(
        mention, form="title", actors=(actor.id,), party=actor.party, sector=actor.sector, how=how
    )


def _noun(grammar: ActorGrammar, tree: Tree, mention: Mention) -> Description | None:
    """Return the description that a mention is built on; a doubled word is a plural."""
    words = [t.lower for t in tree.tokens[mention.first : mention.last + 1]]
    if any(t in ("-", "‐", "‑") for t in words):
        return None
    for n in range(len(words), 0, -1):
        for i in range(len(words) - n + 1):
            found = grammar.descriptions.get(" ".join(words[i : i + n]))
            if found is not None:
                return found
    return None


def _mark(grammar: ActorGrammar, tree: Tree, mention: Mention) -> str:
    """Return whether a phrase is definite, indefinite or bare by the words beside and in it."""
    tokens = tree.tokens
    after = tokens[mention.last + 1 : mention.last + 2]
    k = mention.first
    while k > 0 and mention.first - k < MOST_WORDS_BETWEEN and _describes(grammar, tokens[k - 1]):
        k -= 1
    around = [*tokens[max(0, k - 1) : mention.last + 1], *after]
    if any(grammar.has("indefinite", t.lower) for t in around):
        return "indefinite"
    before = tokens[k - 1 : k] if k else ()
    if any(grammar.has("definite_before", t.lower) for t in before):
        return "definite"
    inside = [*tokens[mention.first + 1 : mention.last + 1], *after]
    if any(grammar.has("definite_after", t.lower) for t in inside):
        return "definite"
    if after and after[0].text == "," and tokens[mention.last + 2 : mention.last + 3]:
        following = tokens[mention.last + 2]
        if following.upos == "PROPN":
            return "indefinite"  # "diplomat AS, Jane Roe": somebody else's name follows
    return "bare"


def _describes(grammar: ActorGrammar, token: Token) -> bool:
    return token.upos in ("ADJ", "NUM") or grammar.has("modifiers", token.lower)


def _fits(scene: Scene, actor_id: str, noun: Description, party: str | None) -> bool:
    """Tell whether somebody holds an office on the day that a noun describes, for that side."""
    actor = scene.roster.actors[actor_id]
    if (party is not None and actor.party != party) or actor.sector == FORMER:
        return False
    entry = scene.index.by_id(actor_id)
    held = [o for o in entry.offices if is_held(o, scene.day)] if entry is not None else []
    if any(o.type in noun.types for o in held):
        return True
    names = [name_key(o.office) for o in held] or [name_key(actor.role or "")]
    return any(
        any(word in name for word in noun.words)
        and not any(word in name for word in noun.exceptions)
        for name in names
    )
