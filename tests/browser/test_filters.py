"""Filters and searches stand in the address, so that they can be linked to and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def query(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


def told(page: Page) -> int:
    """Return the number of events that the page tells."""
    found = re.search(r"[\d,]+", page.locator(".found strong").inner_text())
    assert found
    return int(found[0].replace(",", ""))


def rows(page: Page) -> int:
    return page.locator("table.events tbody tr").count()


def test_a_facet_narrows_the_events_and_stands_in_the_address(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/events?size=500")
    every = told(page)
    assert rows(page) == min(every, 500)
    facet = page.locator("details:has(summary:text-is('What')) li", has_text="REJECT")
    number = int(facet.locator(".number").inner_text())
    facet.locator("a").click()
    page.wait_for_url("**type=REJECT**")
    assert ("type", "REJECT") in query(page)
    assert rows(page) == told(page) == number < every
    assert set(page.locator("table.events .kind").all_inner_texts()) == {"REJECT"}


def test_a_chip_takes_its_filter_back(open_page: Callable[..., Page]) -> None:
    page = open_page("/events?type=REJECT&party=IDN&size=500")
    page.locator("a.chip", has_text="REJECT").click()
    page.wait_for_url(lambda url: "REJECT" not in url)
    assert ("party", "IDN") in query(page)


def test_the_back_button_goes_back_one_filter(open_page: Callable[..., Page]) -> None:
    page = open_page("/events?size=500")
    every = told(page)
    page.locator("table.events a.party").first.click()
    page.wait_for_url("**party=**")
    assert told(page) < every
    page.go_back()
    page.wait_for_url("**/events?size=500")
    assert told(page) == every


def test_the_form_keeps_what_was_chosen_before(open_page: Callable[..., Page]) -> None:
    page = open_page("/events?type=CONSULT")
    page.get_by_label("Party").fill("IDN")
    page.locator("input[name=from]").fill("2021-01-01")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**party=IDN**")
    assert {("type", "CONSULT"), ("party", "IDN"), ("from", "2021-01-01")} <= set(query(page))
    expect(page.get_by_label("Party")).to_have_value("IDN")


def test_pages_follow_each_other_without_a_gap(open_page: Callable[..., Page]) -> None:
    page = open_page("/events?size=50")
    every, seen = told(page), rows(page)
    while page.get_by_role("link", name="Next").count():
        here = page.url
        page.get_by_role("link", name="Next").click()
        page.wait_for_url(lambda url, here=here: url != here)
        seen += rows(page)
    assert seen == every


def test_nothing_left_tells_which_filter_to_take_out(open_page: Callable[..., Page]) -> None:
    page = open_page("/events?party=NOBODY")
    page.locator("p", has_text="No event is left").get_by_role("link", name="NOBODY").click()
    page.wait_for_url(lambda url: "NOBODY" not in url)
    assert told(page) > 100


def test_the_language_is_chosen_once(open_page: Callable[..., Page]) -> None:
    page = open_page("/events?type=REJECT")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Bahasa Indonesia").click()
    expect(page.locator("html")).to_have_attribute("lang", "id")
    assert query(page) == [("type", "REJECT")]
    page.goto("/articles")
    expect(page.locator("html")).to_have_attribute("lang", "id")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_browser_in_indonesian_is_spoken_to_so(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/", locale="id-ID")
    expect(page.locator("html")).to_have_attribute("lang", "id")
