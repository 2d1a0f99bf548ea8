"""The templates of a sentence: its words, what each can be, and the templates that fit them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from kabar.extract.dates_tables import PIECE, DateTables, Node


class Edge(NamedTuple):
    """A reading of the pieces from one place up to `stop`."""

    slot: str
    value: Any
    stop: int


class Match(NamedTuple):
    """A template found: pieces `first` up to `stop`, without the words around it."""

    first: int
    stop: int
    operation: str
    parts: dict[str, Any]
    rule: str
    rank: int
    """Where two fit the same words, the one that stands earlier in the file is meant."""


class Piece(NamedTuple):
    """A word, number or sign of the sentence, with its place in the document."""

    text: str
    lower: str
    start: int
    end: int


def cut_pieces(text: str, start: int, end: int) -> list[Piece]:
    """Return the words, numbers and signs of `text[start:end]`."""
    return [
        Piece(m.group(), m.group().lower(), m.start(), m.end())
        for m in PIECE.finditer(text, start, end)
    ]


def read_edges(pieces: list[Piece], i: int, tables: DateTables) -> list[Edge]:
    """Return every reading of the words from place `i`."""
    piece = pieces[i]
    edges = _figure_edges(piece, i, tables) if piece.text[0].isdigit() else []
    for meaning in tables.meanings.get(piece.lower, ()):
        stop = i + len(meaning.words)
        if len(meaning.words) > 1 and meaning.words != tuple(p.lower for p in pieces[i:stop]):
            continue
        upper = piece.text[0].isupper()
        if meaning.written == "capital" and not upper:
            continue
        if meaning.written == "small" and upper and i > 0:
            continue
        edges.append(Edge(meaning.slot, meaning.value, stop))
    return edges


def _figure_edges(piece: Piece, i: int, tables: DateTables) -> list[Edge]:
    """Return what a piece that begins with a figure can be."""
    text, stop = piece.text, i + 1
    numbers = text.replace("-", "/").replace(".", "/").split("/")
    if len(numbers) > 1:
        if not all(n.isdecimal() and len(n) <= 4 for n in numbers):
            return []
        if len(numbers) == 2 and "/" not in text:  # 10.30 is an hour or a sum
            return []
        slot = "figures" if len(numbers) == 3 else "short_figures"
        return [Edge(slot, tuple(int(n) for n in numbers), stop)] if len(numbers) < 4 else []
    digits = len(text) - len(text.lstrip("0123456789"))
    letters = piece.lower[digits:]
    if not 0 < digits <= 4 or (letters and not letters.isalpha()):
        return []
    value = int(text[:digits])
    edges: list[Edge] = []
    if letters:
        if letters in tables.decade_endings and value % 10 == 0 and value >= 10:
            edges.append(Edge("decade", value, stop))
        if letters in tables.ordinal_endings and 1 <= value <= 31:
            edges.append(Edge("day", value, stop))
        return edges
    if digits <= 2 and 1 <= value <= 31:
        edges.append(Edge("day", value, stop))
    if digits <= 3:
        edges.append(Edge("number", value, stop))
    if digits == 4 and 1800 <= value <= 2100:
        edges.append(Edge("year", value, stop))
    if value % 10 == 0 and digits in (2, 4) and tables.bare_decades:
        # Where decades have an ending (*the 1930s*), bare figures are years or counts.
        edges.append(Edge("decade", value, stop))
    return edges


def find_matches(pieces: list[Piece], lattice: list[list[Edge]], root: Node) -> list[Match]:
    """Return every template found anywhere."""
    matches: list[Match] = []
    for i, piece in enumerate(pieces):
        if lattice[i] or (piece.lower, True) in root.words or (piece.lower, False) in root.words:
            matches.extend(_descend(pieces, lattice, root, i, None, i, {}))
    return matches


def _descend(
    pieces: list[Piece],
    lattice: list[list[Edge]],
    node: Node,
    at: int,
    first: int | None,
    stop: int,
    parts: dict[str, Any],
) -> Iterator[Match]:
    """Yield the templates that end at or below a node; `first`, `stop` bound the expression."""
    if first is not None:
        for operation, rule, rank in node.ends:
            yield Match(first, stop, operation, parts, rule, rank)
    if at >= len(pieces):
        return
    child = node.words.get((pieces[at].lower, True))
    if child is not None:
        inner = at if first is None else first
        yield from _descend(pieces, lattice, child, at + 1, inner, at + 1, parts)
    child = node.words.get((pieces[at].lower, False))
    if child is not None:
        yield from _descend(pieces, lattice, child, at + 1, first, stop, parts)
    for edge in lattice[at]:
        for name, child in node.slots.get(edge.slot, ()):
            inner = at if first is None else first
            bound = {**parts, name: edge.value}
            yield from _descend(pieces, lattice, child, edge.stop, inner, edge.stop, bound)
