"""Records against gold: counts by type, confusions, errors, agreement of coders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kabar.analysis.alpha import krippendorff_alpha
from kabar.analysis.evaluation import Report, add_article, agreement
from kabar.cli import main

TEXT = "Iran bombed Oman.\nQatar praised Syria."


def gold_event(line: int, kind: str, source: str, target: str, **fields: Any) -> dict[str, Any]:
    return {"line": line, "types": [kind], "source": [source], "target": [target], **fields}


def gold(*events: dict[str, Any]) -> dict[str, Any]:
    return {"document": "a.txt", "language": "en", "published": "2024-03-05", "events": events}


def row(start: int, kind: str, source: str, target: str) -> dict[str, Any]:
    sides = {n: [{"party": p, "id": None}] for n, p in (("source", source), ("target", target))}
    trigger = {"text": "word", "start": start, "end": start + 4}
    return {"record": "event", "type": kind, "modality": "asserted", "reciprocal": False,
            "trigger": trigger, "rule": "en/acts:1", **sides}  # fmt: skip


def report(rows: list[dict[str, Any]], *events: dict[str, Any]) -> Report:
    made = Report()
    add_article(made, gold(*events), [{"record": "document", "text": TEXT}, *rows])
    return made


def test_found_missed_and_wrong_are_counted_by_type() -> None:
    made = report(
        [row(5, "ASSAULT", "IRN", "OMN"), row(24, "AID", "QAT", "SYR")],
        gold_event(1, "ASSAULT", "IRN", "OMN"),
        gold_event(2, "SUPPORT", "QAT", "SYR"),
    )
    assert (made.types["ASSAULT"].hit, made.types["ASSAULT"].wrong) == (1, 0)
    assert made.types["SUPPORT"].missed == 1
    assert made.types["AID"].wrong == 1
    assert made.total.events.f1 == pytest.approx(0.5)
    assert made.confused == {("SUPPORT", "AID"): 1}
    assert [(e.kind, e.line) for e in made.errors] == [("missed", 2), ("wrong", 2)]
    assert made.errors[0].text == "Qatar praised Syria."


def test_sides_must_agree_for_a_confusion() -> None:
    made = report([row(24, "AID", "IRN", "OMN")], gold_event(2, "SUPPORT", "QAT", "SYR"))
    assert not made.confused


def test_optional_gold_is_neither_missed_nor_counted() -> None:
    made = report([], gold_event(1, "ASSAULT", "IRN", "OMN", optional=True))
    assert not made.types
    assert not made.errors


def test_alpha_of_a_worked_example() -> None:
    # Krippendorff 2011, section A: two coders, ten units, binary data.
    first, second = "0100000000", "1110010100"
    assert krippendorff_alpha(zip(first, second, strict=True)) == pytest.approx(0.095, abs=0.001)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2))
def test_alpha_is_one_exactly_where_all_agree(units: list[tuple[int, int]]) -> None:
    alpha = krippendorff_alpha(units)
    if alpha is None:
        assert len({value for unit in units for value in unit}) == 1
    else:
        assert alpha <= 1
        assert (alpha == 1) == all(a == b for a, b in units)


def test_agreement_falls_where_a_coder_sees_another_type() -> None:
    one = gold(gold_event(1, "ASSAULT", "IRN", "OMN"), gold_event(2, "SUPPORT", "QAT", "SYR"))
    other = gold(gold_event(1, "ASSAULT", "IRN", "OMN"), gold_event(2, "AID", "QAT", "SYR"))
    same, less = agreement(one, one), agreement(one, other)
    assert same == 1
    assert less is not None and less < 1


def written(folder: Path, *events: dict[str, Any]) -> Path:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    path = folder / "a.json"
    path.write_text(json.dumps(gold(*events)), encoding="utf-8")
    return path


def test_command_scores_an_article_and_shows_errors(tmp_path: Path) -> None:
    path = written(
        tmp_path, gold_event(1, "ASSAULT", "IRN", "OMN"), gold_event(2, "ACCUSE", "QAT", "SYR")
    )
    result = CliRunner().invoke(main, ["evaluate", str(path), "--show"])
    assert result.exit_code == 0, result.output
    assert "events             0.500   0.500   0.500       1       1      1" in result.stdout
    assert "ACCUSE     SUPPORT    1" in result.stdout
    assert "missed a.txt:2 ACCUSE QAT > SYR" in result.stdout


@pytest.mark.parametrize("text", ["{", "[]", '{"document": "b.txt"}'])
def test_what_is_no_gold_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["evaluate", str(path)])
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
