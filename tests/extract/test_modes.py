"""Every mode of PLOVER can be reached: a sentence for each in every language."""

from __future__ import annotations

import pytest

from kabar.ontology.load import load_ontology
from tests.coding import coded

CASES = """
en|ACCUSE allege|Kosovo accused Serbia of lying.
en|ACCUSE disapprove|France condemned Russia.
en|ACCUSE investigate|Spanish prosecutors are investigating a former minister.
en|ASSAULT abduct|Boko Haram kidnapped 20 schoolgirls in Nigeria.
en|ASSAULT aerial|Israel carried out air strikes on Syria.
en|ASSAULT beat|Police in Harare beat opposition supporters.
en|ASSAULT crowd-control|Police in Nairobi fired tear gas at protesters.
en|ASSAULT destroy|Israeli soldiers destroyed houses in Jenin.
en|ASSAULT drone|Ukraine attacked Russia with drones.
en|ASSAULT explosives|The Taliban bombed a police station in Kabul.
en|ASSAULT firearms|Israeli soldiers shot a Palestinian in Nablus.
en|ASSAULT heavy-weapons|Russian troops shelled Kharkiv.
en|ASSAULT primitive|Rebels in Congo hacked ten villagers to death with machetes.
en|ASSAULT sexual|Sudanese paramilitaries raped women in Darfur.
en|ASSAULT suicide-attack|A Taliban fighter blew himself up near Afghan soldiers in Kabul.
en|ASSAULT suicide-attack|A suicide bomber killed 12 Pakistani soldiers in Peshawar.
en|ASSAULT suicide-attack|The Islamic State carried out a suicide attack on a mosque in Kabul.
en|ASSAULT targeted|Gunmen assassinated the Haitian president.
en|ASSAULT torture|Syrian soldiers tortured prisoners.
en|ASSAULT unconventional|Syria used chemical weapons against rebels.
en|COERCE arrest|Police in Belarus arrested 12 protesters.
en|COERCE censor|Turkey blocked access to three news websites.
en|COERCE curfew|Sri Lanka declared a curfew in Colombo.
en|COERCE curfew|Sri Lanka imposed a curfew in Colombo.
en|COERCE cyber|Russian hackers attacked computers of the German parliament.
en|COERCE deport|Pakistan deported 3,000 Afghans.
en|COERCE martial-law|The Ecuadorean president declared a state of emergency.
en|COERCE misinformation|Russia spread disinformation about Ukraine.
en|COERCE restrict|Iraq banned rallies in Basra.
en|COERCE seize|Police raided the offices of the opposition party in Georgia.
en|COERCE withhold|Israel cut off electricity to Gaza.
en|CONSULT multilateral|ASEAN foreign ministers met in Vientiane on Saturday.
en|CONSULT multilateral|Leaders of Brazil, India and China held talks in Delhi.
en|CONSULT multilateral|Egypt, Qatar and Turkey met in Cairo.
en|CONSULT multilateral|The foreign ministers of France, Germany and Poland met in Paris.
en|CONSULT phone|The French president phoned the Turkish president.
en|CONSULT phone|The French president spoke by phone with the Turkish president.
en|CONSULT third-party|Qatar mediated between Israel and Hamas.
en|CONSULT visit|The Japanese prime minister visited India on Monday.
en|MOBILIZE militia|Hezbollah massed its fighters on the border with Israel.
en|MOBILIZE police|France deployed 5,000 police officers in Paris.
en|MOBILIZE troops|Russia deployed troops near the border with Finland.
en|MOBILIZE weapons|North Korea tested a ballistic missile.
en|PROTEST boycott|The Chadian opposition boycotted the election.
en|PROTEST demo|Thousands of students demonstrated in Belgrade.
en|PROTEST hunger|Palestinian prisoners in Israel began a hunger strike.
en|PROTEST obstruct|Polish farmers blocked roads on the border with Ukraine.
en|PROTEST riot|Youths rioted in Nairobi against the Kenyan government.
en|PROTEST strike|Railway workers in Britain went on strike.
en|PROTEST vandalize|Protesters in Baghdad burned an American flag.
en|PROTEST vandalize|Protesters in Prague defaced the Russian embassy.
en|REJECT assist|Hungary refused to send weapons to Ukraine.
en|REJECT change|Germany rejected sanctions on Israel.
en|REJECT meet|India refused to hold talks with Pakistan.
en|REJECT yield|Russia refused to withdraw its troops from Georgia.
en|REQUEST assist|Ukraine asked Germany to send ammunition.
en|REQUEST change|The opposition demanded that Serbia's government sack the interior minister.
en|REQUEST meet|China urged Japan to hold talks.
en|REQUEST yield|France demanded that Iran release two prisoners.
en|RETREAT access|Israel allowed inspectors into Gaza.
en|RETREAT access|Israel let aid convoys into Gaza.
en|RETREAT ceasefire|A ceasefire between Israel and Hezbollah took effect on Monday.
en|RETREAT ceasefire|Israel and Hezbollah observed a ceasefire.
en|RETREAT disarm|The Colombian rebels handed over their weapons.
en|RETREAT release|Iran freed three French prisoners.
en|RETREAT resign|The Japanese defence minister resigned on Monday.
en|RETREAT withdraw|Ethiopia withdrew its troops from Somalia.
en|SANCTION convict|A Turkish court sentenced a Kurdish politician to ten years in prison.
en|SANCTION discontinue|The European Union imposed sanctions on Belarus.
en|SANCTION expel|Poland expelled three Russian diplomats.
en|SANCTION withdraw|Saudi Arabia recalled its ambassador from Lebanon.
en|THREATEN arrest|Israel threatened to arrest Palestinian officials.
en|THREATEN expel|Mali threatened to expel French diplomats.
en|THREATEN relations|Turkey threatened to recall its ambassador from Sweden.
en|THREATEN restrict|China threatened to impose sanctions on Lithuania.
en|THREATEN territory|Venezuela threatened to annex part of Guyana.
en|THREATEN violence|North Korea threatened to attack South Korea.
id|ACCUSE allege|Kosovo menuduh Serbia berbohong.
id|ACCUSE disapprove|Prancis mengecam Rusia.
id|ACCUSE investigate|KPK menyelidiki mantan menteri pertanian Indonesia.
id|ASSAULT abduct|Boko Haram menculik 20 siswi di Nigeria.
id|ASSAULT aerial|Israel melancarkan serangan udara ke Suriah.
id|ASSAULT beat|Polisi Zimbabwe memukuli pendukung oposisi.
id|ASSAULT crowd-control|Polisi Kenya menembakkan gas air mata ke arah demonstran.
id|ASSAULT destroy|Tentara Israel menghancurkan rumah-rumah di Jenin.
id|ASSAULT drone|Ukraina menyerang Rusia dengan drone.
id|ASSAULT explosives|Taliban mengebom kantor polisi di Kabul.
id|ASSAULT firearms|Tentara Israel menembak seorang warga Palestina di Nablus.
id|ASSAULT heavy-weapons|Pasukan Rusia menembakkan artileri ke Kharkiv.
id|ASSAULT primitive|Pemberontak Kongo membacok sepuluh warga desa.
id|ASSAULT sexual|Milisi Sudan memperkosa perempuan di Darfur.
id|ASSAULT suicide-attack|ISIS melancarkan serangan bunuh diri di Kabul.
id|ASSAULT suicide-attack|Taliban melakukan bom bunuh diri di Kabul.
id|ASSAULT targeted|Pasukan Israel membantai warga Palestina di Gaza.
id|ASSAULT torture|Tentara Suriah menyiksa tahanan.
id|ASSAULT unconventional|Suriah menggunakan senjata kimia terhadap pemberontak.
id|COERCE arrest|Polisi Belarus menangkap 12 demonstran.
id|COERCE censor|Turki memblokir tiga situs berita.
id|COERCE curfew|Sri Lanka memberlakukan jam malam di Kolombo.
id|COERCE cyber|Peretas Rusia meretas komputer parlemen Jerman.
id|COERCE deport|Pakistan mendeportasi 3.000 warga Afganistan.
id|COERCE martial-law|Presiden Ekuador mengumumkan keadaan darurat.
id|COERCE misinformation|Rusia menyebarkan disinformasi tentang Ukraina.
id|COERCE restrict|Irak melarang unjuk rasa di Basra.
id|COERCE seize|Polisi Georgia menggeledah kantor partai oposisi.
id|COERCE withhold|Israel memutus aliran listrik ke Gaza.
id|CONSULT multilateral|Menteri luar negeri Prancis, Jerman, dan Polandia bertemu di Paris.
id|CONSULT multilateral|Mesir, Qatar, dan Turki bertemu di Kairo.
id|CONSULT multilateral|Para menteri luar negeri ASEAN bertemu di Vientiane pada Sabtu.
id|CONSULT phone|Presiden Prancis berbicara lewat telepon dengan presiden Turki.
id|CONSULT third-party|Qatar memediasi Israel dan Hamas.
id|CONSULT visit|Perdana menteri Jepang mengunjungi India pada Senin.
id|MOBILIZE militia|Milisi Syiah berkumpul di dekat Kirkuk.
id|MOBILIZE militia|Rusia merekrut tentara bayaran di Suriah.
id|MOBILIZE police|Prancis mengerahkan 5.000 polisi di Paris.
id|MOBILIZE troops|Rusia mengerahkan pasukan di dekat perbatasan Finlandia.
id|MOBILIZE weapons|Korea Utara menguji coba rudal balistik.
id|PROTEST boycott|Oposisi Chad memboikot pemilu.
id|PROTEST demo|Ribuan mahasiswa berunjuk rasa di Jakarta.
id|PROTEST hunger|Tahanan Palestina di Israel melakukan mogok makan.
id|PROTEST hunger|Tahanan Palestina di Israel mogok makan.
id|PROTEST obstruct|Petani Polandia memblokir jalan di perbatasan Ukraina.
id|PROTEST riot|Mahasiswa Kenya melempari polisi di Nairobi.
id|PROTEST riot|Pemuda Kenya membuat kerusuhan di Nairobi.
id|PROTEST strike|Buruh kereta api Inggris mogok kerja.
id|PROTEST vandalize|Demonstran di Bagdad membakar bendera Amerika Serikat.
id|REJECT assist|Hungaria menolak mengirim senjata ke Ukraina.
id|REJECT change|Jerman menolak sanksi terhadap Israel.
id|REJECT meet|India menolak berunding dengan Pakistan.
id|REJECT yield|Rusia menolak menarik pasukannya dari Georgia.
id|REQUEST assist|Ukraina meminta Jerman mengirim amunisi.
id|REQUEST change|Oposisi mendesak pemerintah Serbia memecat menteri dalam negeri.
id|REQUEST meet|China mendesak Jepang berunding.
id|REQUEST yield|Prancis menuntut Iran membebaskan dua tahanan.
id|RETREAT access|Israel mengizinkan konvoi bantuan memasuki Gaza.
id|RETREAT ceasefire|Gencatan senjata antara Israel dan Hizbullah berlaku pada Senin.
id|RETREAT disarm|Pemberontak Kolombia menyerahkan senjata mereka.
id|RETREAT release|Iran membebaskan tiga tahanan Prancis.
id|RETREAT resign|Menteri pertahanan Jepang mengundurkan diri pada Senin.
id|RETREAT withdraw|Ethiopia menarik pasukannya dari Somalia.
id|SANCTION convict|Pengadilan Turki memvonis politikus Kurdi sepuluh tahun penjara.
id|SANCTION discontinue|Uni Eropa menjatuhkan sanksi kepada Belarus.
id|SANCTION expel|Polandia mengusir tiga diplomat Rusia.
id|SANCTION withdraw|Arab Saudi menarik duta besarnya dari Lebanon.
id|THREATEN arrest|Israel mengancam akan menangkap pejabat Palestina.
id|THREATEN expel|Mali mengancam akan mengusir diplomat Prancis.
id|THREATEN relations|Turki mengancam akan menarik duta besarnya dari Swedia.
id|THREATEN restrict|China mengancam akan menjatuhkan sanksi kepada Lituania.
id|THREATEN territory|Venezuela mengancam akan mencaplok sebagian wilayah Guyana.
id|THREATEN violence|Korea Utara mengancam akan menyerang Korea Selatan.
"""
"""Language, a type with its mode, a sentence that gives it."""

MISSED = [
    (
        "en",
        "MOBILIZE militia",
        "Shiite militiamen gathered near Kirkuk.",
        "en/acts: no line for militiamen who gather",
    ),
]
"""Sentences that ought to give the mode and do not, with the reason."""

READ = [tuple(line.split("|")) for line in CASES.strip().splitlines()]
NOT_READ = [
    pytest.param(code, mode, text, marks=pytest.mark.xfail(strict=True, reason=reason))
    for code, mode, text, reason in MISSED
]


@pytest.mark.parametrize(("code", "mode", "text"), [*READ, *NOT_READ])
def test_the_sentence_gives_the_mode(code: str, mode: str, text: str) -> None:
    assert mode in {f"{event.type} {event.mode}" for event in coded(text, code).events}


def test_every_mode_is_reached_in_every_language() -> None:
    modes = {f"{kind} {mode}" for kind, mode in load_ontology().modes}
    assert len(modes) == 67
    assert {(code, mode) for code, mode, _ in READ} == {
        (code, mode) for code in ("en", "id") for mode in modes
    }


BILATERAL = [
    ("Egypt met Qatar in Cairo.", None),
    ("NATO and Russia held talks in Brussels.", None),
    ("Egypt and Qatar discussed Sudan.", None),
    ("Egypt, Qatar and Turkey met in Cairo.", "multilateral"),
    ("ASEAN foreign ministers met in Vientiane.", "multilateral"),
    ("Egypt, Qatar and Turkey will meet in Cairo.", "multilateral"),
]


@pytest.mark.parametrize(("text", "mode"), BILATERAL)
def test_a_meeting_of_three_or_of_a_body_alone_is_multilateral(text: str, mode: str | None) -> None:
    event = coded(text, "en").events[0]
    assert (event.type, event.mode) == ("CONSULT", mode)
    assert event.score == (4.0 if mode else 2.5)
