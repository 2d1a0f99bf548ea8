"""Readers: any common encoding and page gives text; what is not text gives one clear line."""

import io
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.errors import BadInput
from kabar.text.html import MAX_TAGS, is_html, visible_text
from kabar.text.readers import find_title, read_bytes, read_path, read_stdin

INDONESIAN = (
    "Presiden mengatakan “kami menolak” – ujar juru bicara itu, sementara menteri luar negeri "
    "Prancis François tidak berkomentar mengenai hal tersebut pada hari Rabu."
)
RUSSIAN = "Президент заявил, что войска будут выведены в среду. Министр отказался от комментариев."
ARABIC = "قال الرئيس إن القوات ستنسحب من الحدود يوم الأربعاء، ورفض وزير الخارجية التعليق."
CHINESE = "总统周三表示，军队将从边境撤出。外交部长拒绝置评。"
SPANISH = "El presidente dijo que el ejército se retirará mañana; la situación está peor."
POLISH = "Prezydent oświadczył, że wojska zostaną wycofane w środę, a minister odmówił odpowiedzi."

PARAGRAPHS = [
    "Pemerintah Talavia menarik pasukannya dari perbatasan pada hari Rabu, kata juru bicara itu.",
    "Menteri luar negeri Orsinia menyambut keputusan itu dan meminta perundingan baru di Wina.",
    "Kedua negara belum pernah bertemu sejak gencatan senjata tahun lalu, menurut para diplomat.",
]


def page(body: str, head: str = "") -> str:
    return (
        "<!DOCTYPE html><html><head><title>Talavia Tarik Pasukan</title>"
        '<meta property="article:published_time" content="2022-01-12T10:00:00+07:00">'
        f"{head}</head><body><nav><a href='/'>Beranda</a></nav><article>"
        f"<h1>Talavia Tarik Pasukan</h1>{body}</article></body></html>"
    )


BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (INDONESIAN, "utf-8"),
        (INDONESIAN, "utf-8-sig"),
        (INDONESIAN, "utf-16"),
        (INDONESIAN, "utf-16-le"),
        (INDONESIAN, "utf-16-be"),
        (INDONESIAN, "utf-32"),
        (INDONESIAN, "cp1252"),
        (SPANISH, "latin-1"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (ARABIC, "cp1256"),
        (CHINESE, "gb18030"),
    ],
)
def test_common_encodings_are_read(text, encoding):
    assert read_bytes(text.encode(encoding), "a.txt").text == text


def test_one_bad_byte_does_not_spoil_utf8():
    data = (INDONESIAN * 20).encode() + b" \xff akhir."
    article = read_bytes(data, "a.txt")
    assert article.encoding == "utf-8"
    assert article.text.count("François") == 20


def test_declared_encoding_is_believed_where_it_fits():
    assert read_bytes(RUSSIAN.encode("cp866"), "a", encoding="cp866").text == RUSSIAN
    assert read_bytes(RUSSIAN.encode(), "a", encoding="no-such-code").text == RUSSIAN


def test_page_says_its_encoding():
    markup = page(BODY.replace("Wina", "Zürich"), head='<meta charset="iso-8859-1">')
    assert "Zürich" in read_bytes(markup.encode("latin-1"), "a.html").text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n" + bytes(100), "PDF"),
        (b"PK\x03\x04" + bytes(100), "office file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "picture"),
        (b"\x1f\x8b\x08" + bytes(100), "unpack"),
        (b"{\\rtf1 Menteri pergi.}", "rich-text"),
        (bytes(range(256)) * 40, "not text"),
        (bytes(1000), "not text"),
    ],
)
def test_binary_data_is_refused_with_a_cure(data, says):
    with pytest.raises(BadInput, match=says) as error:
        read_bytes(data, "berita.dat")
    assert str(error.value).startswith("berita.dat: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("data", [b"", b"  \n", "\ufeff \n".encode(), "\ufeff".encode("utf-16-le")])
def test_empty_files_are_refused(data):
    with pytest.raises(BadInput, match="empty"):
        read_bytes(data, "a.txt")


def test_files_missing_or_folders_are_refused(tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        read_path(tmp_path / "none.txt")
    with pytest.raises(BadInput, match="folder"):
        read_path(tmp_path)
    with pytest.raises(BadInput, match="not a file name"):
        read_path("a\0b")


def test_too_large_a_file_is_refused_unread(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)  # a sparse file: it takes no room
    with pytest.raises(BadInput, match="larger than 20 MB"):
        read_path(path)


def test_standard_input_is_read_and_limited():
    assert read_stdin(io.BytesIO(b"Menteri pergi.")).origin == "standard input"
    with pytest.raises(BadInput, match="larger than 1e-05 MB"):
        read_stdin(io.BytesIO(b"Menteri pergi."), max_bytes=10)


def test_one_long_line_is_read(tmp_path):
    path = tmp_path / "line.txt"
    path.write_text("kata " * 400_000)
    assert len(read_path(path).text) == 2_000_000


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Talavia Tarik Pasukan\n\nPemerintah pergi.", "Talavia Tarik Pasukan"),
        ("Talavia Tarik Pasukan\r\n\r\nPemerintah pergi.", "Talavia Tarik Pasukan"),
        ("Talavia menarik pasukan.\n\nPemerintah pergi.", None),
        ("“Kami pergi.”\n\nPemerintah pergi.", None),
        ("Talavia Tarik Pasukan\nPemerintah pergi.", None),
        ("Talavia Tarik Pasukan\n\n", None),
        ("kata " * 100 + "\n\nPemerintah pergi.", None),
    ],
)
def test_first_line_is_a_title_where_it_reads_as_one(text, title):
    assert find_title(text) == title
    assert read_bytes(text.encode(), "a.txt").text == text


def test_page_gives_paragraphs_title_and_date():
    article = read_bytes(page(BODY).encode(), "a.html")
    assert article.title == "Talavia Tarik Pasukan"
    assert article.published == date(2022, 1, 12)
    for paragraph in PARAGRAPHS:
        assert paragraph in article.text.split("\n")
    assert "Beranda" not in article.text


def test_page_without_a_declared_date_has_none():
    dates = "<p>Pada 3 Maret 2021 dan 2020-05-06 mereka bertemu di Wina.</p>"
    footer = "<footer>© 2023 Harian Talavia</footer>"
    markup = re.sub("<meta[^>]*>", "", page(BODY + dates + footer))
    assert read_bytes(markup.encode(), "a.html").published is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- x --> <!-- y --><html><p>a</p>", True),
        ("\n<p>Menteri pergi.</p>", True),
        ("<?xml version='1.0'?><a><b>x</b><b>y</b></a>", True),
        ("Menteri <b>pergi</b>.", False),
        ("<3 kata menteri itu.", False),
        ("<!-- tidak selesai", False),
    ],
)
def test_html_is_known_by_how_it_opens(text, expected):
    assert is_html(text) is expected


HOSTILE = {
    "deep": "<div>" * 50_000,
    "deep inline": "<b>" * 30_000,
    "lists": "<ul><li>" * 4_000,
    "unclosed attribute": "<a href='" * 20_000,
    "many attributes": "<p " + " ".join(f"a{i}=1" for i in range(50_000)) + ">",
    "many tags": "<p>Satu.</p>" * (MAX_TAGS + 1),
    "entities": "&amp;&#0;&#x110000;&#xD800;&lt;script&gt;" * 5_000,
    "script": "<script>var x = '<p>jahat</p>';</script><style>p{}</style><svg><text>y</text></svg>",
    "controls": "\u202e\u200b\u200f\x01",
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_gives_text_or_one_line(markup):
    try:
        article = read_bytes(page(markup + BODY).encode(), "a.html")
    except BadInput as error:
        assert "\n" not in str(error)
    else:
        assert "jahat" not in article.text
        assert article.text.strip()


def test_entities_declared_in_the_page_are_not_expanded():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    article = read_bytes((bomb + page(BODY + "<p>&b;</p>")[15:]).encode(), "a.html")
    assert "aaaa" not in article.text
    assert PARAGRAPHS[0] in article.text


def test_visible_text_has_a_line_for_each_block():
    assert visible_text("<p>a <b>b</b></p><script>x</script><ul><li>c&amp;d</ul>") == "a b\nc&d"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_one_line(data):
    try:
        article = read_bytes(data, "a")
    except BadInput as error:
        assert "\n" not in str(error)
    else:
        assert article.text.strip()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div ",
                ">",
                "<!--",
                "-->",
                "<![CDATA[",
                "&#x0;",
                "<script>",
                "</body>",
                "kata. ",
                "\u202e",
                "<table>",
                "'",
                "<td>",
            ]
        )
    )
)
def test_any_markup_is_read_or_refused(pieces):
    try:
        read_bytes(("<html><body>" + "".join(pieces)).encode(), "a")
    except BadInput as error:
        assert "HTML" in str(error)
