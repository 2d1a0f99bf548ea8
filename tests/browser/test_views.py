"""Every view at two sizes and in both colour schemes: it fits, says what it is, bars nobody."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.browser.opening import SIZES, barriers, picture, wider_than_the_window
from tests.web.views import VIEWS

pytestmark = pytest.mark.browser

SCHEMES = {"desk": "light", "phone": "dark"}
LOOKS = [(view, size, SCHEMES[size]) for view in VIEWS for size in SIZES]
"""Each view at both sizes; KABAR_ALL_LOOKS=1 opens each in both schemes at either."""
if os.environ.get("KABAR_ALL_LOOKS"):
    LOOKS = list(product(VIEWS, SIZES, SCHEMES.values()))


@pytest.mark.parametrize(("view", "size", "scheme"), LOOKS, ids=["-".join(x) for x in LOOKS])
def test_a_view_fits_and_bars_nobody(
    open_page: Callable[..., Page], article: str, view: str, size: str, scheme: str
) -> None:
    page = open_page(VIEWS[view].format(article=article), size=size, scheme=scheme)
    picture(page, f"{view}-{size}-{scheme}")
    assert page.title().endswith(" · Kabar")
    assert len(page.title()) > len(" · Kabar")
    expect(page.locator("h1")).to_have_count(1)
    assert wider_than_the_window(page) == []
    assert barriers(page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_the_first_tab_skips_to_the_content(
    open_page: Callable[..., Page], article: str, view: str
) -> None:
    page = open_page(VIEWS[view].format(article=article))
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tab_reaches_views_and_rows_and_shows_where_it_is(
    open_page: Callable[..., Page], scheme: str
) -> None:
    page = open_page("/events?type=REJECT&size=5", scheme=scheme)
    reached = []
    for _ in range(150):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
        if reached[-1]["row"]:
            break
    assert [each["href"] for each in reached if each["nav"]][:3] == ["/", "/articles", "/events"]
    assert reached[-1]["row"]
    assert [each["html"] for each in reached if not each["shown"]] == []


FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const box = at.getBoundingClientRect();
  return {
    href: at.getAttribute('href'), nav: !!at.closest('header nav'), row: !!at.closest('tbody'),
    shown: ring && box.width > 0 && box.height > 0, html: at.outerHTML.slice(0, 100),
  };
}"""
"""Tells what has the focus, and whether a reader sees it."""


def test_larger_letters_still_fit(open_page: Callable[..., Page], article: str) -> None:
    """Twice the letters at 1280 pixels is as a window of 640, which WCAG asks for."""
    for address in VIEWS.values():
        page = open_page(address.format(article=article))
        page.set_viewport_size({"width": 640, "height": 450})
        assert wider_than_the_window(page) == [], address


def test_everything_can_be_read_without_scripts(
    open_page: Callable[..., Page], article: str
) -> None:
    page = open_page(f"/articles/{article}", java_script_enabled=False)
    expect(page.locator("article.text")).to_be_visible()
    assert page.locator("[data-record]").count() > 10
