"""The page behind links of rules says what names mean, and links to further names."""

from __future__ import annotations

import pytest

from tests.web.found import search_client


def get(path: str, status: int = 200, **params: str):
    answer = search_client().get(path, params=params or None)
    assert answer.status_code == status, answer.text
    return answer


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("REJECT", ["/explain?name=veto", "/explain?name=REJECT+yield", "/events?type=REJECT"]),
        ("demand", ["/explain?name=REQUEST", "ontology/composition%3A"]),
        ("military", ["/events?context=military"]),
        ("GOV", ["sector"]),
        ("CONSULT visit", ["mode"]),
        ("en/acts:41", ["/explain?name="]),
    ],
)
def test_a_name_is_explained_with_links(name, parts):
    page = get("/explain", name=name).text.replace("%20", "+").replace("/acts%3A", "/acts%3A")
    for part in parts:
        assert part in page or part.replace("%3A", ":") in page


def test_without_a_name_all_names_are_listed():
    page = get("/explain").text
    for name in ("CONSULT", "GOV", "military", "demand", "withdraw-forces"):
        assert f'href="/explain?name={name}"' in page


def test_an_unknown_name_gets_those_that_come_near():
    page = get("/explain", 404, name="REJET").text
    assert 'href="/explain?name=reject"' in page and "Did you mean" in page
    assert "reject" in get("/api/explain", 404, name="REJET").json()["detail"]


@pytest.mark.parametrize(
    "name", ["<script>x</script>", "/:", "a/b:c", "'; did you mean 'x'?", "\u202e"]
)
def test_any_name_is_answered(name):
    page = get("/explain", 404, name=name).text
    assert "<script>x" not in page and "\u202e" not in page.replace('value="\u202e"', "")
    get("/api/explain", 404, name=name)


def test_meanings_have_types_in_the_api():
    found = get("/api/explain", name="REJECT").json()
    assert [each["kind"] for each in found["meanings"]] == ["type", "act", "operator"]
    assert {"label": "score", "value": "-2"} in found["meanings"][0]["facts"]
    get("/api/explain", 422)
