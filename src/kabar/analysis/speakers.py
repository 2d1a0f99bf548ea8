"""Who speaks for whom: the speakers that articles quote, by the party they speak for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kabar.analysis.dyads import in_order, missing, record_name
from kabar.records import Actor, Coded, Quote, Side

try:
    import pandas as pd
except ImportError as error:
    raise missing(error) from error

NO_SPEAKER = "no speaker"
NO_PARTY = "speaker without a party"

SPEAKERS = (
    *("party", "speaker", "id", "kind", "role", "sector", "quotes", "documents"),
    *("first", "last", "records"),
)
QUOTES = ("party", "speaker", "id", "published", "document", "record", "kind", "text")


@dataclass(frozen=True, slots=True)
class _Said:
    """A quote with all that is known of who said it."""

    coded: Coded
    quote: Quote
    speaker: Side
    party: str
    actor: Actor | None

    @property
    def key(self) -> tuple[str, str]:
        """What makes two speakers the same: party and id, or the name where there is no id."""
        return self.party, self.speaker.id or self.name

    @property
    def name(self) -> str:
        return self.speaker.name or self.speaker.text

    @property
    def record(self) -> str:
        return record_name(self.coded, self.quote.id)


def who_speaks_for_whom(articles: Iterable[Coded]) -> pd.DataFrame:
    """Return a row for each party and speaker, parties in order, who is quoted most first.

    `id`, `kind`, `role` and `sector` are what the articles' actors say; several, as for one who was
    minister and then president, stand in order of time with `; ` between. The name is the last.
    `first` and `last` are days of publication, of quotes having no date of their own; NaT where
    no article has one. `documents` is the number of articles, `records` names each quote as
    `document:quote`.

    `attrs` has `counted`, `left_out` (quotes without a speaker, or whose speaker has no party) and
    `same_text`, articles given more than once.
    """
    said, attrs = _said(articles)
    groups: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    for each in said:
        groups[each.key].append(each)
    rows = [_row(group) for group in groups.values()]
    rows.sort(key=lambda row: (row["party"], -row["quotes"], row["speaker"], row["id"] or ""))
    frame = pd.DataFrame(rows, columns=list(SPEAKERS), dtype=object).astype(
        dict.fromkeys(SPEAKERS, object)
        | {"quotes": "int64", "documents": "int64"}
        | {"first": "datetime64[s]", "last": "datetime64[s]"}
    )
    frame.attrs = attrs
    return frame


def quotes_by_speaker(articles: Iterable[Coded]) -> pd.DataFrame:
    """Return a row for each quote whose speaker has a party: by party, speaker, day, place in text.

    `record` is `document:quote`; `kind` is direct, indirect or mixed. `attrs` is as in
    `who_speaks_for_whom`.
    """
    said, attrs = _said(articles)
    said.sort(key=lambda each: each.key)  # keeps the order of time within a speaker
    rows = [
        {
            "party": each.party,
            "speaker": each.name,
            "id": each.speaker.id,
            "published": each.coded.document.published,
            "document": each.coded.document.id,
            "record": each.record,
            "kind": each.quote.kind,
            "text": each.quote.text,
        }
        for each in said
    ]
    frame = pd.DataFrame(rows, columns=list(QUOTES), dtype=object).astype(
        dict.fromkeys(QUOTES, object) | {"published": "datetime64[s]"}
    )
    frame.attrs = attrs
    return frame


def _said(articles: Iterable[Coded]) -> tuple[list[_Said], dict[Any, Any]]:
    """Return the quotes that count, in order of publication and place, and what is left out."""
    left_out = {NO_SPEAKER: 0, NO_PARTY: 0}
    found: list[_Said] = []
    ordered, same_text = in_order(articles)
    for coded in ordered:
        actors = {actor.id: actor for actor in coded.actors}
        for quote in sorted(coded.quotes, key=lambda quote: (quote.start, quote.end, quote.id)):
            speaker = quote.speaker
            if speaker is None:
                left_out[NO_SPEAKER] += 1
            elif speaker.party is None:
                left_out[NO_PARTY] += 1
            else:
                actor = actors.get(speaker.id) if speaker.id is not None else None
                found.append(_Said(coded, quote, speaker, speaker.party, actor))
    reasons = {reason: n for reason, n in left_out.items() if n}
    return found, {"counted": len(found), "left_out": reasons, "same_text": same_text}


def _row(group: Sequence[_Said]) -> dict[str, Any]:
    days = [day for each in group if (day := each.coded.document.published) is not None]
    return {
        "party": group[0].party,
        "speaker": group[-1].name,
        "id": group[0].speaker.id,
        "kind": _in_turn(each.actor.kind for each in group if each.actor),
        "role": _in_turn(each.actor.role for each in group if each.actor),
        "sector": _in_turn(each.speaker.sector for each in group),
        "quotes": len(group),
        "documents": len({each.coded.document.id for each in group}),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "records": [each.record for each in group],
    }


def _in_turn(names: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(name for name in names if name)) or None
