"""Invented talks on two issues, told by two articles, for the tests of what shows them."""

from __future__ import annotations

from datetime import date

from kabar.analysis.cases import CaseParty
from kabar.analysis.moves import Move, find_moves
from kabar.analysis.negotiation import NegotiationTable, negotiation_table
from kabar.analysis.statements import find_statements
from kabar.records import Coded
from tests.build import case, coded, issue, position

FIRST, SECOND = date(2024, 3, 1), date(2024, 3, 8)
PORT = "that the port of Kesh be opened at once"


def talks(said: str = PORT, named: str = "") -> tuple[NegotiationTable, list[Move]]:
    """Return the table and its moves.

    `said` are Tovaria's words, in the first article; `named` is put to every name that the case
    and the articles give.
    """
    articles = stories(said, named)
    issues = [
        issue("port", "port", "pelabuhan", said, name=f"The port{named}"),
        issue("tariffs", "tarif", name=f"Tariffs{named}"),
        issue("gas", "pipeline", name=f"Gas{named}"),
    ]
    parties = [
        CaseParty("TOV", f"Tovaria{named}", ("TOV",)),
        CaseParty("KSH", f"Kesh{named}", ("KSH",)),
        CaseParty(f"LES{named}", f"Lesund{named}", ("LES",)),
    ]
    table = negotiation_table(
        case(parties, issues), find_statements(case(parties, issues), articles)
    )
    return table, find_moves(table)


def stories(said: str = PORT, named: str = "") -> list[Coded]:
    """Return the articles, the first in English, the second in Indonesian."""
    first = f"Port talks\n\nOn Friday Tovaria demanded {said}.\nKesh rejected opening the port.\n"
    second = "Kesh setuju membuka pelabuhan jika tarif dicabut. Tovaria tidak menuntut tarif.\n"
    return [_first(first, said, named), _second(second, named)]


def _first(text: str, said: str, named: str) -> Coded:
    positions = [
        position(
            *("demands", said),
            text=text,
            party="TOV",
            toward="KSH",
            terms=("port",),
            id="p1",
            speaker=f"wire{named}",
        ),
        position(
            *("rejects", "opening the port"),
            text=text,
            party="KSH",
            toward="TOV",
            terms=("port",),
            id="p2",
        ),
    ]
    fields = {"id": "a1", "published": FIRST, "title": f"Port talks{named}", "origin": f"a{named}"}
    return coded(text, positions=positions, document=fields)


def _second(text: str, named: str) -> Coded:
    positions = [
        position(
            *("accepts", "membuka pelabuhan"),
            text=text,
            party="KSH",
            toward="TOV",
            condition="jika tarif dicabut",
            terms=("pelabuhan",),
            id="p3",
        ),
        position(
            *("demands", "menuntut tarif"), text=text, party="TOV", modality="negated", id="p4"
        ),
        position("demands", "Kesh", text=text, party="OTH", id="p5"),
    ]
    fields = {"id": "a2", "published": SECOND, "language": "id", "origin": f"b{named}"}
    return coded(text, positions=positions, document=fields)
