"""The dates, places and numbers of a sentence go to the events of their own clauses."""

from __future__ import annotations

from datetime import date

import pytest

from kabar import read
from kabar.extract.dates import DateMention
from kabar.extract.magnitudes import NumberMention
from kabar.extract.places import PlaceMention
from kabar.extract.setting import Setting
from kabar.records import Event, Magnitude, Where
from tests.build import when
from tests.hand_trees import Drawn, draw

TWO = (
    "Iran/PROPN/nsubj/2/IRN bombed/VERB/root/0 Oman/PROPN/obj/2/OMN on/ADP/case/5 "
    "Monday/PROPN/obl/2 in/ADP/case/7 Muscat/PROPN/obl/2 but/CCONJ/cc/10 Qatar/PROPN/nsubj/10/QAT "
    "praised/VERB/conj/2 Syria/PROPN/obj/10/SYR on/ADP/case/13 Friday/PROPN/obl/10 in/ADP/case/15 "
    "Doha/PROPN/obl/10"
)
STORY = when("", date(2024, 3, 5), precision="assumed")


def day(sentence: Drawn, word: str, number: int) -> DateMention:
    told = when(word, date(2024, 3, number), text=sentence.text)
    return DateMention(told, told, when(word, date(2024, 3, number + 7), text=sentence.text))


def place(sentence: Drawn, word: str, *, locative: bool = True) -> PlaceMention:
    start = sentence.text.index(word)
    at = sentence.at(word)
    where = Where(word, None, None, None, word, start, start + len(word))
    return PlaceMention(0, at, at, where, locative, "in" if locative else "from")


def number(sentence: Drawn, word: str, kind: str) -> NumberMention:
    start = sentence.text.index(word)
    found = Magnitude(kind, float(word), word, start, start + len(word))
    return NumberMention(0, sentence.at(word), sentence.at(word), sentence.at(word), found)


def of_type(events: list[Event], kind: str) -> Event:
    return next(e for e in events if e.type == kind)


def test_each_clause_has_its_own_date_and_place():
    sentence = draw(TWO)
    setting = Setting(
        [day(sentence, "Monday", 4), day(sentence, "Friday", 1)],
        [place(sentence, "Muscat"), place(sentence, "Doha")],
        (),
        STORY,
    )
    events = sentence.events(setting=setting)
    attack, praise = of_type(events, "ASSAULT"), of_type(events, "SUPPORT")
    assert attack.date is not None and attack.date.text == "Monday"
    assert praise.date is not None and praise.date.text == "Friday"
    assert attack.place is not None and attack.place.name == "Muscat"
    assert praise.place is not None and praise.place.name == "Doha"


def test_only_date_of_a_sentence_is_every_events():
    sentence = draw(TWO)
    events = sentence.events(setting=Setting([day(sentence, "Monday", 4)], (), (), STORY))
    assert {e.date.text for e in events if e.date} == {"Monday"}
    assert all(e.date for e in events)


def test_undated_assertion_is_dated_to_the_story_and_says_so():
    events = draw(TWO).events(setting=Setting((), (), (), STORY))
    assert {e.date.precision for e in events if e.date} == {"assumed"}


def test_undated_plan_and_undated_story_have_no_date():
    plan = draw("Iran/PROPN/nsubj/3/IRN will/AUX/aux/3 meet/VERB/root/0 Oman/PROPN/obj/3/OMN")
    (event,) = plan.events(setting=Setting((), (), (), STORY))
    assert (event.modality, event.date) == ("future", None)
    assert all(e.date is None for e in draw(TWO).events(setting=Setting((), (), ())))


def test_place_that_is_not_where_it_happened_is_left_out():
    sentence = draw(TWO)
    setting = Setting((), [place(sentence, "Muscat", locative=False)], ())
    assert of_type(sentence.events(setting=setting), "ASSAULT").place is None


def test_numbers_belong_to_their_own_clause():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN killed/VERB/root/0 12/NUM/nummod/4 Omanis/PROPN/obj/2/OMN "
        "while/SCONJ/mark/7 Qatar/PROPN/nsubj/7/QAT arrested/VERB/advcl/2 30/NUM/nummod/9 "
        "Syrians/PROPN/obj/7/SYR"
    )
    setting = Setting(
        (), (), [number(sentence, "12", "killed"), number(sentence, "30", "arrested")]
    )
    events = sentence.events(setting=setting)
    assert [m.value for m in of_type(events, "ASSAULT").magnitude] == [12]
    assert [m.value for m in of_type(events, "COERCE").magnitude] == [30]


def test_what_was_asked_is_dated_back_and_what_will_be_asked_ahead():
    told = read("Mali invited Niger on Friday to talks.", published="2024-03-05", language="en")
    planned = read(
        "Mali will invite Niger on Friday to talks.", published="2024-03-05", language="en"
    )
    for coded, day_told in ((told, date(2024, 3, 1)), (planned, date(2024, 3, 8))):
        (event,) = (e for e in coded.events if e.type == "REQUEST")
        assert event.date is not None and event.date.start == day_told


def test_what_has_happened_happened_before_it_was_published():
    sentence = draw(TWO)
    late = Setting([day(sentence, "Friday", 8)], (), (), STORY, published=date(2024, 3, 5))
    praise = of_type(sentence.events(setting=late), "SUPPORT")
    assert praise.date == STORY
    day_of_print = Setting([day(sentence, "Friday", 5)], (), (), STORY, published=date(2024, 3, 5))
    praise = of_type(sentence.events(setting=day_of_print), "SUPPORT")
    assert praise.date is not None and praise.date.text == "Friday"


@pytest.mark.parametrize(
    ("language", "text", "kind", "modality", "day_told"),
    [
        (
            "en",
            "Norway lent Kenya 20 million dollars on Monday and is expected to grant Nairobi "
            "more aid in November.",
            "AID",
            "future",
            date(2024, 11, 1),
        ),
        (
            "id",
            "Norwegia khawatir terpaksa menghentikan bantuan pangan bagi Kenya pada Juni.",
            "SANCTION",
            "hypothetical",
            date(2024, 6, 1),
        ),
        (
            "en",
            "Moscow would impose tariffs on Polish apples if Warsaw closed the border, the "
            "ministry said on Thursday.",
            "SANCTION",
            "hypothetical",
            date(2024, 2, 29),
        ),
    ],
    ids=["expected", "feared", "said on that day"],
)
def test_date_is_read_in_the_modality_of_its_event(
    language: str, text: str, kind: str, modality: str, day_told: date
):
    coded = read(text, published="2024-03-05", language=language)
    found = [(e.modality, e.date.start) for e in coded.events if e.type == kind and e.date]
    assert (modality, day_told) in found


APART = [
    (
        "en",
        "Peru recalled its envoy from Sucre on Thursday, a day after Bolivian police raided the "
        "consulate.",
        {"SANCTION": date(2024, 2, 29), "COERCE": date(2024, 2, 28)},
    ),
    (
        "id",
        "Dua hari setelah tentara Bolivia menggerebek konsulatnya, Peru mengusir tiga diplomat "
        "Bolivia pada Minggu.",
        {"SANCTION": date(2024, 3, 3), "COERCE": date(2024, 3, 1)},
    ),
    (
        "en",
        "Peru expelled three Bolivian diplomats two days after Bolivian soldiers raided its "
        "consulate on Friday.",
        {"SANCTION": date(2024, 3, 3), "COERCE": date(2024, 3, 1)},
    ),
    (
        "en",
        "Israel struck Rafah on Saturday, a day before talks with Hamas in Cairo.",
        {"ASSAULT": date(2024, 3, 2), "CONSULT": date(2024, 3, 3)},
    ),
    (
        "id",
        "Togo membuka kembali perbatasan bagi truk Ghana pada Sabtu (2/3), tujuh bulan setelah "
        "ECOWAS menjatuhkan sanksi terhadap negara itu.",
        {"RETREAT": date(2024, 3, 2), "SANCTION": date(2023, 8, 1)},
    ),
]


@pytest.mark.parametrize(("language", "text", "days"), APART)
def test_act_behind_a_distance_is_dated_from_the_act_beside_it(
    language: str, text: str, days: dict[str, date]
):
    coded = read(text, published="2024-03-05", language=language)
    assert {e.type: e.date.start for e in coded.events if e.date} == days


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "id",
            "Tentara yang menangkap 12 aktivis Kenya di Nakuru pada 14 Februari membebaskan mereka "
            "di Nairobi pada Jumat (1/3).",
        ),
        (
            "en",
            "Soldiers who arrested 12 Kenyan activists in Nakuru on 14 February freed them in "
            "Nairobi on Friday.",
        ),
    ],
)
def test_date_that_ends_a_relative_clause_is_not_that_of_the_act_behind_it(
    language: str, text: str
):
    coded = read(text, published="2024-03-05", language=language)
    days = {e.type: e.date.start for e in coded.events if e.date}
    assert days == {"COERCE": date(2024, 2, 14), "RETREAT": date(2024, 3, 1)}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "The governor of Congo's Ituri province imposed a curfew on Bunia.", "Bunia"),
        ("id", "Misi PBB di Mali akan mulai menarik pasukan dari Timbuktu pada April.", "Timbuktu"),
        ("en", "Police in Pakistan's Kech district arrested 12 protesters on Sunday.", "Kech"),
        ("id", "Togo membuka kembali perlintasan Cinkasse bagi truk Ghana pada Sabtu.", "Cinkasse"),
        (
            "en",
            "Gunmen ambushed a convoy near Lubengera, in eastern Congo, and shot a priest.",
            "Lubengera",
        ),
        ("id", "Menteri perairan Pakistan mengecam India dalam konferensi di Jenewa.", "Geneva"),
    ],
    ids=["on a town", "pulled out of", "only a subject's", "crossing", "unlisted", "no waters"],
)
def test_act_takes_its_own_place_and_not_that_of_whoever_acts(language: str, text: str, name: str):
    coded = read(text, published="2024-03-05", language=language)
    assert coded.events
    assert {e.place.name if e.place else None for e in coded.events} == {name}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Norway's prime minister will begin a visit to Kenya on Wednesday.", "Kenya"),
        ("id", "Perdana Menteri Norwegia akan memulai kunjungan ke Kenya pada Rabu.", "Kenya"),
        ("en", "Norway's prime minister began a visit to Kenya in Mombasa on Sunday.", "Mombasa"),
        (
            "en",
            "Norway sold Kenya 200 rifles on Monday, a step that led to Somalia's protest.",
            None,
        ),
    ],
)
def test_country_is_the_place_of_a_visit_to_it(language: str, text: str, name: str | None):
    coded = read(text, published="2024-03-05", language=language)
    assert coded.events
    assert {e.place.name if e.place else None for e in coded.events} == {name}


def test_capital_is_the_place_of_an_attack_on_it_and_not_of_pressure():
    struck = "Iran shelled Basra on Friday, two days after an Israeli airstrike on Damascus."
    pressed = "The EU stepped up pressure on Beijing."
    for text, names in ((struck, {"Damascus"}), (pressed, {None})):
        coded = read(text, published="2024-03-05", language="en")
        assert coded.events
        found = {e.place.name if e.place else None for e in coded.events}
        assert names <= found and ("Beijing" not in found)
