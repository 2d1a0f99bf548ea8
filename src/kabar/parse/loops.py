"""The training loops of the tagger and the parser, compiled by numba.

Everything here takes and changes plain arrays, so that numba can compile it; `learn` owns them.
"""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np

from kabar.parse.features import FIRST, NODES, NULL, ROOT
from kabar.parse.perceptron import Array, Hashes, Rows, hash_state, score_state, update

_N = len(NODES)
_BIG = 1 << 30


class Corpus(NamedTuple):
    """All sentences' words one after the other; `heads` count from their sentence's start."""

    offsets: Array
    word: Array
    tag: Array
    affix: Array
    heads: Array
    labels: Array


class Lines(NamedTuple):
    """A sentence being parsed, by place: its words, the root, an absent word."""

    word: Array
    tag: Array
    affix: Array
    relation: Array
    left: Array
    """Outermost left child, the next one, and their count."""
    right: Array
    heads: Array
    labels: Array
    stack: Array


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def tagger_pass(
    order: Array, begin: int, learn: bool, offsets: Array, values: Array, static: Array,
    gold: Array, out: Array, dynamic: Hashes, table: Rows,
) -> int:  # fmt: skip
    """Tag the sentences of `order` from `begin` on; return where the table of weights ran full."""
    fixed = static.shape[1]
    features = np.empty(fixed + len(dynamic.seeds), np.uint64)
    scores = np.empty(table.weights.shape[1], np.float32)
    for position in range(begin, len(order)):
        start, end = offsets[order[position]], offsets[order[position] + 1]
        if learn and table.used[0] + (end - start) * len(features) >= len(table.weights):
            return position
        last, before = NULL, NULL
        for i in range(start, end):
            state = values[i].copy()
            state[-2] = last
            state[-1] = before
            features[:fixed] = static[i]
            hash_state(state, dynamic, features, fixed)
            score_state(table, features, scores)
            best = int(np.argmax(scores))
            if learn:
                if best != gold[i]:
                    update(table, features, gold[i], best)
                table.clock[0] += 1
            out[i] = best
            before = last
            last = best + FIRST
    return len(order)


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def start_lines(corpus: Corpus, start: int, end: int) -> Lines:
    """Return the lines of an untouched sentence."""
    n = end - start
    word = np.full(n + 2, np.uint64(NULL))
    tag, affix, relation = word.copy(), word.copy(), word.copy()
    word[:n] = corpus.word[start:end]
    tag[:n] = corpus.tag[start:end]
    affix[:n] = corpus.affix[start:end]
    word[n] = tag[n] = affix[n] = np.uint64(ROOT)
    left = np.full((3, n + 2), n + 1)
    left[2] = 0
    return Lines(
        word, tag, affix, relation, left, left.copy(),
        corpus.heads[start:end], corpus.labels[start:end], np.empty(n + 1, np.int64),
    )  # fmt: skip


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def fill_state(lines: Lines, size: int, b: int, nodes: Array, out: Array) -> None:
    """Write the atoms of a state (PARSER_ATOMS); `size` words are on the stack, `b` is next."""
    n = len(lines.word) - 2
    none = n + 1
    stack, left, right = lines.stack, lines.left, lines.right
    s0 = stack[size - 1] if size > 0 else none
    s1 = stack[size - 2] if size > 1 else none
    nodes[0], nodes[1] = s0, s1
    nodes[2] = stack[size - 3] if size > 2 else none
    nodes[3], nodes[4], nodes[5] = b, min(b + 1, none), min(b + 2, none)
    nodes[6], nodes[7] = left[0, s0], right[0, s0]
    nodes[8], nodes[9] = left[0, s1], right[0, s1]
    nodes[10] = left[0, b]
    nodes[11], nodes[12], nodes[13] = left[1, s0], right[1, s0], left[1, b]
    for k in range(_N):
        x = nodes[k]
        out[k] = lines.word[x]
        out[_N + k] = lines.tag[x]
        out[2 * _N + k] = lines.affix[x]
        out[3 * _N + k] = lines.relation[x]
    at = 4 * _N
    out[at] = min(b - s0, 6) if s0 < none else 7
    out[at + 1] = min(s0 - s1, 6) if s1 < none else 7
    out[at + 2] = min(right[2, s0], 3) * 4 + min(left[2, s0], 3) if s0 < none else 99
    out[at + 3] = min(right[2, s1], 3) * 4 + min(left[2, s1], 3) if s1 < none else 99
    out[at + 4] = min(left[2, b], 4)


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def move_cost(kind: int, lines: Lines, size: int, b: int) -> int:
    """Return how many gold arcs a move makes impossible: 0 shift, 1 left arc, 2 right arc."""
    stack, heads = lines.stack, lines.heads
    n = len(heads)
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
def move_costs(lines: Lines, size: int, b: int) -> Array:
    """Return the cost of each kind of move, _BIG for one that the state does not allow."""
    n = len(lines.heads)
    costs = np.full(3, _BIG)
    if b < n:
        costs[0] = move_cost(0, lines, size, b)
    if size >= 1 and (b < n or size == 1):
        costs[1] = move_cost(1, lines, size, b)
    if size >= 2:
        costs[2] = move_cost(2, lines, size, b)
    return costs


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def choose(scores: Array, lines: Lines, size: int, b: int, root: int, choice: Array) -> None:
    """Write the best allowed action to `choice[0]` and the best without a loss to `choice[1]`."""
    labels = (len(scores) - 1) // 2
    ended = b == len(lines.heads)
    costs = move_costs(lines, size, b)
    least = costs.min()
    choice[:] = -1
    for a in range(len(scores)):
        kind = 0 if a == 0 else (1 if a <= labels else 2)
        if costs[kind] == _BIG:
            continue
        label = a - 1 if kind == 1 else a - 1 - labels
        if (kind == 1 and ended != (label == root)) or (kind == 2 and label == root):
            continue
        if choice[0] < 0 or scores[a] > scores[choice[0]]:
            choice[0] = a
        if costs[kind] != least:
            continue
        if kind > 0:
            s0 = lines.stack[size - 1]
            head = b if kind == 1 else lines.stack[size - 2]
            if lines.heads[s0] == head and lines.labels[s0] != label:
                continue
        if choice[1] < 0 or scores[a] > scores[choice[1]]:
            choice[1] = a


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def attach(lines: Lines, head: int, dependent: int, label: int) -> None:
    """Hang a word on its head."""
    lines.relation[dependent] = np.uint64(label + FIRST)
    side = lines.left if dependent < head else lines.right
    side[1, head] = side[0, head]
    side[0, head] = dependent
    side[2, head] += 1


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def parser_pass(
    order: Array, begin: int, follow: float, draws: Array, corpus: Corpus, root: int,
    templates: Hashes, table: Rows,
) -> int:  # fmt: skip
    """Learn from the sentences of `order` from `begin` on; return where the table ran full.

    With probability `follow` the parser walks on by its own choice, right or wrong.
    """
    features = np.empty(len(templates.seeds), np.uint64)
    scores = np.empty(table.weights.shape[1], np.float32)
    labels = (len(scores) - 1) // 2
    values = np.zeros(4 * _N + 5, np.uint64)
    nodes = np.empty(_N, np.int64)
    choice = np.empty(2, np.int64)
    for position in range(begin, len(order)):
        start, end = corpus.offsets[order[position]], corpus.offsets[order[position] + 1]
        if table.used[0] + 2 * (end - start) * len(features) >= len(table.weights):
            return position
        lines = start_lines(corpus, start, end)
        size, b = 0, 0
        while b < end - start or size > 0:
            fill_state(lines, size, b, nodes, values)
            hash_state(values, templates, features, 0)
            score_state(table, features, scores)
            choose(scores, lines, size, b, root, choice)
            if choice[0] != choice[1]:
                update(table, features, choice[1], choice[0])
            table.clock[0] += 1
            own = draws[np.int64(table.clock[0]) % len(draws)] < follow
            action = choice[0] if own else choice[1]
            if action == 0:
                lines.stack[size] = b
                size += 1
                b += 1
                continue
            size -= 1
            if action <= labels:
                attach(lines, b, lines.stack[size], action - 1)
            else:
                attach(lines, lines.stack[size - 1], lines.stack[size], action - 1 - labels)
    return len(order)
