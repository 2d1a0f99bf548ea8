"""Fetching: the article where all is well, one clear line where it is not."""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kabar.errors import BadInput
from kabar.text.fetch import fetch, is_public
from kabar.text.readers import read_bytes

PAGE = "<!DOCTYPE html><html><body><p>Menteri Talavia pergi ke Zürich.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers each path in its own way; stops by itself with the test."""

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        name = self.path.strip("/").replace("-", "_")
        getattr(self, f"_{name}", self._missing)()

    def _answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        with suppress(OSError):  # the reader had enough
            self.wfile.write(body)

    def _page(self) -> None:
        self._answer(PAGE.encode("latin-1"), Content_Type="text/html; charset=iso-8859-1")

    def _packed(self) -> None:
        self._answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def _bomb(self) -> None:
        self._answer(gzip.compress(b" " * 30_000_000), Content_Encoding="gzip")

    def _broken(self) -> None:
        self._answer(b"not gzip at all", Content_Encoding="gzip")

    def _brotli(self) -> None:
        self._answer(b"x", Content_Encoding="br")

    def _large(self) -> None:
        self._answer(b"a" * 100_000)

    def _moved(self) -> None:
        self._answer(b"", 302, Location="/page")

    def _moved_inside(self) -> None:
        self._answer(b"", 302, Location="http://inside.example/page")

    def _moved_to_file(self) -> None:
        self._answer(b"", 302, Location="file:///etc/hostname")

    def _loop(self) -> None:
        self._answer(b"", 302, Location="/loop")

    def _slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        with suppress(OSError):
            for _ in range(40):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.05)

    def _missing(self) -> None:
        self._answer(b"", 404)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.daemon_threads = True
        thread = threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join(2)


def test_page_comes_with_its_encoding(server):
    fetched = fetch(f"{server}/page", allow_private=True)
    assert fetched.url == f"{server}/page"
    assert fetched.encoding == "iso-8859-1"
    article = read_bytes(fetched.data, fetched.url, encoding=fetched.encoding)
    assert "Zürich" in article.text


def test_redirects_are_followed_and_told(server):
    assert fetch(f"{server}/moved", allow_private=True).url == f"{server}/page"


def test_packed_page_is_unpacked(server):
    assert fetch(f"{server}/packed", allow_private=True).data == PAGE.encode()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("bomb", "larger than 20 MB"),
        ("broken", "cannot be fetched"),
        ("brotli", "packed as 'br'"),
        ("none", "answered 404"),
        ("loop", "more than 5 redirects"),
        ("moved-to-file", "must start with http"),
    ],
)
def test_what_goes_wrong_is_one_clear_line(server, path, says):
    with pytest.raises(BadInput, match=says) as error:
        fetch(f"{server}/{path}", allow_private=True)
    assert "\n" not in str(error.value)


def test_size_limit_is_the_callers(server):
    with pytest.raises(BadInput, match=r"larger than 0.05 MB"):
        fetch(f"{server}/large", allow_private=True, max_bytes=50_000)


def test_slow_drip_ends_with_the_time_in_all(server):
    with pytest.raises(BadInput, match=r"in 0.3 seconds"):
        fetch(f"{server}/slow", allow_private=True, timeout=0.3)


def test_slow_name_service_ends_with_the_time_in_all():
    def resolve(host: str, port: int) -> list[str]:
        time.sleep(1)
        return []

    with pytest.raises(BadInput, match=r"in 0.1 seconds"):
        fetch("http://news.example/", timeout=0.1, resolve=resolve)


@pytest.mark.parametrize(
    "url", ["ftp://a.example/x", "file:///etc/hostname", "a.example", "http://", ""]
)
def test_only_web_addresses_are_fetched(url):
    with pytest.raises(BadInput, match="must start with http"):
        fetch(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "ff02::1",
        "no address",
    ],
)
def test_private_addresses_are_refused(address):
    assert not is_public(address)
    with pytest.raises(BadInput, match="private or reserved") as error:
        fetch("http://news.example/", resolve=lambda host, port: [address])
    assert "news.example" in str(error.value)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_let_through(address):
    assert is_public(address)


def test_host_without_an_address_is_told():
    with pytest.raises(BadInput, match="no address found"):
        fetch("http://news.example/", resolve=lambda host, port: [])


def test_loopback_is_refused_in_every_spelling(server):
    port = server.rpartition(":")[2]
    for host in ("127.0.0.1", "127.1", "2130706433", "[::1]"):
        with pytest.raises(BadInput, match="private or reserved"):
            fetch(f"http://{host}:{port}/page")


def test_redirect_to_a_private_address_is_refused(server, monkeypatch):
    # The first host counts as public, as a news site would; the second resolves to a private one.
    monkeypatch.setattr("kabar.text.fetch.is_public", lambda address: address == "127.0.0.1")
    hosts = {"news.example": "127.0.0.1", "inside.example": "10.0.0.7"}
    port = server.rpartition(":")[2]
    with pytest.raises(BadInput, match=r"inside.example: a private"):
        fetch(f"http://news.example:{port}/moved-inside", resolve=lambda host, _: [hosts[host]])


def test_connection_goes_to_the_address_that_was_checked(server):
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    port = server.rpartition(":")[2]
    fetched = fetch(f"http://news.example:{port}/page", allow_private=True, resolve=resolve)
    assert asked == ["news.example"]
    assert fetched.url == f"http://news.example:{port}/page"
