"""ZIP and WACZ: members in the order of names; bombs, locks and damage end in one clear line."""

import io
import zipfile
from collections import Counter

import pytest

from benchmarks.samples import TEXT, as_csv, as_wacz, as_warc, as_zip, page
from kabar.text.items import Item, Limits, Unread, find_items


def read(tmp_path, data, name="x.zip", **options):
    path = tmp_path / name
    path.write_bytes(data)
    found = list(find_items(path, **options))
    items = [o.origin.rpartition("/x.")[2] for o in found if isinstance(o, Item)]
    return items, [o.message.rpartition("/x.")[2] for o in found if isinstance(o, Unread)]


def test_members_are_read_in_the_order_of_names(tmp_path):
    members = {"b.csv": as_csv(count=1), "inner/a.html": page(), "B.txt": TEXT.encode()}
    items, unread = read(tmp_path, as_zip(members))
    assert items == ["zip!B.txt", "zip!b.csv row 2", "zip!inner/a.html"]
    assert unread == []


def test_names_that_lead_out_are_only_names(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    before = set(tmp_path.rglob("*"))
    items, _ = read(folder, as_zip({"../../out.txt": TEXT.encode(), "/etc/x.txt": TEXT.encode()}))
    assert len(items) == 2
    assert set(tmp_path.rglob("*")) - before == {folder / "x.zip"}


def test_zip_bomb_ends_with_one_line(tmp_path):
    bomb = as_zip({f"{n}.txt": bytes(6_000_000) for n in range(10)})
    assert len(bomb) < 100_000
    items, unread = read(tmp_path, bomb)
    assert items == []
    assert unread == [
        "zip: unpacks to 60 MB, over 100 times its size, as no text does; unpack it yourself if "
        "you trust it"
    ]


def test_limits_on_size_and_number_are_the_callers(tmp_path):
    data = as_zip({f"{n}.txt": TEXT.encode() for n in range(3)})
    _, unread = read(tmp_path, data, limits=Limits(members=2))
    assert unread == ["zip: 3 files, more than 2; divide the ZIP"]
    _, unread = read(tmp_path, data, limits=Limits(expanded_bytes=300))
    assert len(unread) == 1
    assert "unpacks to" in unread[0]


def test_member_that_lies_about_its_size_gives_no_more_than_it_said(tmp_path):
    data = bytearray(as_zip({"a.txt": b"kata " * 100_000, "b.txt": TEXT.encode()}))
    said = (500_000).to_bytes(4, "little")
    data = data.replace(said, (50).to_bytes(4, "little"))
    items, unread = read(tmp_path, bytes(data))
    assert items == ["zip!b.txt"]
    assert "zip!a.txt: damaged" in unread[0]


def test_encrypted_member_is_told(tmp_path):
    data = bytearray(as_zip({"a.txt": TEXT.encode()}))
    directory = data.rindex(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    items, unread = read(tmp_path, bytes(data))
    assert (items, unread) == ([], ["zip!a.txt: encrypted; unpack it with its password first"])


def test_damaged_member_does_not_end_the_others(tmp_path):
    packed = as_zip({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}, zipfile.ZIP_STORED)
    at = packed.index(TEXT.encode()[:20])
    items, unread = read(tmp_path, packed[:at] + b"X" + packed[at + 1 :])
    assert items == ["zip!b.txt"]
    assert "zip!a.txt: damaged" in unread[0]


def test_unknown_packing_is_told(tmp_path):
    data = bytearray(as_zip({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}))
    data[8] = 99
    data[data.index(b"PK\x01\x02") + 10] = 99
    items, unread = read(tmp_path, bytes(data))
    assert items == ["zip!b.txt"]
    assert "damaged" in unread[0]


@pytest.mark.parametrize("cut", [10, 60, -1])
def test_cut_zip_is_told(tmp_path, cut):
    items, unread = read(tmp_path, as_zip({"a.txt": TEXT.encode()})[:cut])
    assert items == []
    assert "damaged ZIP" in unread[0]


def test_zip_in_a_zip_is_read_and_no_deeper(tmp_path):
    inner = as_zip({"a.txt": TEXT.encode(), "deep.zip": as_zip({"b.txt": TEXT.encode()})})
    items, unread = read(tmp_path, as_zip({"in.zip": inner, "w.wacz": as_wacz()}))
    assert items[0] == "zip!in.zip!a.txt"
    assert items[1] == "zip!w.wacz!archive/data.warc.gz record <urn:uuid:1>"
    assert unread == ["zip!in.zip!deep.zip: packed too often; unpack it and name the parts"]


def test_office_files_are_told(tmp_path):
    _, unread = read(tmp_path, as_zip({"[Content_Types].xml": b"<x/>", "word/document.xml": b""}))
    assert unread == ["zip: an office file or e-book; save it as plain text or HTML"]


def test_members_of_one_name_have_places_of_their_own(tmp_path):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("a.csv", as_csv(count=1))
        archive.writestr("a.csv", as_csv(count=1))
    assert read(tmp_path, sink.getvalue())[0] == ["zip!a.csv row 2", "zip!(2) a.csv row 2"]


def test_of_a_wacz_the_web_archives_are_read(tmp_path):
    skipped = Counter()
    items, unread = read(tmp_path, as_wacz(), "x.wacz", skipped=skipped)
    assert items == [f"wacz!archive/data.warc.gz record <urn:uuid:{n}>" for n in (1, 2, 3)]
    assert unread == []
    assert skipped == {"index of a WACZ": 2}


def test_hidden_members_and_those_of_macos_are_passed_over(tmp_path):
    members = {"__MACOSX/._a.txt": b"x", ".x/b.txt": b"x", "p.png": b"x", "a.txt": TEXT.encode()}
    skipped = Counter()
    assert read(tmp_path, as_zip(members), skipped=skipped) == (["zip!a.txt"], [])
    assert skipped == {"hidden file or folder": 2, ".png file": 1}


def test_damaged_record_in_a_zip_loses_only_itself(tmp_path):
    warc = as_warc()
    at = warc.index(b"WARC/1.0", 10)
    spoilt = warc[:at] + b"XXXX" + warc[at + 4 :]
    items, _ = read(tmp_path, as_zip({"a.warc": spoilt}))
    assert [item[-2] for item in items] == ["1", "3"]
