"""The best tree over scored arcs: each word's best head, mended where that is no tree.

Chu and Liu (1965), Edmonds (1967): a cycle is broken where that costs least, and what hangs on it
is chosen anew. Exactly one word hangs on the root.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Heads = NDArray[np.int64]

NEVER = -1e15
CANDIDATES = 3
"""So many words are tried as the root where the scores name none or several."""


def best_heads(scores: Scores) -> Heads:
    """Return the head of every word from scores (dependents × heads, the root at 0).

    The heads are a tree with one word under the root; `heads[0]` is 0 and means nothing.
    """
    scores = scores.copy()
    np.fill_diagonal(scores, NEVER)
    heads: Heads = scores.argmax(axis=1)
    heads[0] = 0
    roots = np.flatnonzero(heads[1:] == 0) + 1
    if len(roots) == 1 and find_cycle(heads) is None:
        return heads
    likely = np.argsort(-scores[1:, 0], kind="stable")[:CANDIDATES] + 1
    trees = [_rooted(scores, int(root)) for root in sorted({*likely.tolist(), *roots[:CANDIDATES]})]
    totals = [scores[np.arange(1, len(tree)), tree[1:]].sum() for tree in trees]
    return trees[int(np.argmax(totals))]


def _rooted(scores: Scores, root: int) -> Heads:
    """Return the best tree in which only `root` hangs on the root."""
    bound = scores.copy()
    bound[:, 0] = NEVER
    bound[root] = NEVER
    bound[root, 0] = 0.0
    return _arborescence(bound)


def find_cycle(heads: Heads) -> list[int] | None:
    """Return the words of a cycle, None where every word reaches the root."""
    done = np.zeros(len(heads), bool)
    done[0] = True
    for first in range(1, len(heads)):
        path: list[int] = []
        word = first
        while not done[word]:
            if word in path:
                return path[path.index(word) :]
            path.append(word)
            word = int(heads[word])
        done[path] = True
    return None


def _arborescence(scores: Scores) -> Heads:
    heads: Heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    outside = [k for k in range(len(heads)) if k not in cycle]
    own = scores[cycle, heads[cycle]]
    gains = scores[np.ix_(cycle, outside)] - own[:, None]
    away = scores[np.ix_(outside, cycle)]
    folded = np.full((len(outside) + 1, len(outside) + 1), NEVER)
    folded[:-1, :-1] = scores[np.ix_(outside, outside)]
    folded[-1, :-1] = gains.max(axis=0) + own.sum()
    folded[:-1, -1] = away.max(axis=1)
    np.fill_diagonal(folded, NEVER)
    chosen = _arborescence(folded)
    for place, word in enumerate(outside[1:], 1):
        inside = chosen[place] == len(outside)
        heads[word] = cycle[int(away[place].argmax())] if inside else outside[int(chosen[place])]
    entry = int(chosen[-1])
    heads[cycle[int(gains[:, entry].argmax())]] = outside[entry]
    return heads
