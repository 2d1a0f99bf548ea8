"""Numbers are tied to what they count, in every shipped language."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.errors import BadLanguageData
from kabar.extract.dates import find_dates
from kabar.extract.dates_tables import load_dates
from kabar.extract.magnitudes import NumberMention, find_magnitudes
from kabar.extract.magnitudes_numbers import parse_figure
from kabar.extract.magnitudes_tables import load_magnitudes
from kabar.languages.load import Language, Row, load_language
from kabar.parse.tree import Tree, UdRow, Word, build_tree

LANGUAGES = {code: load_language(code) for code in ("en", "id")}
TABLES = {code: load_magnitudes(language) for code, language in LANGUAGES.items()}
DATES = {code: load_dates(language) for code, language in LANGUAGES.items()}


def flat(text: str) -> Tree:
    """Build a tree that knows only the words."""
    found = re.finditer(r"\d[\d.,]*\d|\w+|[^\w\s]", text)
    words = [Word(m.group(), m.start(), m.end()) for m in found]
    rows = [UdRow("X", 0 if i else -1, "dep") for i in range(len(words))]
    lemmas = [w.text.lower() for w in words]
    return build_tree(0, words, rows, lemmas, start=0, end=len(text))


def read(code: str, text: str) -> list[NumberMention]:
    dates = [d.when for d in find_dates(text, 0, len(text), date(2022, 1, 12), DATES[code])]
    return find_magnitudes(flat(text), text, TABLES[code], dates=dates)


def shown(mentions: list[NumberMention]) -> str:
    parts = []
    for mention in mentions:
        m = mention.magnitude
        extra = "".join(f" {x}" for x in (m.unit, m.bound) if x)
        parts.append(f"{m.kind} {m.value:g}{extra}")
    return "; ".join(parts)


ENGLISH = [
    (
        "About 100,000 Russian troops massed with 1,200 tanks and 300 missiles.",
        "troops 100000 about; tanks 1200; missiles 300",
    ),
    ("More than 13,000 people were killed and 30,000 wounded.", "killed 13000 min; injured 30000"),
    ("A raid killed at least 12 civilians and injured 30 others.", "killed 12 min; injured 30"),
    ("A raid killed 12 civilians, including five children.", "killed 12"),
    ("Police arrested dozens of protesters.", "arrested 20 min"),
    ("Hundreds of protesters gathered.", "protesters 200 min"),
    ("Thousands marched through the city.", "protesters 2000 min"),
    ("Tens of thousands of demonstrators filled the square.", "protesters 20000 min"),
    (
        "Oslo pledged US$ 40 billion, €500m and $2.5bn.",
        "money 4e+10 USD; money 5e+08 EUR; money 2.5e+09 USD",
    ),
    ("Oslo pledged up to 3 million euros.", "money 3e+06 EUR max"),
    ("100 rebels killed 3 soldiers near a 20-year-old base 30 km away.", "fighters 100; killed 3"),
    ("Some 900 people, including both guards and guests, were killed.", "killed 900 about"),
    ("The death toll rose to 45, officials said.", "killed 45"),
    ("Twenty-four people died.", "killed 24"),
    ("Two hundred fifty families fled.", "displaced 250"),
    ("The group released 10 hostages.", "released 10"),
    ("Between 10 and 20 people were hurt.", "injured 10 min"),
    ("10-15 drones hit the port.", "drones 10 min"),
    ("Eight diplomats were expelled.", "expelled 8"),
    ("Half a million refugees crossed.", "displaced 500000"),
    ("A Su-35 and the F-16 flew at 10:30 on 3 May 2021.", ""),
    ("Prices rose 20 percent over 5 years in 30 countries.", ""),
    ("One soldier was killed.", "killed 1"),
    ("One analyst said no, and one of the men agreed.", ""),
    ("Fewer than 50 inmates remain.", "prisoners 50 max"),
    ("35,000 residents in three towns were evacuated.", "displaced 35000"),
    ("Militants abducted 30 students.", "abducted 30"),
]
INDONESIAN = [
    (
        "Sekitar 100.000 tentara dan puluhan ribu pasukan berkumpul.",
        "troops 100000 about; troops 20000 min",
    ),
    ("Pemberontakan itu menewaskan lebih dari 13.000 orang.", "killed 13000 min"),
    ("Sedikitnya 12 warga sipil tewas dan 30 lainnya luka-luka.", "killed 12 min; injured 30"),
    ("Serangan itu menewaskan 12 warga, termasuk lima anak.", "killed 12"),
    (
        "Polisi menangkap puluhan demonstran dan menahan 200 mahasiswa.",
        "arrested 20 min; arrested 200",
    ),
    (
        "Bantuan US$ 40 miliar, Rp 2,5 triliun, Rp500 juta, dan 40 miliar dolar AS disetujui.",
        "money 4e+10 USD; money 2.5e+12 IDR; money 5e+08 IDR; money 4e+10 USD",
    ),
    ("Ribuan orang berunjuk rasa di Solo.", "protesters 2000 min"),
    ("Tiga prajurit gugur dan seorang warga terluka.", "killed 3; injured 1"),
    ("Korban tewas mencapai 45 orang, kata polisi.", "killed 45"),
    ("Dua puluh lima ribu warga mengungsi.", "displaced 25000"),
    ("Kelompok itu membebaskan 10 sandera.", "released 10"),
    ("Antara 10 hingga 20 orang terluka.", "injured 10 min"),
    ("10-15 drone menghantam pelabuhan.", "drones 10 min"),
    ("Delapan diplomat diusir.", "expelled 8"),
    ("Kapal itu membawa dua belas rudal sejauh 30 km, naik 20 persen.", "missiles 12"),
    ("Sebanyak 35 ribu warga di tiga kota telah dievakuasi.", "displaced 35000"),
    ("Seorang pejabat mengatakan tentara membunuh seorang jurnalis.", "killed 1"),
    ("Ia tiba pukul 10.00 WIB dengan 2 unit kendaraan lapis baja.", "vehicles 2"),
    ("100 lebih orang ditangkap.", "arrested 100 min"),
    ("50 orang tentara asing tewas.", "killed 50"),
    ("Hingga 500 personel dikerahkan pada 12 Januari 2022.", "troops 500 max"),
    ("Sebanyak 17 warga, termasuk di antaranya tiga anak, sudah dievakuasi.", "displaced 17"),
    ("Mereka menyerahkan 20 sandera yang masih ditahan.", "hostages 20"),
    ("Belasan orang hilang.", "missing 11 min"),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[t for t, _ in ENGLISH])
def test_english_number_gets_kind_value_and_bound(text: str, expected: str) -> None:
    assert shown(read("en", text)) == expected


@pytest.mark.parametrize(("text", "expected"), INDONESIAN, ids=[t for t, _ in INDONESIAN])
def test_indonesian_number_gets_kind_value_and_bound(text: str, expected: str) -> None:
    assert shown(read("id", text)) == expected


@pytest.mark.parametrize(
    ("figure", "decimal", "value"),
    [("100.000", ",", 1e5), ("100,000", ".", 1e5), ("2,5", ",", 2.5), ("2.5", ".", 2.5),
     ("1.234,5", ",", 1234.5), ("1,234.5", ".", 1234.5), ("1.234.567", ",", 1234567),
     ("0,125", ",", 0.125), ("100,000", ",", 1e5)],
)  # fmt: skip
def test_figures_are_read_with_the_language_s_marks(
    figure: str, decimal: str, value: float
) -> None:
    assert parse_figure(figure, decimal) == value


def test_words_that_the_parser_parts_are_read_whole() -> None:
    text = "Delapan stafnya diusir."
    cuts = [(0, 7), (8, 12), (12, 15), (16, 22), (22, 23)]
    words = [Word(text[a:b], a, b) for a, b in cuts]
    rows = [UdRow("X", 0 if i else -1, "dep") for i in range(len(words))]
    tree = build_tree(0, words, rows, [w.text for w in words], start=0, end=len(text))
    mention = find_magnitudes(tree, text, TABLES["id"])[0]
    assert (mention.magnitude.text, mention.magnitude.kind) == ("Delapan stafnya", "expelled")


def test_head_is_the_counted_noun() -> None:
    text = "Sekitar 100.000 tentara berkumpul."
    mention = read("id", text)[0]
    assert flat(text).tokens[mention.head].text == "tentara"
    assert mention.magnitude.text == "Sekitar 100.000 tentara"


def test_unknown_part_is_refused_with_its_line() -> None:
    row = Row("xx/magnitudes:2", {"word": "cats", "part": "nuon", "kind": "people"})
    language = Language("xx", "Test", {}, {"magnitudes": (row,)}, LANGUAGES["en"].folder / "absent")
    with pytest.raises(BadLanguageData, match="xx/magnitudes:2: unknown part 'nuon'"):
        load_magnitudes(language)


def _words(code: str) -> list[str]:
    tables = TABLES[code]
    maps = (tables.nouns, tables.verbs, tables.bounds, tables.vague, tables.currency_before)
    words = {w for phrases in maps for each in phrases.values() for ws, _ in each for w in ws}
    return sorted(words | set(tables.numbers) | set(tables.multipliers) | tables.ranges)


@settings(max_examples=120, deadline=None)
@given(st.data(), st.sampled_from(["en", "id"]))
def test_any_words_give_spans_that_quote_them(data: st.DataObject, code: str) -> None:
    piece = st.sampled_from(_words(code)) | st.from_regex(r"[0-9]{1,6}([.,][0-9]{1,3}){0,2}")
    words = data.draw(st.lists(piece | st.text(max_size=5), max_size=12))
    text = data.draw(st.sampled_from([" ", "", "-"])).join(words)
    tree = flat(text)
    for mention in find_magnitudes(tree, text, TABLES[code]):
        magnitude = mention.magnitude
        assert text[magnitude.start : magnitude.end] == magnitude.text != ""
        assert 0 <= mention.first <= mention.last < len(tree)
        assert 0 <= mention.head < len(tree)
