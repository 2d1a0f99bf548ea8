"""Relations are scored by class, with and without the conventions."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.relations import (
    UNREAD,
    Pair,
    counts,
    load_pairs,
    macro_f1,
    measure,
    score,
    tables,
)
from kabar import Relation
from kabar.analysis.scoring import Count, Share
from kabar.records import Span
from tests.coding import coder

ROWS = [
    ("<s>France</s> accused <t>Mali</t> of delays.", "ACCUSE", 3),
    ("<s>The European Union</s> imposed sanctions on <t>Belarus</t>.", "COERCE", 4),
    ("<s>Kenya</s> borders <t>Somalia</t>.", "CONSULT", 1),
    ("<s>Niger</s> lifted the ban on trucks from <t>Benin</t>.", "YIELD", 2),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    lines = ["marked_sentence\troot\tquad", *("\t".join(map(str, row)) for row in ROWS)]
    path = tmp_path / "pairs.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def relation(kind: str, quad: int) -> Relation:
    return Relation(kind, quad, None, "asserted", Span("x", 0, 1), "en/acts:2", ())


def test_a_class_is_counted_once_for_each_pair() -> None:
    found = counts(["A", "A", "B"], ["A", "B", ""])
    assert found == {"A": Count(1, 1, 0), "B": Count(0, 1, 1)}
    assert macro_f1(found) == pytest.approx((2 / 3 + 0) / 2)
    assert macro_f1({}) == 0.0


def test_yielding_is_one_class_and_nothing_found_is_no_class() -> None:
    pairs = [Pair("", "YIELD", 2), Pair("", "YIELD", 2), Pair("", "ACCUSE", 3)]
    scores = score(pairs, [relation("CONCEDE", 2), relation("RETREAT", 2), None])
    assert scores.types == {"ACCUSE": Count(missed=1), "YIELD": Count(hit=2)}
    assert (scores.root, scores.quad, scores.binary) == (0.5, 0.5, 0.5)
    assert scores.coverage == Share(2, 3)
    assert scores.confused == {("ACCUSE", ""): 1}


def test_file_is_scored_with_and_without_conventions_and_by_halves(table: Path) -> None:
    assert load_pairs(table)[3] == Pair(*ROWS[3])
    figures = measure(table, coder())
    ours, plain = figures.with_conventions, figures.without
    assert list(ours) == list(plain) == ["all rows", "odd rows", "even rows", UNREAD]
    assert ours["all rows"].types["COERCE"] == Count(hit=1)
    assert plain["all rows"].types["COERCE"] == Count(missed=1)
    assert plain["even rows"].confused == {("COERCE", "SANCTION"): 1}
    assert ours["all rows"].coverage == Share(3, 4)
    assert [table.title for table in tables(figures)] == [
        "Macro-F1",
        "Types",
        "Most often confused",
    ]
    assert [line.split(":")[0] for line in figures.wrong] == ["CONSULT not -"]


def test_one_half_is_read_alone(table: Path) -> None:
    assert list(measure(table, coder(), half=2).with_conventions) == ["even rows"]
    assert measure(table, coder(), half=2).wrong == []


def test_what_nobody_reads_is_scored_and_never_shown(table: Path) -> None:
    text = table.read_text(encoding="utf-8").replace("\tYIELD\t", "\tAID\t")
    table.write_text(text, encoding="utf-8")
    whole, even = measure(table, coder()), measure(table, coder(), half=2)
    assert whole.with_conventions[UNREAD].types["AID"] == Count(missed=1)
    assert [line.split(":")[0] for line in whole.wrong] == ["CONSULT not -"]
    assert even.wrong == []
