"""Exports, each opened by the program that it is for."""

from __future__ import annotations

import asyncio
import builtins
import csv
import importlib
import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import networkx as nx
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from datasette.app import Datasette
from followthemoney import model

from kabar.errors import BadInput, KabarError
from kabar.records_read import read_json_lines
from kabar.records_schema import TABLES
from kabar.store.choose import chosen_articles
from kabar.store.filters import Filter
from kabar.store.ids import record_number
from kabar.store.reports import Counted
from kabar.store.store import Store
from kabar.views import export_gdelt, export_icews, export_polecat
from kabar.views.export import FORMATS, export
from kabar.views.export_ftm import entity_id, ftm_entities
from kabar.views.export_rows import pairs
from tests.build import DAY, actor, coded, event, side
from tests.store.build_store import AGAIN, add, article, new_store, told, words
from tests.store.stored import small_store


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def written(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every export of the small store, each under its format's name."""
    folder = tmp_path_factory.mktemp("exports")
    with Store(str(path)) as store:
        for name, form in FORMATS.items():
            chosen = Filter(modalities=form.modalities)
            export(chosen_articles(store, chosen), name, folder / name)
    return folder


def frame(written: Path, name: str, **options: object) -> pd.DataFrame:
    return pd.read_csv(
        written / name, sep="\t", dtype=str, keep_default_na=False, na_filter=False, **options
    )


def test_same_store_gives_same_bytes(path, written, tmp_path):
    with Store(str(path)) as store:
        for name, form in FORMATS.items():
            export(
                chosen_articles(store, Filter(modalities=form.modalities)), name, tmp_path / name
            )
    files = sorted(each for each in written.rglob("*") if each.is_file())
    assert len(files) == 6 + 8 + 5
    for file in files:
        assert file.read_bytes() == (tmp_path / file.relative_to(written)).read_bytes()


def test_jsonl_holds_full_records(path, written):
    with (written / "jsonl").open(encoding="utf-8") as lines:
        articles = list(read_json_lines(lines, "jsonl"))
    with Store(str(path)) as store:
        stored = list(chosen_articles(store, Filter()))
    assert articles == [replace(coded, skipped=()) for coded in stored]


def test_csv_tables_in_pandas_and_duckdb(written):
    names = {"documents", "events", "sides", "dyads", "quotes", "positions", "actors", "mentions"}
    assert {each.stem for each in (written / "csv").iterdir()} == names
    events = pd.read_csv(written / "csv" / "events.csv", dtype=str)
    assert list(events["record"])[:2] == ["d2:e1", "d2:e3"]
    file = written / "csv" / "dyads.csv"
    rows = duckdb.sql(f"SELECT source, target, day FROM '{file}' ORDER BY ALL").fetchall()
    assert [row[:2] for row in rows[:2]] == [("KSH", "TOV"), ("NATO", "RUS")]


def test_csv_is_no_formula(written):
    for file in (written / "csv").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            cells = [cell for row in csv.reader(lines) for cell in row]
        assert not [c for c in cells if c.startswith(("=", "+", "@"))], file.name
    documents = (written / "csv" / "documents.csv").read_text(encoding="utf-8")
    assert "'+Protes" in documents
    assert "'=Kesh" in (written / "csv" / "sides.csv").read_text(encoding="utf-8")


def test_parquet_in_pyarrow_and_duckdb(written):
    folder = written / "parquet"
    for name in ("documents", "events", "quotes", "positions", "actors"):
        assert pq.read_table(folder / f"{name}.parquet").schema.equals(TABLES[name])
    rows = duckdb.sql(
        f"SELECT type, source[1].party, date.start FROM '{folder}/events.parquet' "
        "WHERE document = 'd2' ORDER BY type"
    ).fetchall()
    assert [row[:2] for row in rows] == [("CONSULT", "RUS"), ("REJECT", "OPM.IDN")]


def test_parquet_of_nothing_has_its_columns(tmp_path):
    export([], "parquet", tmp_path / "empty")
    table = pq.read_table(tmp_path / "empty" / "events.parquet")
    assert table.num_rows == 0 and table.schema.field("score").type == pa.float64()


def test_gdelt_has_61_columns_and_leading_zeros(written):
    found = frame(written, "gdelt", header=None, names=export_gdelt.COLUMNS)
    assert len(export_gdelt.COLUMNS) == 61 == len(found.columns)
    lines = (written / "gdelt").read_text(encoding="utf-8").splitlines()
    assert {line.count("\t") for line in lines} == {60}
    met = found[found["EventCode"] == "042"]
    assert list(met["EventRootCode"]) == ["04", "04"] and list(met["EventBaseCode"]) == ["042"] * 2
    assert list(met["Actor1Code"]) == ["RUSGOV", "NATOIGO"]
    assert list(met["Actor1CountryCode"]) == ["RUS", ""]
    assert list(met["Actor1KnownGroupCode"]) == ["", "NATO"]
    first = met.iloc[0]
    assert (first["SQLDATE"], first["MonthYear"], first["Year"]) == ("20240227", "202402", "2024")
    assert (first["FractionDate"], first["QuadClass"]) == ("2024.1562", "1")
    assert (first["ActionGeo_FullName"], first["ActionGeo_CountryCode"]) == (
        "Brussels, Belgium",
        "BE",
    )
    assert (first["ActionGeo_Type"], first["Actor1Geo_Type"]) == ("4", "0")
    assert first["DATEADDED"] == "20240301000000"
    assert first["SOURCEURL"] == "https://news.example/a b"
    assert set(found["AvgTone"]) == {""}


def test_gdelt_in_duckdb(written):
    found = duckdb.sql(
        f"SELECT * FROM read_csv('{written}/gdelt', delim='\t', header=false, all_varchar=true)"
    )
    assert len(found.columns) == 61
    assert "042" in {row[26] for row in found.fetchall()}


def test_gdelt_numbers_each_pair(written):
    found = frame(written, "gdelt", header=None, names=export_gdelt.COLUMNS)
    assert found["GlobalEventID"].is_unique
    assert str(record_number("d2:e1")) in set(found["GlobalEventID"])
    assert str(record_number("d2:e1:2")) in set(found["GlobalEventID"])


def test_gdelt_counts_reports_of_the_happening(tmp_path):
    strike = told("ASSAULT", "RUS", "UKR", DAY, mode="aerial", id="e1")
    other = told("ASSAULT", "RUS", "UKR", DAY + timedelta(days=9), mode="aerial", id="e2")
    texts = [words(range(n * 100, n * 100 + 40)) for n in range(3)]
    with new_store() as store:
        twice = article("d0", texts[0], strike, replace(strike, id="e3"), other)
        add(store, twice)
        add(store, article("d1", texts[1], strike, origin="https://b.example/1"))
        add(store, article("d2", texts[2], strike, origin="https://b.example/2"))
        store.note_copy(replace(twice.document, origin="https://a.example/1"))
        add(store, article("d3", texts[2] + "!", strike))
        add(store, article("d3", texts[2] + "!", other), run=AGAIN)
        chosen = chosen_articles(store, Filter(start=DAY, end=DAY))
        export(chosen, "gdelt", tmp_path / "gdelt", reports_of=Counted(store).of_document)
    found = frame(tmp_path, "gdelt", header=None, names=export_gdelt.COLUMNS)
    assert set(found["SQLDATE"]) == {f"{DAY:%Y%m%d}"} and len(found) == 4
    # d0 tells it twice and stands in two places; d3 tells it no more
    assert set(found["NumMentions"]) == {"6"}
    assert set(found["NumSources"]) == {"3"} and set(found["NumArticles"]) == {"4"}


def test_polecat_has_its_columns(written):
    found = frame(written, "polecat")
    assert list(found.columns) == list(export_polecat.COLUMNS) and len(found.columns) == 40
    row = found[found["Event ID"] == "d2:e1"].iloc[0]
    assert (row["Event Type"], row["Event Mode"]) == ("CONSULT", "visit")
    assert row["Quad Code"] == "VERBAL COOPERATION"
    assert row["Contexts"] == "diplomatic; military"
    assert (row["Actor Country"], row["Actor COW"], row["Recipient Country"]) == (
        *("RUS", "365", "None"),
    )
    assert (row["GeoNames ID"], row["Country"]) == ("2800866", "BEL")
    assert row["Story Organizations"] == "NATO; =Kesh"
    assert not (found == "").any().any()


def test_icews_has_its_columns(written):
    found = frame(written, "icews")
    assert list(found.columns) == list(export_icews.COLUMNS) and len(found.columns) == 20
    rows = found[found["CAMEO Code"] == "042"]
    assert list(rows["Source Country"]) == ["Russia", ""]
    assert set(rows["Event ID"]) == {str(record_number("d2:e1"))}
    assert set(rows["Publisher"]) == {"news.example"}
    assert set(rows["Country"]) == {"Belgium"}


def test_layouts_without_modality_hold_what_happened(written):
    types = set(frame(written, "polecat")["Event Type"])
    assert "THREATEN" not in types
    assert "d1:e4" not in set(frame(written, "polecat")["Event ID"])


def test_tabs_and_lines_in_words_break_no_line(written):
    names = frame(written, "polecat")["Actor Name"]
    assert "Tab and line “'”" in set(names)
    assert "'=Kesh" in set(names)


def test_followthemoney_takes_every_entity(written):
    lines = (written / "followthemoney").read_text(encoding="utf-8").splitlines()
    entities = [model.get_proxy(json.loads(line)) for line in lines]
    for entity in entities:
        entity.schema.validate(entity.to_dict())
    found = {entity.id: entity for entity in entities}
    assert len(found) == len(entities)
    met = found[entity_id("d2:e1")]
    assert met.schema.name == "Event" and met.get("startDate") == ["2024-02-27"]
    assert found[met.first("organizer")].caption == "Russia"
    assert found[met.first("organizer")].schema.name == "PublicBody"
    assert found[met.first("organizer")].get("country") == ["ru"]
    assert found[met.first("involved")].schema.name == "Organization"
    assert found[met.first("proof")].schema.name == "Article"
    assert met.get("recordId") == ["d2:e1"] and met.get("country") == ["be"]
    for entity in entities:
        for _, value in entity.itervalues():
            assert value is not None
        links = [v for p, v in entity.itervalues() if p.type.name == "entity"]
        assert set(links) <= set(found)


def test_people_without_name_or_party_are_of_one_article():
    captives = actor("captives", id="role:captives", kind="role")
    army = actor("army", id="role:PSE.MIL", kind="role", party="PSE", sector="MIL")
    known = actor("Izzat", id="person:izzat", kind="person")
    place = actor("Gaza", id="gn:281133", kind="place", party="PSE")
    articles = [
        coded(actors=[captives, army, known, place], document={"id": name}) for name in ("a", "b")
    ]
    found = [json.loads(line) for line in ftm_entities(articles)]
    assert [each["id"] for each in found if each["schema"] != "Article"] == [
        *("kabar-a-person-izzat", "kabar-a-role-captives"),
        *("kabar-b-person-izzat", "kabar-b-role-captives"),
        "kabar-role-PSE-MIL",
    ]


def test_ids_of_names_in_other_scripts_stay_apart():
    names = {entity_id(f"d1:person:{name}") for name in ("иван", "анна", "ivan")}
    assert len(names) == 3 and "kabar-d1-person-ivan" in names


def test_followthemoney_missing_is_one_line(monkeypatch):
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name.startswith("followthemoney"):
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.delitem(sys.modules, "kabar.views.export_ftm")
    with pytest.raises(KabarError, match=r"pip install 'kabar\[ftm\]'"):
        importlib.import_module("kabar.views.export_ftm")


def test_graphml_in_networkx(written):
    graph = nx.read_graphml(written / "graphml")
    assert set(graph.nodes) == {"KSH", "NATO", "RUS", "TOV"}
    assert graph.edges["RUS", "NATO"]["events"] == "d2:e1"


def test_store_opens_in_datasette(path):
    async def get(address: str) -> object:
        datasette = Datasette([str(path)])
        await datasette.invoke_startup()
        return (await datasette.client.get(address)).json()

    found = asyncio.run(get("/small/current_events.json?_shape=array"))
    assert {row["type"] for row in found} >= {"CONSULT", "PROTEST"}
    assert {row["run"] for row in found} == {"old", "new"}
    table = asyncio.run(get("/small/documents.json?_shape=array&language=id"))
    assert [row["id"] for row in table] == ["d3"]


def test_actors_of_one_party_are_one():
    both = [side("a", party="RUS", sector="GOV"), side("b", party="RUS", sector="GOV")]
    army = side("c", party="RUS", sector="MIL")
    found = pairs(event("ACCUSE", source=[*both, army], target=[side("d"), side("e")]))
    names = [(p.source and p.source.text, p.target and p.target.text) for p in found]
    assert names == [("a", "d"), ("a", "e"), ("c", "d"), ("c", "e")]


def test_file_where_a_folder_is_needed(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(BadInput, match="name a folder"):
        export([], "csv", tmp_path / "out")
    with pytest.raises(BadInput, match="name it"):
        export([], "gdelt", tmp_path)


def test_export_that_fails_leaves_the_file_as_it_was(tmp_path):
    out = tmp_path / "out.tsv"
    out.write_text("before")

    def broken():
        raise BadInput("broken")
        yield

    with pytest.raises(BadInput, match="broken"):
        export(broken(), "gdelt", out)
    assert out.read_text() == "before" and list(tmp_path.iterdir()) == [out]
