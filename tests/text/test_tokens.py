"""Words: cut as the treebanks cut them, every one a slice of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.errors import BadLanguageData
from kabar.languages.load import Language, load_language
from kabar.text.tokens import load_token_rules, tokenize

LANGUAGES = {code: load_language(code) for code in ("en", "id")}


def words(text: str, code: str) -> list[str]:
    return [word.text for word in tokenize(text, 0, len(text), LANGUAGES[code])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Envoys don't agree.", "Envoys do n't agree ."),
        ("They cannot leave", "They can not leave"),
        ("Talavia's army won’t move", "Talavia 's army wo n’t move"),
        ("We're told they've left", "We 're told they 've left"),
        ("a cease-fire and a build-up", "a cease-fire and a build-up"),
        ("Long-term plans failed", "Long-term plans failed"),
        ("US-led forces", "US - led forces"),
        ("Russia-backed rebels", "Russia - backed rebels"),
        ("the NATO-Russia Council", "the NATO - Russia Council"),
        ("anti-Western and pro-Kremlin", "anti - Western and pro - Kremlin"),
        ("in the U.S.-led talks", "in the U.S. - led talks"),
        ("Bashar al-Assad and Al-Shabaab", "Bashar al-Assad and Al-Shabaab"),
        ("Su-35 jets of the G-20", "Su-35 jets of the G-20"),
        ("Gov. Ann B. Reed, of the U.S., spoke", "Gov. Ann B. Reed , of the U.S. , spoke"),
        ("at 10 a.m. on Jan. 3", "at 10 a.m. on Jan. 3"),
        ("He said no. Then", "He said no . Then"),
        ("see No. 5", "see No. 5"),
        ("US$3.5 billion or $100,000", "US$ 3.5 billion or $ 100,000"),
        ("2019-2022, 10–12", "2019 - 2022 , 10 – 12"),
        ("on 2022-03-17 at 10:30", "on 2022-03-17 at 10:30"),
        ("write to desk@example.org or www.example.org/a?b=1.",
         "write to desk@example.org or www.example.org/a?b=1 ."),
        ("“Stop!” she said…", "“ Stop ! ” she said …"),
    ],
)  # fmt: skip
def test_english_words(text: str, expected: str):
    assert words(text, "en") == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pasukannya ditarik", "pasukan nya ditarik"),
        ("Apakah itulah alasannya", "Apa kah itu lah alasan nya"),
        ("hanya punya masalah", "hanya punya masalah"),
        ("adalah jumlah wilayah sekolah", "adalah jumlah wilayah sekolah"),
        ("meskipun langkah maupun naskah", "meskipun langkah maupun naskah"),
        ("sebelumnya akhirnya", "sebelumnya akhirnya"),
        ("Kenya dan Chechnya", "Kenya dan Chechnya"),
        ("Nasrallah di Ramallah", "Nasrallah di Ramallah"),
        ("Hezbollah dan Umar Rahlah", "Hezbollah dan Umar Rahlah"),
        ("kata Presidennya", "kata Presiden nya"),
        ("Nyonya itu berkilah lalu mengalah", "Nyonya itu berkilah lalu mengalah"),
        ("negara-negara anggota", "negara-negara anggota"),
        ("Undang-Undang itu", "Undang-Undang itu"),
        ("pasukan-pasukannya besar-besaran", "pasukan-pasukan nya besar-besaran"),
        ("perang Rusia-Ukraina", "perang Rusia - Ukraina"),
        ("Iran-Irak", "Iran - Irak"),
        ("kerja sama AS-Korsel", "kerja sama AS - Korsel"),
        ("100.000 orang, 13,5 persen", "100.000 orang , 13,5 persen"),
        ("Kamis (17/3/2022)", "Kamis ( 17/3/2022 )"),
        ("Rp13,5 triliun dan US$5", "Rp 13,5 triliun dan US$ 5"),
        ("tahun 1990-an, ke-16", "tahun 1990-an , ke-16"),
        ("Prof. Dr. Budi S., dll.", "Prof. Dr. Budi S . , dll."),
    ],
)
def test_indonesian_words(text: str, expected: str):
    assert words(text, "id") == expected.split()


def test_offsets_count_the_document():
    text = "Judul\nPasukannya pergi."
    found = tokenize(text, 6, len(text), LANGUAGES["id"])
    assert [(w.text, w.start, w.end) for w in found[:2]] == [("Pasukan", 6, 13), ("nya", 13, 16)]


def test_nothing_beyond_the_span():
    text = "satu dua tiga"
    assert [w.text for w in tokenize(text, 5, 8, LANGUAGES["id"])] == ["dua"]


@pytest.mark.parametrize("code", LANGUAGES)
@given(text=st.text(max_size=200))
def test_words_are_slices_in_order_that_leave_out_only_space(code: str, text: str):
    found = tokenize(text, 0, len(text), LANGUAGES[code])
    at = 0
    for word in found:
        assert word.start >= at and word.end > word.start
        assert text[word.start : word.end] == word.text
        assert not any(c.isspace() for c in word.text)
        assert not any(c.isalnum() for c in text[at : word.start])
        at = word.end
    assert not any(c.isalnum() for c in text[at:])


@pytest.mark.parametrize("code", LANGUAGES)
@given(parts=st.lists(st.sampled_from(["al-", "US-", "-", "'s", "n't", "’", "nya", ".", "a", "7"])))
def test_joined_pieces_are_slices_too(code: str, parts: list[str]):
    text = "".join(parts)
    assert "".join(words(text, code)) == text


def test_language_without_rules_has_plain_words(tmp_path):
    language = Language("xx", "Testish", {}, {}, tmp_path)
    found = tokenize("Ein Wort, zwei.", 0, 15, language)
    assert [w.text for w in found] == ["Ein", "Wort", ",", "zwei", "."]


def test_broken_rules_name_the_file(tmp_path):
    (tmp_path / "tokens.toml").write_text("abbreviations = [", encoding="utf-8")
    with pytest.raises(BadLanguageData, match=r"tokens\.toml"):
        load_token_rules(tmp_path)
