"""Builders of records for tests: name only what matters, the rest is plausible.

`coded(TEXT, events=[event("PROTEST", source="students")])` finds the words in the text and fills in
the spans, so that every span is right by construction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kabar.analysis.cases import Case, CaseParty, Issue
from kabar.analysis.statements import Statement
from kabar.records import (
    Actor,
    Coded,
    Document,
    Event,
    Evidence,
    Magnitude,
    Position,
    Quote,
    Side,
    Skipped,
    Span,
    When,
    Where,
)

DAY = date(2024, 3, 5)


def span(words: str, text: str | None = None) -> Span:
    """Return the first place of the words in a text, or a span of the words alone."""
    start = 0 if text is None else text.index(words)
    return Span(words, start, start + len(words))


def side(words: str, text: str | None = None, **fields: Any) -> Side:
    """Return a participant; `party`, `name`, `id` and `sector` may be named."""
    at = span(words, text)
    known = {"id": None, "name": words, "party": None, "sector": None, **fields}
    return Side(words, start=at.start, end=at.end, **known)


def sides(value: Any, text: str | None = None) -> tuple[Side, ...]:
    """Return participants from words, a Side, or a list of either."""
    items = value if isinstance(value, list | tuple) else [value]
    return tuple(side(item, text) if isinstance(item, str) else item for item in items)


def when(words: str, start: date, end: date | None = None, **fields: Any) -> When:
    """Return an interval of days, one day unless told."""
    at = span(words, fields.pop("text", None))
    precision = fields.pop("precision", "day")
    return When(start, end or start, precision, words, at.start, at.end, **fields)


def where(words: str, country: str | None = None, **fields: Any) -> Where:
    """Return a place; `name`, `latitude`, `longitude` may be named."""
    at = span(words, fields.pop("text", None))
    known = {"name": words, "latitude": None, "longitude": None, **fields}
    return Where(country=country, text=words, text_start=at.start, text_end=at.end, **known)


def magnitude(kind: str, value: float, words: str, text: str | None = None) -> Magnitude:
    """Return a number that belongs to an act."""
    at = span(words, text)
    return Magnitude(kind, value, words, at.start, at.end)


def event(type_: str, *, text: str | None = None, **fields: Any) -> Event:
    """Return an event; words given for `source`, `target`, `trigger` are found in the text."""
    trigger = fields.pop("trigger", type_.lower())
    if isinstance(trigger, str):
        trigger = span(trigger, text)
    source = sides(fields.pop("source", ()), text)
    target = sides(fields.pop("target", ()), text)
    defaults: dict[str, Any] = {
        "id": "e1",
        "mode": None,
        "contexts": (),
        "reciprocal": False,
        "modality": "asserted",
        "about": None,
        "said_by": None,
        "date": None,
        "place": None,
        "magnitude": (),
        "score": None,
        "evidence": (Evidence("trigger", trigger.text, trigger.start, trigger.end, "en/acts:2"),),
        "rule": "en/acts:2",
        "derivation": ("act: test",),
    }
    return Event(type=type_, source=source, target=target, trigger=trigger, **(defaults | fields))


def quote(words: str, *, text: str | None = None, **fields: Any) -> Quote:
    """Return a direct quote; `speaker` and `cue` may be words."""
    at = span(words, text)
    speaker = fields.pop("speaker", None)
    cue = fields.pop("cue", None)
    known = {"id": "q1", "kind": "direct", "addressee": None, "rule": "en/speech:2", **fields}
    return Quote(
        speaker=side(speaker, text) if isinstance(speaker, str) else speaker,
        text=words,
        start=at.start,
        end=at.end,
        cue=span(cue, text) if isinstance(cue, str) else cue,
        **known,
    )


def actor(name: str, **fields: Any) -> Actor:
    """Return a resolved actor."""
    known: dict[str, Any] = {"id": name.lower(), "kind": "country", "party": None, "sector": None}
    return Actor(name=name, **(known | fields))


def party_sides(codes: str) -> tuple[Side, ...]:
    """Return a participant for each party code: `"RUS UKR"`."""
    return tuple(side(code, party=code) for code in codes.split())


def position(stance: str, content: str, *, text: str | None = None, **fields: Any) -> Position:
    """Return a position of NATO; every line of the text is a sentence.

    `holder`, `toward`, `speaker` may be party codes, `condition` words of the text.
    """
    at = span(content, text)
    party = fields.pop("party", "NATO")
    line = content
    if text is not None:
        line = text[text.rfind("\n", 0, at.start) + 1 :].partition("\n")[0]
    for name in ("holder", "toward"):
        if isinstance(fields.get(name), str):
            fields[name] = party_sides(fields[name])
    speaker, condition = fields.pop("speaker", None), fields.pop("condition", None)
    defaults: dict[str, Any] = {
        "id": "p1",
        "holder": (side(party or "somebody", party=party),),
        "toward": (),
        "act": None,
        "acts": (),
        "terms": (),
        "points_back": False,
        "modality": "asserted",
        "date": None,
        "statement": span(line, text),
        "event": None,
        "quote": None,
        "evidence": (Evidence("trigger", at.text, at.start, at.end, "en/operators:2"),),
        "rule": "en/operators:2",
        "derivation": ("operator: test",),
    }
    return Position(
        party=party,
        stance=stance,
        content=at,
        speaker=side(speaker, party=speaker) if isinstance(speaker, str) else speaker,
        condition=span(condition, text) if isinstance(condition, str) else condition,
        **(defaults | fields),
    )


def statement(party: str, stance: str, day: date | None = DAY, **fields: Any) -> Statement:
    """Return a statement on the issue `forces`, in an article of that day.

    `toward` is party codes; other fields are those of a position.
    """
    issue, toward = fields.pop("issue", "forces"), fields.pop("toward", "")
    content = fields.pop("content", f"{party} {stance} on {day}")
    article = fields.pop("document", {})
    known = {"id": f"{party}-{stance}-{issue}-{day}", "party": party, "toward": toward, **fields}
    source = document(content, **{"id": f"d-{day}", "published": day, **article})
    held = position(stance, content, text=content, **known)
    return Statement(source, held, party, tuple(toward.split()), issue, day, "“test”")


def case(
    parties: str | list[CaseParty] = "NATO RUS UKR",
    issues: list[Issue] | None = None,
    **fields: Any,
) -> Case:
    """Return a case of parties with themselves as members, on the issue `forces` unless told."""
    if isinstance(parties, str):
        parties = [CaseParty(code, code, (code,)) for code in parties.split()]
    found = issues or [issue("forces", "troops", "pasukan")]
    return Case("A case", tuple(parties), tuple(found), **fields)


def issue(id: str, *words: str, **fields: Any) -> Issue:
    """Return an issue told by words; `acts` and `without` may be named."""
    return Issue(id, fields.pop("name", id), words, **fields)


def document(text: str = "Students marched.", **fields: Any) -> Document:
    """Return an English document published on DAY."""
    known: dict[str, Any] = {"id": "d1", "language": "en", "published": DAY, **fields}
    return Document(text=text, **known)


def coded(text: str = "Students marched.", **fields: Any) -> Coded:
    """Return a coded article; fields of the document go in as `document=dict(...)`."""
    of_document = fields.pop("document", {})
    known: dict[str, Any] = {"events": (), "quotes": (), "actors": ()}
    known |= {name: tuple(value) for name, value in fields.items()}
    return Coded(document=document(text, **of_document), **known)


HARBOUR = (
    "Tovaria's foreign minister Ilse Marn on Monday rejected a demand by Kesh to close the port.\n"
    "“We will not be told what to do,” Marn said in Lisbon. Some 2,000 dockers marched "
    "in support.\n"
    "The two sides meet again next week.\n"
)
"""An invented article with two countries, one quote, one demonstration and one meeting."""


def harbour() -> Coded:
    """Return the invented article with every kind of record filled in."""
    text = HARBOUR
    marn = side("Ilse Marn", text, id="marn", party="TOV", sector="GOV")
    kesh = side("Kesh", text, id="kesh", party="KSH", sector="GOV")
    close = event("COERCE", text=text, mode="restrict", id="e1.1", trigger="close", source=[marn])
    demand = event(
        "REQUEST", text=text, id="e2", trigger="demand", source=[kesh], target=[marn], score=-1.0
    )
    demand = replace(demand, mode="yield", about=close, derivation=("operator: demand", "act: ban"))
    reject = replace(
        event("REJECT", text=text, trigger="rejected", source=[marn], target=[kesh], score=-2.0),
        about=demand,
        contexts=("diplomatic", "economic"),
        date=when("on Monday", date(2024, 3, 4), text=text, rule="en/dates:3"),
    )
    march = event(
        "PROTEST",
        text=text,
        id="e3",
        mode="demo",
        trigger="marched",
        source=[side("dockers", text, party="TOV", sector="LAB")],
        magnitude=(magnitude("protesters", 2000.0, "2,000", text),),
        place=where("Lisbon", "PRT", text=text, latitude=38.72, longitude=-9.14),
        score=-5.0,
    )
    meet = event(
        "CONSULT",
        text=text,
        id="e4",
        trigger="meet",
        source=[side("two sides", text)],
        reciprocal=True,
        modality="future",
        said_by=marn,
        date=when("next week", date(2024, 3, 11), date(2024, 3, 17), text=text, precision="week"),
    )
    said = quote("We will not be told what to do,", text=text, speaker=marn, cue="said")
    people = [
        actor("Ilse Marn", id="marn", kind="person", party="TOV", sector="GOV", role="minister"),
        actor("Kesh", party="KSH", sector="GOV", mentions=(span("Kesh", text),)),
    ]
    left = Skipped("Some words.", 0, 11, "no act or operator word")
    return coded(
        text,
        events=[reject, demand, march, meet],
        quotes=[said],
        actors=people,
        skipped=[left],
        document={"title": "Port stays open", "origin": "harbour.txt"},
    )
