"""Fetching: the bytes at one web address, asked for by the user and by nothing else."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

import httpx

from kabar.errors import BadInput, NoAnswer
from kabar.text.readers import MAX_BYTES

Resolve = Callable[[str, int], Iterable[str]]
"""Gives the addresses of a host and port, best first."""

_MAX_REDIRECTS = 5
_CHUNK = 64 * 1024
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HEADERS = {
    "User-Agent": "kabar (reads one news article for its user)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
    # Only what `_unpack` can open a piece at a time, so that no bomb fills the memory.
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: give `data` and `encoding` to `read_bytes`."""

    data: bytes
    url: str
    """The address after all redirects."""
    content_type: str | None
    encoding: str | None
    """The charset of the content type."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    """What the server said of its answer, names in lower case."""


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    max_bytes: int = MAX_BYTES,
    timeout: float = 20.0,
    resolve: Resolve | None = None,
    headers: Mapping[str, str] | None = None,
    accepted: Collection[int] = (200,),
) -> Fetched:
    """Return the bytes at an http or https address within `timeout` seconds in all.

    Private, loopback, link-local and reserved addresses are refused, after every redirect too,
    unless `allow_private`; the connection goes to the very address that was checked. Proxy
    settings of the environment are not used. `headers` go with the request; answers with another
    status than the `accepted` ones are refused. Raises BadInput with one clear line, NoAnswer
    where the server gave none.
    """
    # Looking up a name has no time limit of its own and a server may send a byte a second, so the
    # work runs beside us and is left behind when the time is over.
    answers: queue.SimpleQueue[Fetched | BaseException] = queue.SimpleQueue()
    transport = _CheckedTransport(resolve or _resolve, allow_private)
    deadline = time.monotonic() + timeout
    asked = _Asked({**_HEADERS, **(headers or {})}, accepted)

    def work() -> None:
        try:
            response = _download(url, transport, asked, max_bytes, timeout, deadline)
            answers.put(response)
        except BaseException as error:
            answers.put(error)

    threading.Thread(target=work, name="kabar-fetch", daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except queue.Empty:
        raise _too_slow(url, timeout) from None
    if isinstance(answer, Fetched):
        return answer
    raise _as_bad_input(answer, url, timeout) from None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is sent along and which answers will do."""

    headers: Mapping[str, str]
    accepted: Collection[int]


class _CheckedTransport(httpx.BaseTransport):
    """Sends each request, redirects included, to an address of its host that was checked first."""

    def __init__(self, resolve: Resolve, allow_private: bool) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._inner = httpx.HTTPTransport(trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        address = self._checked(host, port)
        return self._inner.handle_request(
            httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,  # its Host header still names the host
                stream=request.stream,
                # The certificate must be the host's, not the address's.
                extensions={**request.extensions, "sni_hostname": host},
            )
        )

    def _checked(self, host: str, port: int) -> str:
        addresses = list(self._resolve(host, port))
        if not addresses:
            raise BadInput(f"{host}: no address found; check the spelling and the connection")
        for address in addresses:
            if self._allow_private or is_public(address):
                return address
        raise BadInput(
            f"{host}: a private or reserved address ({addresses[0]}) is not fetched; "
            "save the page and read the file"
        )

    def close(self) -> None:
        self._inner.close()


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the open internet's, also inside its IPv6 disguises."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise BadInput(f"{host}: no address found; check the spelling and the connection") from None
    return [str(entry[4][0]) for entry in found]


def _download(
    url: str,
    transport: httpx.BaseTransport,
    asked: _Asked,
    max_bytes: int,
    timeout: float,
    deadline: float,
) -> Fetched:
    parsed = httpx.URL(url)
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise BadInput(f"{url[:200]}: not a web address; it must start with http:// or https://")
    client = httpx.Client(
        transport=transport,
        headers=asked.headers,
        timeout=timeout,
        follow_redirects=True,
        max_redirects=_MAX_REDIRECTS,
        trust_env=False,
    )
    with client, client.stream("GET", parsed) as response:
        if response.status_code not in asked.accepted:
            raise BadInput(
                f"{url[:200]}: the server answered {response.status_code}; open it in a "
                "browser, save the page and read the file"
            )
        data = _body(response, url, max_bytes, timeout, deadline)
        content_type = response.headers.get("content-type")
        return Fetched(
            data,
            str(response.url),
            content_type,
            response.charset_encoding,
            response.status_code,
            {name.lower(): value for name, value in response.headers.items()},
        )


def _body(
    response: httpx.Response, url: str, max_bytes: int, timeout: float, deadline: float
) -> bytes:
    """Return the unpacked body, read no further than the limits of size and time allow."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "", "gzip", "x-gzip"}:
        raise BadInput(f"{url[:200]}: packed as {packing[:20]!r}; save the page and read the file")
    unpacker = None if packing in {"identity", ""} else zlib.decompressobj(wbits=47)
    body = bytearray()
    for piece in response.iter_raw(_CHUNK):
        room = max_bytes + 1 - len(body)
        body += unpacker.decompress(piece, room) if unpacker else piece
        if len(body) > max_bytes:
            raise BadInput(
                f"{url[:200]}: larger than {max_bytes / 1e6:g} MB, too large for one article"
            )
        if time.monotonic() > deadline:
            raise _too_slow(url, timeout)
    return bytes(body)


def _too_slow(url: str, timeout: float) -> NoAnswer:
    return NoAnswer(f"{url[:200]}: no full answer in {timeout:g} seconds; try again later")


def _as_bad_input(error: BaseException, url: str, timeout: float) -> BaseException:
    """Return the error to raise: one clear line for what the net or the server did wrong."""
    if isinstance(error, BadInput):
        return error
    if isinstance(error, httpx.TimeoutException):
        return _too_slow(url, timeout)
    if isinstance(error, httpx.TooManyRedirects):
        return BadInput(f"{url[:200]}: more than {_MAX_REDIRECTS} redirects; give the last address")
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return BadInput(f"{url[:200]}: not a web address; it must start with http:// or https://")
    if isinstance(error, httpx.HTTPError | zlib.error | OSError):
        reason = str(error) or type(error).__name__
        return NoAnswer(f"{url[:200]}: cannot be fetched ({reason}); check the address")
    return error
