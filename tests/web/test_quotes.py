"""Quotes are found by words, speaker, party, kind, language and day."""

from __future__ import annotations

import csv
import io

import pytest

from tests.web.found import search_client


def get(path: str, status: int = 200, **params: str):
    answer = search_client().get(path, params=params or None)
    assert answer.status_code == status, answer.text
    return answer


@pytest.mark.parametrize(
    ("params", "documents"),
    [
        ({"q": "المفاوضات"}, {"ar1"}),
        ({"q": "kami"}, {"id1"}),
        ({"q": "told -today"}, {"d1"}),
        ({"speaker": "retno"}, {"id1"}),
        ({"speaker": "محمد"}, {"ar1"}),
        ({"party": "IDN"}, {"id1"}),
        ({"actor": "wd:Q1"}, {"id1"}),
        ({"kind": "indirect"}, {"ar1"}),
        ({"kind": ""}, {"ar1", "id1", "d1", "bad"}),
        ({"language": "id"}, {"id1"}),
        ({"from": "2024-05-02"}, {"id1"}),
        ({"to": "2024-03-31"}, {"d1", "bad"}),
        ({"q": "kami", "party": "RUS"}, set()),
        ({"q": "%"}, set()),
    ],
)
def test_quotes_are_found(params, documents):
    found = get("/api/quotes", **params).json()
    assert {row["document"] for row in found["quotes"]} == documents
    assert found["total"] == len(documents)
    page = get("/quotes", **params).text
    for document in documents:
        assert f"/articles/{document}#quote:q1" in page


def test_a_quote_has_speaker_cue_and_marked_words():
    page = get("/quotes", q="menolak").text
    assert 'href="/actors/wd%3AQ1"' in page or 'href="/actors/wd:Q1"' in page
    assert "<mark>menolak</mark>" in page and '<bdi lang="id">kata</bdi>' in page


def test_an_unknown_kind_is_refused():
    assert get("/api/quotes", 422, kind="sung").json()["detail"]


def test_hostile_words_are_shown_as_words():
    page = get("/quotes", party="TOV").text
    assert "<b onclick" not in page and "<img" not in page and "\u202e" not in page
    assert "&lt;b onclick=x&gt;stop" in page


def test_right_to_left_words_have_their_direction():
    assert '<blockquote dir="auto" lang="ar">' in get("/quotes", language="ar").text


def test_pages_follow_each_other():
    seen = [
        row["record"]
        for page in "1234"
        for row in get("/api/quotes", size="1", page=page).json()["quotes"]
    ]
    assert len(set(seen)) == 4 and get("/api/quotes", page="99").json()["quotes"] == []


def test_quotes_are_a_table_to_keep():
    rows = list(csv.DictReader(io.StringIO(get("/quotes.csv", language="id").text)))
    assert rows[0]["speaker"] == "Retno Marsudi" and rows[0]["text"] == "Kami menolak,"
