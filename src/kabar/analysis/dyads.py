"""Who acted towards whom: events as pairs of parties, and what was left out with the reason.

Every party of the source with every party of the target is a dyad; a party towards itself is none.
A reciprocal event goes both ways. Negated events are never counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kabar.analysis.one_a_day import Days, without_repeats
from kabar.errors import KabarError, UnknownName
from kabar.ontology.load import load_ontology
from kabar.records import Coded, Event, Side

Pair = tuple[str, str]
"""Party of the source, party of the target."""

Reason = Callable[[Event], str | None]
"""Says why an event is not counted, or None."""

MODALITIES = ("asserted", "future", "hypothetical")
"""What may be counted; `negated` says that an act did not happen."""

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")

NEGATED = "negated"
OTHER_MODALITY = "other modality"
ONE_SIDED = "no party on one side"
ONE_PARTY = "one party towards itself"
OTHER_DYAD = "other dyad"
REPEATED = "repeats an event of its day"


@dataclass(frozen=True, slots=True)
class Dyad:
    """One event between two parties."""

    source: str
    target: str
    event: Event
    record: str
    """`document:event`, by their ids."""

    @property
    def conflictual(self) -> bool:
        """Whether the event's type is one of conflict, in words or deeds."""
        return quad_of(self.event).endswith("conflict")


@dataclass(frozen=True, slots=True)
class Dyads:
    """The dyads of some articles, and what was counted."""

    dyads: tuple[Dyad, ...]
    counted: int
    """Events that gave a dyad; one may give several."""
    left_out: dict[str, int]
    """Events that gave none, by reason."""
    same_text: int
    """Articles left out because another one has the same text."""

    @property
    def attrs(self) -> dict[Any, Any]:
        """The numbers that a frame of these dyads carries in its `attrs`."""
        return {
            "counted": self.counted,
            "left_out": dict(self.left_out),
            "same_text": self.same_text,
        }


def find_dyads(
    articles: Iterable[Coded],
    *,
    modalities: Iterable[str] = ("asserted",),
    directed: bool = True,
    one_a_day: bool = False,
    dyads: Iterable[Pair] | None = None,
    reason: Reason | None = None,
) -> Dyads:
    """Return the dyads of all events that count, in order of publication.

    Undirected, the two parties stand in alphabetical order and an event counts once for them.
    `dyads` keeps these pairs only; `reason` may leave out more events. With `one_a_day` repeats
    are left out last, so that their number is of events that would have counted.
    Raises UnknownName for a modality that cannot be counted.
    """
    allowed = _checked(modalities)
    wanted = None if dyads is None else {_pair(*dyad, directed=directed) for dyad in dyads}
    left_out: Counter[str] = Counter()
    found: list[Dyad] = []
    days, counted = Days(), 0
    ordered, same_text = in_order(articles)
    for coded in ordered:
        kept = []
        for event in coded.events:
            why = _reason(event, allowed, wanted, directed) or (reason(event) if reason else None)
            if why is None:
                kept.append(event)
            else:
                left_out[why] += 1
        if one_a_day:
            kept = list(without_repeats(replace(coded, events=tuple(kept)), days).events)
        counted += len(kept)
        for event in kept:
            record = record_name(coded, event.id)
            found += [Dyad(*pair, event, record) for pair in _pairs(event, wanted, directed)]
    if days.left_out:
        left_out[REPEATED] = days.left_out
    return Dyads(tuple(found), counted, dict(sorted(left_out.items())), same_text)


def in_order(articles: Iterable[Coded]) -> tuple[list[Coded], int]:
    """Return the articles in order of publication, and how many were left out.

    Of articles with one text, and so one id, the first published stays; undated ones come last.
    """
    ordered = sorted(
        articles, key=lambda coded: (coded.document.published or date.max, coded.document.id)
    )
    found: dict[str, Coded] = {}
    for coded in ordered:
        found.setdefault(coded.document.id, coded)
    return list(found.values()), len(ordered) - len(found)


def record_name(coded: Coded, record: str) -> str:
    """Return the name that frames give a record: `document:record`, by their ids."""
    return f"{coded.document.id}:{record}"


def quad_of(event: Event) -> str:
    """Return PLOVER's quad of an event: verbal or material, cooperation or conflict."""
    types = load_ontology().types
    if event.type not in types:
        raise UnknownName(f"unknown event type '{event.type}'; PLOVER's are: {', '.join(types)}")
    return types[event.type]["quad"]


def missing(error: ImportError) -> KabarError:
    """Return the error to raise where a library of `kabar[analysis]` is not there."""
    return KabarError(f"{error.name} is not installed; run: pip install 'kabar[analysis]'")


def _checked(modalities: Iterable[str]) -> frozenset[str]:
    named = [modalities] if isinstance(modalities, str) else list(modalities)
    for name in named:
        if name not in MODALITIES:
            raise UnknownName(
                f"events of modality '{name}' cannot be counted; name some of: "
                f"{', '.join(MODALITIES)}"
            )
    return frozenset(named)


def _reason(
    event: Event, modalities: frozenset[str], wanted: set[Pair] | None, directed: bool
) -> str | None:
    if event.modality == "negated":
        return NEGATED
    if event.modality not in modalities:
        return OTHER_MODALITY
    if not (_parties(event.source) and _parties(event.target)):
        return ONE_SIDED
    if not _pairs(event, None, directed):
        return ONE_PARTY
    return None if _pairs(event, wanted, directed) else OTHER_DYAD


def _pairs(event: Event, wanted: set[Pair] | None, directed: bool) -> list[Pair]:
    found = set(_all_pairs(event, directed))
    return sorted(found if wanted is None else found & wanted)


def _all_pairs(event: Event, directed: bool) -> Iterator[Pair]:
    for source in _parties(event.source):
        for target in _parties(event.target) - {source}:
            yield _pair(source, target, directed=directed)
            if event.reciprocal:
                yield _pair(target, source, directed=directed)


def _pair(source: str, target: str, *, directed: bool) -> Pair:
    return (source, target) if directed else (min(source, target), max(source, target))


def _parties(sides: Iterable[Side]) -> set[str]:
    return {side.party for side in sides if side.party is not None}
