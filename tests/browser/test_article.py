"""The reading view: records and their words light each other, an address points at a record."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

LIT = re.compile(r"\blit\b")


@pytest.fixture
def page(open_page: Callable[..., Page], article: str) -> Page:
    return open_page(f"/articles/{article}")


def card(page: Page, number: int = 0) -> tuple[str, Locator]:
    """Return the name of an event and its card."""
    found = page.locator(".card[data-kind=event]").nth(number)
    return str(found.get_attribute("data-record")), found


def words(page: Page, record: str) -> Locator:
    return page.locator(f".w[data-records~='{record}']")


def test_pointing_at_a_record_lights_its_words(page: Page) -> None:
    record, found = card(page)
    found.hover()
    expect(found).to_have_class(LIT)
    assert words(page, record).count() > 0
    for each in words(page, record).all():
        expect(each).to_have_class(LIT)
    _, other = card(page, 1)
    other.hover()
    expect(found).not_to_have_class(LIT)


def test_a_record_with_the_focus_lights_its_words(page: Page) -> None:
    record, found = card(page, 1)
    found.focus()
    expect(found).to_have_class(LIT)
    expect(words(page, record).first).to_have_class(LIT)


def test_pointing_at_words_lights_their_record(page: Page) -> None:
    record, found = card(page)
    words(page, record).and_(page.locator(".trigger")).first.hover()
    expect(found).to_have_class(LIT)


def test_a_click_on_words_goes_to_their_record(page: Page) -> None:
    number = page.locator(".card[data-kind=event]").count() - 1
    record, _ = card(page, number)
    words(page, record).and_(page.locator(".trigger")).last.click()
    focused = page.locator("[data-record]:focus")
    expect(focused).to_have_count(1)
    expect(focused).to_be_in_viewport()
    assert record in str(
        words(page, str(focused.get_attribute("data-record"))).last.get_attribute("data-records")
    )


def test_an_address_lights_the_record_that_it_names(
    open_page: Callable[..., Page], page: Page, article: str
) -> None:
    record, _ = card(page, 4)
    there = open_page(f"/articles/{article}#{record}")
    found = there.locator(f".card[data-record='{record}']")
    expect(found).to_have_class(LIT)
    expect(found).to_be_in_viewport()
    expect(words(there, record).first).to_be_in_viewport()


def test_the_records_stay_in_sight_beside_the_text(page: Page) -> None:
    page.locator("article.text > p").last.scroll_into_view_if_needed()
    expect(page.locator("aside.records")).to_be_in_viewport(ratio=0.5)


def test_on_a_phone_the_records_stand_below_the_text(
    open_page: Callable[..., Page], article: str
) -> None:
    page = open_page(f"/articles/{article}", size="phone")
    text, records = (page.locator(name).bounding_box() for name in ("article.text", ".records"))
    assert text and records
    assert records["y"] >= text["y"] + text["height"]


def test_a_script_from_right_to_left_is_laid_out_so(open_page: Callable[..., Page]) -> None:
    page = open_page("/articles/arabic")
    text = page.locator("article.text")
    expect(text).to_have_attribute("lang", "ar")
    for each in (text, text.locator("h1"), text.locator("> p").first):
        assert each.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert page.locator("aside.records").evaluate("a => getComputedStyle(a).direction") == "ltr"
    heading = text.locator("h1").evaluate(
        """each => { const words = document.createRange(); words.selectNodeContents(each);
        return [words.getBoundingClientRect().right, each.getBoundingClientRect().right]; }"""
    )
    assert abs(heading[0] - heading[1]) < 2
