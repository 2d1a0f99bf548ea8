"""The shipped cases are well formed, and the table that they give loses nothing it had."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.cases import find_cases, measure
from kabar.analysis.cases import Case, load_case
from kabar.ontology.load import load_ontology
from tests.coding import coder

FOLDERS = find_cases()
EXAMPLES = Path(__file__).parents[2] / "examples"
POSITIONS = sorted(EXAMPLES.glob("**/positions/*.json"))

# Recall and precision of stances, recall of moves: what was reached, rounded down.
FLOORS = {"nato-russia": (0.97, 0.93, 0.77), "gaza-ceasefire": (0.84, 0.79, 0.33)}


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def expected(folder: Path) -> tuple[Case, dict[str, Any]]:
    data = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return load_case(folder / data["case"]), data


def test_every_cell_of_the_case_is_told_once(folder: Path) -> None:
    case, data = expected(folder)
    cells = Counter((cell["issue"], cell["party"]) for cell in data["cells"])
    assert cells == Counter((i.id, p.id) for i in case.issues for p in case.parties)


def test_stances_and_days_are_ones_that_there_are(folder: Path) -> None:
    case, data = expected(folder)
    stances = set(load_ontology().stances.tone)
    for cell in data["cells"]:
        assert {*cell["stances"], *cell["also"]} <= stances, cell
        assert not {*cell["stances"]} & {*cell["also"]}, cell
    cells = {(cell["issue"], cell["party"]): cell for cell in data["cells"]}
    for move in data["moves"]:
        cell = cells[move["issue"], move["party"]]
        told = {*cell["stances"], *cell["also"]}
        assert {*move["from"]} & told and {*move["to"]} & told, move
        first, last = map(date.fromisoformat, move["between"])
        assert first < last
        assert case.covers(first) and case.covers(last)


def test_articles_are_there_in_both_languages(folder: Path) -> None:
    articles = [folder / name for name in expected(folder)[1]["articles"]]
    assert all(article.is_file() for article in articles)
    assert len(set(articles)) == len(articles)
    assert {article.name.split(".")[-2] for article in articles} == {"en", "id"}


def test_the_table_of_the_case_keeps_its_scores(folder: Path) -> None:
    found = measure(folder, coder()).total
    recall, precision, moves = FLOORS[folder.name]
    assert found.stances.recall >= recall, found
    assert found.stances.precision >= precision, found
    assert found.moves.recall >= moves, found


@pytest.mark.parametrize("path", POSITIONS, ids=lambda path: path.stem)
def test_gold_positions_stand_on_their_lines(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    article = path.parents[1] / "articles" / f"{path.stem}.txt"
    lines = article.read_text(encoding="utf-8").split("\n")
    assert gold["positions"]
    for entry in gold["positions"]:
        assert entry["content"] in lines[entry["line"] - 1], entry
        assert {*entry["stances"]} <= set(load_ontology().stances.tone), entry
        assert isinstance(entry["toward"], list) and entry["party"], entry
