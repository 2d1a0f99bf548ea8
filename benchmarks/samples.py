"""Small valid samples of every format that is read, made in code."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

PARAGRAPHS = (
    "Pemerintah Talavia menarik pasukannya dari perbatasan pada hari Rabu, kata juru bicara itu.",
    "Menteri luar negeri Orsinia menyambut keputusan itu dan meminta perundingan baru di Zürich.",
    "Kedua negara belum pernah bertemu sejak gencatan senjata tahun lalu, menurut para diplomat.",
)
TEXT = "\n".join(PARAGRAPHS)
TITLE = "Talavia Tarik Pasukan"
HEADER = ("id", "headline", "date", "lang", "body")


def page(number: int = 1) -> bytes:
    """Return a page of HTML with title and day."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE}</title>"
        '<meta charset="utf-8"><meta property="article:published_time" '
        f'content="2022-01-{number:02}T10:00:00+07:00"></head><body><article>'
        f"<h1>{TITLE}</h1>{body}</article></body></html>"
    ).encode()


def rows(count: int = 3) -> list[Sequence[str]]:
    """Return rows of a table under `HEADER`."""
    return [
        (f"http://a.example/{n}", TITLE, f"2022-01-{n:02}", "id", f"{TEXT} “{n}”")
        for n in range(1, count + 1)
    ]


def as_csv(delimiter: str = ",", count: int = 3) -> bytes:
    """Return a table of text."""
    table = io.StringIO()
    csv.writer(table, delimiter=delimiter).writerows([HEADER, *rows(count)])
    return table.getvalue().encode()


def as_json_lines(count: int = 3) -> bytes:
    """Return an object a line."""
    objects = (dict(zip(HEADER, row, strict=True)) for row in rows(count))
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in objects).encode()


def as_json(count: int = 3) -> bytes:
    """Return a list of objects."""
    return json.dumps(
        [dict(zip(HEADER, row, strict=True)) for row in rows(count)], indent=1
    ).encode()


def as_parquet(count: int = 3, *, group: int | None = None) -> bytes:
    """Return a Parquet file."""
    sink = io.BytesIO()
    columns = zip(*rows(count), strict=True)
    table = pa.table(dict(zip(HEADER, map(list, columns), strict=True)))
    pq.write_table(table, sink, row_group_size=group)
    return sink.getvalue()


def as_zip(members: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP of the members."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return sink.getvalue()


def record(
    number: int = 1,
    *,
    body: bytes | None = None,
    head: bytes = b"Content-Type: text/html; charset=utf-8\r\n",
    status: bytes = b"200 OK",
    kind: bytes = b"response",
) -> bytes:
    """Return a WARC record of a response."""
    http = b"HTTP/1.1 %s\r\n%s\r\n%s" % (status, head, page(number) if body is None else body)
    return (
        b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%d>\r\n"
        b"WARC-Target-URI: http://a.example/%d\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    ) % (kind, number, number, len(http), http)


def as_warc(count: int = 3, *, packed: bool = False) -> bytes:
    """Return a web archive, packed record by record."""
    records = (record(number) for number in range(1, count + 1))
    return b"".join(gzip.compress(each, mtime=0) if packed else each for each in records)


def as_wacz() -> bytes:
    """Return a web archive in a ZIP, with the index that such have."""
    members = {
        "datapackage.json": b"{}",
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n',
        "archive/data.warc.gz": as_warc(packed=True),
    }
    return as_zip(members, zipfile.ZIP_STORED)


def as_rss(count: int = 2) -> bytes:
    """Return a feed whose entries hold their article, which is long enough."""
    whole = "".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in PARAGRAPHS * 4)
    entries = "".join(
        f"<item><title>{TITLE}</title><link>http://a.example/{n}</link>"
        f"<pubDate>Sun, {n:02} Jan 2022 23:30:00 +0700</pubDate><description>x</description>"
        f"<content:encoded>{whole}</content:encoded></item>"
        for n in range(1, count + 1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harian</title>'
        f"{entries}</channel></rss>"
    ).encode()


def as_atom() -> bytes:
    """Return a feed in the other format."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harian</title><entry>'
        f'<title>{TITLE}</title><link href="http://a.example/1"/><id>urn:1</id>'
        f"<published>2022-01-01T23:30:00+07:00</published><content>{TEXT * 4}</content></entry>"
        "</feed>"
    ).encode()


def samples() -> dict[str, Sequence[bytes]]:
    """Return samples by the name of a file that would hold them."""
    return {
        "a.txt": (TEXT.encode(), TEXT.encode("utf-16"), TEXT.encode("cp1252")),
        "a.html": (page(),),
        "a.jsonl": (as_json_lines(),),
        "a.json": (as_json(), as_json_lines(1)),
        "a.csv": (as_csv(), as_csv(";"), as_csv().decode().encode("utf-16")),
        "a.tsv": (as_csv("\t"),),
        "a.csv.gz": (gzip.compress(as_csv(), mtime=0),),
        "a.parquet": (as_parquet(), as_parquet(9, group=3)),
        "a.zip": (
            as_zip({"a.txt": TEXT.encode(), "b/c.html": page(), "d.csv": as_csv()}),
            as_zip({"in.zip": as_zip({"a.txt": TEXT.encode()}), "a.jsonl": as_json_lines()}),
        ),
        "a.wacz": (as_wacz(),),
        "a.warc": (as_warc(),),
        "a.warc.gz": (as_warc(packed=True), gzip.compress(as_warc(), mtime=0)),
        "a.xml": (as_rss(), as_atom()),
    }
