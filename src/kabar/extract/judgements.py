"""Judgements: what somebody calls a threat is no threat that anybody makes."""

from __future__ import annotations

from kabar.extract.analysis import Analysis
from kabar.extract.reading import Reading

THREATEN = "THREATEN"


def called_threat(analysis: Analysis, reading: Reading) -> list[int] | None:
    """Return the words that name what is called a threat: *the expansion is a threat to us*.

    None where the words make a threat; only words of the same quotation count.
    """
    clauses, token = analysis.clauses, reading.token
    if reading.type != THREATEN or not clauses.is_nominal(token):
        return None
    if not clauses.dependents(token, "cop", "nsubj"):
        return None
    start = analysis.tree.tokens[token].start
    spans = [(q.start, q.end) for q in analysis.quotes if q.start <= start < q.end]
    first, last = min(spans, key=lambda span: span[1] - span[0], default=(0, len(analysis.text)))
    return sorted(
        j
        for k in clauses.subjects(token)
        for j in analysis.tree.subtree(k)
        if first <= analysis.tree.tokens[j].start < last
    )
