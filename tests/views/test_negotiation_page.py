"""The page shows the table with every claim linked to its words, and text in it stays text."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from kabar.analysis.moves import find_moves
from kabar.analysis.negotiation import negotiation_table
from kabar.analysis.statements import Statements, find_statements
from kabar.views.negotiation_page import MOST_SAID, table_page
from kabar.views.pages import MOST_STANCES
from tests.build import case, coded, issue, position, statement
from tests.views.talks import PORT, talks

ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section"),
    *("h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "a", "div", "span", "small", "br", "bdi"),
    *("i", "strong", "code", "mark", "blockquote", "article"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    *("lang", "charset", "name", "content", "http-equiv", "href", "id", "class", "scope", "dir"),
    *("aria-label", "role", "tabindex", "data-label"),
}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;b&gt;bold&lt;/b&gt;",
    "{{ 7*7777 }}{% raw %}",
    "abc\u202egnp.exe\u202c",
    "ze\u200bro\ufeff",
    "javascript:alert(1)",
    "</style></title></mark><img src=x onerror=alert(1)>",
    "<!-- <iframe src=http://evil.example/>",
    "]]><base href=//evil.example>",
    "bell\x07\x1b[2J\x00 \x85",
]


def page(*story: str) -> html.HtmlElement:
    return html.document_fromstring(table_page(*talks(*story)).encode())


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def shape(tree: html.HtmlElement) -> list[tuple[str, list[str]]]:
    return [(e.tag, sorted(e.attrib)) for e in tree.iter()]


def test_matrix_has_every_party_issue_and_stance() -> None:
    matrix = page().get_element_by_id("table")
    rows = [[text(cell) for cell in row] for row in matrix.iter("tr")]
    assert rows[0] == ["Issue", "Tovaria", "Kesh", "Lesund"]
    port, tariffs, gas = rows[1:]
    assert port[0] == "The port"
    assert port[1].startswith(f"demands 1× {PORT} 2024-03-01")
    assert port[2] == (
        "accepts 1× membuka pelabuhan, jika tarif dicabut 2024-03-08 [2.1] "
        "rejects 1× opening the port 2024-03-01 [1.4]"
    )
    assert tariffs[1].startswith("not: demands 1×")
    assert gas[1:] == ["no position found"] * 3


def test_issue_tells_relation_and_history_and_moves_tell_both_sentences() -> None:
    tree = page()
    port = text(tree.get_element_by_id("issue-1"))
    assert "halfway: TOV demands [1.3], KSH accepts [2.1]" in port
    assert "2 statements, this tone since 2024-03-08" in port
    assert "according to wire" in port
    assert port.index("2024-03-08 accepts") < port.index("2024-03-01 rejects")
    moved = text(tree.get_element_by_id("moved"))
    assert "Kesh yielded on The port, 2024-03-08" in moved
    assert "Kesh rejected opening the port." in moved
    assert "Kesh setuju membuka pelabuhan" in moved


def test_heading_says_what_was_counted_and_left_out() -> None:
    head = text(next(page().iter("header")))
    assert "2 articles · 5 positions · 4 statements" in head
    assert "1 holder is no party of the case" in head


def test_every_citation_leads_to_its_words_in_the_page() -> None:
    tree = page()
    ids = Counter(e.get("id") for e in tree.iter() if e.get("id"))
    assert set(ids.values()) == {1}
    links = list(tree.iter("a"))
    assert len([a for a in links if a.get("class") == "cite"]) >= 8
    assert {a.get("href")[1:] for a in links} <= set(ids)
    marked = {}
    for anchor in tree.iter("span"):
        if anchor.get("id"):
            mark = anchor.getnext()
            assert mark.tag == "mark" and not anchor.tail
            marked[anchor.get("id")] = mark.text_content()
    assert sorted(marked.values()) == sorted(
        [PORT, "opening the port", "membuka pelabuhan", "menuntut tarif"]
    )
    cell = tree.get_element_by_id("table").xpath(".//td")[0]
    assert marked[cell.find(".//a").get("href")[1:]] == PORT == text(cell.find(".//bdi"))


def test_sources_are_whole_paragraphs_numbered_as_cited() -> None:
    sources = page().get_element_by_id("sources")
    one, two = (text(article) for article in sources.iter("article"))
    assert one.startswith("1. Port talks 2024-03-01, a, id a1 1.3 On Friday Tovaria demanded")
    assert "1.4 Kesh rejected opening the port." in one
    assert two.startswith("2. b 2024-03-08, id a2 2.1 Kesh setuju membuka pelabuhan jika")


def test_text_names_its_language_and_finds_its_direction() -> None:
    tree = page()
    assert tree.get("lang") == "en"
    words = {text(e): e.get("lang") for e in tree.iter("bdi")}
    assert words["membuka pelabuhan"] == "id" and words[PORT] == "en"
    articles = list(tree.get_element_by_id("sources").iter("article"))
    assert [article.get("lang") for article in articles] == ["en", "id"]
    assert all(p.get("dir") == "auto" for article in articles for p in article.iter("p"))


def test_statements_over_the_limit_are_counted() -> None:
    rows = tuple(
        statement("NATO", "demands", None, document={"id": f"d{n:03}"})
        for n in range(MOST_SAID + 5)
    )
    known = case(issues=[issue("forces", "troops")])
    table = negotiation_table(known, Statements(rows, 1, len(rows), {}))
    tree = html.document_fromstring(table_page(table, []))
    assert len(tree.xpath("//ol/li")) == MOST_SAID + 1
    assert "and 5 earlier statements" in text(tree)
    assert "no date" in text(tree)


def test_stances_of_a_cell_over_the_limit_are_counted_and_lead_to_their_issue() -> None:
    stances = ("demands", "rejects", "threatens", "offers", "accepts", "denies", "promises")
    rows = tuple(statement("NATO", stance, date(2024, 3, 1)) for stance in stances)
    table = negotiation_table(case(), Statements(rows, 1, len(rows), {}))
    tree = html.document_fromstring(table_page(table, []))
    cell = tree.get_element_by_id("table").xpath(".//td")[0]
    assert len(cell.xpath(".//a[@class='cite']")) == MOST_STANCES
    more = cell.xpath(".//a[not(@class)]")[0]
    assert (text(more), more.get("href")) == ("2 other stances", "#issue-1")
    assert len(tree.get_element_by_id("issue-1").xpath(".//li")) == len(stances)


def test_changes_within_one_tone_are_counted_and_not_shown() -> None:
    rows = tuple(
        statement("NATO", stance, date(2024, 3, n))
        for n, stance in enumerate(("demands", "rejects", "threatens"), 1)
    )
    table = negotiation_table(case(), Statements(rows, 3, 3, {}))
    moves = find_moves(table)
    moved = html.document_fromstring(table_page(table, moves)).get_element_by_id("moved")
    assert [len(moves), len(moved.xpath(".//li"))] == [2, 0]
    assert "2 changes of stance within one tone not shown" in text(moved)


def test_an_empty_case_is_a_page() -> None:
    known = case()
    table = negotiation_table(known, find_statements(known, []))
    tree = html.document_fromstring(table_page(table, find_moves(table)))
    assert text(tree).count("no position found") == 3
    assert "No party turned from firm to open or back" in text(tree)


PLAIN = shape(page("the wheat plan", " plain"))


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_and_names_are_text(evil: str) -> None:
    tree = page(f"the {evil} plan", f" {evil}")
    assert shape(tree) == PLAIN
    assert {e.tag for e in tree.iter()} <= ELEMENTS
    assert {name for e in tree.iter() for name in e.attrib} <= ATTRIBUTES
    assert all(a.get("href").startswith("#") for a in tree.iter("a"))
    source = table_page(*talks(f"the {evil} plan", f" {evil}"))
    assert "54439" not in source
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", source)


@pytest.mark.parametrize("evil", [e for e in HOSTILE if e.isprintable()])
def test_hostile_words_are_shown_as_they_stand(evil: str) -> None:
    marks = [m.text_content() for m in page(f"the {evil} plan", evil).iter("mark")]
    assert f"the {evil} plan" in marks
    assert text(page(PORT, evil).find(".//h3")) == f"The port{evil}"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=20))
def test_no_text_changes_the_elements_of_the_page(said: str, named: str) -> None:
    tree = page(f"the {said} plan", f" {named}")
    assert shape(tree) == PLAIN


def test_hostile_document_language_and_id_are_text() -> None:
    evil = '"><script>alert(1)</script>\u202e'
    known = case()
    held = position("demands", "troops", text=f"{evil} troops")
    story = coded(
        f"{evil} troops", positions=[held], document={"id": evil, "language": evil, "title": evil}
    )
    table = negotiation_table(known, find_statements(known, [story]))
    page = table_page(table, [])
    assert "\u202e" not in page
    tree = html.document_fromstring(page)
    assert {e.tag for e in tree.iter()} <= ELEMENTS
    assert {e.get("lang") for e in tree.iter() if e.get("lang")} == {"en", evil[:-1]}


def test_broken_letters_of_records_can_be_written() -> None:
    evil = "\udc80 troops"
    held = position("demands", evil, text=evil)
    story = coded(evil, positions=[held], document={"id": evil, "language": evil, "title": evil})
    table = negotiation_table(case(), find_statements(case(), [story]))
    assert "\ufffd troops".encode() in table_page(table, []).encode("utf-8")


def test_nothing_can_be_loaded_from_outside() -> None:
    tree = page()
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert not re.search(r"https?:|script-src|\*", policy)
    assert {name for e in tree.iter() for name in e.attrib} <= ATTRIBUTES
    (style,) = tree.xpath("//style/text()")
    assert not re.search(r"url\(|@import|http", style)
    assert tree.xpath("//link | //script | //base | //form | //iframe | //object") == []


def test_the_same_talks_give_the_same_bytes() -> None:
    assert table_page(*talks()) == table_page(*talks())
