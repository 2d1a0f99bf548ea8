from __future__ import annotations

import pytest
from actors_reading import mention_of, read

MEANT = [
    ("en", "US envoy Robert Malley spoke.\nThe US envoy left.", "US envoy"),
    ("en", "Foreign Minister Retno Marsudi spoke.\nThe minister left.", "minister"),
    (
        "en",
        "Foreign Minister Retno Marsudi spoke.\nReporters asked the minister.",
        "minister",
    ),
    ("id", "Menlu Retno Marsudi hadir.\nMenteri itu pergi.", "Menteri"),
    ("id", "Menlu AS Antony Blinken hadir.\nDiplomat senior AS itu pergi.", "Diplomat senior AS"),
    ("id", "Menlu AS Antony Blinken hadir.\nDiplomat senior AS menolak.", "Diplomat senior AS"),
]


@pytest.mark.parametrize(("code", "text", "words"), MEANT, ids=[c[1][-24:] for c in MEANT])
def test_description_of_the_one_person_named_means_that_person(code, text, words):
    reading = read(text, code)
    named = next(m for m in reading.mentions if m.form in ("name", "title"))
    described = mention_of(reading, words)
    assert described.actors == named.actors
    assert described.how.startswith("the one described")


NOT_MEANT = [
    ("en", "Secretary of State Antony Blinken spoke.\nA senior US diplomat left.", "US diplomat"),
    ("en", "US Secretary of State Antony Blinken spoke.\nAnother US diplomat left.", "US diplomat"),
    ("en", "US Secretary of State Antony Blinken spoke.\nThe Russian diplomat left.",
     "Russian diplomat"),
    ("en", "The US diplomat left.\nUS Secretary of State Antony Blinken spoke.", "US diplomat"),
    ("en", "Foreign Minister Retno Marsudi and Foreign Minister Sergei Lavrov spoke.\n"
     "The minister left.", "minister"),
    ("id", "Menlu AS Antony Blinken hadir.\nSeorang diplomat AS pergi.", "diplomat AS"),
    ("id", "Menlu AS Antony Blinken hadir.\nSejumlah diplomat AS pergi.", "diplomat AS"),
    ("id", "Menlu AS Antony Blinken dan Wakil Menlu AS Wendy Sherman hadir.\n"
     "Diplomat senior AS menolak.", "Diplomat senior AS"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "words"), NOT_MEANT, ids=[c[1][-24:] for c in NOT_MEANT])
def test_indefinite_foreign_or_ambiguous_description_stays_unnamed(code, text, words):
    mention = mention_of(read(text, code), words)
    assert all(actor.startswith("role:") for actor in mention.actors)


def test_pronoun_follows_its_description():
    text = "Duta Besar AS Jane Rowland hadir.\nRapat dimulai.\nHujan turun.\nListrik padam.\n"
    text += "Duta besar AS itu berpidato.\nDia pergi."
    reading = read(text, "id")
    described = mention_of(reading, "Duta besar AS")
    assert described.how.startswith("the one described")
    assert mention_of(reading, "Dia").actors == described.actors
