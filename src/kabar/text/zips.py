"""ZIP and WACZ: the files inside, read in place, with limits on what they unpack to."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from kabar.errors import BadInput, KabarError
from kabar.text.folders import is_hidden, is_no_article, printable
from kabar.text.outcomes import Limits, Outcome, Reading, unread
from kabar.text.streams import bounded, on_disk

ReadMember = Callable[[io.BufferedReader, str], Iterator[Outcome]]
"""Reads what a member holds, whatever its kind; gets its stream and origin."""

_ENCRYPTED = 0x1
_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "META-INF/container.xml"})
_ARCHIVE = "archive/"
"""The folder of a WACZ that its WARCs are in."""
_CURE = "make the ZIP again"


def read_zip(
    stream: io.BufferedReader, origin: str, reading: Reading, read_member: ReadMember
) -> Iterator[Outcome]:
    """Yield the outcomes of the members in the order of their names, nothing written under them.

    Raises BadInput for a damaged ZIP, an office file and a ZIP over the limits, whose size is what
    it says of itself: no member gives more than that. Of a WACZ the web archives inside are read.
    """
    if stream.seekable():
        yield from _read(stream, origin, reading, read_member)
        return
    with on_disk(stream) as copy:
        yield from _read(copy, origin, reading, read_member)


def _read(
    stream: BinaryIO, origin: str, reading: Reading, read_member: ReadMember
) -> Iterator[Outcome]:
    try:
        archive = zipfile.ZipFile(stream)
    except KabarError:
        raise
    except Exception as error:  # a hostile directory breaks the library in ways of many kinds
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise BadInput(f"{origin}: damaged ZIP ({reason}); {_CURE}") from None
    with archive:
        members = archive.infolist()
        _refuse(members, origin, reading.limits)
        of_wacz = _is_wacz(members)
        chosen = [member for member in members if _is_wanted(member, of_wacz, reading)]
        seen: Counter[str] = Counter()
        for member in sorted(chosen, key=lambda member: member.filename):
            seen[member.filename] += 1
            again = f"({seen[member.filename]}) " if seen[member.filename] > 1 else ""
            place = f"{origin}!{again}{printable(member.filename)}"
            yield from _member(archive, member, place, read_member)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str, read_member: ReadMember
) -> Iterator[Outcome]:
    try:
        if member.flag_bits & _ENCRYPTED:
            raise BadInput(f"{place}: encrypted; unpack it with its password first")
        try:
            opened = archive.open(member)
        except Exception as error:  # as above: a header may say anything
            raise BadInput(f"{place}: damaged ({error}); {_CURE}") from None
        with opened:
            # It gives no more than the directory says, which the limits were asked of.
            yield from read_member(bounded(cast(io.BufferedIOBase, opened), place), place)
    except KabarError as error:
        yield unread(place, error)


def _refuse(members: list[zipfile.ZipInfo], origin: str, limits: Limits) -> None:
    """Raise BadInput for what is too much, and for office files, which are ZIPs too."""
    if len(members) > limits.members:
        raise BadInput(
            f"{origin}: {len(members):,} files, more than {limits.members:,}; divide the ZIP"
        )
    if any(member.filename in _OFFICE for member in members[:10]):
        raise BadInput(f"{origin}: an office file or e-book; save it as plain text or HTML")
    expanded = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if expanded > limits.expanded_bytes:
        raise BadInput(
            f"{origin}: unpacks to {expanded / 1e6:,.0f} MB, more than "
            f"{limits.expanded_bytes / 1e6:,.0f}; unpack it and name the parts you need"
        )
    if expanded > limits.ratio_from and expanded > limits.ratio * packed:
        raise BadInput(
            f"{origin}: unpacks to {expanded / 1e6:,.0f} MB, over {limits.ratio} times its size, "
            "as no text does; unpack it yourself if you trust it"
        )


def _is_wacz(members: list[zipfile.ZipInfo]) -> bool:
    names = [member.filename for member in members]
    return "datapackage.json" in names and any(name.startswith(_ARCHIVE) for name in names)


def _is_wanted(member: zipfile.ZipInfo, of_wacz: bool, reading: Reading) -> bool:
    """Say whether a member may hold articles; count it where it does not."""
    name = member.filename
    if member.is_dir():
        return False
    if is_hidden(name):
        reading.skipped["hidden file or folder"] += 1
    elif is_no_article(name):
        reading.skipped[f"{PurePosixPath(name).suffix.lower()} file"] += 1
    elif of_wacz and not name.startswith(_ARCHIVE):
        reading.skipped["index of a WACZ"] += 1
    else:
        return True
    return False
