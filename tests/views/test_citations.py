"""A citation leads to its words, and nothing of a cited paragraph is lost or changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kabar.views.citations import Citations, Source
from tests.build import document

TEXT = "One two three.\n\nFour five six.\nSeven."


def marked(source: Source) -> list[list[str]]:
    return [[s.text for s in source.segments(p) if s.marked] for p in source.in_order()]


def test_documents_are_numbered_as_cited_and_paragraphs_as_they_stand() -> None:
    citations = Citations()
    one, other = document(TEXT, id="a"), document("Alone.", id="b")
    labels = [
        citations.cite(other, 0, 5).label,
        citations.cite(one, 16, 20).label,
        citations.cite(one, 0, 3).label,
        citations.cite(one, 31, 36).label,
        citations.cite(other, 0, 5).label,
    ]
    assert labels == ["1.1", "2.3", "2.1", "2.4", "1.1"]
    assert [s.document.id for s in citations.sources] == ["b", "a"]


def test_the_same_span_is_the_same_citation() -> None:
    citations = Citations()
    assert citations.cite(document(TEXT), 4, 7) == citations.cite(document(TEXT), 4, 7)
    assert len(citations.sources) == 1


def test_only_cited_paragraphs_are_kept_with_the_cited_words_marked() -> None:
    citations = Citations()
    citations.cite(document(TEXT), 21, 25)
    citations.cite(document(TEXT), 4, 7)
    (source,) = citations.sources
    assert [source.document.text[p.start : p.end] for p in source.in_order()] == [
        "One two three.",
        "Four five six.",
    ]
    assert marked(source) == [["two"], ["five"]]


def test_words_cited_twice_are_marked_in_pieces_with_both_anchors() -> None:
    citations = Citations()
    outer, inner = citations.cite(document(TEXT), 0, 7), citations.cite(document(TEXT), 4, 14)
    (source,) = citations.sources
    (paragraph,) = source.in_order()
    segments = list(source.segments(paragraph))
    assert [s.text for s in segments] == ["One ", "two", " three."]
    assert [s.anchors for s in segments] == [(outer.anchor,), (inner.anchor,), ()]


def test_words_that_run_over_a_line_are_kept_whole() -> None:
    citations = Citations()
    citations.cite(document(TEXT), 16, 20)
    citations.cite(document(TEXT), 21, 36)
    (source,) = citations.sources
    assert marked(source) == [["Four", "five six.\nSeven"]]


@st.composite
def cited(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """Return a text and spans of it that begin and end with a letter, as contents do."""
    text = draw(st.text(st.sampled_from("ab \n"), max_size=30)) + "a"
    letters = [n for n, letter in enumerate(text) if letter in "ab"]
    pairs = st.tuples(st.sampled_from(letters), st.sampled_from(letters))
    return text, [(min(pair), max(pair) + 1) for pair in draw(st.lists(pairs, max_size=6))]


@given(cited())
def test_paragraphs_are_whole_and_every_anchor_stands_once_before_its_words(
    value: tuple[str, list[tuple[int, int]]],
) -> None:
    text, spans = value
    citations = Citations()
    anchors = {citations.cite(document(text), *span).anchor: span for span in spans}
    found: dict[str, int] = {}
    for source in citations.sources:
        for paragraph in source.in_order():
            at = paragraph.start
            for segment in source.segments(paragraph):
                assert text[at : at + len(segment.text)] == segment.text
                for anchor in segment.anchors:
                    assert anchor not in found
                    found[anchor] = at
                    assert segment.marked
                at += len(segment.text)
            assert at == paragraph.end
    assert found == {anchor: start for anchor, (start, _) in anchors.items()}
