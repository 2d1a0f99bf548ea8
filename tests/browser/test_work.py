"""The work of an analyst: add, check, correct, hand on; follow a dyad; read a table."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TEXT = (
    "Tovarian police arrested 12 students in Jakarta on Monday.\n\n"
    "Germany demanded that Tovaria release them."
)
CASE = "/cases/nato-and-russia-winter-2021-22"


def test_an_article_is_added_checked_and_handed_on(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Add an article").click()
    page.get_by_label("Text of the article").fill(TEXT)
    page.get_by_label("Day of publication").fill("2024-05-08")
    page.get_by_role("button", name="Code it").click()
    page.wait_for_url(re.compile(r"/articles/[0-9a-f]+$"), timeout=60_000)
    article = page.url.rpartition("/")[2]
    cards = page.locator(".card[data-kind=event]")
    arrest = cards.filter(has_text="COERCE").first
    arrest.focus()
    expect(page.locator(".w.trigger.lit").first).to_contain_text("arrested")
    page.keyboard.press("a")
    expect(arrest.get_by_role("status")).to_have_text("accepted")

    demand = cards.filter(has_text="REQUEST").first
    demand.get_by_role("link", name="Correct").click()
    page.get_by_label("To whom").fill("TOV")
    page.get_by_role("button", name="Keep the correction").click()
    page.wait_for_url(re.compile(rf"/articles/{article}"))
    expect(demand.get_by_role("status")).to_have_text("corrected")

    page.get_by_role("button", name="This article is finished").first.click()
    page.wait_for_load_state()
    answer = page.request.get("/review/gold.zip")
    names = zipfile.ZipFile(io.BytesIO(answer.body()))
    gold = [json.loads(names.read(n)) for n in names.namelist() if n.startswith("gold/")]
    mine = next(each for each in gold if any("TOV" in str(e["target"]) for e in each["events"]))
    assert {"COERCE", "REQUEST"} <= {kind for event in mine["events"] for kind in event["types"]}
    rules = page.request.get("/api/review/rules").json()
    assert sum(rule["accepted"] for rule in rules) >= 1


def test_a_dyad_is_followed_to_the_words_behind_a_period(open_page: Callable[..., Page]) -> None:
    page = open_page("/dyads")
    page.locator("table.dyads").get_by_role("link", name="RUS").first.click()
    page.wait_for_url(re.compile(r"/dyads/.+/.+"))
    behind = page.locator("table.series tbody tr a").first
    told = int(re.sub(r"\D", "", behind.inner_text()))
    behind.click()
    page.wait_for_url("**/events?**")
    expect(page.locator("p.found strong")).to_have_text(re.compile(rf"^{told} event"))
    page.locator("table.events tbody tr td:last-child a").first.click()
    expect(page.locator(".w.trigger.lit").first).to_be_in_viewport()


def test_the_table_is_read_as_it_stood_earlier(open_page: Callable[..., Page]) -> None:
    page = open_page("/cases")
    page.get_by_role("main").get_by_role("link").first.click()
    page.wait_for_url(f"**{CASE}")
    shown = page.locator("#shown-day")
    latest = shown.inner_text()
    statements = page.locator("table.matrix td a")
    many = statements.count()
    page.locator("#step").focus()
    page.keyboard.press("Home")
    page.wait_for_url(re.compile(r"step=0"))
    assert shown.inner_text() != latest
    assert 0 < statements.count() < many
    words = statements.first
    words.click()
    page.wait_for_url(re.compile(r"/articles/.+#position:"))
    expect(page.locator(".w.content.lit").first).to_be_in_viewport()


def test_a_filter_leads_from_the_map_to_its_events(open_page: Callable[..., Page]) -> None:
    page = open_page("/map")
    place = page.locator("table.places tbody tr").first
    number = int(re.sub(r"\D", "", place.locator("td.number").first.inner_text()))
    place.get_by_role("link").first.click()
    page.wait_for_url("**/events?**")
    expect(page.locator("p.found strong")).to_have_text(re.compile(rf"^{number} event"))
