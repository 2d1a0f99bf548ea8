"""A language's time expressions, loaded from `dates.toml`: words by class, and templates.

A template is a line of words and slots, e.g. `"{weekday:weekday} ,? {day} {month} <{year}>?"`:

- `{class}` takes a word of that class and binds its value; `{class:name}` binds it as `name`;
- `a|b` takes either word, `x?` may be absent, `<...>?` may be absent as a whole;
- `[in|on]` must stand there but is not part of the expression.

Templates are merged into one trie, so that a sentence is walked once for all of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from kabar.errors import BadLanguageData
from kabar.extract.dates_operations import OPERATIONS
from kabar.languages.load import Language

PIECE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?!\d)|(?<![\d.,/])\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)"
    r"|(?<![\d.,/])\d{1,2}/\d{1,2}(?:/\d\d)?(?![\d/])|\d+(?:[.,:]\d+)+|\d+[^\W\d_]*|[^\W\d_]+|[^\w\s]"
)
"""Dates in figures, other numbers (with separators, with letters: *17th*), words, signs."""
MAX_VARIANTS = 4096
_SYMBOL = re.compile(r"<|>\??|\[[^\]]+\]|\{(\w+)(?::(\w+))?\}\??|[^\s<>\[\]{}]+")


@dataclass(frozen=True, slots=True)
class Symbol:
    """One place of a template: a word, or a slot with the name its value is bound to."""

    word: str | None
    slot: str | None = None
    name: str | None = None
    inside: bool = True
    """Whether it is part of the expression's words."""


@dataclass(slots=True)
class Node:
    """One step of the template trie; `ends` holds (operation, rule, rank) of templates."""

    words: dict[tuple[str, bool], Node] = field(default_factory=dict)
    slots: dict[str, list[tuple[str, Node]]] = field(default_factory=dict)
    ends: list[tuple[str, str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or phrase can be: a class, its value, and the words it takes."""

    slot: str
    value: Any
    words: tuple[str, ...]
    written: str
    """`any`, `capital` (only capitalised: *May*), `small` (only in lower case)."""


@dataclass(frozen=True, slots=True)
class DateTables:
    """One language's time expressions; load once, use for every sentence."""

    code: str
    meanings: Mapping[str, tuple[Meaning, ...]]
    """First word to what may begin there, longest phrase first."""
    templates: Node
    ranges: Node
    """Templates over found dates (slot `when`): *from A to B*, *since A*."""
    distances: Node
    """Templates of how far one act lies from another: *a day after …*."""
    orders: tuple[str, ...]
    ordinal_endings: frozenset[str]
    decade_endings: frozenset[str]
    bare_decades: bool
    """Whether a decade may be written as figures alone, its ending apart (*tahun 1990 - an*)."""
    past_endings: tuple[str, ...]
    verb_beginnings: tuple[str, ...]
    not_verbs: frozenset[str]


def load_dates(language: Language) -> DateTables:
    """Return a language's time expressions; a language without `dates.toml` finds figures only.

    Raises BadLanguageData where a template names a class or an operation that does not exist.
    """
    path = language.folder / "dates.toml"
    source = path.read_text(encoding="utf-8") if path.is_file() else ""
    data = tomllib.loads(source)
    meanings = _load_meanings(data)
    known = {m.slot for ms in meanings.values() for m in ms} | COMPUTED
    rules = _rule_lines(source, f"{language.code}/dates")
    templates, ranges, distances = Node(), Node(), Node()
    for section, root, slots, operations in (
        ("templates", templates, known, OPERATIONS),
        ("ranges", ranges, frozenset({"when"}), RANGES),
        ("distances", distances, known, DISTANCES),
    ):
        for operation, lines in data.get(section, {}).items():
            if operation not in operations:
                raise BadLanguageData(
                    f"{language.code}/dates.toml: unknown operation '{operation}' in {section}; "
                    f"use one of {', '.join(sorted(operations))}"
                )
            for line in lines:
                _plant(root, line, operation, rules[line], slots)
    return DateTables(
        language.code,
        meanings,
        templates,
        ranges,
        distances,
        tuple(data.get("figure_orders", ("dmy",))),
        frozenset(data.get("ordinal_endings", ())),
        frozenset(data.get("decade_endings", ())),
        bool(data.get("bare_decades", False)),
        tuple(data.get("past_endings", ())),
        tuple(data.get("verb_beginnings", ())),
        frozenset(data.get("not_verbs", ())),
    )


RANGES = frozenset({"since", "span", "alike"})
"""What a template over dates may do: open one to publication, join two, join two of one kind."""
DISTANCES = frozenset({"after", "before"})
"""Whether the act behind the words came first or later."""
COMPUTED = frozenset({"day", "number", "year", "decade", "figures", "short_figures"})
"""Classes read from figures rather than from tables; a language may add words to them."""


def split_words(phrase: str) -> tuple[str, ...]:
    """Return a phrase cut the way sentences are cut, in lower case."""
    return tuple(m.group().lower() for m in PIECE.finditer(phrase.replace("’", "'")))


def _load_meanings(data: Mapping[str, Any]) -> dict[str, tuple[Meaning, ...]]:
    """Return the words of all classes by first word; abbreviations also take a full stop."""
    capital, small = set(data.get("capital_only", ())), set(data.get("small_only", ()))
    ambiguous = set(data.get("ambiguous_months", ()))
    found: dict[str, list[Meaning]] = {}

    def add(slot: str, phrase: str, value: Any) -> None:
        written = "any"
        if phrase in capital and slot in ("month", "clear_month", "weekday", "short_month"):
            written = "capital"
        elif phrase in small and slot == "unit":
            written = "small"
        words = split_words(phrase)
        found.setdefault(words[0], []).append(Meaning(slot, value, words, written))

    for slot, words in data.get("words", {}).items():
        pairs = words.items() if isinstance(words, dict) else ((w, True) for w in words)
        for phrase, value in pairs:
            value = tuple(value) if isinstance(value, list) else value
            if slot == "month" and phrase not in ambiguous:
                add("clear_month", phrase, value)
            if slot in ("short_month", "short_weekday"):
                full = slot.removeprefix("short_")
                add(full if full == "month" else slot, f"{phrase}.", value)
                if full == "month":
                    add("month", phrase, value)
                    continue
            add(slot, phrase, value)
    return {first: tuple(sorted(ms, key=lambda m: -len(m.words))) for first, ms in found.items()}


def _rule_lines(source: str, prefix: str) -> dict[str, str]:
    """Return the line each quoted template stands on, as a rule id."""
    lines: dict[str, str] = {}
    for number, line in enumerate(source.splitlines(), 1):
        for quoted in re.findall(r'"((?:[^"\\]|\\.)*)"', line):
            lines.setdefault(quoted, f"{prefix}:{number}")
    return lines


def _plant(root: Node, line: str, operation: str, rule: str, known: AbstractSet[str]) -> None:
    """Add every variant of a template to the trie."""
    variants = list(_variants(line, rule))
    rank = int(rule.rpartition(":")[2])
    if len(variants) > MAX_VARIANTS:
        raise BadLanguageData(f"{rule}: '{line}' has {len(variants)} variants; split it")
    for symbols in variants:
        node = root
        for symbol in symbols:
            if symbol.slot is not None and symbol.slot not in known:
                raise BadLanguageData(
                    f"{rule}: unknown class '{symbol.slot}' in '{line}'; "
                    f"use one of {', '.join(sorted(known))}"
                )
            node = _step(node, symbol)
        if symbols and (operation, rule, rank) not in node.ends:
            node.ends.append((operation, rule, rank))


def _step(node: Node, symbol: Symbol) -> Node:
    """Return the node after a symbol, made if it is new."""
    if symbol.slot is None:
        return node.words.setdefault((symbol.word or "", symbol.inside), Node())
    name = symbol.name or symbol.slot
    branches = node.slots.setdefault(symbol.slot, [])
    for known_name, child in branches:
        if known_name == name:
            return child
    branches.append((name, Node()))
    return branches[-1][1]


def _variants(line: str, rule: str) -> Iterator[tuple[Symbol, ...]]:
    """Yield the plain sequences a template stands for."""
    items = list(_SYMBOL.finditer(line))
    sequence, rest = _parse(items, 0, rule, nested=False)
    if rest != len(items):
        raise BadLanguageData(f"{rule}: '>' without '<' in '{line}'")
    yield from sequence


def _parse(
    items: list[re.Match[str]], at: int, rule: str, *, nested: bool
) -> tuple[list[tuple[Symbol, ...]], int]:
    """Return the variants of a run of symbols and where it ends."""
    steps: list[list[tuple[Symbol, ...]]] = []
    while at < len(items):
        text = items[at].group()
        if text.startswith(">") and len(text) <= 2:
            if not nested:
                break
            return _join(steps), at
        if text == "<":
            inner, at = _parse(items, at + 1, rule, nested=True)
            if at >= len(items):
                raise BadLanguageData(f"{rule}: '<' is never closed")
            optional = items[at].group().endswith("?")
            steps.append([(), *inner] if optional else inner)
        else:
            steps.append(_single(items[at]))
        at += 1
    return _join(steps), at


def _join(steps: list[list[tuple[Symbol, ...]]]) -> list[tuple[Symbol, ...]]:
    return [tuple(s for part in choice for s in part) for choice in product(*steps)]


def _single(item: re.Match[str]) -> list[tuple[Symbol, ...]]:
    """Return what one symbol may stand for: nothing, a slot, or one of several words."""
    text = item.group()
    inside = not text.startswith("[")
    optional = len(text) > 1 and text.endswith("?")
    text = text.strip("[]") if not inside else text.removesuffix("?") if optional else text
    choices: list[tuple[Symbol, ...]] = [()] if optional else []
    if item.group(1):
        return [*choices, (Symbol(None, item.group(1), item.group(2) or item.group(1)),)]
    for word in text.split("|"):
        choices.append(tuple(Symbol(w, inside=inside) for w in split_words(word)))
    return choices
