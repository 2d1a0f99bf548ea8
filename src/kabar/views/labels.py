"""Short words for records, used by every view, and article text made safe to print."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from kabar.records import Event, Magnitude, Side, When

# A terminal obeys these; shown as pictures they do nothing. Overrides and isolates reorder what
# stands around them; the plain marks (U+200E, U+200F) and joiners belong to ordinary text.
_NEUTRAL: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **dict.fromkeys((0x09, 0x0D, 0x85, 0x2028, 0x2029), " "),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF), ""),
    **dict.fromkeys(range(0xE0000, 0xE0080), ""),
    0x0A: "\n",
}

ASSUMED = "assumed"
"""Precision of a day that no words give: the story's own, or that of publication."""

GUESSED = "party guessed"
"""How the detail of a participant's evidence begins where its party is a guess."""

_SUPERSCRIPT = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹˒")


def neutral(text: str) -> str:
    """Return text that no terminal obeys: controls as pictures, bidi overrides gone, lines kept."""
    return text.translate(_NEUTRAL)


def one_line(text: str) -> str:
    """Return neutral text on one line, runs of white space as one blank."""
    return " ".join(neutral(text).split())


def count(number: int, noun: str) -> str:
    """Return a number with its noun: `1 event`, `4 events`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def day_label(day: date | None) -> str:
    """Return a day as it is written everywhere, `no date` where there is none."""
    return day.isoformat() if day is not None else "no date"


def kind_label(event: Event) -> str:
    """Return the type and mode of an event: `CONSULT visit`."""
    return f"{event.type} {event.mode}" if event.mode else event.type


def guessed_spans(event: Event) -> set[tuple[int, int]]:
    """Return where the participants stand whose party is a guess, as their evidence says."""
    return {
        (each.start, each.end)
        for each in event.evidence
        if each.detail is not None and each.detail.startswith(GUESSED)
    }


def side_label(side: Side, *, guessed: bool = False) -> str:
    """Return a participant by name and party: `Ilse Marn (TOV)`.

    `police (TOV?)` where the party is guessed, `two sides (?)` where there is none.
    """
    name = one_line(side.name or side.text)
    if side.party is None:
        return f"{name} (?)"
    if name == side.party and not guessed:
        return name
    return f"{name} ({one_line(side.party)}{'?' if guessed else ''})"


def when_label(when: When) -> str:
    """Return an interval as short as it is exact: a day, `2024-03`, `2024`, `2024-03-11–17`.

    A day that no words give has a `~` before it.
    """
    first, last = when.start, when.end
    if when.precision == ASSUMED:
        return f"~{first.isoformat()}"
    if when.precision == "since":
        return f"since {_open_start(first)}"
    if first == last:
        return first.isoformat()
    if first.year == last.year and _whole_years(first, last):
        return f"{first.year:04d}"
    if (first.year % 10, last.year) == (0, first.year + 9) and _whole_years(first, last):
        return f"{first.year}s"
    if first.day == 1 and _last_of_month(first) == last:
        return first.isoformat()[:7]
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.isoformat()}–{last:%d}"
    end = f"{last:%m-%d}" if first.year == last.year else last.isoformat()
    return f"{first.isoformat()} – {end}"


def magnitude_label(magnitude: Magnitude) -> str:
    """Return a number and what it counts: `2,000 protesters`, `over 40 killed`."""
    bound = {"min": "over ", "max": "up to ", "about": "about "}.get(magnitude.bound or "", "")
    value = f"{magnitude.value:,.2f}".rstrip("0").rstrip(".")
    unit = f" {magnitude.unit}" if magnitude.unit else ""
    return one_line(f"{bound}{value}{unit} {magnitude.kind}")


def about_labels(event: Event) -> list[str]:
    """Return what a speech act is about, by party, one line for each level, outermost first."""
    lines: list[str] = []
    inner = event.about
    while inner is not None:
        source, target = _parties(inner.source), _parties(inner.target)
        sides = f": {source or '?'} → {target}" if target else f": {source}" if source else ""
        lines.append(f"about {kind_label(inner)}{sides}")
        inner = inner.about
    return lines


def score_label(score: float | None) -> str:
    """Return a score with its sign, one decimal: `+4.0`; empty where there is none."""
    return "" if score is None else f"{score:+.1f}"


def superscript(numbers: Iterable[int]) -> str:
    """Return small raised numbers: `¹˒²`."""
    return ",".join(str(number) for number in numbers).translate(_SUPERSCRIPT)


def _parties(sides: Iterable[Side]) -> str:
    return ", ".join(one_line(side.party or side.name or side.text) for side in sides)


def _open_start(day: date) -> str:
    if (day.month, day.day) == (1, 1):
        return f"{day.year:04d}"
    return day.isoformat()[:7] if day.day == 1 else day.isoformat()


def _whole_years(first: date, last: date) -> bool:
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
