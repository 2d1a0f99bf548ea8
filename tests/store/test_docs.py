"""docs/store.md describes every column, and its SQL runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kabar.store import schema
from kabar.store.console import ask
from tests.store.stored import small_store

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "store.md").read_text(encoding="utf-8")
STATEMENTS = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(small_store(tmp_path_factory.mktemp("store")))


@pytest.mark.parametrize("table", schema.METADATA.sorted_tables, ids=lambda table: table.name)
def test_columns_of_a_table_are_described(table):
    found = re.search(rf"^### {table.name}\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, f"docs/store.md has no heading for {table.name}"
    cells = [line.split("|")[1] for line in found[1].splitlines() if line.startswith("|")]
    described = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
    assert described == {column.name for column in table.columns}


@pytest.mark.parametrize("sql", STATEMENTS, ids=lambda sql: " ".join(sql.split())[:40])
def test_sql_of_the_page_runs(path, sql):
    answer = ask(path, sql)
    assert answer.columns and list(answer.rows) is not None


def test_page_has_its_examples():
    assert len(STATEMENTS) == 8
