"""A real browser on a real page: Chromium, `kabar add` and `kabar serve`.

KABAR_CHROMIUM names another browser, KABAR_SCREENSHOTS a folder to write pictures to.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kabar.store.store import Store
from tests.browser.opening import SIZES, Opened
from tests.web.hostile import ARABIC, RUN, plain

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("KABAR_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
CASE = Path("examples/cases/nato-russia/case.toml")
PATIENCE = 15_000
"""Milliseconds that a page may take on a busy machine."""


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the shipped articles, those of a case, and one that runs from right to left."""
    path = tmp_path_factory.mktemp("browser") / "browser.db"
    run_kabar("add", "examples/articles", str(CASE.parent / "articles"), "--store", str(path))
    with Store(str(path)) as opened:
        opened.begin(RUN)
        opened.add(plain("arabic", ARABIC, title=ARABIC[:30], language="ar"), RUN)
    return path


@pytest.fixture(scope="session")
def article(store: Path) -> str:
    """The id of the article with the most events."""
    with Store(str(store)) as opened:
        return max(opened.articles(), key=lambda coded: len(coded.events)).document.id


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    """The address of `kabar serve` on a free port, without the last slash."""
    command = [sys.executable, "-m", "kabar", "serve", "--store", str(store)]
    command += ["--no-open", "--port", "0", "--case", str(CASE)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        try:
            told = ""
            for line in server.stderr:
                told += line
                found = re.match(r"(http://\S+)/ ", line)
                if found:
                    yield found[1]
                    break
            else:
                pytest.fail(f"kabar serve did not begin: {told}")
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.fail(f"{CHROMIUM} is not there; install chromium or set KABAR_CHROMIUM")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """A function that opens an address of the page, at a size and in a colour scheme.

    At the end the test fails if the console told an error, a policy was broken or another host was
    asked.
    """
    contexts: list[BrowserContext] = []
    opened = Opened(address)

    def open_at(path: str, *, size: str = "desk", scheme: str = "light", **more: object) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            **{"locale": "en-GB", **more},
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        opened.watch(page)
        page.goto(path, wait_until="load")
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert not opened.wrong, "\n".join(opened.wrong)


def run_kabar(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "kabar", *arguments], cwd=ROOT, check=True)
