"""The columns in memory answer every filter as the database does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kabar.store.choosing import (
    Facet,
    choose,
    context_facets,
    days_of,
    dyad_facets,
    facets,
    page_of,
    party_facets,
    side_facets,
)
from kabar.store.columns import SOURCE, TARGET, Columns, outlet_of
from kabar.store.columns_reading import read_columns
from kabar.store.event_pages import every_row, keys_of_happenings, rows_of
from kabar.store.filters import Filter
from kabar.store.query import all_events
from kabar.store.store import Store
from tests.store.stored import NEW, small_store, talks


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_store(tmp_path_factory.mktemp("columns"))


def columns_of(path: Path) -> Columns:
    with Store(str(path)) as store, store.reading() as connection:
        return read_columns(connection)


FILTERS = [
    {},
    {"start": date(2024, 3, 1)},
    {"end": date(2024, 3, 1)},
    {"start": date(2024, 3, 12), "end": date(2024, 3, 31)},
    {"sources": ("TOV",)},
    {"targets": ("NATO",)},
    {"targets": ("nobody",)},
    {"parties": ("KSH", "OPM.IDN")},
    {"dyads": (("NATO", "RUS"),)},
    {"dyads": (("KSH", "TOV"), ("RUS", "NATO"))},
    {"types": ("CONSULT", "PROTEST")},
    {"modes": ("demo",)},
    {"contexts": ("military",)},
    {"contexts": ("milit",)},
    {"modalities": ("negated",)},
    {"modalities": ("future", "negated")},
    {"countries": ("BEL",)},
    {"places": ("lisbon",)},
    {"languages": ("id",)},
    {"said_by": ("TOV",)},
    {"documents": ("d3",)},
    {"sources": ("TOV",), "types": ("REJECT",)},
]


@pytest.mark.parametrize("fields", FILTERS, ids=str)
def test_a_filter_leaves_what_it_leaves_in_the_database(path, fields):
    columns = columns_of(path)
    mask = choose(columns, Filter(**fields))
    with Store(str(path)) as store, store.reading() as connection:
        rows = list(all_events(connection, Filter(**fields)))
    here = {columns.key(n) for n in page_of(mask, 1, 1000)}
    assert here == {(row["document"], row["id"]) for row in rows}
    assert int(mask.sum()) == len(rows)


def test_the_newest_come_first_and_those_without_a_day_last(path):
    columns = columns_of(path)
    days = list(columns.day)
    assert days == sorted(days, reverse=True)
    assert days[-1] == 0


def test_rows_are_those_of_the_database_in_the_order_asked_for(path):
    columns = columns_of(path)
    keys = [columns.key(n) for n in page_of(choose(columns, Filter()), 1, 1000)]
    with Store(str(path)) as store, store.reading() as connection:
        known = {(row["document"], row["id"]): row for row in all_events(connection, Filter())}
        rows = rows_of(connection, keys)
        assert [(row["document"], row["id"]) for row in rows] == keys
        for row in rows:
            lead = row.pop("lead")
            assert row == known[row["document"], row["id"]]
            assert lead
        assert next(every_row(connection, keys))["id"] == keys[0][1]
        assert rows_of(connection, [("nowhere", "e1")]) == []
        assert rows_of(connection, []) == []


def test_pages_join_without_a_gap(path):
    columns = columns_of(path)
    mask = choose(columns, Filter())
    whole = page_of(mask, 1, 1000)
    paged = [n for page in range(1, 6) for n in page_of(mask, page, 2)]
    assert paged == whole
    assert page_of(mask, 1, 1000, oldest_first=True) == whole[::-1]
    assert page_of(mask, 99, 2) == []


def test_values_are_counted_among_the_chosen_events(path):
    columns = columns_of(path)
    everything = choose(columns, Filter())
    assert facets(columns, everything, "type")[0] == Facet("CONSULT", 2)
    assert facets(columns, choose(columns, Filter(types=("PROTEST",))), "mode") == [
        Facet("demo", 2)
    ]
    assert Facet("TOV", 2) in side_facets(columns, everything, SOURCE)
    assert Facet("NATO", 1) in side_facets(columns, everything, TARGET)
    assert Facet("RUS", 1) in party_facets(columns, everything)
    assert context_facets(columns, choose(columns, Filter(types=("CONSULT",)))) == [
        Facet("diplomatic", 1),
        Facet("military", 1),
    ]
    assert ("NATO", "RUS", 1) in dyad_facets(columns, everything)
    assert days_of(columns, everything) == (date(2024, 2, 27), date(2024, 3, 31))
    assert days_of(columns, choose(columns, Filter(types=("YIELD",)))) is None


def test_outlets_are_hosts_and_folders(path):
    assert outlet_of("https://www.news.example/a/b?c") == "news.example"
    assert outlet_of("archive/2024/wire/a.txt") == "wire"
    assert outlet_of("C:\\wire\\a.txt") == "wire"
    assert outlet_of("a.txt") == outlet_of(None) == outlet_of("http://[bad") == ""
    columns = columns_of(path)
    mask = choose(columns, Filter(), outlets=("news.example",))
    assert {columns.key(n)[0] for n in page_of(mask, 1, 100)} == {"d2"}
    assert not choose(columns, Filter(), documents=set()).any()


def test_an_empty_store_has_columns(tmp_path):
    with Store(str(tmp_path / "empty.db")) as store, store.reading() as connection:
        columns = read_columns(connection)
    mask = choose(columns, Filter(parties=("RUS",), contexts=("legal",)))
    assert len(columns) == len(mask) == 0
    assert facets(columns, mask, "type") == party_facets(columns, mask) == []


def test_only_current_runs_count(tmp_path):
    path = small_store(tmp_path)
    with Store(str(path)) as store:
        store.add(talks(id="later"), NEW)
        with store.reading() as connection:
            columns = read_columns(connection)
    documents = [columns.key(n)[0] for n in range(len(columns))]
    assert documents.count("d2") == len(talks().events)


def test_events_of_a_happening_are_found(path):
    with Store(str(path)) as store, store.reading() as connection:
        row = next(r for r in all_events(connection, Filter()) if r["happening"])
        assert (row["document"], row["id"]) in keys_of_happenings(connection, [row["happening"]])
