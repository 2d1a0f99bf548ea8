"""The whole way from a sentence to its records, in every language, and what a batch does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from kabar.coder import Coder, code_batch, read
from kabar.errors import BadInput, BadLanguageData, UnknownLanguage
from kabar.records import Event
from kabar.settings import Settings
from tests.coding import FOLDER, Case, coded, coder, describe, load_cases, parties, unmet

LANGUAGES = {"english": "en", "indonesian": "id"}
CASES = [(code, case) for name, code in LANGUAGES.items() for case in load_cases(name)]
MOST_WRONG = 0.25
"""No more of the cases than this may be marked as wrong today."""


def _params() -> list[object]:
    found = []
    for code, case in CASES:
        marks = [pytest.mark.xfail(strict=True, reason=case.xfail)] if case.xfail else []
        found.append(pytest.param(code, case, id=f"{code}-{case.name}", marks=marks))
    return found


@pytest.mark.parametrize(("code", "case"), _params())
def test_sentence_gives_what_the_codebook_asks(code: str, case: Case):
    events = coded(case.text, code).events
    wrong = unmet(case, events)
    assert not wrong, "\n".join([case.text, "found:", *map(describe, events)])


def test_cases_are_many_named_once_and_mostly_right():
    names = [(code, case.name) for code, case in CASES]
    assert len(set(names)) == len(names) >= 150
    assert all(case.wanted for _, case in CASES)
    assert sum(case.xfail is not None for _, case in CASES) <= MOST_WRONG * len(CASES)


# The same engine in every language.


def _pairs() -> list[tuple[str, str]]:
    blocks = (FOLDER / "pairs.txt").read_text(encoding="utf-8").strip().split("\n\n")
    found = []
    for block in blocks:
        english, indonesian = block.splitlines()
        found.append((english, indonesian))
    return found


def _key(event: Event) -> tuple[object, ...]:
    source, target = parties(event.source), parties(event.target)
    sides: object = source | target if event.reciprocal else (source, target)
    return event.type, sides, event.modality


def test_two_languages_give_the_same_events():
    pairs = _pairs()
    differing = []
    for english, indonesian in pairs:
        first, second = coded(english, "en").events, coded(indonesian, "id").events
        if not first or {_key(e) for e in first} != {_key(e) for e in second}:
            told = [" ; ".join(map(describe, events)) or "nothing" for events in (first, second)]
            differing.append(f"{english} {told[0]}\n{indonesian} {told[1]}")
    assert len(pairs) >= 40
    assert 1 - len(differing) / len(pairs) >= 0.8, "\n".join(differing)


# What read() gives beside events.


def test_example_of_the_docstring_holds():
    records = read("Police arrested 12 protesters in Jakarta.", language="en", coder=coder())
    assert [(e.type, e.mode) for e in records.events] == [("COERCE", "arrest")]


def test_language_is_identified_where_it_is_not_told():
    text = "Pemerintah Indonesia mengecam serangan Israel terhadap rumah sakit di Gaza."
    records = coded(text)
    assert records.document.language == "id"
    assert "ACCUSE" in {e.type for e in records.events}


def test_language_that_is_not_coded_is_refused_by_name():
    with pytest.raises(UnknownLanguage, match=r"'xx'.*en, id"):
        coded("Some words.", "xx")
    with pytest.raises(UnknownLanguage):
        coded("Le président de la République a reçu hier le chancelier allemand à l'Élysée.")


@pytest.mark.parametrize("text", ["", "  \n\t ", "\0"])
def test_empty_text_is_refused(text: str):
    with pytest.raises(BadInput, match="empty"):
        coded(text, "en")


def test_published_is_a_day_or_its_iso_string():
    text = "Israel bombed Lebanon on Monday."
    days = {
        e.date.start
        for published in (date(2024, 3, 5), "2024-03-05")
        for e in read(text, language="en", published=published, coder=coder()).events
        if e.date
    }
    assert days == {date(2024, 3, 4)}
    with pytest.raises(BadInput, match="YYYY-MM-DD"):
        coded(text, "en", published="yesterday")


def test_without_a_day_of_publication_relative_dates_stay_open():
    records = read("Israel bombed Lebanon on Monday.", language="en", coder=coder())
    assert [e.type for e in records.events] == ["ASSAULT"]
    assert records.events[0].date is None


def test_undated_act_is_dated_to_publication_and_says_so():
    event = coded("Israel bombed Lebanon.", "en").events[0]
    assert event.date is not None
    assert (event.date.start, event.date.precision) == (date(2024, 3, 5), "assumed")


def test_sentence_without_an_act_is_listed_as_skipped():
    records = coded("Israel bombed Lebanon. The sky was blue over the old harbour.", "en")
    assert [s.text for s in records.skipped] == ["The sky was blue over the old harbour."]
    assert all(s.reason for s in records.skipped)


def test_actors_carry_party_and_sector():
    records = coded("German Chancellor Olaf Scholz met Polish President Andrzej Duda.", "en")
    known = {a.name: (a.party, a.sector) for a in records.actors}
    assert known["Olaf Scholz"] == ("DEU", "GOV")
    assert known["Andrzej Duda"] == ("POL", "GOV")


def test_every_event_says_why():
    text = "The United States demanded that Russia withdraw its troops from Ukraine."
    event = coded(text, "en").events[0]
    assert event.rule.startswith("en/")
    assert any("demand" in line for line in event.derivation)
    assert any("withdraw-forces" in line for line in event.derivation)
    assert {e.text for e in event.evidence if e.role == "trigger"} >= {"demanded", "withdraw"}
    assert any("United States" in e.text for e in event.evidence if e.role == "source")
    assert any("Russia" in e.text for e in event.evidence if e.role == "target")


def test_guessed_party_is_called_a_guess():
    text = "Protests spread across Kenya on Monday. Kenya is on edge. Police arrested 40 students."
    event = next(e for e in coded(text, "en").events if e.type == "COERCE")
    assert parties(event.source) == {"KEN"}
    details = [e.detail for e in event.evidence if e.role == "source"]
    assert any("guessed" in (detail or "") for detail in details)


def test_bare_police_has_no_party_where_the_article_is_about_several_countries():
    text = "Kenya and Uganda held talks. Uganda thanked Kenya. Police arrested 40 students."
    event = next(e for e in coded(text, "en").events if e.type == "COERCE")
    assert [s.party for s in event.source] == [None]


# A user's own tables.


def test_a_users_word_is_coded_and_cited(tmp_path: Path):
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "acts.csv").write_text("pattern,pos,act,frame,note\nkerfuffle,V,attack,,\n")
    own = Coder(Settings(overlay=tmp_path))
    text = "Israel kerfuffled Lebanon."
    assert coded(text, "en").events == ()
    event = read(text, language="en", coder=own).events[0]
    assert (event.type, event.rule) == ("ASSAULT", "user/en/acts:2")


def test_a_users_wrong_line_is_named(tmp_path: Path):
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "acts.csv").write_text("pattern,pos,act,frame,note\nkerfuffle,V,atack,,\n")
    with pytest.raises(BadLanguageData, match=r"user/en/acts:2.*atack"):
        read("Israel left.", language="en", coder=Coder(Settings(overlay=tmp_path)))


# Batches.


def _table(**columns: list[object]) -> pa.Table:
    return pa.table(columns)


def test_batch_lists_what_it_cannot_code_and_goes_on():
    tables = code_batch(
        _table(
            text=["Israel bombed Lebanon.", "", None, "Iran left.", "Spain praised Cuba.", "Kata."],
            id=["a", "b", "c", "d", "e", "f"],
            language=["en", "en", "en", "en", "en", "xx"],
            published=["2024-03-05", None, None, "tomorrow", None, None],
        ),
        coder=coder(),
    )
    rejects = tables["rejects"].to_pylist()
    assert [(r["row"], r["id"], r["error"]) for r in rejects] == [
        (1, "b", "BadInput"),
        (2, "c", "BadInput"),
        (3, "d", "BadInput"),
        (5, "f", "UnknownLanguage"),
    ]
    assert all(r["message"] for r in rejects)
    assert tables["documents"].num_rows == 2
    assert [e["type"] for e in tables["events"].to_pylist()] == ["ASSAULT", "SUPPORT"]


def test_batch_needs_a_column_of_texts():
    with pytest.raises(BadInput, match=r"no column 'text'.*body"):
        code_batch(_table(body=["Israel bombed Lebanon."]), coder=coder())
    with pytest.raises(BadInput, match=r"'text'.*not strings"):
        code_batch(_table(text=[1, 2]), coder=coder())


def test_empty_batch_gives_empty_typed_tables():
    tables = code_batch(pa.table({"text": pa.array([], pa.string())}), coder=coder())
    assert {name: table.num_rows for name, table in tables.items()} == dict.fromkeys(tables, 0)
    assert "type" in tables["events"].column_names
