"""Articles are found by words, in any script, and shown with the words marked."""

from __future__ import annotations

import csv
import io

import pytest

from tests.web.found import search_client


def get(path: str, status: int = 200):
    answer = search_client().get(path)
    assert answer.status_code == status, answer.text
    return answer


@pytest.mark.parametrize(
    ("typed", "id_", "mark"),
    [
        ("محمد", "ar1", "مُحَمَّد"),
        ("北京", "zh1", "北京"),
        ("เจรจา", "th1", "เจรจา"),
        ("usulan", "id1", "usulan"),
        ("DOCKERS", "d1", "dockers"),
    ],
)
def test_an_article_is_found_with_its_words_marked(typed, id_, mark):
    page = get(f"/articles?q={typed}").text
    assert f'href="/articles/{id_}"' in page and f"<mark>{mark}</mark>" in page
    rows = get(f"/api/articles?q={typed}").json()["articles"]
    assert [row["id"] for row in rows] == [id_]
    assert mark in [piece["text"] for piece in rows[0]["snippet"] if piece["hit"]]


def test_text_of_the_right_is_shown_right():
    assert '<p class="snippet" dir="auto" lang="ar">' in get("/articles?q=محمد").text


def test_filters_stay_with_words():
    asked = "/api/articles?q=usulan OR 北京&language=zh"
    assert [row["id"] for row in get(asked).json()["articles"]] == ["zh1"]
    assert get("/api/articles?q=usulan&start=2024-05-03").json()["total"] == 0
    assert get("/api/articles?q=usulan&start=2024-05-02&end=2024-05-02").json()["total"] == 1


def test_pages_of_a_search_follow_each_other():
    first = get("/articles?q=-nothingness&size=2").text
    assert "q=-nothingness&amp;size=2&amp;page=2" in first or "page=2" in first
    seen = [
        row["id"]
        for page in (1, 2, 3, 4, 5)
        for row in get(f"/api/articles?q=-nothingness&size=2&page={page}").json()["articles"]
    ]
    assert len(seen) == len(set(seen)) == 8


@pytest.mark.parametrize("typed", ['"', "(", "AND", "a:b", "*", "-", "%", "\\", "'", "NEAR("])
def test_signs_are_no_syntax(typed):
    answer = search_client().get("/articles", params={"q": typed})
    assert answer.status_code == 200


def test_hostile_texts_are_shown_as_texts():
    page = get("/articles?q=minister alert").text
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "\u202e" not in page and "<u>.txt" not in page


def test_a_list_is_a_table_to_keep():
    answer = get("/articles.csv?q=usulan")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["id"] for row in rows] == ["id1"] and "attachment" in str(answer.headers)
    assert len(list(csv.DictReader(io.StringIO(get("/articles.csv").text)))) == 8


def test_events_are_filtered_by_the_same_words():
    found = get("/api/events?text=usulan").json()["events"]
    assert {row["document"] for row in found} == {"id1"}
    assert get("/api/events?text=usulan -jakarta").json()["total"] == 0


def test_the_description_has_typed_answers():
    schema = get("/api/openapi.json").json()
    for path in ("articles", "quotes", "actors", "actors/{actor}", "explain"):
        answer = schema["paths"][f"/api/{path}"]["get"]["responses"]["200"]
        assert "$ref" in answer["content"]["application/json"]["schema"], path
