"""The file of a parser's weights: whole numbers of one byte and their scales, in numpy's `.npz`.

Activations and weights are whole numbers from -127 to 127, so that every sum of products is exact
in floating point, whatever the order of adding: the same trees on every machine, alone or in
company.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kabar.errors import BadLanguageData

FORMAT = "kabar-ud-2"
LARGEST = 127
HEADER = "header"

F32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Linear:
    """A layer `y = (x @ weight) * scale + bias` of whole numbers x (words × inputs)."""

    weight: F32
    scale: F32
    bias: F32

    def __call__(self, x: F32) -> F32:
        """Return the outputs (words × outputs) of inputs (words × inputs)."""
        result: F32 = (x @ self.weight) * self.scale + self.bias
        return result


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained network; `forms` number the words it knows, `tags` are UPOS."""

    tags: tuple[str, ...]
    relations: tuple[str, ...]
    forms: Mapping[str, int]
    words: NDArray[np.int8]
    affixes: NDArray[np.int8]
    embedding_scale: F32
    layers: tuple[Linear, ...]
    tagger: Linear
    arc_dependent: Linear
    arc_head: Linear
    arc: F32
    """Whole numbers (dependents × heads) and, as the last line, those of the head alone."""
    arc_scales: tuple[float, float]
    label_dependent: Linear
    label_head: Linear
    label: F32
    """Whole numbers: dependents × (relations × heads)."""
    label_scale: F32
    label_of_dependent: Linear
    label_of_head: Linear


LINEARS = (
    "tagger",
    "arc_dependent",
    "arc_head",
    "label_dependent",
    "label_head",
    "label_of_dependent",
    "label_of_head",
)


def quantise(weight: F32) -> tuple[NDArray[np.int8], F32]:
    """Return whole numbers of one byte and the scale of each output (the last axis)."""
    scale = np.abs(weight).max(axis=0) / LARGEST
    scale = np.where(scale > 0, scale, 1.0).astype(np.float32)
    return np.rint(weight / scale).astype(np.int8), scale


def write_weights(
    path: Path,
    arrays: Mapping[str, NDArray[np.generic]],
    *,
    tags: tuple[str, ...],
    relations: tuple[str, ...],
    forms: tuple[str, ...],
) -> None:
    """Write a weights file; the same arrays give the same bytes."""
    header = {"format": FORMAT, "tags": tags, "relations": relations, "forms": forms}
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    everything = {**arrays, HEADER: np.frombuffer(text, np.uint8)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(everything):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, everything[name], allow_pickle=False)
            # A fixed time, or the same weights would give other bytes.
            packed.writestr(
                zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue(), zipfile.ZIP_DEFLATED, 9
            )


def read_weights(path: Path) -> Weights:
    """Return the network of a weights file.

    Raises BadLanguageData where the file is something else or cut short.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        header = json.loads(arrays.pop(HEADER).tobytes())
        if header["format"] != FORMAT:
            raise ValueError("made for another version")
        return _build(arrays, header)
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise BadLanguageData(
            f"{path.name}: not a Kabar weights file ({error}); make one with `kabar train`"
        ) from error


def _build(arrays: Mapping[str, NDArray[np.generic]], header: Mapping[str, list[str]]) -> Weights:
    def linear(name: str) -> Linear:
        weight, scale, bias = (arrays[f"{name}.{part}"] for part in ("weight", "scale", "bias"))
        return Linear(*(each.astype(np.float32) for each in (weight, scale, bias)))

    depth = sum(name.startswith("layer") and name.endswith(".weight") for name in arrays)
    arc_scale, head_scale = arrays["arc.scale"].astype(np.float64).tolist()
    return Weights(
        tags=tuple(header["tags"]),
        relations=tuple(header["relations"]),
        forms={form: number for number, form in enumerate(header["forms"]) if form},
        words=arrays["words"].astype(np.int8),
        affixes=arrays["affixes"].astype(np.int8),
        embedding_scale=arrays["embedding.scale"].astype(np.float32),
        layers=tuple(linear(f"layer{k}") for k in range(depth)),
        arc=arrays["arc.weight"].astype(np.float32),
        arc_scales=(arc_scale, head_scale),
        label=arrays["label.weight"].astype(np.float32),
        label_scale=arrays["label.scale"].astype(np.float32),
        **{name: linear(name) for name in LINEARS},
    )
