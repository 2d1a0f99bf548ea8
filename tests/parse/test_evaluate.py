"""Scores: what counts as right is what the docstrings say."""

from dataclasses import replace

import pytest

from kabar.parse.evaluate import score_parses
from kabar.parse.tree import UdRow
from tests.parse.treebank import sentence

GOLD = sentence("Talavia/PROPN/2/nsubj:pass fell/VERB/0/root on/ADP/4/case Monday/PROPN/2/obl")


def test_the_gold_tree_scores_100():
    scores = score_parses([GOLD], [GOLD.rows()])
    assert (scores.upos, scores.uas, scores.las, scores.core) == (100, 100, 100, 100)
    assert scores.words == 4


def test_subtypes_do_not_count():
    other = replace(GOLD, relations=("nsubj", "root", "case", "obl:tmod"))
    assert score_parses([GOLD], [other.rows()]).las == 100


def test_a_wrong_relation_costs_las_and_core_twice():
    rows = [*GOLD.rows()[:3], UdRow("PROPN", 1, "obj")]
    scores = score_parses([GOLD], [rows])
    assert (scores.uas, scores.las) == (100, 75)
    assert scores.core == pytest.approx(100 * 2 / 3)


def test_a_wrong_head_costs_everything_but_the_tag():
    rows = [UdRow("PROPN", 3, "nsubj"), *GOLD.rows()[1:]]
    scores = score_parses([GOLD], [rows])
    assert (scores.upos, scores.uas, scores.las, scores.core) == (100, 75, 75, 0)
