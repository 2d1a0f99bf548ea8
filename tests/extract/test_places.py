"""Places are found, settled among namesakes, and told apart from names and from actors."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.errors import BadLanguageData
from kabar.extract.places import PlaceMention, find_places
from kabar.extract.places_index import PlaceIndex, fold_name, load_places
from kabar.languages.load import Row, load_language
from kabar.parse.tree import Tree, UdRow, Word, build_tree

INDEXES = {code: load_places(load_language(code)) for code in ("en", "id")}


def flat(text: str) -> Tree:
    """Build a tree that knows only the words."""
    found = re.finditer(r"\d[\d.,]*\d|(?:[A-Z]\.){2,}|\w+|[^\w\s]", text)
    words = [Word(m.group(), m.start(), m.end()) for m in found]
    rows = [UdRow("X", 0 if i else -1, "dep") for i in range(len(words))]
    lemmas = [w.text.lower() for w in words]
    return build_tree(0, words, rows, lemmas, start=0, end=len(text))


def read(code: str, text: str, **options: object) -> list[PlaceMention]:
    return find_places(flat(text), text, INDEXES[code], **options)  # type: ignore[arg-type]


def shown(mentions: list[PlaceMention]) -> str:
    return "; ".join(
        f"{m.where.name}/{m.where.country or '-'} {m.relation or '-'}" for m in mentions
    )


ENGLISH = [
    ("Envoys met in Geneva and flew to Moscow.", "Geneva/CHE in; Moscow/RUS to"),
    ("Envoys met in Geneva, Switzerland.", "Geneva/CHE in"),
    ("A rocket fell on Qiryat Shmona; sirens wailed in Kiryat Shmona.",
     "Kiryat Shmona/ISR on; Kiryat Shmona/ISR in"),
    ("Envoys flew to Nay Pyi Taw and Yonaguni.", "Naypyidaw/MMR to; Yonaguni/JPN to"),
    ("Police raided shops in North Mitrovica.", "North Mitrovica/XKX in"),
    ("A drone hit Crimea, Ukraine, officials said.", "Crimea/UKR area"),
    ("The army shelled the Kherson region.", "Kherson/UKR area"),
    ("Fighting raged near the town of Jenin in the West Bank.", "Jenin/PSE near; West Bank/PSE in"),
    ("Talks were held in Kyiv, Kharkiv and Odesa.", "Kyiv/UKR in; Kharkiv/UKR in; Odesa/UKR in"),
    ("Police fired on crowds in Khartoum, Sudan.", "Khartoum/SDN in"),
    ("Troops massed in eastern Ukraine.", "eastern Ukraine/UKR in"),
    ("Rebels advanced in northern Chad.", "northern Chad/TCD in"),
    ("In Georgia, crowds filled the streets.", "Georgia/GEO in"),
    ("A judge in Atlanta, Georgia, ruled.", "Atlanta/USA in"),
    ("Ships sailed through the Strait of Hormuz.", "Strait of Hormuz/- in"),
    ("Ships sailed near the Paracel Islands in the South China Sea.",
     "Paracel Islands/- near; South China Sea/- in"),
    ("Jordan rejected the plan, but refugees in Jordan welcomed it.", "Jordan/JOR in"),
    ("The Geneva Conventions and the Paris Agreement hold.", ""),
    ("The Washington Post and Paris Hilton were named.", ""),
    ("President Lincoln and general Austin spoke.", ""),
    ("Moscow rejected the plan.", "Moscow/RUS -"),
    ("GENEVA (Reuters) - Talks opened.", "Geneva/CHE dateline"),
    ("Crowds gathered in the U.S. and in Britain.", "United States/USA in; United Kingdom/GBR in"),
    ("He asked the police to come to the union.", ""),
    ("Shells fell on the southern Gaza city of Rafah.", "southern Gaza/PSE in; Rafah/PSE area"),
]  # fmt: skip
INDONESIAN = [
    ("Utusan bertemu di Jenewa dan Wina.", "Geneva/CHE in; Vienna/AUT in"),
    ("Pertemuan digelar di Antalya, Turki.", "Antalya/TUR in"),
    ("Ia mengecam serangan terhadap Kharkiv.", "Kharkiv/UKR on"),
    ("Moskow mencaplok wilayah Krimea di Ukraina.", "Moscow/RUS -; Crimea/UKR area"),
    ("Moskow mendukung pemberontakan di Ukraina timur.", "Moscow/RUS -; eastern Ukraine/UKR in"),
    ("Tentara dikerahkan di dekat Ukraina.", "Ukraine/UKR near"),
    ("Tentara dikerahkan di perbatasan Polandia dan Krimea.", "Poland/POL in; Crimea/UKR in"),
    ("Warga mengungsi dari Distrik Nduga, Papua Pegunungan.", "Nduga/IDN from"),
    ("Gempa melanda Kabupaten Cianjur, Jawa Barat.", "Cianjur/IDN area"),
    ("Massa berkumpul di Serang, Banten.", "Serang/IDN in"),
    ("Presiden berbicara di Istana Merdeka, Jakarta, Rabu.", "Jakarta/IDN in"),
    ("Kapal itu berlayar di Laut China Selatan.", "South China Sea/- in"),
    ("Demonstrasi terjadi di AS dan Inggris.", "United States/USA in; United Kingdom/GBR in"),
    ("Serangan menghantam kota pelabuhan Mariupol.", "Mariupol/UKR area"),
    ("Serangan menghantam Jalur Gaza.", "Gaza Strip/PSE -"),
    ("Di ibu kota Kyiv, ledakan terdengar.", "Kyiv/UKR in"),
    ("Mereka akan diadili di Den Haag, Belanda.", "The Hague/NLD in"),
    ("Ia kembali ke Kairo dari Damaskus.", "Cairo/EGY to; Damascus/SYR from"),
    ("JAKARTA, Kabar - Menlu tiba.", "Jakarta/IDN dateline"),
    ("Universitas Indonesia dan Bank Jakarta menolak.", ""),
    ("Kementerian itu menolak tuduhan Rusia.", ""),
    ("Bentrokan pecah di Yerusalem Timur.", "East Jerusalem/PSE in"),
    ("Bentrokan pecah di Papua Barat Daya.", "Southwest Papua/IDN in"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[t for t, _ in ENGLISH])
def test_english_place_is_settled_with_its_relation(text: str, expected: str) -> None:
    assert shown(read("en", text)) == expected


@pytest.mark.parametrize(("text", "expected"), INDONESIAN, ids=[t for t, _ in INDONESIAN])
def test_indonesian_place_is_settled_with_its_relation(text: str, expected: str) -> None:
    assert shown(read("id", text)) == expected


def test_document_s_countries_settle_a_shared_name() -> None:
    text = "Crowds gathered in Tripoli."
    assert read("en", text)[0].where.country == "LBY"
    assert read("en", text, countries=Counter({"LBN": 3}))[0].where.country == "LBN"


def test_small_town_without_preposition_needs_its_country_in_the_text() -> None:
    text = "Pasukan merebut Siversk kemarin."
    assert read("id", text) == []
    text = "Pasukan merebut Bakhmut kemarin."
    assert shown(read("id", text)) == ""
    assert shown(read("id", text, countries={"UKR": 2})) == "Bakhmut/UKR -"


def test_tokens_of_actors_are_left_alone() -> None:
    text = "They met in Austin."
    assert len(read("en", text)) == 1
    assert read("en", text, taken={3}) == []


def test_coordinates_and_span_come_with_the_place() -> None:
    text = "Mereka bertemu di Jenewa, Swiss, kemarin."
    where = read("id", text)[0].where
    assert where.text == "Jenewa, Swiss"
    assert text[where.text_start : where.text_end] == where.text
    assert where.latitude == pytest.approx(46.2, abs=0.1)
    assert where.longitude == pytest.approx(6.15, abs=0.1)


@pytest.mark.parametrize(("code", "name"), [("id", "Yogya"), ("id", "NTT"), ("en", "Kiev")])
def test_language_s_own_names_are_known(code: str, name: str) -> None:
    assert fold_name(name) in INDEXES[code].own


def test_every_indonesian_province_is_known() -> None:
    provinces = """
    Aceh, Sumatera Utara, Sumatera Barat, Riau, Kepulauan Riau, Jambi, Bengkulu, Sumatera
    Selatan, Kepulauan Bangka Belitung, Lampung, Banten, DKI Jakarta, Jawa Barat, Jawa
    Tengah, DI Yogyakarta, Jawa Timur, Bali, Nusa Tenggara Barat, Nusa Tenggara Timur,
    Kalimantan Barat, Kalimantan Tengah, Kalimantan Selatan, Kalimantan Timur, Kalimantan
    Utara, Sulawesi Utara, Gorontalo, Sulawesi Tengah, Sulawesi Barat, Sulawesi Selatan,
    Sulawesi Tenggara, Maluku, Maluku Utara, Papua, Papua Barat, Papua Barat Daya, Papua
    Tengah, Papua Pegunungan, Papua Selatan
    """
    names = [" ".join(name.split()) for name in provinces.split(",")]
    assert len(names) == 38
    for name in names:
        mentions = read("id", f"Banjir melanda Provinsi {name}.")
        assert [m.where.country for m in mentions] == ["IDN"], name


def test_row_that_names_no_place_is_refused_with_its_line() -> None:
    language = load_language("id")
    row = Row("user/id/places:9", {"name": "X", "place": "Nowhere", "country": "IDN"})
    tables = {**language.tables, "places": (row,)}
    changed = type(language)(language.code, language.name, {}, tables, language.folder)
    with pytest.raises(BadLanguageData, match="user/id/places:9: no place 'Nowhere'"):
        load_places(changed)


def test_gazetteer_is_sound() -> None:
    import kabar.extract.places_index as module

    packed = Path(module.__file__).parent / "data/places.tsv.gz"
    for line in gzip.decompress(packed.read_bytes()).decode("utf-8").splitlines():
        cells = line.split("\t")
        assert len(cells) == 9, line
        if cells[4]:
            assert -90 <= float(cells[4]) <= 90, line
            assert -180 <= float(cells[5]) <= 180, line


def _some_names(index: PlaceIndex) -> list[str]:
    return [key.title() for key in list(index.own)[:200]] + list(index.words.kinds)


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(["en", "id"]))
def test_any_words_give_spans_that_quote_them(data: st.DataObject, code: str) -> None:
    prepositions = [" ".join(p) for p in INDEXES[code].words.prepositions]
    known = st.sampled_from(_some_names(INDEXES[code]) + prepositions)
    words = data.draw(st.lists(known | st.sampled_from(",.-()") | st.text(max_size=5), max_size=12))
    text = " ".join(words)
    tree = flat(text)
    last = -1
    for mention in find_places(tree, text, INDEXES[code], countries={"UKR": 1}):
        where = mention.where
        assert text[where.text_start : where.text_end] == where.text != ""
        assert last < mention.first <= mention.last < len(tree)
        last = mention.last
