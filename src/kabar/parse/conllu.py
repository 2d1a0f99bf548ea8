"""CoNLL-U files: read as sentences of plain columns, written back, `.xz` read as it is."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kabar.errors import BadInput
from kabar.parse.tree import UdRow

COLUMNS = 10


@dataclass(frozen=True, slots=True)
class UdSentence:
    """One annotated sentence; `heads` are 0-based, -1 for the root; `joined[i]`: no space after."""

    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    features: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    joined: tuple[bool, ...]

    def __len__(self) -> int:
        """Count the words."""
        return len(self.forms)

    def rows(self) -> list[UdRow]:
        """Return the annotation as a parser would give it."""
        columns = zip(self.upos, self.heads, self.relations, strict=True)
        return [UdRow(upos, head, relation) for upos, head, relation in columns]


def read_conllu(path: Path) -> list[UdSentence]:
    """Return the sentences of a `.conllu` or `.conllu.xz` file.

    Raises BadInput, naming the line, where it is not CoNLL-U.
    """
    return [_build_sentence(rows, path) for rows in _blocks(read_lines(path), path)]


def read_lines(path: Path) -> list[str]:
    """Return the lines of a text file, unpacked where its name ends in `.xz`."""
    try:
        if path.suffix == ".xz":
            with lzma.open(path, "rt", encoding="utf-8") as packed:
                return packed.read().split("\n")
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise BadInput(f"{path}: cannot be read as a treebank ({error})") from error


def _blocks(lines: Iterable[str], path: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r")
        if not line:
            if rows:
                yield rows
            rows = []
            continue
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != COLUMNS:
            raise BadInput(
                f"{path} line {number}: {len(cells)} columns where CoNLL-U has {COLUMNS}"
            )
        if cells[0].isdigit():
            rows.append(cells)
    if rows:
        yield rows


def _build_sentence(rows: list[list[str]], path: Path) -> UdSentence:
    try:
        heads = tuple(int(row[6]) - 1 for row in rows)
    except ValueError as error:
        raise BadInput(f"{path}: a word without a head ({' '.join(r[1] for r in rows)})") from error
    if any(head >= len(rows) for head in heads):
        raise BadInput(f"{path}: a head outside its sentence ({' '.join(r[1] for r in rows)})")
    return UdSentence(
        forms=tuple(row[1] for row in rows),
        lemmas=tuple(row[2] for row in rows),
        upos=tuple(row[3] for row in rows),
        features=tuple(row[5] for row in rows),
        heads=heads,
        relations=tuple(row[7] for row in rows),
        joined=tuple("SpaceAfter=No" in row[9] for row in rows),
    )


def write_conllu(sentences: Iterable[UdSentence]) -> str:
    """Return the sentences as CoNLL-U text."""
    blocks: list[str] = []
    for sentence in sentences:
        lines = []
        for i, form in enumerate(sentence.forms):
            cells = [
                str(i + 1),
                form,
                sentence.lemmas[i],
                sentence.upos[i],
                "_",
                sentence.features[i],
                str(sentence.heads[i] + 1),
                sentence.relations[i],
                "_",
                "SpaceAfter=No" if sentence.joined[i] else "_",
            ]
            lines.append("\t".join(cells))
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)
