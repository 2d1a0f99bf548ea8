"""Find in one sentence the words that the tables know: names, titles, role nouns, pronouns."""

from __future__ import annotations

from dataclasses import dataclass

from kabar.actors.grammar import ActorGrammar, Definite, Pronoun, RoleNoun, Title, Word
from kabar.actors.lexicon import ActorIndex, NameRef, Refs
from kabar.actors.names import capitals, cut, fold
from kabar.parse.tree import Tree

BREAK = ""
"""The unit of punctuation: no name runs over it."""
JOINERS = frozenset("-‐‑'’ʼ/")
PARTICLES = frozenset(("al", "el", "as", "ash", "ad", "an", "ar", "at", "the"))
"""Articles that a name may open with in small letters: *el-Fasher*."""
SHOUTING = 0.7
"""A sentence with more capitals than this among its letters is set in capitals throughout."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens `first..last` that a table knows: either names (`refs`) or words of the grammar."""

    first: int
    last: int
    refs: Refs = ()
    words: tuple[Word, ...] = ()
    weak: bool = False
    """Part of a compound such as *Iran-backed*: not the side of what follows."""
    plural: bool = False
    """Written double or as a plural demonym."""
    start: int = -1
    """First unit's character in the document, where the chunk begins inside a token."""
    end: int = -1

    def word(self, kind: type[Word]) -> Word | None:
        """Return the chunk's reading as a title, role noun, pronoun or definite noun."""
        return next((w for w in self.words if isinstance(w, kind)), None)

    @property
    def title(self) -> Title | None:
        """Return the reading as a title."""
        found = self.word(Title)
        return found if isinstance(found, Title) else None

    @property
    def role(self) -> RoleNoun | None:
        """Return the reading as a role noun."""
        found = self.word(RoleNoun)
        return found if isinstance(found, RoleNoun) else None

    @property
    def pronoun(self) -> Pronoun | None:
        """Return the reading as a pronoun."""
        found = self.word(Pronoun)
        return found if isinstance(found, Pronoun) else None

    @property
    def definite(self) -> Definite | None:
        """Return the reading as a noun that can point back."""
        found = self.word(Definite)
        return found if isinstance(found, Definite) else None


@dataclass(frozen=True, slots=True)
class Units:
    """The folded units of a sentence, how each is written, and the token it stands in."""

    folded: list[str]
    written: list[str]
    tokens: list[int]
    shouting: bool


def find_units(tree: Tree) -> Units:
    """Return the comparable units of a tree's words; punctuation gives a break."""
    folded: list[str] = []
    written: list[str] = []
    tokens: list[int] = []
    letters = upper = 0
    for token in tree.tokens:
        text = token.text
        pieces = (text,) if text.isalnum() else cut(text)
        if not pieces:
            if text not in JOINERS and not (text == "." and written and len(written[-1]) == 1):
                folded.append(BREAK)
                written.append(text)
                tokens.append(token.index)
            continue
        for piece in pieces:
            folded.append(fold(piece))
            written.append(piece)
            tokens.append(token.index)
            letters += len(piece)
            upper += len(piece) if piece.isupper() else 0
    return Units(folded, written, tokens, letters > 15 and upper > SHOUTING * letters)


def find_chunks(tree: Tree, index: ActorIndex, units: Units) -> list[Chunk]:
    """Return the known stretches of a sentence from left to right, longest first, no overlap."""
    chunks: list[Chunk] = []
    u, count = 0, len(units.folded)
    grammar = index.grammar
    names, words = index.longest, grammar.longest
    free = True
    while u < count:
        unit = units.folded[u]
        reach = max(names.get(unit, 0), words.get(unit, 0))
        chunk, used = None, 1
        if reach:
            for n in range(min(reach, count - u), 0, -1):
                joined = bool(chunks and u and chunks[-1].last == units.tokens[u - 1])
                chunk = _known(tree, index, units, u, n, free=free, joined=joined)
                if chunk is not None:
                    used = n
                    break
        if chunk is not None and grammar.flags.get("reduplication_is_plural"):
            chunk, used = _doubled(chunk, units, u, used, index)
        if chunk is not None:
            chunks.append(chunk)
        free = unit == BREAK if chunk is None else False
        u += used
    return chunks


def _known(
    tree: Tree, index: ActorIndex, units: Units, u: int, n: int, *, free: bool, joined: bool
) -> Chunk | None:
    """Return the chunk of `n` units at `u`.

    `free` where a sentence or clause begins there, `joined` where a known stretch ends before it.
    """
    key = units.folded[u] if n == 1 else " ".join(units.folded[u : u + n])
    words = index.grammar.words.get(key, ())
    refs = index.find(key)
    if refs:
        refs = tuple(ref for ref in refs if _looks_right(ref, units, u, n))
        if n == 1 and refs and _is_common_word(tree, index, units, u, free=free, joined=joined):
            refs = ()
    if not refs and not words:
        return None
    if n == 1 and not refs and len(key) == 1 and not words:
        return None
    first, last = units.tokens[u], units.tokens[u + n - 1]
    if u > 0 and units.tokens[u - 1] == first and not refs:
        return None  # the tail of a hyphenated word is no word of its own
    start, end = _characters(tree, units, u, n)
    plural = any(ref.plural for ref in refs)
    weak = bool(refs) and _is_weak(index.grammar, units, u, n)
    if weak and u > 0 and index.grammar.has("detached_prefixes", units.folded[u - 1]):
        return None
    return Chunk(first, last, refs, words, weak, plural, start, end)


def _looks_right(ref: NameRef, units: Units, u: int, n: int) -> bool:
    """Tell whether the text writes capitals where the name does."""
    written = units.written
    if ref.capitals and (units.shouting or capitals("".join(written[u : u + n])) < 2):
        return not units.shouting and capitals(written[u]) > 1
    for i in range(n):
        letter = written[u + i][0]
        if letter.islower() and (not ref.bits or ref.bits[i] == "1"):
            if i == 0 and n > 1 and written[u] in PARTICLES:
                continue
            return False
    return True


def _is_common_word(
    tree: Tree, index: ActorIndex, units: Units, u: int, *, free: bool, joined: bool
) -> bool:
    """Tell whether a one-word name here is rather the word, or part of an unknown name."""
    grammar = index.grammar
    unit, written = units.folded[u], units.written
    token = tree.tokens[units.tokens[u]]
    if units.shouting and grammar.has("acronym_words", unit):
        return True
    before = written[u - 1] if u and units.folded[u - 1] != BREAK else ""
    after = written[u + 1] if u + 1 < len(written) and units.folded[u + 1] != BREAK else ""
    if before[:1].isupper() and u > 1 and grammar.has("not_after_capital", unit):
        return True
    if after[:1].isupper() and grammar.has("not_before_capital", unit):
        return True
    if capitals(written[u]) > 1 and len(unit) > 1:
        return False
    common = grammar.has("common_words", unit) or unit in grammar.words
    if (u == 0 or free) and common:
        return token.upos != "PROPN" or not grammar.has("also_names", unit)
    if grammar.has("also_names", unit) and not units.shouting:
        if joined or (before and grammar.words.get(units.folded[u - 1])):
            return False
        known_after = not after or bool(grammar.words.get(units.folded[u + 1]))
        known_after = known_after or bool(index.find(" ".join(units.folded[u + 1 : u + 3])))
        proper = u > 1 or _opens_a_name(tree)
        known_before = grammar.words.get(units.folded[u - 1]) if before and proper else True
        part_after = after[:1].isupper() and not known_after
        part_before = before[:1].isupper() and not known_before
        return bool(part_after or part_before)
    return False


def _opens_a_name(tree: Tree) -> bool:
    """Tell whether the first word is a name: a word with another lemma is only written large."""
    first = tree.tokens[0]
    return first.upos == "PROPN" and first.lemma.lower() == first.lower


def _is_weak(grammar: ActorGrammar, units: Units, u: int, n: int) -> bool:
    folded = units.folded
    after = folded[u + n] if u + n < len(folded) else BREAK
    before = folded[u - 1] if u else BREAK
    return grammar.has("weak_suffixes", after) or grammar.has("detached_prefixes", before)


def _characters(tree: Tree, units: Units, u: int, n: int) -> tuple[int, int]:
    """Return where the units stand in the document, inside hyphenated tokens too."""
    head, tail = tree.tokens[units.tokens[u]], tree.tokens[units.tokens[u + n - 1]]
    start, end = head.start, tail.end
    if not head.text.isalnum():
        offset, k = 0, u
        while k > 0 and units.tokens[k - 1] == head.index:
            k -= 1
        for i in range(k, u):
            offset = head.text.find(units.written[i], offset) + len(units.written[i])
        if u > k:
            at = head.text.find(units.written[u], offset)
            start = head.start + at if at >= 0 else start
    last = u + n - 1
    if last + 1 < len(units.tokens) and units.tokens[last + 1] == tail.index:
        at = tail.text.rfind(units.written[last + 1])
        cut_end = tail.start + len(tail.text[:at].rstrip("-‐‑'’/")) if at > 0 else end
        end = cut_end if cut_end > start else end
    return start, end


def _doubled(chunk: Chunk, units: Units, u: int, used: int, index: ActorIndex) -> tuple[Chunk, int]:
    """Return a chunk over a doubled word (*sekutu-sekutu*) as the plural of that word."""
    if chunk.refs or used != 1 or u + 1 >= len(units.folded):
        return chunk, used
    if units.folded[u + 1] != units.folded[u]:
        return chunk, used
    return Chunk(chunk.first, units.tokens[u + 1], (), chunk.words, plural=True), 2
