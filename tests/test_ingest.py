"""Adding is idempotent, does not depend on order or workers, and loses nothing."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from benchmarks.stored_rows import check, rows_of
from kabar.errors import StoreError
from kabar.store.status import all_rejects, run_counts
from kabar.store.store import Store
from kabar.workers import Failed
from tests.ingesting import ONE, TWO, add, run, task, write

TEXTS = [f"Story{n} Minister {n} met the envoy of the coast and left." for n in range(20)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "s.db"


def ask(path, sql):
    with Store(str(path)) as store, store.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.text(sql))]


def rejects(path):
    with Store(str(path)) as store:
        return all_rejects(store)


def test_adding_again_changes_nothing(path):
    tasks = [task(text) for text in TEXTS]
    assert add(path, *tasks).added == 20
    before = rows_of(path)
    tally = add(path, *tasks)
    assert (tally.read, tally.added, tally.again, tally.rejected) == (20, 0, 20, 0)
    assert rows_of(path) == before and check(path) == []


def test_copies_are_kept_and_counted(path):
    tally = add(path, *(task(TEXTS[0], f"paper {n}") for n in range(3)), task(TEXTS[1]))
    assert (tally.added, tally.again) == (2, 2)
    origins = ask(path, "SELECT origin FROM copies ORDER BY origin")
    assert origins == [("Story1",), ("paper 0",), ("paper 1",), ("paper 2",)]


def test_newer_run_replaces_the_current_rows_and_the_old_ones_stay(path):
    add(path, task(TEXTS[0]))
    add(path, task(TEXTS[0]), run=TWO)
    assert ask(path, "SELECT DISTINCT run FROM current_events") == [("two",)]
    assert ask(path, "SELECT DISTINCT run FROM events ORDER BY 1") == [("one",), ("two",)]
    with Store(str(path)) as store:
        assert [(each.id, each.current) for each in run_counts(store)] == [("one", 0), ("two", 1)]
    assert check(path) == []


def test_older_run_again_leaves_the_newer_current(path):
    for each in (ONE, TWO, ONE):
        add(path, task(TEXTS[0]), run=each)
    assert ask(path, "SELECT DISTINCT run FROM current_events") == [("two",)]


@pytest.mark.parametrize("workers", [1, 2])
def test_order_and_workers_change_no_row(tmp_path, workers):
    tasks = [task(text) for text in TEXTS] + [task("Bad BUG"), Failed("x", "BadInput", "empty")]
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    add(one, *tasks, workers=1)
    add(other, *reversed(tasks), workers=workers)
    assert rows_of(one) == rows_of(other)


def test_real_coder_gives_the_same_rows_whatever_the_workers(tmp_path):
    texts = [
        "Russia rejected the demands of NATO on Monday. Students marched in Lisbon.",
        "Indonesia menolak tuntutan Malaysia. Menteri bertemu dengan duta besar Jepang.",
        "France accused Mali of delays, and the minister said talks would go on.",
    ]
    folder = write(tmp_path / "texts", texts)
    found = []
    for name, workers, sources in (
        ("one", "1", [folder]),
        ("two", "2", sorted(folder.iterdir(), reverse=True)),
    ):
        store = tmp_path / f"{name}.db"
        args = ["add", *sources, "--store", store, "--workers", workers]
        code, _, err = run(*args, "--published", "2024-03-05", module="kabar")
        assert code == 0, err
        found.append(rows_of(store))
    assert found[0] == found[1] and found[0]["events"]


def test_rejects_are_kept_and_taken_out_after_a_success(path):
    add(path, Failed("a.txt", "BadInput", "a.txt: the text is empty"), task("Bad BUG", "b.txt"))
    assert [(origin, error) for origin, error, _ in rejects(path)] == [
        ("a.txt", "BadInput"),
        ("b.txt", "ValueError"),
    ]
    add(path, task(TEXTS[0], "a.txt"), task(TEXTS[1], "b.txt"), run=TWO)
    assert rejects(path) == []


def test_reject_is_taken_out_where_the_text_is_there_already(path):
    add(path, Failed("a.txt", "BadInput", "empty"), task(TEXTS[0], "b.txt"))
    add(path, task(TEXTS[0], "a.txt"))
    assert rejects(path) == []


def test_every_place_of_a_text_that_fails_is_told(path):
    tally = add(path, task("Bad BUG", "a"), task("Bad BUG", "b"), task(TEXTS[0]))
    assert (tally.added, tally.again, tally.rejected) == (1, 0, 2)
    assert [origin for origin, _, _ in rejects(path)] == ["a", "b"]


def test_empty_text_is_a_reject(path):
    assert add(path, task("", "empty.txt")).rejected == 1
    assert rejects(path)[0][:2] == ("empty.txt", "BadInput")


def test_what_was_coded_is_written_where_the_source_fails(path):
    def sources():
        yield from (task(text) for text in TEXTS[:5])
        raise StoreError("gone")

    with pytest.raises(StoreError, match="gone"):
        add(path, source=sources())
    with Store(str(path)) as store:
        assert store.counts().documents <= 5
    assert add(path, *(task(text) for text in TEXTS)).read == 20
    assert check(path) == []
