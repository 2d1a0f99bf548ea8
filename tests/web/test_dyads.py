"""Dyads: the list, and a dyad over time, told as the records have it."""

from __future__ import annotations

import csv
import io
from html import unescape
from urllib.parse import quote

import pytest

from kabar.analysis.change_points import change_points
from kabar.analysis.series import dyad_series
from kabar.analysis.series_counts import PeriodCount, frame_of_counts
from kabar.errors import UnknownName
from tests.web.drawn import HOSTILE, articles, client, dyads, events, pairs


def test_list_has_every_dyad_with_its_events() -> None:
    answer = client().get("/api/dyads").json()
    found = {(row["source"], row["target"]): row["events"] for row in answer["dyads"]}
    assert found == dyads()
    assert answer["total"] == len(dyads())
    numbers = [row["events"] for row in answer["dyads"]]
    assert numbers == sorted(numbers, reverse=True)


def test_mean_score_and_days_of_a_dyad() -> None:
    rows = client().get("/api/dyads", params={"source": "RUS", "target": "UKR"}).json()["dyads"]
    of_dyad = events(lambda e: ("RUS", "UKR") in pairs(e))
    assert len(rows) == 1
    assert rows[0]["mean_score"] == sum(e.score for e in of_dyad) / len(of_dyad)
    assert (rows[0]["first"], rows[0]["last"]) == ("2022-01-05", "2023-12-05")


def test_party_leaves_only_its_dyads() -> None:
    rows = client().get("/api/dyads?party=NATO").json()["dyads"]
    assert {(row["source"], row["target"]) for row in rows} == {
        pair for pair in dyads() if "NATO" in pair
    }


def test_pages_of_the_list_do_not_repeat() -> None:
    pages = [client().get(f"/api/dyads?size=2&page={n}").json()["dyads"] for n in (1, 2, 3, 4)]
    rows = [(row["source"], row["target"]) for page in pages for row in page]
    assert len(rows) == len(set(rows)) == len(dyads())


def test_undated_dyad_has_no_days() -> None:
    rows = client().get("/api/dyads?source=HAMAS.PSE").json()["dyads"]
    assert [(row["first"], row["last"], row["mean_score"]) for row in rows] == [(None, None, None)]


@pytest.mark.parametrize("by", ["day", "week", "month", "quarter", "year"])
def test_periods_hold_all_dated_events(by: str) -> None:
    answer = client().get(f"/api/dyads/RUS/UKR?by={by}").json()
    there, back = answer["directions"]
    assert sum(row["events"] for row in there["periods"]) == dyads()["RUS", "UKR"]
    assert sum(row["events"] for row in back["periods"]) == dyads()["UKR", "RUS"]
    assert answer["by"] == by


def test_months_are_those_of_a_series_of_records() -> None:
    frame = dyad_series(articles(), by="month", dyads=[("RUS", "UKR")])
    rows = client().get("/api/dyads/RUS/UKR?by=month").json()["directions"][0]["periods"]
    assert [(row["period"], row["events"], row["mean_score"]) for row in rows] == [
        (str(r["period"]), r["count"], r["mean_score"]) for r in frame.to_dict("records")
    ]


def test_change_of_level_is_that_of_the_records() -> None:
    found = change_points(dyad_series(articles(), by="month", dyads=[("RUS", "UKR")]))
    changes = client().get("/api/dyads/RUS/UKR?by=month").json()["changes"]
    of_dyad = [row for row in changes if row["source"] == "RUS"]
    assert [(c["period"], c["mean_before"], c["events_after"]) for c in of_dyad] == [
        (str(r["period"]), r["mean_before"], r["count_after"]) for r in found.to_dict("records")
    ]
    assert of_dyad[0]["period"] == "2023-01"


def test_undirected_counts_an_event_once() -> None:
    answer = client().get("/api/dyads/RUS/NATO?directed=false&by=year").json()
    meant = events(lambda e: bool(pairs(e) & {("RUS", "NATO"), ("NATO", "RUS")}))
    assert [each["events"] for each in answer["directions"]] == [len(meant)] == [answer["events"]]


def test_events_behind_each_period_are_as_many_as_it_says() -> None:
    text = client().get("/dyads/RUS/NATO?by=quarter&type=CONSULT&from=2022-02-01").text
    links = [unescape(part.split('"')[0]) for part in text.split('href="/events?')[1:]]
    behind = [link for link in links if "to=" in link and "dyad=RUS~NATO" in link]
    assert behind
    assert all("type=CONSULT" in link and "by=" not in link for link in behind)
    numbers = [client().get(f"/api/events?{link}").json()["total"] for link in behind]
    assert numbers == [1] * len(behind)
    assert len(behind) == 7


def test_party_with_a_dot_has_a_page() -> None:
    page = client().get("/dyads/HAMAS.PSE/ISR")
    assert page.status_code == 200
    assert "8 events" in page.text
    assert "none of these events has a day" in page.text


@pytest.mark.parametrize("path", ["/dyads/RUS/XYZ", "/dyads/RUS/RUS", f"/dyads/{quote('<b>')}/RUS"])
def test_unknown_dyad_says_what_to_do(path: str) -> None:
    page = client().get(path)
    assert page.status_code == 404
    assert "All dyads" in page.text
    assert "<b>" not in page.text
    assert client().get(f"/api{path}").status_code == 404


def test_wrong_period_is_told() -> None:
    assert client().get("/dyads/RUS/UKR?by=century").status_code == 422
    with pytest.raises(UnknownName, match="century"):
        frame_of_counts([PeriodCount("A", "B", None, 1, 0, None)], by="century")  # type: ignore[arg-type]


def test_csv_has_the_numbers_of_the_api() -> None:
    rows = list(csv.DictReader(io.StringIO(client().get("/dyads.csv").text)))
    assert sum(int(row["events"]) for row in rows) == sum(dyads().values())
    text = client().get("/dyads/RUS/UKR/series.csv?by=year").text
    series = list(csv.DictReader(io.StringIO(text)))
    there = [row for row in series if row["source"] == "RUS"]
    assert [(row["period"], row["events"]) for row in there] == [("2022", "12"), ("2023", "12")]


def test_hostile_names_are_escaped() -> None:
    for path in ("/dyads", f"/dyads/{quote(HOSTILE)}/ISR"):
        page = client().get(path)
        assert page.status_code == 200
        assert HOSTILE not in page.text
        assert "&lt;img" in page.text


def test_links_keep_the_filter() -> None:
    text = unescape(client().get("/dyads?type=CONSULT&party=NATO&size=1").text)
    assert 'href="/dyads/NATO/RUS?type=CONSULT"' in text
    assert "?type=CONSULT&party=NATO" in text
    assert "page=2" in text
