"""One coded article for people: heading, tables of records, and the text with marks."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from kabar.records import Coded
from kabar.views.labels import ASSUMED, count, one_line
from kabar.views.marked_text import legend, marked_text
from kabar.views.tables import (
    actor_table,
    event_table,
    position_table,
    quote_table,
    skipped_table,
    why_table,
)

WIDEST_TEXT = 100
"""Longer lines of running text are hard to read."""

WIDEST_TABLE = 160
"""Wider tables tear apart what belongs together."""


def print_article(
    coded: Coded, console: Console, *, language: str, skipped: bool = False, why: bool = False
) -> None:
    """Print one coded article; `language` is the name of its language."""
    console.print(_heading(coded, language))
    events = event_table(coded.events, width=min(console.width, WIDEST_TABLE))
    _section(console, "Events", events if coded.events else None)
    if any(event.date and event.date.precision == ASSUMED for event in coded.events):
        note = "~ no words give the day: it is taken from the story or its publication"
        console.print(Text(f" {note}\n", "dim"), width=min(console.width, WIDEST_TABLE))
    if why and coded.events:
        _section(console, "Why", why_table(coded))
    _section(console, "Quotes", quote_table(coded.quotes) if coded.quotes else None)
    positions = position_table(coded.positions) if coded.positions else None
    _section(console, "Positions", positions)
    _section(console, "Actors", actor_table(coded.actors) if coded.actors else None)
    if skipped:
        _section(console, "Skipped", skipped_table(coded.skipped) if coded.skipped else None)
    styled = console.is_terminal and not console.is_dumb_terminal
    text = Group(legend(styled=styled), Text(), marked_text(coded, styled=styled))
    _section(console, "Text", Padding(text, (1, 0, 0, 0)), widest=WIDEST_TEXT)


def _heading(coded: Coded, language: str) -> RenderableType:
    document = coded.document
    title = one_line(document.title or document.origin or "Untitled")
    day = document.published.isoformat() if document.published else "no date"
    facts = [day, language]
    if document.title and document.origin:
        facts.append(one_line(document.origin))
    counts = [
        count(len(coded.events), "event"),
        count(len(coded.quotes), "quote"),
        count(len(coded.positions), "position"),
        count(len(coded.actors), "actor"),
        f"{count(len(coded.skipped), 'sentence')} skipped",
    ]
    return Group(
        Text(),
        Text(title, "bold"),
        Text(" · ".join(facts), "dim"),
        Text(" · ".join(counts), "dim"),
        Text(),
    )


def _section(
    console: Console,
    name: str,
    content: RenderableType | None,
    *,
    widest: int = WIDEST_TABLE,
) -> None:
    width = min(console.width, WIDEST_TABLE)
    console.print(Rule(Text(name, "bold"), align="left", style="dim"), width=width)
    if content is None:
        console.print(Padding(Text("none found", "dim"), (0, 0, 1, 0)))
    else:
        console.print(content, width=min(width, widest))
