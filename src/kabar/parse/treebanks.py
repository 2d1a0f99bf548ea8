"""Treebanks to learn from: what they are, under which terms, and the words our tokenizer makes."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kabar.errors import BadInput
from kabar.parse.conllu import UdSentence, read_conllu, read_lines
from kabar.text.tokens import TokenRules, find_cuts

KNOWN = Path(__file__).with_name("treebanks.toml")
_NON_COMMERCIAL = re.compile(r"\bNC\b|non-?\s?commercial", re.IGNORECASE)
_LICENCE_LINE = re.compile(r"#\s*licen[cs]e\s*[:=]\s*(.+)", re.IGNORECASE)
_HEAD_LINES = 50


@dataclass(frozen=True, slots=True)
class Treebank:
    """One treebank file; each of its sentences counts `weight` times in an epoch."""

    name: str
    weight: float
    licence: str
    sha256: str
    sentences: tuple[UdSentence, ...]


def treebank_name(path: Path) -> str:
    """Return a treebank file's name without `.conllu` or `.conllu.xz`."""
    return path.name.removesuffix(".xz").removesuffix(".conllu")


def load_treebank(
    path: Path, weight: float, *, licence: str | None = None, allow_non_commercial: bool = False
) -> Treebank:
    """Return a treebank with its terms.

    Raises BadInput where it is unreadable or empty, where its licence is not known, and where the
    licence forbids commercial use and `allow_non_commercial` was not given.
    """
    if weight <= 0:
        raise BadInput(f"{path.name}: a treebank's weight must be above 0, not {weight}")
    sentences = read_conllu(path)
    if not sentences:
        raise BadInput(f"{path}: no sentences; a treebank is a file in CoNLL-U form")
    terms = licence or find_licence(path)
    if terms is None:
        raise BadInput(f"{path.name}: licence not known; say which with --licence 'CC BY-SA 4.0'")
    if _NON_COMMERCIAL.search(terms) and not allow_non_commercial:
        raise BadInput(
            f"{path.name} is under {terms}: weights made from it could not be used commercially; "
            "pass --allow-non-commercial if that is what you want"
        )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Treebank(treebank_name(path), weight, terms, digest, tuple(sentences))


def find_licence(path: Path) -> str | None:
    """Return the terms in the file's head, in a LICENSE file beside it, or known by its name."""
    for line in read_lines(path)[:_HEAD_LINES]:
        found = _LICENCE_LINE.match(line)
        if found:
            return found[1].strip()
    known = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    for prefix in sorted(known, key=len, reverse=True):
        if path.name.lower().startswith(prefix):
            return str(known[prefix])
    for beside in sorted(path.parent.glob("LICEN[CS]E*")):
        lines = (line.strip() for line in beside.read_text("utf-8", "replace").splitlines())
        return next((line for line in lines if line), None)
    return None


def with_whole_compounds(
    sentences: Iterable[UdSentence], rules: TokenRules
) -> list[tuple[UdSentence, bool]]:
    """Return the sentences, and a second copy (True) of those that hold a compound cut at hyphens.

    In the copy the compounds that our tokenizer keeps whole are one word: treebanks cut
    *cease - fire*, text that is parsed does not.
    """
    result: list[tuple[UdSentence, bool]] = []
    for sentence in sentences:
        result.append((sentence, False))
        merged = join_compounds(sentence, rules)
        if len(merged) < len(sentence):
            result.append((merged, True))
    return result


def join_compounds(sentence: UdSentence, rules: TokenRules) -> UdSentence:
    """Return the sentence with each hyphenated compound that the rules keep whole as one word."""
    groups: list[range] = []
    i = 0
    while i < len(sentence):
        end = _compound_end(sentence, i, rules)
        groups.append(range(i, end))
        i = end
    return _join(sentence, groups) if len(groups) < len(sentence) else sentence


def _compound_end(sentence: UdSentence, start: int, rules: TokenRules) -> int:
    """Return the end of the longest compound at `start` that is one word and one subtree."""
    forms = sentence.forms
    end = start + 1
    best = end
    while end + 1 < len(sentence) and forms[end] == "-" and _touches(sentence, end):
        end += 2
        word = "".join(forms[start:end])
        if len(find_cuts(word, start == 0, rules)) > 1:
            break
        if _outside_head(sentence, range(start, end)) is not None:
            best = end
    return best


def _touches(sentence: UdSentence, hyphen: int) -> bool:
    """Say whether a hyphen stands between letters without spaces, or between equal words."""
    before, after = sentence.forms[hyphen - 1], sentence.forms[hyphen + 1]
    if not (before[-1].isalnum() and after[0].isalnum()):
        return False
    if before.lower() == after.lower():  # reduplications of treebanks that do not note spaces
        return True
    return sentence.joined[hyphen - 1] and sentence.joined[hyphen]


def _outside_head(sentence: UdSentence, group: Sequence[int]) -> int | None:
    """Return the one word of a group whose head is outside it, None where there are several."""
    tops = [i for i in group if sentence.heads[i] not in group]
    return tops[0] if len(tops) == 1 else None


def _join(sentence: UdSentence, groups: list[range]) -> UdSentence:
    place = {old: new for new, group in enumerate(groups) for old in group}
    tops = [_outside_head(sentence, group) or group[0] for group in groups]
    heads = [sentence.heads[top] for top in tops]
    return replace(
        sentence,
        forms=tuple("".join(sentence.forms[g.start : g.stop]) for g in groups),
        lemmas=tuple("".join(sentence.lemmas[g.start : g.stop]) for g in groups),
        upos=tuple(sentence.upos[top] for top in tops),
        features=tuple(sentence.features[top] for top in tops),
        heads=tuple(place[head] if head >= 0 else -1 for head in heads),
        relations=tuple(sentence.relations[top] for top in tops),
        joined=tuple(sentence.joined[g.stop - 1] for g in groups),
    )
