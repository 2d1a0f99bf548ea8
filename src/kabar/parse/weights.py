"""The file of a parser's weights: small, the same bytes for the same training, read fast.

A scorer keeps the features that matter as sorted keys of `bits + CHECK_BITS` bits (the top of
their hash), each with a row of small whole numbers, one per action. A table of 2^bits slots leads
from the top bits to the row; the check bits turn away nearly all features never trained.
"""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kabar.errors import BadLanguageData
from kabar.parse.features import TEMPLATES_CODE, U64

MAGIC = b"KABAR-UD-1\n"
CHECK_BITS = 12
_CHUNK = 1024
"""Rows copied and added at a time: enough to hide numpy's calls, few enough for the cache."""
LARGEST = 127
MOST_ROWS = 1 << (32 - CHECK_BITS)
_CHECK = np.uint64((1 << CHECK_BITS) - 1)
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "lc": 0, "lp": 0, "pb": 0}]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Rows of weights for hashed features; row 0 is the empty row of unknown features."""

    bits: int
    slots: NDArray[np.uint32]
    rows: NDArray[np.int64]
    """Weights of one byte, eight to a number, so that numpy copies rows fast."""
    actions: int

    def find(self, features: U64) -> NDArray[np.int64]:
        """Return the row of each feature, 0 where it was not trained."""
        keys = features >> np.uint64(64 - self.bits - CHECK_BITS)
        found = self.slots[keys >> np.uint64(CHECK_BITS)]
        same = (found & np.uint32(_CHECK)) == (keys & _CHECK).astype(np.uint32)
        rows: NDArray[np.int64] = np.where(same, found >> np.uint32(CHECK_BITS), 0).astype(np.int64)
        return rows

    def add_up(self, features: U64) -> NDArray[np.int16]:
        """Return the scores (states × actions) of features (templates × states)."""
        found = self.find(features)
        states, width = found.shape[1], self.rows.shape[1]
        together = max(4, min(len(found), _CHUNK // max(states, 1)))
        total = np.zeros((states, 8 * width), np.int16)
        part = np.empty((together, states, width), np.int64)
        for at in range(0, len(found), together):
            block = found[at : at + together]
            chosen = part[: len(block)]
            np.take(self.rows, block, axis=0, out=chosen, mode="clip")
            total += chosen.view(np.int8).sum(axis=0, dtype=np.int16)
        return total[:, : self.actions]


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained tagger and parser; a tag is `UPOS` or `UPOS|Feature=Value`."""

    tags: tuple[str, ...]
    relations: tuple[str, ...]
    tagger: Scorer
    parser: Scorer


def build_scorer(bits: int, keys: U64, matrix: NDArray[np.int8]) -> Scorer:
    """Return a scorer from sorted keys, no two in one slot, and their rows."""
    slots = np.zeros(1 << bits, np.uint32)
    numbers = np.arange(1, len(keys) + 1, dtype=np.uint32) << np.uint32(CHECK_BITS)
    slots[keys >> np.uint64(CHECK_BITS)] = numbers | (keys & _CHECK).astype(np.uint32)
    actions = matrix.shape[1]
    rows = np.zeros((len(keys) + 1, -(-actions // 8) * 8), np.int8)
    rows[1:, :actions] = matrix
    return Scorer(bits, slots, rows.view(np.int64), actions)


def quantise(
    features: U64, weights: NDArray[np.float32], *, bits: int, least: float
) -> tuple[U64, NDArray[np.int8]]:
    """Return sorted keys and their rows in whole numbers of one byte; weights below `least` go.

    Where two features fall into one slot, the one with the larger weights stays.
    """
    scale = LARGEST / max(float(np.abs(weights).max(initial=0.0)), 1e-9)
    matrix = np.rint(weights * scale).astype(np.int8)
    matrix[np.abs(weights) < least] = 0
    sizes = np.abs(matrix.astype(np.int32)).sum(axis=1)
    keys = features >> np.uint64(64 - bits - CHECK_BITS)
    order = np.lexsort((keys, -sizes, keys >> np.uint64(CHECK_BITS)))
    order = order[sizes[order] > 0]
    slots = keys[order] >> np.uint64(CHECK_BITS)
    first = np.ones(len(order), bool)
    first[1:] = slots[1:] != slots[:-1]
    order = order[first]
    if len(order) >= MOST_ROWS:
        order = np.sort(order[np.argsort(-sizes[order], kind="stable")[: MOST_ROWS - 1]])
        order = order[np.argsort(keys[order], kind="stable")]
    return keys[order], matrix[order]


def _pack(keys: U64, matrix: NDArray[np.int8]) -> list[bytes]:
    """Return the byte columns of a scorer: gaps of keys, which actions count, their weights."""
    gaps = np.diff(keys, prepend=np.uint64(0))
    planes = [(gaps >> np.uint64(8 * i)).astype(np.uint8).tobytes() for i in range(5)]
    mask = matrix != 0
    counts = mask.sum(axis=1).astype(np.uint8)
    actions = np.nonzero(mask)[1].astype(np.uint8)
    return [*planes, *(part.tobytes() for part in (counts, actions, matrix[mask]))]


def _unpack(parts: list[bytes], actions: int) -> tuple[U64, NDArray[np.int8]]:
    gaps = sum(
        (np.frombuffer(part, np.uint8).astype(np.uint64) << np.uint64(8 * i))
        for i, part in enumerate(parts[:5])
    )
    keys = np.cumsum(np.asarray(gaps, np.uint64), dtype=np.uint64)
    counts = np.frombuffer(parts[5], np.uint8)
    matrix = np.zeros((len(keys), actions), np.int8)
    rows = np.repeat(np.arange(len(keys)), counts)
    matrix[rows, np.frombuffer(parts[6], np.uint8)] = np.frombuffer(parts[7], np.int8)
    return keys, matrix


def write_weights(
    path: Path,
    *,
    tags: tuple[str, ...],
    relations: tuple[str, ...],
    scorers: dict[str, tuple[int, U64, NDArray[np.int8]]],
) -> int:
    """Write a weights file from quantised scorers (bits, keys, rows); return its size in bytes."""
    header: dict[str, Any] = {
        "templates": TEMPLATES_CODE,
        "tags": tags,
        "relations": relations,
        "scorers": {},
    }
    body: list[bytes] = []
    for name in ("tagger", "parser"):
        bits, keys, matrix = scorers[name]
        parts = [lzma.compress(p, lzma.FORMAT_RAW, filters=_FILTERS) for p in _pack(keys, matrix)]
        header["scorers"][name] = {
            "bits": bits,
            "actions": matrix.shape[1],
            "parts": [len(p) for p in parts],
        }
        body += parts
    head = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    data = b"".join([MAGIC, len(head).to_bytes(4, "little"), head, *body])
    path.write_bytes(data)
    return len(data)


def read_weights(path: Path) -> Weights:
    """Return the tagger and parser of a weights file.

    Raises BadLanguageData where the file is something else or cut short.
    """
    data = path.read_bytes()
    at = len(MAGIC) + 4
    try:
        if not data.startswith(MAGIC):
            raise ValueError("another format")
        head = int.from_bytes(data[at - 4 : at], "little")
        header = json.loads(data[at : at + head])
        at += head
        if header["templates"] != TEMPLATES_CODE:
            raise ValueError("made for another version's features")
        scorers: dict[str, Scorer] = {}
        for name in ("tagger", "parser"):
            facts = header["scorers"][name]
            parts = []
            for length in facts["parts"]:
                packed = data[at : at + length]
                parts.append(lzma.decompress(packed, lzma.FORMAT_RAW, filters=_FILTERS))
                at += length
            scorers[name] = build_scorer(facts["bits"], *_unpack(parts, facts["actions"]))
    except (ValueError, KeyError, IndexError, lzma.LZMAError) as error:
        raise BadLanguageData(
            f"{path.name}: not a Kabar weights file ({error}); make one with `kabar train`"
        ) from error
    return Weights(
        tuple(header["tags"]), tuple(header["relations"]), scorers["tagger"], scorers["parser"]
    )
