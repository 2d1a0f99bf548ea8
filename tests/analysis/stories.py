"""Articles of invented dealings between countries, for the tests of counts over articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kabar.records import Coded, Event
from tests.build import coded, event, side, when

MONDAY = date(2024, 3, 4)


def parties(*codes: str | None) -> list[Any]:
    return [side(code or "somebody", party=code) for code in codes]


def told(kind: str = "ACCUSE", day: date | None = MONDAY, days: int = 1, **fields: Any) -> Event:
    """Return an event of Iran towards Oman on a day; fields say what is otherwise."""
    known: dict[str, Any] = {
        "source": parties("IRN"),
        "target": parties("OMN"),
        "date": day and when("then", day, day + timedelta(days - 1)),
        "score": -3.0,
    }
    return event(kind, **(known | fields))


def article(*events: Event, id: str = "d1", **document: Any) -> Coded:
    """Return an article whose events are e1, e2…"""
    named = [replace(each, id=f"e{n}") for n, each in enumerate(events, 1)]
    return coded(events=named, document={"id": id, **document})


def articles(*events: Event) -> list[Coded]:
    """Return an article for each event: d1, d2…"""
    return [article(each, id=f"d{n}") for n, each in enumerate(events, 1)]
