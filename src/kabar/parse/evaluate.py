"""How well a parser does on a treebank, on the treebank's own words and with predicted tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kabar.parse.conllu import UdSentence
from kabar.parse.tree import UdRow

CORE_RELATIONS = frozenset({"nsubj", "obj", "iobj", "csubj", "ccomp", "xcomp"})
"""Relations of core arguments, without subtype (`nsubj:pass` counts as `nsubj`)."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Percentages over all words, punctuation included.

    `las` compares relations without subtype. `core` is the F1 of core arguments: a word that is one
    in the gold tree or the parse is right where head and relation agree.
    """

    words: int
    upos: float
    uas: float
    las: float
    core: float


def main_relation(relation: str) -> str:
    """Return a relation without its subtype: `nsubj:pass` gives `nsubj`."""
    return relation.partition(":")[0]


def score_parses(gold: Sequence[UdSentence], parses: Sequence[Sequence[UdRow]]) -> Scores:
    """Return the scores of parses against gold sentences, in the same order."""
    words = upos = uas = las = core_gold = core_found = core_right = 0
    for sentence, rows in zip(gold, parses, strict=True):
        for tag, head, relation, row in zip(
            sentence.upos, sentence.heads, sentence.relations, rows, strict=True
        ):
            wanted, given = main_relation(relation), main_relation(row.relation)
            attached = head == row.head
            right = attached and wanted == given
            words += 1
            upos += tag == row.upos
            uas += attached
            las += right
            core_gold += wanted in CORE_RELATIONS
            core_found += given in CORE_RELATIONS
            core_right += right and wanted in CORE_RELATIONS
    total = max(words, 1)
    core = 2 * core_right / max(core_gold + core_found, 1)
    return Scores(words, 100 * upos / total, 100 * uas / total, 100 * las / total, 100 * core)
