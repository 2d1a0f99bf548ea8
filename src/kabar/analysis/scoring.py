"""Compare the records of an article with what a careful coder wrote down (its gold).

The form of gold is told in examples/README.md. A record matches a gold event on the same line of
the article when its type is among the gold types and its parties agree: every gold side that is
not `*` shares a party with the record's side, either way round where the gold says so or the
record is reciprocal. Matching is one to one and as large as possible, required gold first.
Optional gold that is not found is no miss; a record flagged `negated` is never wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

Row = Mapping[str, Any]
"""A gold entry, or a record as `kabar.records_io.to_dicts` gives it or a line of JSON holds it."""

Agrees = Callable[[Row, Row], bool]

ANY = "*"
BEGINNING = 18
"""As many letters of a quote's first words are compared."""


@dataclass(frozen=True, slots=True)
class Count:
    """Gold found, gold missed, records that match nothing."""

    hit: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        """The share of records that are right."""
        return self.hit / (self.hit + self.wrong) if self.hit + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Count) -> Count:
        """Return the counts of both."""
        return Count(self.hit + other.hit, self.missed + other.missed, self.wrong + other.wrong)


@dataclass(frozen=True, slots=True)
class Share:
    """So many right of so many asked."""

    right: int = 0
    asked: int = 0

    def __add__(self, other: Share) -> Share:
        """Return the shares of both."""
        return Share(self.right + other.right, self.asked + other.asked)


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one article; scores of several articles add up."""

    events: Count = Count()
    types: Count = Count()
    quotes: Count = Count()
    dates: Share = Share()
    places: Share = Share()
    modality: Share = Share()
    actors: Share = Share()

    def __add__(self, other: Score) -> Score:
        """Return the scores of both, field by field."""
        names = [field.name for field in fields(self)]
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which gold met which record, by their places in the lists; the rest, and the count."""

    pairs: Mapping[int, int]
    missed: Sequence[int]
    wrong: Sequence[int]
    count: Count


def score_article(gold: Row, records: Iterable[Row]) -> tuple[Score, Pairing]:
    """Return an article's score, and the pairing of its events for whoever reads the misses."""
    rows = list(records)
    events = with_lines(rows, "event")
    spoken = [quote for quote in with_lines(rows, "quote") if quote.get("kind") != "indirect"]
    found = pair(gold["events"], events, event_agrees)
    matched = [(gold["events"][g], events[r]) for g, r in found.pairs.items()]
    score = Score(
        events=found.count,
        types=pair(gold["events"], events, type_agrees).count,
        quotes=pair(gold.get("quotes", ()), spoken, quote_agrees).count,
        dates=_share(matched, "date", date_agrees),
        places=_share(matched, "place", place_agrees),
        modality=_share(matched, "modality", lambda want, row: row.get("modality") == want),
        actors=_actors(gold.get("actors", ()), [r for r in rows if r["record"] == "actor"]),
    )
    return score, found


def text_of(rows: Iterable[Row]) -> str:
    """Return the text of an article from its records."""
    return str(next(row["text"] for row in rows if row["record"] == "document"))


def with_lines(rows: Sequence[Row], kind: str) -> list[dict[str, Any]]:
    """Return an article's records of a kind (`event`, `quote`) with the lines they stand on."""
    text = text_of(rows)
    return [on_line(row, text) for row in rows if row["record"] == kind]


def on_line(row: Row, text: str) -> dict[str, Any]:
    """Return the record with the line of the article that it stands on, from 1."""
    start = (row.get("trigger") or row)["start"]
    return {**row, "line": text.count("\n", 0, start) + 1}


def fold(text: str | None) -> str:
    """Return the text in lower case and without accents."""
    letters = unicodedata.normalize("NFKD", text or "").casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def parties(side: Iterable[Row] | None) -> set[str]:
    """Return the parties and ids of a record's side."""
    return {p for actor in side or () for p in (actor.get("party"), actor.get("id")) if p}


def meets(entry: str, found: set[str]) -> bool:
    """Say whether one of the parties that a gold entry allows is among those found."""
    return any(party == ANY or party in found for party in entry.split("|"))


def event_agrees(gold: Row, row: Row) -> bool:
    """Say whether line, type and both sides agree."""
    return type_agrees(gold, row) and _sides_agree(gold, row)


def type_agrees(gold: Row, row: Row) -> bool:
    """Say whether line and type agree."""
    return bool(gold["line"] == row["line"] and row["type"] in gold["types"])


def quote_agrees(gold: Row, row: Row) -> bool:
    """Say whether line, first words and speaker agree; a note lets any speaker of the party do."""
    begins = fold(gold["begins"])[:BEGINNING]
    if gold["line"] != row["line"] or begins not in fold(row["text"]):
        return False
    speaker = row.get("speaker") or {}
    if fold(gold["speaker"]) in fold(speaker.get("name")):
        return True
    return gold.get("note") is not None and speaker.get("party") == gold["party"]


def date_agrees(want: str, row: Row) -> bool:
    """Say whether the record's date begins as the gold has it."""
    return str((row.get("date") or {}).get("start", "")).startswith(want)


def place_agrees(want: str, row: Row) -> bool:
    """Say whether the gold's place is in the name of the record's."""
    return fold(want) in fold((row.get("place") or {}).get("name"))


def actor_agrees(gold: Row, row: Row) -> bool:
    """Say whether a record is about somebody and gives one of the parties that count as right."""
    name = fold(gold["name"])
    spans = [span["text"] for span in row.get("mentions") or ()]
    named = any(name in fold(text) for text in (row.get("name"), *spans))
    return named and meets(gold["party"], parties([row]))


def pair(golds: Sequence[Row], rows: Sequence[Row], agrees: Agrees) -> Pairing:
    """Return the largest one-to-one matching of gold and records, with what it leaves over."""
    pairs = match(golds, rows, agrees)
    required = [g for g, gold in enumerate(golds) if not gold.get("optional")]
    used = set(pairs.values())
    missed = [g for g in required if g not in pairs]
    wrong = [r for r, row in enumerate(rows) if r not in used and row.get("modality") != "negated"]
    count = Count(len(required) - len(missed), len(missed), len(wrong))
    return Pairing(pairs, missed, wrong, count)


def match(golds: Sequence[Row], rows: Sequence[Row], agrees: Agrees) -> dict[int, int]:
    """Return a record for each gold entry that gets one, by augmenting paths, required first."""
    holder: dict[int, int] = {}

    def place(g: int, seen: set[int]) -> bool:
        for r, row in enumerate(rows):
            if r in seen or not agrees(golds[g], row):
                continue
            seen.add(r)
            if r not in holder or place(holder[r], seen):
                holder[r] = g
                return True
        return False

    for g in sorted(range(len(golds)), key=lambda g: bool(golds[g].get("optional"))):
        place(g, set())
    return {g: r for r, g in holder.items()}


def _sides_agree(gold: Row, row: Row) -> bool:
    source, target = parties(row.get("source")), parties(row.get("target"))
    if _some(gold["source"], source) and _some(gold["target"], target):
        return True
    if not (gold.get("either_way") or row.get("reciprocal")):
        return False
    both = source | target
    return _some(gold["source"], both) and all(meets(entry, both) for entry in gold["target"])


def _some(side: Sequence[str], found: set[str]) -> bool:
    return not side or any(meets(entry, found) for entry in side)


def _share(
    matched: Sequence[tuple[Row, Row]], field: str, agrees: Callable[[str, Row], bool]
) -> Share:
    asked = [(gold[field], row) for gold, row in matched if gold.get(field)]
    return Share(sum(agrees(want, row) for want, row in asked), len(asked))


def _actors(golds: Sequence[Row], rows: Sequence[Row]) -> Share:
    asked = [gold for gold in golds if gold.get("party")]
    return Share(sum(any(actor_agrees(g, row) for row in rows) for g in asked), len(asked))
