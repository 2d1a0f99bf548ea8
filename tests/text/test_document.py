"""Documents: the text is fixed once, its id is its content's."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.errors import BadInput
from kabar.text.document import citable, content_id, make_document, parse_published

ANY_TEXT = st.text(st.characters(codec=None), max_size=300)


def test_id_depends_on_the_text_alone():
    first = make_document("Menteri itu pergi.", origin="a.txt", title="Judul")
    again = make_document("Menteri itu pergi.", published="2022-01-12", language="id")
    other = make_document("Menteri itu datang.")
    assert first.id == again.id != other.id


def test_id_is_the_same_in_every_run():
    assert content_id("Menteri itu pergi.") == "9b167ee21d6f72e2e35b"


def test_line_ends_nul_and_composed_letters():
    document = make_document("Satu\r\ndua\rtiga\0 Jose\u0301\u200b")
    assert document.text == "Satu\ndua\ntiga José\u200b"


def test_right_to_left_and_zero_width_marks_stay():
    text = "\u202eabc\u202c \u200d \u200fاب"
    assert make_document(text).text == text


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (None, None),
        ("2022-01-12", date(2022, 1, 12)),
        (" 2022-01-12T23:30:00+07:00 ", date(2022, 1, 12)),
        (date(2022, 1, 12), date(2022, 1, 12)),
        (datetime(2022, 1, 12, 5), date(2022, 1, 12)),
    ],
)
def test_published_reads_dates_times_and_iso(given_, expected):
    assert parse_published(given_) == expected


@pytest.mark.parametrize("wrong", ["12 Januari 2022", "2022-13-01", "", "yesterday"])
def test_published_that_is_no_date_is_refused_with_its_cure(wrong):
    with pytest.raises(BadInput, match="YYYY-MM-DD"):
        parse_published(wrong)


@pytest.mark.parametrize("empty", ["", " \n\t", "\0", "\r\n"])
def test_empty_text_is_refused(empty):
    with pytest.raises(BadInput, match="empty"):
        make_document(empty)


def test_unknown_language_is_named_so():
    assert make_document("Halo.").language == "und"


@given(ANY_TEXT)
def test_any_text_becomes_citable_once_and_for_all(text):
    fixed = citable(text)
    assert citable(fixed) == fixed
    assert "\0" not in fixed and "\r" not in fixed
    assert fixed.encode("utf-8").decode("utf-8") == fixed
