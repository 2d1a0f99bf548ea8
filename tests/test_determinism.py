"""The same article gives the same bytes, whatever surrounds the process that reads it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from benchmarks.determinism import ENVIRONMENTS, differences
from benchmarks.examples import EXAMPLES, code_file
from kabar import Coder
from kabar.records_io import to_json_lines

ARTICLES = EXAMPLES / "articles"
ONE_A_LANGUAGE = ("sudan-2023-05-22.en.txt", "sudan-2023-06-01.id.txt")
"""`tests/test_cli.py` compares odd inputs in two processes; these are whole articles."""


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def test_hash_seed_locale_folder_and_order_change_no_byte() -> None:
    paths = [ARTICLES / name for name in ONE_A_LANGUAGE]
    found = differences(paths, environments=ENVIRONMENTS[:2], alone=False)
    assert {name: len(hashes) for name, hashes in found.items()} == dict.fromkeys(ONE_A_LANGUAGE, 1)


@pytest.mark.parametrize("name", ONE_A_LANGUAGE)
def test_a_coder_remembers_nothing_of_the_articles_before(name: str, coder: Coder) -> None:
    first = digest(ARTICLES / name, coder)
    for other in sorted(ARTICLES.glob(f"*.{name.split('.')[-2]}.txt"))[:2]:
        code_file(other, coder)
    assert digest(ARTICLES / name, coder) == first


def digest(path: Path, coder: Coder) -> str:
    lines = "".join(to_json_lines(code_file(path, coder), skipped=True))
    return hashlib.sha256(lines.encode()).hexdigest()
