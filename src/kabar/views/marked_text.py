"""The article's text with the words that carry each record marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rich.text import Text

from kabar.records import Coded
from kabar.views.labels import neutral, superscript
from kabar.views.tables import tone

_ROLE_STYLES = {
    "operator": "bold",
    "source": "underline",
    "target": "underline",
    "date": "cyan",
    "place": "cyan",
    "magnitude": "cyan",
}


def marked_text(coded: Coded, *, styled: bool) -> Text:
    """Return the text with acts, sides, dates, places and quotes marked.

    The act of event 3 is followed by a raised 3; where styles cannot show, it stands in brackets.
    """
    text = coded.document.text
    marks = [(start, end, style) for start, end, style in _marks(coded) if start < end <= len(text)]
    acts, numbers = _acts(coded)
    brackets = () if styled else acts
    opening = {start for start, _ in brackets}
    closing = {end for _, end in brackets}
    cuts = {0, len(text), *opening, *numbers}
    for start, end, _ in marks:
        cuts |= {start, end}
    out = Text()
    bounds = sorted(cut for cut in cuts if cut <= len(text))
    active = _styles_between(bounds, marks)
    for start, end, style in zip(bounds, [*bounds[1:], len(text)], [*active, ""], strict=True):
        out.append("]" if start in closing else "")
        out.append(superscript(numbers.get(start, ())), "bold yellow")
        out.append("[" if start in opening else "")
        out.append(neutral(text[start:end]), style)
    return out


def legend(*, styled: bool) -> Text:
    """Return one line that says what the marks mean."""
    if not styled:
        return Text("[act]¹ = the words of event 1")
    parts = [
        Text.assemble(("act", "bold"), ("¹", "bold yellow"), " of event 1"),
        Text("who, to whom", "underline"),
        Text("when, where, how many", "cyan"),
        Text("quoted", "italic"),
    ]
    return Text("  ").join(parts)


def _acts(coded: Coded) -> tuple[set[tuple[int, int]], dict[int, list[int]]]:
    """Return the spans of the acts and the numbers of the events whose act ends at each offset."""
    spans: set[tuple[int, int]] = set()
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for number, event in enumerate(coded.events, 1):
        spans.add((event.trigger.start, event.trigger.end))
        numbers[event.trigger.end].append(number)
    # Of acts that lie inside one another only the outermost is bracketed.
    outer = {
        (start, end)
        for start, end in spans
        if not any((a, b) != (start, end) and a <= start and end <= b for a, b in spans)
    }
    return outer, numbers


def _marks(coded: Coded) -> Iterator[tuple[int, int, str]]:
    for quote in coded.quotes:
        yield quote.start, quote.end, "italic"
    for event in coded.events:
        for each in event.evidence:
            if each.role in _ROLE_STYLES:
                yield each.start, each.end, _ROLE_STYLES[each.role]
        for side in (*event.source, *event.target):
            yield side.start, side.end, "underline"
        for found in (event.date, event.place):
            if found:
                yield found.text_start, found.text_end, "cyan"
        for magnitude in event.magnitude:
            yield magnitude.start, magnitude.end, "cyan"
        yield event.trigger.start, event.trigger.end, f"bold {tone(event.score)}"


def _styles_between(bounds: list[int], marks: list[tuple[int, int, str]]) -> list[str]:
    """Return the styles in force from each bound to the next, later marks over earlier ones."""
    index = {bound: place for place, bound in enumerate(bounds)}
    styles: list[dict[str, None]] = [{} for _ in bounds[1:]]
    for start, end, style in marks:
        for place in range(index[start], index[end]):
            styles[place].pop(style, None)
            styles[place][style] = None
    return [" ".join(each) for each in styles]
