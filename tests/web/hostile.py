"""A store whose texts, names, places and sources attack who shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from kabar.records import Coded
from kabar.store.store import Run, Store
from tests.build import (
    actor,
    coded,
    event,
    harbour,
    magnitude,
    position,
    quote,
    side,
    span,
    when,
    where,
)

RUN = Run("run<script>alert(0)</script>", "9<b>", "{}", "data")

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = "\"'><img src=x onerror=alert(2)>"
BRACES = "{0.__class__} {value} %s {{ 7*7 }} {% raw %}"
BIDI = "\u202eevil\u202c \u2066hidden\u2069"
CONTROLS = "nul\x00 bell\x07 escape\x1b[31m line\u2028end"
LINK = "javascript:alert(3)"
LONG = "w" * 1_000_000
ARABIC = "أعلنت وزارة الخارجية أن المحادثات ستبدأ يوم الاثنين في القاهرة."

TEXT = "\n".join(
    (
        f"Marn {SCRIPT} met Kesh {BREAKOUT} in Lisbon{BREAKOUT}.",
        f"“Stop {SCRIPT} now {BREAKOUT},” said Marn {BIDI}.",
        f"Kesh demands {BRACES} if {SCRIPT} holds.",
        CONTROLS,
    )
)


def attack() -> Coded:
    """Return an article in which every field that is shown holds what must not be obeyed."""
    marn = side(f"Marn {SCRIPT}", TEXT, id=f"marn{BREAKOUT}", party=f"P{BREAKOUT}", sector=SCRIPT)
    kesh = side(f"Kesh {BREAKOUT}", TEXT, id="../../kesh?#", party=LINK, name=f"K{BIDI}{CONTROLS}")
    met = event(
        "CONSULT",
        text=TEXT,
        id=f"e1{BREAKOUT}",
        trigger="met",
        mode=f"visit{SCRIPT}",
        contexts=("military", f"x{BREAKOUT}"),
        source=[marn],
        target=[kesh],
        said_by=marn,
        score=1.0,
        rule=f"en/acts:{SCRIPT}",
        derivation=(f"act: {SCRIPT}{BRACES}",),
        date=when("", date(2024, 3, 4)),
        place=where(f"Lisbon{BREAKOUT}", f"C{BREAKOUT}", text=TEXT, latitude=38.7, longitude=-9.1),
        magnitude=(magnitude(f"killed{SCRIPT}", 3.0, SCRIPT, TEXT),),
    )
    said = quote(f"Stop {SCRIPT} now {BREAKOUT},", text=TEXT, speaker=f"Marn {BIDI}", cue="said")
    wants = position("demands", BRACES, text=TEXT, condition=SCRIPT)
    people = [
        actor(
            f"Marn {SCRIPT}",
            id=f"marn{BREAKOUT}",
            kind=f"person{SCRIPT}",
            party=f"P{BREAKOUT}",
            sector=SCRIPT,
            role=f"minister{BREAKOUT}{BIDI}",
            mentions=(span(f"Marn {SCRIPT}", TEXT),),
        )
    ]
    return coded(
        TEXT,
        events=[met, replace(met, id="e2", source=(kesh,), target=(marn,), modality="future")],
        quotes=[said],
        positions=[replace(wants, party=f"P{BREAKOUT}")],
        actors=people,
        warnings=[SCRIPT + BREAKOUT],
        document={
            "id": "attack",
            "title": f"{SCRIPT}{BREAKOUT}{BIDI}{BRACES}",
            "origin": LINK,
            "language": f"x{BREAKOUT}",
        },
    )


def plain(name: str, text: str, **fields: object) -> Coded:
    """Return an article without records."""
    return coded(text, document={"id": name, "origin": f"https://{name}.example/", **fields})


def fill(path: Path) -> Path:
    """Make a store of hostile, strange and ordinary articles and return its file."""
    breakout = plain("breakout", "A word.", title="Ordinary")
    odd = replace(breakout.document, id="odd", origin=f"https://x.example/{BREAKOUT}{CONTROLS}")
    with Store(str(path)) as store:
        store.begin(RUN)
        for each in (
            attack(),
            harbour(),
            breakout,
            replace(breakout, document=odd),
            plain("long", f"{LONG} and {SCRIPT}", title=LONG),
            plain("arabic", ARABIC, title=ARABIC, language="ar"),
            plain("early", "In the year one.", published=date.min),
            plain("late", "In the last year.", published=date.max),
        ):
            store.add(each, RUN)
        store.reject(f"{LINK}{BREAKOUT}{CONTROLS}", RUN, f"Bad{SCRIPT}", f"{SCRIPT}{BIDI}{BRACES}")
    return path
