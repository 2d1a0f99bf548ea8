"""The index of words follows the store while the page runs."""

from __future__ import annotations

import time

from kabar.errors import StoreError
from kabar.store.search import documents_of
from kabar.web import indexing
from kabar.web.indexing import KnownIndex
from tests.build import coded
from tests.store.build_store import RUN, new_store


def test_what_was_added_is_found_at_the_next_search():
    with new_store() as store:
        known = KnownIndex(store)
        for number in range(2):
            store.add(coded(f"word{number}", document={"id": f"d{number}"}), RUN)
            known.soon()
            assert known.now() == 0 and known.version == number + 1
            with store.reading() as connection:
                assert documents_of(connection, f"word{number}") == {f"d{number}"}


def test_a_search_does_not_wait_for_many(monkeypatch):
    monkeypatch.setattr(indexing, "AT_ONCE", 2)
    monkeypatch.setattr(indexing, "IN_A_ROW", 1)
    with new_store() as store:
        for number in range(6):
            store.add(coded(f"word{number}", document={"id": f"d{number}"}), RUN)
        known = KnownIndex(store)
        assert known.now() > 0
        end = time.monotonic() + 20
        while known.now() and time.monotonic() < end:
            time.sleep(0.05)
        with store.reading() as connection:
            assert len(documents_of(connection, "word*")) == 6


def test_a_store_that_cannot_be_written_to_is_searched_as_it_is(monkeypatch, caplog):
    def refuse(*args: object, **kwargs: object) -> int:
        raise StoreError("locked")

    monkeypatch.setattr(indexing, "index_new", refuse)
    with new_store() as store:
        store.add(coded("word", document={"id": "d"}), RUN)
        assert KnownIndex(store).now() == 1
    assert "locked" in caplog.text


def test_it_is_begun_once():
    with new_store() as store:
        store.add(coded("word", document={"id": "d"}), RUN)
        known = KnownIndex(store)
        for _ in range(3):
            known.begin()
        end = time.monotonic() + 20
        while not known.version and time.monotonic() < end:
            time.sleep(0.05)
        assert known.version == 1
