"""Coded articles without end to fill a store: paragraphs of the shipped ones, made-up events."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from benchmarks.corpus import shipped_paragraphs, varied
from kabar.records import Coded, Document, Event, Side, Span, When

PER_DAY = 200
COPIES = 0.1
"""Share of articles that are shortened or edited copies of one of the same day."""
EVENTS = 8
PARAGRAPHS = 12
START = date(2020, 1, 1)
TYPES = ("CONSULT", "AGREE", "REQUEST", "ACCUSE", "REJECT", "PROTEST", "ASSAULT", "THREATEN")
PARTIES = tuple(f"P{number:02}" for number in range(60))
PRECISIONS = ("day", "day", "assumed", "assumed", "week")


def synthetic(documents: int, *, seed: int = 1) -> Iterator[Coded]:
    """Yield so many coded articles by day; the same seed yields the same.

    Half of an article's paragraphs are shipped ones with other numbers, half have their words in an
    order of their own, since shipped ones alone would make all articles resemble each other.
    """
    chance = random.Random(seed)
    paragraphs = shipped_paragraphs()
    names = sorted(paragraphs)
    today: list[Sequence[str]] = []
    for number in range(documents):
        if number % PER_DAY == 0:
            today = []
        language = names[number % len(names)]
        if today and chance.random() < COPIES:
            chosen = _copied(chance.choice(today), chance)
        else:
            chosen = _written(paragraphs[language], chance)
            today.append(chosen)
        day = START + timedelta(days=number // PER_DAY)
        document = Document(f"{number:020}", "\n".join(chosen), language, published=day, origin="")
        yield Coded(document, tuple(_events(day, chance)), (), ())


def _written(paragraphs: Sequence[str], chance: random.Random) -> list[str]:
    chosen = [varied(paragraph, chance) for paragraph in chance.sample(paragraphs, PARAGRAPHS)]
    for place in range(0, PARAGRAPHS, 2):
        words = chosen[place].split()
        chance.shuffle(words)
        chosen[place] = " ".join(words)
    return chosen


def _copied(paragraphs: Sequence[str], chance: random.Random) -> list[str]:
    """Return the paragraphs without some of the last ones, under another first line."""
    kept = chance.randint(PARAGRAPHS // 2, PARAGRAPHS)
    return [f"Copy {chance.randrange(10**9)}", *paragraphs[:kept]]


def _events(day: date, chance: random.Random) -> Iterator[Event]:
    for number in range(EVENTS):
        source, target = (PARTIES[int(60 * chance.random() ** 2)] for _ in range(2))
        precision = chance.choice(PRECISIONS)
        start = day - timedelta(days=chance.choice((0, 0, 0, 1, 1, 2)))
        end = start + timedelta(days=6 if precision == "week" else 0)
        yield Event(
            id=f"e{number}",
            type=chance.choice(TYPES),
            mode=None,
            contexts=(),
            source=(Side(source, None, None, source, None, 0, 0),),
            target=(Side(target, None, None, target, None, 0, 0),),
            reciprocal=chance.random() < 0.2,
            modality="asserted",
            about=None,
            said_by=None,
            date=When(start, end, precision, "", 0, 0),
            place=None,
            magnitude=(),
            score=None,
            trigger=Span("", 0, 0),
            evidence=(),
            rule="",
            derivation=(),
        )
