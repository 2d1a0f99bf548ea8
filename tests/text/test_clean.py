"""Blocks: headings, bylines and boilerplate are told from paragraphs, the text left as it is."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.errors import BadLanguageData
from kabar.languages.load import load_language
from kabar.text.clean import find_blocks
from kabar.text.habits import load_habits

LANGUAGES = {code: load_language(code) for code in ("en", "id")}
PARAGRAPH = {
    "id": "Pemerintah Talavia menolak seruan itu pada hari Rabu.",
    "en": "The government of Talavia rejected the call on Wednesday.",
}


def kinds(text: str, code: str) -> list[tuple[str, str]]:
    blocks = find_blocks(text, LANGUAGES[code])
    return [(block.kind, text[block.start : block.end]) for block in blocks]


def kind_of(line: str, code: str) -> str:
    """Return the kind of a line that stands between two paragraphs."""
    text = f"{PARAGRAPH[code]}\n{line}\n{PARAGRAPH[code]}"
    found = {words: kind for kind, words in kinds(text, code)}
    return found.get(line, "several")


@pytest.mark.parametrize(
    "line",
    [
        "Kebijakan pintu terbuka",
        "‘Saat Penentuan’",
        "“Saat Penentuan”",
        '"Saat Penentuan"',
        "«Момент истины»",
        "## Latar belakang",
        "Apa yang terjadi selanjutnya?",
    ],
)
def test_short_line_without_full_stop_is_a_heading(line):
    assert kind_of(line, "id") == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "Mereka pergi.",
        "“Kami tidak akan mundur,” kata Budi",
        "“Kami tidak akan mundur.”",
        "“Kapan mereka pergi?”",
        "Juru bicara itu memperingatkan:",
        "- Talavia menarik pasukannya",
        "“Dan kemudian mereka membangun pasukan",
        "dan menolak perundingan",
        "NATO – aliansi militer itu – menolak permintaan Moskow.",
        "Presiden Talavia (Roe) – yang tiba kemarin – menolak permintaan itu.",
        "Bergabung dengan aliansi bukan solusi bagi kami.",
        "Sumber pada kementerian itu membantah kabar tersebut.",
        "Berita terkait perang itu dibantah oleh kementerian.",
        "Video itu menunjukkan tentara Talavia di perbatasan.",
        "Editor surat kabar itu ditangkap polisi.",
    ],
)
def test_sentences_and_quotations_are_paragraphs(line):
    assert kind_of(line, "id") == "paragraph"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("id", "Baca juga: Perundingan di Wina Gagal Lagi"),
        ("id", "BACA JUGA: Perundingan Gagal."),
        ("id", "Simak selengkapnya di halaman berikut"),
        ("id", "ADVERTISEMENT"),
        ("id", "SCROLL TO CONTINUE WITH CONTENT"),
        ("id", "Foto: Antara/Reuters"),
        ("id", "Presiden Roe tiba di Wina. (Foto: Antara/Siti)"),
        ("id", "[Gambas:Video Harian]"),
        ("id", "(rfa/dhf)"),
        ("id", "Bagikan ke Facebook, Twitter"),
        ("id", "Tags: Talavia, perang"),
        ("en", "Read more: Talks in Vienna fail again"),
        ("en", "Advertisement"),
        ("en", "Scroll to continue"),
        ("en", "(Reporting by Jane Roe; Editing by John Doe)"),
        ("en", "Reporting by Jane Roe in Kyiv; Editing by John Doe"),
        ("en", "This article was originally published on Monday."),
        ("en", "Sign up for our daily newsletter"),
        ("en", "Share this on Facebook"),
        ("en", "File photo: Soldiers at the border"),
        ("en", "https://example.org/a"),
        ("en", "* * *"),
    ],
)
def test_lines_that_are_not_the_article_are_boilerplate(code, line):
    assert kind_of(line, code) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Support for the treaty has grown.",
        "This report is a threat, the minister said.",
        "Reporting by the UN shows that 30 people died.",
        "By Wednesday the troops had left.",
        "Loading of grain resumed on Monday.",
        "Posted at the border, the troops wait.",
        "Topics on the agenda include the embargo.",
        "Join the alliance, the minister urged Talavia.",
        "NATO — the alliance — refused to talk.",
    ],
)
def test_news_that_opens_like_boilerplate_stays(line):
    assert kind_of(line, "en") == "paragraph"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("id", "Oleh: Budi Santoso"),
        ("id", "Oleh Budi Santoso"),
        ("id", "Rabu, 12 Januari 2022 | 10:15 WIB"),
        ("en", "By Jane Roe and John Doe"),
        ("en", "January 12, 2022"),
    ],
)
def test_who_wrote_it_and_when_is_a_byline(code, line):
    assert kind_of(line, code) == "byline"


@pytest.mark.parametrize(
    ("code", "dateline"),
    [
        ("id", "JAKARTA, KOMPAS.com -"),
        ("id", "Jakarta (ANTARA) -"),
        ("id", "Jakarta, CNN Indonesia --"),
        ("id", "TEMPO.CO, Jakarta -"),
        ("id", "Jakarta -"),
        ("en", "BRUSSELS, Jan 12 (Reuters) -"),
        ("en", "WASHINGTON (AP) —"),
        ("en", "KYIV, Ukraine —"),
    ],
)
def test_dateline_is_a_byline_before_its_paragraph(code, dateline):
    found = kinds(f"{dateline} {PARAGRAPH[code]}", code)
    assert found == [("byline", dateline), ("paragraph", PARAGRAPH[code])]


def test_credit_after_a_paragraph_is_boilerplate():
    text = f"{PARAGRAPH['id']} (rfa/dhf)\n{PARAGRAPH['id']} Baca juga: Talavia Mundur"
    assert [kind for kind, _ in kinds(text, "id")] == ["paragraph", "boilerplate"] * 2
    assert kinds("Mereka membahas perjanjian (RI/AS)", "id")[0][0] != "boilerplate"


def test_one_line_alone_is_a_paragraph():
    assert kinds("Talavia Menolak Seruan", "id") == [("paragraph", "Talavia Menolak Seruan")]


def test_short_notes_in_a_row_are_paragraphs():
    notes = ["Talavia menyerang Orsinia", "Tiga tentara tewas", "Perundingan ditunda"]
    found = kinds("\n".join([PARAGRAPH["id"], *notes]), "id")
    assert [kind for kind, _ in found] == ["paragraph"] * 4


def test_lines_wrapped_at_a_column_are_one_paragraph():
    text = (
        "The government of Talavia rejected the call for a truce on\n"
        "Wednesday and said that its forces would stay in the border\n"
        "district until a treaty is signed.\n\n"
        "Orsinia, which closed its embassy in the capital last week,\n"
        "said that talks could begin in Vienna as soon as the guns\n"
        "fall silent.\n"
    )
    assert [kind for kind, _ in kinds(text, "en")] == ["paragraph", "paragraph"]


def test_wrong_data_names_its_file(tmp_path: Path):
    folder = tmp_path / "xx"
    folder.mkdir()
    language = replace(LANGUAGES["en"], folder=folder)
    (folder / "sentences.toml").write_text('[blocks]\nbyline = ["(a"]\n')
    with pytest.raises(BadLanguageData, match=r"xx/sentences.toml: blocks.byline pattern 1"):
        load_habits(language)


def test_unknown_list_is_refused(tmp_path: Path):
    language = replace(LANGUAGES["en"], folder=tmp_path)
    (tmp_path / "sentences.toml").write_text('[sentences]\nbefore_names = ["Mr"]\n')
    with pytest.raises(BadLanguageData, match=r"unknown list 'sentences.before_names'"):
        load_habits(language)


def test_language_without_habits_has_plain_paragraphs(tmp_path: Path):
    language = replace(LANGUAGES["en"], folder=tmp_path / "none")
    assert [block.kind for block in find_blocks("Advertisement\nHe left.", language)] == [
        "heading",
        "paragraph",
    ]


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "Baca juga: x",
                "“Kami pergi,” kata dia.",
                "JAKARTA - Mereka pergi. (rfa/dhf)",
                "\r",
                "By A",
            ]
        ),
    ),
    max_size=8,
).map("\n".join)


@settings(max_examples=200, deadline=None)
@given(LINES, st.sampled_from(["en", "id"]))
def test_blocks_are_in_order_trimmed_and_hold_all_that_is_visible(text, code):
    covered = bytearray(len(text))
    last = 0
    for block in find_blocks(text, LANGUAGES[code]):
        assert last <= block.start < block.end
        words = text[block.start : block.end]
        assert words == words.strip()
        covered[block.start : block.end] = b"x" * len(words)
        last = block.end
    assert all(seen or mark.isspace() for seen, mark in zip(covered, text, strict=True))
