"""What an event is about: words of its own phrases tell it, for every context and language."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.coder import Coder, read
from kabar.errors import BadLanguageData
from kabar.extract.contexts import NOTHING, find_hits, load_contexts
from kabar.languages.load import SHIPPED, load_language
from kabar.ontology.load import load_ontology
from kabar.records import Event, Evidence
from kabar.settings import Settings
from tests.coding import PUBLISHED, coded, coder, load_cases

ONTOLOGY = load_ontology()
CODES = ("en", "id")
CASES = """
en|military|Germany agreed to send anti-aircraft missiles to Ukraine.
en|intelligence|Norway expelled two Russian diplomats over espionage.
en|executive|Students in Peru protested against a presidential decree.
en|legislative|Farmers in India protested against a draft law.
en|election|The opposition in Venezuela rejected the election result.
en|political_institutions|Chile's parliament rejected the constitutional reform.
en|pro_democracy|Protesters in Yangon demanded democracy.
en|pro_autocracy|The African Union condemned the coup attempt in Niger.
en|economic|China and Australia discussed trade barriers in Canberra.
en|legal|Kenya rejected the ruling of the international court.
en|reparations|Greece demanded war reparations from Germany.
en|human_rights|The United States imposed sanctions on Myanmar over human rights abuses.
en|rights_freedoms|Journalists in Turkey protested for press freedom.
en|repression|France condemned the crackdown on protesters in Iran.
en|human_security|Turkey sent humanitarian aid to Gaza.
en|gender|Women in Warsaw protested against the abortion law.
en|lgbt|Uganda's parliament approved an anti-gay bill.
en|religion_ethnicity|Police in Pakistan arrested two men for blasphemy.
en|inequality|Thousands of people in Santiago protested against inequality.
en|diplomatic|Oman offered to host peace talks with Yemen.
en|territory|Japan accused China of violating its airspace.
en|peacekeeping|Nepal and India discussed peacekeeping in Kathmandu.
en|health|India sent vaccines to Nepal.
en|asylum|Hungary's parliament approved a bill on asylum.
en|migration|Italy and Tunisia signed a deal on migration.
en|disasters|France sent aid for earthquake victims to Morocco.
en|natural_resource|Russia and China agreed on gas deliveries.
en|environment|Brazil and Norway discussed deforestation in Oslo.
en|technology|The United States banned semiconductor exports to China.
en|terrorism|Pakistan and China discussed counter-terrorism in Beijing.
en|cbrn|Iran and France held talks on the nuclear programme.
en|cyber|Germany accused Moscow of hacking.
en|misinformation|Moldova accused Russia of spreading disinformation.
en|crime|Mexico and the United States discussed organised crime.
en|corruption|Police in Kenya arrested a minister for bribery.
en|illegal_drugs|Colombia and Ecuador agreed to fight cocaine smuggling.
en|trafficking|Police in Thailand arrested five men for human trafficking.
id|military|Jerman sepakat mengirim rudal antipesawat ke Ukraina.
id|intelligence|Norwegia mengusir dua diplomat Rusia karena spionase.
id|executive|Mahasiswa berunjuk rasa di Jakarta menentang peraturan presiden.
id|legislative|Ribuan buruh di Jakarta berunjuk rasa untuk menolak RUU Cipta Kerja.
id|election|Oposisi Venezuela menolak hasil pemilu.
id|political_institutions|Parlemen Chile menolak reformasi konstitusi.
id|pro_democracy|Ribuan warga Myanmar berunjuk rasa untuk demokrasi.
id|pro_autocracy|Uni Afrika mengecam upaya kudeta di Niger.
id|economic|Indonesia dan Australia membahas perdagangan di Canberra.
id|legal|China menolak putusan pengadilan internasional.
id|reparations|Yunani menuntut pampasan perang dari Jerman.
id|human_rights|Uni Eropa menjatuhkan sanksi kepada Myanmar atas pelanggaran hak asasi manusia.
id|rights_freedoms|Wartawan Turki berunjuk rasa untuk kebebasan pers.
id|repression|Prancis mengecam kekerasan aparat terhadap demonstran di Iran.
id|human_security|Indonesia mengirim bantuan kemanusiaan ke Gaza.
id|gender|Ribuan perempuan di Warsawa memprotes larangan aborsi.
id|lgbt|Parlemen Uganda mengesahkan undang-undang anti-LGBT.
id|religion_ethnicity|Polisi menangkap dua pria di Jakarta atas penodaan agama.
id|inequality|Ribuan warga Chile berunjuk rasa menentang ketimpangan sosial.
id|diplomatic|Indonesia mendukung solusi dua negara bagi Palestina.
id|territory|Filipina dan China membahas sengketa wilayah di Beijing.
id|peacekeeping|Indonesia dan Nepal membahas misi perdamaian di Jakarta.
id|health|India mengirim vaksin ke Nepal.
id|asylum|Australia dan Nauru membahas pencari suaka di Canberra.
id|migration|Italia dan Tunisia menandatangani perjanjian migrasi.
id|disasters|Prancis mengirim bantuan untuk korban gempa di Maroko.
id|natural_resource|Rusia dan China sepakat soal pasokan gas.
id|environment|Indonesia dan Norwegia membahas deforestasi di Oslo.
id|technology|Amerika Serikat melarang ekspor semikonduktor ke China.
id|terrorism|Indonesia dan Australia bekerja sama dalam pemberantasan terorisme.
id|cbrn|Iran dan Prancis berunding soal program nuklir.
id|cyber|Jerman menuduh Rusia melakukan serangan siber.
id|misinformation|Moldova menuduh Rusia menyebarkan disinformasi.
id|crime|Meksiko dan Amerika Serikat membahas kejahatan terorganisasi.
id|corruption|KPK menangkap seorang bupati atas dugaan suap.
id|illegal_drugs|Polisi menangkap tiga warga Nigeria di Jakarta karena narkoba.
id|trafficking|Polisi menangkap lima orang di Batam terkait perdagangan orang.
"""
"""Language, a context, a sentence with an event whose words tell it."""

PLAIN = [tuple(line.split("|")) for line in CASES.strip().splitlines()]


def events_of(text: str, code: str) -> Iterator[Event]:
    """Yield the events of a text with those they are about."""
    for event in coded(text, code).events:
        inner: Event | None = event
        while inner is not None:
            yield inner
            inner = inner.about


def told(event: Event) -> list[Evidence]:
    return [each for each in event.evidence if each.role == "context"]


def contexts(text: str, code: str = "en") -> list[tuple[str, ...]]:
    """Return the contexts of each event that stands for itself."""
    return [event.contexts for event in coded(text, code).events]


@pytest.mark.parametrize(("code", "context", "text"), PLAIN)
def test_words_tell_the_context(code: str, context: str, text: str) -> None:
    found = {each.detail for event in events_of(text, code) for each in told(event)}
    assert context in found


def test_every_context_has_a_sentence_in_every_language() -> None:
    assert {(code, context) for code, context, _ in PLAIN} == {
        (code, context) for code in CODES for context in ONTOLOGY.contexts
    }


TOGETHER = [
    ("Women protested in Warsaw against the abortion law.", {"gender", "legislative"}),
    ("Iran and France held talks on the nuclear programme.", {"cbrn", "diplomatic"}),
    ("Russia and China agreed on gas deliveries.", {"natural_resource", "economic"}),
    ("Police in Kenya arrested a minister for bribing lawmakers.", {"legal", "corruption"}),
    ("Washington eased oil sanctions on Venezuela.", {"economic", "natural_resource"}),
    ("Police in Thailand arrested two men for drug smuggling.", {"illegal_drugs", "trafficking"}),
]


@pytest.mark.parametrize(("text", "wanted"), TOGETHER)
def test_an_event_has_as_many_contexts_as_it_is_about(text: str, wanted: set[str]) -> None:
    assert wanted <= set(contexts(text)[0])


def test_contexts_of_the_act_come_first_then_the_order_of_the_ontology() -> None:
    order = list(ONTOLOGY.contexts)
    for text, _ in TOGETHER:
        for event in coded(text, "en").events:
            words = {each.detail for each in told(event)}
            own = [c for c in event.contexts if c not in words]
            later = [c for c in event.contexts[len(own) :] if c in words]
            assert later == sorted(later, key=order.index)


QUIET = [
    ("Egypt's health minister met the Sudanese president in Cairo.", "health"),
    ("Iran met the nuclear agency in Vienna.", "cbrn"),
    ("The women's rights commission condemned Iran.", "gender"),
    ("France recalled its ambassador from Mali after the earthquake.", "disasters"),
    ("Germany will not attend talks at the climate summit in Baku.", "environment"),
    ("Pakistani and Indian troops traded fire in Kashmir.", "economic"),
    ("Palestinian prisoners in Israel went on hunger strike.", "human_security"),
    ("Police in Nairobi fired tear gas at protesters.", "natural_resource"),
    ("Chad condemned Libya, and Sudan banned gold exports.", "economic"),
]


@pytest.mark.parametrize(("text", "context"), QUIET)
def test_names_subjects_and_other_clauses_tell_nothing(text: str, context: str) -> None:
    assert context not in contexts(text)[0]


def test_the_nested_act_has_its_own() -> None:
    event = coded("France urged Iran over human rights to allow nuclear inspections.", "en").events[
        0
    ]
    assert event.about is not None
    assert "cbrn" in event.about.contexts
    assert "human_rights" not in event.about.contexts
    assert {"cbrn", "human_rights"} <= set(event.contexts)


@pytest.mark.parametrize(("code", "name"), [("en", "english"), ("id", "indonesian")])
def test_every_span_is_cut_from_the_text_and_gives_the_word_of_its_line(
    code: str, name: str
) -> None:
    rows = {row.rule: row for row in load_language(code).table("contexts")}
    texts = [case.text for case in load_cases(name)] + [t for c, _, t in PLAIN if c == code]
    seen = 0
    for text in texts:
        for event in events_of(text, code):
            for each in told(event):
                seen += 1
                assert text[each.start : each.end] == each.text
                assert each.rule is not None
                row = rows[each.rule]
                assert row["context"] == each.detail
                assert each.detail in event.contexts
                assert _alike(each.text, row["word"])
    assert seen > 80


def _alike(text: str, word: str) -> bool:
    """Say whether the words of a text are those of a line, or forms of them."""
    ours, line = text.lower().split(), word.split()
    if len(ours) == 1 < len(line):
        ours = ours[0].split("-")
    return len(ours) == len(line) and all(
        a[:3] == b[:3] or b[:3] in a or b[-3:] in a for a, b in zip(ours, line, strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(picked=st.lists(st.sampled_from([t for c, _, t in PLAIN if c == "en"]), max_size=2))
def test_words_of_a_sentence_never_overlap(picked: list[str]) -> None:
    words = coder().tools("en").contexts
    for text in picked:
        for tree in coder().sentence_trees(text, "en"):
            last = -1
            for hit in find_hits(tree, words):
                assert last < hit.first <= hit.head <= hit.last < len(tree)
                last = hit.last


LINES = {"en": 1500, "id": 1000}


@pytest.mark.parametrize("code", CODES)
def test_the_table_is_sorted_without_duplicates_and_covers_every_context(code: str) -> None:
    with (SHIPPED / code / "contexts.csv").open(encoding="utf-8", newline="") as lines:
        header, *rows = [tuple(cells) for cells in csv.reader(lines)]
    assert header == ("context", "word")
    assert rows == sorted(set(rows))
    assert all(word == " ".join(word.lower().split()) for _, word in rows)
    assert {context for context, _ in rows} == {*ONTOLOGY.contexts, NOTHING}
    assert len(rows) > LINES[code]
    silent = {word for context, word in rows if context == NOTHING}
    assert not silent & {word for context, word in rows if context != NOTHING}


def _overlay(folder: Path, line: str) -> Path:
    (folder / "en").mkdir()
    table = folder / "en" / "contexts.csv"
    table.write_text(f"context,word\n{line}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("helth,vaccine", "user/en/contexts:2: PLOVER has no context 'helth'; take one of"),
        ("health,", "user/en/contexts:2: no word; write one that tells of health"),
    ],
)
def test_a_wrong_line_is_named_with_its_cure(tmp_path: Path, line: str, message: str) -> None:
    language = load_language("en", overlay=_overlay(tmp_path, line))
    with pytest.raises(BadLanguageData) as error:
        load_contexts(language, ONTOLOGY)
    assert message in str(error.value)


def test_a_users_own_words_count(tmp_path: Path) -> None:
    own = Coder(Settings(overlay=_overlay(tmp_path, "health,fizzing tonic")))
    text = "Mali condemned Niger over fizzing tonic."
    event = read(text, language="en", published=PUBLISHED, coder=own).events[0]
    assert event.contexts == ("health",)
    assert [(each.text, each.rule) for each in told(event)] == [
        ("fizzing tonic", "user/en/contexts:2")
    ]
