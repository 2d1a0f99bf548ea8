"""Makes the shipped parser weights and their cards again from a folder of UD treebanks.

    python tools/train_parsers.py id FOLDER [en.vectors.npz]

FOLDER holds the files named in a card's `treebanks` (`id_csui-train.conllu.xz`, …), but for Kabar's
own, which stand in `knowledge/treebanks`; the vectors, for English, come from
`tools/build_vectors.py`. On the kind of machine that made them the bytes are those shipped.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kabar.languages.load import load_language
from kabar.parse.options import Options
from kabar.parse.parsers import WEIGHTS_NAME
from kabar.parse.train import train

OWN = Path(__file__).resolve().parent.parent / "knowledge" / "treebanks"
SEED = 1
RECIPES = {
    "en": (
        {"en_ewt-train": 1.0, "en_gum_open-train": 1.0, "en_kabar-train": 3.0},
        ("en_ewt-dev", "en_ewt-test", "en_kabar-test"),
    ),
    "id": (
        {
            "id_csui-train": 2.0,
            "id_gsd2017_lifted-train": 1.0,
            "id_pud_wiki-train": 1.0,
            "id_gsd-dev": 1.0,
            "id_kabar-train": 3.0,
        },
        ("id_gsd-test", "id_csui-test", "id_kabar-test"),
    ),
}


def find(folder: Path, name: str) -> Path:
    """Return where a treebank stands: among our own, else in the folder."""
    own = OWN / f"{name}.conllu"
    return own if own.exists() else folder / f"{name}.conllu.xz"


def main(code: str, folder: Path, vectors: Path | None = None) -> None:
    treebanks, tests = RECIPES[code]
    language = load_language(code)
    card = train(
        language,
        [(find(folder, name), weight) for name, weight in treebanks.items()],
        seed=SEED,
        out=language.folder / WEIGHTS_NAME,
        tests=[find(folder, name) for name in tests],
        options=Options(vectors=vectors),
        report=lambda line: print(line, file=sys.stderr, flush=True),
    )
    for row in card["scores"]:
        print(row)


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
