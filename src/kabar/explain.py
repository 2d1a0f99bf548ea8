"""What a name in a record means and where it stands: types, modes, acts, rules and the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache, partial
from pathlib import Path

from kabar.actors.lexicon import ActorIndex, Entry, load_index
from kabar.actors.names import capitals, name_key
from kabar.errors import UnknownName
from kabar.languages.load import Language, Row, language_codes, load_language, read_table
from kabar.ontology.load import FOLDER, KEEP, UNDO, Act, Ontology, Operator, load_ontology

MOST_WORDS = 8
"""Words of a language given as examples."""

MOST_ACTORS = 10
"""Actors of one name that are shown; a common surname has dozens."""

LEXICONS = {"act": "acts", "operator": "operators"}
"""Tables of words by the column that says what a word evokes."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One meaning of a name: what it is, what it says, further facts by label, where it stands."""

    name: str
    kind: str
    meaning: str
    facts: tuple[tuple[str, str], ...]
    rule: str


def explain(name: str, *, overlay: Path | None = None) -> list[Explanation]:
    """Return every meaning of a name; raises UnknownName with the names that come near.

    A name is a type, mode (`visit` or `CONSULT visit`), context, sector, act, operator, an actor's
    name or id, or a rule id such as `id/acts:41`.
    """
    languages = _languages(overlay)
    if "/" in name and ":" in name:
        return [_explain_rule(name.strip(), languages)]
    ontology = load_ontology()
    wanted = " ".join(name.replace("·", " ").replace("/", " ").casefold().split())
    found = [explained() for names, explained in _meanings(ontology, languages) if wanted in names]
    found += _explain_actors(name, languages, overlay)
    if not found:
        raise _unknown(name, wanted, ontology, languages, overlay)
    return found


@lru_cache(maxsize=2)
def _languages(overlay: Path | None) -> list[Language]:
    """Return all languages; read once, since the page explains name after name."""
    return [load_language(code, overlay=overlay) for code in language_codes()]


@lru_cache(maxsize=8)
def _index(code: str, overlay: Path | None) -> ActorIndex:
    """Return the actors of a language, read once."""
    return load_index(load_language(code, overlay=overlay), overlay=overlay)


def _meanings(
    ontology: Ontology, languages: list[Language]
) -> Iterator[tuple[set[str], Callable[[], Explanation]]]:
    """Yield the names, case folded, of every meaning, and what explains it."""
    for name in ontology.types:
        yield {name.casefold()}, partial(_explain_type, name, ontology, languages)
    for kind, mode in ontology.modes:
        names = {mode.casefold(), f"{kind} {mode}".casefold()}
        yield names, partial(_explain_mode, kind, mode, ontology, languages)
    for name in ontology.contexts:
        names = {name.casefold(), name.casefold().replace("_", " ")}
        yield names, partial(_explain_context, name, ontology, languages)
    for name, row in ontology.sectors.items():
        sector = Explanation(name, "sector", row["definition"], (), row.rule)
        yield {name.casefold()}, partial(replace, sector)
    for act in ontology.acts.values():
        yield _spellings(act.name), partial(_explain_act, act, languages)
    for operator in ontology.operators.values():
        yield _spellings(operator.name), partial(_explain_operator, operator, languages)


def _explain_context(name: str, ontology: Ontology, languages: list[Language]) -> Explanation:
    row = ontology.contexts[name]
    acts = [act.name for act in ontology.acts.values() if name in act.contexts]
    words = []
    for language in languages:
        rows = [row for row in language.table("contexts") if row["context"] == name]
        words.append((language.name, _plainest({row["word"]: row.rule for row in rows}, {name})))
    facts = _facts(("acts", ", ".join(acts)), *words)
    return Explanation(name, "context", row["definition"], facts, row.rule)


def _explain_type(name: str, ontology: Ontology, languages: list[Language]) -> Explanation:
    row = ontology.types[name]
    modes = [f"{mode} {cells['score']}" for (kind, mode), cells in ontology.modes.items()
             if kind == name]  # fmt: skip
    acts = [act for act in ontology.acts.values() if act.type == name]
    composed = [
        operator.name
        for operator in ontology.operators.values()
        if operator.alone == name or name in operator.cells.values()
    ]
    facts = _facts(
        ("family", row["quad"].replace("_", " ")),
        ("score", row["score"]),
        ("needs a target", row["requires_recipient"]),
        ("modes and scores", ", ".join(modes)),
        ("acts", ", ".join(act.name for act in acts)),
        ("operators", ", ".join(composed)),
        *_words({("act", act.name) for act in acts}, languages),
    )
    return Explanation(name, "type", row["definition"], facts, row.rule)


def _explain_mode(
    kind: str, mode: str, ontology: Ontology, languages: list[Language]
) -> Explanation:
    row = ontology.modes[kind, mode]
    acts = [act for act in ontology.acts.values() if (act.type, act.mode) == (kind, mode)]
    facts = _facts(
        ("score", row["score"] or ontology.types[kind]["score"]),
        ("acts", ", ".join(act.name for act in acts)),
        *_words({("act", act.name) for act in acts}, languages),
    )
    return Explanation(f"{kind} {mode}", "mode", row["definition"], facts, row.rule)


def _explain_act(act: Act, languages: list[Language]) -> Explanation:
    facts = _facts(
        ("counts as", f"{act.type} {act.mode or ''}".strip()),
        ("for its target", act.effect),
        ("undone by", act.undo or ""),
        ("contexts", ", ".join(act.contexts)),
        *_words({("act", act.name)}, languages),
    )
    return Explanation(act.name, "act", act.gloss, facts, act.rule)


def _explain_operator(operator: Operator, languages: list[Language]) -> Explanation:
    by_result: dict[str, list[str]] = {}
    for content, result in operator.cells.items():
        by_result.setdefault(result, []).append(content)
    readable = {KEEP: "the act's own type", UNDO: "the type of the act that undoes it"}
    composed = [
        (f"over {', '.join(contents)}" if len(by_result) > 1 else "over any act",
         readable.get(result, result))
        for result, contents in by_result.items()
    ]  # fmt: skip
    facts = _facts(
        ("alone", operator.alone or "no event"),
        *composed,
        ("stance", operator.stance or ""),
        ("modality", operator.modality),
        ("of the act", operator.content_modality),
        *_words({("operator", operator.name)}, languages),
    )
    return Explanation(operator.name, "operator", operator.gloss, facts, operator.rule)


def _explain_actors(
    name: str, languages: list[Language], overlay: Path | None
) -> list[Explanation]:
    """Return the actors that have this id or name in any language, at most MOST_ACTORS."""
    entries: dict[str, Entry] = {}
    for language in languages:
        index = _index(language.code, overlay)
        known = index.by_id(name)
        numbers = [ref.number for ref in index.find(name_key(name))
                   if not ref.capitals or capitals(name) > 1]  # fmt: skip
        numbers += index.called(name_key(name))
        for entry in [known] if known else map(index.entry, numbers):
            entries.setdefault(entry.id, entry)
    found = [_explain_actor(entry) for entry in entries.values()]
    return found[:MOST_ACTORS]


def _explain_actor(entry: Entry) -> Explanation:
    latest = sorted(entry.offices, key=lambda office: office.start, reverse=True)
    offices = [
        f"{each.office} ({each.party} {each.sector}, {each.start or '?'} – {each.end or '?'})"
        for each in latest
    ]
    facts = _facts(
        ("party", entry.party or ""),
        ("sector", entry.sector or ""),
        ("country", entry.country),
        ("stands also for", ", ".join(entry.seats)),
        *(("office" if number == 0 else " ", office) for number, office in enumerate(offices)),
    )
    return Explanation(entry.name, entry.kind, "an actor of the tables", facts, entry.id)


def _explain_rule(rule: str, languages: list[Language]) -> Explanation:
    table, _, line = rule.rpartition(":")
    rows = _tables(languages).get(table)
    if rows is None:
        raise _unknown_name(f"no table '{table}'", table, _tables(languages))
    row = next((row for row in rows if row.rule == rule), None)
    if row is None:
        last = rows[-1].rule.rpartition(":")[2] if rows else "0"
        raise UnknownName(f"'{table}' has no entry in line {line}; its last is line {last}")
    ontology = load_ontology()
    meaning = "a line of data"
    if row["act"] in ontology.acts:
        meaning = ontology.acts[row["act"]].gloss
    elif row["operator"] in ontology.operators:
        meaning = ontology.operators[row["operator"]].gloss
    elif row["context"] in ontology.contexts:
        meaning = ontology.contexts[row["context"]]["definition"]
    facts = _facts(*((column, row[column]) for column in row.cells))
    return Explanation(rule, "rule", meaning, facts, f"{table}.csv line {line}")


def _tables(languages: list[Language]) -> dict[str, list[Row]]:
    """Return the rows of every table by the part of their rule ids before the line."""
    tables: dict[str, list[Row]] = {}
    for language in languages:
        for name, rows in language.tables.items():
            tables.setdefault(f"{language.code}/{name}", [])
            for row in rows:
                tables.setdefault(row.rule.rpartition(":")[0], []).append(row)
    for path in sorted(FOLDER.glob("*.csv")):
        prefix = f"ontology/{path.stem}"
        tables[prefix] = read_table(path, prefix)
    return tables


def _words(evoked: set[tuple[str, str]], languages: list[Language]) -> list[tuple[str, str]]:
    """Return for each language the plainest words that evoke an act or operator."""
    names = {name for _, name in evoked}
    facts = []
    for language in languages:
        rules: dict[str, str] = {}
        for column, table in LEXICONS.items():
            for row in language.table(table):
                if (column, row[column]) in evoked:
                    rules.setdefault(row["pattern"], row.rule)
        facts.append((language.name, _plainest(rules, names)))
    return facts


def _plainest(rules: dict[str, str], names: set[str]) -> str:
    """Return the plainest words with their rules, those in `names` first, and how many more."""
    plain = sorted(rules, key=lambda p: (p not in names, p.count(" "), len(p), p))
    shown = "; ".join(f"{pattern} ({rules[pattern]})" for pattern in plain[:MOST_WORDS])
    more = len(plain) - MOST_WORDS
    return f"{shown}; {more:,} more" if more > 0 else shown


def _facts(*facts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in facts if value)


def _spellings(name: str) -> set[str]:
    return {name.casefold(), name.casefold().replace("-", " ")}


def _unknown(
    name: str, wanted: str, ontology: Ontology, languages: list[Language], overlay: Path | None
) -> UnknownName:
    known = {key for keys, _ in _meanings(ontology, languages) for key in keys}
    key = name_key(name)
    for language in languages:
        index = _index(language.code, overlay)
        for table in (*index.names, index.surnames):
            # The tables hold 90,000 names: only those that begin alike are compared in full.
            known.update(n for n in table if n[:2] == key[:2] and abs(len(n) - len(key)) < 3)
    told = f"no type, mode, context, sector, act, operator, actor or rule is called '{name}'"
    return _unknown_name(told, wanted, sorted(known))


def _unknown_name(told: str, name: str, known: Iterable[str]) -> UnknownName:
    """Return the error of a name, with the known names that come near it."""
    close = get_close_matches(name, list(known), n=3, cutoff=0.6)
    near = f"; did you mean {' or '.join(repr(each) for each in close)}?" if close else ""
    return UnknownName(f"{told}{near}", near=close)
