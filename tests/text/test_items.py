"""Items: each article of a folder, file or stream with its place; what gave none is told."""

import gzip
import io
import os
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.samples import PARAGRAPHS, TEXT, TITLE, as_csv, as_json_lines, page, samples
from kabar.text.items import Item, Limits, Unread, find_items
from kabar.text.streams import kind_of


def outcomes(path, **options):
    """Return the origins of items and of what was unread, without the folder's name."""
    folder = path if path.is_dir() else path.parent
    found = list(find_items(path, **options))
    items = [o.origin.removeprefix(f"{folder}/") for o in found if isinstance(o, Item)]
    unread = [o.message.removeprefix(f"{folder}/") for o in found if isinstance(o, Unread)]
    return items, unread


def test_folder_is_read_in_the_order_of_names(tmp_path):
    for name in ("b.txt", "a/z.html", "a/b/c.txt", "B.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(page() if name.endswith("html") else TEXT.encode())
    assert outcomes(tmp_path) == (["B.txt", "a/b/c.txt", "a/z.html", "b.txt"], [])


def test_article_has_title_and_day_of_its_page(tmp_path):
    (tmp_path / "a.html").write_bytes(page(7))
    (item,) = find_items(tmp_path / "a.html")
    assert item.article.title == TITLE
    assert str(item.article.published) == "2022-01-07"
    assert PARAGRAPHS[0] in item.article.text


def test_hidden_files_and_pictures_are_counted_and_passed_over(tmp_path):
    (tmp_path / ".git").mkdir()
    for name in (".git/a.txt", ".hidden.txt", "x.JPG", "a.txt"):
        (tmp_path / name).write_text(TEXT)
    skipped = Counter()
    assert outcomes(tmp_path, skipped=skipped) == (["a.txt"], [])
    assert skipped == {"hidden file or folder": 2, ".jpg file": 1}


def test_links_are_not_followed_out_of_the_folder_nor_in_circles(tmp_path):
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (outside / "secret.txt").write_text(TEXT)
    (folder / "a.txt").write_text(TEXT)
    (folder / "again.txt").symlink_to(folder / "a.txt")
    (folder / "circle").symlink_to(folder)
    (folder / "itself").symlink_to(folder / "itself")
    (folder / "out.txt").symlink_to(outside / "secret.txt")
    (folder / "outward").symlink_to(outside)
    skipped = Counter()
    items, unread = outcomes(folder, skipped=skipped)
    assert items == ["a.txt"]
    assert [message.split(":")[0] for message in unread] == ["itself", "out.txt", "outward"]
    assert skipped == {"link inside the folder": 2}


def test_link_that_the_user_names_is_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text(TEXT)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert outcomes(tmp_path / "link") == (["a.txt"], [])


def test_pipe_in_a_folder_does_not_hold_up_the_others(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(TEXT)
    items, unread = outcomes(tmp_path)
    assert items == ["b.txt"]
    assert unread == ["a.txt: no ordinary file (a pipe or device); leave it"]


def test_bad_file_does_not_end_the_others(tmp_path):
    (tmp_path / "a.txt").write_text(" ")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "c.txt").write_text(TEXT)
    items, unread = outcomes(tmp_path)
    assert items == ["c.txt"]
    assert "empty" in unread[0]
    assert "pdftotext" in unread[1]


@pytest.mark.parametrize(
    ("name", "says"),
    [("none.txt", "no such file"), ("empty", "no articles"), ("a\0b", "not a file name")],
)
def test_source_that_is_not_there_is_told(tmp_path, name, says):
    (tmp_path / "empty").mkdir()
    (found,) = find_items(f"{tmp_path}/{name}")
    assert says in found.message
    assert found.error == "BadInput"


def test_name_that_is_no_text_is_shown_on_one_line(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff\nb.txt")).write_text(TEXT)
    items, _ = outcomes(tmp_path)
    assert items == [r"a\udcff\nb.txt"]


def test_deep_folders_are_read(tmp_path):
    deep = tmp_path / "/".join(["d"] * 900)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(TEXT)
    assert len(outcomes(tmp_path)[0]) == 1


@pytest.mark.parametrize(
    ("data", "origins"),
    [
        (TEXT.encode(), ["standard input"]),
        (as_json_lines(2), ["standard input line 1", "standard input line 2"]),
        (samples()["a.warc"][0], [f"standard input record <urn:uuid:{n}>" for n in (1, 2, 3)]),
        (samples()["a.zip"][0][:], ["standard input!a.txt"]),
        (gzip.compress(page()), ["standard input"]),
    ],
)
def test_standard_input_may_hold_any_format(monkeypatch, data, origins):
    class Piped(io.BytesIO):
        def seekable(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Piped(data)))
    found = [item.origin for item in find_items("-")]
    assert found[: len(origins)] == origins


def test_gzip_is_read_as_what_is_inside(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(as_csv()))
    assert outcomes(tmp_path)[0] == ["a.csv.gz row 2", "a.csv.gz row 3", "a.csv.gz row 4"]


def test_truncated_gzip_gives_what_was_there(tmp_path):
    whole = gzip.compress(as_csv(count=9) + os.urandom(100_000).hex().encode(), mtime=0)
    (tmp_path / "a.csv.gz").write_bytes(whole[:-50_000])
    items, unread = outcomes(tmp_path)
    assert len(items) == 9
    assert any("damaged after" in message for message in unread)


def test_gzip_bomb_ends_with_one_line(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"text\n" + b"0" * 3_000_000))
    limits = Limits(ratio_from=1_000_000)
    items, unread = outcomes(tmp_path, limits=limits)
    assert items == []
    assert len(unread) == 1
    assert "too much for text of its size" in unread[0]


def test_packings_end_somewhere(tmp_path):
    data = TEXT.encode()
    for _ in range(5):
        data = gzip.compress(data)
    (tmp_path / "a.gz").write_bytes(data)
    assert outcomes(tmp_path) == ([], ["a.gz: packed too often; unpack it and name the parts"])


def test_missing_extra_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    monkeypatch.delitem(sys.modules, "kabar.text.warcs", raising=False)
    (tmp_path / "a.warc").write_bytes(samples()["a.warc"][0])
    (tmp_path / "b.txt").write_text(TEXT)
    found = list(find_items(tmp_path))
    assert found[0].error == "KabarError"
    assert "pip install 'kabar[warc]'" in found[0].message
    assert isinstance(found[1], Item)


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.csv", b"a,b", "csv"),
        ("a.csv.gz", b"a,b", "csv"),
        ("a.csv", b"PK\x03\x04", "zip"),
        ("a", b"WARC/1.0", "warc"),
        ("a.xml", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><rss>", "feed"),
        ("a.xml", b"<html><p>The <rss> tag", "text"),
        ("a", b'{"text": 1}', "json lines"),
        ("a", b"{\\rtf1", "text"),
        ("a.gz", gzip.compress(b"WARC/1.0\r\n"), "warc"),
        ("a.TXT", b"kata", "text"),
    ],
)
def test_kind_is_told_by_the_first_bytes_then_by_the_name(name, head, kind):
    assert kind_of(name, head) == kind


def test_many_comments_before_the_root_take_no_time():
    assert kind_of("a.xml", b"<!--x-->" * 400 + b"<html>") == "text"
    assert kind_of("a.xml", b"<!--x-->" * 400 + b"<rss>") == "feed"


def test_order_and_outcomes_are_the_same_twice(tmp_path):
    for name, data in samples().items():
        for number, each in enumerate(data):
            (tmp_path / f"{number}{name}").write_bytes(each)
    assert list(find_items(tmp_path)) == list(find_items(tmp_path))


@pytest.mark.parametrize("name", samples())
def test_sample_of_each_format_is_read_whole(tmp_path, name):
    for number, data in enumerate(samples()[name]):
        (tmp_path / f"{number}{name}").write_bytes(data)
    items, unread = outcomes(tmp_path)
    assert items
    assert unread == []


@pytest.mark.parametrize("name", samples())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_bytes_give_items_or_one_line(tmp_path, name, data):
    sample = data.draw(st.sampled_from(samples()[name]))
    at = data.draw(st.integers(0, len(sample)))
    spoilt = sample[:at] + data.draw(st.binary(max_size=40)) + sample[data.draw(st.just(at)) :]
    (tmp_path / name).write_bytes(data.draw(st.sampled_from([spoilt, spoilt[:at], spoilt[at:]])))
    for outcome in find_items(tmp_path):
        if isinstance(outcome, Item):
            assert outcome.article.text.strip()
        else:
            assert outcome.message.startswith(outcome.origin)
            assert "\n" not in outcome.message
