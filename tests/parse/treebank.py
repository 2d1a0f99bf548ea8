"""Tiny treebanks of invented sentences for the parser's tests."""

from pathlib import Path

from kabar.parse.conllu import UdSentence, write_conllu

CAST = ("Talavia", "Brunia", "Osteria", "Nordania")
DEEDS = ("attacked", "praised", "warned", "blamed")


def sentence(line: str) -> UdSentence:
    """Return a sentence from `form/UPOS/head/relation` words, heads counted from 1."""
    cells = [word.rsplit("/", 3) for word in line.split()]
    return UdSentence(
        forms=tuple(c[0] for c in cells),
        lemmas=tuple(c[0].lower() for c in cells),
        upos=tuple(c[1] for c in cells),
        features=("_",) * len(cells),
        heads=tuple(int(c[2]) - 1 for c in cells),
        relations=tuple(c[3] for c in cells),
        joined=(False,) * len(cells),
    )


def sentences() -> list[UdSentence]:
    """Return active and passive sentences about four countries."""
    lines = []
    for a in CAST:
        for b in CAST:
            for deed in DEEDS:
                lines.append(
                    f"{a}/PROPN/2/nsubj {deed}/VERB/0/root {b}/PROPN/2/obj ./PUNCT/2/punct"
                )
                lines.append(
                    f"{a}/PROPN/3/nsubj:pass was/AUX/3/aux:pass {deed}/VERB/0/root by/ADP/5/case "
                    f"{b}/PROPN/3/obl:agent ./PUNCT/3/punct"
                )
    return [sentence(line) for line in lines]


def write_treebank(path: Path, licence: str | None = "CC BY-SA 4.0") -> Path:
    """Write the sentences as a treebank under the terms given."""
    head = f"# licence = {licence}\n" if licence else ""
    path.write_text(head + write_conllu(sentences()), encoding="utf-8")
    return path
