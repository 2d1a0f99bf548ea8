"""Places: the names of a sentence that the gazetteer knows, and how the sentence uses them.

Words next to each other decide, not the parse: a preposition before the name (*in*, *di dekat*)
makes it a place where something is; a larger unit behind a comma settles which place it is and
joins it (*Crimea, Ukraine*); a name inside a longer capitalised name is left alone.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from kabar.extract.places_index import Place, PlaceIndex, PlaceWords, fold_name
from kabar.extract.places_names import Name, find_names, find_unlisted, look_around
from kabar.parse.tree import Token, Tree
from kabar.records import Where

SMALL = 100_000
"""Towns below this need more than their name."""
MOVED = ("to", "from", "dateline")
HERE = frozenset({"in", "near"})
LARGER = ("iso:", "adm:", "reg:")
"""How the ids of countries, divisions and regions begin."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a sentence: tokens `first` to `last`, both included."""

    sentence: int
    first: int
    last: int
    where: Where
    locative: bool
    """Whether the text says that something is or happens there."""
    relation: str | None
    """in, near, to, from, dateline, area (*the Kherson region*), or None."""


@dataclass(frozen=True, slots=True)
class Area:
    """A region or a sea that the actor index knows: tokens `first` to `last`, both included."""

    first: int
    last: int
    id: str
    name: str
    country: str | None


def find_places(
    tree: Tree,
    text: str,
    index: PlaceIndex,
    *,
    countries: Mapping[str, int] | None = None,
    taken: Collection[int] = (),
    named: Collection[Area] = (),
) -> list[PlaceMention]:
    """Return the places a sentence names, in order; countries only where something is there.

    `text` is the document's. `countries` counts the countries (ISO 3166-1 alpha-3) the document
    names and settles names that several places share. `taken` are tokens of people and
    organisations, which are left alone. `named` are areas that the actor index knows; they, and
    names that only a preposition shows to be places, join where the gazetteer has none.
    """
    names = find_names(tree, index, frozenset(taken))
    local = dict(countries or {})
    groups = _group(tree, names, index)
    mentions: list[PlaceMention] = []
    for group in groups:
        mention = _settle(tree, text, group, index, local)
        if mention is not None:
            mentions.append(mention)
    mentions += _more(tree, text, index, frozenset(taken), mentions, named)
    return _within_larger(tree, sorted(mentions, key=lambda m: m.first), index)


def _within_larger(
    tree: Tree, mentions: list[PlaceMention], index: PlaceIndex
) -> list[PlaceMention]:
    """Return the mentions, the larger unit behind an unlisted name joined to it.

    *Near Fizi, in eastern Congo* is one place.
    """
    tokens, kept = tree.tokens, mentions[:1]
    for mention in mentions[1:]:
        small = kept[-1]
        between = tokens[small.last + 1 : mention.first]
        comma = bool(between) and between[0].text in (",", "(")
        rest = between[comma:]
        larger = (mention.where.id or "").startswith(LARGER)
        beside = (comma or rest) and len(rest) < 2 and all(_any_preposition(t, index) for t in rest)
        listed = not rest and _list_goes_on(tokens, mention.last + 1, index.words)
        if small.where.id is None and larger and beside and not listed:
            where = replace(small.where, country=small.where.country or mention.where.country)
            kept[-1] = replace(small, where=where)
        else:
            kept.append(mention)
    return kept


def _more(
    tree: Tree,
    text: str,
    index: PlaceIndex,
    taken: frozenset[int],
    found: list[PlaceMention],
    named: Collection[Area],
) -> list[PlaceMention]:
    """Return the places that the gazetteer lacks: areas of the actor index, unlisted names."""
    known = {k for m in found for k in range(m.first, m.last + 1)}
    mentions: list[PlaceMention] = []
    for area in named:
        tokens = set(range(area.first, area.last + 1))
        if known.isdisjoint(tokens):
            name = look_around(tree.tokens, area.first, area.last + 1, "", index.words, 0)
            unit = Place(area.id, area.name, area.country, "", None, None, 0, "region")
            mentions.append(_mention(tree, text, [name], unit))
            known |= tokens
    for name in find_unlisted(tree, index, taken, frozenset(known)):
        shown = " ".join(t.text for t in tree.tokens[name.first : name.stop])
        unit = Place(None, shown, None, "", None, None, 0, "place")
        mentions.append(_mention(tree, text, [name], unit))
    return mentions


def _group(tree: Tree, names: list[Name], index: PlaceIndex) -> list[list[Name]]:
    """Join a name with the larger unit behind it: *Crimea, Ukraine*, *Krimea di Ukraina*."""
    tokens = tree.tokens
    groups: list[list[Name]] = []
    for name in names:
        last = groups[-1][-1] if groups else None
        if last is not None and _holds(tokens, last, name, index):
            groups[-1].append(name)
        else:
            groups.append([_inherit(tokens, groups, name, index.words)])
    return groups


def _holds(tokens: tuple[Token, ...], small: Name, large: Name, index: PlaceIndex) -> bool:
    """Tell whether two names are a place and the larger unit it lies in."""
    between = tokens[small.stop : large.first]
    comma = len(between) >= 1 and between[0].text in (",", "(")
    inner = len(between) >= 1 and large.relation == "in" and between[0].lower not in ("and",)
    rest = between[1:] if comma else between
    if not (comma or inner) or len(between) > 3:
        return False
    if any(t.lower not in index.words.kinds and not _any_preposition(t, index) for t in rest):
        return False
    listed = _list_goes_on(tokens, large.stop, index.words)
    for outer in index.keys[large.key]:
        unit = index.place(outer if outer >= 0 else ~outer)
        if unit.kind not in ("country", "admin", "region"):
            continue
        for entry in index.keys[small.key]:
            place = index.place(entry if entry >= 0 else ~entry)
            if place.country != unit.country or place.kind == "country" or place.id == unit.id:
                continue
            if unit.kind == "country" or unit.name == place.admin:
                return True
            if not listed and (unit.kind == "region" or place.admin == ""):
                return True
    return False


def _any_preposition(token: Token, index: PlaceIndex) -> bool:
    return index.words.prepositions.get((token.lower,)) == "in"


def _inherit(
    tokens: tuple[Token, ...], groups: list[list[Name]], name: Name, words: PlaceWords
) -> Name:
    """Return a name with the relation of the one it is coordinated with: *in Kyiv and Odesa*."""
    if name.relation is not None or not groups:
        return name
    last, head = groups[-1][-1], groups[-1][0]
    between = [t.lower for t in tokens[last.stop : name.first] if t.lower not in words.kinds]
    joined = (
        bool(between)
        and between[-1] in words.conjunctions
        and set(between)
        <= {
            ",",
            *words.conjunctions,
        }
    )
    listed = between == [","] and _list_goes_on(tokens, name.stop, words)
    return replace(name, relation=head.relation) if joined or listed else name


def _list_goes_on(tokens: tuple[Token, ...], stop: int, words: PlaceWords) -> bool:
    """Tell whether a conjunction and another name follow, after a comma or not."""
    for i in range(stop, min(stop + 6, len(tokens) - 1)):
        if tokens[i].lower in words.conjunctions:
            return tokens[i + 1].text[0].isupper()
        if tokens[i].text != "," and not tokens[i].text[0].isupper():
            return False
    return False


def _settle(
    tree: Tree, text: str, group: list[Name], index: PlaceIndex, countries: Mapping[str, int]
) -> PlaceMention | None:
    """Return the place a group of names means, None where it is no place here."""
    name = group[0]
    outer = {
        index.place(entry if entry >= 0 else ~entry).country
        for large in group[1:]
        for entry in index.keys[large.key]
    }
    admins = {large.key for large in group[1:]}
    best: Place | None = None
    best_score = -1.0
    weak = False
    for entry in index.keys[name.key]:
        place = index.place(entry if entry >= 0 else ~entry)
        score = _score(place, name, index, countries)
        score -= 1.0 if entry < 0 else 0.0
        if group[1:] and place.country in outer:
            score += 8 + 4 * (fold_name(place.admin) in admins)
        if score > best_score:
            best, best_score, weak = place, score, entry < 0 or _is_small(place)
    if best is None or not _stands(name, best, weak, len(group) > 1, countries):
        return None
    return _mention(tree, text, group, best)


def _score(place: Place, name: Name, index: PlaceIndex, countries: Mapping[str, int]) -> float:
    """Return how likely a name means a place: its size, its country in the text, words beside."""
    score = 9.5 if place.kind == "country" else math.log10(place.population + 10)
    if place.country and countries.get(place.country):
        score += 2
    if index.own.get(name.key) is not None and index.lines[index.own[name.key]].endswith(
        f"\t{place.id}"
    ):
        score += 3
    if name.admin and place.kind in ("admin", "region"):
        score += 6
    elif place.kind == "admin":
        score -= 1.5
    return score


def _is_small(place: Place) -> bool:
    return place.kind == "city" and place.population < SMALL


def _stands(
    name: Name, place: Place, weak: bool, joined: bool, countries: Mapping[str, int]
) -> bool:
    """Tell whether the sentence uses the name as a place."""
    here = name.relation in HERE or (name.relation == "on" and place.kind in ("region", "sea"))
    if place.kind == "country":
        return (here or name.relation == "to") and not name.wide
    if weak and name.capital_beside:
        return joined or name.kind
    if weak and not (here or joined or name.kind or name.relation in MOVED):
        return bool(place.country and countries.get(place.country))
    return here or joined or name.kind or name.relation is not None or not name.capital_beside


def _mention(tree: Tree, text: str, group: list[Name], place: Place) -> PlaceMention:
    """Return the record of a settled place."""
    name, last = group[0], group[-1].stop - 1
    relation = name.relation
    if relation == "on":
        relation = "in" if place.kind in ("region", "sea") else "on"
    if relation in (None, "on") and (name.kind or len(group) > 1 or place.kind == "sea"):
        relation = "area"
    shown, latitude, longitude = place.name, place.latitude, place.longitude
    if name.side is not None:
        shown = f"{name.side} {place.name}"
        if place.kind in ("country", "region", "sea"):
            latitude = longitude = None
    start, end = tree.tokens[name.first].start, tree.tokens[last].end
    where = Where(shown, place.country, latitude, longitude, text[start:end], start, end, place.id)
    locative = relation in HERE or relation == "area"
    return PlaceMention(tree.index, name.first, last, where, locative, relation)
