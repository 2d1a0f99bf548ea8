"""Tables of events, quotes, actors and skipped sentences for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.table import Table
from rich.text import Text

from kabar.ontology.load import OPEN, load_ontology
from kabar.records import Actor, Coded, Event, Position, Quote, Side, Skipped
from kabar.views.labels import (
    about_labels,
    count,
    guessed_spans,
    kind_label,
    magnitude_label,
    one_line,
    score_label,
    side_label,
    when_label,
)

ROOMY = 110
"""From this many columns on, place and modality have columns of their own."""

_MODALITY_STYLE = {"future": "cyan", "hypothetical": "magenta", "negated": "dim"}


def tone(score: float | None) -> str:
    """Return the style of a score: green for cooperation, red for conflict."""
    if not score:
        return "yellow"
    return "green" if score > 0 else "red"


def event_table(events: Iterable[Event], *, width: int) -> Table:
    """Return who did what to whom, when, where and how sure, one event a row."""
    roomy = width >= ROOMY
    table = _table()
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    if roomy:
        table.add_column("When", max_width=18)
    else:
        table.add_column("When, where", width=13)
    table.add_column("Who", ratio=5)
    table.add_column("Did what", ratio=8)
    table.add_column("To whom", ratio=5)
    if roomy:
        table.add_column("How sure", no_wrap=True)
        table.add_column("Where", ratio=3, min_width=9)
    table.add_column("Score", justify="right", no_wrap=True)
    for number, event in enumerate(events, 1):
        when = Text(when_label(event.date) if event.date else "")
        where = Text(one_line(event.place.name) if event.place else "")
        cells = [
            Text(str(number)),
            when if roomy else _lines([when, where]),
            _lines(_sides(event, event.source)),
            _act(event, modality=not roomy),
            _targets(event),
        ]
        if roomy:
            cells += [Text(event.modality, _MODALITY_STYLE.get(event.modality, "")), where]
        table.add_row(*cells, Text(score_label(event.score), tone(event.score)))
    return _whole(table)


def quote_table(quotes: Iterable[Quote]) -> Table:
    """Return who said which words."""
    table = _table()
    table.add_column("Who", ratio=1)
    table.add_column("Said", ratio=3)
    for quote in quotes:
        who = [_side(quote.speaker) if quote.speaker else Text("unknown speaker", "italic dim")]
        if quote.addressee:
            who.append(Text("to ", "dim") + _side(quote.addressee))
        words = Text(one_line(quote.text), "italic")
        if quote.kind == "direct":
            words = Text.assemble("“", words, "”")
        cue = f" {one_line(quote.cue.text)}" if quote.cue else ""
        table.add_row(_lines(who), _lines([words, Text(f"{quote.kind}{cue}", "dim")]))
    return _whole(table)


def position_table(positions: Iterable[Position]) -> Table:
    """Return who takes which stance on what, one position a row."""
    table = _table()
    table.add_column("Party", ratio=2)
    table.add_column("Stance", no_wrap=True)
    table.add_column("What", ratio=6)
    table.add_column("Toward", ratio=2)
    for position in positions:
        stance = Text(position.stance, f"bold {stance_style(position.stance)}")
        what = [Text(one_line(position.content.text))]
        if position.condition:
            what.append(Text(f"if: {one_line(position.condition.text)}", "dim"))
        if position.speaker and position.speaker.party != position.party:
            what.append(Text(f"according to {side_label(position.speaker)}", "dim"))
        if position.modality != "asserted":
            style = _MODALITY_STYLE.get(position.modality, "")
            stance = _lines([stance, Text(position.modality, style)])
        holders, others = map(_side, position.holder), map(_side, position.toward)
        table.add_row(_lines(holders), stance, _lines(what), _lines(others))
    return _whole(table)


def stance_style(stance: str) -> str:
    """Return the style of a stance: green for one that gives or consents, red for a firm one."""
    return "green" if load_ontology().stances.tone[stance] == OPEN else "red"


def actor_table(actors: Iterable[Actor]) -> Table:
    """Return the actors with party, sector and the role held on the day."""
    table = _table()
    table.add_column("Actor", ratio=4)
    table.add_column("Party", no_wrap=True)
    table.add_column("Sector", no_wrap=True)
    table.add_column("Role", ratio=5)
    table.add_column("Kind", no_wrap=True)
    table.add_column("Named", justify="right", no_wrap=True)
    for actor in actors:
        name = Text(one_line(actor.name))
        if actor.candidates:
            name.append(f" or {count(len(actor.candidates), 'other')}", "dim")
        table.add_row(
            name,
            Text(one_line(actor.party), "bold") if actor.party else Text("?", "dim"),
            Text(one_line(actor.sector or "")),
            Text(one_line(actor.role or "")),
            Text(actor.kind, "dim"),
            Text(f"{len(actor.mentions)}×", "dim"),
        )
    return _whole(table)


def skipped_table(skipped: Iterable[Skipped]) -> Table:
    """Return the sentences that gave no record and why."""
    table = _table()
    table.add_column("Sentence", ratio=4)
    table.add_column("Why it gave nothing", ratio=1, style="dim")
    for sentence in skipped:
        table.add_row(Text(one_line(sentence.text)), Text(one_line(sentence.reason)))
    return _whole(table)


def why_table(coded: Coded) -> Table:
    """Return for each event the line of data that fired and the steps that led to it."""
    table = _table()
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("Read as", ratio=2)
    table.add_column("Because", ratio=3)
    for number, event in enumerate(coded.events, 1):
        read = [Text(kind_label(event), tone(event.score)), Text(event.rule, "dim")]
        steps = [Text(one_line(step)) for step in event.derivation]
        for each in event.evidence:
            step = Text(f"{each.role} ", "dim")
            step.append(f"“{one_line(each.text)}”", "italic")
            step.append("".join(f" {one_line(x)}" for x in (each.rule, each.detail) if x), "dim")
            steps.append(step)
        table.add_row(Text(str(number)), _lines(read), _lines(steps))
    return _whole(table)


def _table() -> Table:
    return Table(
        box=box.SIMPLE_HEAD,
        expand=True,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold dim",
    )


def _whole(table: Table) -> Table:
    """Let long words go on in the next line: an ellipsis would hide part of a record."""
    for column in table.columns:
        column.overflow = "fold"
    return table


def _lines(texts: Iterable[Text]) -> Text:
    return Text("\n").join(text for text in texts if text)


def _sides(event: Event, sides: Iterable[Side]) -> list[Text]:
    guessed = guessed_spans(event)
    return [_side(side, guessed=(side.start, side.end) in guessed) for side in sides]


def _side(side: Side, *, guessed: bool = False) -> Text:
    label = Text(side_label(side, guessed=guessed))
    if side.party is None and side.id is None:
        label.stylize("italic")
    return label


def _targets(event: Event) -> Text:
    if event.reciprocal and not event.target:
        return Text("each other", "dim")
    lines = _sides(event, event.target)
    if event.reciprocal:
        lines.append(Text("both ways", "dim"))
    return _lines(lines)


def _act(event: Event, *, modality: bool) -> Text:
    head = Text(kind_label(event), f"bold {tone(event.score)}")
    if modality and event.modality != "asserted":
        head.append(f" {event.modality}", f"not bold {_MODALITY_STYLE.get(event.modality, '')}")
    head.append(f" “{one_line(event.trigger.text)}”", "not bold italic default")
    lines = [head]
    lines += [Text(label, "dim") for label in about_labels(event)]
    if event.condition:
        lines.append(Text(f"if: {one_line(event.condition.text)}", "dim"))
    if event.said_by:
        lines.append(Text(f"according to {side_label(event.said_by)}", "dim"))
    lines += [Text(magnitude_label(magnitude)) for magnitude in event.magnitude]
    return _lines(lines)
