"""Feeds are looked at when due, politely; entries come once and none is lost."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.samples import page
from benchmarks.stub_coder import StubCoder
from kabar.errors import BadInput, StoreError
from kabar.settings import Settings
from kabar.store.status import all_rejects
from kabar.store.store import Store
from kabar.store.watching import feed_state
from kabar.text.politeness import Guest
from kabar.watch import WatchedFeed, read_watch, watch_round
from tests.ingesting import run

HOUR = 3600.0
NOW = 1_700_000_000.0


class Site:
    """A site with a feed; `answers` are status and body by path."""

    def __init__(self):
        self.asked: Counter[str] = Counter()
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.etag = '"1"'
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        self.feed = f"{self.base}/rss"

    def _handler(self):
        site = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                site.asked[self.path] += 1
                status, body = site.answers.get(self.path, (404, b""))
                if self.path == "/rss" and self.headers.get("If-None-Match") == site.etag:
                    status, body = 304, b""
                self.send_response(status)
                self.send_header("ETag", site.etag)
                self.end_headers()
                with suppress(OSError):
                    self.wfile.write(body)

        return Handler

    def tell(self, *names, etag='"1"'):
        """Let the feed name these pages, which are there."""
        items = "".join(
            f"<item><title>T {name}</title><link>{self.base}/{name}</link></item>" for name in names
        )
        self.etag = etag
        self.answers["/rss"] = 200, f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
        for n, name in enumerate(names):
            text = page(5).replace(b"</title>", f" {name}</title>".encode())
            self.answers.setdefault(
                f"/{name}", (200, text.replace(b"<p>", f"<p>Part {n} of {name}: ".encode()))
            )


@pytest.fixture
def site():
    made = Site()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join(2)


@pytest.fixture
def store(tmp_path):
    with Store(str(tmp_path / "s.db")) as opened:
        yield opened


def look(site, store, *, now=NOW, every=15.0, feeds=None, language=None):
    guest = Guest(allow_private=True, sleep=lambda seconds: None)
    watched = feeds or [WatchedFeed(site.feed, every, language)]
    known = {"settings": Settings(), "workers": 1, "load": StubCoder}
    return watch_round(watched, store, guest=guest, now=now, **known)


def test_entries_are_added_once(site, store):
    site.tell("one", "two")
    first = look(site, store)
    assert (first.tally.added, first.failures) == (2, []) and first.due == NOW + 15 * 60
    second = look(site, store, now=NOW + HOUR)
    assert second.tally.read == 0 and site.asked["/one"] == site.asked["/two"] == 1
    assert site.asked["/rss"] == 2
    site.tell("three", "one", "two", etag='"2"')
    assert look(site, store, now=NOW + 2 * HOUR).tally.added == 1
    assert site.asked["/one"] == 1 and site.asked["/three"] == 1


def test_feed_that_is_not_due_is_not_asked(site, store):
    site.tell("one")
    look(site, store)
    again = look(site, store, now=NOW + 60)
    assert site.asked["/rss"] == 1 and again.due == NOW + 15 * 60


def test_failing_feed_waits_longer_each_time(site, store):
    now, waits = NOW, []
    for _ in range(14):
        told = look(site, store, now=now, every=1.0)
        assert len(told.failures) == 1 and "\n" not in told.failures[0]
        waits.append(told.due - now)
        now = told.due
    assert waits == sorted(waits) and waits[0] == 60 and waits[-1] == HOUR
    site.tell("one")
    assert look(site, store, now=now).tally.added == 1
    assert feed_state(store, site.feed)[1][2] == 0


def test_one_failing_feed_does_not_keep_the_other(site, store):
    site.tell("one")
    feeds = [WatchedFeed(f"{site.base}/none"), WatchedFeed(site.feed)]
    told = look(site, store, feeds=feeds)
    assert told.tally.added == 1 and len(told.failures) == 1


def test_robots_are_obeyed(site, store):
    site.tell("one", "closed/two")
    site.answers["/robots.txt"] = 200, b"User-agent: *\nDisallow: /closed/\n"
    told = look(site, store)
    assert (told.tally.added, told.tally.rejected) == (1, 1)
    assert site.asked["/closed/two"] == 0 and "robots.txt" in all_rejects(store)[0][2]
    site.tell("one", "closed/two", "three", etag='"2"')
    assert look(site, store, now=NOW + HOUR).tally.read == 1  # what is refused stays refused


def test_page_that_did_not_answer_is_asked_for_again(site, store):
    site.tell("one", "two")
    there = site.answers["/two"]
    site.answers["/two"] = 503, b""
    told = look(site, store)
    assert (told.tally.added, told.tally.rejected) == (1, 1)
    site.answers["/two"] = there
    assert look(site, store, now=NOW + HOUR).tally.added == 1
    assert all_rejects(store) == [] and site.asked["/one"] == 1


def test_nothing_is_forgotten_where_writing_fails(site, store, monkeypatch):
    def full(self, articles):
        raise StoreError("disk full")

    site.tell("one", "two")
    with monkeypatch.context() as patched:
        patched.setattr(Store, "add_all", full)
        with pytest.raises(StoreError):
            look(site, store)
    assert look(site, store, now=NOW + 1).tally.added == 2


def test_language_of_the_file_counts(site, store):
    site.tell("one")
    told = look(site, store, language="id")
    assert told.tally.added == 1


def test_watch_once_on_the_command_line(site, tmp_path):
    site.tell("one", "two")
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'[[feeds]]\nurl = "{site.feed}"\n[[feeds]]\nurl = "{site.base}/none"\n')
    line = ["watch", feeds, "--store", tmp_path / "s.db", "--once", "--workers", "1"]
    code, out, err = run(*line, "--allow-private")
    assert code == 0 and "2 documents added" in out, err
    assert len(err.splitlines()) == 1 and "404" in err
    code, out, err = run(*line)  # a private address, and not due yet either
    assert code == 0 and out == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no feeds; write each under"),
        ("feeds = 3", "no feeds; write each under"),
        ("[[feeds]", "not TOML"),
        ("[[feeds]]\nevery = 5", "feed 1 has no url"),
        ('feeds = ["https://x"]', "feed 1 has no url"),
        ('[[feeds]]\nurl = "ftp://x"', "no web address"),
        ('[[feeds]]\nurl = "https://x"\nevery = 0', "1 or more"),
        ('[[feeds]]\nurl = "https://x"\nevery = true', "1 or more"),
        ('[[feeds]]\nurl = "https://x"\nevery = nan', "1 or more"),
        ('[[feeds]]\nurl = "https://x"\nevery = "5"', "1 or more"),
        ('[[feeds]]\nurl = "https://x"\nlanguage = "xx"', "no language 'xx'; Kabar codes: en"),
        ('[[feeds]]\nurl = "https://x"\nlanguage = 3', "no language 3"),
        ('[[feeds]]\nurl = "https://x"\nevry = 3', "unknown 'evry'; there are url, every"),
        ('[[feeds]]\nurl = "https://x"\n' * 2, "stands there 2 times"),
    ],
)
def test_wrong_file_of_feeds_is_one_line(tmp_path, text, words):
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(BadInput) as caught:
        read_watch(path)
    message = str(caught.value)
    assert words in message and message.startswith(str(path)) and "\n" not in message


def test_file_of_feeds(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_text('[[feeds]]\nurl = "https://x"\nevery = 5\n[[feeds]]\nurl = "http://y"\n')
    assert read_watch(path) == [WatchedFeed("https://x", 5.0), WatchedFeed("http://y", 15.0)]
