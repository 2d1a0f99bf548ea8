"""`/articles`: the list, and an article whose words carry its records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kabar.store.store import Store
from kabar.web.overlay import MAIN, marks_of, paragraphs_of
from kabar.web.pages import direction
from tests.build import coded, harbour, quote, side
from tests.store.stored import NEW, protest, small_store, talks
from tests.web.visiting import tree, visiting, words


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_store(tmp_path_factory.mktemp("articles"))


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with visiting(path) as client:
        yield client


@pytest.mark.parametrize("article", [harbour(), talks(), protest(), coded("")], ids=str)
def test_pieces_join_to_the_text(article):
    text = "\n".join("".join(piece.text for piece in pieces) for pieces in paragraphs_of(article))
    assert text == article.document.text.rstrip("\n")


@pytest.mark.parametrize("article", [harbour(), talks(), protest()], ids=str)
def test_every_mark_covers_its_words_and_nothing_else(article):
    text = article.document.text
    for mark in marks_of(article):
        if mark.start == mark.end:
            continue
        pieces = [
            p for pieces in paragraphs_of(article) for p in pieces if mark.record in p.records
        ]
        wanted = text[mark.start : mark.end].replace("\n", "")
        assert wanted in "".join(piece.text for piece in pieces)
    for pieces in paragraphs_of(article):
        for piece in pieces:
            assert not piece.records or piece.roles


def test_every_record_has_one_place_to_point_at():
    article = harbour()
    begins = [r for pieces in paragraphs_of(article) for p in pieces for r in p.begins]
    records = {mark.record for mark in marks_of(article) if mark.role in MAIN}
    assert sorted(begins) == sorted(records)


def test_an_article_shows_text_records_and_where_it_comes_from(client):
    page = tree(client.get("/articles/d2").text)
    text = page.xpath("//article[@class='text']")[0]
    assert "Russia and NATO met in Brussels." in words(text)
    cards = page.xpath("//*[@data-record]/@data-record")
    assert {"event:e1", "event:e2", "event:e3", "actor:kesh"} <= set(cards)
    lit = page.xpath("//span[contains(concat(' ',@data-records,' '),' event:e1 ')]")
    assert [words(each) for each in lit] == ["Russia", "NATO", "met", "Brussels"]
    assert page.xpath("//*[@id='event:e1']")
    assert page.xpath("//a[@rel='noopener noreferrer nofollow']/@href") == [
        "https://news.example/a b"
    ]


def test_the_derivation_is_there_on_request(client):
    page = tree(client.get("/articles/d1").text)
    why = page.xpath("//*[@data-record='event:e2']//details[contains(@class,'why')]")[0]
    assert "operator: demand" in words(why)
    assert page.xpath("//a[starts-with(@href,'/explain?name=en%2F')]")


def test_the_list_is_newest_first_and_says_where_each_was_found(client):
    page = tree(client.get("/articles").text)
    links = page.xpath("//ol[contains(@class,'list')]/li/a/@href")
    assert links == ["/articles/d1", "/articles/d2", "/articles/d3"]
    answer = client.get("/api/articles?language=id").json()
    assert answer["total"] == 1


def test_an_unknown_article_is_told_with_what_to_do(client):
    answer = client.get("/articles/nothing")
    assert answer.status_code == 404
    assert "no such article" in words(tree(answer.text))
    assert client.get("/api/articles/nothing").json() == {
        "detail": "There is no such article in this store."
    }


def test_right_to_left_text_is_laid_out_so(tmp_path):
    text = "قال الوزير إن بلاده ترفض الاتفاق."
    said = quote("بلاده ترفض الاتفاق", text=text, speaker=side("الوزير", text))
    with Store(str(tmp_path / "ar.db")) as store:
        store.begin(NEW)
        store.add(coded(text, quotes=[said], document={"id": "ar", "language": "ar"}), NEW)
    with visiting(tmp_path / "ar.db") as client:
        page = tree(client.get("/articles/ar").text)
        article = page.xpath("//article[@class='text']")[0]
        assert (article.get("dir"), article.get("lang")) == ("rtl", "ar")
        assert page.xpath("//bdi[@lang='ar']")
    assert direction("id") == "ltr"


def test_records_of_the_api_are_those_that_the_command_line_prints(client):
    rows = client.get("/api/articles/d2").json()
    assert [row["record"] for row in rows][:2] == ["document", "event"]
    document = rows[0]
    for row in rows:
        if row["record"] == "event":
            trigger = row["trigger"]
            assert document["text"][trigger["start"] : trigger["end"]] == trigger["text"]
