"""The dossier of a case: one HTML file with all that an analyst hands on, every claim cited.

Sections: numbers, negotiation table, positions that moved, timeline, dyads, actors, quotes, method,
sources. It needs no network and no script, and prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kabar.analysis.cases import Case
from kabar.analysis.change_points import change_points
from kabar.analysis.moves import SHIFTED, Move, find_moves
from kabar.analysis.negotiation import NegotiationTable, negotiation_table
from kabar.analysis.networks import actor_network, centrality
from kabar.analysis.series import By, balance, dyad_series
from kabar.analysis.statements import find_statements
from kabar.records import Coded
from kabar.views.charts import dyad_chart, issue_chart, network_chart, timeline_chart
from kabar.views.citations import Citations
from kabar.views.dossier_events import key_events
from kabar.views.dossier_method import method_of
from kabar.views.dossier_voices import quote_book
from kabar.views.labels import kind_label
from kabar.views.negotiation import left_out_line
from kabar.views.negotiation_page import cited_issues, cited_moves
from kabar.views.pages import render

MOST_DYADS, MOST_ACTORS, MOST_CHANGES = 12, 15, 20
MOST_MOVES = 24
"""Turns that are shown, the latest."""
CHARTED = 6
"""Dyads that are drawn."""
LONG = 120
"""Days from which on dyads are counted by month, else by week."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a dossier is made of; `page` writes it."""

    case: Case
    articles: Sequence[Coded]
    table: NegotiationTable
    moves: Sequence[Move]
    unread: Sequence[str] = ()


def make_dossier(case: Case, articles: Sequence[Coded], *, unread: Sequence[str] = ()) -> Dossier:
    """Return the dossier of a case over articles; `unread` are sources that could not be read."""
    table = negotiation_table(case, find_statements(case, articles))
    return Dossier(case, articles, table, find_moves(table), unread)


def dossier_page(dossier: Dossier) -> str:
    """Return the dossier as one HTML file that needs nothing else."""
    citations = Citations()
    case, articles, table = dossier.case, dossier.articles, dossier.table
    turned = [move for move in dossier.moves if move.kind != SHIFTED]
    events, all_events = key_events(case, articles, citations)
    book, speakers = quote_book(case, articles, citations)
    return render(
        "dossier.html.j2",
        table=table,
        issues=cited_issues(table, citations),
        issue_chart=issue_chart(table),
        moves=cited_moves(table, turned[-MOST_MOVES:], citations),
        turns=len(turned),
        shifts=len(dossier.moves) - len(turned),
        events=events,
        all_events=all_events,
        timeline=timeline_chart(articles),
        kind=kind_label,
        book=book,
        speakers=speakers,
        method=method_of(articles, table.statements, dossier.unread),
        left_out=left_out_line(table),
        citations=citations,
        **_dyads(articles),
        **_actors(articles),
    )


def _dyads(articles: Sequence[Coded]) -> dict[str, Any]:
    """Return the busiest dyads with their balance, chart and change points."""
    days = [c.document.published for c in articles if c.document.published is not None]
    span = (max(days) - min(days)).days if days else 0
    by: By = "month" if span > LONG else "week"
    totals = balance(articles, by=None, directed=False)
    busiest = totals.sort_values(["count", "source", "target"], ascending=[False, True, True])
    rows = busiest.head(MOST_DYADS).to_dict("records")
    pairs = [(row["source"], row["target"]) for row in rows[:CHARTED]]
    series = dyad_series(articles, by=by, dyads=pairs, directed=False)
    changes = change_points(series)
    return {
        "by": by,
        "dyads": rows,
        "all_dyads": len(totals),
        "dyad_chart": dyad_chart(series, changes, pairs),
        "changes": changes.head(MOST_CHANGES).to_dict("records"),
        "too_short": len(changes.attrs.get("too_short", ())),
        "counted": totals.attrs["counted"],
        "not_counted": totals.attrs["left_out"],
    }


def _actors(articles: Sequence[Coded]) -> dict[str, Any]:
    """Return the network's chart and its most central parties."""
    frame = centrality(articles)
    central = frame.sort_values(["pagerank", "party"], ascending=[False, True])
    return {
        "network": network_chart(actor_network(articles)),
        "actors": central.head(MOST_ACTORS).to_dict("records"),
        "all_actors": len(frame),
    }
