"""Encodings: bytes of a file turned into characters, or refused when they are not text."""

from __future__ import annotations

import codecs
import re
from itertools import chain

from charset_normalizer import from_bytes

from kabar.errors import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark opens this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_USUAL = [
    "cp1252",
    "cp1251",
    "cp1256",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "koi8_r",
    "cp1250",
    "iso8859_2",
    "cp1253",
    "cp1254",
    "cp1255",
    "iso8859_5",
    "iso8859_6",
    "cp874",
]
"""What news files are written in; names that charset-normalizer knows."""

_LATIN_LOOKALIKES = frozenset({"cp1250", "iso8859_2", "cp1253", "cp1254", "cp1255", "cp1251"})
_WESTERN = frozenset(
    "ÀÂÄÇÈÉÊËÌÍÎÏÑÒÓÔÖÙÚÛÜßàáâäçèéêëìíîïñòóôöùúûüÁåÅæÆøØœŒãõ€‚„…‘’“”•–—™©®«»°·¿¡´\u00a0£"
)

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", "take its text out first (for example with pdftotext)"),
    (b"PK\x03\x04", "a zip or office file", "save the article as plain text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an office file", "save the article as plain text or HTML"),
    (b"{\\rtf", "a rich-text file", "save the article as plain text or HTML"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ", "an xz file", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first"),
    (b"\x89PNG", "a picture", "give the text of the article"),
    (b"\xff\xd8\xff", "a picture", "give the text of the article"),
    (b"GIF8", "a picture", "give the text of the article"),
    (b"PAR1", "a parquet file", "read it with the batch command"),
)

_CURE = "save the article as UTF-8 text or HTML"
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,20})""", re.I)
_MOST_CONTROLS = 0.01
_SAMPLE = 200_000


def decode(data: bytes, name: str, *, declared: str | None = None) -> tuple[str, str]:
    """Return the text and the encoding it was in.

    Order of trust: a byte order mark, what `declared` (a server's header) or the page's own head
    says where it fits without error, UTF-8, then charset-normalizer among the usual encodings.
    Raises BadInput for binary data and for bytes that are text in none of them.
    """
    refuse_binary(data, name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    wide = _wide_without_mark(data)
    if wide:
        return data.decode(wide, "replace"), wide
    controls = len(data) - len(data.translate(None, _CONTROL))
    if controls > len(data) * _MOST_CONTROLS:
        raise BadInput(f"{name}: this is not text (binary data); {_CURE}")
    for encoding in chain(["utf-8"], _claims(data, declared)):
        text = _strict(data, encoding)
        if text is not None:
            return text, encoding
    if _nearly_utf8(data):
        return data.decode("utf-8", "replace"), "utf-8"
    return _guess(data, name)


def refuse_binary(data: bytes, name: str) -> None:
    """Raise BadInput where the first bytes are those of a file that is not text."""
    for signature, what, cure in _SIGNATURES:
        if data.startswith(signature):
            raise BadInput(f"{name}: this is {what}, not text; {cure}")


def _claims(data: bytes, declared: str | None) -> list[str]:
    """Return the encodings that the server and the head of the page name, where Python has them."""
    found = [declared] if declared else []
    head = data[:4096]
    if b"<" in head:
        found += [m.group(1).decode("ascii") for m in _DECLARED.finditer(head)][:2]
    names: list[str] = []
    for claim in found:
        try:
            name = codecs.lookup(claim).name
            "".encode(name)  # a codec such as hex or zip is no encoding of text
        except (LookupError, ValueError):
            continue
        # Pages that say Latin-1 mean its superset with curly quotes, as browsers have it.
        names.append("cp1252" if name in {"iso8859-1", "ascii"} else name)
    return names


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _wide_without_mark(data: bytes) -> str | None:
    """Return UTF-16's name where every second byte of a sample is mostly NUL."""
    sample = data[:4000]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    even, odd = sample[::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _nearly_utf8(data: bytes) -> bool:
    """Say whether a few bad bytes spoil what is else UTF-8 (a cut download, one pasted name)."""
    good = len(_SEQUENCE.findall(data))
    bad = data.decode("utf-8", "replace").count("\ufffd")
    return good > 10 * bad


def _guess(data: bytes, name: str) -> tuple[str, str]:
    matches = from_bytes(data[:_SAMPLE], cp_isolation=_USUAL)
    best = matches.best()
    if best is None:
        raise BadInput(f"{name}: cannot tell in which encoding this text is; {_CURE}")
    encoding = best.encoding
    if encoding in _LATIN_LOOKALIKES and _reads_western(data):
        encoding = "cp1252"
    return data.decode(encoding, "replace"), encoding


def _reads_western(data: bytes) -> bool:
    """Say whether the bytes above ASCII are few and all common Western letters and marks.

    Curly quotes and é have the same bytes in several code pages; the commonest of them is meant.
    """
    high = bytes(byte for byte in data[:_SAMPLE] if byte > 127)
    if len(high) > 0.15 * min(len(data), _SAMPLE):
        return False
    text = high.decode("cp1252", "replace")
    return all(character in _WESTERN for character in text)
