"""Language folders: tables, citations, a user's own lines, and errors that name the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kabar.errors import BadLanguageData, UnknownLanguage
from kabar.languages.load import Row, language_codes, load_language, read_table


def _table(folder: Path, text: str, name: str = "acts.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_cited_by_their_line(tmp_path: Path):
    path = _table(tmp_path, "pattern,act\nbomb,bomb\nraid,raid\n")
    rows = read_table(path, "xx/acts")
    assert [(row.rule, row["pattern"]) for row in rows] == [
        ("xx/acts:2", "bomb"),
        ("xx/acts:3", "raid"),
    ]


def test_empty_lines_and_comments_are_skipped_and_counted(tmp_path: Path):
    path = _table(tmp_path, "pattern,act\n# war words\n\nbomb,bomb\n")
    assert [(row.rule, row["act"]) for row in read_table(path, "xx/acts")] == [
        ("xx/acts:4", "bomb")
    ]


def test_quoted_cells_hold_commas_and_lines_still_count(tmp_path: Path):
    path = _table(tmp_path, 'pattern,frame\nbomb,"S=subj,agent"\nraid,\n')
    assert [(r.rule, r["frame"]) for r in read_table(path, "xx/acts")] == [
        ("xx/acts:2", "S=subj,agent"),
        ("xx/acts:3", ""),
    ]


def test_short_line_has_empty_cells(tmp_path: Path):
    (row,) = read_table(_table(tmp_path, "pattern,act,frame\nbomb\n"), "xx/acts")
    assert (row["pattern"], row["act"], row["frame"], row["no such"]) == ("bomb", "", "", "")


def test_long_line_is_refused_with_its_number_and_columns(tmp_path: Path):
    path = _table(tmp_path, "pattern,act\nbomb,bomb\nraid,raid,extra\n")
    with pytest.raises(BadLanguageData, match=r"acts\.csv line 3: 3 cells under 2 columns.*act"):
        read_table(path, "xx/acts")


def test_empty_file_is_an_empty_table(tmp_path: Path):
    assert read_table(_table(tmp_path, ""), "xx/acts") == []


def test_row_gives_cells_by_column():
    row = Row("xx/acts:2", {"act": "bomb", "note": ""})
    assert (row["act"], row["note"]) == ("bomb", "")


def test_shipped_languages_are_listed():
    assert language_codes() == sorted(language_codes())
    assert {"en", "id"} <= set(language_codes())


@pytest.mark.parametrize("code", language_codes())
def test_shipped_folder_holds_what_every_step_needs(code: str):
    language = load_language(code)
    assert language.code == code
    assert language.name
    assert {"acts", "operators", "classes", "speech", "pronouns", "roles"} <= set(language.tables)
    assert language.table("acts")[0].rule.startswith(f"{code}/acts:")
    assert language.table("no such table") == ()
    assert language.words("no such list") == frozenset()


@pytest.mark.parametrize("code", language_codes())
def test_every_shipped_table_has_a_header_and_unique_rules(code: str):
    for name, rows in load_language(code).tables.items():
        assert rows, name
        assert len({row.rule for row in rows}) == len(rows), name


def test_unknown_language_lists_those_there_are():
    with pytest.raises(UnknownLanguage, match=r"no language 'tlh'; Kabar codes: .*en, id"):
        load_language("tlh")


def test_users_lines_come_last_and_are_cited_as_theirs(tmp_path: Path):
    folder = tmp_path / "en"
    folder.mkdir()
    _table(folder, "pattern,pos,act,frame,note\nkerfuffle,V,attack,,\n")
    _table(folder, "word,meaning\nhello,greeting\n", "own.csv")
    language, shipped = load_language("en", overlay=tmp_path), load_language("en")
    assert len(language.table("acts")) == len(shipped.table("acts")) + 1
    assert language.table("acts")[-1].rule == "user/en/acts:2"
    assert language.table("own")[0].rule == "user/en/own:2"
    assert language.table("operators") == shipped.table("operators")


def test_overlay_without_that_language_changes_nothing(tmp_path: Path):
    (tmp_path / "id").mkdir()
    assert load_language("en", overlay=tmp_path).tables == load_language("en").tables


def test_users_wrong_line_is_named(tmp_path: Path):
    folder = tmp_path / "en"
    folder.mkdir()
    _table(folder, "pattern,pos,act\nkerfuffle,V,attack,S=subj,poss\n")
    with pytest.raises(BadLanguageData, match=r"acts\.csv line 2"):
        load_language("en", overlay=tmp_path)
