"""`/add`: an article is coded and kept, what cannot be read is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kabar.store.store import Store
from tests.web.visiting import seal_of, site_behind, tree, visiting, words

TEXT = "Police arrested 12 protesters in Jakarta on Monday."


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with Store(str(tmp_path / "a.db")):
        pass
    with visiting(tmp_path / "a.db") as client:
        yield client


def test_an_empty_store_says_what_to_do(client):
    page = tree(client.get("/").text)
    assert "kabar demo" in words(page)
    assert page.xpath("//main//a[@href='/add']")


def test_a_pasted_article_opens_with_its_events(client):
    fields = {"seal": seal_of(client, "/add"), "text": TEXT, "published": "2024-05-08"}
    answer = client.post("/add", data=fields)
    page = tree(answer.text)
    assert answer.url.path.startswith("/articles/")
    assert "COERCE" in words(page.xpath("//*[@data-kind='event']")[0])
    (event,) = client.get("/api/events").json()["events"]
    assert (event["date_start"], event["place"]) == ("2024-05-06", "Jakarta")


def test_files_are_kept_and_the_bad_ones_told(client):
    files = [
        ("files", ("wire-2024-05-08.txt", TEXT.encode(), "text/plain")),
        ("files", ("../../etc/empty.txt", b"", "text/plain")),
        ("files", ("french.txt", "Le ministre a rencontré son homologue à Paris.".encode(), "")),
    ]
    answer = client.post("/add", data={"seal": seal_of(client, "/add")}, files=files)
    page = tree(answer.text)
    problems = [words(each) for each in page.xpath("//*[@role='alert']/p")]
    assert len(problems) == 2 and any("empty.txt" in each for each in problems)
    assert client.get("/api/overview").json()["documents"] == 1
    assert {row["origin"] for row in client.get("/api/rejects").json()} == {
        "empty.txt",
        "french.txt",
    }


def test_nothing_given_is_told(client):
    answer = client.post("/add", data={"seal": seal_of(client, "/add")})
    assert answer.status_code == 400
    assert "Give a text or a file." in words(tree(answer.text))


def test_the_api_codes_an_article_once(client):
    answers = [client.post("/api/articles", json={"text": TEXT}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert site_behind(client).store.counts().documents == 1


def test_the_api_refuses_what_it_cannot_code(client):
    assert client.post("/api/articles", json={"text": ""}).status_code == 422
    assert client.post("/api/articles", json={"text": TEXT, "language": "xx"}).status_code == 400
    refused = client.post("/api/articles", json={"text": "\n \n"})
    assert refused.status_code == 422 and "empty" in str(refused.json()["detail"])
