from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest
from actors_reading import index_of, language_of, mention_of, read, tables
from hypothesis import given
from hypothesis import strategies as st

from kabar.actors.lexicon import explain_actor, load_index
from kabar.actors.names import capital_bits, cut, fold, name_key
from kabar.actors.offices import standing
from kabar.errors import BadLanguageData, UnknownName

HEADER = "id,name,kind,party,sector,country,names,roles\n"


@pytest.mark.parametrize("code", ["en", "id"])
@pytest.mark.parametrize(
    ("name", "actor_id"),
    [("Vladimir Putin", "wd:Q7747"), ("NATO", "org:nato"), ("iso:IDN", "iso:IDN"),
     ("al-Qaeda", "grp:alqaeda"), ("Kremlin", "met:kremlin"), ("the West", "reg:west")],
)  # fmt: skip
def test_actor_is_explained_by_id_and_by_name(code, name, actor_id):
    assert explain_actor(index_of(code), name).id == actor_id


def test_unknown_actor_says_what_to_do():
    with pytest.raises(UnknownName, match="give an id or a name"):
        explain_actor(index_of("en"), "Ruritania")


def test_every_reference_of_the_index_is_an_entry():
    index = index_of("en")
    for key in list(index.names[1])[::7]:
        for ref in index.find(key):
            assert index.entry(ref.number).id
    numbers = [n for words in list(index.surnames)[::50] for n in index.called(words)]
    assert all(index.entry(n).kind == "person" for n in numbers)


def test_ids_find_their_lines():
    index = index_of("en")
    for number in range(0, len(index.lines), 997):
        assert index.number(index.entry(number).id) == number


def test_users_table_adds_and_corrects(tmp_path: Path):
    table = tmp_path / "actors.csv"
    table.write_text(
        HEADER
        + "my:front,River Front,armed group,RIVER.MLI,REB,MLI,River Front|en:FDR,,\n"
        + "my:okoye,Ada Okoye,person,NGA,,NGA,Ada Okoye,"
        + "Commander;RIVER.MLI;REB;2021;;other\n"
        + "grp:hamas,,,HAMAS.X,,,,\n",
        encoding="utf-8",
    )
    index = load_index(language_of("en"), overlay=tmp_path)
    reading = read("The River Front and Hamas met Ada Okoye.", "en", index=index)
    parties = {a.id: a.party for a in reading.actors}
    assert parties == {
        "my:front": "RIVER.MLI", "grp:hamas": "HAMAS.X", "my:okoye": "RIVER.MLI"
    }  # fmt: skip
    assert mention_of(reading, "Ada Okoye").sector == "REB"


@pytest.mark.parametrize("row", [",nobody,,,,,,", "a:b,,,,,,,", "a:b,c,person,,,,,1;2;3;4;5;6;7"])
def test_bad_row_of_a_users_table_names_its_line(tmp_path: Path, row: str):
    (tmp_path / "actors.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(BadLanguageData, match=r"actors\.csv line 2"):
        load_index(language_of("en"), overlay=tmp_path / "actors.csv")


def test_standing_keeps_the_side_of_a_former_office():
    entry = explain_actor(index_of("en"), "Jens Stoltenberg")
    assert standing(entry, "2010-01-01").party == "NOR"
    after = standing(entry, "2024-12-01")
    assert (after.party, after.sector, after.former) == ("NATO", "ELI", True)


@pytest.mark.parametrize(
    ("name", "key"),
    [("U.S.", "us"), ("al-Qaeda", "al qaeda"), ("N'Djamena", "n djamena"), ("Erdoğan", "erdogan"),
     ("Côte d'Ivoire", "cote d ivoire"), ("J. D. Vance", "j d vance")],
)  # fmt: skip
def test_names_compare_by_folded_units(name, key):
    assert name_key(name) == key


@given(st.text(max_size=40))
def test_key_has_as_many_units_as_the_name(text):
    units = cut(text)
    assert len(capital_bits(text)) == len(units)
    assert [fold(u) for u in units] == name_key(text).split(" ")[: len(units)] or not units


def test_shipped_index_is_what_the_tables_give():
    path = tables().parents[1] / "tools" / "build_actors.py"
    spec = importlib.util.spec_from_file_location("build_actors", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_actors"] = module
    spec.loader.exec_module(module)
    assert [name for name, text in module.build().items() if text != module.shipped(name)] == []


@pytest.mark.parametrize("code", ["en", "id"])
def test_each_language_has_role_nouns_of_many_sectors(code):
    rows = language_of(code).table("roles")
    assert len(rows) >= 250
    wanted = {"COP", "MIL", "LEG", "JUD", "REB", "CVL", "EDU", "LAB", "JRN", "MED", "REL", "BUS"}
    assert wanted | {"REF", "GOV", "OPP", "PTY", "NGO", "AGR"} <= {row["sector"] for row in rows}


def test_reading_is_the_same_without_the_day_for_countries():
    dated = read("Japan met Hamas.", "en", day=date(2022, 1, 1))
    undated = read("Japan met Hamas.", "en", day=None)
    assert dated.mentions == undated.mentions
