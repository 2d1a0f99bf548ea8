"""The Indonesian event lexicon: its tables, its verb forms, and what the words mean."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from functools import cache

import pytest

from kabar.languages.load import SHIPPED
from kabar.ontology.load import load_ontology

FOLDER = SHIPPED / "id"
RELATION = re.compile(r"subj|gsubj|obj|agent|speaker|none|(obj\.)?(poss|prep:[a-z]+(\|[a-z]+)*)")
FLAGS = {"recip", "dyad", "inv"}


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(tuple(cells) for cells in csv.reader(lines))


@cache
def entries(name: str) -> dict[tuple[str, str], str]:
    return {(pattern, pos): value for pattern, pos, value, *_ in rows(name)[1:]}


@cache
def classes() -> dict[str, frozenset[str]]:
    members: dict[str, set[str]] = {}
    for name, lemma in rows("classes")[1:]:
        members.setdefault(name, set()).add(lemma)
    return {name: frozenset(words) for name, words in members.items()}


@cache
def form_rules() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    data = tomllib.loads((FOLDER / "forms.toml").read_text(encoding="utf-8"))
    return tuple((re.compile(r["match"]), r["form"], r["voice"]) for r in data["forms"])


def expand(stem: str) -> dict[str, str]:
    """Every form of a stem with its voice: the rules as written, nothing else."""
    forms: dict[str, str] = {}
    for match, form, voice in form_rules():
        if found := match.match(stem):
            forms.setdefault(found.expand(form), voice)
    return forms


TABLES = {
    "acts": ["pattern", "pos", "act", "frame", "note"],
    "operators": ["pattern", "pos", "operator", "frame", "note"],
    "classes": ["class", "lemma"],
}


@pytest.mark.parametrize("name", TABLES)
def test_table_has_its_columns_sorted_lines_and_no_duplicates(name: str) -> None:
    header, *lines = rows(name)
    assert list(header) == TABLES[name]
    assert all(len(line) == len(header) for line in lines)
    assert lines == sorted(lines)
    keys = Counter(line[:2] for line in lines)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("name", ["acts", "operators"])
def test_cells_hold_what_the_format_allows(name: str) -> None:
    for pattern, pos, _, frame, _ in rows(name)[1:]:
        words = pattern.split()
        assert words and pattern == " ".join(words), pattern
        assert pos in ("V", "N", "A", "F"), pattern
        assert not words[0].startswith("@"), pattern
        assert pos == "V" or not words[0].startswith("+"), pattern
        assert all(not w.startswith("+") for w in words[1:]), pattern
        assert all(w == w.lower() or w.startswith("@") for w in words), pattern
        for part in filter(None, frame.split(";")):
            role, equals, relations = part.partition("=")
            if not equals:
                assert part in FLAGS, (pattern, part)
                continue
            assert role in ("S", "T", "X"), (pattern, part)
            assert all(RELATION.fullmatch(r) for r in relations.split(",")), (pattern, part)


def test_every_act_operator_and_class_is_known() -> None:
    ontology = load_ontology()
    assert {act for _, _, act, *_ in rows("acts")[1:]} <= set(ontology.acts)
    assert {name for _, _, name, *_ in rows("operators")[1:]} <= set(ontology.operators)
    patterns = [p for p, _ in (*entries("acts"), *entries("operators"))]
    used = {w[1:] for p in patterns for w in p.split() if w.startswith("@")}
    assert used <= set(classes())


def test_every_type_and_nearly_every_mode_has_words() -> None:
    ontology = load_ontology()
    found = [ontology.acts[act] for act in entries("acts").values()]
    assert {act.type for act in found} == set(ontology.types)
    reached = {(act.type, act.mode) for act in found}
    # The modes of REQUEST, REJECT and THREATEN come from the act spoken about.
    composed = {"REQUEST", "REJECT", "THREATEN"}
    wanted = {mode for mode in ontology.modes if mode[0] not in composed}
    assert wanted - reached <= {("CONSULT", "multilateral")}


def test_every_stem_has_active_and_passive_forms() -> None:
    stems = {p.split()[0] for p, pos in (*entries("acts"), *entries("operators")) if p[0] == "+"}
    assert len(stems) > 700
    for stem in stems:
        assert {"active", "passive"} <= set(expand(stem).values()), stem


FORMS = """
+serang menyerang active|+serang diserang passive|+serang serang bare|+kirim mengirim active
+kirim dikirim passive|+kerahkan mengerahkan active|+kerahkan dikerahkan passive
+kerahkan kerahkan bare|+kecam mengecam active|+kutuk mengutuk active|+klaim mengklaim active
+kritik mengkritik active|+kritik mengritik active|+kudeta mengkudeta active
+kudeta mengudeta active|+khianati mengkhianati active|+tarik menarik active
+tarik ditarik passive|+tuduh menuduh active|+tolak menolak active|+tolak ditolak passive
+transfer mentransfer active|+targetkan menargetkan active|+targetkan mentargetkan active
+pukul memukul active|+pecat memecat active|+pecat dipecat passive|+proses memproses active
+publikasikan mempublikasikan active|+perkuat memperkuat active|+perkuat diperkuat passive
+peringatkan memperingatkan active|+perangi memerangi active|+perkosa memerkosa active
+perkosa memperkosa active|+bantu membantu active|+bunuh terbunuh passive
+fasilitasi memfasilitasi active|+vonis memvonis active|+veto memveto active
+sandera menyandera active|+sanksi menyanksi active|+sita menyita active|+sita disita passive
+sponsori mensponsori active|+syaratkan mensyaratkan active|+dukung mendukung active
+desak mendesak active|+desak terdesak passive|+cabut mencabut active|+jatuhkan menjatuhkan active
+zalimi menzalimi active|+ancam mengancam active|+ancam diancam passive|+invasi menginvasi active
+usir mengusir active|+evakuasi mengevakuasi active|+olok-olok mengolok-olok active
+gempur menggempur active|+hancurkan menghancurkan active|+larang melarang active
+luncurkan meluncurkan active|+rebut merebut active|+rundingkan merundingkan active
+wajibkan mewajibkan active|+yakini meyakini active|+minta meminta active
+nyatakan menyatakan active|+nyatakan dinyatakan passive|+bom mengebom active|+bom dibom passive
+sahkan mengesahkan active|+sahkan disahkan passive|+tembak tertembak passive
+tangkap tertangkap passive|+rampas terampas passive
+gulingkan menggulingkan active
""".replace("\n", "|")


@pytest.mark.parametrize("case", [c for c in FORMS.split("|") if c])
def test_stem_takes_the_form_and_the_voice(case: str) -> None:
    stem, form, voice = case.split()
    assert expand(stem).get(form) == voice


NOT_FORMS = """
+sebut tersebut|+buka terbuka|+tarik tertarik|+tentang tentang|+pukul pukul|+hukum hukum
+dapat dapat|+lawan lawan|+sandera sandera|+jamu jamu|+racun racun|+kait terkait
""".replace("\n", "|")


@pytest.mark.parametrize("case", [c for c in NOT_FORMS.split("|") if c])
def test_other_words_are_no_forms_of_a_stem(case: str) -> None:
    stem, form = case.split()
    assert form not in expand(stem)


ACTS = """
+serang V attack|serangan N attack|penyerangan N attack|+bombardir V attack
+lancarkan serangan udara V airstrike|serangan udara N airstrike|serangan drone N drone-strike
+luncurkan drone V drone-strike|serangan rudal N missile-strike|serangan artileri N heavy-attack
+tembak V shoot|penembakan N shoot|+tembak jatuh V shoot-down|bom bunuh diri N suicide-attack
+ledakkan bom V bomb|+bunuh V kill|tewas dalam @violence V kill|pembantaian N massacre
+culik V abduct|+sandera V take-hostage|+perkosa V abuse-sexually|penyiksaan N torture
+bakar rumah V burn|+invasi V invade|+duduki V occupy|+aneksasi V annex|+rebut kota V capture
bentrok V clash|bertempur V fight|+tembakkan gas air mata V crowd-control
+langgar gencatan senjata V break-ceasefire|+kudeta V coup|memberontak V rebel
+kerahkan @force V deploy-troops|penempatan @force N deploy-troops|+uji coba rudal V test-missile
+perkaya uranium V test-nuclear|+kerahkan @police V deploy-police|+blokade V blockade
+tangkap V arrest|penangkapan N arrest|ott N arrest|+jebloskan ke penjara V arrest
+deportasi V deport|+geledah V raid|+sita V confiscate|+bekukan aset V freeze-assets
+larang V ban|+blokir @media V censor|jam malam N curfew|+umumkan darurat militer V emergency
+retas V attack-cyber|+sebarkan hoaks V disinform|berunjuk rasa V demo|turun ke jalan V demo
mogok kerja N strike-work|mogok makan N hunger-strike|+boikot V boycott|kerusuhan N riot
+blokir jalan V obstruct|+bakar bendera V vandalise|+jatuhkan sanksi V impose-sanctions
embargo N impose-sanctions|+kenakan tarif V impose-tariff|+putuskan @relations V break-ties
+putus @relations V break-ties|+tarik @envoy V recall-ambassador|+usir @envoy V expel-diplomats
+tarik diri dari @body V quit|+tarik diri dari @agreement V quit|+vonis V convict|+denda V fine
+pecat V dismiss|+makzulkan V oust|+bubarkan partai V dissolve|+tarik @force V withdraw-forces
penarikan @force N withdraw-forces|angkat kaki V quit|mundur dari jabatan V resign
mundur dari @territory V withdraw-forces|pengunduran diri N resign|+bebaskan V free
+tukar tahanan V free|+letakkan senjata V disarm|gencatan senjata N ceasefire
+umumkan gencatan senjata V ceasefire-declare|+serahkan diri V surrender|+longgarkan V ease
+cabut sanksi V ease-sanctions|+buka koridor kemanusiaan V grant-access|+beri bantuan V give-aid
+kirim @weapon V give-arms|+kirim @force V deploy-troops|+kirim @peacekeeper V peacekeep
+beri suaka V shelter|+evakuasi V evacuate|bekerja sama V cooperate
latihan bersama N joint-exercise|latihan militer N exercise|+ekstradisi V extradite
bertemu V meet|pertemuan N meet|berunding V negotiate|+kunjungi V visit|kunjungan N visit
percakapan telepon N phone|+mediasi V mediate|+akui V recognise
+tandatangani @agreement V sign-agreement
+buka @relations V open-ties|+dukung V back|+puji V praise|+minta maaf V apologise|+lantik V appoint
+sahkan @law V pass-law|+usung V nominate|+setujui V approve|+tuntut V request|seruan N request
+tuduh V accuse|+tetapkan tersangka V charge|+dakwa V charge|+gugat V charge|+selidiki V investigate
+kecam V condemn|kecaman N condemn|+panggil @envoy V protest-note|+tolak V reject
penolakan N reject|+bantah V deny|+veto V veto|+langgar hukum V defy|+ancam V threaten
ultimatum N threaten|+balas serangan V retaliate|+pulangkan paksa V deport
""".replace("\n", "|")

OPERATORS = """
+kata V say|+tegaskan V say|+tambahkan V say|+minta V ask|+desak V demand|+tuntut V demand
+serukan V call|+perintahkan V order|+tawarkan V offer|+usulkan V propose|berjanji V promise
sepakat V agree|bersedia V ready|siap V ready|+setujui V accept|enggan V refuse|+tolak V reject
+bantah V deny|gagal V fail|+cegah V prevent|+paksa V force|+izinkan V allow|+bantu V help
+hentikan V stop|+cabut V lift|+longgarkan V lift|+tangguhkan V suspend|+tunda V postpone
+batalkan V cancel|+kurangi V reduce|+tingkatkan V increase|+mulai V begin|+lanjutkan V continue
berencana V plan|+pertimbangkan V consider|berupaya V try|+bahas V debate|+khawatirkan V fear
+ancam V threaten|+peringatkan V warn|+tuduh V accuse|+langgar V violate|+lakukan V do
+gelar V do|ingin V want|harus V must|bisa V can|akan F future|tidak F not|belum F not
jangan F forbid|tanpa F not|harus F must|mungkin F can|+undang V invite|diduga V believe
+kecam V condemn|+puji V praise|+dukung V support|+kesampingkan V rule-out|berharap V hope
""".replace("\n", "|")


@pytest.mark.parametrize(
    ("table", "case"),
    [
        (table, case)
        for table, cases in (("acts", ACTS), ("operators", OPERATORS))
        for case in cases.split("|")
        if case
    ],
)
def test_word_means_what_a_reader_takes_it_for(table: str, case: str) -> None:
    *pattern, pos, name = case.split()
    assert entries(table).get((" ".join(pattern), pos)) == name


ORDINARY = """
+ambil +baca +buat +dengar +hitung +jadi +laporkan +lihat +main +pakai +sampaikan
bertahan datang korban konsekuensi perang pergi
"""


@pytest.mark.parametrize("word", ORDINARY.split())
def test_ordinary_words_alone_are_no_act(word: str) -> None:
    assert (word, "V") not in entries("acts")


NEEDS_BOTH_SIDES = """
+tahan +desak +rebut +tekan +lawan +kunjungi +tewaskan +hantam +naikkan_tarif +tandatangani
berkunjung mengungsi menghubungi bekerja_sama mundur +laporkan_ke_kpk
""".replace("\n", " ")


@pytest.mark.parametrize("word", NEEDS_BOTH_SIDES.split())
def test_common_word_codes_only_between_two_parties(word: str) -> None:
    frames = {(p, pos): frame for p, pos, _, frame, _ in rows("acts")[1:]}
    assert "dyad" in frames[(word.replace("_", " "), "V")].split(";")


NO_ACT = """
+serang @sport|+lawan @sport|+tahan @sport|bertemu @sport|+rebut @prize|+sambut @visitor
+terima penghargaan|+batalkan penerbangan|+tutup jalan bagi
""".replace("\n", "|")


@pytest.mark.parametrize("pattern", [p for p in NO_ACT.split("|") if p])
def test_idiom_takes_the_word_and_codes_nothing(pattern: str) -> None:
    found = {(p, pos): (frame, note) for p, pos, _, frame, note in rows("acts")[1:]}
    frame, note = found[(pattern, "V")]
    assert frame == "S=none;T=none;dyad"
    assert note == "no act"


NOT_ACTS = """
intervensi:N kompromi:N patroli:N bersikeras:V +main_hakim:V +kerahkan_massa:V
+perkuat_pertahanan:V +hubungi:V
"""


@pytest.mark.parametrize("case", NOT_ACTS.split())
def test_word_of_daily_life_is_no_act(case: str) -> None:
    pattern, pos = case.replace("_", " ").split(":")
    assert (pattern, pos) not in entries("acts")


CLASSES = """
force:pasukan envoy:diplomat envoy:dubes sanction:embargo peace:gencatan talks:perundingan
captive:sandera territory:wilayah weapon:senjata agreement:perjanjian aid:bantuan law:ruu
border:perbatasan relations:hubungan refugee:pengungsi media:internet vote:pemilu base:pangkalan
exercise:latihan restriction:larangan property:aset money:dana police:brimob body:pbb
"""


@pytest.mark.parametrize("case", CLASSES.split())
def test_class_holds_its_plainest_member(case: str) -> None:
    name, lemma = case.split(":")
    assert lemma in classes()[name]
