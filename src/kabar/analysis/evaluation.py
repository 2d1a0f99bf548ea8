"""Records against gold, counted by type, language and field; who is taken for what; agreement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kabar.analysis.alpha import krippendorff_alpha
from kabar.analysis.scoring import (
    Count,
    Pairing,
    Row,
    Score,
    event_agrees,
    score_article,
    text_of,
    with_lines,
)


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: a gold event that no record met, or a record that met no gold."""

    document: str
    line: int
    kind: str
    """missed or wrong."""
    type: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    text: str
    """The words of the line, or the trigger and rule of the record."""


@dataclass(slots=True)
class Report:
    """What `kabar evaluate` prints."""

    languages: dict[str, Score] = field(default_factory=dict)
    types: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Gold type and type of a record of the same line and sides, for both that met nothing."""
    errors: list[Miss] = field(default_factory=list)
    agreements: dict[str, float | None] = field(default_factory=dict)
    """Document to Krippendorff's alpha of two codings of it."""

    @property
    def total(self) -> Score:
        """The sum over all languages."""
        return sum(self.languages.values(), Score())


def add_article(report: Report, gold: Row, rows: Sequence[Row]) -> None:
    """Count one article's records (document, event, quote and actor rows) against its gold."""
    score, pairing = score_article(gold, rows)
    language = gold["language"]
    report.languages[language] = report.languages.get(language, Score()) + score
    events = with_lines(rows, "event")
    lines = text_of(rows).split("\n")
    for g, r in pairing.pairs.items():
        if not gold["events"][g].get("optional"):
            report.types[events[r]["type"]] += Count(hit=1)
    for g in pairing.missed:
        want = gold["events"][g]
        report.types[want["types"][0]] += Count(missed=1)
        words = lines[want["line"] - 1] if want["line"] <= len(lines) else ""
        report.errors.append(_miss(gold, want, "missed", want["types"][0], words))
    for r in pairing.wrong:
        row = events[r]
        report.types[row["type"]] += Count(wrong=1)
        words = f"“{row['trigger']['text']}” {row['rule']}"
        report.errors.append(_miss(gold, row, "wrong", row["type"], words))
    report.confused.update(_confused(gold["events"], events, pairing))


def _miss(gold: Row, row: Row, kind: str, named: str, words: str) -> Miss:
    source, target = (
        tuple(a if isinstance(a, str) else a["party"] or "?" for a in row[side])
        for side in ("source", "target")
    )
    return Miss(gold["document"], row["line"], kind, named, source, target, words)


def _confused(
    golds: Sequence[Row], events: Sequence[Row], pairing: Pairing
) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    free = list(pairing.wrong)
    for g in pairing.missed:
        want = golds[g]
        for r in free:
            like = {**want, "types": [events[r]["type"]]}
            if event_agrees(like, events[r]):
                found[want["types"][0], events[r]["type"]] += 1
                free.remove(r)
                break
    return found


def agreement(first: Row, second: Row) -> float | None:
    """Return Krippendorff's alpha of two gold codings of one article; None where not defined.

    A unit is a type on a line; each coder says whether the line holds an event of that type.
    Types that neither used are left out.
    """
    codings = [_types_by_line(gold) for gold in (first, second)]
    lines = sorted({line for coding in codings for line in coding})
    types = sorted({kind for coding in codings for kinds in coding.values() for kind in kinds})
    return krippendorff_alpha(
        [kind in coding.get(line, set()) for coding in codings] for line in lines for kind in types
    )


def _types_by_line(gold: Row) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for event in gold["events"]:
        if not event.get("optional"):
            found[event["line"]].add(event["types"][0])
    return found
