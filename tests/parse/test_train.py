"""Training: a small treebank is learnt, the same bytes every time, with a card beside."""

import hashlib
import json

import pytest

from kabar.errors import BadInput, MissingParser
from kabar.languages.load import load_language
from kabar.parse.network import NetworkParser
from kabar.parse.options import Options
from kabar.parse.train import card_path, evaluate, train
from tests.parse.treebank import write_treebank

ENGLISH = load_language("en")
QUICK = Options(epochs=30, embedding=32, width=32, layers=2, words_per_step=100)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    pytest.importorskip("torch", reason="training needs kabar[train]")
    folder = tmp_path_factory.mktemp("train")
    bank = write_treebank(folder / "xx_own-train.conllu")
    held = write_treebank(folder / "xx_own-test.conllu")
    cards = [
        train(
            ENGLISH, [(bank, 1.5)], seed=1, out=folder / f"{k}.weights", tests=[held], options=QUICK
        )
        for k in ("a", "b")
    ]
    return folder, cards


@pytest.mark.train
def test_learns_voice_and_roles(trained):
    folder, _ = trained
    parser = NetworkParser.load(folder / "a.weights")
    (rows,) = parser.parse([["Osteria", "was", "blamed", "by", "Talavia", "."]])
    assert [r.relation for r in rows] == [
        *("nsubj:pass", "aux:pass", "root", "case", "obl:agent", "punct")
    ]
    assert [r.head for r in rows] == [2, 2, -1, 4, 2, 2]


@pytest.mark.train
def test_same_bytes_from_the_same_seed(trained):
    folder, _ = trained
    assert (folder / "a.weights").read_bytes() == (folder / "b.weights").read_bytes()


@pytest.mark.train
def test_card_names_sources_terms_scores_and_the_file(trained):
    folder, cards = trained
    card = json.loads(card_path(folder / "a.weights").read_text(encoding="utf-8"))
    assert card == cards[0]
    assert card["treebanks"][0]["treebank"] == "xx_own-train"
    assert card["treebanks"][0]["weight"] == 1.5
    assert card["treebanks"][0]["licence"] == "CC BY-SA 4.0"
    digest = hashlib.sha256((folder / "a.weights").read_bytes()).hexdigest()
    assert card["weights"]["sha256"] == digest
    assert card["scores"] == evaluate(folder / "a.weights", [folder / "xx_own-test.conllu"])
    assert card["scores"][0]["las"] > 95


def test_refuses_to_test_on_what_it_learns_from(tmp_path):
    bank = write_treebank(tmp_path / "xx_own.conllu")
    with pytest.raises(BadInput, match="both learnt from and tested on"):
        train(ENGLISH, [(bank, 1.0)], seed=1, out=tmp_path / "o", tests=[bank])


def test_refuses_to_learn_from_nothing(tmp_path):
    with pytest.raises(BadInput, match="--treebank"):
        train(ENGLISH, [], seed=1, out=tmp_path / "o")


def test_without_torch_says_what_to_install(tmp_path, monkeypatch):
    bank = write_treebank(tmp_path / "xx_own.conllu")
    monkeypatch.setattr("kabar.parse.train.find_spec", lambda name: None)
    with pytest.raises(MissingParser, match=r"kabar\[train\]"):
        train(ENGLISH, [(bank, 1.0)], seed=1, out=tmp_path / "o")


def test_shipped_weights_match_their_cards():
    for code in ("en", "id"):
        folder = load_language(code).folder
        card = json.loads((folder / "parser.json").read_text(encoding="utf-8"))
        data = (folder / card["weights"]["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == card["weights"]["sha256"]
        assert len(data) <= 7_000_000
        assert not any("NC" in bank["licence"] for bank in card["treebanks"])
        names = [bank["treebank"] for bank in card["treebanks"]]
        assert not any(name.endswith("-test") or name == "en_ewt-dev" for name in names)
