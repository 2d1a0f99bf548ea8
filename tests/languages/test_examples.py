"""Every example names an entry of the lexicon, and most give the event that it stands for."""

from __future__ import annotations

import re
from functools import cache

import pytest

from benchmarks.examples import LANGUAGES
from benchmarks.lexicon import Entries, examples, measure
from kabar.languages.load import load_language
from kabar.ontology.load import load_ontology
from tests.coding import coder

EVENT = re.compile(r"([A-Z|]+) (\S+) (<>|>) (\S+)( modality=(future|hypothetical|negated))?")
SAMPLE = 6
"""One in so many is coded here; `python -m benchmarks.lexicon` codes all."""

RIGHT = {"en": 0.63, "id": 0.62}
TYPED = {"en": 0.83, "id": 0.84}
"""What is reached, rounded down: a change that loses entries shows here."""


@cache
def sample(language: str) -> Entries:
    return measure(language, coder(), every=SAMPLE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_of_an_entry_and_names_an_event(language: str) -> None:
    folder, types = load_language(language), load_ontology().types
    entries = {
        (row["pattern"], row["pos"], row[column])
        for table, column in (("acts", "act"), ("operators", "operator"))
        for row in folder.table(table)
    }
    for row in examples(language):
        assert (row["pattern"], row["pos"], row["name"]) in entries, row.rule
        event = EVENT.fullmatch(row["event"])
        assert event is not None, row.rule
        assert set(event[1].split("|")) <= set(types), row.rule


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_fewer_examples_come_out_right_than_before(language: str) -> None:
    right, typed = sample(language).right, sample(language).typed
    assert right.right / right.asked >= RIGHT[language]
    assert typed.right / typed.asked >= TYPED[language]
