"""A case proposed from the text: who speaks most, and what their positions are about.

Positions are grouped by what they share: acts, which are the same in every language, and nouns of
their contents. The group that takes in most positions of most parties comes first; then the same
is asked of what is left. The proposal is a case file to edit, not a finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import tomlkit
from tomlkit.items import AoT, Table

from kabar.records import Actor, Coded, Position

MOST_ISSUES, MOST_PARTIES, MOST_WORDS = 10, 10, 8
FEWEST = 2
"""Positions that an issue or a party has at least."""
OWN = 0.6
"""Share of a word's positions that stand in the issue, for the word to tell it."""
COMMONPLACE = 0.5
"""A word or act in more than this share of all positions tells no issue…"""
MANY = 20
"""…where there are at least this many positions."""
SHORTEST = 4
"""Letters of a noun at least."""
SPEECH = frozenset(
    (
        *("accuse", "approve", "back", "commit", "concede-demand", "condemn", "deny"),
        *("praise", "reject", "request", "threaten"),
    )
)
"""Acts that only say that something was said; they tell no issue."""
ACT = "act:"
_NONE = "No {0} stand out; write each under [[{0}]]."
# TOML has no controls, not even in a comment, and a terminal may act on those that it has.
_ESCAPED = {
    **{
        code: f"\\u{code:04x}"
        for code in (
            *range(0x20),
            *range(0x7F, 0xA0),
            *range(0x202A, 0x202F),
            *range(0x2066, 0x206A),
        )
        if chr(code) != "\n"
    },
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


@dataclass(frozen=True, slots=True)
class ProposedIssue:
    """Words and acts that go together, and the positions that have them."""

    name: str
    words: tuple[str, ...]
    acts: tuple[str, ...]
    positions: tuple[Position, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties of its positions, the most frequent first."""
        return tuple(p for p, _ in _parties(self.positions))


def propose_issues(
    positions: Iterable[Position], *, most: int = MOST_ISSUES
) -> list[ProposedIssue]:
    """Return the issues that the positions are about, the one with most parties and words first."""
    held = [p for p in positions if p.party is not None]
    features = {p.id: features_of(p) for p in held}
    counts = Counter(f for found in features.values() for f in found)
    limit = COMMONPLACE * len(held) if len(held) >= MANY else len(held)
    usable = {f for f, n in counts.items() if FEWEST <= n <= limit}
    left = list(held)
    found: list[ProposedIssue] = []
    while left and len(found) < most:
        best = _best(left, features, usable)
        if best is None:
            break
        inside = [p for p in left if best in features[p.id]]
        found.append(_issue(best, inside, features, counts))
        left = [p for p in left if p not in inside]
        usable -= {best}
    return found


def features_of(position: Position) -> frozenset[str]:
    """Return the acts and nouns that a position may share with others."""
    acts = {f"{ACT}{act}" for act in position.acts if act not in SPEECH}
    words = {word for term in position.terms for word in term.split() if len(word) >= SHORTEST}
    return frozenset(acts | words | {t for t in position.terms if " " in t})


def propose_case(articles: Sequence[Coded], *, title: str) -> str:
    """Return a case file to edit, as TOML: parties and issues of the articles, with examples."""
    positions = [p for coded in articles for p in coded.positions]
    days = sorted(c.document.published for c in articles if c.document.published is not None)
    file = tomlkit.document()
    file.add(tomlkit.comment("Proposed from the text; rename, join, split and add words."))
    file.add("title", tomlkit.item(title))
    if days:
        file.add("start", tomlkit.item(days[0]))
        file.add("end", tomlkit.item(days[-1]))
    parties = [(party, n) for party, n in _parties(positions) if n >= FEWEST][:MOST_PARTIES]
    tables = {
        "parties": _party_tables(parties, articles),
        "issues": _issue_tables(propose_issues(positions)),
    }
    for name, rows in tables.items():
        # An empty list of tables would be written as a value, which no table may be added to.
        file.add(name, rows) if rows else file.add(tomlkit.comment(_NONE.format(name)))
    return tomlkit.dumps(file).translate(_ESCAPED)


def _best(
    left: Sequence[Position], features: Mapping[str, frozenset[str]], usable: set[str]
) -> str | None:
    """Return the act or word with most positions of most parties, None where none has enough."""
    counts: Counter[str] = Counter()
    parties: dict[str, set[str | None]] = {}
    for position in left:
        for feature in features[position.id] & usable:
            counts[feature] += 1
            parties.setdefault(feature, set()).add(position.party)
    enough = [f for f, n in counts.items() if n >= FEWEST]
    if not enough:
        return None
    # Among equals an act before a word, and a longer phrase before its parts.
    return min(
        enough,
        key=lambda f: (-counts[f] * len(parties[f]), not f.startswith(ACT), -len(f.split()), f),
    )


def _issue(
    seed: str,
    inside: Sequence[Position],
    features: Mapping[str, frozenset[str]],
    counts: Mapping[str, int],
) -> ProposedIssue:
    """Return the issue of a seed with the words that stand mostly in its positions."""
    shared = Counter(f for p in inside for f in features[p.id])
    own = [f for f, n in shared.items() if n >= FEWEST and n / counts[f] >= OWN]
    ranked = sorted({seed, *own}, key=lambda f: (f != seed, -shared[f], f))
    acts = [f.removeprefix(ACT) for f in ranked if f.startswith(ACT)]
    words = _without_parts([f for f in ranked if not f.startswith(ACT)], shared)[:MOST_WORDS]
    name = " / ".join(words[:2]) if words else acts[0].replace("-", " ")
    return ProposedIssue(name, tuple(words), tuple(acts), tuple(inside))


def _without_parts(words: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """Return the words without those that mostly stand as part of a phrase that is there too."""
    phrases = [word for word in words if " " in word]
    return [
        word
        for word in words
        if not any(
            word != phrase and word in phrase.split() and counts[phrase] >= OWN * counts[word]
            for phrase in phrases
        )
    ]


def _parties(positions: Iterable[Position]) -> list[tuple[str, int]]:
    counts = Counter(p.party for p in positions if p.party is not None)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _party_tables(parties: Sequence[tuple[str, int]], articles: Sequence[Coded]) -> AoT:
    tables = tomlkit.aot()
    for party, count in parties:
        table = tomlkit.table()
        table.add(tomlkit.comment(f"{count} positions"))
        table.add("id", party)
        table.add("name", party_name(party, (a for coded in articles for a in coded.actors)))
        table.add("members", [party])
        tables.append(table)
    return tables


def party_name(party: str, actors: Iterable[Actor]) -> str:
    """Return the name of the country or body that a party's code stands for, else the code."""
    kinds = ("country", "organisation", "armed group", "collective")
    held = [a for a in actors if a.party == party and a.kind in kinds]
    itself = [a for a in held if a.id.rpartition(":")[2] == party or a.name == party]
    names = Counter(a.name for a in itself or held)
    return min(names, key=lambda n: (-names[n], len(n), n)) if names else party


def _issue_tables(issues: Sequence[ProposedIssue]) -> AoT:
    tables = tomlkit.aot()
    for number, issue in enumerate(issues, 1):
        tables.append(_issue_table(issue, number))
    return tables


def _issue_table(issue: ProposedIssue, number: int) -> Table:
    table = tomlkit.table()
    parties = ", ".join(issue.parties[:MOST_PARTIES])
    table.add(tomlkit.comment(f"{len(issue.positions)} positions of {parties}, such as"))
    for position in issue.positions[:FEWEST]:
        words = " ".join(position.content.text.split())
        table.add(tomlkit.comment(f"{position.party} {position.stance}: {words}"))
    table.add("id", f"issue-{number}")
    table.add("name", issue.name)
    table.add("words", list(issue.words))
    if issue.acts:
        table.add("acts", list(issue.acts))
    return table
