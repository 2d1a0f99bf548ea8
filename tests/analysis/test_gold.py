"""Gold rows of reviewed records, field by field."""

from __future__ import annotations

from datetime import date

from kabar.analysis.gold import Judged, gold_events, gold_positions, gold_quotes, is_gold
from kabar.records import Coded
from kabar.store.reviews import Review
from tests.build import coded, event, position, quote, side, when

TEXT = "Police moved.\n“Go home,” a man said. He wants talks in 2023."


def judged(article: Coded, *reviews: Review) -> Judged:
    by_key = {(review.kind, review.record): review for review in reviews}
    return Judged("ana", article, by_key, {"r1": article})


def review(kind: str, record: str, verdict: str = "accepted", **correction: object) -> Review:
    return Review("d1", kind, record, "ana", "r1", None, verdict, correction or None)


def test_sides_that_were_not_resolved_are_anybody() -> None:
    moved = event("MOBILIZE", text=TEXT, trigger="moved", source=[side("Police", TEXT)])
    [row] = gold_events(judged(coded(TEXT, events=[moved]), review("event", "e1")))
    assert (row["line"], row["source"], row["target"]) == (1, ["*"], ["*"])


def test_day_is_as_exact_as_the_words() -> None:
    days = {"year": "2023", "month": "2023-01", "day": "2023-01-01", "assumed": None}
    for precision, expected in days.items():
        date_of = when("2023", date(2023, 1, 1), text=TEXT, precision=precision)
        found = event("CONSULT", text=TEXT, trigger="talks", date=date_of)
        [row] = gold_events(judged(coded(TEXT, events=[found]), review("event", "e1")))
        assert row.get("date") == expected


def test_reciprocal_event_may_be_told_either_way() -> None:
    met = event("CONSULT", text=TEXT, trigger="talks", reciprocal=True)
    [row] = gold_events(judged(coded(TEXT, events=[met]), review("event", "e1")))
    assert row["either_way"] is True and row["line"] == 2


def test_speaker_without_a_name_may_be_any_unless_it_was_corrected() -> None:
    man = side("a man", TEXT, name=None)
    article = coded(TEXT, quotes=[quote("Go home,", text=TEXT, speaker=man)])
    [row] = gold_quotes(judged(article, review("quote", "q1")))
    assert row == {"line": 2, "speaker": "", "party": "*", "begins": "Go home,"}
    [row] = gold_quotes(judged(article, review("quote", "q1", "corrected", speaker="Budi")))
    assert row["speaker"] == "Budi"
    assert gold_quotes(judged(article, review("quote", "q1", "rejected"))) == []


def test_indirect_quotes_are_not_listed() -> None:
    article = coded(TEXT, quotes=[quote("Go home,", text=TEXT, kind="indirect")])
    assert gold_quotes(judged(article, review("quote", "q1"))) == []


def test_positions_keep_their_negation_and_what_was_corrected() -> None:
    held = position("demands", "talks", text=TEXT, party=None, modality="negated")
    article = coded(TEXT, positions=[held])
    [row] = gold_positions(judged(article, review("position", "p1", "corrected", toward=["IDN"])))
    assert (row["party"], row["toward"], row["negated"]) == ("*", ["IDN"], True)


def test_record_of_an_older_run_is_read_from_that_run() -> None:
    old = coded(TEXT, events=[event("CONSULT", text=TEXT, trigger="talks")])
    accepted = review("event", "e1")
    found = Judged("ana", coded(TEXT), {("event", "e1"): accepted}, {"r1": old})
    assert [row["types"] for row in gold_events(found)] == [["CONSULT"]]


def test_article_without_a_verdict_is_no_gold() -> None:
    assert not is_gold(judged(coded(TEXT)))
    assert is_gold(judged(coded(TEXT), review("article", "", "finished")))
