"""Room on a page: labels and marks put into rows so that none covers another."""

from __future__ import annotations

from collections.abc import Iterable


def pack(spans: Iterable[tuple[float, float]], gap: float = 2) -> list[int]:
    """Return a row for each span from left to right edge: the first row where it has room.

    >>> pack([(0, 10), (5, 15), (20, 30)])
    [0, 1, 0]
    """
    taken: list[list[tuple[float, float]]] = []
    rows: list[int] = []
    for left, right in spans:
        row = next(
            (n for n, others in enumerate(taken) if _is_free(left, right, others, gap)), len(taken)
        )
        if row == len(taken):
            taken.append([])
        taken[row].append((left, right))
        rows.append(row)
    return rows


def _is_free(left: float, right: float, others: list[tuple[float, float]], gap: float) -> bool:
    return all(right + gap <= first or last + gap <= left for first, last in others)
