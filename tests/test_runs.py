"""A run's id changes with what decides the records, and with nothing else."""

from __future__ import annotations

import pytest

from kabar import runs
from kabar.runs import run_of
from kabar.settings import Settings


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Stand in for the package: a table, a module and something that decides nothing."""
    folder = tmp_path / "package"
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "acts.csv").write_text("act\n")
    (folder / "coder.py").write_text("x = 1\n")
    (folder / "notes.md").write_text("notes\n")
    monkeypatch.setattr(runs, "PACKAGE", folder)
    return folder


def test_same_settings_give_the_same_run(package):
    assert run_of(Settings()) == run_of(Settings())


@pytest.mark.parametrize("name", ["en/acts.csv", "coder.py", "en/new.toml", "en/parser.weights"])
def test_data_and_code_change_the_run(package, name):
    before = run_of(Settings())
    (package / name).write_text("changed\n")
    after = run_of(Settings())
    assert before.id != after.id and before.data != after.data


@pytest.mark.parametrize("name", ["notes.md", "en/acts.csv.bak", "__pycache__/coder.pyc"])
def test_other_files_do_not(package, name):
    before = run_of(Settings())
    (package / name).parent.mkdir(exist_ok=True)
    (package / name).write_text("changed\n")
    assert run_of(Settings()) == before


def test_names_of_files_count(package):
    before = run_of(Settings())
    (package / "en" / "acts.csv").rename(package / "en" / "operators.csv")
    assert run_of(Settings()).id != before.id


def test_language_changes_the_run(package):
    assert len({run_of(Settings(), language=code).id for code in (None, "en", "id")}) == 3


def test_version_changes_the_run(package, monkeypatch):
    before = run_of(Settings())
    monkeypatch.setattr(runs, "version", lambda name: "99")
    assert run_of(Settings()).id != before.id


def test_overlay_changes_the_run_by_what_it_holds_and_not_by_where_it_lies(package, tmp_path):
    found = []
    for name, text in (("here", "a\n"), ("there/deep", "a\n"), ("other", "b\n")):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "actors.csv").write_text(text)
        found.append(run_of(Settings(overlay=folder)))
    here, there, other = found
    assert here == there != other
    assert run_of(Settings()).id not in {here.id, other.id}
    assert str(tmp_path) not in "".join((here.id, here.settings, here.data))


def test_place_of_the_package_changes_nothing(package, tmp_path, monkeypatch):
    before = run_of(Settings())
    moved = package.rename(tmp_path / "moved")
    monkeypatch.setattr(runs, "PACKAGE", moved)
    assert run_of(Settings()) == before
