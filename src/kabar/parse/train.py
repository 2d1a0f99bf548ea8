"""Training of a language's parser from treebanks (`kabar train`): weights and their model card."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kabar.errors import BadInput, MissingParser
from kabar.languages.load import Language
from kabar.parse.conllu import read_conllu
from kabar.parse.evaluate import CORE_RELATIONS, score_parses
from kabar.parse.network import NetworkParser
from kabar.parse.options import Options, Report, silent
from kabar.parse.treebanks import (
    Treebank,
    load_treebank,
    treebank_name,
    with_whole_compounds,
)
from kabar.text.tokens import load_token_rules

WEIGHTS_LICENCE = "CC BY-SA 4.0"


def train(
    language: Language,
    treebanks: Sequence[tuple[Path, float]],
    *,
    seed: int,
    out: Path,
    tests: Sequence[Path] = (),
    licence: str | None = None,
    allow_non_commercial: bool = False,
    options: Options | None = None,
    report: Report = silent,
) -> dict[str, Any]:
    """Write the weights learnt from treebanks to `out`, a model card beside it; return the card.

    Each treebank comes with its weight. `licence` says the terms of treebanks whose own cannot be
    found. `tests` are scored only, and refused where they are also learnt from.
    Raises BadInput for a treebank that cannot be used, MissingParser without `kabar[train]`.
    """
    if not treebanks:
        raise BadInput("no treebank to learn from; name one with --treebank FILE")
    shared = {path.resolve() for path, _ in treebanks} & {path.resolve() for path in tests}
    if shared:
        raise BadInput(f"{min(shared).name} is both learnt from and tested on; leave out one")
    if find_spec("torch") is None:
        raise MissingParser("training needs torch; run: pip install 'kabar[train]'")
    learn = import_module("kabar.parse.learn")  # needs torch, which only training installs
    banks = [
        load_treebank(path, weight, licence=licence, allow_non_commercial=allow_non_commercial)
        for path, weight in treebanks
    ]
    options = options or Options()
    rules = load_token_rules(language.folder)
    pairs = [(s, b.weight) for b in banks for s, _ in with_whole_compounds(b.sentences, rules)]
    learn.learn(
        [s for s, _ in pairs], [w for _, w in pairs], out, seed=seed, options=options, report=report
    )
    card = _build_card(language, banks, tests, seed=seed, out=out, options=options)
    text = json.dumps(card, indent=2, ensure_ascii=False, sort_keys=False) + "\n"
    card_path(out).write_text(text, encoding="utf-8")
    return card


def card_path(weights: Path) -> Path:
    """Return where the model card of a weights file stands: `parser.weights`, `parser.json`."""
    return weights.with_suffix(".json")


def evaluate(weights: Path, tests: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the scores of a weights file on treebanks, on their own words."""
    parser = NetworkParser.load(weights)
    rows: list[dict[str, Any]] = []
    for path in tests:
        gold = read_conllu(path)
        scores = score_parses(gold, parser.parse([s.forms for s in gold]))
        facts = {name: round(value, 2) for name, value in asdict(scores).items()}
        rows.append({"treebank": treebank_name(path), "sentences": len(gold), **facts})
    return rows


def _build_card(
    language: Language,
    banks: Sequence[Treebank],
    tests: Sequence[Path],
    *,
    seed: int,
    out: Path,
    options: Options,
) -> dict[str, Any]:
    data = out.read_bytes()
    return {
        "language": language.code,
        "what": "recurrent network that tags and parses, for kabar",
        "licence": WEIGHTS_LICENCE,
        "weights": {
            "file": out.name,
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
        },
        "seed": seed,
        "options": {
            **asdict(options),
            "features": list(options.features),
            "vectors": None if options.vectors is None else options.vectors.name,
        },
        "treebanks": [
            {
                "treebank": bank.name,
                "weight": bank.weight,
                "licence": bank.licence,
                "sentences": len(bank.sentences),
                "words": sum(len(s) for s in bank.sentences),
                "sha256": bank.sha256,
            }
            for bank in banks
        ],
        "scores": evaluate(out, tests),
        "measures": {
            "upos, uas, las": "per cent of all words; las compares main relations",
            "core": "F1 of " + ", ".join(sorted(CORE_RELATIONS)) + ", head and main relation",
        },
    }
