"""The events that an address asks for: a page of rows, numbers of each value, and a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kabar.store import choosing
from kabar.store.choosing import Facet
from kabar.store.columns import SOURCE, TARGET, Columns, Mask
from kabar.store.event_pages import keys_of_happenings, rows_of
from kabar.store.filters import Filter
from kabar.store.search import documents_of
from kabar.views.charts import Chart
from kabar.views.labels import count
from kabar.web.asked import Asked
from kabar.web.counting import counts_by_period, drawn_counts, main_days
from kabar.web.site import Site


@dataclass(frozen=True, slots=True)
class Chosen:
    """The events that a filter leaves in the columns of a store."""

    columns: Columns
    mask: Mask
    total: int

    def keys(self, positions: Sequence[int]) -> list[tuple[str, str]]:
        """Return ids of document and event at positions."""
        return [self.columns.key(position) for position in positions]


@dataclass(frozen=True, slots=True)
class EventPage:
    """A page of events as rows, with how many there are in all."""

    total: int
    page: int
    size: int
    rows: list[dict[str, Any]]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))


def choose(site: Site, asked: Asked) -> Chosen:
    """Return the events that an address asks for."""
    return choose_by(site, asked.filter(), outlets=tuple(asked.outlet))


def choose_by(site: Site, chosen: Filter, *, outlets: Sequence[str] = ()) -> Chosen:
    """Return the events that a filter and outlets leave."""
    columns = site.columns.now()
    if chosen.text:
        site.index.now()

    def answer() -> Chosen:
        documents = None
        if chosen.text or chosen.stories:
            with site.store.reading() as connection:
                documents = documents_of(connection, chosen.text, chosen.stories)
        mask = choosing.choose(columns, chosen, outlets=outlets, documents=documents)
        if chosen.happenings:
            with site.store.reading() as connection:
                keys = keys_of_happenings(connection, chosen.happenings)
            mask = mask & choosing.with_keys(columns, keys)
        return Chosen(columns, mask, int(mask.sum()))

    version = site.columns.version, site.index.version if chosen.text else 0
    found: Chosen = site.kept.get(("chosen", version, chosen, tuple(outlets)), answer)
    return found


def event_page(site: Site, asked: Asked) -> EventPage:
    """Return a page of the events that an address asks for; past the last one it is empty."""
    chosen = choose(site, asked)
    oldest = asked.order == "oldest"
    positions = choosing.page_of(chosen.mask, asked.page, asked.size, oldest_first=oldest)
    with site.store.reading() as connection:
        rows = rows_of(connection, chosen.keys(positions))
    return EventPage(chosen.total, asked.page, asked.size, rows)


def event_facets(chosen: Chosen) -> dict[str, list[Facet]]:
    """Return the most frequent values among chosen events by the name in the address."""
    columns, mask = chosen.columns, chosen.mask
    found = {
        "source": choosing.side_facets(columns, mask, SOURCE),
        "target": choosing.side_facets(columns, mask, TARGET),
        "context": choosing.context_facets(columns, mask),
    }
    for name in ("type", "mode", "modality", "country", "place", "language", "outlet"):
        found[name] = choosing.facets(columns, mask, name)
    return found


def event_chart(site: Site, asked: Asked, noun: str = "event") -> Chart:
    """Return the chosen events by period and quad class; most of them decide the days shown."""
    chosen = choose(site, asked)

    def answer() -> Chart:
        return draw_chosen(chosen, noun)

    version = site.columns.version, site.index.version if asked.text else 0
    key = ("chart", version, asked.filter(), tuple(asked.outlet))
    drawn: Chart = site.kept.get(key, answer)
    return drawn


def draw_chosen(chosen: Chosen, noun: str = "event") -> Chart:
    """Return a chart of events by period, and what it leaves out."""
    columns, mask = chosen.columns, chosen.mask
    dated = int((mask & (columns.day > 0)).sum())
    days = main_days(columns, mask)
    if days is None:
        return Chart("", "No chart: none of these events has a day.")
    first, last = (day.toordinal() for day in days)
    shown = mask & (columns.day >= first) & (columns.day <= last)
    number = int(shown.sum())
    period, counts = counts_by_period(columns, shown)
    left = []
    if chosen.total > dated:
        left.append(f"{chosen.total - dated:,} without a day")
    if dated > number:
        left.append(f"{dated - number:,} before {days[0]} or after {days[1]}")
    note = f"Not shown: {'; '.join(left)}." if left else ""
    told = count(number, noun)
    return Chart(drawn_counts(counts, period, told), f"{told} by {period}. {note}".strip())
