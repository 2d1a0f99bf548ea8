"""What a store says of itself: counts, runs, rejects."""

from __future__ import annotations

import io

from rich.console import Console

from kabar.store.status import all_rejects, reject_counts, run_counts
from kabar.store.store import Store
from kabar.views.store import print_status
from tests.store.stored import NEW, OLD, small_store


def test_runs_and_how_many_documents_each_coded(tmp_path):
    with Store(str(small_store(tmp_path))) as store:
        found = {each.id: (each.documents, each.current) for each in run_counts(store)}
    assert found == {"old": (2, 1), "new": (2, 2)}


def test_run_without_documents_is_listed(tmp_path):
    with Store(str(tmp_path / "s.db")) as store:
        store.begin(NEW)
        assert [(each.documents, each.current) for each in run_counts(store)] == [(0, 0)]


def test_rejects_by_reason_and_place(tmp_path):
    with Store(str(tmp_path / "s.db")) as store:
        store.begin(OLD)
        for origin, error in (("b", "TimeLimit"), ("a", "BadInput"), ("c", "BadInput")):
            store.reject(origin, OLD, error, f"{origin} is bad")
        store.reject("c", OLD, "BadInput", "c is worse")
        assert reject_counts(store) == [("BadInput", 2), ("TimeLimit", 1)]
        assert all_rejects(store)[-1] == ("c", "BadInput", "c is worse")


def shown(path, *, rejects=False):
    out = io.StringIO()
    with Store(str(path)) as store:
        print_status(store, Console(file=out, width=120), rejects=rejects)
    return out.getvalue()


def test_status_for_a_terminal(tmp_path):
    path = small_store(tmp_path)
    with Store(str(path)) as store:
        store.reject("a\nb.txt", OLD, "BadInput", "[red]no\x1b[1m text")
    told = shown(path)
    assert told.startswith("3 documents from 3 places: 8 events")
    assert "1 reject" in told and "1 BadInput" in told and "old" in told
    listed = shown(path, rejects=True)
    assert "[red]no" in listed and "\x1b" not in listed and "a\nb.txt" not in listed
