"""Place names in a sentence and the words around them: prepositions, kinds of place, sides."""

from __future__ import annotations

from dataclasses import dataclass

from kabar.extract.places_index import PlaceIndex, PlaceWords, fold_name
from kabar.parse.tree import Token, Tree

REACH = 6
"""How many words may stand between a preposition and *city of X*."""
BETWEEN = ("NOUN", "ADJ", "NUM", "DET")
LONGEST = 3
"""Most words of a place that no table lists."""
DASHES = frozenset({"-", "–", "—", "--"})
INNER_SIGNS = frozenset("-–'’.")


@dataclass(frozen=True, slots=True)
class Name:
    """A name found, before it is settled which place it means."""

    first: int
    stop: int
    key: str
    relation: str | None
    admin: bool
    """Whether a word like *province* stands beside it."""
    kind: bool
    capital_beside: bool
    side: str | None = None
    wide: bool = False
    """Whether the preposition belongs to something in the place: *in the streets of Sana'a*."""


def find_names(tree: Tree, index: PlaceIndex, taken: frozenset[int]) -> list[Name]:
    """Return the longest gazetteer names of a sentence with the words around them."""
    tokens, words = tree.tokens, index.words
    names: list[Name] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        opens = not token.text[0].islower() or token.lower in words.sides
        # *Di Yogyakarta* opens a sentence; only *DI* in capitals is part of that name.
        opens = opens and (token.text.isupper() or (token.lower,) not in words.prepositions)
        found = _longest(tokens, i, index) if opens and i not in taken else None
        if found is None or not taken.isdisjoint(range(i, found[1])):
            i += 1
            continue
        key, stop = found
        if _is_common(tokens, i, key, words):
            i += 1
            continue
        floor = names[-1].stop if names else 0
        names.append(look_around(tokens, i, stop, key, words, floor))
        i = names[-1].stop
    return names


def find_unlisted(
    tree: Tree, index: PlaceIndex, taken: frozenset[int], known: frozenset[int]
) -> list[Name]:
    """Return capitalised names that only the preposition before them shows to be places.

    `taken` are the tokens of actors, `known` those of places already found. Such a name has an
    empty key.
    """
    tokens, words = tree.tokens, index.words
    names: list[Name] = []
    i = 1
    while i < len(tokens):
        if not _is_name(tokens, i, words):
            i += 1
            continue
        stop = i
        while stop < len(tokens) and stop - i < LONGEST and _is_name(tokens, stop, words):
            stop += 1
        if not _is_shown_to_be_place(tokens, i, stop, words):
            i = stop
            continue
        listed = index.is_country(fold_name(" ".join(t.text for t in tokens[i:stop])))
        if (
            not listed
            and taken.isdisjoint(range(i, stop + 1))
            and known.isdisjoint(range(i, stop + 1))
        ):
            names.append(look_around(tokens, i, stop, "", words, 0))
        i = stop
    return names


def _is_shown_to_be_place(
    tokens: tuple[Token, ...], first: int, stop: int, words: PlaceWords
) -> bool:
    """Tell whether the words beside a name make it a place: *di X*, *town of X*, *X camp*."""
    before = tokens[first - 1].lower
    if before in words.unlisted or before in words.kinds:
        return True
    if first > 1 and before in words.fillers and tokens[first - 2].lower in words.kinds:
        return True
    after = stop + 1 if stop < len(tokens) and tokens[stop].lower in words.fillers else stop
    near = [t.lower for t in tokens[stop : after + 1]]
    return any(word in words.kinds for word in near)


def _is_name(tokens: tuple[Token, ...], i: int, words: PlaceWords) -> bool:
    token = tokens[i]
    if token.upos != "PROPN" or not token.text[0].isupper() or token.lower in words.no_names:
        return False
    return token.text[1:].islower() and token.text.isalpha()


def _longest(tokens: tuple[Token, ...], i: int, index: PlaceIndex) -> tuple[str, int] | None:
    """Return the longest name from token `i`, as its key and where it stops."""
    parts = fold_name(tokens[i].text).split()
    if not parts or parts[0] not in index.longest:
        return None
    most = index.longest[parts[0]]
    best: tuple[str, int] | None = None
    at = i
    more = parts
    while True:
        key = " ".join(parts)
        last = tokens[at].lower if at > i else ""
        if (
            more
            and key in index.keys
            and not (tokens[at].text == last and last in index.words.kinds)
        ):
            best = (key, at + 1)
        at += 1
        if len(parts) >= most or at >= len(tokens):
            return best
        more = fold_name(tokens[at].text).split()
        if not more and tokens[at].text not in INNER_SIGNS:
            return best
        parts += more


def _is_common(tokens: tuple[Token, ...], i: int, key: str, words: PlaceWords) -> bool:
    """Tell whether a name is more likely a common word, or a person's after a title."""
    before = tokens[i - 1].lower if i else ""
    if key in words.kinds:
        return True
    if key in words.common:
        return before not in words.unlisted or not tokens[i].text[0].isupper()
    return i > 0 and tokens[i - 1].lower in words.titles


def look_around(
    tokens: tuple[Token, ...], first: int, stop: int, key: str, words: PlaceWords, floor: int
) -> Name:
    """Return a name with its preposition and the kind and side words beside it."""
    kind = admin = wide = False
    side: str | None = None
    beside = _beside(tokens, first, stop, words)
    i = first - 1
    if i >= floor and tokens[i].lower in words.sides:
        side, first = words.sides[tokens[i].lower], i
    left = first - 1
    while left >= 0 and first - left <= REACH:
        lower = tokens[left].lower
        if lower in words.kinds:
            kind = True
            admin = admin or lower in words.admin_kinds
        elif lower == "," and left > 0 and tokens[left - 1].lower in words.kinds:
            pass
        elif _stops(tokens, left, words):
            break
        elif lower not in words.fillers and not kind:
            # *In six townships of Yangon*, *di penjara Insein*: any plain nouns between.
            if not tokens[left].text.islower() or tokens[left].upos not in BETWEEN:
                break
            wide = True
        left -= 1
    relation = _preposition(tokens, left, words) if left >= 0 else None
    if relation is None and _is_behind_building(tokens, first, stop, words):
        relation = "in"
    if stop < len(tokens) and tokens[stop].lower in words.kinds:
        kind = True
        admin = admin or tokens[stop].lower in words.admin_kinds
    if side is None and stop < len(tokens) and tokens[stop].lower in words.sides:
        side, stop = words.sides[tokens[stop].lower], stop + 1
    if relation is None and first == 0 and _is_dateline(tokens, stop):
        relation = "dateline"
    if wide and relation not in ("in", "near"):
        relation = _preposition(tokens, first - 1, words) if first else None
    return Name(first, stop, key, relation, admin, kind, beside, side, wide and relation == "in")


def _stops(tokens: tuple[Token, ...], i: int, words: PlaceWords) -> bool:
    """Tell whether the search for a preposition ends at a token: there it is, or a verb or sign."""
    token = tokens[i]
    if token.upos in ("VERB", "AUX") or not token.text[0].isalnum():
        return True
    return _preposition(tokens, i, words) is not None


def _preposition(tokens: tuple[Token, ...], i: int, words: PlaceWords) -> str | None:
    """Return the relation of a preposition that ends at token `i`."""
    if i > 0:
        pair = words.prepositions.get((tokens[i - 1].lower, tokens[i].lower))
        if pair:
            return pair
    return words.prepositions.get((tokens[i].lower,))


def _is_behind_building(
    tokens: tuple[Token, ...], first: int, stop: int, words: PlaceWords
) -> bool:
    """Tell whether a name between commas says where a building is: *at the Kantor Pos, Solo,*."""
    if first < 3 or tokens[first - 1].text != ",":
        return False
    after = tokens[stop] if stop < len(tokens) else None
    if after is not None and after.text[0].isalpha() and after.lower not in words.neighbours:
        return False
    capital = False
    for i in range(first - 2, max(first - 2 - REACH, -1), -1):
        if _preposition(tokens, i, words) == "in":
            return capital
        if tokens[i].upos in ("VERB", "AUX") or not tokens[i].text[0].isalnum():
            return False
        capital = capital or tokens[i].text[0].isupper()
    return False


def _is_dateline(tokens: tuple[Token, ...], stop: int) -> bool:
    """Tell whether a sentence opens with a place, a bracket or comma, and a dash."""
    return (
        stop < len(tokens)
        and tokens[stop].text in ("(", ",", *DASHES)
        and any(t.text in DASHES for t in tokens[stop : stop + 8])
    )


def _beside(tokens: tuple[Token, ...], first: int, stop: int, words: PlaceWords) -> bool:
    """Tell whether the name is part of a longer capitalised name."""

    def named(i: int) -> bool:
        token = tokens[i]
        return (
            token.text[0].isupper()
            and token.lower not in words.neighbours
            and token.lower not in words.kinds
            and token.lower not in words.sides
            and (token.lower,) not in words.prepositions
        )

    before = first > 1 or (first == 1 and tokens[0].upos == "PROPN")
    before = before and named(first - 1)
    return before or (stop < len(tokens) and named(stop))
