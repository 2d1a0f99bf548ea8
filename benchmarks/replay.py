"""Coded articles told anew: some hundred, each time as another one of another day, words, parties.

To fill a store with a hundred thousand articles takes a day where each is coded. So a few hundred
made of the shipped paragraphs (`corpus.py`) are coded once, and a coder in the workers gives their
records again for texts that name them. All that lies around the coder is the real thing.

How an article is made, so that the store meets what it meets in news:

- The words of each paragraph are put in an order of the article's own, so that no two resemble each
  other but copies. A tenth are copies of one of the same day, under another first line, some cut.
- There are PER_DAY a day. The days of the events keep their distance to the day of publication,
  months and years stay whole ones.
- The parties of the records are replaced by others, all of one party by the same. They are drawn
  from the world's countries with chances that fall with rank (Zipf), so that few pairs of parties
  are told of every day and most hardly ever.
"""

from __future__ import annotations

import pickle
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from benchmarks.corpus import shipped_paragraphs, varied, write_articles
from kabar.coder import Coder, read
from kabar.ontology.countries import load_countries
from kabar.records import Coded, Document, Event, Position, Quote, Side, When
from kabar.settings import Settings
from kabar.store.happenings import Told
from kabar.store.tellings import tellings_of
from kabar.workers import Load, Task

PER_DAY = 200
COPIES = 0.1
START = date(2020, 1, 1)
TOLD = date(2024, 3, 5)
"""The day of publication that the coded articles have."""
PARAGRAPHS = 24


def write_coded(file: Path, number: int) -> Load:
    """Code so many articles, keep them in a file, and return what makes the coder of a worker."""
    coder = Coder()
    with tempfile.TemporaryDirectory() as folder:
        texts = [path.read_text("utf-8") for path in write_articles(Path(folder), number)]
    found = [read(text, published=TOLD, coder=coder) for text in texts]
    file.write_bytes(pickle.dumps(found))
    return partial(ReplayCoder, file=file)


def articles(number: int, *, seed: int = 1) -> Iterator[Task]:
    """Yield so many texts by day; the same seed yields the same."""
    chance = random.Random(seed)
    paragraphs = shipped_paragraphs()
    languages = sorted(paragraphs)
    today: list[tuple[int, Sequence[str]]] = []
    for n in range(number):
        if n % PER_DAY == 0:
            today = []
        of, chosen = n, _written(paragraphs[languages[n % len(languages)]], chance)
        if today and chance.random() < COPIES:
            of, chosen = chance.choice(today)
            chosen = chosen[: chance.randint(len(chosen) // 2, len(chosen))]
        else:
            today.append((of, chosen))
        text = "\n".join((f"{of} told by paper {n}", *chosen))
        yield Task(f"paper {n}", text, published=START + timedelta(days=n // PER_DAY))


def tellings(number: int, coder: ReplayCoder, run: str) -> Iterator[tuple[Told, str]]:
    """Yield the tellings of so many articles, and their stories, without any text.

    They are told as `articles` are, though by other chances.
    """
    chance = random.Random(1)
    today: list[int] = []
    for n in range(number):
        if n % PER_DAY == 0:
            today = []
        of = chance.choice(today) if today and chance.random() < COPIES else n
        if of == n:
            today.append(n)
        day = START + timedelta(days=n // PER_DAY)
        document = Document(f"d{n:07}", str(of), "en", published=day)
        coded = coder.code(document)
        yield Told(document.id, tellings_of(coded, run), new=True), f"d{of:07}"


class ReplayCoder(Coder):
    """Gives records that were coded before, of other parties and days; a text's number says which.

    Copies of a text have the same records.
    """

    def __init__(self, settings: Settings, file: Path) -> None:
        """Read the coded articles from a file."""
        super().__init__(settings)
        self.coded: Sequence[Coded] = pickle.loads(file.read_bytes())
        countries = sorted(load_countries())
        random.Random(0).shuffle(countries)
        self.parties = countries
        self.weights = [1 / (rank + 1) for rank in range(len(countries))]

    def code(self, document: Document) -> Coded:
        """Return the records of one of the articles as those of this document."""
        number = int(document.text.split(maxsplit=1)[0])
        coded = self.coded[number % len(self.coded)]
        parties = self._parties(coded, random.Random(number))
        move = (document.published or TOLD) - TOLD
        return replace(
            coded,
            document=replace(document, language=coded.document.language),
            events=tuple(_event(each, parties, move) for each in coded.events),
            quotes=tuple(_quote(each, parties) for each in coded.quotes),
            positions=tuple(_position(each, parties, move) for each in coded.positions),
            actors=tuple(
                replace(each, party=parties.get(each.party or "")) for each in coded.actors
            ),
        )

    def _parties(self, coded: Coded, chance: random.Random) -> Mapping[str, str]:
        """Return another party for each of an article."""
        of_events = [side for each in coded.events for side in (*each.source, *each.target)]
        named = {each.party for each in (*coded.actors, *of_events)} - {None}
        return {
            party: chance.choices(self.parties, self.weights)[0]
            for party in sorted(filter(None, named))
        }


def _written(paragraphs: Sequence[str], chance: random.Random) -> list[str]:
    found = []
    for paragraph in chance.sample(paragraphs, PARAGRAPHS):
        words = varied(paragraph, chance).split()
        chance.shuffle(words)
        found.append(" ".join(words))
    return found


def _event(event: Event, parties: Mapping[str, str], move: timedelta) -> Event:
    return replace(
        event,
        source=_sides(event.source, parties),
        target=_sides(event.target, parties),
        date=_moved(event.date, move),
    )


def _quote(quote: Quote, parties: Mapping[str, str]) -> Quote:
    return replace(quote, speaker=quote.speaker and _sides((quote.speaker,), parties)[0])


def _position(position: Position, parties: Mapping[str, str], move: timedelta) -> Position:
    return replace(
        position,
        party=parties.get(position.party or ""),
        toward=_sides(position.toward, parties),
        date=_moved(position.date, move),
    )


def _sides(sides: Sequence[Side], parties: Mapping[str, str]) -> tuple[Side, ...]:
    return tuple(replace(side, party=parties.get(side.party or "")) for side in sides)


def _moved(when: When | None, move: timedelta) -> When | None:
    """Return the days moved; those of a month or a year to the whole one they fall in."""
    if when is None:
        return None
    start, end = when.start + move, when.end + move
    if when.precision == "month":
        start = start.replace(day=1)
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    elif when.precision == "year":
        start, end = start.replace(month=1, day=1), start.replace(month=12, day=31)
    return replace(when, start=start, end=end)
