"""Feeds: entries give their article or the page they link to, asked for as a good guest does."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from benchmarks.samples import PARAGRAPHS, TITLE, as_atom, as_rss, page
from kabar.errors import BadInput, NoAnswer
from kabar.text.feeds import FeedState, feed_items, open_feed, parse_feed
from kabar.text.items import Item, Unread, find_items
from kabar.text.politeness import Guest, pause_after

CHANGED = formatdate(0, usegmt=True)


def rss(*links: str) -> bytes:
    entries = "".join(
        f"<item><title>Judul {n}</title><link>{link}</link><description>Isi.</description>"
        f"<pubDate>Wed, {n:02} Mar 2023 23:30:00 +0700</pubDate></item>"
        for n, link in enumerate(links, 1)
    )
    return f'<rss version="2.0"><channel><title>H</title>{entries}</channel></rss>'.encode()


class Handler(BaseHTTPRequestHandler):
    """Answers each path in its own way, and counts what was asked for."""

    asked: ClassVar[Counter[str]] = Counter()
    robots = b""
    robots_status = 200

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        type(self).asked[self.path] += 1
        base = f"http://127.0.0.1:{self.server.server_port}"
        if self.path == "/robots.txt":
            self._answer(self.robots, self.robots_status)
        elif self.path == "/feed":
            news = self.headers.get("If-None-Match") != '"1"'
            links = (f"{base}/page", f"{base}/none", f"{base}/closed/page", "ftp://x/y")
            self._answer(rss(*links) if news else b"", 200 if news else 304)
        elif self.path.endswith("/page"):
            self._answer(page(5))
        elif self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", f"{base.replace('127.0.0.1', 'localhost')}/page")
            self.end_headers()
        elif self.path == "/busy":
            self._answer(b"", 503)
        else:
            self._answer(b"", 404)

    def _answer(self, body: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("ETag", '"1"')
        self.send_header("Last-Modified", CHANGED)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)


@pytest.fixture
def server() -> Iterator[str]:
    Handler.asked = Counter()
    Handler.robots, Handler.robots_status = b"User-agent: *\nDisallow: /closed/\n", 200
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.daemon_threads = True
        thread = threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join(2)


class Clock:
    """A clock that only goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def guest(self, **options: object) -> Guest:
        options = {"allow_private": True, **options}
        return Guest(clock=lambda: self.now, sleep=self.sleep, **options)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_entries_have_link_title_day_and_summary():
    first, second = parse_feed(as_rss(), "feed").entries
    assert first.link == "http://a.example/1"
    assert first.title == TITLE
    assert first.published == date(2022, 1, 1)  # where it was written, though a day off in UTC
    assert first.summary == "x"
    assert first.is_full
    assert second.link == "http://a.example/2"
    assert parse_feed(as_atom(), "feed").entries[0].published == date(2022, 1, 1)


def test_full_entries_of_a_file_are_read_without_asking_anybody(tmp_path):
    (tmp_path / "a.xml").write_bytes(as_rss())
    items = list(find_items(tmp_path / "a.xml"))
    assert [item.origin.rpartition("/a.xml ")[2] for item in items] == [
        "entry http://a.example/1",
        "entry http://a.example/2",
    ]
    assert items[0].article.text.split("\n")[:3] == list(PARAGRAPHS)
    assert items[0].article.origin == "http://a.example/1"


def test_feed_in_a_folder_fetches_nothing(tmp_path, server):
    (tmp_path / "a.xml").write_bytes(rss(f"{server}/page"))
    (found,) = find_items(tmp_path, allow_private=True)
    assert "only a link; name the feed itself" in found.message
    assert not Handler.asked


def test_pages_of_entries_are_fetched_and_read(server):
    clock = Clock()
    found = list(feed_items(f"{server}/feed", guest=clock.guest()))
    assert isinstance(found[0], Item)
    assert found[0].origin == f"{server}/feed entry {server}/page"
    assert found[0].article.origin == f"{server}/page"
    assert found[0].article.published == date(2022, 1, 5)  # the page's own day
    assert [type(each) for each in found[1:]] == [Unread] * 3
    assert "answered 404" in found[1].message
    assert "robots.txt" in found[2].message
    assert "neither the article nor a link" in found[3].message
    assert Handler.asked == {"/robots.txt": 1, "/feed": 1, "/page": 1, "/none": 1}


def test_host_is_asked_at_most_once_a_second(server):
    clock = Clock()
    guest = clock.guest()
    begun = clock.now
    for _ in range(4):
        guest.get(f"{server}/page", max_bytes=10_000)
    assert clock.now - begun == 4.0  # five requests with that for robots.txt
    assert all(seconds <= 1 for seconds in clock.slept)


def test_host_that_a_redirect_leads_to_has_its_pause_too(server):
    clock = Clock()
    guest = clock.guest()
    assert guest.get(f"{server}/moved", max_bytes=10_000).url.startswith("http://localhost:")
    clock.slept.clear()
    guest.get(f"{server.replace('127.0.0.1', 'localhost')}/page", max_bytes=10_000)
    assert clock.slept == [1.0, 1.0]  # before its robots.txt, and after


def test_pause_that_robots_ask_for_is_kept(server):
    Handler.robots = b"User-agent: kabar\nCrawl-delay: 7\n"
    clock = Clock()
    guest = clock.guest()
    for _ in range(3):
        guest.get(f"{server}/page", max_bytes=10_000)
    assert clock.slept[-1] == 7.0


def test_pause_that_is_too_long_leaves_the_page_for_another_run(server):
    Handler.robots = b"User-agent: *\nCrawl-delay: 86400\n"
    clock = Clock()
    guest = clock.guest()
    guest.get(f"{server}/page", max_bytes=10_000)
    with pytest.raises(NoAnswer, match="asks for pauses; try again in 86400 seconds"):
        guest.get(f"{server}/page", max_bytes=10_000)
    assert sum(clock.slept) <= 1


@pytest.mark.parametrize(("status", "open_"), [(404, True), (401, False), (403, False)])
def test_missing_robots_open_a_host_and_locked_ones_shut_it(server, status, open_):
    Handler.robots_status = status
    guest = Clock().guest()
    if open_:
        assert guest.get(f"{server}/page", max_bytes=10_000).status == 200
    else:
        with pytest.raises(BadInput, match=r"robots.txt"):
            guest.get(f"{server}/page", max_bytes=10_000)


def test_robots_that_fail_shut_a_host_for_now(server):
    Handler.robots_status = 500
    with pytest.raises(BadInput, match="try again later"):
        Clock().guest().get(f"{server}/page", max_bytes=10_000)
    assert "/page" not in Handler.asked


def test_failing_host_is_asked_less_and_less_then_left(server):
    clock = Clock()
    guest = clock.guest()
    for _ in range(5):
        with pytest.raises(BadInput, match="answered 503"):
            guest.get(f"{server}/busy", max_bytes=1_000)
    assert clock.slept == [1.0, 1.0, 2.0, 4.0, 8.0]
    with pytest.raises(NoAnswer, match="5 times in a row; try again in 16 seconds"):
        guest.get(f"{server}/page", max_bytes=10_000)
    assert "/page" not in Handler.asked
    clock.now += 16
    assert guest.get(f"{server}/page", max_bytes=10_000).status == 200


def test_pauses_double_up_to_an_hour():
    pauses = [pause_after(failures) for failures in range(1, 15)]
    assert pauses[:4] == [1.0, 2.0, 4.0, 8.0]
    assert pauses[-2:] == [3600.0, 3600.0]
    assert pause_after(10**9) == 3600.0


def test_feed_that_did_not_change_gives_nothing_and_keeps_its_state(server):
    guest = Clock().guest()
    feed = open_feed(f"{server}/feed", guest=guest)
    assert feed.state == FeedState(etag='"1"', last_modified=CHANGED)
    again = open_feed(f"{server}/feed", guest=guest, state=feed.state)
    assert (again.entries, again.failure, again.state) == ((), None, feed.state)


def test_feed_that_fails_is_left_alone_for_a_while(server):
    guest = Clock().guest()
    failed = open_feed(f"{server}/busy", guest=guest, now=100.0)
    assert "answered 503" in failed.failure
    assert failed.state == FeedState(failures=1, not_before=101.0)
    early = open_feed(f"{server}/busy", guest=guest, state=failed.state, now=100.5)
    assert "try again in" in early.failure
    assert Handler.asked["/busy"] == 1
    assert open_feed(
        f"{server}/busy", guest=guest, state=failed.state, now=101.0
    ).state == FeedState(failures=2, not_before=103.0)
    (unread,) = feed_items(failed)
    assert "answered 503" in unread.message


def test_private_addresses_are_refused_for_feeds_and_pages(server, tmp_path):
    (unread,) = find_items(f"{server}/feed")
    assert "private or reserved" in unread.message
    (tmp_path / "a.xml").write_bytes(rss(f"{server}/page"))
    (unread,) = find_items(tmp_path / "a.xml")
    assert "private or reserved" in unread.message
    assert not Handler.asked


def test_address_of_a_page_or_a_feed_is_read(server, monkeypatch):
    monkeypatch.setattr("kabar.text.politeness.BETWEEN", 0.0)
    (item,) = find_items(f"{server}/page", allow_private=True)
    assert item.article.title == TITLE
    found = list(find_items(f"{server}/feed", allow_private=True))
    assert [type(each) for each in found] == [Item, Unread, Unread, Unread]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<html><p>kata</p></html>", "no entries"),
        (b"", "no entries"),
        (b"<rss>" + b"<a>" * 300_000, "too large"),
        (b"<rss>" + b" " * 5_000_000, "too large"),
    ],
)
def test_what_is_no_feed_is_told(data, says):
    with pytest.raises(BadInput, match=says):
        parse_feed(data, "feed")


def test_feed_that_declares_entities_is_refused():
    declared = b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(BadInput, match="declares entities"):
        parse_feed(declared + rss("http://a/"), "feed")
