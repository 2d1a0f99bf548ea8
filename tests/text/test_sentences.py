"""Sentences: cut where they end, and nowhere else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.languages.load import load_language
from kabar.text.clean import find_blocks
from kabar.text.sentences import LONGEST_SENTENCE, document_sentences, split_sentences

LANGUAGES = {code: load_language(code) for code in ("en", "id")}


def split(text: str, code: str) -> list[str]:
    bounds = split_sentences(text, 0, len(text), LANGUAGES[code])
    return [text[start:end] for start, end in bounds]


def check(code: str, marked: str) -> None:
    """Check that a text splits exactly where `|` stands in it."""
    expected = [part.strip() for part in marked.split("|")]
    assert split(marked.replace("|", ""), code) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "J. K. Rowling met George W. Bush in the U.S. on Monday. | He left.",
        "They flew to the U.S. | They then left the U.S. Senate behind.",
        "Gen. Mara Roe and Lt. Col. Jon Doe agreed. | Sen. Poe did not.",
        "Resolution No. 5 was adopted at 10.30 a.m. | It took effect on Jan. 12.",
        "Acme Inc. Chairman Roe resigned. | His firm, Acme Co., declined to comment.",
        "About 100.000 people and 1,500.50 tons arrived. | No. | That is wrong.",
        "1. Talavia left. | 2. Orsinia stayed.",
        "They agreed on (a) a truce, (b) an exchange, and (c) talks.",
        "He left; she stayed; nobody spoke. | Then it ended.",
        "Yahoo! and others left. | Why? | Nobody knows!",
    ],
)
def test_abbreviations_numbers_and_items_in_english(marked):
    check("en", marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Jend. TNI Arif bertemu dr. Sari dan H. Umar pada pukul 10.00 WIB. | Mereka sepakat.",
        "Sebanyak 100.000 orang hadir di Jl. Merdeka No. 5. | Sebagian pulang.",
        "Ia bertemu Budi, S.H. dan Prof. Dr. Ir. Tono. | Keduanya diam.",
        "PT Maju Tbk. menolak. | Saham PT Maju Tbk. | Namun harga naik.",
        "Senjata, amunisi, dll. disita. | Polisi menahan tiga orang.",
        "Mereka pergi.| Namun ia tinggal.",
        "Pasal 5 ayat 1 UU No. 3 berlaku. | (Ini benar.) | Itu salah.",
    ],
)
def test_abbreviations_and_numbers_in_indonesian(marked):
    check("id", marked)


def test_missing_space_after_a_full_stop():
    assert split("Pasukan itu pergi.Namun ia tinggal di Kompas.com hari ini.", "id") == [
        "Pasukan itu pergi.",
        "Namun ia tinggal di Kompas.com hari ini.",
    ]


@pytest.mark.parametrize(
    ("code", "marked"),
    [
        ("id", "“Kami pergi. | Mereka tinggal,” kata dia. | Lalu ia diam."),
        ("id", "“Kami pergi!” kata Jenderal Roe. | “Mengapa?” tanya Menteri Poe."),
        ("id", "Ia mengatakan: “Kami pergi. | Mereka tinggal.” | Lalu ia diam."),
        ("id", "“Mereka pergi,” katanya. | “Mereka kembali. | Kami menunggu"),
        ("id", "Ia berkata ”tidak. ” | Lalu pergi."),
        ("id", "“Negara berdaulat… mempunyai hak itu. | Tidak… | Kami … Talavia,” kata dia."),
        ("en", "“We left. | They came.” | He said: “No. | Never.” | So be it."),
        ("en", '"Why?" Foreign Minister Roe asked. | "We go!" | The crowd left.'),
        ("en", "'We left. | They stayed,' she said. | It's the ministers' choice."),
        ("en", 'He called it "a moment of truth." | Then he left.'),
        ("en", "«We left. | They stayed», he said."),
        ("en", "“We left,” he said. | “They stayed"),
    ],
)
def test_quotations_are_split_inside_and_keep_their_marks(code, marked):
    check(code, marked)


def test_sentences_of_a_document_come_from_its_paragraphs():
    text = "‘Saat Penentuan’\nMereka pergi. Kami tinggal.\nBaca juga: Wina\n\nIa diam."
    language = LANGUAGES["id"]
    bounds = document_sentences(text, find_blocks(text, language), language)
    assert [text[a:b] for a, b in bounds] == ["Mereka pergi.", "Kami tinggal.", "Ia diam."]


def test_sentence_without_end_is_cut_for_the_parser():
    sentences = split("satu dua tiga, " * 2000, "id")
    assert max(map(len, sentences)) <= LONGEST_SENTENCE
    assert all(sentence.endswith(",") for sentence in sentences)
    assert max(map(len, split("a" * 10_000, "id"))) <= LONGEST_SENTENCE


PIECES = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [". ", "…", "? ", "” ", "“", '"', "'", "Gen.", "No. ", "U.S. ", "Ia ", "The ", ") ",
             "(", "\n", "\u200b", "\u202e", "1. ", "kata ", "。", "\u00a0", "\ud800", "!”"]
        ),
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(PIECES, st.sampled_from(["en", "id"]), st.integers(0, 5))
def test_any_text_gives_ordered_trimmed_sentences_that_hold_all(text, code, start):
    end = max(start, len(text) - 2)
    last = start
    for first, final in split_sentences(text, start, end, LANGUAGES[code]):
        assert last <= first < final <= end
        assert not text[last:first].strip()
        assert text[first:final] == text[first:final].strip()
        last = final
    assert not text[last:end].strip()
