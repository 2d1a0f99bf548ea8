"""What changed between two runs: gone, new and changed events, each on its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kabar.errors import UnknownName
from kabar.store.compare import Comparison, compare_runs, find_run
from kabar.store.store import Store
from tests.build import coded, event, side
from tests.store.stored import NEW, OLD

TEXT = "Kesh accused Tovaria, marched and met. Nobody else spoke."
TOV = side("Tovaria", TEXT, party="TOV")


def told(type_: str, trigger: str, **fields: object) -> object:
    known = {"id": trigger, "source": "Kesh", "target": [TOV], **fields}
    return event(type_, text=TEXT, trigger=trigger, **known)


def differences(before, after, *, only_old=False):
    comparison = Comparison()
    with Store(":memory:") as store:
        for run in (OLD, NEW):
            store.begin(run)
        store.add(coded(TEXT, events=before), OLD)
        store.add(coded("Another text.", document={"id": "d9"}, events=()), OLD)
        store.add(coded(TEXT, events=after), NEW)
        found = list(compare_runs(store, OLD.id, NEW.id, comparison))
    return found, comparison


def test_same_events_are_only_counted():
    found, comparison = differences([told("ACCUSE", "accused")], [told("ACCUSE", "accused")])
    assert found == [] and (comparison.documents, comparison.same) == (1, 1)


def test_gone_new_and_changed():
    found, comparison = differences(
        [told("ACCUSE", "accused"), told("PROTEST", "marched", target=())],
        [told("THREATEN", "accused"), told("CONSULT", "met", modality="future")],
    )
    assert [(d.kind, d.start) for d in found] == [("changed", 5), ("gone", 22), ("new", 34)]
    changed, gone, new = found
    assert (changed.before.type, changed.after.type) == ("ACCUSE", "THREATEN")
    assert str(gone.before) == "PROTEST Kesh > - asserted “marched”" and gone.after is None
    assert str(new.after) == "CONSULT Kesh > TOV future “met”" and new.after.rule == "en/acts:2"
    assert (comparison.gone, comparison.new, comparison.changed, comparison.same) == (1, 1, 1, 0)


@pytest.mark.parametrize(
    "change",
    [{"mode": "demo"}, {"modality": "negated"}, {"source": ()}, {"target": ()}],
    ids=lambda change: next(iter(change)),
)
def test_mode_modality_and_sides_are_changes(change):
    one = told("ACCUSE", "accused")
    found, _ = differences([one], [replace(one, **change)])
    assert [d.kind for d in found] == ["changed"]


def test_rule_alone_is_no_change():
    one = told("ACCUSE", "accused")
    assert differences([one], [replace(one, rule="en/acts:9")])[0] == []


def test_two_events_on_the_same_words_are_told_apart():
    one, other = told("ACCUSE", "accused"), told("REJECT", "accused", id="e9")
    found, comparison = differences([one, other], [other])
    assert [(d.kind, d.before.type) for d in found] == [("gone", "ACCUSE")]
    assert comparison.same == 1


def test_runs_are_named_by_their_beginning():
    with Store(":memory:") as store:
        for name in ("abc1", "abc2", "b"):
            store.begin(replace(NEW, id=name))
        assert find_run(store, "abc2") == "abc2" and find_run(store, "b") == "b"
        with pytest.raises(UnknownName, match="several runs begin with 'abc'"):
            find_run(store, "abc")
        with pytest.raises(UnknownName, match="no run begins with 'x'"):
            find_run(store, "x")
