"""An averaged perceptron over hashed features, compiled by numba for training.

Features live in an open hash table from 64 bits to a row of weights, one weight per action. A
feature gets its row the second time an error touches it; features seen once only cost space.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from kabar.parse.features import MULTIPLIER, SHIFT

_K = np.uint64(MULTIPLIER)
_SHIFT = np.uint64(SHIFT)
SEEN_BITS = 27
_SEEN_SHIFT = np.uint64(64 - SEEN_BITS)

Array = NDArray[Any]


class Rows(NamedTuple):
    """A perceptron's arrays: a hash table from features to rows of weights, and their sums."""

    keys: Array
    numbers: Array
    used: Array
    seen: Array
    weights: Array
    sums: Array
    clock: Array


class Hashes(NamedTuple):
    """A template table's arrays."""

    atoms: Array
    sizes: Array
    seeds: Array


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def find_row(table: Rows, feature: Any) -> Any:
    """Return the row of a feature, -1 where it has none."""
    mask = np.uint64(len(table.keys) - 1)
    i = feature & mask
    while table.keys[i] != 0:
        if table.keys[i] == feature:
            return table.numbers[i]
        i = (i + np.uint64(1)) & mask
    return -1


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def add_row(table: Rows, feature: Any) -> Any:
    """Return the feature's row, a new one on its second visit, -1 on its first."""
    row = find_row(table, feature)
    if row >= 0:
        return row
    bit = feature >> _SEEN_SHIFT
    if table.seen[bit] == 0:
        table.seen[bit] = 1
        return -1
    row = table.used[0]
    put_row(table.keys, table.numbers, feature, row)
    table.used[0] += 1
    return row


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def put_row(keys: Array, numbers: Array, feature: Any, row: int) -> None:
    """Enter a feature that is not in the hash table yet."""
    mask = np.uint64(len(keys) - 1)
    i = feature & mask
    while keys[i] != 0:
        i = (i + np.uint64(1)) & mask
    keys[i] = feature
    numbers[i] = row


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def rehash(old_keys: Array, old_numbers: Array, keys: Array, numbers: Array) -> None:
    """Move a hash table's entries to a larger one."""
    for k in range(len(old_keys)):
        if old_keys[k] != 0:
            put_row(keys, numbers, old_keys[k], old_numbers[k])


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def hash_state(values: Array, table: Hashes, out: Array, at: int) -> None:
    """Write the features of one state's atoms to `out` from `at` on (see TemplateTable.hash)."""
    for t in range(len(table.seeds)):
        h = table.seeds[t]
        for k in range(table.sizes[t]):
            h = (h ^ values[table.atoms[t, k]]) * _K
            h ^= h >> _SHIFT
        out[at + t] = h


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def score_state(table: Rows, features: Array, scores: Array) -> None:
    """Write the sum of the features' rows to `scores`."""
    scores[:] = 0
    for feature in features:
        row = find_row(table, feature)
        if row >= 0:
            for a in range(len(scores)):
                scores[a] += table.weights[row, a]


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def update(table: Rows, features: Array, good: int, bad: int) -> None:
    """Learn from a mistake: `bad` was chosen where `good` is right."""
    step = table.clock[0]
    for feature in features:
        row = add_row(table, feature)
        if row >= 0:
            table.weights[row, good] += 1
            table.sums[row, good] += step
            table.weights[row, bad] -= 1
            table.sums[row, bad] -= step
