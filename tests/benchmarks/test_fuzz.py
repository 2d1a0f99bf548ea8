"""Fuzzing: the same inputs for a seed, and faults of a reader are counted."""

from benchmarks.fuzz import inputs, measure
from benchmarks.samples import samples


def test_inputs_are_the_same_for_a_seed_and_spoilt():
    first = list(inputs("a.csv", 50, 1))
    assert first == list(inputs("a.csv", 50, 1))
    assert first != list(inputs("a.csv", 50, 2))
    assert len(set(first) - set(samples()["a.csv"])) > 40


def test_every_input_is_read_and_counted():
    figures = measure("a.jsonl", 5, 1)
    assert figures.wrong == []
    assert figures.counts["inputs"] == 5
    assert figures.counts["items"] + figures.counts["unread"] > 0
