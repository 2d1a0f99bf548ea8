"""Filters, pages and counts of a store; what a user's own SELECT may do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from kabar.errors import BadInput, StoreError, UnknownName
from kabar.store.choose import chosen_articles
from kabar.store.console import ask
from kabar.store.filters import Filter, conditions, dyad_conditions
from kabar.store.ids import record_id, record_number
from kabar.store.query import (
    DyadCount,
    all_events,
    count_dyads,
    count_events,
    event_rows,
    key_of,
)
from kabar.store.store import Store
from tests.store.stored import NEW, small_store, talks


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_store(tmp_path_factory.mktemp("store"))


def found(path: Path, **fields: object) -> list[str]:
    with Store(str(path)) as store, store.reading() as connection:
        rows = list(all_events(connection, Filter(**fields)))
        assert count_events(connection, Filter(**fields)) == len(rows)
        return [row["record"] for row in rows]


def test_negated_is_left_out_and_undated_comes_last(path):
    assert found(path) == ["d2:e1", "d1:e1", "d1:e4", "d3:e1", "d1:e2", "d1:e3", "d2:e3"]


@pytest.mark.parametrize(
    ("fields", "records"),
    [
        ({"start": date(2024, 4, 1)}, []),
        ({"end": date(2024, 3, 1)}, ["d2:e1"]),
        ({"start": date(2024, 3, 12), "end": date(2024, 3, 31)}, ["d3:e1"]),
        ({"sources": ("TOV",)}, ["d1:e1", "d1:e3"]),
        ({"targets": ("NATO",)}, ["d2:e1"]),
        ({"parties": ("KSH", "OPM.IDN")}, ["d1:e1", "d1:e2", "d2:e3"]),
        ({"dyads": (("NATO", "RUS"),)}, ["d2:e1"]),
        ({"dyads": (("KSH", "TOV"),)}, ["d1:e1", "d1:e2"]),
        ({"types": ("CONSULT", "PROTEST")}, ["d2:e1", "d1:e4", "d3:e1", "d1:e3"]),
        ({"modes": ("demo",)}, ["d3:e1", "d1:e3"]),
        ({"contexts": ("military",)}, ["d2:e1"]),
        ({"contexts": ("milit",)}, []),
        ({"modalities": ("negated",)}, ["d2:e2"]),
        ({"modalities": ("future",)}, ["d1:e4"]),
        ({"countries": ("BEL",)}, ["d2:e1"]),
        ({"places": ("lisbon",)}, ["d1:e3"]),
        ({"languages": ("id",)}, ["d3:e1"]),
        ({"text": "100%"}, ["d3:e1"]),
        ({"text": "DOCKERS"}, ["d1:e1", "d1:e4", "d1:e2", "d1:e3"]),
        ({"text": "1_0"}, []),
        ({"said_by": ("TOV",)}, ["d1:e4"]),
        ({"documents": ("d3",)}, ["d3:e1"]),
        ({"happenings": ("h1",)}, []),
        ({"stories": ("s1",)}, []),
        ({"sources": ("TOV",), "types": ("REJECT",)}, ["d1:e1"]),
    ],
    ids=str,
)
def test_filter(path, fields, records):
    assert found(path, **fields) == records


def test_pages_join_without_a_gap(path):
    with Store(str(path)) as store, store.reading() as connection:
        whole = [row["record"] for row in all_events(connection, Filter())]
        for size in (1, 2, 4, 5):
            paged = [row["record"] for row in all_events(connection, Filter(), page=size)]
            assert paged == whole
        last = event_rows(connection, Filter())[-1]
        assert event_rows(connection, Filter(), after=key_of(last)) == []


def test_row_names_sides_and_document(path):
    with Store(str(path)) as store, store.reading() as connection:
        row = event_rows(connection, Filter(documents=("d2",)))[0]
    assert (row["source"], row["source_party"]) == ("Russia", "RUS")
    assert (row["target"], row["target_party"]) == ("NATO", "NATO")
    assert row["run"] == NEW.id and row["origin"].startswith("https://news.example")


def test_counts_by_dyad_and_period(path):
    with Store(str(path)) as store, store.reading() as connection:
        months = count_dyads(connection, Filter(), by="month")
        weeks = count_dyads(connection, Filter(parties=("RUS",)), by="week")
        days = count_dyads(connection, Filter(dyads=(("KSH", "TOV"),)), by="day")
        whole = count_dyads(connection, Filter(sources=("RUS",)))
    assert months == [
        DyadCount("KSH", "TOV", None, 1, -1.0),
        DyadCount("NATO", "RUS", date(2024, 2, 1), 1, 4.0),
        DyadCount("RUS", "NATO", date(2024, 2, 1), 1, 4.0),
        DyadCount("TOV", "KSH", date(2024, 3, 1), 1, -2.0),
    ]
    assert [each.period for each in weeks] == [date(2024, 2, 26)] * 2
    assert days[1:] == [DyadCount("TOV", "KSH", date(2024, 3, 4), 1, -2.0)]
    assert whole == [DyadCount("RUS", "NATO", None, 1, 4.0)]


def test_counts_ask_events_for_what_dyads_lack(path):
    with Store(str(path)) as store, store.reading() as connection:
        found = count_dyads(connection, Filter(countries=("BEL",), languages=("en",)))
        none = count_dyads(connection, Filter(countries=("PRT",)))
        both = count_dyads(connection, Filter(modalities=("asserted", "negated")), by="month")
    assert [each.source for each in found] == ["NATO", "RUS"] and none == []
    assert [(each.source, each.events, each.score) for each in both][1:] == [
        ("NATO", 1, 4.0),
        ("RUS", 2, 0.25),
        ("TOV", 1, -2.0),
    ]


def test_unknown_period_is_named(path):
    with (
        Store(str(path)) as store,
        store.reading() as connection,
        pytest.raises(UnknownName, match="fortnight"),
    ):
        count_dyads(connection, Filter(), by="fortnight")


def test_statements_are_ones_that_postgresql_takes():
    whole = Filter(
        date(2024, 1, 1),
        date(2024, 2, 1),
        *[("A",)] * 2,
        (("A", "B"),),
        *[("A",)] * 7,
        text="x%",
    )
    for conditions_of in (conditions, dyad_conditions):
        for condition in conditions_of(whole):
            assert str(condition.compile(dialect=postgresql.dialect()))


def test_chosen_articles_have_the_chosen_events_alone(path):
    with Store(str(path)) as store:
        every = list(chosen_articles(store, Filter()))
        some = list(chosen_articles(store, Filter(types=("REJECT",))))
    assert [coded.document.id for coded in every] == ["d2", "d1", "d3"]
    assert [[event.id for event in coded.events] for coded in some] == [["e3"], ["e1"]]
    assert some[0].actors == talks().actors


def test_article_without_events_stays_where_documents_are_asked_for(path):
    with Store(str(path)) as store:
        of_documents = Filter(languages=("id",), modalities=("future",))
        of_events = Filter(languages=("id",), types=("AID",))
        assert [coded.events for coded in chosen_articles(store, of_documents)] == [()]
        assert list(chosen_articles(store, of_events)) == []


def test_names_of_records_are_stable():
    assert record_id("d1", "e1") == "d1:e1"
    assert record_number("d1:e1") == 523_785_956_039_328


def test_select_of_ones_own(path):
    answer = ask(str(path), "SELECT type, count(*) AS n FROM current_events GROUP BY type")
    assert answer.columns == ("type", "n")
    assert dict(answer.rows)["PROTEST"] == 2


@pytest.mark.parametrize(
    ("sql", "error", "words"),
    [
        ("DELETE FROM events", BadInput, "only a statement that reads"),
        ("PRAGMA query_only = 0", BadInput, "only a statement that reads"),
        ("", BadInput, "only a statement that reads"),
        ("ATTACH 'other.db' AS other", BadInput, "only a statement that reads"),
        ("WITH x AS (SELECT 1) DELETE FROM events", StoreError, "refused"),
        ("SELECT 1; DELETE FROM events", StoreError, "one statement"),
        ("SELECT * FROM nowhere", StoreError, "no such table"),
        ("SELECT load_extension('x')", StoreError, "refused"),
        ("EXPLAIN PRAGMA journal_mode = DELETE", StoreError, "refused"),
        ("WITH x AS (SELECT 1) UPDATE sqlite_master SET sql = ''", StoreError, "refused"),
    ],
)
def test_select_changes_nothing(path, sql, error, words):
    before = path.read_bytes()
    with pytest.raises(error, match=words):
        list(ask(str(path), sql).rows)
    assert path.read_bytes() == before


def test_select_may_take_lists_apart(path):
    sql = "SELECT value FROM results, json_each(warnings) UNION ALL SELECT 'none' ORDER BY 1"
    assert list(ask(str(path), sql).rows) == [("none",)]


@pytest.mark.parametrize("tail", ["SELECT count(*) FROM n", "SELECT x FROM n WHERE x < 0"])
def test_select_ends_after_a_while(path, tail):
    endless = f"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) {tail}"
    with pytest.raises(StoreError, match=r"longer than 0\.1 s"):
        list(ask(str(path), endless, seconds=0.1).rows)


def test_select_makes_no_store(tmp_path):
    with pytest.raises(StoreError, match="name a store that is there"):
        ask(str(tmp_path / "none.db"), "SELECT 1")
    assert not list(tmp_path.iterdir())


def test_dyads_of_older_runs_are_not_current(path):
    with Store(str(path)) as store, store.reading() as connection:
        query = sa.text("SELECT run, current FROM dyads WHERE document = 'd2' ORDER BY run")
        rows = [tuple(row) for row in connection.execute(query)]
    assert {run for run, current in rows if not current} == {"old"}
    assert {run for run, current in rows if current} == {"new"}
