"""The page of accuracy has a table for each benchmark, and nothing of held-out texts but sums."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import articles, pairs, positions, quiet
from benchmarks.accuracy import Accuracy, sections, shown_command
from benchmarks.examples import EXAMPLES, is_held_out
from benchmarks.lexicon import Entries
from benchmarks.page import as_markdown
from kabar.analysis.scoring import Share
from tests.coding import coder

ARTICLE = "Iran bombed Oman.\nQatar praised Syria.\n"
PAIR = """[one] published 2024-03-05
en: Iran bombed Oman.
id: Iran mengebom Oman.
ASSAULT IRN > OMN
"""


@pytest.fixture(params=["mine", "heldout"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path / str(request.param)
    for name in ("articles", "gold"):
        (folder / name).mkdir(parents=True)
    event = {"line": 1, "types": ["ACCUSE"], "source": ["IRN"], "target": ["OMN"]}
    for name in ("a", "b"):
        (folder / "articles" / f"{name}.en.txt").write_text(ARTICLE, encoding="utf-8")
        gold = {"document": f"{name}.en.txt", "language": "en", "published": "2024-03-05"}
        path = folder / "gold" / f"{name}.en.json"
        path.write_text(json.dumps({**gold, "events": [event]}), encoding="utf-8")
    return folder


def test_articles_that_are_held_out_give_sums_alone(folder: Path) -> None:
    group = articles.measure(folder, coder())
    assert [line.name for line in group.sums] == ["all en"]
    assert group.sums[0].score.events.missed == 2
    if is_held_out(folder):
        assert not group.articles and not group.wrong
    else:
        assert [line.name for line in group.articles] == ["a.en", "b.en"]
        assert group.wrong[0].startswith("missed a.en.txt:1 ACCUSE IRN -> OMN")


@pytest.mark.parametrize("name", ["dev", "heldout"])
def test_pairs_and_paragraphs_that_are_held_out_show_no_errors(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_text(PAIR.replace("ASSAULT", "ACCUSE"), encoding="utf-8")
    found = pairs.measure(path, coder())
    assert (found.alike, found.shared) == (Share(1, 1), Share(2, 2))
    assert {code: tally.events.wrong for code, tally in found.languages.items()} == {
        "en": 1,
        "id": 1,
    }
    assert len(found.wrong) == (0 if name == "heldout" else 2)
    path.write_text(f"en\t{ARTICLE.splitlines()[0]}\nid\tCuaca cerah.\n", encoding="utf-8")
    loud = quiet.measure(path, coder())
    assert (loud.paragraphs, loud.events) == ({"en": 1, "id": 1}, {"en": 1, "id": 0})
    assert len(loud.wrong) == (0 if name == "heldout" else 1)


def test_shipped_held_out_files_are_known_as_such() -> None:
    assert is_held_out(EXAMPLES / "heldout" / "gold")
    held_out = [p.stem for p in (*pairs.shipped(), *quiet.shipped()) if is_held_out(p)]
    assert held_out == ["heldout", "heldout"]
    assert not is_held_out(EXAMPLES)


def test_page_has_a_table_for_each_part_and_says_what_was_left_out(tmp_path: Path) -> None:
    path = tmp_path / "dev.txt"
    path.write_text(PAIR, encoding="utf-8")
    figures = Accuracy(
        articles=[articles.Group("Example articles", (), (), ())],
        positions=[positions.Figures("Example articles", (), (), ())],
        pairs=[pairs.measure(path, coder())],
        relations=None,
        lexicon=[Entries("en", Counter(right=3, sides=1), ())],
        quiet=[],
    )
    page = as_markdown(sections(figures), day="2024-03-05", version="0", command="COMMAND")
    assert "\n    COMMAND\n" in page
    assert "| dev en | 1.000 | 1.000 | 1.000 | 1/1 | 0/0 | 0/0 | 0/0 |" in page
    assert "| en | 4 | 0.750 | 1.000 |" in page
    assert "Not measured this time" in page
    assert "Iran" not in page


def test_command_on_the_page_names_no_place_outside_the_project() -> None:
    shown = shown_command(plv=True, folders=2, write=Path("/elsewhere/accuracy.md"))
    assert shown == (
        "python -m benchmarks.accuracy --plv FILE.tsv --articles FOLDER --articles FOLDER "
        "--write docs/accuracy.md"
    )
