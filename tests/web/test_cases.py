"""`/cases`: the negotiation table on any day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kabar.store.position_documents import documents_of_parties
from kabar.store.store import Store
from kabar.web.serving import named_cases
from tests.build import case, coded, position
from tests.store.stored import NEW
from tests.web.visiting import tree, visiting, words

NAME = "a-case"
FIRST, LATER = date(2024, 3, 1), date(2024, 3, 9)
SAID = {
    "one": (FIRST, "RUS", "demands", "the troops leave Poland", "NATO"),
    "two": (LATER, "RUS", "accepts", "the troops stay in Poland", "NATO"),
    "three": (LATER, "NATO", "rejects", "any limit on troops", "RUS"),
    "four": (LATER, "FRA", "rejects", "the budget", ""),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cases") / "cases.db"
    with Store(str(path)) as store:
        store.begin(NEW)
        for name, (day, party, stance, content, toward) in SAID.items():
            text = f"{party} {stance} {content}."
            held = position(stance, content, text=text, party=party, toward=toward, id=f"p-{name}")
            store.add(coded(text, positions=[held], document={"id": name, "published": day}), NEW)
    return path


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with visiting(path, cases=named_cases([case()])) as client:
        yield client


def cells(client: TestClient, query: str = "") -> dict[str, str]:
    page = tree(client.get(f"/cases/{NAME}{query}").text)
    (row,) = page.xpath("//table[contains(@class,'matrix')]/tbody/tr")
    return {cell.get("data-label"): words(cell) for cell in row.xpath("td")}


def test_the_table_is_that_of_the_last_day(client):
    shown = cells(client)
    assert shown["RUS"].startswith("accepts 1×") and "demands" in shown["RUS"]
    assert "any limit on troops" in shown["NATO"]
    assert shown["UKR"] == "no position found"


def test_an_earlier_day_shows_what_was_said_until_then(client):
    for query in (f"?until={FIRST}", "?step=0"):
        shown = cells(client, query)
        assert "demands" in shown["RUS"] and "accepts" not in shown["RUS"]
        assert shown["NATO"] == "no position found"


def test_cells_that_changed_on_the_day_are_marked_and_lead_to_their_words(client):
    page = tree(client.get(f"/cases/{NAME}").text)
    new = page.xpath("//td[@class='new']/@data-label")
    assert sorted(new) == ["NATO", "RUS"]
    assert page.xpath("//td[@data-label='NATO']//a/@href") == ["/articles/three#position:p-three"]
    (slider,) = page.xpath("//input[@type='range']")
    assert (slider.get("value"), slider.get("max")) == ("1", "1")
    assert slider.get("data-days") == f"{FIRST},{LATER}"


def test_a_turn_is_told_with_both_words(client):
    page = tree(client.get(f"/cases/{NAME}").text)
    (move,) = page.xpath("//ul[@class='moves']/li")
    assert "yielded" in words(move)
    assert "the troops leave Poland" in words(move) and "the troops stay in Poland" in words(move)


def test_csv_and_api_have_the_same_cells(client):
    text = client.get(f"/cases/{NAME}.csv?until={FIRST}").text
    assert "demands" in text and "accepts" not in text
    answer = client.get(f"/api/cases/{NAME}").json()
    assert [each["id"] for each in answer["issues"]] == ["forces"]
    assert [each["kind"] for each in answer["moves"]] == ["yielded"]
    assert client.get("/api/cases").json() == [{"name": NAME, "title": "A case"}]


def test_an_unknown_case_and_no_case_are_told(client, path):
    assert client.get("/cases/other").status_code == 404
    assert client.get("/api/cases/other.csv").status_code == 404
    with visiting(path) as other:
        assert "kabar serve --case" in other.get("/cases").text


def test_only_documents_of_the_parties_are_read(path):
    with Store(str(path)) as store, store.reading() as connection:
        assert documents_of_parties(connection, ["RUS", "NATO"]) == {"one", "two", "three"}
        assert documents_of_parties(connection, ["RUS"], since=LATER) == {"two"}
        assert documents_of_parties(connection, ["fra/GOV"]) == set()
        assert documents_of_parties(connection, ["FRA/GOV"]) == {"four"}


def test_cases_of_one_title_have_different_names():
    names = list(named_cases([case(), case(), case()]))
    assert names == ["a-case", "a-case-2", "a-case-3"]
