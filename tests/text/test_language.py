"""Language identification: right where the text is clear, unsure where it is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.text.language import identify

INDONESIAN = (
    "Menteri luar negeri mengatakan pemerintah akan mengirim bantuan kepada korban banjir di "
    "negara tetangga setelah rapat kabinet hari ini. Ia menyampaikan bahwa nilai bantuan itu lima "
    "miliar rupiah. Polisi mengatakan 300 orang dipindahkan karena air terus naik."
)
MALAY = (
    "Menteri luar berkata kerajaan akan menghantar bantuan kepada mangsa banjir di negara jiran "
    "selepas mesyuarat kabinet hari ini. Beliau memaklumkan bahawa jumlah bantuan itu bernilai "
    "lima juta ringgit. Polis berkata seramai 300 orang dipindahkan kerana paras air meningkat."
)
ENGLISH = (
    "The foreign minister said the government will send aid to the victims of the flood in the "
    "neighbouring country after a cabinet meeting today. Police said that 300 people had been "
    "moved because the water was rising."
)
JAVANESE = (
    "Presidhen wis ngirim pasukan menyang tapel wates lan ora bakal mundur saka kutha iku. "
    "Juru wicara ngandika yen pasukan kang ana ing kana dadi conto marang negara liyane."
)
SUNDANESE = (
    "Présidén geus ngirim pasukan ka wates jeung moal mundur ti kota éta. Saurna pasukan anu aya "
    "di dinya keur ngajaga rahayat, sarta ieu téh pikeun kapentingan urang kabéh dina taun ieu."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [(INDONESIAN, "id"), (MALAY, "ms"), (ENGLISH, "en"), (JAVANESE, "jv"), (SUNDANESE, "su")],
    ids=["id", "ms", "en", "jv", "su"],
)
def test_close_languages_are_told_apart(text, code):
    found = identify(text)
    assert (found.code, found.sure) == (code, True)


def test_language_not_coded_comes_with_a_note():
    assert "Malay (ms)" in identify(MALAY).note
    assert identify(INDONESIAN).note == ""


@pytest.mark.parametrize("text", [INDONESIAN + " " + ENGLISH, MALAY + " " + INDONESIAN])
def test_mixed_text_is_unsure(text):
    found = identify(text)
    assert not found.sure
    assert "--language" in found.note


@pytest.mark.parametrize("text", ["", "12 345 – 678", "\u200b\u202e", "Presiden", "Hello world"])
def test_too_little_text_is_unsure(text):
    found = identify(text)
    assert not found.sure
    assert found.note


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Le président a déclaré mercredi que les troupes seraient retirées de la frontière.",
            "fr",
        ),
        ("Президент заявил в среду, что войска будут выведены из приграничной области.", "ru"),
        ("Ang pangulo ay nagsabi na ang mga sundalo ay aalis sa hangganan sa Miyerkules.", "tl"),
    ],
    ids=["fr", "ru", "tl"],
)
def test_other_languages_are_named(text, code):
    found = identify(text)
    assert (found.code, found.sure) == (code, True)
    assert code in found.note


def test_allowed_narrows_what_is_expected():
    assert identify(ENGLISH, allowed=["en"]).sure
    assert identify(INDONESIAN, allowed=["en"]).code != "en"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_identified_or_not(text):
    found = identify(text)
    assert 0 <= found.probability <= 1
    assert found.sure or found.note
