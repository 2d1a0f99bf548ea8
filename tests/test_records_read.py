"""JSON lines give back the records that they were printed from."""

from __future__ import annotations

import pytest

from kabar.errors import BadInput
from kabar.records_io import to_json_lines
from kabar.records_read import read_json_lines
from tests.build import coded, event, harbour
from tests.coding import coded as read_coded
from tests.views.talks import stories

ARTICLE = (
    "NATO on Monday demanded that Russia withdraw its troops from Ukraine. “We will not be "
    "threatened,” Kremlin spokesman Dmitry Peskov said. Police arrested 12 protesters in Jakarta."
)


@pytest.mark.parametrize(
    "article",
    [harbour(), *stories(), read_coded(ARTICLE)],
    ids=["built", "talks", "perundingan", "read"],
)
def test_records_come_back_equal(article):
    lines = list(to_json_lines(article, skipped=True))
    (again,) = read_json_lines(lines, "records.jsonl")
    assert again == article


def test_the_article_that_is_read_has_positions():
    assert read_coded(ARTICLE).positions


def test_articles_come_back_in_order():
    articles = [coded("One.", document={"id": "a"}), harbour(), coded("Two.", document={"id": "b"})]
    lines = [line for each in articles for line in to_json_lines(each)]
    found = list(read_json_lines(lines, "records.jsonl"))
    assert [each.document.id for each in found] == ["a", "d1", "b"]
    assert found[1].events == harbour().events


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "no records"),
        (["{"], "line 1: no JSON"),
        (["[1]"], "line 1: no record"),
        (['{"record": "tree"}'], "line 1: no record"),
        (['{"record": "event"}'], "line 1: a record before its document"),
        (["[" * 100_000], "line 1: no JSON"),
    ],
)
def test_what_is_no_record_is_told_with_its_line(lines, said):
    with pytest.raises(BadInput, match=said):
        list(read_json_lines(lines, "records.jsonl"))


def test_record_of_another_version_is_told_with_its_document():
    document, *_ = to_json_lines(coded(events=[event("PROTEST", trigger="marched")]))
    with pytest.raises(BadInput, match="a record of d1 is not as this version prints it"):
        list(read_json_lines([document, '{"record": "event", "type": 3}'], "records.jsonl"))
