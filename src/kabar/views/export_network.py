"""The network of parties as GraphML; needs `kabar[analysis]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kabar.analysis.dyads import MODALITIES
from kabar.analysis.networks import actor_network, graphml
from kabar.records import Coded


def network_graphml(articles: Iterable[Coded]) -> Iterator[str]:
    """Yield the network of all events of the articles, negated ones left out."""
    yield graphml(actor_network(articles, modalities=MODALITIES))
