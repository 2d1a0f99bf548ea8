"""The same article gives the same bytes, whatever surrounds the process that reads it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.determinism import ENVIRONMENTS, read_bytes
from benchmarks.examples import EXAMPLES, PUBLISHED
from kabar import Coder
from kabar.evaluate import code_article
from kabar.records_io import to_json_lines

ARTICLES = EXAMPLES / "articles"
ONE_A_LANGUAGE = ("sudan-2023-05-22.en.txt", "sudan-2023-06-01.id.txt")
"""`tests/test_cli.py` compares odd inputs in two processes; these are whole articles."""


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def records(path: Path, coder: Coder) -> bytes:
    coded = code_article(path, coder, published=PUBLISHED)
    return "".join(to_json_lines(coded, skipped=True)).encode()


def test_hash_seed_locale_folder_and_order_change_no_byte(coder: Coder, tmp_path: Path) -> None:
    here = [records(ARTICLES / name, coder) for name in ONE_A_LANGUAGE]
    for name in ONE_A_LANGUAGE:
        shutil.copy(ARTICLES / name, tmp_path)
    there = read_bytes(ONE_A_LANGUAGE[::-1], tmp_path, ENVIRONMENTS[1])
    assert there[::-1] == here


@pytest.mark.parametrize("name", ONE_A_LANGUAGE)
def test_a_coder_remembers_nothing_of_the_articles_before(name: str, coder: Coder) -> None:
    first = records(ARTICLES / name, coder)
    language = name.split(".")[-2]
    for other in sorted(ARTICLES.glob(f"*.{language}.txt"))[:2]:
        code_article(other, coder)
    assert records(ARTICLES / name, coder) == first
