"""A small store for tests: three articles, one coded twice, in two languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from kabar.records import Coded
from kabar.store.store import Run, Store
from tests.build import actor, coded, event, harbour, side, span, when, where

OLD = Run("old", "0.0", "{}", "data")
NEW = Run("new", "0.1", "{}", "data")

TALKS = "Russia and NATO met in Brussels. =Kesh said “no”."
TABBED = "Protes\tdi Lisbon\nMahasiswa 100% menolak."


def talks(**fields: object) -> Coded:
    """Return an article with a reciprocal meeting, a negated threat and an undated rejection."""
    russia = side("Russia", TALKS, id="iso:RUS", party="RUS", sector="GOV")
    nato = side("NATO", TALKS, id="org:nato", party="NATO", sector="IGO")
    kesh = side("=Kesh", TALKS, id="kesh", party="OPM.IDN", sector="REB")
    meet = event(
        "CONSULT",
        text=TALKS,
        trigger="met",
        source=[russia],
        target=[nato],
        reciprocal=True,
        score=4.0,
        mode="visit",
        contexts=("diplomatic", "military"),
        date=when("", date(2024, 2, 27)),
        place=where("Brussels", "BEL", text=TALKS, latitude=50.85, longitude=4.35, id="gn:2800866"),
    )
    threat = event(
        "THREATEN", text=TALKS, id="e2", trigger="said", source=[russia], target=[nato], score=-3.5
    )
    no = event("REJECT", text=TALKS, id="e3", trigger="no", source=[kesh], said_by=kesh, score=-2.0)
    return coded(
        TALKS,
        events=[meet, replace(threat, modality="negated", date=meet.date), no],
        actors=[
            actor("Russia", id="iso:RUS", party="RUS", sector="GOV", mentions=(span("Russia"),)),
            actor("NATO", id="org:nato", kind="organisation", party="NATO", sector="IGO"),
            actor("=Kesh", id="kesh", kind="armed group", party="OPM.IDN", sector="REB"),
        ],
        document={"id": "d2", "origin": "https://news.example/a\tb", "published": date(2024, 3, 1)}
        | fields,
    )


def protest() -> Coded:
    """Return an article in Indonesian without a day, whose words have a tab and a line end."""
    students = side("Mahasiswa", TABBED, name='Tab\tand\nline “"”', party="PRT", sector="EDU")
    act = event("PROTEST", text=TABBED, trigger="menolak", source=[students], mode="demo")
    return coded(
        TABBED,
        events=[replace(act, date=when("", date(2024, 3, 31), date(2024, 4, 2)), score=-5.0)],
        document={"id": "d3", "language": "id", "published": None, "title": "+Protes"},
    )


def small_store(folder: Path) -> Path:
    """Make the store and return its file."""
    path = folder / "small.db"
    fill(str(path))
    return path


def fill(name: str) -> None:
    """Add the articles to a store, a file or the address of a database."""
    with Store(name) as store:
        for run in (OLD, NEW):
            store.begin(run)
        store.add(harbour(), OLD)
        store.add(replace(talks(), events=talks().events[:1]), OLD)
        store.add(talks(), NEW)
        store.add(protest(), NEW)
