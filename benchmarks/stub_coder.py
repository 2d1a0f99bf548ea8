"""A coder that makes events up at once, for tests and measures of what lies around the coder.

Words of a text do what they say: CRASH ends the process, HANG never returns, EAT takes memory until
there is none, BUG raises what nobody expects, SLOW takes a tenth of a second.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from kabar.coder import Coder
from kabar.records import Coded, Document, Event, Quote, Side, Span, When
from kabar.settings import Settings

TYPES = ("CONSULT", "REQUEST", "ACCUSE", "REJECT", "PROTEST", "ASSAULT")
PARTIES = ("FRA", "IDN", "KEN", "MLI", "RUS", "UKR", "USA")


class StubCoder(Coder):
    """Gives two events and a quote a text, the same for the same text."""

    def code(self, document: Document) -> Coded:
        """Return made-up records, or do what a word of the text says."""
        for word in document.text.split():
            if word in DOES:
                DOES[word]()
        digest = hashlib.sha256(document.text.encode()).digest()
        first = document.text.split()[0]
        quote = Quote("q1", "direct", None, first, 0, len(first), None, None, "stub")
        return Coded(
            replace(document, language="en"),
            tuple(_event(document, number, digest) for number in range(2)),
            (quote,),
            (),
        )


def broken(settings: Settings) -> Coder:
    """Fail to make a coder, as where there is no memory for one."""
    raise MemoryError


def _event(document: Document, number: int, digest: bytes) -> Event:
    source, target = (PARTIES[digest[2 * number + k] % len(PARTIES)] for k in range(2))
    day = document.published or date(2024, 3, 5)
    word = document.text.split()[0]
    return Event(
        id=f"e{number + 1}",
        type=TYPES[digest[9 + number] % len(TYPES)],
        mode=None,
        contexts=(),
        source=(Side(source, None, None, source, None, 0, len(word)),),
        target=(Side(target, None, None, target, None, 0, len(word)),),
        reciprocal=False,
        modality="asserted",
        about=None,
        said_by=None,
        date=When(day, day, "day", "", 0, 0),
        place=None,
        magnitude=(),
        score=-1.0,
        trigger=Span(word, 0, len(word)),
        evidence=(),
        rule="stub",
        derivation=(),
    )


def _crash() -> None:
    os._exit(3)


def _hang() -> None:
    while True:
        time.sleep(0.01)


def _eat() -> None:
    taken = []
    while True:
        taken.append(bytearray(50_000_000))


def _bug() -> None:
    raise ValueError("two\nlines")


def _slow() -> None:
    time.sleep(0.1)


DOES: Mapping[str, Callable[[], None]] = {
    "CRASH": _crash,
    "HANG": _hang,
    "EAT": _eat,
    "BUG": _bug,
    "SLOW": _slow,
}
