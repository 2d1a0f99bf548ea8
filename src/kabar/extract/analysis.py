"""One sentence with all that is read off its tree: clauses, sides, readings, roles, speakers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kabar.actors.mentions import Mention
from kabar.extract.contexts import NO_WORDS, ContextFinder, ContextWords
from kabar.extract.lexicon import Lexicon
from kabar.extract.patterns import Matcher
from kabar.extract.readings import Reader
from kabar.extract.roles import RoleFiller
from kabar.extract.setting import Setting
from kabar.extract.sides import Sides
from kabar.ontology.load import Ontology
from kabar.parse.clauses import Clauses
from kabar.parse.grammar import Grammar
from kabar.parse.tree import Tree
from kabar.records import Actor, Quote, Side


@dataclass(frozen=True, slots=True)
class Tools:
    """What event extraction needs of a language, loaded once."""

    ontology: Ontology
    lexicon: Lexicon
    grammar: Grammar
    contexts: ContextWords = NO_WORDS


@dataclass(frozen=True, slots=True)
class Doubt:
    """What makes a paragraph doubtful: its topic, and the countries that only describe others."""

    topic: str
    described: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what earlier steps found in it."""

    tree: Tree
    mentions: Sequence[Mention]
    quotes: Sequence[Quote]
    setting: Setting
    doubt: Doubt | None = None
    """Why its paragraph may be no politics."""


class Analysis:
    """The readers of one sentence, sharing what they have found."""

    def __init__(
        self, sentence: Sentence, actors: Mapping[str, Actor], tools: Tools, text: str
    ) -> None:
        self.tree = sentence.tree
        self.text = text
        self.setting = sentence.setting
        self.quotes = sentence.quotes
        self.doubt = sentence.doubt
        self.ontology = tools.ontology
        self.clauses = Clauses(sentence.tree, tools.grammar)
        mentions = [m for m in sentence.mentions if not self.setting.is_currency(m.start, m.end)]
        self.sides = Sides(self.clauses, mentions, actors, self.speaker, self.cue_speaker)
        self.clauses.lend_to_names(self.sides.names, self.sides.mention_at)
        self.sides.places = self.setting.places
        self.matcher = Matcher(self.clauses, tools.lexicon, self.sides.marked)
        self.reader = Reader(self.clauses, self.matcher, tools.ontology)
        self.filler = RoleFiller(self.sides, self.reader)
        self.context_words = tools.contexts

    @cached_property
    def tellers(self) -> frozenset[int]:
        """The words that tell an act or a fact: verbs, and nouns that evoke an act."""
        return frozenset(
            t.index
            for t in self.tree.tokens
            if t.upos == "VERB" or self.reader.read(t.index) is not None
        )

    @cached_property
    def contexts(self) -> ContextFinder:
        """Who tells which words say what an event is about; made for the first event."""
        return ContextFinder(self.clauses, self.reader, self.sides.mention_at, self.context_words)

    def speaker(self, i: int) -> Side | None:
        """Return whose word the token stands on: the innermost quotation's speaker, or None."""
        start = self.tree.tokens[i].start
        inside = [q for q in self.quotes if q.start <= start < q.end and q.speaker is not None]
        if not inside:
            return None
        return min(inside, key=lambda q: q.end - q.start).speaker

    def cue_speaker(self, i: int) -> Side | None:
        """Return who speaks where the token is a quotation's verb of saying, else None."""
        start = self.tree.tokens[i].start
        for quote in self.quotes:
            if quote.cue is not None and quote.cue.start <= start < quote.cue.end:
                return quote.speaker
        return None
