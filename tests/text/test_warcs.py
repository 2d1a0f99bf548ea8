"""Web archives: pages are read, the rest is counted, a damaged record loses only itself."""

import gzip
from collections import Counter

import pytest

from benchmarks.samples import PARAGRAPHS, TITLE, as_warc, page, record
from kabar.text.items import Item, Limits, Unread, find_items

HTML = b"Content-Type: text/html; charset=utf-8\r\n"


def read(tmp_path, data, **options):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(data)
    found = list(find_items(path, **options))
    items = [outcome for outcome in found if isinstance(outcome, Item)]
    return items, [o.message.rpartition("/x.")[2] for o in found if isinstance(o, Unread)]


def numbers(items):
    return [item.origin[-2] for item in items]


def packed(*records):
    return [gzip.compress(each, mtime=0) for each in records]


def test_page_has_title_day_address_and_place(tmp_path):
    items, unread = read(tmp_path, as_warc(packed=True))
    assert unread == []
    assert items[1].origin.endswith("x.warc.gz record <urn:uuid:2>")
    article = items[1].article
    assert (article.title, str(article.published)) == (TITLE, "2022-01-02")
    assert article.origin == "http://a.example/2"
    assert PARAGRAPHS[0] in article.text


def test_what_is_no_page_is_counted(tmp_path):
    records = (
        record(1),
        record(2, status=b"404 Not Found"),
        record(3, head=b"Content-Type: image/png\r\n", body=b"\x89PNG"),
        record(4, kind=b"request"),
        record(5, kind=b"revisit"),
        record(6, head=b"", body=b"not a page"),
    )
    skipped = Counter()
    items, unread = read(tmp_path, b"".join(records), skipped=skipped)
    assert (numbers(items), unread) == (["1"], [])
    assert skipped == {
        "WARC response of status 404": 1,
        "WARC response of image data": 1,
        "WARC record of type request": 1,
        "WARC record of type revisit": 1,
        "WARC response of unknown data": 1,
    }


def test_page_without_text_is_told(tmp_path):
    items, unread = read(tmp_path, record(1, body=b"<html><body></body></html>"))
    assert items == []
    assert unread == [
        "warc.gz record <urn:uuid:1>: no article text in this HTML; save the article as plain text"
    ]


def test_charset_of_the_answer_is_believed(tmp_path):
    body = page().decode().replace('<meta charset="utf-8">', "").encode("cp1252")
    head = b"Content-Type: text/html; charset=windows-1252\r\n"
    (item,), _ = read(tmp_path, record(1, head=head, body=body))
    assert "Zürich" in item.article.text


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Content-Encoding: gzip\r\n", gzip.compress(page())),
        (b"Content-Encoding: gzip\r\n", page()),
        (b"Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(page()), page())),
        (b"Transfer-Encoding: chunked\r\n", page()),
        (b"Content-Encoding: unknown\r\n", page()),
    ],
    ids=["gzip", "gzip taken off", "chunked", "chunks taken off", "unknown"],
)
def test_packed_answers_are_read_whether_unpacked_or_not(tmp_path, head, body):
    (item,), unread = read(tmp_path, record(1, head=HTML + head, body=body))
    assert unread == []
    assert PARAGRAPHS[2] in item.article.text
    assert "\r\n0" not in item.article.text


def test_bomb_in_an_answer_is_told(tmp_path):
    bomb = gzip.compress(b"<html>" + b" " * 30_000_000)
    records = (record(1, head=HTML + b"Content-Encoding: gzip\r\n", body=bomb), record(2))
    items, unread = read(tmp_path, b"".join(records))
    assert numbers(items) == ["2"]
    assert "larger than 20 MB" in unread[0]


def test_answer_over_the_limit_is_told(tmp_path):
    large = record(1, body=page() + b" " * 500_000)
    items, unread = read(tmp_path, large + record(2), limits=Limits(article_bytes=50_000))
    assert numbers(items) == ["2"]
    assert "larger than 0.05 MB" in unread[0]


@pytest.mark.parametrize("cut", [20, 200])
def test_truncated_gzip_loses_only_the_last_record(tmp_path, cut):
    items, unread = read(tmp_path, as_warc(packed=True)[:-cut])
    assert numbers(items) == ["1", "2"]
    assert len(unread) == 1


def test_corrupt_gzip_member_loses_only_itself(tmp_path):
    first, second, third = packed(*(record(n) for n in (1, 2, 3)))
    spoilt = second[:60] + b"\xff" * 20 + second[80:]
    items, unread = read(tmp_path, first + spoilt + third)
    assert numbers(items) == ["1", "3"]
    assert len(unread) == 1
    assert f"byte {len(first)}" in unread[0]


def test_garbage_between_records_is_told_and_passed_by(tmp_path):
    for first, second in ((record(1), record(2)), packed(record(1), record(2))):
        items, unread = read(tmp_path, first + b"garbage\r\n\r\n" + second)
        assert numbers(items) == ["1", "2"]
        assert len(unread) == 1
        assert f"byte {len(first)}: " in unread[0]


def test_record_whose_first_bytes_are_spoilt_is_told(tmp_path):
    for records in ([record(n) for n in (1, 2, 3)], packed(*(record(n) for n in (1, 2, 3)))):
        for number in range(3):
            spoilt = [*records]
            spoilt[number] = b"XXX" + spoilt[number][3:]
            items, unread = read(tmp_path, b"".join(spoilt))
            if number:
                assert len(items) == 2
                assert len(unread) == 1


@pytest.mark.parametrize("wrong", [30, -30, 10**12])
def test_wrong_length_loses_only_its_record(tmp_path, wrong):
    length = len(record(2).split(b"\r\n\r\n", 1)[1]) - 4
    said = b"Content-Length: %d\r\n\r\nHTTP"
    spoilt = record(2).replace(said % length, said % (length + wrong))
    assert spoilt != record(2)
    items, _ = read(tmp_path, record(1) + spoilt + record(3))
    assert {"1", "3"} <= set(numbers(items))
    assert len(numbers(items)) == len(set(numbers(items)))


def test_archive_packed_as_a_whole_is_read_up_to_the_damage(tmp_path):
    whole = gzip.compress(as_warc(30), mtime=0)
    items, unread = read(tmp_path, whole[:-60])
    assert len(items) >= 1
    assert len(unread) >= 1


def test_file_damaged_all_over_is_given_up(tmp_path):
    spoilt = b"".join(b"WARC/1.x broken\r\n\r\n" for _ in range(500))
    items, unread = read(tmp_path, spoilt, limits=Limits(damages=10))
    assert items == []
    assert len(unread) == 12
    assert "damaged in over 10 places" in unread[-1]


def test_file_that_only_begins_like_an_archive_is_told(tmp_path):
    for data in (b"WARC/", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"kata"):
        items, unread = read(tmp_path, data)
        assert items == []
        assert len(unread) == 1, data


def test_header_that_is_cut_off_is_told(tmp_path):
    items, unread = read(tmp_path, record(1) + record(2)[:30])
    assert (numbers(items), len(unread)) == (["1"], 1)
    items, unread = read(
        tmp_path, b"".join(packed(record(1), record(2)))[: -len(packed(record(2))[0]) + 20]
    )
    assert (numbers(items), len(unread)) == (["1"], 1)


def test_archive_with_empty_lines_at_its_end_is_whole(tmp_path):
    assert read(tmp_path, record(1) + b"\r\n\r\n")[1] == []
    assert read(tmp_path, gzip.compress(as_warc(3)))[1] == []


def test_name_of_a_record_is_on_one_line(tmp_path):
    items, _ = read(tmp_path, record(1).replace(b"<urn:uuid:1>", b"<urn:\r\n\tuuid:1>"))
    assert "\n" not in items[0].origin


def test_record_without_a_length_is_told(tmp_path):
    items, unread = read(
        tmp_path, record(1).replace(b"Content-Length", b"Content-Lenght") + record(2)
    )
    assert (numbers(items), len(unread)) == (["2"], 1)


def test_record_that_unpacks_to_too_much_is_passed_by(tmp_path, monkeypatch):
    monkeypatch.setattr("kabar.text.warcs._HUGE", 10_000_000)
    bomb = record(1, body=b"<html>" + b" " * 60_000_000)
    items, unread = read(tmp_path, b"".join(packed(bomb, record(2))))
    assert numbers(items) == ["2"]
    assert len(unread) == 1
    assert "larger than 20 MB" in unread[0]


def test_archive_that_unpacks_to_too_much_is_given_up(tmp_path):
    limits = Limits(expanded_bytes=2_000)
    items, unread = read(tmp_path, as_warc(9, packed=True), limits=limits)
    assert numbers(items) == ["1", "2", "3"]
    assert "divide the archive" in unread[0]
