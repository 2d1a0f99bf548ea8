"""The page as an attacker meets it: who may ask, what is refused, what every answer says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from kabar.errors import StoreError
from kabar.settings import read_settings
from kabar.store.store import Store
from kabar.web.app import make_app
from kabar.web.routes.reader import own_address
from kabar.web.security import HEADERS, LARGEST, PASS, SMALL, VISITOR
from kabar.web.site import Site, make_site
from tests.store.stored import small_store

TOKEN = "a token that nobody guesses"
LANGUAGE = "kabar_language"
FORM = "application/x-www-form-urlencoded"
PART = b'--x\r\nContent-Disposition: form-data; name="seal"\r\n\r\n'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(str(small_store(tmp_path_factory.mktemp("security")))) as opened:
        yield opened


@pytest.fixture(scope="module")
def site(store: Store) -> Site:
    return make_site(store, settings=read_settings())


@pytest.fixture
def client(site: Site) -> TestClient:
    return TestClient(make_app(site), base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture
def guarded(store: Store) -> TestClient:
    """A page that asks for the token."""
    site = make_site(store, settings=read_settings(), hosts=frozenset({"*"}), token=TOKEN)
    return TestClient(make_app(site), base_url="http://localhost", raise_server_exceptions=False)


def seal_in(page: Response) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', page.text)
    assert found
    return found[1]


def ask_for_indonesian(client: TestClient, seal: str | None, **headers: str) -> Response:
    data = {"language": "id", "back": "/events?type=REJECT"}
    if seal is not None:
        data["seal"] = seal
    return client.post("/language", data=data, headers=headers, follow_redirects=False)


def has_changed(client: TestClient) -> bool:
    return LANGUAGE in client.cookies or 'lang="id"' in client.get("/articles").text[:200]


# Who may ask


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8765", "LocalHost:1", "127.0.0.1", "127.0.0.1:80", "[::1]:8765"],
)
def test_names_of_this_machine_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8765", "localhost.evil.example", "evil.example#localhost"),
        *("", ":8765", "localhost:8765@evil.example", "localhost:x", "localhost:1:2", "0.0.0.0"),
        *("localhost.", "[::1", "::1", "[::2]:8765", "127.1", "\xb2"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/api/events", "/static/kabar.js", "/login", "/events.csv"])
def test_a_name_that_points_here_from_elsewhere_is_not_answered(
    client: TestClient, host: str, path: str
) -> None:
    answer = client.get(path, headers={"host": host.encode("latin-1")})  # type: ignore[dict-item]
    assert answer.status_code == 421
    assert "Russia" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
    ],
)
def test_another_sites_page_cannot_load_what_is_here(
    client: TestClient, headers: dict[str, str]
) -> None:
    assert client.get("/api/events", headers=headers).status_code == 403


def test_another_sites_page_can_link_here(client: TestClient) -> None:
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert client.get("/events", headers={**link, "sec-fetch-dest": "document"}).status_code == 200


def test_a_websocket_is_closed(client: TestClient) -> None:
    with pytest.raises(Exception) as caught, client.websocket_connect("/events"):
        pass
    assert "1008" in repr(caught.value) or "Disconnect" in type(caught.value).__name__


# Forms


def test_a_form_of_this_page_is_taken(client: TestClient) -> None:
    answer = ask_for_indonesian(client, seal_in(client.get("/")), origin="http://localhost")
    assert (answer.status_code, answer.headers["location"]) == (303, "/events?type=REJECT")
    assert 'lang="id"' in client.get("/events").text[:200]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9999"},
        {"origin": "http://localhost.evil.example"},
        {"origin": "http://[bad"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "?"},
    ],
)
def test_a_sealed_form_from_another_page_is_refused(
    client: TestClient, headers: dict[str, str]
) -> None:
    answer = ask_for_indonesian(client, seal_in(client.get("/")), **headers)
    assert answer.status_code == 403
    assert not has_changed(client)


@pytest.mark.parametrize("seal", [None, "", ".", "x", "a.b", "é", "0" * 64, "x." + "0" * 64])
def test_a_form_without_our_seal_is_refused(client: TestClient, seal: str | None) -> None:
    client.get("/")
    assert ask_for_indonesian(client, seal).status_code == 403
    assert not has_changed(client)


def test_a_seal_of_another_visitor_or_page_is_refused(client: TestClient, store: Store) -> None:
    other = TestClient(client.app, base_url="http://localhost")
    elsewhere = TestClient(
        make_app(make_site(store, settings=read_settings())), base_url="http://localhost"
    )
    client.get("/")
    for stranger in (other, elsewhere):
        assert ask_for_indonesian(client, seal_in(stranger.get("/"))).status_code == 403
    client.cookies.clear()
    assert ask_for_indonesian(client, seal_in(other.get("/"))).status_code == 403
    assert not has_changed(client)


def test_a_seal_differs_each_time_and_stays_good(client: TestClient) -> None:
    """What stands in every compressed page could be guessed from the page's length."""
    seals = [seal_in(client.get("/")) for _ in range(3)]
    assert len(set(seals)) == 3
    assert not set.intersection(*({seal[n : n + 6] for n in range(60)} for seal in seals))
    assert ask_for_indonesian(client, seals[0]).status_code == 303


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, b"\xff=%ff&seal=%00&language=%ed%a0%80"),
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: nothing"),
        (
            "multipart/form-data; boundary=x; charset=unicode_escape",
            PART + b"\\ud800.\\ud800\r\n--x--\r\n",
        ),
        (
            "multipart/form-data; boundary=x; charset=undefined",
            PART + b"a\r\n--x--\r\n",
        ),
        ("text/plain", b"language=id"),
        ("application/json", b'{"language": "id"}'),
        ("\xb2", b"x"),
    ],
)
def test_a_broken_form_is_refused_and_breaks_nothing(
    client: TestClient, kind: str, body: bytes
) -> None:
    client.get("/")
    headers = {"content-type": kind.encode("latin-1")}
    answer = client.post("/language", content=body, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code in (400, 403, 422)
    assert not has_changed(client)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_other_methods_do_nothing(client: TestClient, method: str) -> None:
    for path in ("/", "/events", "/api/events", "/static/kabar.js"):
        assert client.request(method, path).status_code == 405


# Back to where one was


@pytest.mark.parametrize(
    "back",
    [
        *("//evil.example", "///evil.example", "////evil.example", "\\\\evil.example"),
        *("\\\\\\\\evil.example", "/\\evil.example", "\t//evil.example", "/\t/evil.example"),
        *("/\n/evil.example", " //evil.example", "\x00//evil.example", "http://evil.example"),
        *("https:evil.example", "javascript:alert(1)", "data:text/html,x", "evil.example", ""),
        *("//[", "/\\[", "//[::1]x", "/\r\nset-cookie: a=b", "?a=b", "//localhost@evil.example"),
    ],
)
def test_one_is_sent_back_to_this_page_alone(client: TestClient, back: str) -> None:
    data = {"language": "en", "back": back, "seal": seal_in(client.get("/"))}
    answer = client.post("/language", data=data, follow_redirects=False)
    assert answer.status_code == 303
    location = answer.headers["location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert urlsplit(location).netloc == ""
    assert all(each.startswith("kabar_") for each in answer.headers.get_list("set-cookie"))


def test_an_address_of_this_page_is_kept() -> None:
    assert own_address("/events?type=REJECT&from=2024-01-01") == (
        "/events?type=REJECT&from=2024-01-01"
    )


# The token


def test_without_the_token_nothing_is_told_but_what_to_do(guarded: TestClient) -> None:
    for path in ("/", "/events", "/events.csv", "/articles/d2", "/nothing", "/loginx"):
        answer = guarded.get(path)
        assert answer.status_code in (401, 404), path
        assert "Russia" not in answer.text
    page = guarded.get("/")
    assert page.headers["www-authenticate"] == "Bearer"
    assert "token that kabar serve printed" in page.text
    assert 'href="/login"' in page.text
    assert guarded.get("/api/events").json() == {
        "detail": "This page needs the token that kabar serve printed."
    }


def test_the_form_and_its_style_are_open_to_all(guarded: TestClient) -> None:
    for path in ("/login", "/static/kabar.css", "/static/kabar.js"):
        assert guarded.get(path).status_code == 200
    assert ask_for_indonesian(guarded, seal_in(guarded.get("/login"))).status_code == 303


@pytest.mark.parametrize("given", ["", "wrong", TOKEN[:-1], TOKEN + "x", "é", "\ud7ff", "x" * 9999])
def test_a_wrong_token_is_refused(guarded: TestClient, given: str) -> None:
    data = {"seal": seal_in(guarded.get("/login")), "token": given}
    assert guarded.post("/login", data=data).status_code in (403, 422)
    header = f"Bearer {given}".encode("utf-8", "replace")
    answer = guarded.get("/", headers={"authorization": header})  # type: ignore[dict-item]
    assert answer.status_code == 401
    assert guarded.get("/").status_code == 401


@pytest.mark.parametrize("kind", ["Basic", "Token", ""])
def test_the_token_counts_as_bearer_alone(guarded: TestClient, kind: str) -> None:
    assert guarded.get("/", headers={"authorization": f"{kind} {TOKEN}"}).status_code == 401


def test_the_token_counts_nowhere_in_an_address(guarded: TestClient) -> None:
    for query in ({"token": TOKEN}, {PASS: TOKEN}, {"authorization": f"Bearer {TOKEN}"}):
        assert guarded.get("/", params=query).status_code == 401
    assert guarded.get("/login", params={"token": TOKEN}).status_code == 200
    assert guarded.get("/").status_code == 401


def test_the_token_in_the_form_lets_in(guarded: TestClient) -> None:
    data = {"seal": seal_in(guarded.get("/login")), "token": f" {TOKEN} "}
    answer = guarded.post("/login", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    (cookie,) = (c for c in answer.headers.get_list("set-cookie") if c.startswith(PASS))
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert TOKEN not in cookie
    assert "Russia" in guarded.get("/events").text


def test_the_token_in_a_header_lets_a_program_in(guarded: TestClient) -> None:
    answer = guarded.get("/api/events", headers={"authorization": f"bearer  {TOKEN}"})
    assert answer.status_code == 200
    assert guarded.get("/api/events").status_code == 401


def test_the_token_needs_a_sealed_form(guarded: TestClient) -> None:
    assert guarded.post("/login", data={"token": TOKEN}).status_code == 403
    assert guarded.get("/").status_code == 401


def test_cookies_over_https_are_sent_over_https_alone(guarded: TestClient) -> None:
    secure = TestClient(guarded.app, base_url="https://localhost")
    data = {"seal": seal_in(secure.get("/login")), "token": TOKEN}
    answer = secure.post("/login", data=data, follow_redirects=False)
    assert all("secure" in c.lower() for c in answer.headers.get_list("set-cookie"))


def test_no_answer_and_no_log_tells_the_token(
    guarded: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "kabar")
    data = {"seal": seal_in(guarded.get("/login")), "token": TOKEN}
    answers = [guarded.get("/"), guarded.post("/login", data=data), guarded.get("/events")]
    for answer in answers:
        assert TOKEN not in answer.text + str(answer.headers) + str(answer.url)
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(
    "cookie",
    [
        *("=", ";;;", "a", "\x01=\x02", "expires=x; path=/", "a b=c", 'x="', "$Version=1", "[]=1"),
        *(f"{PASS}=", f"{PASS}=\xff", f"{VISITOR}=\xff\xfe", f'{VISITOR}="\\777\\000"', "x" * 9999),
    ],
)
def test_a_hostile_cookie_lets_nobody_in_and_breaks_nothing(
    guarded: TestClient, client: TestClient, cookie: str
) -> None:
    raw = cookie.encode("latin-1")
    assert guarded.get("/", headers={"cookie": raw}).status_code == 401  # type: ignore[dict-item]
    assert client.get("/", headers={"cookie": raw}).status_code == 200  # type: ignore[dict-item]


def test_a_broken_cookie_of_another_program_does_not_lock_out(guarded: TestClient) -> None:
    data = {"seal": seal_in(guarded.get("/login")), "token": TOKEN}
    guarded.post("/login", data=data)
    shown = f"[x]=1; a b; {PASS}={guarded.cookies[PASS]}"
    guarded.cookies.clear()
    assert guarded.get("/", headers={"cookie": shown}).status_code == 200


# What every answer says


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("/", 200), ("/articles", 200), ("/articles/d2", 200), ("/events", 200)),
        *(("/events.csv", 200), ("/events.jsonl", 200), ("/rejects.csv", 200), ("/login", 200)),
        *(("/api/events", 200), ("/api/openapi.json", 200), ("/static/kabar.css", 200)),
        *(("/static/icon.svg", 200), ("/static/nothing", 404), ("/nothing", 404), ("/api/x", 404)),
        *(("/articles/nothing", 404), ("/events?from=x", 422), ("/api/events?page=0", 422)),
    ],
)
def test_every_answer_binds_the_browser(client: TestClient, path: str, status: int) -> None:
    for method in ("GET", "HEAD"):
        answer = client.request(method, path)
        assert answer.status_code == status
        assert_bound(answer)
        assert method == "GET" or answer.content == b""


def test_refusals_bind_the_browser_too(client: TestClient, guarded: TestClient) -> None:
    assert_bound(client.get("/", headers={"host": "evil.example"}))
    assert_bound(client.post("/language"))
    assert_bound(client.post("/events"))
    assert_bound(client.post("/language", headers={"content-length": "99999999999"}))
    assert_bound(guarded.get("/"))
    assert_bound(guarded.get("/api/events"))


@pytest.mark.parametrize(
    ("error", "status"),
    [(RuntimeError("a secret"), 500), (StoreError("postgresql://a secret: gone"), 503)],
)
def test_our_own_mistakes_bind_the_browser_and_tell_nothing(
    client: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    status: int,
) -> None:
    def fail(*given: object) -> None:
        raise error

    monkeypatch.setattr("kabar.web.routes.events.event_page", fail)
    for path in ("/events", "/api/events"):
        answer = client.get(path)
        assert answer.status_code == status
        assert_bound(answer)
        assert "a secret" not in answer.text
    assert "a secret" in caplog.text


def assert_bound(answer: Response) -> None:
    for name, value in HEADERS.items():
        assert answer.headers.get_list(name) == [value], (name, answer.url)
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers
    assert "server" not in answer.headers


def test_the_policy_lets_no_inline_script_run() -> None:
    policy = HEADERS["content-security-policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")


# What may be sent


@pytest.mark.parametrize("length", [str(LARGEST + 1), "9" * 5000, "-1", "x", "\xb2", "1_0", ""])
def test_a_length_that_may_not_be_is_refused_unread(client: TestClient, length: str) -> None:
    def body() -> Iterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    headers = {"content-length": length.encode("latin-1"), "content-type": FORM}
    answer = client.build_request("POST", "/language", headers=headers)  # type: ignore[arg-type]
    assert client.send(answer).status_code == 413


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("said", [None, "10"])
def test_more_than_was_said_is_not_read(client: TestClient, kind: str, said: str | None) -> None:
    client.get("/")
    given = 0

    def body() -> Iterator[bytes]:
        nonlocal given
        yield b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
        for _ in range(100):
            given += 1
            yield b"&a=" + b"x" * 1_000_000

    headers = {"content-type": kind} | ({"content-length": said} if said else {})
    answer = client.post("/language", content=body(), headers=headers)
    assert answer.status_code in (400, 413)
    assert answer.headers["connection"] == "close"
    assert not has_changed(client)


def test_who_has_not_shown_the_token_may_send_little(guarded: TestClient) -> None:
    data = {"seal": seal_in(guarded.get("/login")), "token": "x" * SMALL}
    assert guarded.post("/login", data=data).status_code == 413


# Where files are


@pytest.mark.parametrize(
    "path",
    [
        *("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"),
        *("/static/%2e%2e%2f%2e%2e%2fsettings.py", "/static/..%5capp.py", "/static/..\\app.py"),
        *("/static//etc/passwd", "/static/%2fetc/passwd", "/static/C:%5cx", "/static/%00"),
        *("/static/kabar.css%00.html", "/static/%c0%ae%c0%ae/app.py", "/static/", "/static/."),
        *("/static/" + "x" * 5000, "/static/%ff", "/static/kabar.css/x"),
        *("/articles/%00", "/articles/..%2f..%2fapp.py", "/articles/%ff", "/api/articles/%00"),
        *("/%00", "/../../etc/passwd", "/articles/" + "%f0%9f%92%a9" * 500),
    ],
)
def test_no_address_leads_out_of_the_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text
    assert "root:" not in answer.text
