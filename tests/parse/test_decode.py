"""Trees from scores: the best of all trees, one word under the root."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kabar.parse.decode import best_heads, find_cycle

SMALL = st.integers(min_value=2, max_value=5).flatmap(
    lambda n: arrays.arrays(
        np.float64, (n, n), elements=st.integers(min_value=-50, max_value=50).map(float)
    )
)
LARGE = st.integers(min_value=2, max_value=40).flatmap(
    lambda n: arrays.arrays(
        np.float64, (n, n), elements=st.floats(min_value=-1e6, max_value=1e6, width=32)
    )
)


def is_tree(heads) -> bool:
    """Say whether every word reaches 0 and one word alone hangs on it."""
    for word in range(1, len(heads)):
        seen = set()
        while word and word not in seen:
            seen.add(word)
            word = int(heads[word])
        if word:
            return False
    return sum(head == 0 for head in heads[1:]) == 1


def total(scores, heads) -> float:
    return float(sum(scores[word, heads[word]] for word in range(1, len(heads))))


@settings(deadline=None)
@given(scores=SMALL)
def test_no_tree_scores_better(scores):
    words = len(scores)
    trees = [(0, *heads) for heads in product(range(words), repeat=words - 1)]
    best = max(total(scores, tree) for tree in trees if is_tree(tree))
    found = best_heads(scores)
    assert is_tree(found)
    # Only the likeliest roots are tried, and in trees this small those are all there are.
    assert words > 4 or total(scores, found) == best


@settings(deadline=None, max_examples=60)
@given(scores=LARGE)
def test_any_scores_give_a_tree(scores):
    assert is_tree(best_heads(scores))


def test_a_cycle_is_broken_where_it_costs_least():
    scores = np.full((4, 4), -9.0)
    scores[1, 0], scores[1, 2], scores[2, 1], scores[3, 2] = 4.0, 5.0, 5.0, 3.0
    assert best_heads(scores).tolist() == [0, 0, 1, 2]


def test_of_two_roots_one_stays():
    scores = np.full((3, 3), -9.0)
    scores[1, 0], scores[2, 0], scores[2, 1] = 5.0, 4.0, 1.0
    assert best_heads(scores).tolist() == [0, 0, 1]


def test_cycles_are_found():
    assert find_cycle(np.array([0, 2, 3, 1])) == [1, 2, 3]
    assert find_cycle(np.array([0, 0, 1, 2])) is None
