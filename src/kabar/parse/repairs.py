"""Small mistakes that parsers make again and again, mended in the rows they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kabar.parse.tree import UdRow, Word

LOOSE = ("conj", "ccomp", "parataxis", "advcl", "xcomp")
"""Relations of a verb that may as well be that of a side clause."""


def mend(words: Sequence[Word], rows: Sequence[UdRow], openers: frozenset[str]) -> list[UdRow]:
    """Return the rows with lists of names and side clauses as they should be.

    `openers` are prepositions that open clauses too: *before, sebelum*.
    """
    return _open_clauses(words, _join_lists(words, list(rows)), openers)


def _join_lists(words: Sequence[Word], rows: list[UdRow]) -> list[UdRow]:
    """Make conjuncts of the names of a list that were taken for appositions: *A, B and C*."""
    for k, row in enumerate(rows):
        head = row.head
        named = row.upos == "PROPN" and row.relation == "appos" and 0 <= head < k
        if not named or rows[head].upos != "PROPN" or words[k - 1].text != ",":
            continue
        after = k + 1
        while after < len(rows) and rows[after].head >= k and rows[after].relation == "flat":
            after += 1
        if after == len(rows) or rows[after].upos != "CCONJ":
            continue
        last = rows[rows[after].head]
        if last.relation == "conj" and last.head in (head, k):
            rows[k] = replace(row, relation="conj")
    return rows


def _open_clauses(words: Sequence[Word], rows: list[UdRow], openers: frozenset[str]) -> list[UdRow]:
    """Make a side clause of a verb whose subject was taken for a phrase: *before Iran fired*."""
    for k, row in enumerate(rows):
        noun = row.head
        if row.relation != "case" or words[k].text.lower() not in openers or noun <= k:
            continue
        verb = rows[noun].head
        if rows[noun].relation != "obl" or verb <= noun or rows[verb].upos != "VERB":
            continue
        if rows[verb].relation not in LOOSE or rows[verb].head > k:
            continue
        own = {r.relation.partition(":")[0] for r in rows if r.head == verb}
        between = range(noun + 1, verb)
        if own & {"nsubj", "cc", "mark"} or any(words[j].text in ",;:" for j in between):
            continue
        rows[k] = replace(row, upos="SCONJ", relation="mark", head=verb)
        rows[noun] = replace(rows[noun], relation="nsubj")
        rows[verb] = replace(rows[verb], relation="advcl")
    return rows
