from __future__ import annotations

from datetime import date

import pytest
from actors_reading import mention_of, read, side
from hypothesis import given, settings
from hypothesis import strategies as st

SIDES = [
    ("en", "The Russian foreign minister left Vienna.", "Russian foreign minister", "RUS", "GOV"),
    ("en", "Russia's troops crossed the river.", "Russia's troops", "RUS", "MIL"),
    ("en", "Russian troops crossed the river.", "Russian troops", "RUS", "MIL"),
    ("en", "Diplomats from Norway arrived.", "Diplomats from Norway", "NOR", "GOV"),
    ("en", "NATO allies promised more help.", "NATO allies", "NATO", "IGO"),
    ("en", "Hamas fighters fired rockets.", "Hamas fighters", "HAMAS.PSE", "REB"),
    ("en", "The Biden administration objected.", "Biden administration", "USA", "GOV"),
    ("en", "The West rejected the offer.", "West", "WEST", "GOV"),
    ("en", "Palestinians fled the camp.", "Palestinians", "PSE", "CVL"),
    ("en", "Police in Nairobi fired tear gas.", "Police", "KEN", "COP"),
    ("en", "The EU official resigned.", "EU official", "EU", "IGO"),
    ("en", "Israeli police closed the gate.", "Israeli police", "ISR", "COP"),
    ("en", "Reporters asked the Washington Post.", "the Washington Post", "USA", "JRN"),
    (
        "en",
        "The Ministry of Defence of Ukraine objected.",
        "Ministry of Defence of Ukraine",
        "UKR",
        "GOV",
    ),
    ("en", "Russian drones hit the depot.", "Russian drones", "RUS", "MIL"),
    ("en", "Two UN investigators resigned.", "UN investigators", "UN", "IGO"),
    ("en", "Police in western Kenya fired tear gas.", "Police", "KEN", "COP"),
    ("en", "Georgian Dream won again.", "Georgian Dream", "GEO", "PTY"),
    ("en", "Bukit Aman opened an inquiry.", "Bukit Aman", "MYS", "COP"),
    ("en", "The UN food agency halted deliveries.", "UN food agency", "UN", "IGO"),
    ("id", "Pasukan Rusia menyeberangi sungai.", "Pasukan Rusia", "RUS", "MIL"),
    ("id", "Pasukan khusus Prancis mendarat.", "Pasukan khusus Prancis", "FRA", "MIL"),
    ("id", "Diplomat senior AS menolak usul itu.", "Diplomat senior AS", "USA", "GOV"),
    ("id", "Utusan senior Kremlin tiba.", "Utusan senior Kremlin", "RUS", "GOV"),
    ("id", "Tentara Hongaria mundur.", "Tentara Hongaria", "HUN", "MIL"),
    ("id", "Satgas TNI tiba di desa.", "Satgas TNI", "IDN", "MIL"),
    ("id", "Pemprov Jawa Barat menolak usul itu.", "Pemprov Jawa Barat", "IDN", "GOV"),
    ("id", "Kapal perusak Inggris merapat.", "Kapal perusak Inggris", "GBR", "MIL"),
    ("id", "Jaksa penuntut umum KPK hadir.", "Jaksa penuntut umum KPK", "IDN", "JUD"),
    ("id", "Sekutu NATO menjanjikan bantuan.", "Sekutu NATO", "NATO", "IGO"),
    ("id", "Para anggota ASEAN berkumpul.", "anggota ASEAN", "ASEAN", "IGO"),
    ("id", "Pemerintahan Biden menolak.", "Pemerintahan Biden", "USA", "GOV"),
    ("id", "Negara-negara Barat menolak.", "Negara-negara Barat", "WEST", "GOV"),
    ("id", "Warga Palestina mengungsi.", "Warga Palestina", "PSE", "CVL"),
    ("id", "Polisi di Nairobi menembakkan gas.", "Polisi", "KEN", "COP"),
    ("id", "KKB menembaki pesawat itu.", "KKB", "OPM.IDN", "REB"),
    ("id", "Tiga WNI ditahan.", "WNI", "IDN", "CVL"),
    ("id", "Juru bicara militer Israel membantah.", "Juru bicara militer Israel", "ISR", "MIL"),
]


@pytest.mark.parametrize(
    ("code", "text", "words", "party", "sector"), SIDES, ids=[c[2] for c in SIDES]
)
def test_group_acts_for_the_side_the_phrase_names(code, text, words, party, sector):
    assert side(text, words, code) == (party, sector)


PEOPLE = [
    ("en", "US President Joe Biden spoke.", "Joe Biden", "USA", "GOV"),
    ("en", "NATO Secretary General Jens Stoltenberg spoke.", "Jens Stoltenberg", "NATO", "IGO"),
    ("en", "Former US President Donald Trump spoke.", "Donald Trump", "USA", "ELI"),
    ("en", "Kremlin spokesman Dmitry Peskov spoke.", "Dmitry Peskov", "RUS", "GOV"),
    ("id", "Presiden Vladimir Putin berbicara.", "Vladimir Putin", "RUS", "GOV"),
    ("id", "Sekjen NATO Jens Stoltenberg berbicara.", "Jens Stoltenberg", "NATO", "IGO"),
    ("id", "Mantan Presiden AS Donald Trump hadir.", "Donald Trump", "USA", "ELI"),
    ("id", "Wakil Menlu AS Wendy Ruth Sherman hadir.", "Wendy Sherman", "USA", "GOV"),
    ("id", "Menlu Retno Marsudi berangkat.", "Retno Marsudi", "IDN", "GOV"),
]


@pytest.mark.parametrize(("code", "text", "name", "party", "sector"), PEOPLE)
def test_title_and_name_are_one_person_of_the_tables(code, text, name, party, sector):
    reading = read(text, code)
    assert [(a.name, a.party, a.sector) for a in reading.actors if a.kind == "person"] == [
        (name, party, sector)
    ]


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("en", "French Foreign Minister Odile Varenne left.", "Odile Varenne"),
        ("id", "Menteri Luar Negeri Prancis Odile Varenne pergi.", "Odile Varenne"),
    ],
)
def test_unlisted_person_is_coded_from_the_title(code, text, name):
    (person,) = [a for a in read(text, code).actors if a.kind == "person"]
    assert (person.id, person.name) == ("person:odile-varenne", name)
    assert (person.party, person.sector, person.role) == ("FRA", "GOV", "foreign minister")


def test_name_of_another_country_than_the_title_is_not_taken_from_the_tables():
    reading = read("Presiden Kenya Vladimir Putin berbicara.", "id")
    person = next(a for a in reading.actors if a.kind == "person")
    assert (person.id, person.party) == ("person:vladimir-putin", "KEN")
    assert person.candidates == ("wd:Q7747",)


@pytest.mark.parametrize(
    ("day", "party", "sector"),
    [(date(2012, 6, 1), "NOR", "GOV"), (date(2022, 6, 1), "NATO", "IGO"),
     (date(2024, 12, 1), "NATO", "ELI")],
)  # fmt: skip
def test_role_is_the_one_held_on_the_day(day, party, sector):
    assert side("Jens Stoltenberg spoke.", "Jens Stoltenberg", "en", day=day) == (party, sector)


def test_former_office_gives_way_to_the_one_held_now():
    text = "Mantan duta besar – yang kini menjadi wakil menteri – Alexander Grushko hadir."
    assert side(text, "Alexander Grushko", "id") == ("RUS", "GOV")


def test_title_without_a_name_finds_the_holder_and_says_how():
    mention = mention_of(read("The French president left.", "en"), "French president")
    assert mention.actors == ("wd:Q3052772",)
    assert mention.how == "country in the phrase, holder on 2022-01-12"


def test_title_in_apposition_is_the_same_person():
    reading = read("Sergei Lavrov, Russia's foreign minister, refused.", "en")
    name, title = (
        mention_of(reading, "Sergei Lavrov"),
        mention_of(reading, "Russia's foreign minister"),
    )
    assert name.actors == title.actors == ("wd:Q58217",)


PLACES = [
    ("en", "Moscow demanded an answer.", "Moscow", "name"),
    ("en", "They met in Moscow.", "Moscow", "place"),
    ("en", "He flew to Moscow.", "Moscow", "place"),
    ("en", "Shells fell in Ukraine.", "Ukraine", "place"),
    ("en", "Aid went to Ukraine.", "Ukraine", "name"),
    ("en", "They moved to the Ukrainian border.", "Ukrainian", "place"),
    ("id", "Moskow menuntut jawaban.", "Moskow", "name"),
    ("id", "Mereka bertemu di Moskow.", "Moskow", "place"),
    ("id", "Ia kembali ke Moskow.", "Moskow", "place"),
    ("id", "Roket jatuh di Ukraina.", "Ukraina", "place"),
    ("id", "Sanksi terhadap Moskow dicabut.", "Moskow", "name"),
    ("id", "Tank mendekati perbatasan Ukraina.", "Ukraina", "place"),
]


@pytest.mark.parametrize(("code", "text", "words", "form"), PLACES)
def test_city_or_country_is_a_place_after_a_locative_and_a_government_else(code, text, words, form):
    mention = mention_of(read(text, code), words)
    assert mention.form == form
    assert mention.party in ("RUS", "UKR")


def test_city_with_two_seats_stands_for_the_body_spoken_of():
    assert side("Brussels wants a deal.", "Brussels", "en") == ("EU", "IGO")
    nato = "NATO warned of war.\nBrussels wants a deal."
    assert side(nato, "Brussels", "en") == ("NATO", "IGO")


TRAPS = [
    ("id", "Adalah Rusia yang menolak.", "Adalah"),
    ("id", "Rapat itu berlangsung seperti biasa, as roda patah.", "as"),
    ("id", "Warga Jawa Barat berkumpul.", "Barat"),
    ("id", "Mereka condong ke arah barat.", "barat"),
    ("id", "Lima orang tewas.", "Lima"),
    ("en", "Michael Jordan scored again.", "Jordan"),
    ("en", "They ate turkey and used fine china.", "turkey"),
    ("en", "It is the man who knows.", "who"),
    ("en", "Tell us more.", "us"),
    ("en", "Troops reached the Iran-backed camp.", "backed"),
]


@pytest.mark.parametrize(("code", "text", "words"), TRAPS)
def test_word_that_only_looks_like_a_country_is_none(code, text, words):
    named = [m.text for m in read(text, code).mentions if m.form in ("name", "place")]
    assert words not in named


@pytest.mark.parametrize(
    "text", ["Ghana saw a general strike.", "Mali began a major offensive.", "They want justice."]
)
def test_word_that_only_looks_like_an_office_is_none(text):
    assert not [m for m in read(text, "en").mentions if m.form in ("title", "role")]


def test_capitals_make_the_united_states_of_as():
    assert side("AS menolak usul itu.", "AS", "id") == ("USA", "GOV")


def test_side_of_a_compound_does_not_own_what_follows():
    mention = mention_of(read("The Iran-backed militia attacked.", "en"), "militia")
    assert mention.party is None


def test_bare_role_noun_has_a_guess_and_no_party():
    mention = mention_of(read("Russia spoke.\nOfficials refused.", "en"), "Officials")
    assert (mention.party, mention.guess, mention.how) == (None, "RUS", "role alone")
    home = mention_of(read("Officials refused.", "en", home="PER"), "Officials")
    assert (home.party, home.guess) == (None, "PER")


def test_dateline_gives_police_their_country():
    text = "JAKARTA, Berita Kita - Polisi menangkap tiga orang."
    assert side(text, "Polisi", "id") == ("IDN", "COP")


def test_troops_are_not_given_to_the_country_they_are_in():
    assert side("Troops in Ukraine dug in.", "Troops", "en") == (None, "MIL")


def test_group_that_governs_acts_for_its_country_from_that_day():
    text = "The Taliban closed the school."
    assert side(text, "Taliban", "en", day=date(2020, 1, 1)) == ("TALIBAN.AFG", "REB")
    assert side(text, "Taliban", "en", day=date(2023, 1, 1)) == ("AFG", "GOV")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Presiden", "Rusia", "Putin", "AS", "pasukan", "NATO", "-", "“", "”", ",", "di",
             "Moskow", "mereka", "U.S.", "Sekjen", "PBB", "nya", "Xi Jinping", "kedua pihak", "itu",
             "\u00a0", "Ø", "...", "katanya", "Barat", "negara-negara", "\t"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_every_span_cuts_its_words_from_the_text(words):
    text = " ".join(words)
    reading = read(text, "id")
    for mention in reading.mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.first <= mention.head <= mention.last
    known = {a.id for a in reading.actors}
    assert all(actor in known for m in reading.mentions for actor in m.actors)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["en", "id"]))
def test_no_text_makes_it_fail(text, code):
    read(text, code, day=None)
