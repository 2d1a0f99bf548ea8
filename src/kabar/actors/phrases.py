"""A noun phrase for an actor: the word it is built on, its side, and the person's name."""

from __future__ import annotations

from dataclasses import dataclass

from kabar.actors.scan import Chunk

COMMAS = frozenset(",–—-(:")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One noun phrase: the word it is built on, whose side it names, and the person's name."""

    first: int
    last: int
    core: Chunk | None = None
    """A title, role noun, pronoun or definite noun; None for a bare name."""
    name: Chunk | None = None
    unknown: tuple[int, int] | None = None
    """First and last token of a name that no table knows."""
    owner: Chunk | None = None
    body: Chunk | None = None
    """A role noun inside a title: *juru bicara militer*, *police chief*."""
    owner_name: tuple[int, int] | None = None
    """A surname that owns a government: *pemerintahan Putin*, *the Biden administration*."""
    place: Chunk | None = None
    """The place that follows: *police in Nairobi*."""
    ended: bool = False
    """*former*, *mantan*: the office is not held any more."""
    definite: bool = False
    plural: bool = False
    start: int = -1
    end: int = -1
