"""What tests look at in a page that a browser has opened."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

SIZES = {"desk": (1440, 900), "phone": (360, 740)}
GRAVE = ("serious", "critical")
WIDER = """() => {
  const width = document.documentElement.clientWidth;
  const inside = (each) => {
    for (let up = each.parentElement; up; up = up.parentElement)
      if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  return [...document.querySelectorAll('body *')]
    .filter((each) => each.getBoundingClientRect().right > width + 1 && !inside(each))
    .map((each) => each.outerHTML.slice(0, 120));
}"""
"""Finds what stands out of the window to the right, but for what scrolls in a box of its own."""


@dataclass
class Opened:
    """Pages of one test, and what went wrong in them."""

    address: str
    wrong: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note errors of the console, broken policies, and requests to other hosts."""
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.wrong.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:", "about:", "blob:")):
            self.wrong.append(f"asked another host: {request.url}")


def wider_than_the_window(page: Page) -> list[str]:
    """Return what makes a page scroll to the side."""
    found: list[str] = page.evaluate(WIDER)
    scrolls = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return found or (["the page scrolls to the side"] if scrolls else [])


def barriers(page: Page) -> list[str]:
    """Return what keeps readers out, as axe finds it, of serious or critical impact."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


def picture(page: Page, name: str) -> None:
    """Write what the page shows to the folder that KABAR_SCREENSHOTS names, if it does."""
    folder = os.environ.get("KABAR_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
