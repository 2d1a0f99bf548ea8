"""A page on a small store for tests, asked as a browser asks it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from fastapi.testclient import TestClient
from lxml import html

from kabar.analysis.cases import Case
from kabar.settings import Settings
from kabar.store.store import Store
from kabar.web.app import make_app
from kabar.web.site import Site, make_site

BASE = "http://localhost"
SEAL = re.compile(r'name="seal" value="([^"]+)"')


@contextmanager
def visiting(
    path: Path, *, cases: Mapping[str, Case] | None = None, token: str | None = None
) -> Iterator[TestClient]:
    """Open a page on a store; errors are answered, not raised."""
    with Store(str(path)) as store:
        site = make_site(store, settings=Settings(), cases=cases, token=token)
        with TestClient(make_app(site), base_url=BASE, raise_server_exceptions=False) as client:
            yield client


def site_behind(client: TestClient) -> Site:
    """Return the page that a client asks."""
    site: Site = client.app.state.site  # type: ignore[attr-defined]
    return site


def seal_of(client: TestClient, address: str = "/") -> str:
    """Return the seal of the forms of a page."""
    found = SEAL.search(client.get(address).text)
    assert found, f"{address} has no form"
    return found.group(1)


def tree(text: str) -> html.HtmlElement:
    """Return the elements of a page."""
    return html.document_fromstring(text)


def words(element: html.HtmlElement) -> str:
    """Return the text of an element on one line."""
    return " ".join(element.text_content().split())
