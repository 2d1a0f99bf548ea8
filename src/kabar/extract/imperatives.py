"""Commands in quotation marks: *“Stop the attacks,” said the minister*."""

from __future__ import annotations

from kabar.extract.patterns import Match, Matcher
from kabar.extract.reading import Reading

QUOTES = frozenset("\"“”«»„'‘")


def is_imperative(i: int, reading: Reading, matcher: Matcher) -> bool:
    """Say whether a verb that tells no demand yet commands: *“Stop the attacks,” …*."""
    return reading.type != "REQUEST" and _commands(i, reading.match, matcher)


def _commands(i: int, match: Match, matcher: Matcher) -> bool:
    """Say whether a quotation opens with a verb in its bare form: *“Stop the attacks,” …*.

    Outside quotation marks it may be a headline, or a participle that the parser missed.
    """
    clauses, tokens = matcher.clauses, matcher.tree.tokens
    verb = tokens[i].upos == "VERB" and not clauses.dependents(i, "nsubj", "aux", "mark")
    bare = match.voice == "bare" or tokens[i].lower == tokens[i].lemma.lower()
    if not (verb and bare) or match.entry.pos != "V":
        return False
    head = tokens[i].head
    first = next((t.index for t in tokens if t.upos != "PUNCT"), i)
    joined = clauses.relations[i] == "conj" and 0 <= head < i
    listed = first < i and match.voice == "bare" and tokens[i - 1].upos in ("PUNCT", "CCONJ")
    if joined or listed:
        other = head if joined else first
        above = matcher.matches(other)
        return bool(above) and _commands(other, above[0], matcher)
    return first == i and any(t.text in QUOTES for t in tokens[:i])
