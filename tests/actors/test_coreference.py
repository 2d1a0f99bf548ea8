from __future__ import annotations

import pytest
from actors_reading import mention_of, read

import kabar

CASES = [
    ("en", "President Vladimir Putin spoke.\nPutin left.", "Putin", "RUS"),
    ("en", "Sergei Lavrov spoke.\nHe left.", "He", "RUS"),
    ("en", "Russia said its army would stay.", "its", "RUS"),
    ("en", "NATO met on Monday.\nThe alliance refused.", "alliance", "NATO"),
    ("en", "Hamas refused.\nThe group fired rockets.", "group", "HAMAS.PSE"),
    ("en", "Japan objected.\nThe country recalled its envoy.", "country", "JPN"),
    ("en", "The EU met.\nIts 27 members agreed.", "members", "EU"),
    ("id", "Presiden Vladimir Putin berbicara.\nPutin pergi.", "Putin", "RUS"),
    ("id", "Menlu Retno Marsudi hadir.\nRetno pergi.", "Retno", "IDN"),
    ("id", "Sergei Lavrov hadir.\nDia pergi.", "Dia", "RUS"),
    ("id", "Rusia menarik pasukannya.", "pasukannya", "RUS"),
    ("id", "NATO bertemu.\nAliansi tersebut menolak.", "Aliansi", "NATO"),
    ("id", "NATO bertemu.\nSebanyak 30 negara anggota menolak.", "negara anggota", "NATO"),
    ("id", "Hamas menolak.\nKelompok itu menembak.", "Kelompok", "HAMAS.PSE"),
    ("id", "Jepang menolak.\nNegara itu menarik utusannya.", "Negara", "JPN"),
    ("id", "Presiden Tsai Ing-wen hadir.\nIa pergi.", "Ia", "TWN"),
]


@pytest.mark.parametrize(("code", "text", "words", "party"), CASES, ids=[c[1][-25:] for c in CASES])
def test_later_words_point_back(code, text, words, party):
    assert mention_of(read(text, code), words).party == party


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "Russia and Ukraine met.\nBoth sides refused.", "Both sides"),
        ("id", "Rusia dan Ukraina bertemu.\nKedua pihak menolak.", "Kedua pihak"),
    ],
)
def test_both_sides_are_two_actors_and_no_party(code, text, words):
    mention = mention_of(read(text, code), words)
    assert mention.form == "group"
    assert (set(mention.actors), mention.party) == ({"iso:RUS", "iso:UKR"}, None)


def test_speaker_of_a_clitic_is_the_person_named_before():
    text = "Ketua DPR Puan Maharani hadir.\n“Kami akan bertanya,” katanya."
    assert mention_of(read(text, "id"), "nya").actors == ("wd:Q15646541",)


@pytest.mark.parametrize(("code", "text", "words"), [
    ("en", "“We will stay,” Sergei Lavrov said.", "We"),
    ("id", "“Kami tetap di sini,” kata Sergei Lavrov.", "Kami"),
])  # fmt: skip
def test_first_person_is_left_to_the_quote_step(code, text, words):
    mention = mention_of(read(text, code), words)
    assert (mention.form, mention.actors, mention.party) == ("pronoun", (), None)


def test_pronoun_between_two_people_is_not_guessed():
    text = "In Vienna the envoy met Sergei Lavrov and Dmytro Kuleba.\nHe left."
    assert mention_of(read(text, "en"), "He").actors != ("wd:Q58217",)


def test_expletive_it_means_nobody():
    assert not [m for m in read("Russia spoke.\nIt is clear that war is near.", "en").mentions
                if m.text == "It"]  # fmt: skip


def test_surname_alone_needs_a_leader_of_the_day():
    assert mention_of(read("On Monday Macron refused.", "en"), "Macron").party == "FRA"
    assert not read("On Monday Grushko refused.", "en").mentions


def test_both_sides_stay_the_same_two_and_a_place_is_none_of_them():
    text = (
        "Mediators from Kenya suspended talks between Chad and Libya in Kampala, Uganda. "
        "The two parties had failed to keep their promises. Kenya and Uganda regretted it. "
        "The two parties signed an accord in May."
    )
    coded = kabar.read(text, published="2024-03-05", language="en")
    (signed,) = (e for e in coded.events if e.trigger.text == "signed")
    assert {s.party for s in (*signed.source, *signed.target)} == {"TCD", "LBY"}
