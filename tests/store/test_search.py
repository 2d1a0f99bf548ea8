"""Any word of a text finds it, in any script; whatever is typed is answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.store.asking import OR, read_question
from kabar.store.folding import words_at, words_of
from kabar.store.listing import DocumentFilter
from kabar.store.quotes import QuoteFilter, all_quotes, count_quotes, find_quotes
from kabar.store.search import document_ids, documents_of, find_documents, reading_condition
from kabar.store.search_index import count_left, index_new
from kabar.store.snippets import marked, snippet
from kabar.store.store import Store
from tests.build import coded, quote
from tests.store.build_store import AGAIN, RUN, new_store

TEXTS = {
    "ar": "قال مُحَمَّد الأحمد إن المُفاوضات مستمرة في القاهرة.",
    "de": "Die Straße nach İstanbul führt über Zürich.",
    "en": "The cease-fire talks in Cairo, Qur'an in hand, failed.\nNobody spoke.",
    "hi": "भारत और पाकिस्तान के बीच वार्ता",
    "id": "Menteri Luar Negeri menolak usulan gencatan senjata.",
    "ja": "ｶﾞﾗｽ会談は東京で行われた",
    "ko": "한국과 미국이 회담을 열었다",
    "th": "นายกรัฐมนตรีไทยกล่าวว่าการเจรจาสันติภาพจะดำเนินต่อไป",
    "zh": "中国外交部发言人林剑说,中美两国将在北京举行会谈。",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("search") / "search.db"
    with Store(str(path)) as made:
        made.begin(RUN)
        for language, text in TEXTS.items():
            made.add(coded(text, document={"id": language, "language": language}), RUN)
        index_new(made)
        yield made


def found(store: Store, typed: str) -> set[str]:
    with store.reading() as connection:
        answer = documents_of(connection, typed)
        assert set(document_ids(connection, typed)) == answer
        assert find_documents(connection, typed).total == (len(answer) if typed.strip() else 0)
    return answer


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("محمد", "ar"),
        ("احمد OR الاحمد", "ar"),
        ("المفاوضات القاهرة", "ar"),
        ("STRASSE istanbul", "de"),
        ("zurich", "de"),
        ('"cease fire"', "en"),
        ("cease-fire", "en"),
        ("qur'an", "en"),
        ("talk*", "en"),
        ("“in hand”", "en"),
        ("talks -cairo", ""),
        ('"fire cease"', ""),
        ("cairo OR senjata", "en id"),
        ("cairo OR senjata -menolak", "en"),
        ("-cairo", "ar de hi id ja ko th zh"),
        ("OR", ""),
        ("in OR", "en"),
        ('"unclosed talks', ""),
        ('"cease fire', "en"),
        ("वार्ता", "hi"),
        ("gencatan   senjata", "id"),
        ("ガラス", "ja"),
        ("회담을", "ko"),
        ("เจรจา", "th"),
        ("สันติภาพ ไทย", "th"),
        ("北京", "zh"),
        ("京北", ""),
        ("发言人 会谈", "zh"),
        ("-", ""),
        ("%", ""),
        ("title:cairo", ""),
        ("NEAR(talks cairo)", ""),
        ("*", ""),
    ],
)
def test_questions_find_texts(store, typed, ids):
    assert found(store, typed) == set(ids.split())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_whatever_is_typed_is_answered(store, typed):
    found(store, typed)
    with store.reading() as connection:
        count_quotes(connection, QuoteFilter(words=typed, speaker=typed))


@given(st.text(alphabet='ab"*-()^:+{}\\ORNEAR ', max_size=60))
@settings(max_examples=150, deadline=None)
def test_syntax_of_the_index_is_never_reached(store, typed):
    found(store, typed)


def test_long_questions_are_answered(store):
    found(store, "a " * 5_000)
    found(store, "京" * 5_000)
    found(store, '"' + "word " * 5_000)
    found(store, " OR ".join(["word"] * 3_000))


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=80), chance=st.randoms())
def test_any_word_of_a_text_finds_it(text, chance):
    marks = set('"“”„‟«»「」『』＂')
    words = [word.lstrip("-").rstrip("*") for word in text.split() if not marks & set(word)]
    words = [word for word in words if words_of(word) and word != OR]
    if not words:
        return
    with new_store() as made:
        made.add(coded(text, document={"id": "d"}), RUN)
        index_new(made)
        assert found(made, chance.choice(words)) == {"d"}


@given(st.text(max_size=200))
@settings(max_examples=300)
def test_words_of_a_text_stand_where_they_are_said_to(text):
    at = 0
    for word in words_at(text):
        assert 0 <= word.start < word.end <= len(text) and word.start >= at
        assert word.form in words_of(text[word.start : word.end])
        at = word.start


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_words_are_the_same_with_and_without_their_places(text):
    assert [word.form for word in words_at(text)] == words_of(text)


@given(st.text(max_size=400), st.text(max_size=40))
@settings(max_examples=200)
def test_pieces_joined_are_the_text(text, typed):
    question = read_question(typed)
    assert "".join(piece.text for piece in marked(text, question)) == text
    part = snippet(text, question, width=60)
    assert "".join(piece.text for piece in part.pieces) == text[part.start : part.end]


@pytest.mark.parametrize(
    ("typed", "language", "hits"),
    [
        ("محمد", "ar", ["مُحَمَّد"]),
        ("北京会谈 北京", "zh", ["北京"]),
        ("ไทย", "th", ["ไทย"]),
        ("strasse", "de", ["Straße"]),
        ("ガラス", "ja", ["ｶﾞﾗｽ"]),
        ('"cease fire" tal*', "en", ["cease-fire", "talks"]),
    ],
)
def test_hits_are_marked_in_the_words_of_the_text(typed, language, hits):
    pieces = snippet(TEXTS[language], read_question(typed)).pieces
    assert [piece.text for piece in pieces if piece.hit] == hits


def test_a_snippet_is_cut_around_most_of_what_was_asked():
    text = "war " + "nothing here. " * 60 + "The war and the peace talks. " + "More words. " * 60
    part = snippet(text, read_question("war peace"))
    assert [piece.text for piece in part.pieces if piece.hit] == ["war", "peace"]
    assert not part.is_begin and not part.is_end and part.end - part.start < 300


def test_those_that_answer_best_come_first(store):
    with new_store() as made:
        once = "Talks were held. " + "Other things happened as well. " * 20
        made.add(coded(once, document={"id": "text"}), RUN)
        made.add(coded("Other. " + once, document={"id": "title", "title": "Talks"}), RUN)
        index_new(made)
        with made.reading() as connection:
            assert [hit.row.id for hit in find_documents(connection, "talks").rows] == [
                "title",
                "text",
            ]


def test_filters_of_the_list_hold(store):
    with store.reading() as connection:
        chosen = DocumentFilter(languages=("en",))
        assert find_documents(connection, "in OR 北京", chosen=chosen).total == 1
        assert document_ids(connection, "", chosen) == ["en"]


def test_the_index_follows_what_is_added_and_recoded():
    text = "Ann spoke. Bob spoke."
    with new_store() as made:
        first = quote("spoke. Bob", text=text, speaker="Ann")
        made.add(coded(text, quotes=[first], document={"id": "d"}), RUN)
        with made.reading() as connection:
            assert count_left(connection) == 1 and documents_of(connection, "ann") == set()
        assert (index_new(made), index_new(made)) == (1, 0)
        again = replace(first, text="Ann", start=0, end=3)
        made.add(coded(text, quotes=[again], document={"id": "d"}), AGAIN)
        assert index_new(made) == 1
        with made.reading() as connection:
            assert find_documents(connection, "ann").total == 1
            assert [row.text for row in find_quotes(connection, QuoteFilter("ann OR bob"))] == [
                "Ann"
            ]
            assert count_left(connection) == 0


def test_the_index_grows_in_parts():
    with new_store() as made:
        for number in range(5):
            made.add(coded(f"word{number}", document={"id": str(number)}), RUN)
        assert [index_new(made, limit=2) for _ in range(4)] == [2, 2, 1, 0]


def test_quotes_are_found_by_words_and_speaker():
    text = "Ann Lee said no. Bob said yes and no."
    quotes = [
        quote("no", text=text, id="q1", speaker="Ann Lee"),
        quote("yes and no", text=text, id="q2", speaker="Bob", kind="indirect"),
    ]
    with new_store() as made:
        made.add(coded(text, quotes=quotes, document={"id": "d"}), RUN)
        index_new(made)
        for chosen, ids in (
            (QuoteFilter("no"), "q1 q2"),
            (QuoteFilter("no -yes"), "q1"),
            (QuoteFilter("-yes"), "q1"),
            (QuoteFilter("ann"), ""),
            (QuoteFilter(speaker="lee"), "q1"),
            (QuoteFilter("no", speaker="-bob"), "q1"),
            (QuoteFilter("no", speaker="bob"), "q2"),
            (QuoteFilter("-"), ""),
            (QuoteFilter(kinds=("indirect",)), "q2"),
        ):
            with made.reading() as connection:
                assert {row.id for row in all_quotes(connection, chosen)} == set(ids.split())
                assert count_quotes(connection, chosen) == len(ids.split())


def test_without_an_index_the_texts_are_read(tmp_path: Path):
    with Store(str(tmp_path / "plain.db")) as made:
        made.begin(RUN)
        made.add(coded("Talks in Cairo 100%", document={"id": "d"}), RUN)
        with made.writing() as connection:
            for name in ("text_index", "quote_index"):
                connection.exec_driver_sql(f"DROP TABLE {name}")
        assert index_new(made) == 0
        for typed, total in (("cairo", 1), ("talks -cairo", 0), ("100%", 1), ("%", 0), ("x", 0)):
            assert len(found(made, typed)) == total


def test_an_empty_question_wants_nothing():
    assert read_question(" -- ** ").is_empty
    assert str(reading_condition(read_question(""))) == "false"
