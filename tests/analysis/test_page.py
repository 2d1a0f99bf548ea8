"""The page of analysis runs as it stands and names every column."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pytest

from kabar.analysis import change_points, networks, series, speakers

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "analysis.md").read_text(encoding="utf-8")


def test_example_of_the_page_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(example, names)
    assert "no party on one side" in capsys.readouterr().out
    assert len(nx.parse_graphml(str(names["drawing"]))) > 10


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("series", series.SERIES),
        ("series", series.BALANCE),
        ("change_points", change_points.COLUMNS),
        ("networks", networks.CENTRALITY),
        ("speakers", speakers.SPEAKERS),
        ("speakers", speakers.QUOTES),
    ],
)
def test_every_column_is_described(heading: str, columns: tuple[str, ...]) -> None:
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    assert [name for name in columns if f"`{name}`" not in section] == []
