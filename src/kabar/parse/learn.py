"""The training loops, compiled by numba: averaged perceptrons for the tagger and the parser.

Features live in an open hash table from 64 bits to a row of weights, one weight per action. A
feature gets its row the second time an error touches it; features seen once only cost space.
Everything here takes and changes plain arrays, so that numba can compile it; `train` owns them.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from kabar.parse.features import FIRST, MULTIPLIER, NODES, NULL, ROOT, SHIFT

_K = np.uint64(MULTIPLIER)
_SHIFT = np.uint64(SHIFT)
_N = len(NODES)
_BIG = 1 << 30
_SEEN_SHIFT = np.uint64(64 - 27)

Array = NDArray[Any]


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def find_row(keys: Array, rows: Array, feature: Any) -> Any:
    mask = np.uint64(len(keys) - 1)
    i = feature & mask
    while keys[i] != 0:
        if keys[i] == feature:
            return rows[i]
        i = (i + np.uint64(1)) & mask
    return -1


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def add_row(keys: Array, rows: Array, count: Array, seen: Array, feature: Any) -> Any:
    """Return the feature's row, a new one on its second visit, -1 on its first."""
    row = find_row(keys, rows, feature)
    if row >= 0:
        return row
    bit = feature >> _SEEN_SHIFT
    if seen[bit] == 0:
        seen[bit] = 1
        return -1
    mask = np.uint64(len(keys) - 1)
    i = feature & mask
    while keys[i] != 0:
        i = (i + np.uint64(1)) & mask
    keys[i] = feature
    rows[i] = count[0]
    count[0] += 1
    return rows[i]


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def hash_state(
    values: Array, atoms: Array, sizes: Array, seeds: Array, out: Array, at: int
) -> None:
    for t in range(len(seeds)):
        h = seeds[t]
        for k in range(sizes[t]):
            h = (h ^ values[atoms[t, k]]) * _K
            h ^= h >> _SHIFT
        out[at + t] = h


@numba.njit(cache=True, fastmath=False)  # type: ignore[untyped-decorator]
def score_state(keys: Array, rows: Array, weights: Array, features: Array, scores: Array) -> None:
    scores[:] = 0
    for feature in features:
        row = find_row(keys, rows, feature)
        if row >= 0:
            for a in range(len(scores)):
                scores[a] += weights[row, a]


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def update(
    keys: Array, rows: Array, count: Array, seen: Array, weights: Array, sums: Array,
    features: Array, good: int, bad: int, step: float,
) -> None:  # fmt: skip
    for feature in features:
        row = add_row(keys, rows, count, seen, feature)
        if row >= 0:
            weights[row, good] += 1
            sums[row, good] += step
            weights[row, bad] -= 1
            sums[row, bad] -= step


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def tagger_pass(
    order: Array, begin: int, learn: bool, offsets: Array, values: Array, static: Array, gold: Array,
    out: Array, atoms: Array, sizes: Array, seeds: Array, keys: Array, rows: Array, count: Array,
    seen: Array, weights: Array, sums: Array, clock: Array,
) -> int:  # fmt: skip
    """Tag the sentences of `order` from `begin` on; return where the table of weights ran full."""
    fixed = static.shape[1]
    features = np.empty(fixed + len(seeds), np.uint64)
    scores = np.empty(weights.shape[1], np.float32)
    for position in range(begin, len(order)):
        start, end = offsets[order[position]], offsets[order[position] + 1]
        if learn and count[0] + (end - start) * len(features) >= len(weights):
            return position
        last, before = NULL, NULL
        for i in range(start, end):
            state = values[i].copy()
            state[-2] = last
            state[-1] = before
            features[:fixed] = static[i]
            hash_state(state, atoms, sizes, seeds, features, fixed)
            score_state(keys, rows, weights, features, scores)
            best = np.argmax(scores)
            if learn:
                if best != gold[i]:
                    update(
                        keys, rows, count, seen, weights, sums, features, gold[i], best, clock[0]
                    )
                clock[0] += 1
            out[i] = best
            before = last
            last = best + FIRST
    return len(order)


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def fill_state(
    n: int, stack: Array, size: int, b: int, word: Array, tag: Array, affix: Array, relation: Array,
    left: Array, right: Array, nodes: Array, out: Array,
) -> None:  # fmt: skip
    """Write the atoms of a state; `left[0]` is the outermost left child, `left[1]` the next one."""
    none = n + 1
    s0 = stack[size - 1] if size > 0 else none
    s1 = stack[size - 2] if size > 1 else none
    nodes[0] = s0
    nodes[1] = s1
    nodes[2] = stack[size - 3] if size > 2 else none
    nodes[3] = b
    nodes[4] = min(b + 1, none)
    nodes[5] = min(b + 2, none)
    nodes[6] = left[0, s0]
    nodes[7] = right[0, s0]
    nodes[8] = left[0, s1]
    nodes[9] = right[0, s1]
    nodes[10] = left[0, b]
    nodes[11] = left[1, s0]
    nodes[12] = right[1, s0]
    nodes[13] = left[1, b]
    for k in range(_N):
        x = nodes[k]
        out[k] = word[x]
        out[_N + k] = tag[x]
        out[2 * _N + k] = affix[x]
        out[3 * _N + k] = relation[x]
    at = 4 * _N
    out[at] = min(b - s0, 6) if s0 < none else 7
    out[at + 1] = min(s0 - s1, 6) if s1 < none else 7
    out[at + 2] = min(right[2, s0], 3) * 4 + min(left[2, s0], 3) if s0 < none else 99
    out[at + 3] = min(right[2, s1], 3) * 4 + min(left[2, s1], 3) if s1 < none else 99
    out[at + 4] = min(left[2, b], 4)


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def move_cost(kind: int, stack: Array, size: int, b: int, n: int, heads: Array) -> int:
    """Return how many gold arcs a move makes impossible: 0 shift, 1 left arc, 2 right arc."""
    cost = 0
    if kind == 0:
        for i in range(size):
            if heads[stack[i]] == b:
                cost += 1
            if i + 1 < size and heads[b] == stack[i]:
                cost += 1
        return cost
    s0 = stack[size - 1]
    if kind == 1:
        below = stack[size - 2] if size > 1 else -9
        if heads[s0] == below or heads[s0] > b:
            cost += 1
    elif heads[s0] >= b:
        cost += 1
    for j in range(b, n):
        if heads[j] == s0:
            cost += 1
    return cost


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def attach(head: int, dependent: int, side: Array) -> None:
    side[1, head] = side[0, head]
    side[0, head] = dependent
    side[2, head] += 1


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def choose(
    scores: Array, stack: Array, size: int, b: int, n: int, labels: int, root: int,
    heads: Array, gold: Array, choice: Array,
) -> None:  # fmt: skip
    """Write the best allowed action to `choice[0]` and the best without a loss to `choice[1]`."""
    cost = np.full(3, _BIG)
    if b < n:
        cost[0] = move_cost(0, stack, size, b, n, heads)
    if size >= 1 and (b < n or size == 1):
        cost[1] = move_cost(1, stack, size, b, n, heads)
    if size >= 2:
        cost[2] = move_cost(2, stack, size, b, n, heads)
    least = cost.min()
    choice[0] = -1
    choice[1] = -1
    for a in range(1 + 2 * labels):
        kind = 0 if a == 0 else (1 if a <= labels else 2)
        if cost[kind] == _BIG:
            continue
        label = a - 1 if kind == 1 else a - 1 - labels
        if kind == 1 and (b == n) != (label == root):
            continue
        if kind == 2 and label == root:
            continue
        if choice[0] < 0 or scores[a] > scores[choice[0]]:
            choice[0] = a
        if cost[kind] != least:
            continue
        if kind > 0:
            s0 = stack[size - 1]
            head = b if kind == 1 else stack[size - 2]
            if heads[s0] == head and gold[s0] != label:
                continue
        if choice[1] < 0 or scores[a] > scores[choice[1]]:
            choice[1] = a


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def parser_pass(
    order: Array, begin: int, follow: float, draws: Array, offsets: Array, words: Array,
    affixes: Array, tags: Array, all_heads: Array, all_labels: Array, labels: int, root: int,
    atoms: Array, sizes: Array, seeds: Array, keys: Array, rows: Array, count: Array, seen: Array,
    weights: Array, sums: Array, clock: Array,
) -> int:  # fmt: skip
    """Learn from the sentences of `order` from `begin` on; return where the table ran full.

    With probability `follow` the parser walks on by its own choice, right or wrong.
    """
    features = np.empty(len(seeds), np.uint64)
    scores = np.empty(weights.shape[1], np.float32)
    values = np.zeros(4 * _N + 5, np.uint64)
    nodes = np.empty(_N, np.int64)
    choice = np.empty(2, np.int64)
    for position in range(begin, len(order)):
        start, end = offsets[order[position]], offsets[order[position] + 1]
        n = end - start
        if count[0] + 2 * n * len(features) >= len(weights):
            return position
        word = np.full(n + 2, np.uint64(NULL))
        tag = word.copy()
        affix = word.copy()
        relation = word.copy()
        word[:n] = words[start:end]
        tag[:n] = tags[start:end]
        affix[:n] = affixes[start:end]
        word[n] = tag[n] = affix[n] = np.uint64(ROOT)
        left = np.full((3, n + 2), n + 1)
        left[2] = 0
        right = left.copy()
        heads = all_heads[start:end]
        gold = all_labels[start:end]
        stack = np.empty(n + 1, np.int64)
        size, b = 0, 0
        while b < n or size > 0:
            fill_state(n, stack, size, b, word, tag, affix, relation, left, right, nodes, values)
            hash_state(values, atoms, sizes, seeds, features, 0)
            score_state(keys, rows, weights, features, scores)
            choose(scores, stack, size, b, n, labels, root, heads, gold, choice)
            if choice[0] != choice[1]:
                update(
                    keys, rows, count, seen, weights, sums, features,
                    choice[1], choice[0], clock[0],
                )  # fmt: skip
            clock[0] += 1
            draw = draws[np.int64(clock[0]) % len(draws)]
            action = choice[0] if draw < follow else choice[1]
            if action == 0:
                stack[size] = b
                size += 1
                b += 1
                continue
            size -= 1
            dependent = stack[size]
            if action <= labels:
                relation[dependent] = np.uint64(action - 1 + FIRST)
                attach(b, dependent, left)
            else:
                relation[dependent] = np.uint64(action - 1 - labels + FIRST)
                attach(stack[size - 1], dependent, right)
    return len(order)


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def rehash(old_keys: Array, old_rows: Array, keys: Array, rows: Array) -> None:
    """Move a hash table's entries to a larger one."""
    mask = np.uint64(len(keys) - 1)
    for k in range(len(old_keys)):
        if old_keys[k] != 0:
            i = old_keys[k] & mask
            while keys[i] != 0:
                i = (i + np.uint64(1)) & mask
            keys[i] = old_keys[k]
            rows[i] = old_rows[k]
