"""Our own treebanks: well-formed trees of sentences that no held-out text holds."""

from pathlib import Path

import pytest

from kabar.parse.conllu import read_conllu
from kabar.parse.treebanks import find_licence

ROOT = Path(__file__).resolve().parent.parent.parent
BANKS = sorted((ROOT / "knowledge" / "treebanks").glob("*.conllu"))


def texts(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]


def words(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_every_tree_has_one_root_and_no_cycle(path: Path):
    sentences = read_conllu(path)
    assert len(sentences) == len(texts(path)) > 200
    for sentence in sentences:
        assert sentence.heads.count(-1) == 1
        for word in range(len(sentence)):
            seen: set[int] = set()
            while word >= 0:
                assert word not in seen, " ".join(sentence.forms)
                seen.add(word)
                word = sentence.heads[word]
    assert find_licence(path) == "CC BY-SA 4.0"


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_words_are_those_of_the_text(path: Path):
    for text, sentence in zip(texts(path), read_conllu(path), strict=True):
        assert words("".join(sentence.forms)) == words(text)


def test_no_sentence_stands_in_a_held_out_text_or_in_a_test_part():
    held = "".join(
        words(path.read_text(encoding="utf-8"))
        for pattern in ("heldout/articles/*.txt", "*/heldout*")
        for path in sorted((ROOT / "examples").glob(pattern))
        if path.is_file()
    )
    tested = {text for path in BANKS if path.stem.endswith("-test") for text in texts(path)}
    for path in BANKS:
        for text in texts(path):
            assert words(text) not in held
            assert path.stem.endswith("-test") or text not in tested
