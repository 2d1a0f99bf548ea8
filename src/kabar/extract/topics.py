"""Paragraphs of sport, culture, business, weather: words there only look like political acts.

*Japan attacked, and Iran's keeper beat the shot away.* The telling words of such topics
(`languages/<code>/topics.csv`) are weighed against what speaks for politics: its own words, and
actors that are more than a country's name: a minister, police, an army. Where the topic outweighs
it, the paragraph is quiet and gives no events; `--show-skipped` names the words. Where there is
only a little of a topic and nothing political, the paragraph is doubtful: see `doubts.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kabar.actors.descriptions import ROLE
from kabar.actors.mentions import COUNTRY, UNKNOWN_PERSON, Mention
from kabar.extract.analysis import Doubt
from kabar.extract.doubts import WEATHER
from kabar.extract.gates import ARMED_OR_STATE
from kabar.languages.load import Language
from kabar.parse.tree import Tree
from kabar.text.clean import Block

POLITICS, FIGURE, RANK = "politics", "figure", "rank"
"""Words that speak for politics; words for people who are in sport and stories too: those that
mean politics only by name (*captain*), and those that do so with a country too (*Malian army*)."""
ENOUGH, DOUBT = 4, 2
"""So much weight of telling words makes a paragraph quiet, so much makes it doubtful."""
HINT, TELLING = 1, 2
"""What a hint and a telling word weigh. Hints (`topic_hints.csv`: *film, shares*) stand in politics
too, and count only where nothing speaks for it."""
DOUBLE = ("sport",)
"""Topics whose telling words count twice: they hardly stand anywhere else."""
PER_ACTOR, PER_WORD = 6, 4
"""So much more weight outdoes each political actor, each word of politics."""
MOST, SOME = 2 / 3, 1 / 2
"""Shares of an article's paragraphs: where so many are quiet, the others need less or nothing."""
FEWEST = 3
"""An article of fewer paragraphs counts as one of so many."""
DESCRIBING = ("amod", "compound", "nmod", "flat")
"""Relations of a name to the noun that it describes: *a Korean studio*."""
SHOWN = 3
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Word:
    """The topic that a word tells of, and how much it tells."""

    topic: str
    weight: int


@dataclass(frozen=True, slots=True)
class Topics:
    """The telling words of a language: first word to the words that follow it and their topic.

    `#` in a word stands for a number: `#-#` for *2-0*, `# wickets` for *six wickets* in digits.
    """

    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], Word]]]

    def found(self, trees: Sequence[Tree]) -> dict[str, Word]:
        """Return the telling words of a paragraph, as they stand there."""
        told: dict[str, Word] = {}
        for tree in trees:
            tokens = [token.lower for token in tree.tokens]
            shapes = [_DIGITS.sub("#", token) for token in tokens]
            for i, first in enumerate(shapes):
                for rest, word in self.phrases.get(first, ()):
                    end = i + 1 + len(rest)
                    if tuple(shapes[i + 1 : end]) == rest:
                        told[" ".join(tokens[i:end])] = word
        return told


@dataclass(frozen=True, slots=True)
class Quiet:
    """Sentences of paragraphs that are no politics, with the reason; those of doubtful ones."""

    reasons: Mapping[int, str]
    doubts: Mapping[int, Doubt]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What a paragraph has of a topic, and what outweighs it."""

    words: Mapping[str, Word]
    against: int

    @property
    def weight(self) -> int:
        """The weight of its words; hints say nothing where something speaks for politics."""
        return sum(w.weight for w in self.words.values() if w.weight > HINT or not self.against)

    def is_quiet(self, lent: int) -> bool:
        return self.weight + lent >= ENOUGH + self.against

    @property
    def is_doubtful(self) -> bool:
        return not self.against and self.weight >= DOUBT

    @property
    def topic(self) -> str | None:
        weights = Counter[str]()
        for word in self.words.values():
            weights[word.topic] += word.weight
        return weights.most_common(1)[0][0] if weights else None

    def reason(self) -> str:
        named = [text for text, word in self.words.items() if word.topic == self.topic][:SHOWN]
        return f"{self.topic}: {', '.join(named)}" if named else "topic: that of the article"


def load_topics(language: Language) -> Topics:
    """Return a language's topic words; none where it has no table."""
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    for table in ("topics", "topic_hints"):
        for row in language.table(table):
            first, *rest = row["word"].split()
            topic = row["topic"]
            double = 2 if topic in DOUBLE else 1
            weight = HINT if table == "topic_hints" else TELLING * double
            phrases.setdefault(first, []).append((tuple(rest), Word(topic, weight)))
    return Topics(phrases)


def find_quiet(
    blocks: Sequence[Block],
    trees: Sequence[Tree],
    mentions: Mapping[int, Sequence[Mention]],
    topics: Topics,
) -> Quiet:
    """Return which sentences stand in quiet and in doubtful paragraphs."""
    starts = [tree.start for tree in trees]
    paragraphs = []
    for block in blocks:
        inside = trees[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        near = [m for t in inside for m in mentions.get(t.index, ())]
        if inside:
            paragraphs.append((inside, _weigh(inside, near, topics)))
    lent = _lent([weighed for _, weighed in paragraphs])
    reasons: dict[int, str] = {}
    doubts: dict[int, Doubt] = {}
    for inside, weighed in paragraphs:
        if weighed.is_quiet(lent):
            reasons |= {t.index: weighed.reason() for t in inside}
        elif weighed.is_doubtful:
            doubt = Doubt(weighed.topic or "", _described(inside, mentions))
            doubts |= {t.index: doubt for t in inside}
    return Quiet(reasons, doubts)


def _described(trees: Sequence[Tree], mentions: Mapping[int, Sequence[Mention]]) -> frozenset[str]:
    """Return the countries that only describe other nouns: *a Korean studio, a rider from Chad*."""
    own: dict[bool, set[str]] = {True: set(), False: set()}
    for tree in trees:
        near = [m for m in mentions.get(tree.index, ()) if m.form != "pronoun"]
        for m in near:
            own[tree.tokens[m.head].relation in DESCRIBING] |= set(m.actors)
    return frozenset(own[True] - own[False])


def _lent(paragraphs: Sequence[_Weighed]) -> int:
    """Return the weight that an article lends its paragraphs: one of sport is so throughout."""
    quiet = [p for p in paragraphs if p.is_quiet(0) and p.topic != WEATHER]
    share = len(quiet) / max(len(paragraphs), FEWEST)
    return ENOUGH if share >= MOST else ENOUGH // 2 if share >= SOME else 0


def _weigh(trees: Sequence[Tree], mentions: Sequence[Mention], topics: Topics) -> _Weighed:
    told = topics.found(trees)
    words = {text: w for text, w in told.items() if w.topic not in (POLITICS, FIGURE, RANK)}
    political = sum(w.topic == POLITICS for w in told.values())
    actors = {m.actors or m.text for m in mentions if _is_political(m, told)}
    return _Weighed(words, PER_ACTOR * len(actors) + PER_WORD * political)


def _is_political(mention: Mention, told: Mapping[str, Word]) -> bool:
    """Say whether an actor is political by more than a country's name."""
    if mention.sector not in ARMED_OR_STATE or mention.form == "pronoun":
        return False
    if mention.names_country and mention.form in ("name", "group"):
        return False
    words = f" {mention.text.lower()} "
    kinds = {told[text].topic for text in told if f" {text} " in words}
    if FIGURE not in kinds and RANK not in kinds:
        return True
    if not all(a.startswith((ROLE, COUNTRY, UNKNOWN_PERSON)) for a in mention.actors):
        return words.strip() not in told
    return FIGURE not in kinds and mention.how == "country in the phrase"
