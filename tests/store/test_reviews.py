"""Verdicts are kept beside the records, one a reviewer and record; rules are counted by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from kabar.analysis.corrections import corrected, fields_of, new_event
from kabar.analysis.precision import rule_precisions, wilson
from kabar.errors import BadInput, UnknownName
from kabar.store import schema
from kabar.store.migrate import VERSIONS
from kabar.store.review_queue import Wanted, next_article, progress, waiting
from kabar.store.reviews import (
    Review,
    coded_by,
    current_run,
    keep_review,
    newest,
    record_seen,
    reviews_of,
    take_back,
)
from kabar.store.store import Store
from tests.build import DAY, harbour
from tests.store.build_store import AGAIN, RUN, article, new_store, told

HARBOUR = harbour().document.id


@pytest.fixture
def store() -> Iterator[Store]:
    with new_store() as found:
        found.add(harbour(), RUN)
        yield found


def keep(store: Store, record: str = "e1", verdict: str = "accepted", **fields: object) -> Review:
    known = {"kind": "event", "reviewer": "ana", "run": RUN.id, "rule": "en/acts:2", **fields}
    with store.writing() as connection:
        review = Review(document=HARBOUR, record=record, verdict=verdict, **known)
        return keep_review(connection, review)


def kept(store: Store, **asked: object) -> list[tuple[str, str, str]]:
    with store.reading() as connection:
        return [(r.reviewer, r.record, r.verdict) for r in reviews_of(connection, **asked)]


def is_ours(thing: object, name: str | None, *rest: object) -> bool:
    """Leave out what SQLite keeps for the index of words: migration 0005 makes it by itself."""
    return not str(name).startswith(("text_index", "quote_index"))


def test_migrations_make_the_tables_of_the_schema(store):
    with store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSIONS, "include_object": is_ours}
        )
        assert compare_metadata(context, schema.METADATA) == []


def test_verdict_comes_back_with_its_correction_and_time(store):
    given = keep(store, verdict="corrected", correction={"source": ["IDN"]}, note="“ü”")
    with store.reading() as connection:
        assert reviews_of(connection) == [given]
    assert given.time.endswith("+00:00")


def test_newer_verdict_takes_the_place_of_the_older_one_of_the_same_reviewer(store):
    keep(store, verdict="accepted")
    keep(store, verdict="rejected")
    keep(store, verdict="accepted", reviewer="budi")
    assert kept(store) == [("ana", "e1", "rejected"), ("budi", "e1", "accepted")]
    with store.reading() as connection:
        assert [each.verdict for each in newest(reviews_of(connection))] == ["accepted"]


def test_verdict_can_be_taken_back_once(store):
    keep(store)
    with store.writing() as connection:
        assert not take_back(connection, HARBOUR, "event", "e1", "budi")
        assert take_back(connection, HARBOUR, "event", "e1", "ana")
        assert not take_back(connection, HARBOUR, "event", "e1", "ana")
    assert kept(store) == []


def test_record_is_seen_in_its_newest_run_and_read_again_in_the_older_one(store):
    store.add(replace(harbour(), events=harbour().events[:1]), AGAIN)
    with store.reading() as connection:
        assert record_seen(connection, HARBOUR, "event", "e1").run == AGAIN.id
        assert record_seen(connection, HARBOUR, "event", "e3") is None
        assert record_seen(connection, HARBOUR, "quote", "q1").rule == "en/speech:2"
        assert current_run(connection, HARBOUR) == AGAIN.id
        assert len(coded_by(connection, HARBOUR, RUN.id).events) == len(harbour().events)
        assert coded_by(connection, HARBOUR, "none") is None


def test_progress_counts_current_records_of_one_reviewer(store):
    keep(store)
    keep(store, "gone")
    keep(store, reviewer="budi")
    keep(store, "q1", kind="quote")
    with store.reading() as connection:
        found = {each.kind: (each.judged, each.total) for each in progress(connection, "ana")}
    events, positions = len(harbour().events), len(harbour().positions)
    assert found == {"event": (1, events), "quote": (1, 1), "position": (0, positions)}


def test_quotes_wait_until_they_are_judged(store):
    asked = {"offset": 0, "limit": 10}
    with store.reading() as connection:
        assert waiting(connection, "quote", "ana", Wanted(), **asked) == (1, [(HARBOUR, "q1")])
        for other in (Wanted(kinds=["indirect"]), Wanted(languages=["id"]), Wanted(start=DAY.max)):
            assert waiting(connection, "quote", "ana", other, **asked) == (0, [])
        same = Wanted(kinds=["direct"], parties=["TOV"], rules=["en/speech:2"])
        assert waiting(connection, "quote", "ana", same, **asked)[0] == 1
    keep(store, "q1", kind="quote")
    with store.reading() as connection:
        assert waiting(connection, "quote", "ana", Wanted(), **asked) == (0, [])
        assert waiting(connection, "quote", "budi", Wanted(), **asked)[0] == 1


def test_next_article_is_the_newest_that_waits_then_the_next_and_round_again(store):
    days = {"late": DAY.replace(year=2030), "old": DAY.replace(year=2001), "never": None}
    for name, day in days.items():
        store.add(article(name, f"{name} text", told("AID", "RUS", "UKR", DAY), published=day), RUN)

    def after(name: str | None) -> str | None:
        with store.reading() as connection:
            return next_article(connection, "ana", name)

    assert [after(n) for n in (None, "late", HARBOUR, "old", "never")] == [
        "late", HARBOUR, "old", "never", "late",
    ]  # fmt: skip
    with store.writing() as connection:
        keep_review(connection, Review("old", "article", "", "ana", RUN.id, None, "finished"))
        keep_review(connection, Review("late", "event", "e1", "ana", RUN.id, "r", "rejected"))
    assert (after(None), after(HARBOUR)) == (HARBOUR, "never")


def test_no_article_is_next_where_nothing_waits(store):
    for event in harbour().events:
        keep(store, event.id)
    with store.reading() as connection:
        assert next_article(connection, "ana") is None
        assert next_article(connection, "budi", HARBOUR) is None


def test_verdict_needs_its_document(store):
    with pytest.raises(Exception, match="FOREIGN KEY"), store.writing() as connection:
        keep_review(connection, Review("nowhere", "event", "e", "ana", "r", None, "accepted"))


def test_wilson_interval_is_that_of_the_books():
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(50, 50)[1] == 1.0


def test_rules_are_counted_by_the_newest_verdict_and_surely_bad_ones_come_first(store):
    for number in range(4):
        keep(store, f"bad{number}", "rejected", rule="bad")
        keep(store, f"good{number}", "accepted", rule="good")
    keep(store, "thin", "rejected", rule="thin")
    keep(store, "good0", "corrected", rule="good", reviewer="budi")
    keep(store, "added-1", "added", rule=None)
    with store.reading() as connection:
        found = rule_precisions(reviews_of(connection))
    assert [each.rule for each in found] == ["bad", "thin", "good"]
    good = found[-1]
    assert (good.accepted, good.corrected, good.rejected, good.judged) == (3, 1, 0, 4)
    assert good.precision == 0.75


def test_only_what_is_otherwise_is_a_correction():
    before = fields_of(harbour().events[0])
    assert before["date"] == "2024-03-04" and before["source"] == ["TOV"]
    given = {"type": "reject", "source": "TOV", "target": "KSH; TOV", "date": "", "place": " "}
    assert corrected("event", before, given) == {"target": ["KSH", "TOV"], "date": None}


def test_new_type_drops_a_mode_that_is_not_its_own():
    before = {"type": "REQUEST", "mode": "yield", "modality": "asserted"}
    assert corrected("event", before, {"type": "AID"}) == {"type": "AID", "mode": None}
    assert corrected("event", before, {"type": "REJECT"}) == {"type": "REJECT"}


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        ("event", {"type": "REJCT"}, "unknown type 'REJCT'; did you mean REJECT?"),
        ("event", {"type": "QQ"}, "name one of: "),
        ("event", {"mode": "visit"}, "REJECT has no mode 'visit'"),
        ("event", {"modality": "maybe"}, "unknown modality"),
        ("event", {"source": "indonesia"}, "'indonesia' is no party"),
        ("event", {"source": 5}, "parties are given as words"),
        ("event", {"source": [5]}, "parties are given as words"),
        ("event", {"date": "2024-13"}, "is no day"),
        ("event", {"date": "monday"}, "is no day"),
        ("event", {"place": "x" * 201}, "more than 200"),
        ("event", {"place": 5}, "no text"),
        ("event", {"stance": "demands"}, "is no field of events"),
        ("position", {"stance": "hopes"}, "unknown stance"),
        ("quote", {"party": "<b>"}, "is no party"),
    ],
)
def test_wrong_correction_is_told_in_one_line(kind, given, words):
    before = {"type": "REJECT", "mode": None, "modality": "asserted", "stance": "demands"}
    with pytest.raises((BadInput, UnknownName), match=words.replace("?", r"\?")) as caught:
        corrected(kind, before, given)
    assert "\n" not in str(caught.value)


def test_added_event_needs_a_type_and_has_anybody_for_a_side_left_empty():
    with pytest.raises(BadInput, match="needs a type"):
        new_event({"source": "IDN"})
    found = new_event({"type": "AID", "source": "IDN|MYS"})
    assert (found["source"], found["target"]) == (["IDN|MYS"], ["*"])
    assert found["modality"] == "asserted"


def test_reviews_leave_the_records_as_they_are(store):
    before = store.coded(HARBOUR)
    keep(store, verdict="corrected", correction={"type": "AID"})
    assert store.coded(HARBOUR) == before
    with store.reading() as connection:
        kind = connection.execute(sa.text("SELECT type FROM current_events WHERE id = 'e1'"))
        assert kind.scalar() == "REJECT"
