"""Actors of a store, and the page of one whatever its id is made of."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest

from kabar.store.actor_pages import is_party
from kabar.store.actors import ActorRow
from tests.web.found import ODD, search_client


def get(path: str, status: int = 200):
    answer = search_client().get(path)
    assert answer.status_code == status, answer.text
    return answer


def ids(path: str) -> set[str]:
    return {row["id"] for row in get(path).json()["actors"]}


def test_actors_are_counted_over_current_runs():
    rows = {row["id"]: row for row in get("/api/actors").json()["actors"]}
    russia = rows["iso:RUS"]
    assert (russia["articles"], russia["mentions"], russia["events"]) == (1, 1, 2)
    assert rows["wd:Q1"]["events"] == 1 and rows[ODD]["events"] == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=retn", {"wd:Q1"}),
        ("q=mars retno", {"wd:Q1"}),
        ("q=احمد", {"person:ahmad"} - {"person:ahmad"}),
        ("q=الاحمد", {"person:ahmad"}),
        ("q=CHARGE", {ODD}),
        ("q=%25", set()),
        ("party=RUS", {"iso:RUS", ODD}),
        ("kind=role", {ODD}),
        ("kind=organisation&party=NATO", {"org:nato"}),
        ("party=XXX", set()),
    ],
)
def test_actors_are_found(asked, found):
    assert ids(f"/api/actors?{asked}") == found
    page = get(f"/actors?{asked}").text
    assert ("No actor is left" in page) is (not found)


@pytest.mark.parametrize("order", ["articles", "mentions", "events", "name"])
def test_lists_have_an_order(order):
    rows = get(f"/api/actors?order={order}").json()["actors"]
    if order != "name":
        values = [row[order] for row in rows]
        assert values == sorted(values, reverse=True)
    assert get(f"/actors?order={order}&size=1&page=2").text


def test_actors_are_a_table_to_keep():
    rows = list(csv.DictReader(io.StringIO(get("/actors.csv?party=IDN").text)))
    assert [row["id"] for row in rows] == ["wd:Q1"]


def test_an_actor_has_all_that_is_known_of_it():
    found = get("/api/actors/wd:Q1").json()
    assert found["totals"] == {
        "articles": 1, "did": 1, "done": 0, "quotes": 1, "positions": 1,
    }  # fmt: skip
    assert found["roles"][0] | {"party": ""} == {
        "role": "Menteri", "party": "", "first": "2024-05-02", "last": "2024-05-02", "articles": 1,
    }  # fmt: skip
    assert [(each["actor"], each["did"]) for each in found["partners"]] == [(ODD, 1)]
    page = get("/actors/wd:Q1").text
    for part in ("Menteri", "usulan itu", "Kami menolak", "#event:e1", "/events?party=IDN", "<svg"):
        assert part in page


def test_a_party_has_the_positions_of_all_who_act_for_it():
    row = ActorRow("iso:RUS", "Russia", ("Russia",), "country", "RUS", None, 1, 1, 1)
    assert is_party(row)


@pytest.mark.parametrize(
    ("id_", "kind", "party", "expected"),
    [
        ("grp:hamas", "armed group", "HAMAS.PSE", True),
        ("org:nato", "organisation", "NATO", True),
        ("org:wfp", "organisation", "UN", False),
        ("ag:likud", "organisation", "ISR", False),
        ("role:RUS", "role", "RUS", False),
        ("person:un", "person", "UN", False),
        ("org:msf", "organisation", None, False),
    ],
)
def test_who_is_a_party(id_, kind, party, expected):
    assert is_party(ActorRow(id_, "x", ("x",), kind, party, None, 1, 1, 1)) is expected


def test_ids_may_hold_any_sign():
    page = get(f"/actors/{quote(ODD, safe='')}").text
    assert "chargé d&#39;affaires" in page
    assert f'href="/actors/{quote(ODD, safe="")}"' in get("/actors?kind=role").text
    assert get(f"/api/actors/{quote(ODD)}").json()["actor"]["id"] == ODD


@pytest.mark.parametrize("show", ["articles", "did", "done", "quotes", "positions"])
def test_each_sort_of_records_has_its_pages(show):
    page = get(f"/actors/iso:RUS?show={show}&size=1").text
    assert 'aria-current="page"' in page
    assert get(f"/actors/iso:RUS?show={show}&page=99").text


@pytest.mark.parametrize("id_", ["", "iso:XXX", "a/b/c", "<script>", "x" * 500])
def test_an_unknown_actor_gets_a_page_that_says_what_to_do(id_):
    page = get(f"/actors/{quote(id_)}", 404).text
    assert 'action="/actors"' in page and "<script>" not in page.replace("<script src", "")
    assert get(f"/api/actors/{quote(id_)}", 404).json()["detail"]


def test_hostile_names_are_shown_as_names():
    for path in ("/actors?party=TOV", f"/actors/{quote('person:<i>')}"):
        page = get(path).text
        assert "<img" not in page and "\u202e" not in page and "&lt;img src=x&gt;" in page
