"""The map: places with the events of the records, drawn where they are."""

from __future__ import annotations

import csv
import io
from html import unescape

import pytest

from kabar.views.charts_map import Spot, map_chart, outlines
from kabar.views.charts_projection import fitted
from tests.web.drawn import HOSTILE_PLACE, client, events


def test_places_have_the_events_of_the_records() -> None:
    answer = client().get("/api/map").json()
    found = {row["place"]: row for row in answer["places"]}
    for name in ("Kyiv", "Ukraine", "Brussels", HOSTILE_PLACE):
        there = events(lambda e, name=name: e.place is not None and e.place.name == name)
        assert found[name]["events"] == len(there)
    assert answer["without_place"] == sum(e.place is None for e in events())
    assert answer["without_coordinates"] == found[HOSTILE_PLACE]["events"]
    assert answer["events"] == len(events())


def test_country_alone_is_told_apart() -> None:
    rows = {row["place"]: row for row in client().get("/api/map").json()["places"]}
    assert rows["Ukraine"]["is_country"]
    assert not rows["Kyiv"]["is_country"]
    assert "only the country is known" in client().get("/map").text


def test_mean_score_of_a_place() -> None:
    there = events(lambda e: e.place is not None and e.place.name == "Kyiv")
    row = client().get("/api/map?place=Kyiv").json()["places"][0]
    assert row["mean_score"] == pytest.approx(sum(e.score for e in there) / len(there))


def test_link_of_a_place_leads_to_its_events() -> None:
    page = unescape(client().get("/map?type=ASSAULT").text)
    assert 'href="/events?type=ASSAULT&place=Kyiv&country=UKR"' in page
    assert client().get("/api/events?type=ASSAULT&place=Kyiv&country=UKR").json()["total"] == 12


def test_note_counts_what_is_not_on_the_map() -> None:
    page = client().get("/map").text
    assert "24 events without a place" in page
    assert "8 events at 1 place without coordinates" in page


def test_nothing_left_says_what_to_do() -> None:
    page = client().get("/map?type=REJECT")
    assert page.status_code == 200
    assert "Take out a filter" in page.text
    assert "No map" in page.text


def test_csv_has_every_place() -> None:
    rows = list(csv.DictReader(io.StringIO(client().get("/map.csv?size=1").text)))
    assert len(rows) == 4


def test_hostile_places_are_escaped() -> None:
    page = client().get("/map").text
    assert HOSTILE_PLACE not in page
    assert "&lt;script&gt;" in page


def test_chart_is_the_same_each_time_and_escapes_names() -> None:
    spots = [Spot(HOSTILE_PLACE, 10.0, 20.0, 5, -1.0, False), Spot("Fiji", -18, 178, 2, None, True)]
    chart = map_chart(spots)
    assert chart == map_chart(spots[::-1])
    assert "<script" not in chart.svg


def test_places_on_both_sides_of_the_date_line_are_near_each_other() -> None:
    view = fitted([(-18.0, 178.0), (-14.0, -171.0)], 720, 300, 460)
    fiji, samoa = view.pixel((-18.0, 178.0)), view.pixel((-14.0, -171.0))
    assert 0 < fiji[0] < samoa[0] < 720
    assert view.scale > 1000


@pytest.mark.parametrize("latitude", [90.0, -90.0, 0.0])
def test_one_place_anywhere_is_in_the_middle(latitude: float) -> None:
    view = fitted([(latitude, 179.9)], 720, 300, 460)
    assert view.pixel((latitude, 179.9)) == pytest.approx((360, view.height / 2), abs=0.5)


def test_outlines_are_closed_rings() -> None:
    rings = [ring for polygon in outlines()["geometry"]["coordinates"] for ring in polygon]
    assert len(rings) > 250
    assert all(ring[0] == ring[-1] for ring in rings)
