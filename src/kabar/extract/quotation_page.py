"""What the quotation readers look at: a document's trees, mentions, cues and quotation marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kabar.extract.quotation_cues import CueHit, SpeechTable, find_cues
from kabar.extract.quotation_marks import Quotation, find_quotations
from kabar.parse.clauses import Clauses
from kabar.parse.grammar import Grammar
from kabar.parse.tree import Token, Tree
from kabar.records import Actor, Side


class MentionLike(Protocol):
    """A mention of an actor: tokens `first` to `last` of a sentence, as `kabar.actors` gives it."""

    @property
    def sentence(self) -> int: ...  # noqa: D102 - a field of the mention, said above
    @property
    def first(self) -> int: ...  # noqa: D102
    @property
    def last(self) -> int: ...  # noqa: D102
    @property
    def head(self) -> int: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def form(self) -> str: ...  # noqa: D102
    @property
    def actors(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def party(self) -> str | None: ...  # noqa: D102
    @property
    def sector(self) -> str | None: ...  # noqa: D102


class ReadingLike(Protocol):
    """The actors of a document and their mentions."""

    @property
    def actors(self) -> Sequence[Actor]: ...  # noqa: D102
    @property
    def mentions(self) -> Sequence[MentionLike]: ...  # noqa: D102


class BlockLike(Protocol):
    """A paragraph, heading, byline or piece of boilerplate: `text[start:end]`."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its quotations; `kind` is the block's (paragraph, heading…)."""

    start: int
    end: int
    kind: str
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One document laid open; build it with `lay_out`."""

    text: str
    trees: Sequence[Tree]
    speech: SpeechTable
    paragraphs: tuple[Paragraph, ...]
    hits: tuple[tuple[CueHit, ...], ...] = field(repr=False)
    mentions: Mapping[int, tuple[MentionLike, ...]] = field(repr=False)
    actors: Mapping[str, Actor] = field(repr=False)
    flat: tuple[tuple[int, Token], ...] = field(repr=False)
    """Every token with the place of its tree in `trees`, in order of the text."""
    starts: tuple[int, ...] = field(repr=False)
    quoted: tuple[Quotation, ...] = field(repr=False)
    quoted_starts: tuple[int, ...] = field(repr=False)
    paragraph_starts: tuple[int, ...] = field(repr=False)
    clauses: dict[int, Clauses] = field(repr=False)
    """Clause readers made so far: a cache of `grammar` over `trees`."""
    grammar: Grammar = field(repr=False)

    def clauses_of(self, sentence: int) -> Clauses:
        """Return the clause reader of a sentence, made once."""
        found = self.clauses.get(sentence)
        if found is None:
            found = self.clauses[sentence] = Clauses(self.trees[sentence], self.grammar)
        return found

    def between(self, start: int, end: int) -> tuple[tuple[int, Token], ...]:
        """Return the tokens that begin in `text[start:end]`."""
        return self.flat[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def paragraph_at(self, position: int) -> int:
        """Return the number of the last paragraph that begins at or before a character."""
        return max(0, bisect_right(self.paragraph_starts, position) - 1)

    def quotation_at(self, position: int) -> Quotation | None:
        """Return the quotation that holds a character, None outside quotation marks."""
        i = bisect_left(self.quoted_starts, position + 1) - 1
        if i >= 0 and self.quoted[i].start <= position < self.quoted[i].end:
            return self.quoted[i]
        return None

    def closes_with_comma(self, token: Token) -> bool:
        """Say whether a token is a closing quotation mark with a comma before it."""
        return self.text[token.start - 1] == "," and self.quotation_at(token.start) is not None

    def is_word(self, token: Token, key: str) -> bool:
        """Say whether a token is in one of the lists of quotes.toml."""
        return token.lower in self.speech.words.get(key, frozenset())

    def mention_at(self, sentence: int, token: int) -> MentionLike | None:
        """Return the longest mention that covers a token."""
        best: MentionLike | None = None
        for mention in self.mentions.get(sentence, ()):
            covers = mention.first <= token <= mention.last
            if covers and (best is None or mention.last - mention.first > best.last - best.first):
                best = mention
        return best

    def side(self, mention: MentionLike) -> Side:
        """Return a mention as a participant, with its actor where one was resolved."""
        actor = self.actors.get(mention.actors[0]) if len(mention.actors) == 1 else None
        return Side(
            text=mention.text,
            id=actor.id if actor else None,
            name=actor.name if actor else None,
            party=actor.party if actor else mention.party,
            sector=actor.sector if actor else mention.sector,
            start=mention.start,
            end=mention.end,
        )


def _paragraphs(text: str, blocks: Sequence[BlockLike]) -> tuple[Paragraph, ...]:
    spans = [(b.start, b.end, b.kind) for b in blocks]
    if not spans:
        position = 0
        for line in text.splitlines(keepends=True):
            stripped = line.strip()
            if stripped:
                start = position + line.index(stripped[0])
                spans.append((start, start + len(stripped), "paragraph"))
            position += len(line)
    found: list[Paragraph] = []
    carried = False
    for start, end, kind in spans:
        quotations = tuple(find_quotations(text, start, end, carried=carried))
        if kind == "paragraph":
            carried = bool(quotations) and not quotations[-1].closed
        found.append(Paragraph(start, end, kind, quotations))
    return tuple(found)


def lay_out(
    text: str,
    trees: Sequence[Tree],
    reading: ReadingLike,
    speech: SpeechTable,
    grammar: Grammar,
    blocks: Sequence[BlockLike] = (),
) -> Page:
    """Return the page of a document; without blocks every line is a paragraph."""
    mentions: dict[int, list[MentionLike]] = {}
    for mention in reading.mentions:
        mentions.setdefault(mention.sentence, []).append(mention)
    flat = tuple((i, token) for i, tree in enumerate(trees) for token in tree.tokens)
    paragraphs = _paragraphs(text, blocks)
    quoted = tuple(q for paragraph in paragraphs for q in paragraph.quotations)
    return Page(
        text=text,
        trees=trees,
        speech=speech,
        paragraphs=paragraphs,
        hits=tuple(tuple(find_cues(tree, i, speech)) for i, tree in enumerate(trees)),
        mentions={key: tuple(value) for key, value in mentions.items()},
        actors={actor.id: actor for actor in reading.actors},
        flat=flat,
        starts=tuple(token.start for _, token in flat),
        quoted=quoted,
        quoted_starts=tuple(q.start for q in quoted),
        paragraph_starts=tuple(p.start for p in paragraphs),
        clauses={},
        grammar=grammar,
    )
