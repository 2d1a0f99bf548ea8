"""`/events`: filters in the address, rows and numbers of the store, downloads, the API."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from fastapi.testclient import TestClient
from hypothesis import example, given
from hypothesis import strategies as st

from kabar.store.store import Store
from kabar.web.asked import Asked
from tests.store.stored import NEW, small_store, talks
from tests.web.visiting import site_behind, tree, visiting, words


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_store(tmp_path_factory.mktemp("events"))


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with visiting(path) as client:
        yield client


def rows(client: TestClient, query: str) -> list[str]:
    return [each["record"] for each in client.get(f"/api/events?{query}").json()["events"]]


def test_the_page_shows_the_rows_that_the_api_answers(client):
    page = tree(client.get("/events").text)
    answer = client.get("/api/events").json()
    assert answer["total"] == 7 == len(page.xpath("//table[contains(@class,'events')]/tbody/tr"))
    assert words(page.xpath("//p[@class='found']")[0]).startswith("7 events of 8")
    first = answer["events"][0]
    links = page.xpath("//td[last()]/a/@href")
    assert links[0] == f"/articles/{first['document']}#event:{first['id']}"


@pytest.mark.parametrize(
    ("query", "records"),
    [
        ("type=CONSULT&party=RUS", ["d2:e1"]),
        ("from=2024-03-31", ["d3:e1"]),
        ("to=2024-02-28", ["d2:e1"]),
        ("dyad=NATO~RUS", ["d2:e1"]),
        ("outlet=news.example&type=REJECT", ["d2:e3"]),
        ("text=Brussels&type=CONSULT", ["d2:e1"]),
        ("modality=negated", ["d2:e2"]),
        ("party=&type=&from=&text=&party=NATO", ["d2:e1"]),
        ("document=d3", ["d3:e1"]),
        ("story=nowhere", []),
        ("happening=nowhere", []),
    ],
)
def test_a_filter_stands_in_the_address(client, query, records):
    assert rows(client, query) == records


def test_numbers_beside_a_filter_are_those_it_would_leave(client):
    facets = client.get("/api/events/facets").json()["facets"]
    for name in ("type", "source", "target", "country", "language", "context", "outlet"):
        for facet in facets[name]:
            found = client.get("/api/events", params={name: facet["value"]}).json()
            assert found["total"] == facet["events"], (name, facet)


def test_links_of_a_page_keep_the_filter(client):
    page = tree(client.get("/events?type=PROTEST&language=id").text)
    (link,) = [a for a in page.xpath("//a[contains(@class,'chip')]") if "PROTEST" in words(a)]
    assert parse_qs(link.get("href").partition("?")[2]) == {"language": ["id"]}
    csv_link = next(a for a in page.xpath("//a/@href") if a.startswith("/events.csv"))
    assert parse_qs(csv_link.partition("?")[2]) == {"type": ["PROTEST"], "language": ["id"]}


def test_downloads_hold_what_is_shown(client):
    table = list(csv.DictReader(io.StringIO(client.get("/events.csv?type=PROTEST").text)))
    assert {row["record"] for row in table} == {"d1:e3", "d3:e1"}
    assert table[0]["date_start"] == "2024-03-31"
    lines = client.get("/events.jsonl?type=PROTEST").text.splitlines()
    assert [json.loads(line)["record"] for line in lines] == [row["record"] for row in table]


def test_pages_join_and_the_order_turns(client):
    newest = rows(client, "size=500")
    paged = [record for page in range(1, 5) for record in rows(client, f"size=2&page={page}")]
    assert paged == newest
    assert rows(client, "size=500&order=oldest") == newest[::-1]
    assert rows(client, "page=9999999") == []


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("from=yesterday", "from: "),
        ("from=2024-02-30", "from: "),
        ("from=2024-03-02&to=2024-03-01", "the first day is after the last one"),
        ("dyad=RUS", "is no dyad"),
        ("page=0", "page: "),
        ("size=100000", "size: "),
        ("order=best", "order: "),
    ],
)
def test_a_wrong_filter_is_told_in_one_line(client, query, reason):
    answer = client.get(f"/events?{query}")
    alert = tree(answer.text).xpath("//*[@role='alert']")[0]
    assert answer.status_code == 422
    assert reason in words(alert)
    assert client.get(f"/api/events?{query}").status_code == 422


def test_a_filter_that_leaves_nothing_says_what_to_take_out(client):
    page = tree(client.get("/events?type=YIELD&party=RUS").text)
    assert "No event is left" in words(page)
    assert page.xpath("//main//a[@href='/events?party=RUS']")


def test_what_is_added_is_seen(tmp_path):
    path = small_store(tmp_path)
    with visiting(path) as client:
        before = client.get("/api/events").json()["total"]
        with Store(str(path)) as store:
            store.add(talks(id="new"), NEW)
        site_behind(client).columns.soon()
        assert client.get("/api/events").json()["total"] == before + 2
        assert client.get("/api/overview").json()["documents"] == 4


DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))
NAMES = st.lists(st.text(min_size=1, max_size=8), max_size=3)


@example(party=[], type=["\0"], text="", start=None)
@given(party=NAMES, type=NAMES, text=st.text(max_size=20), start=st.none() | DAYS)
def test_an_address_gives_back_its_filter(party, type, text, start):
    asked = Asked.model_validate({"party": party, "type": type, "text": text, "from": start})
    again = Asked.model_validate(
        {
            name: values if name in ("party", "type") else values[0]
            for name, values in parse_qs(asked.address(), keep_blank_values=True).items()
        }
    )
    assert again == asked
