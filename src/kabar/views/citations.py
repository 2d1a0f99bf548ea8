"""Citations: from a claim to its words. Cited paragraphs are kept with their words marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kabar.records import Document


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a cited paragraph: marked or not, with the citations that begin at it."""

    text: str
    marked: bool
    anchors: tuple[str, ...]


@dataclass(slots=True)
class Paragraph:
    """A paragraph that is cited: where it stands, and the words that were."""

    number: int
    start: int
    end: int
    cited: dict[tuple[int, int], str] = field(default_factory=dict)
    """Anchor by span."""


@dataclass(slots=True)
class Source:
    """A cited document with its number among all cited ones."""

    number: int
    document: Document
    paragraphs: dict[int, Paragraph] = field(default_factory=dict)

    def in_order(self) -> list[Paragraph]:
        """Return the cited paragraphs in the order of the text."""
        return [self.paragraphs[start] for start in sorted(self.paragraphs)]

    def segments(self, paragraph: Paragraph) -> Iterator[Segment]:
        """Yield the paragraph cut where citations begin and end."""
        text, spans = self.document.text, paragraph.cited
        cuts = {paragraph.start, paragraph.end, *(cut for span in spans for cut in span)}
        bounds = sorted(cut for cut in cuts if paragraph.start <= cut <= paragraph.end)
        for first, last in pairwise(bounds):
            marked = any(start <= first and last <= end for start, end in spans)
            anchors = tuple(name for (start, _), name in sorted(spans.items()) if start == first)
            yield Segment(text[first:last], marked, anchors)


@dataclass(frozen=True, slots=True)
class Citation:
    """A link to words: where it leads and what is printed, `3.5` for paragraph 5 of document 3."""

    anchor: str
    label: str


class Citations:
    """Collects what a page cites; documents are numbered in the order they are first cited."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}

    def cite(self, document: Document, start: int, end: int) -> Citation:
        """Return the citation of a span of a document's text, the same one each time."""
        number = len(self._sources) + 1
        source = self._sources.setdefault(document.id, Source(number, document))
        text = document.text
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", max(start, end - 1))
        last = len(text) if last < 0 else last
        nth = text.count("\n", 0, first) + 1
        paragraph = source.paragraphs.setdefault(first, Paragraph(nth, first, last))
        paragraph.end = max(paragraph.end, last)
        name = f"d{source.number}-{start}-{end}"
        paragraph.cited.setdefault((start, end), name)
        return Citation(name, f"{source.number}.{nth}")

    @property
    def sources(self) -> list[Source]:
        """All cited documents in the order of their numbers."""
        return list(self._sources.values())
