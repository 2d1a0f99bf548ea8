"""What holds of every text, in every language: no crash, exact spans, the same records twice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kabar.coder import code_batch, read
from kabar.errors import KabarError
from kabar.ontology.load import load_ontology
from kabar.records import Coded, Event, Position, Side
from tests.coding import coder, load_cases

CODES = {"en": "english", "id": "indonesian"}
MODALITIES = {"asserted", "future", "hypothetical", "negated"}
SENTENCES = {code: [c.text for c in load_cases(name)] for code, name in CODES.items()}
FEW = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)

codes = st.sampled_from(sorted(CODES))
any_text = st.text(max_size=120)
odd_marks = st.sampled_from([*"“”\"'‘’().,;:—–-!?…\n\t\r ", "\u200b", "\u202e", "\ufeff", "é"])


def _words(code: str) -> list[str]:
    return sorted({word for text in SENTENCES[code] for word in text.split()})


WORDS = {code: _words(code) for code in CODES}


@st.composite
def broken_news(draw: st.DrawFn) -> tuple[str, str]:
    """Return words of the news in any order with odd marks between them, and their language."""
    code = draw(codes)
    pieces = draw(st.lists(st.sampled_from(WORDS[code]) | odd_marks, min_size=1, max_size=30))
    return code, " ".join(pieces)


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, str]:
    """Return a few sentences of the cases, in any order, as one article, and its language."""
    code = draw(codes)
    chosen = draw(st.lists(st.sampled_from(SENTENCES[code]), min_size=1, max_size=4))
    return code, draw(st.sampled_from([" ", "\n", "\n\n", "\r\n"])).join(chosen)


def _records(text: str, code: str | None) -> Coded | None:
    """Return the records, None where the text is refused; nothing else may be raised."""
    try:
        return read(text, language=code, published=date(2024, 3, 5), coder=coder())
    except KabarError as error:
        assert str(error)
        return None


def _spans(records: Coded) -> Iterator[tuple[str, int, int]]:
    """Yield the words and the place of everything that is said to stand in the text."""
    for event in records.events:
        yield from _event_spans(event)
    for quote in records.quotes:
        yield quote.text, quote.start, quote.end
        yield from _side_spans(quote.speaker, quote.addressee)
        if quote.cue:
            yield quote.cue.text, quote.cue.start, quote.cue.end
    for position in records.positions:
        yield from _position_spans(position)
    for actor in records.actors:
        yield from ((m.text, m.start, m.end) for m in actor.mentions)
    yield from ((s.text, s.start, s.end) for s in records.skipped)


def _event_spans(event: Event) -> Iterator[tuple[str, int, int]]:
    yield event.trigger.text, event.trigger.start, event.trigger.end
    yield from ((e.text, e.start, e.end) for e in (*event.evidence, *event.magnitude))
    yield from _side_spans(*event.source, *event.target, event.said_by)
    for setting in (event.date, event.place):
        if setting is not None:
            yield setting.text, setting.text_start, setting.text_end
    if event.condition is not None:
        yield event.condition.text, event.condition.start, event.condition.end
    if event.about is not None:
        yield from _event_spans(event.about)


def _position_spans(position: Position) -> Iterator[tuple[str, int, int]]:
    yield from _side_spans(*position.holder, *position.toward, position.speaker)
    for part in (position.content, position.statement, position.condition, *position.evidence):
        if part is not None:
            yield part.text, part.start, part.end
    if position.date is not None:
        yield position.date.text, position.date.text_start, position.date.text_end
    if position.act is not None:
        yield from _event_spans(position.act)


def _side_spans(*sides: Side | None) -> Iterator[tuple[str, int, int]]:
    yield from ((s.text, s.start, s.end) for s in sides if s is not None)


def _check(records: Coded) -> None:
    ontology = load_ontology()
    text = records.document.text
    for words, start, end in _spans(records):
        assert 0 <= start <= end <= len(text)
        assert text[start:end] == words
    kinds = (records.events, records.quotes, records.positions)
    ids = [record.id for kind in kinds for record in kind]
    assert len(ids) == len(set(ids))
    for position in records.positions:
        _check_position(position, records)
    for event in records.events:
        while event is not None:
            assert event.type in ontology.types
            assert event.mode is None or (event.type, event.mode) in ontology.modes
            assert event.score is not None and -10 <= event.score <= 10
            assert event.modality in MODALITIES
            assert event.trigger.text and event.rule and event.derivation
            assert event.date is None or event.date.start <= event.date.end
            event = event.about


def _check_position(position: Position, records: Coded) -> None:
    content, sentence = position.content, position.statement
    assert position.stance in load_ontology().stances.tone
    assert set(position.acts) <= set(load_ontology().acts)
    assert position.modality in MODALITIES
    assert content.text.strip() == content.text != ""
    assert sentence.start <= content.start and content.end <= sentence.end
    assert {side.party for side in position.holder} == {position.party}
    assert position.party is None or position.party not in {s.party for s in position.toward}
    assert position.event is None or position.event in {e.id for e in records.events}
    assert position.quote is None or position.quote in {q.id for q in records.quotes}
    assert position.rule and position.derivation and position.evidence


@FEW
@given(text=any_text, code=codes)
def test_no_text_breaks_the_coder(text: str, code: str):
    records = _records(text, code)
    if records is not None:
        _check(records)


@FEW
@given(text=any_text)
def test_no_text_of_an_unknown_language_breaks_the_coder(text: str):
    _records(text, None)


@FEW
@given(news=broken_news())
def test_no_heap_of_news_words_breaks_the_coder(news: tuple[str, str]):
    records = _records(news[1], news[0])
    if records is not None:
        _check(records)


@pytest.mark.parametrize("code", CODES)
def test_every_span_is_cut_from_the_text(code: str):
    for text in SENTENCES[code]:
        records = _records(text, code)
        assert records is not None
        _check(records)


@FEW
@given(article=articles())
def test_the_same_article_gives_equal_records_and_exact_spans(article: tuple[str, str]):
    code, text = article
    first, second = _records(text, code), _records(text, code)
    assert first is not None
    assert first == second
    _check(first)


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u202e", "\u0301", "😀", "\U0001d400 ", "ﬁ ", "\0", "\r"]
)
def test_marks_that_move_offsets_leave_spans_exact(mark: str):
    text = f"{mark}Israel bombed {mark}Lebanon {mark}on Monday. {mark}Iran freed two Greek sailors."
    records = _records(text, "en")
    assert records is not None
    _check(records)
    assert records.events


BROKEN = [
    pytest.param(
        "Germany condemned Israel“. Monday night.",
    ),
    pytest.param(
        "Germany welcomed Poland's accusations against Russia.",
    ),
    "Germany condemned Israel”. Monday night.",
    "“Germany condemned “Israel”.",
    ") ; — Israel bombed ( Lebanon",
    "ISRAEL BOMBED LEBANON",
    "Israel; Lebanon; Syria; bombed.",
    "and and and Israel that that bombed if if",
    "Israel " * 450 + "bombed Lebanon.",
]


@pytest.mark.parametrize("text", BROKEN)
def test_broken_text_is_read(text: str):
    records = _records(text, "en")
    assert records is not None
    _check(records)


# Sentences of the cases in a table, with poison between them.

POISON = [("", "en"), (None, "en"), ("Kata.", "xx"), ("\0 ", "id")]


def _batch(rows: list[tuple[str | None, str]]) -> dict[str, pa.Table]:
    table = pa.table(
        {
            "text": pa.array([text for text, _ in rows], pa.string()),
            "language": [code for _, code in rows],
            "published": ["2024-03-05"] * len(rows),
            "id": [str(i) for i in range(len(rows))],
        }
    )
    return code_batch(table, coder=coder())


@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    rows=st.lists(st.tuples(codes, st.integers(0, 90)), min_size=1, max_size=5),
    poison=st.lists(st.sampled_from(POISON), max_size=3),
    seed=st.integers(0, 99),
)
def test_poisoned_rows_are_listed_and_lose_nothing(
    rows: list[tuple[str, int]], poison: list[tuple[str | None, str]], seed: int
):
    good = [(SENTENCES[code][i], code) for code, i in rows]
    mixed = [*good, *poison]
    random.Random(seed).shuffle(mixed)
    tables = _batch(mixed)
    rejected = [r["row"] for r in tables["rejects"].to_pylist()]
    assert rejected == [i for i, row in enumerate(mixed) if row in POISON]
    assert sorted(d["text"] for d in tables["documents"].to_pylist()) == sorted(t for t, _ in good)
    assert all(r["error"] and r["message"] for r in tables["rejects"].to_pylist())


def _by_document(tables: dict[str, pa.Table]) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for name in ("events", "quotes", "positions", "actors"):
        for row in tables[name].to_pylist():
            found.setdefault(row["document"], []).append(row)
    return found


def test_order_of_rows_changes_no_document():
    rows = [(text, code) for code in CODES for text in SENTENCES[code][::9]]
    straight = _by_document(_batch(rows))
    assert straight
    for seed in range(2):
        shuffled = rows.copy()
        random.Random(seed).shuffle(shuffled)
        assert _by_document(_batch(shuffled)) == straight
