"""Paragraphs of sport, culture, business, weather: words there only look like political acts.

*Japan attacked, and Iran's keeper beat the shot away.* A paragraph is quiet when it holds words of
such a topic (`languages/<code>/topics.csv`) and nobody political but countries: no minister, no
police, court, army. What is quiet gives no events; `--show-skipped` names the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kabar.actors.mentions import Mention
from kabar.extract.gates import ARMED_OR_STATE
from kabar.languages.load import Language
from kabar.parse.tree import Tree

ENOUGH = 2
"""So many different telling words make a paragraph quiet."""
WEIGHTS = {"sport": 2}
"""Topics whose words count more: they hardly stand anywhere else."""
PER_ACTOR = 3
"""So many more words outweigh each political actor."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Topics:
    """The telling words of a language: first word to the words that follow it and their topic."""

    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def load_topics(language: Language) -> Topics:
    """Return a language's topic words; none where it has no table."""
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in language.table("topics"):
        first, *rest = row["word"].split()
        phrases.setdefault(first, []).append((tuple(rest), row["topic"]))
    return Topics(phrases)


def quiet_reason(trees: Sequence[Tree], mentions: Sequence[Mention], topics: Topics) -> str | None:
    """Return why a paragraph, given by its sentences, is no politics; None where it may be."""
    words: dict[str, str] = {}
    for tree in trees:
        lower = [t.lower for t in tree.tokens]
        for i, word in enumerate(lower):
            for rest, topic in topics.phrases.get(word, ()):
                if tuple(lower[i + 1 : i + 1 + len(rest)]) == rest:
                    words[" ".join((word, *rest))] = topic
    if not words:
        return None
    topic, _ = Counter(words.values()).most_common(1)[0]
    weight = sum(WEIGHTS.get(of, 1) for of in words.values())
    if weight < ENOUGH + PER_ACTOR * _political(mentions):
        return None
    named = [word for word, of in words.items() if of == topic][:SHOWN]
    return f"{topic}: {', '.join(named)}"


def _political(mentions: Sequence[Mention]) -> int:
    """Return how many different actors are political by more than their country's name."""
    return len(
        {m.actors or m.text for m in mentions if m.sector in ARMED_OR_STATE and not m.names_country}
    )
