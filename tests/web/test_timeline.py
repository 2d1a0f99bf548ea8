"""The timeline: numbers by period and days with their events, as the records have them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from html import unescape

import pytest

from kabar.analysis.dyads import QUADS, quad_of
from kabar.views.charts_days import period_start
from tests.web.drawn import HOSTILE, client, events


@pytest.mark.parametrize("by", ["day", "week", "month", "quarter", "year"])
def test_periods_have_the_quads_of_the_records(by: str) -> None:
    answer = client().get(f"/api/timeline?by={by}").json()
    counted = Counter((str(period_start(e.date.start, by)), quad_of(e)) for e in events() if e.date)
    found = {
        (row["start"], quad): row[quad] for row in answer["periods"] for quad in QUADS if row[quad]
    }
    assert found == counted
    assert answer["total"] == len(events())
    assert answer["without_day"] == sum(e.date is None for e in events())


def test_filter_holds_for_numbers_and_list() -> None:
    page = client().get("/timeline?type=REJECT&from=2023-01-01&by=month").text
    assert "<strong>12 events</strong>" in page
    assert page.count("#event:e2") == 12
    assert "#event:e1" not in page


def test_events_behind_a_period_are_as_many_as_it_says() -> None:
    page = unescape(client().get("/timeline?by=quarter&type=REJECT&type=AID").text)
    links = re.findall(r'href="/events\?([^"]*to=[^"]*)">([\d,]+) event', page)
    assert len(links) == 8
    for query, number in links:
        assert "type=REJECT&type=AID" in query
        assert client().get(f"/api/events?{query}").json()["total"] == int(number)


@pytest.mark.parametrize(("order", "first"), [("newest", "2023"), ("oldest", "2022")])
def test_days_are_in_the_order_asked_for(order: str, first: str) -> None:
    page = client().get(f"/timeline?order={order}&party=RUS&size=5").text
    days = re.findall(r"<h2>([^<]*)</h2>", page)
    assert first in days[0]
    assert len(days) >= 2
    if order == "oldest":
        assert "order=oldest" in page.split('rel="next"')[1]


def test_long_series_show_their_latest_periods_and_lead_to_earlier_ones() -> None:
    page = unescape(client().get("/timeline?by=day").text)
    assert "before 2023-09-05 or after" in page or "Not shown" in page
    earlier = re.search(r'href="\?([^"]*)">Earlier periods', page)
    assert earlier
    assert "by=day" in earlier.group(1)
    assert client().get(f"/timeline?{earlier.group(1)}").status_code == 200


def test_nothing_left_says_what_to_do() -> None:
    page = client().get("/timeline?type=AID&source=RUS")
    assert page.status_code == 200
    assert "Take out a filter" in page.text


def test_csv_has_every_period() -> None:
    rows = list(csv.DictReader(io.StringIO(client().get("/timeline.csv?by=year").text)))
    dated = [e for e in events() if e.date]
    assert sum(int(row["events"]) for row in rows) == len(dated)


def test_hostile_titles_are_escaped() -> None:
    page = client().get("/timeline").text
    assert HOSTILE not in page
    assert "&lt;img" in page
