"""PostgreSQL answers as SQLite does; run where $KABAR_TEST_POSTGRESQL names an empty database."""

from __future__ import annotations

import os

import pytest

from kabar.errors import KabarError
from kabar.store.choose import chosen_articles
from kabar.store.console import ask
from kabar.store.filters import Filter
from kabar.store.query import PERIODS, all_events, count_dyads, count_events
from kabar.store.store import Store
from tests.store.stored import fill, small_store

ADDRESS = os.environ.get("KABAR_TEST_POSTGRESQL", "")

pytestmark = pytest.mark.skipif(not ADDRESS, reason="no database named")

FILTERS = (
    Filter(),
    Filter(contexts=("military",)),
    Filter(text="DOCKERS"),
    Filter(text="100%"),
    Filter(dyads=(("NATO", "RUS"),)),
    Filter(parties=("KSH",), types=("REJECT",)),
    Filter(places=("lisbon",)),
    Filter(languages=("id",)),
    Filter(modalities=("negated",)),
)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    fill(ADDRESS)
    return ADDRESS, str(small_store(tmp_path_factory.mktemp("store")))


def answers(name: str, chosen: Filter) -> list[object]:
    with Store(name) as store, store.reading() as connection:
        return [
            list(all_events(connection, chosen, page=2)),
            count_events(connection, chosen),
            [count_dyads(connection, chosen, by=by) for by in (None, *PERIODS)],
            list(chosen_articles(store, chosen)),
        ]


@pytest.mark.parametrize("chosen", FILTERS, ids=str)
def test_answers_are_the_same(stores, chosen):
    there, here = stores
    assert answers(there, chosen) == answers(here, chosen)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM events", "only a statement that reads"),
        ("WITH x AS (DELETE FROM events RETURNING 1) SELECT * FROM x", "read-only"),
        ("SELECT 1; DELETE FROM events", "multiple commands"),
        ("SELECT pg_sleep(5)", "longer than"),
        ("SELECT * FROM nowhere", "does not exist"),
    ],
)
def test_select_changes_nothing(stores, sql, words):
    with pytest.raises(KabarError, match=words) as caught:
        ask(ADDRESS, sql, seconds=0.5)
    assert "\n" not in str(caught.value)
