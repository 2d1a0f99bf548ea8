"""Hostile articles and addresses: nothing they hold is obeyed, and asking changes nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from httpx import Response
from lxml import html

from kabar.settings import read_settings
from kabar.store.store import Store
from kabar.web.app import make_app
from kabar.web.site import make_site
from tests.web.hostile import BRACES, LINK, LONG, fill
from tests.web.views import API, DOWNLOADS, VIEWS

OF_INDEX = re.compile("_index|^searched")
MISSING = {VIEWS["dyad"], VIEWS["actor"]}
"""Views of what the hostile store does not hold."""
MOST = 60
"""Pages that a walk over the links visits."""
ALIKE = 2
"""Pages of those with the same path and the same names in the query."""
URLS = ("href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href", "ping")
SCHEMES = ("", "http", "https")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")

VALUES = (
    *("", "0", "-1", "1e9", "99999999999999999999", "NaN", "\x00", "\ud7ff\uffff", "é", "🦆" * 60),
    *("'; DROP TABLE documents; --", '" OR 1=1', "%", "_", "\\", "*", "x" * 300, BRACES, LINK),
    *("0000-01-01", "0001-01-01", "9999-12-31", "2024-02-30", "1700000000", "2024-03-05T00:00"),
    *("RUS~UKR", "~", "RUS~", "a~b~c", "<script>", "../..", "NEAR(", '"a', "a AND", "-x", "(", ":"),
)
NAMES = (
    *("from", "to", "start", "end", "source", "target", "party", "dyad", "type", "mode", "context"),
    *("modality", "country", "place", "language", "outlet", "said_by", "text", "q", "story"),
    *("happening", "document", "order", "page", "size"),
)
LISTS = ("source", "target", "type", "context", "place", "language", "outlet", "text", "q")
"""Names that take any value."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(str(fill(tmp_path_factory.mktemp("hostile") / "hostile.db"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    site = make_site(store, settings=read_settings())
    return TestClient(make_app(site), base_url="http://localhost")


@pytest.fixture(scope="module")
def walked(client: TestClient) -> dict[str, Response]:
    """The pages that links lead to from the views, the first ones of many alike."""
    waiting = [address.format(article="attack") for address in VIEWS.values()]
    waiting += [f"/articles/{name}" for name in ("odd", "long", "arabic", "early", "late")]
    found: dict[str, Response] = {}
    seen: Counter[str] = Counter()
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        seen[shape(address)] += address not in found
        if address in found or seen[shape(address)] > ALIKE:
            continue
        answer = client.get(address)
        found[address] = answer
        if "html" in answer.headers["content-type"]:
            tree = html.fromstring(answer.content)
            links = (urljoin(address, link) for link in tree.xpath("//a/@href"))
            waiting += [link.partition("#")[0] for link in links if not urlsplit(link).netloc]
    return found


def shape(address: str) -> str:
    """Return an address without the values of its query and the last part of a longer path."""
    parts = urlsplit(address)
    folder, _, name = parts.path.rpartition("/")
    names = sorted({name for name, _ in parse_qsl(parts.query)})
    return f"{folder or name} {names}" if folder != "/articles" else address


def trees(walked: dict[str, Response]) -> Iterator[tuple[str, html.HtmlElement]]:
    for address, answer in walked.items():
        if answer.headers["content-type"].startswith("text/html"):
            yield address, html.fromstring(answer.content)


def test_the_walk_sees_the_attack(walked: dict[str, Response]) -> None:
    assert len(walked) > 30
    assert "&lt;script&gt;alert(1)" in walked["/articles/attack"].text
    assert "&lt;script&gt;alert(0)" not in walked["/articles"].text


def test_every_link_leads_somewhere(walked: dict[str, Response]) -> None:
    broken = {
        address: answer.status_code
        for address, answer in walked.items()
        if answer.status_code != 200 and address not in MISSING
    }
    assert not broken


def test_no_script_of_an_article_stands_in_a_page(walked: dict[str, Response]) -> None:
    for address, tree in trees(walked):
        scripts = tree.xpath("//script")
        sources = {each.get("src") for each in scripts if each.text is None}
        assert "/static/kabar.js" in sources
        assert all(re.fullmatch(r"/static/\w+\.js", source or "") for source in sources), address
        data = [each for each in scripts if each.text is not None]
        assert all(each.get("type") == "application/json" for each in data), address
        assert not tree.xpath("//img[@src='x'] | //iframe | //object | //embed | //base"), address


def test_no_attribute_of_a_page_runs_anything(walked: dict[str, Response]) -> None:
    for address, tree in trees(walked):
        for element in tree.iter(html.etree.Element):
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on"), (address, name, value)
                assert name != "style" or element.tag != "svg", (address, value)
                if name.lower() in URLS and element.tag != "meter":
                    assert urlsplit(value.strip()).scheme in SCHEMES, (address, value)


def test_no_sign_of_an_article_turns_the_page_round(walked: dict[str, Response]) -> None:
    """Overrides of direction and control characters could hide or swap what is read."""
    for address, tree in trees(walked):
        text = tree.text_content() + " ".join(
            value for name in ("title", "aria-label", "alt") for value in tree.xpath(f"//@{name}")
        )
        assert not BIDI.search(text), address
        assert not CONTROLS.search(text), address


def test_links_to_other_sites_are_sources_and_tell_nothing(walked: dict[str, Response]) -> None:
    for address, tree in trees(walked):
        for link in tree.xpath("//a[starts-with(@href, 'http') or starts-with(@href, '//')]"):
            assert {"noopener", "noreferrer"} <= set((link.get("rel") or "").split()), address


def test_an_article_is_laid_out_as_its_script_runs(walked: dict[str, Response]) -> None:
    (text,) = html.fromstring(walked["/articles/arabic"].content).xpath("//article[@lang='ar']")
    assert text.get("dir") == "rtl"


def test_a_long_word_is_cut_where_it_is_a_heading(walked: dict[str, Response]) -> None:
    assert len(walked["/articles"].text) < len(LONG) / 10


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_value_in_an_address_breaks_a_view(client: TestClient, value: str) -> None:
    asked = [("/api/events", {name: value}) for name in NAMES]
    asked += [("/articles", {name: value}) for name in ("q", "start", "end", "language", "page")]
    lists = dict.fromkeys(LISTS, value)
    asked += [(each, lists) for each in (*VIEWS.values(), *DOWNLOADS, *API)]
    for address, query in asked:
        answer = client.get(address.format(article="attack"), params=query)
        assert answer.status_code in (200, 400, 404, 422), (address, query)
        if answer.headers["content-type"].startswith("text/html"):
            assert not html.fromstring(answer.content).xpath("//script[not(@src)]")


@pytest.mark.parametrize("name", ["attack", "odd", "no%20such", "%3Cscript%3E", "'", "%25", "💥"])
def test_no_name_of_an_article_breaks_its_page(client: TestClient, name: str) -> None:
    assert client.get(f"/articles/{quote(name, safe='%')}").status_code in (200, 404)


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"type=T{n}" for n in range(5000)),
        "&".join(f"n{n}=x" for n in range(5000)),
        "&".join(f"{name}=%F0%9F%A6%86{n}" for n in range(50) for name in NAMES[4:17]),
        "text=" + "+".join("abcdefghij" * 10),
        "page=10000000&size=500",
        "=&&&=&;;;%%%&%zz",
        "from=9999-12-31&to=9999-12-31",
        "from=0001-01-01&to=0001-01-01",
    ],
    ids=range(8),
)
def test_no_flood_of_parameters_breaks_a_view(client: TestClient, query: str) -> None:
    for address in ("/events", "/api/events", "/api/events/facets", "/articles", "/rejects"):
        assert client.get(f"{address}?{query}").status_code in (200, 422)


def test_asking_changes_nothing_in_the_store(store: Store, client: TestClient) -> None:
    before = dump(store)
    for address in (*VIEWS.values(), *DOWNLOADS, *API):
        for query in ("", "?text=Marn&page=2", "?delete=1&reset=true&language=id", "?_method=POST"):
            for method in ("GET", "HEAD", "OPTIONS"):
                client.request(method, address.format(article="attack") + query)
    assert dump(store) == before


def test_the_page_changes_nothing_by_being_read(
    store: Store, walked: dict[str, Response], tmp_path: Path
) -> None:
    """A walk over every link leaves the same as a store that nobody visited."""
    with Store(str(fill(tmp_path / "untouched.db"))) as untouched:
        assert dump(store, times=False) == dump(untouched, times=False)


def dump(store: Store, *, times: bool = True) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, without what tells the time of making it.

    The indexes of words are made when they are first asked for, and hold nothing of their own.
    """
    names = sa.inspect(store.engine).get_table_names()
    with store.reading() as connection:
        return {
            name: sorted(
                map(tuple, connection.execute(sa.text(f'SELECT * FROM "{name}"'))), key=str
            )
            for name in names
            if (times or name != "runs") and not OF_INDEX.search(name)
        }
