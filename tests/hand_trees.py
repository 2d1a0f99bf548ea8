"""Sentences with a tree drawn by hand, so that no parser stands between a rule and its test.

    Russia/PROPN/nsubj/2/RUS attacked/VERB/root/0 Ukraine/PROPN/obj/2/UKR

Each word has its part of speech, its relation and its head, counted from 1 with 0 for the root.
A fifth part names an actor: `RUS` a government, `RUS.MIL` a party with another sector, `.COP` a
sector alone, `@UKR` a place. Neighbours with the same fifth part are one actor's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from kabar.actors.mentions import Mention
from kabar.extract.analysis import Analysis, Sentence, Tools
from kabar.extract.contexts import load_contexts
from kabar.extract.events import Told, find_events
from kabar.extract.lexicon import load_lexicon
from kabar.extract.reading import Reading
from kabar.extract.setting import Setting
from kabar.languages.load import Language, load_language
from kabar.ontology.load import load_ontology
from kabar.parse.clauses import Clauses
from kabar.parse.grammar import load_grammar
from kabar.parse.lemmas import lemmatize
from kabar.parse.tree import Tree, UdRow, Word, build_tree
from kabar.records import Actor, Event, Position, Quote, Side

NOTHING = Setting((), (), ())


@cache
def language_of(code: str) -> Language:
    return load_language(code)


@cache
def tools_of(code: str) -> Tools:
    """Return the shipped tables of a language, loaded once for all tests."""
    language, ontology = language_of(code), load_ontology()
    return Tools(
        ontology,
        load_lexicon(language, ontology),
        load_grammar(language),
        load_contexts(language, ontology),
    )


@dataclass(frozen=True)
class Drawn:
    """A drawn sentence: its tree, its text and the actors named in it."""

    tree: Tree
    text: str
    code: str
    mentions: tuple[Mention, ...]
    actors: dict[str, Actor]

    @property
    def clauses(self) -> Clauses:
        return Clauses(self.tree, tools_of(self.code).grammar)

    def at(self, word: str, nth: int = 0) -> int:
        """Return the place of a word."""
        return [t.index for t in self.tree.tokens if t.text == word][nth]

    def words(self, indices: Iterable[int]) -> list[str]:
        """Return the words at the places given, in that order."""
        return [self.tree.tokens[i].text for i in indices]

    def analysis(self, quotes: Sequence[Quote] = (), setting: Setting = NOTHING) -> Analysis:
        sentence = Sentence(self.tree, self.mentions, quotes, setting)
        return Analysis(sentence, self.actors, tools_of(self.code), self.text)

    def reading(self, word: str) -> Reading | None:
        """Return what a word amounts to."""
        return self.analysis().reader.read(self.at(word))

    def events(self, quotes: Sequence[Quote] = (), setting: Setting = NOTHING) -> list[Event]:
        """Return the events of the sentence."""
        return list(self.told(quotes, setting).events)

    def positions(self, quotes: Sequence[Quote] = ()) -> list[Position]:
        """Return the positions that the sentence tells."""
        return list(self.told(quotes).positions)

    def told(self, quotes: Sequence[Quote] = (), setting: Setting = NOTHING) -> Told:
        """Return what the sentence tells."""
        sentence = Sentence(self.tree, self.mentions, quotes, setting)
        return find_events(sentence, self.actors, tools_of(self.code), self.text)


def draw(rows: str, code: str = "en") -> Drawn:
    """Return the sentence that the rows draw."""
    cells = [row.split("/") for row in rows.split()]
    words, at = [], 0
    for cell in cells:
        words.append(Word(cell[0], at, at + len(cell[0])))
        at += len(cell[0]) + 1
    text = " ".join(w.text for w in words)
    parsed = [UdRow(cell[1], int(cell[3]) - 1, cell[2]) for cell in cells]
    lemmas = lemmatize([w.text for w in words], [r.upos for r in parsed], language_of(code))
    tree = build_tree(0, words, parsed, lemmas, start=0, end=len(text))
    mentions, actors = _actors(cells, words, text)
    return Drawn(tree, text, code, tuple(mentions), actors)


def said(speaker: Side, start: int, end: int, text: str) -> Quote:
    """Return a quotation of these words by a speaker."""
    return Quote("q1", "direct", speaker, text[start:end], start, end, None, None, None)


def parties(sides: Iterable[Side]) -> list[str | None]:
    """Return the parties of the sides, in order."""
    return [s.party for s in sides]


def _actors(
    cells: list[list[str]], words: list[Word], text: str
) -> tuple[list[Mention], dict[str, Actor]]:
    mentions, actors = [], {}
    labels = [cell[4] if len(cell) > 4 else "" for cell in cells]
    for label, group in groupby(range(len(cells)), key=lambda i: labels[i]):
        if not label:
            continue
        run = list(group)
        party, _, sector = label.removeprefix("@").partition(".")
        sector = sector or ("" if label.startswith("@") else "GOV")
        start, end = words[run[0]].start, words[run[-1]].end
        name = text[start:end]
        actors[name] = Actor(name, name, "country", party or None, sector or None)
        mentions.append(
            Mention(
                sentence=0,
                first=run[0],
                last=run[-1],
                head=run[0],
                text=name,
                start=start,
                end=end,
                form="place" if label.startswith("@") else "name",
                actors=(name,),
                party=party or None,
                sector=sector or None,
            )
        )
    return mentions, actors
