"""The shipped cases are well formed, and the table that they give loses nothing it had."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from benchmarks.cases import find_cases, load_expected, score, table_of
from kabar.analysis.cases import Case, load_case
from kabar.analysis.moves import find_moves
from kabar.analysis.negotiation import NegotiationTable
from kabar.ontology.load import load_ontology
from kabar.views.negotiation_page import table_page
from tests.coding import coder

FOLDERS = find_cases()
EXAMPLES = Path(__file__).parents[2] / "examples"
POSITIONS = sorted(EXAMPLES.glob("**/positions/*.json"))

# Recall and precision of stances, recall of moves: what was reached, rounded down.
FLOORS = {"nato-russia": (0.97, 0.88, 0.55), "gaza-ceasefire": (0.92, 0.85, 0.46)}


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def expected(folder: Path) -> tuple[Case, dict[str, Any]]:
    data = load_expected(folder)
    return load_case(folder / data["case"]), data


@cache
def told(folder: Path) -> NegotiationTable:
    return table_of(folder, coder())


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
    found = score(folder.name, told(folder), load_expected(folder)).total
    recall, precision, moves = FLOORS[folder.name]
    assert found.stances.recall >= recall, found
    assert found.stances.precision >= precision, found
    assert found.moves.recall >= moves, found


def test_every_position_is_in_the_table_or_left_out(folder: Path) -> None:
    found = told(folder).statements
    documents = {(s.document.id, s.position.id) for s in found.rows}
    assert len(documents) + sum(found.left_out.values()) == found.positions
    assert len(documents) > 50
    assert found.documents == len(load_expected(folder)["articles"])


def test_every_statement_of_the_page_leads_to_its_words(folder: Path) -> None:
    table = told(folder)
    tree = html.document_fromstring(table_page(table, find_moves(table)))
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    links = {a.get("href")[1:] for a in tree.iter("a")}
    assert links <= set(ids)
    cited = {name for name in ids if re.fullmatch(r"d\d+-\d+-\d+", name)}
    assert cited == {name for name in links if name in cited}
    items = tree.xpath("//ol[@class='history']/li[a]")
    assert len(items) > 50
    for item in items:
        (anchor,) = tree.xpath(f"//span[@id='{item.find('a').get('href')[1:]}']")
        words = " ".join(item.find("bdi").text_content().split())
        begun = " ".join(anchor.getnext().text_content().split())
        assert words.startswith(begun)


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
