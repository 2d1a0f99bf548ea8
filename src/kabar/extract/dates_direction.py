"""Whether the words around a date look ahead (*will*, *direncanakan*) or back (*said*, *telah*)."""

from __future__ import annotations

from kabar.extract.dates_matches import Edge, Match, Piece
from kabar.extract.dates_tables import DateTables

HARD_STOPS = frozenset('.;:!?“”"()«»–—…')
DEADLINE_REACH = 3
"""How near a word such as *until* must stand before a date to make it one to come."""
COMMA_REACH = 3
"""A comma ends the clause unless so few words stand behind it (*in Geneva, Switzerland,*)."""


def direction_of(
    pieces: list[Piece],
    lattice: list[list[Edge]],
    match: Match,
    before: int,
    after: int,
    tables: DateTables,
) -> int:
    """Return 1 or -1 where the nearest words of the clause look ahead or back, else 0.

    The words before decide, up to the date before (`before`); then those after it.
    """
    reach = 0
    for i in range(match.first - 1, before - 1, -1):
        turn = _turn(lattice[i])
        if match.first - i <= DEADLINE_REACH and any(e.slot == "deadline" for e in lattice[i]):
            return 1
        if turn == -1 and any(_turn(lattice[j]) == 1 for j in range(max(i - 2, before), i)):
            return 1  # a verb of the past in form only: *will be held*
        if turn:
            return turn
        if pieces[i].lower in HARD_STOPS or (pieces[i].lower == "," and reach > COMMA_REACH):
            break
        reach = 0 if pieces[i].lower == "," else reach + 1
    at = match.stop
    while at < after and pieces[at].lower in (",", ")"):
        at += 1
    for i in range(at, after):
        turn = _turn(lattice[i]) or _verb_turn(pieces[i], tables)
        if turn:
            return 0 if turn == PLAIN_VERB else turn
        if pieces[i].lower in HARD_STOPS or pieces[i].lower == ",":
            break
        if any(edge.slot == "clause" for edge in lattice[i]):
            break
    return 0


PLAIN_VERB = 2
"""A verb that says nothing of time: the search for time words ends there."""


def _turn(edges: list[Edge]) -> int:
    for edge in edges:
        if edge.slot == "ahead":
            return 1
        if edge.slot == "behind":
            return -1
    return 0


def _verb_turn(piece: Piece, tables: DateTables) -> int:
    """Return -1 for a past form, PLAIN_VERB for another verb, by the shape of the word."""
    word = piece.lower
    if len(word) < 4 or piece.text[0].isupper() or word in tables.not_verbs:
        return 0
    if tables.past_endings and word.endswith(tables.past_endings):
        return -1
    return PLAIN_VERB if tables.verb_beginnings and word.startswith(tables.verb_beginnings) else 0
