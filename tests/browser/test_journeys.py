"""What a reader comes for, from the first page to the words that answer the question."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_from_the_first_page_to_the_words_of_an_event(
    open_page: Callable[..., Page], size: str
) -> None:
    page = open_page("/", size=size)
    page.locator("section", has_text="What").get_by_role("link", name="REJECT").click()
    row = page.locator("table.events tbody tr").first
    words = row.locator("td:last-child a").first
    trigger = words.inner_text()
    words.click()
    page.wait_for_url(re.compile(r"/articles/.+#event:"))
    lit = page.locator(".w.trigger.lit")
    assert trigger.split()[0] in " ".join(lit.all_inner_texts())
    expect(lit.first).to_be_in_viewport()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_from_a_search_to_an_article(open_page: Callable[..., Page], size: str) -> None:
    page = open_page("/", size=size)
    search = page.get_by_label("Search articles")
    search.fill("Natuna")
    search.press("Enter")
    page.wait_for_url("**/articles?q=Natuna")
    expect(page.get_by_label("Words")).to_have_value("Natuna")
    found = page.locator("ol.list a").first
    found.click()
    expect(page.locator("article.text")).to_contain_text("Natuna")
    page.go_back()
    expect(page.get_by_label("Words")).to_have_value("Natuna")


def test_a_search_without_a_find_says_what_to_do(open_page: Callable[..., Page]) -> None:
    page = open_page("/articles?q=zzyzx")
    expect(page.locator("main")).to_contain_text("Fewer words find more")


def test_from_an_event_to_the_rule_that_read_it(
    open_page: Callable[..., Page], article: str
) -> None:
    page = open_page(f"/articles/{article}")
    card = page.locator(".card[data-kind=event]").first
    card.locator("summary").click()
    rule = card.locator(".why p code")
    expect(rule).to_be_visible()
    assert re.fullmatch(r"\w+/\w+:\d+", rule.inner_text())


def test_what_is_not_there_is_told_with_a_way_on(open_page: Callable[..., Page]) -> None:
    page = open_page("/login")
    answer = page.request.get("/articles/nothing")
    assert answer.status == 404
    page.set_content(re.sub(r"<(script|link)[^>]*>", "", answer.text()))
    expect(page.get_by_role("alert")).to_contain_text("no such article")
    expect(page.get_by_role("main").get_by_role("link", name="Overview")).to_be_visible()
