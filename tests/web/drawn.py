"""A page on a store of invented events over two years, and direct counts of what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient

from kabar.records import Coded, Event
from kabar.settings import read_settings
from kabar.store.store import Run, Store
from kabar.web.app import make_app
from kabar.web.site import make_site
from tests.build import coded, event, side, span, when, where

RUN = Run("run", "0.1", "{}", "data")
TEXT = "Russia, Ukraine, NATO, Hamas and Israel did what they did in Kyiv, Brussels and Ukraine."
HOSTILE = "<img src=x onerror=alert(1)>"
HOSTILE_PLACE = '"><script>alert(1)</script>'

KYIV = where("Kyiv", "UKR", text=TEXT, latitude=50.45, longitude=30.52, id="gn:703448")
UKRAINE = where("Ukraine", "UKR", text=TEXT, latitude=49.0, longitude=32.0, id="iso:UKR")
BRUSSELS = where("Brussels", "BEL", text=TEXT, latitude=50.85, longitude=4.35, id="gn:2800866")
NOWHERE = where("Kyiv", None, text=TEXT, name=HOSTILE_PLACE)


@cache
def client() -> TestClient:
    """Return a client of a page on the store; it is made once."""
    folder = TemporaryDirectory()
    store = Store(str(Path(folder.name) / "drawn.db"))
    store.begin(RUN)
    for article in articles():
        store.add(article, RUN)
    found = TestClient(
        make_app(make_site(store, settings=read_settings())), base_url="http://localhost"
    )
    found.folder = folder  # type: ignore[attr-defined] # kept as long as the client
    return found


@cache
def articles() -> tuple[Coded, ...]:
    """Return an article a month: a war for a year, then talks; what else is once a quarter."""
    return tuple(_article(number) for number in range(24))


def events(wanted: Callable[[Event], bool] = lambda _: True) -> list[Event]:
    """Return the events of all articles that are not negated."""
    return [e for a in articles() for e in a.events if e.modality != "negated" and wanted(e)]


def pairs(event: Event) -> set[tuple[str, str]]:
    """Return source and target of an event, both ways where it is reciprocal."""
    found = {
        (one.party, other.party)
        for one in event.source
        for other in event.target
        if one.party and other.party and one.party != other.party
    }
    return found | {(b, a) for a, b in found} if event.reciprocal else found


def dyads() -> Counter[tuple[str, str]]:
    """Return how many events each dyad has."""
    return Counter(pair for each in events() for pair in pairs(each))


def _article(number: int) -> Coded:
    day = date(2022 + number // 12, number % 12 + 1, 5)
    text = f"{TEXT} ({number})"
    war = number < 12
    russia, ukraine = (side(n, TEXT, party=c) for n, c in (("Russia", "RUS"), ("Ukraine", "UKR")))
    nato, hamas = side("NATO", TEXT, party="NATO"), side("Hamas", TEXT, party="HAMAS.PSE")
    israel, bad = side("Israel", TEXT, party="ISR"), side("did", TEXT, party=HOSTILE)
    word = span("did", TEXT)
    of_day = {"text": TEXT, "trigger": word, "date": when("", day)}
    found = [
        event(
            "ASSAULT" if war else "CONSULT",
            id="e1",
            source=[russia],
            target=[ukraine],
            score=-9.0 - number % 2 if war else 4.0 + number % 2,
            place=KYIV,
            **of_day,
        ),
        event("REJECT", id="e2", source=[ukraine], target=[russia, nato], score=-2.0, **of_day),
    ]
    if number % 3 == 0:
        found += [
            event(
                "CONSULT",
                id="e3",
                source=[russia],
                target=[nato],
                reciprocal=True,
                place=BRUSSELS,
                score=3.0,
                **of_day,
            ),
            event("COERCE", id="e4", source=[hamas], target=[israel], place=UKRAINE, text=TEXT,
                  trigger=word),
            event("AID", id="e5", source=[bad], target=[israel], place=NOWHERE, **of_day),
            event("THREATEN", id="e6", source=[russia], target=[ukraine], modality="negated",
                  score=-4.0, **of_day),
        ]  # fmt: skip
    document = {"id": f"d{number:02}", "published": day, "title": f"{HOSTILE} {number}"}
    return coded(text, events=found, document=document)
