"""The parties of the chosen events as a network: numbers of each party, and a drawing."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt

from kabar.store.columns import Codes, Columns, Mask
from kabar.store.dyad_numbers import DyadTable
from kabar.views.charts import Chart, network_chart
from kabar.views.labels import count
from kabar.web.asked import Asked
from kabar.web.dyads import dyads_of
from kabar.web.events import choose
from kabar.web.site import Site

PARTIES, ARROWS = 25, 70
"""Parties and dyads in the drawing, the strongest ones."""
PARTNERS = 3
"""Parties that are told with a party."""
DAMPING, ROUNDS, NEAR = 0.85, 100, 1e-6
"""Of PageRank, as networkx has them."""

Sums = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Partner:
    """Another party and the events with it, in either direction."""

    party: str
    events: int


@dataclass(frozen=True, slots=True)
class PartyNumbers:
    """A party in the network."""

    party: str
    events: int
    degree: int
    """Other parties that it has events with."""
    pagerank: float
    mean_score: float | None
    partners: tuple[Partner, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The numbers of all parties by the code of the party, made into rows where looked at."""

    columns: Columns
    order: Codes
    """Codes of the parties, the ones with most events first."""
    dyads: int
    events: npt.NDArray[np.int64]
    scored: npt.NDArray[np.int64]
    total: Sums
    pagerank: Sums
    pairs: npt.NDArray[np.int64]
    """Codes of two parties that have events with each other, the lower one first."""
    together: npt.NDArray[np.int64]
    """Events of each of the pairs."""
    chart: Chart

    def row(self, code: int) -> PartyNumbers:
        """Return the numbers of a party."""
        names = self.columns.values("party")
        mine = np.flatnonzero((self.pairs == code).any(axis=1))
        others = self.pairs[mine].sum(axis=1) - code
        most = sorted(
            zip(self.together[mine], others, strict=True),
            key=lambda pair: (-int(pair[0]), names[int(pair[1])]),
        )
        scored = int(self.scored[code])
        return PartyNumbers(
            names[code],
            int(self.events[code]),
            len(mine),
            round(float(self.pagerank[code]), 6),
            round(float(self.total[code]) / scored, 4) if scored else None,
            tuple(Partner(names[int(other)], int(n)) for n, other in most[:PARTNERS]),
        )

    def rows(self, start: int = 0, stop: int | None = None) -> list[PartyNumbers]:
        """Return the rows from one place to another in the order."""
        return [self.row(int(code)) for code in self.order[start:stop]]


def network_of(site: Site, asked: Asked) -> Network:
    """Return the network of the events that an address asks for."""
    table = dyads_of(site, asked)

    def answer() -> Network:
        return _network(table, choose(site, asked).mask)

    key = ("network", site.columns.version, asked.filter(), tuple(asked.outlet))
    found: Network = site.kept.get(key, answer)
    return found


def pagerank(sources: Codes, targets: Codes, weights: Sums, parties: Codes, width: int) -> Sums:
    """Return the PageRank of parties by their code (L. Page and others, 1999), as networkx has it.

    Who acts towards nobody passes its rank on to all.
    """
    start = np.zeros(width)
    start[parties] = 1 / max(len(parties), 1)
    out = np.bincount(sources, weights=weights, minlength=width)
    shares = weights / out[sources]
    silent = (out == 0) & (start > 0)
    rank = start
    for _ in range(ROUNDS):
        passed = np.bincount(targets, weights=rank[sources] * shares, minlength=width)
        found = DAMPING * (passed + rank[silent].sum() * start) + (1 - DAMPING) * start
        is_near = np.abs(found - rank).sum() < len(parties) * NEAR
        rank = found
        if is_near:
            break
    return rank


def _network(table: DyadTable, mask: Mask) -> Network:
    columns, dyads, width = table.columns, table.columns.dyads, len(table.columns.values("party"))
    ends = _ends(columns)
    known = np.zeros(len(columns.dyad_names), np.bool_)
    known[table.order] = True
    kept = mask[dyads.event] & known[dyads.value]
    events, codes = dyads.event[kept], dyads.value[kept]
    keys = np.sort(events.astype(np.int64) * len(ends) + _either_way(ends)[codes])
    keys = keys[np.diff(keys, prepend=-1) != 0]  # an event that goes both ways counts once
    two = np.bincount(keys % max(len(ends), 1), minlength=len(ends))
    pairs = np.flatnonzero(two)
    has_dyad = np.zeros(len(columns), np.bool_)
    has_dyad[events] = True
    of_party = has_dyad[columns.parties.event]
    at, parties = columns.parties.event[of_party], columns.parties.value[of_party]
    takes_part = np.zeros(width, np.bool_)
    takes_part[ends[table.order]] = True
    among = takes_part[parties]
    at, parties = at[among], parties[among]
    numbers = np.bincount(parties, minlength=width)
    scores = columns.score[at]
    has_score = ~np.isnan(scores)
    names = columns.values("party")
    order = sorted(
        (int(code) for code in np.flatnonzero(numbers)),
        key=lambda code: (-int(numbers[code]), names[code]),
    )
    edges, weights = ends[table.order], table.events[table.order].astype(np.float64)
    ranked = np.asarray(order, np.int32)
    return Network(
        columns=columns,
        order=ranked,
        dyads=len(table),
        events=numbers,
        scored=np.bincount(parties[has_score], minlength=width),
        total=np.bincount(parties[has_score], scores[has_score], width).astype(np.float64),
        pagerank=pagerank(edges[:, 0], edges[:, 1], weights, ranked, width),
        pairs=np.sort(ends[pairs], axis=1).astype(np.int64),
        together=two[pairs],
        chart=_drawn(table, order, numbers),
    )


def _ends(columns: Columns) -> Codes:
    """Return the codes of source and target by the code of a dyad."""
    code = columns.names["party"]
    found = [(code[source], code[target]) for source, target in columns.dyad_names]
    return np.asarray(found, np.int32).reshape(-1, 2)


def _either_way(ends: Codes) -> npt.NDArray[np.int64]:
    """Return for each dyad the code of the one that stands for both directions."""
    low, high = np.sort(ends, axis=1).astype(np.int64).T
    _, first, same = np.unique(low << 32 | high, return_index=True, return_inverse=True)
    found: npt.NDArray[np.int64] = first[same]
    return found


def _drawn(table: DyadTable, order: list[int], numbers: npt.NDArray[np.int64]) -> Chart:
    """Return the drawing of the strongest dyads between the busiest parties."""
    names = table.columns.values("party")
    events = {names[code]: int(numbers[code]) for code in order[:PARTIES]}
    graph = nx.DiGraph()
    for code in table.order:
        if {*table.columns.dyad_names[code]} <= events.keys():
            row = table.row(int(code))
            score = {} if row.mean_score is None else {"mean_score": row.mean_score}
            graph.add_edge(row.source, row.target, count=row.events, **score)
        if graph.number_of_edges() == ARROWS:
            break
    nx.set_node_attributes(graph, events, "count")
    chart = network_chart(graph)
    arrows = graph.number_of_edges()
    if arrows == len(table):
        return chart
    left = (
        f" Drawn: {arrows:,} of {count(len(table), 'dyad')}, the strongest, between {len(graph):,} "
        f"of {len(order):,} parties."
    )
    return Chart(chart.svg, chart.note + left)
