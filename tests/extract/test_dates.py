"""Dates are read as intervals against the day of publication, in every shipped language."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.errors import BadLanguageData
from kabar.extract.dates import find_dates
from kabar.extract.dates_tables import load_dates
from kabar.languages.load import Language, load_language
from kabar.records import When

TABLES = {code: load_dates(load_language(code)) for code in ("en", "id")}
WEDNESDAY = date(2022, 1, 12)
SUMMER = date(2023, 7, 4)


def read(code: str, text: str, published: date | None, anchor: When | None = None) -> list[When]:
    found = find_dates(text, 0, len(text), published, TABLES[code], anchor=anchor)
    return [mention.when for mention in found]


def shown(found: list[When]) -> str:
    """Write dates the short way the tables below use."""
    parts = []
    for when in found:
        days = f"{when.start}" if when.start == when.end else f"{when.start}..{when.end}"
        parts.append(
            f"{when.text}={days}" + ("" if when.precision == "day" else f" {when.precision}")
        )
    return "; ".join(parts)


# Each: sentence, what must be found; published Wednesday 12 January 2022.
ENGLISH = [
    ("Troops crossed the river on 17 March 2021.", "17 March 2021=2021-03-17"),
    ("Troops crossed the river on March 17, 2021.", "March 17, 2021=2021-03-17"),
    ("The 3rd of May 2019 treaty lapsed.", "The 3rd of May 2019=2019-05-03"),
    ("He resigned on Friday, 5 November 2021.", "Friday, 5 November 2021=2021-11-05"),
    ("He resigned on Friday (Nov. 5, 2021).", "Friday (Nov. 5, 2021)=2021-11-05"),
    ("The accord of 17/3/2021 was void.", "17/3/2021=2021-03-17"),
    ("The accord of 3/17/2021 was void.", "3/17/2021=2021-03-17"),
    ("The accord of 2021-03-17 was void.", "2021-03-17=2021-03-17"),
    ("The accord of 17.03.2021 was void.", "17.03.2021=2021-03-17"),
    ("Filed 1/10/2022 by the clerk.", "1/10/2022=2022-01-10"),
    ("They met on 5 January.", "5 January=2022-01-05"),
    ("They met on Jan. 5 in secret.", "Jan. 5=2022-01-05"),
    ("They met on December 28.", "December 28=2021-12-28"),
    ("They will meet on February 3.", "February 3=2022-02-03"),
    ("They will meet on 20 December.", "20 December=2022-12-20"),
    ("A vote is due on May 5.", "May 5=2022-05-05"),
    ("The minister may 5 times refuse.", ""),
    ("Protesters may march on the palace.", ""),
    ("Shelling began in March 2021.", "March 2021=2021-03-01..2021-03-31 month"),
    ("Shelling began in March.", "March=2021-03-01..2021-03-31 month"),
    ("Elections will be held in May.", "May=2022-05-01..2022-05-31 month"),
    ("The October raid killed two.", "October=2021-10-01..2021-10-31 month"),
    ("The mission closed last October.", "last October=2021-10-01..2021-10-31 month"),
    ("The mission closed in October last year.", "October last year=2021-10-01..2021-10-31 month"),
    ("The mission closes next March.", "next March=2022-03-01..2022-03-31 month"),
    ("The raid came last January.", "last January=2021-01-01..2021-01-31 month"),
    ("The pact fell in early March 2021.", "early March 2021=2021-03-01..2021-03-10 interval"),
    ("The pact fell in mid-March.", "mid-March=2021-03-11..2021-03-20 interval"),
    ("The pact fell in late 2020.", "late 2020=2020-09-01..2020-12-31 interval"),
    ("Moscow seized the port in 2014.", "2014=2014-01-01..2014-12-31 year"),
    ("The 2014 annexation was condemned.", "2014=2014-01-01..2014-12-31 year"),
    ("The council has not met since 2019.", "since 2019=2019-01-01..2022-01-12 since"),
    ("Sanctions have applied since March 2014.", "since March 2014=2014-03-01..2022-01-12 since"),
    ("He has been in jail since Monday.", "since Monday=2022-01-10..2022-01-12 since"),
    ("Fighting has gone on since last week.", "since last week=2022-01-03..2022-01-12 since"),
    ("Envoys met on Monday.", "Monday=2022-01-10"),
    ("Envoys met on Wednesday.", "Wednesday=2022-01-12"),
    ("Envoys met on Thursday.", "Thursday=2022-01-06"),
    ("Envoys will meet on Thursday.", "Thursday=2022-01-13"),
    ("On Thursday, envoys of both countries will meet.", "Thursday=2022-01-13"),
    ("On Thursday, envoys met the minister who will resign.", "Thursday=2022-01-06"),
    ("Putin said on Tuesday that he will go.", "Tuesday=2022-01-11"),
    (
        "Talks were held on Monday and another round is planned in Vienna on Thursday.",
        "Monday=2022-01-10; Thursday=2022-01-13",
    ),
    ("The army will, in Geneva, Switzerland, on Friday present a plan.", "Friday=2022-01-14"),
    ("They will meet on Monday and Tuesday.", "Monday=2022-01-17; Tuesday=2022-01-18"),
    ("The meeting is scheduled for Friday.", "Friday=2022-01-14"),
    ("Rebels gave the city until Saturday to yield.", "Saturday=2022-01-15"),
    ("A summit would be held on Sunday, he said.", "Sunday=2022-01-16"),
    ("They met last Wednesday.", "last Wednesday=2022-01-05"),
    ("They meet next Wednesday.", "next Wednesday=2022-01-19"),
    ("They meet this Friday.", "this Friday=2022-01-14"),
    ("They met on Thursday last week.", "Thursday last week=2022-01-06"),
    ("They meet on Tuesday next week.", "Tuesday next week=2022-01-18"),
    ("Shells fell on Monday night.", "Monday night=2022-01-10"),
    ("Shells fell late on Tuesday.", "late on Tuesday=2022-01-11"),
    ("Shells fell early Tuesday.", "early Tuesday=2022-01-11"),
    ("Tuesday's raid killed two.", "Tuesday=2022-01-11"),
    ("Yesterday the court ruled.", "Yesterday=2022-01-11"),
    ("The court ruled yesterday morning.", "yesterday morning=2022-01-11"),
    ("The court rules today.", "today=2022-01-12"),
    ("Police fired on the crowd last night.", "last night=2022-01-11"),
    ("The envoy arrives tomorrow.", "tomorrow=2022-01-13"),
    ("The envoy arrives the day after tomorrow.", "the day after tomorrow=2022-01-14"),
    ("Drones struck overnight.", "overnight=2022-01-11..2022-01-12 interval"),
    ("Prices rose this week.", "this week=2022-01-10..2022-01-16 week"),
    ("Prices rose last month.", "last month=2021-12-01..2021-12-31 month"),
    ("The bases close next year.", "next year=2023-01-01..2023-12-31 year"),
    ("He resigned earlier this week.", "earlier this week=2022-01-10..2022-01-12 interval"),
    ("He resigned earlier this month.", "earlier this month=2022-01-01..2022-01-12 interval"),
    ("He leaves later this week.", "later this week=2022-01-12..2022-01-16 interval"),
    ("He left early last year.", "early last year=2021-01-01..2021-04-30 interval"),
    (
        "Troops leave by the end of this year.",
        "the end of this year=2022-09-01..2022-12-31 interval",
    ),
    (
        "Troops leave at the end of the month.",
        "the end of the month=2022-01-21..2022-01-31 interval",
    ),
    ("The raid took place three weeks ago.", "three weeks ago=2021-12-20..2021-12-26 week"),
    ("The raid took place two days ago.", "two days ago=2022-01-10"),
    ("The raid took place a year ago.", "a year ago=2021-01-01..2021-12-31 year"),
    ("The raid took place 10 months ago.", "10 months ago=2021-03-01..2021-03-31 month"),
    ("The raid took place several days ago.", "several days ago=2022-01-05..2022-01-10 interval"),
    (
        "They signed a truce on 3 May 2021 but two days later it broke.",
        "3 May 2021=2021-05-03; two days later=2021-05-05",
    ),
    (
        "The truce of 3 May 2021 broke the next day.",
        "3 May 2021=2021-05-03; the next day=2021-05-04",
    ),
    (
        "He quit on 3 May 2021, a week earlier than she did.",
        "3 May 2021=2021-05-03; a week earlier=2021-04-26..2021-05-02 week",
    ),
    ("Two days later it broke.", ""),
    (
        "Exercises ran between March and May 2021.",
        "between March and May 2021=2021-03-01..2021-05-31 interval",
    ),
    (
        "Exercises ran between March and May.",
        "between March and May=2021-03-01..2021-05-31 interval",
    ),
    (
        "Exercises ran from November 2020 to January 2021.",
        "from November 2020 to January 2021=2020-11-01..2021-01-31 interval",
    ),
    ("Exercises ran from 3 to 7 June 2021.", "3 to 7 June 2021=2021-06-03..2021-06-07 interval"),
    ("Exercises ran on June 3-7, 2021.", "June 3-7, 2021=2021-06-03..2021-06-07 interval"),
    (
        "Exercises ran from Monday to Wednesday.",
        "from Monday to Wednesday=2022-01-10..2022-01-12 interval",
    ),
    ("The war of 2014-2016 ruined the town.", "2014-2016=2014-01-01..2016-12-31 interval"),
    ("Two died in the last 24 hours.", "the last 24 hours=2022-01-11..2022-01-12 interval"),
    ("Two died over the past two years.", "the past two years=2020-01-12..2022-01-12 interval"),
    ("Rain is likely in the coming days.", "the coming days=2022-01-12..2022-01-13 interval"),
    ("Borders moved in the 1990s.", "the 1990s=1990-01-01..1999-12-31 decade"),
    (
        "Output fell in the first quarter of 2021.",
        "the first quarter of 2021=2021-01-01..2021-03-31 quarter",
    ),
    ("Output fell in Q3 2021.", "Q3 2021=2021-07-01..2021-09-30 quarter"),
    (
        "Output fell in the second half of 2020.",
        "the second half of 2020=2020-07-01..2020-12-31 interval",
    ),
    ("The offensive of summer 2021 failed.", "summer 2021=2021-06-01..2021-08-31 season"),
    ("The offensive failed last spring.", "last spring=2021-03-01..2021-05-31 season"),
    ("The village was hit over the weekend.", "the weekend=2022-01-08..2022-01-09 interval"),
    ("They will not pay in December as was once hoped.", "December=2021-12-01..2021-12-31 month"),
    ("Shops cut prices on Black Friday.", ""),
    ("He scored 24/7 and 9/11 was named.", ""),
    ("About 2014 people fled.", ""),
    ("The Su-35 and 100,000 soldiers moved 10 km.", ""),
    ("On 31 February nothing happened.", "February=2021-02-01..2021-02-28 month"),
    ("Talks resume in two weeks and he will attend.", ""),
    ("Talks will resume in two weeks.", "in two weeks=2022-01-24..2022-01-30 week"),
    ("On the 9th the bridge fell.", "the 9th=2022-01-09"),
]
INDONESIAN = [
    ("Pasukan menyeberang pada 17 Maret 2021.", "17 Maret 2021=2021-03-17"),
    ("Pasukan menyeberang Kamis (18/3/2021).", "Kamis (18/3/2021)=2021-03-18"),
    ("Pasukan menyeberang pada Rabu (12/1).", "Rabu (12/1)=2022-01-12"),
    (
        "Pasukan menyeberang pada Jumat (7/1) malam waktu setempat.",
        "Jumat (7/1) malam waktu setempat=2022-01-07",
    ),
    ("Pasukan menyeberang Selasa, 4 Januari 2022.", "Selasa, 4 Januari 2022=2022-01-04"),
    ("Perjanjian 2021-03-17 batal.", "2021-03-17=2021-03-17"),
    ("Perjanjian tanggal 17-03-2021 batal.", "tanggal 17-03-2021=2021-03-17"),
    ("Perjanjian 3/4/2021 batal.", "3/4/2021=2021-04-03"),
    ("Keduanya bertemu pada 12 Januari.", "12 Januari=2022-01-12"),
    ("Keduanya bertemu pada 28 Desember.", "28 Desember=2021-12-28"),
    ("Keduanya akan bertemu pada 3 Februari.", "3 Februari=2022-02-03"),
    ("Keduanya bertemu 5 Jan. lalu.", "5 Jan. lalu=2022-01-05"),
    ("Keduanya bertemu 24 Februari lalu.", "24 Februari lalu=2021-02-24"),
    ("Pemilu digelar 14 Februari mendatang.", "14 Februari mendatang=2022-02-14"),
    ("Penembakan mulai pada Maret 2021.", "Maret 2021=2021-03-01..2021-03-31 month"),
    (
        "Penembakan mulai pada bulan Maret tahun 2021.",
        "bulan Maret tahun 2021=2021-03-01..2021-03-31 month",
    ),
    ("Penembakan mulai bulan Oktober.", "bulan Oktober=2021-10-01..2021-10-31 month"),
    (
        "Kantor itu ditutup pada November tahun lalu.",
        "November tahun lalu=2021-11-01..2021-11-30 month",
    ),
    ("Kantor itu ditutup pada Oktober lalu.", "Oktober lalu=2021-10-01..2021-10-31 month"),
    ("Pemilu akan digelar pada Mei.", "Mei=2022-05-01..2022-05-31 month"),
    ("Pemilu digelar Mei mendatang.", "Mei mendatang=2022-05-01..2022-05-31 month"),
    ("Pakta runtuh awal Maret 2021.", "awal Maret 2021=2021-03-01..2021-03-10 interval"),
    ("Pakta runtuh pertengahan Desember.", "pertengahan Desember=2021-12-11..2021-12-20 interval"),
    ("Pakta runtuh pada akhir 2020.", "akhir 2020=2020-09-01..2020-12-31 interval"),
    ("Kerja sama putus pada tahun 2014.", "tahun 2014=2014-01-01..2014-12-31 year"),
    ("Kerja sama putus pada 2014 lalu.", "2014 lalu=2014-01-01..2014-12-31 year"),
    ("Dewan itu belum bertemu sejak 2019.", "sejak 2019=2019-01-01..2022-01-12 since"),
    ("Sanksi berlaku sejak Maret 2014.", "sejak Maret 2014=2014-03-01..2022-01-12 since"),
    ("Ia ditahan sejak Senin.", "sejak Senin=2022-01-10..2022-01-12 since"),
    ("Ia ditahan sejak dua tahun lalu.", "sejak dua tahun lalu=2020-01-01..2022-01-12 since"),
    ("Utusan bertemu pada hari Senin.", "hari Senin=2022-01-10"),
    ("Utusan bertemu pada hari Rabu.", "hari Rabu=2022-01-12"),
    ("Utusan bertemu pada Kamis.", "Kamis=2022-01-06"),
    ("Utusan akan bertemu pada Kamis.", "Kamis=2022-01-13"),
    ("Pada Kamis, menteri luar negeri kedua negara akan bertemu.", "Kamis=2022-01-13"),
    ("Pada Kamis, menteri itu membatalkan rapat yang akan digelar.", "Kamis=2022-01-06"),
    (
        "Rapat di Oslo pada hari Senin dan putaran lain yang dijadwalkan di Doha pada hari Kamis.",
        "hari Senin=2022-01-10; hari Kamis=2022-01-13",
    ),
    ("Ia mengatakan pada Selasa bahwa ia akan pergi.", "Selasa=2022-01-11"),
    ("Ia akan tiba di Jenewa, Swiss, pada Jumat.", "Jumat=2022-01-14"),
    ("Mereka akan bertemu pada Senin dan Selasa.", "Senin=2022-01-17; Selasa=2022-01-18"),
    ("Tenggat berakhir hingga Sabtu.", "Sabtu=2022-01-15"),
    ("Senin, pukul 09.00 hingga 13.15 WIB, pos itu diserang.", "Senin=2022-01-10"),
    ("Mereka bertemu Kamis lalu.", "Kamis lalu=2022-01-06"),
    ("Mereka bertemu Rabu lalu.", "Rabu lalu=2022-01-05"),
    ("Mereka bertemu Jumat mendatang.", "Jumat mendatang=2022-01-14"),
    ("Mereka bertemu Jumat ini.", "Jumat ini=2022-01-14"),
    ("Mereka bertemu Kamis pekan lalu.", "Kamis pekan lalu=2022-01-06"),
    ("Mereka bertemu Selasa pekan depan.", "Selasa pekan depan=2022-01-18"),
    ("Rudal jatuh Senin malam.", "Senin malam=2022-01-10"),
    ("Rudal jatuh Selasa dini hari waktu setempat.", "Selasa dini hari waktu setempat=2022-01-11"),
    ("Rudal jatuh pada Minggu.", "Minggu=2022-01-09"),
    ("Rudal jatuh pada hari Minggu.", "hari Minggu=2022-01-09"),
    ("Rudal jatuh minggu lalu.", "minggu lalu=2022-01-03..2022-01-09 week"),
    ("Rudal jatuh dua minggu lalu.", "dua minggu lalu=2021-12-27..2022-01-02 week"),
    ("Minggu lalu rudal jatuh.", "Minggu lalu=2022-01-03..2022-01-09 week"),
    ("Rudal jatuh Minggu lalu.", "Minggu lalu=2022-01-09"),
    ("Kemarin hakim memutuskan.", "Kemarin=2022-01-11"),
    ("Hakim memutuskan hari ini.", "hari ini=2022-01-12"),
    ("Hakim memutuskan tadi malam.", "tadi malam=2022-01-11"),
    ("Utusan tiba besok.", "besok=2022-01-13"),
    ("Utusan tiba lusa.", "lusa=2022-01-14"),
    ("Utusan tiba kemarin lusa.", "kemarin lusa=2022-01-10"),
    ("Harga naik pekan ini.", "pekan ini=2022-01-10..2022-01-16 week"),
    ("Harga naik bulan lalu.", "bulan lalu=2021-12-01..2021-12-31 month"),
    ("Pangkalan tutup tahun depan.", "tahun depan=2023-01-01..2023-12-31 year"),
    ("Ia mundur awal pekan ini.", "awal pekan ini=2022-01-10..2022-01-12 interval"),
    ("Ia mundur pada akhir bulan ini.", "akhir bulan ini=2022-01-21..2022-01-31 interval"),
    ("Desa itu diserbu pada akhir pekan.", "akhir pekan=2022-01-08..2022-01-09 interval"),
    ("Ia batal hadir pada Desember.", "Desember=2021-12-01..2021-12-31 month"),
    (
        "Rapat pada Desember itu, yang direncanakan di Bali, batal.",
        "Desember=2021-12-01..2021-12-31 month",
    ),
    ("Ia mundur akhir pekan lalu.", "akhir pekan lalu=2022-01-08..2022-01-09 interval"),
    ("Ia mundur akhir pekan ini.", "akhir pekan ini=2022-01-15..2022-01-16 interval"),
    ("Ia mundur pada akhir tahun lalu.", "akhir tahun lalu=2021-09-01..2021-12-31 interval"),
    ("Serangan itu terjadi tiga minggu lalu.", "tiga minggu lalu=2021-12-20..2021-12-26 week"),
    ("Serangan itu terjadi dua hari lalu.", "dua hari lalu=2022-01-10"),
    ("Serangan itu terjadi seminggu yang lalu.", "seminggu yang lalu=2022-01-03..2022-01-09 week"),
    ("Serangan itu terjadi setahun silam.", "setahun silam=2021-01-01..2021-12-31 year"),
    (
        "Serangan itu terjadi beberapa hari lalu.",
        "beberapa hari lalu=2022-01-05..2022-01-10 interval",
    ),
    (
        "Gencatan senjata 3 Mei 2021 runtuh dua hari kemudian.",
        "3 Mei 2021=2021-05-03; dua hari kemudian=2021-05-05",
    ),
    (
        "Gencatan senjata 3 Mei 2021 runtuh keesokan harinya.",
        "3 Mei 2021=2021-05-03; keesokan harinya=2021-05-04",
    ),
    ("Dua hari kemudian ia mundur.", ""),
    (
        "Latihan berlangsung antara Maret dan Mei 2021.",
        "antara Maret dan Mei 2021=2021-03-01..2021-05-31 interval",
    ),
    (
        "Latihan berlangsung dari November 2020 hingga Januari 2021.",
        "dari November 2020 hingga Januari 2021=2020-11-01..2021-01-31 interval",
    ),
    ("Latihan berlangsung 3-7 Juni 2021.", "3-7 Juni 2021=2021-06-03..2021-06-07 interval"),
    (
        "Latihan berlangsung 3 hingga 7 Januari.",
        "3 hingga 7 Januari=2022-01-03..2022-01-07 interval",
    ),
    (
        "Latihan berlangsung dari Senin hingga Rabu.",
        "dari Senin hingga Rabu=2022-01-10..2022-01-12 interval",
    ),
    ("Perang 2014-2016 menghancurkan kota itu.", "2014-2016=2014-01-01..2016-12-31 interval"),
    ("Dua orang tewas dalam 24 jam terakhir.", "24 jam terakhir=2022-01-11..2022-01-12 interval"),
    (
        "Dua orang tewas dalam dua tahun terakhir.",
        "dua tahun terakhir=2020-01-12..2022-01-12 interval",
    ),
    ("Perbatasan bergeser pada tahun 1990-an.", "tahun 1990-an=1990-01-01..1999-12-31 decade"),
    ("Perbatasan bergeser pada era 90-an.", "era 90-an=1990-01-01..1999-12-31 decade"),
    (
        "Produksi turun pada kuartal pertama 2021.",
        "kuartal pertama 2021=2021-01-01..2021-03-31 quarter",
    ),
    ("Produksi turun pada kuartal III 2021.", "kuartal III 2021=2021-07-01..2021-09-30 quarter"),
    ("Serangan musim panas 2021 gagal.", "musim panas 2021=2021-06-01..2021-08-31 season"),
    ("Serangan musim gugur lalu gagal.", "musim gugur lalu=2021-09-01..2021-11-30 season"),
    ("Umat memperingati Jumat Agung.", ""),
    ("Ada 100.000 tentara dan 10.30 kilometer parit.", ""),
    ("Sekitar 2014 orang mengungsi.", ""),
    ("Ia berbicara tentang hari esok hari ini.", "hari esok=2022-01-13; hari ini=2022-01-12"),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[t for t, _ in ENGLISH])
def test_english_expression_becomes_interval(text: str, expected: str) -> None:
    assert shown(read("en", text, WEDNESDAY)) == expected


@pytest.mark.parametrize(("text", "expected"), INDONESIAN, ids=[t for t, _ in INDONESIAN])
def test_indonesian_expression_becomes_interval(text: str, expected: str) -> None:
    assert shown(read("id", text, WEDNESDAY)) == expected


def test_no_publication_day_leaves_only_absolute_dates() -> None:
    text = "Since 2019 and on Monday, 5 May 2021, in June, last week, yesterday and in 2014."
    assert shown(read("en", text, None)) == (
        "2019=2019-01-01..2019-12-31 year; Monday, 5 May 2021=2021-05-05; "
        "2014=2014-01-01..2014-12-31 year"
    )


def test_anchor_before_the_sentence_is_counted_from() -> None:
    anchor = read("id", "Gencatan senjata berlaku 3 Mei 2021.", WEDNESDAY)[0]
    found = read("id", "Dua hari kemudian gencatan itu runtuh.", WEDNESDAY, anchor)
    assert shown(found) == "Dua hari kemudian=2021-05-05"


def test_a_weekend_to_come_is_a_saturday_and_a_sunday() -> None:
    published = date(2024, 3, 5)
    (found,) = read("en", "They will agree in a weekend.", published)
    assert published < found.start < found.end
    assert (found.start.weekday(), found.end.weekday()) == (5, 6)


def test_figures_that_could_stand_either_way_take_the_nearest_reading() -> None:
    assert shown(read("en", "On 4/5/2022 he left.", date(2022, 5, 5))) == "4/5/2022=2022-05-04"
    assert shown(read("en", "On 4/5/2022 he left.", date(2022, 4, 6))) == "4/5/2022=2022-04-05"


def test_rule_cites_the_line_of_the_template() -> None:
    when = read("id", "Ia tiba Kamis (6/1/2022).", WEDNESDAY)[0]
    line = int((when.rule or "").removeprefix("id/dates:"))
    folder = load_language("id").folder
    assert (
        "( {figures} )"
        in (folder / "dates.toml").read_text(encoding="utf-8").splitlines()[line - 1]
    )


def test_spans_index_the_document_and_not_the_sentence() -> None:
    text = "Judul berita. Ia tiba Kamis. Ia pergi Jumat."
    found = [d.when for d in find_dates(text, 14, 28, WEDNESDAY, TABLES["id"])]
    assert [text[w.text_start : w.text_end] for w in found] == ["Kamis"]


def test_unknown_operation_is_refused_with_the_list_of_known_ones(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "dates.toml").write_text('[templates]\nfull_dat = ["{day}"]\n', encoding="utf-8")
    language = Language("xx", "Test", {}, {}, tmp_path)
    with pytest.raises(BadLanguageData, match=r"full_dat.*full_date"):
        load_dates(language)


def test_unknown_class_is_refused_with_its_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "dates.toml").write_text('[templates]\nfull_date = ["{dya}"]\n', encoding="utf-8")
    with pytest.raises(BadLanguageData, match="xx/dates:2: unknown class 'dya'"):
        load_dates(Language("xx", "Test", {}, {}, tmp_path))


def _words(code: str) -> list[str]:
    words = {w for meanings in TABLES[code].meanings.values() for m in meanings for w in m.words}
    return sorted(words)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(["en", "id"]), st.dates() | st.none())
def test_any_text_gives_ordered_spans_that_quote_it(
    data: st.DataObject, code: str, published: date | None
) -> None:
    piece = st.sampled_from(_words(code)) | st.from_regex(r"[0-9]{1,5}([/.-][0-9]{1,4}){0,2}")
    words = data.draw(st.lists(piece | st.text(max_size=6), max_size=14))
    text = data.draw(st.sampled_from([" ", "", "\n", ", "])).join(words)
    found = read(code, text, published)
    ends = [0]
    for when in found:
        assert text[when.text_start : when.text_end] == when.text != ""
        assert when.start <= when.end
        assert when.text_start >= ends[-1]
        ends.append(when.text_end)
