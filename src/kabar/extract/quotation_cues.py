"""The words that report speech: `languages/<code>/speech.csv` with `quotes.toml`, and their finds.

speech.csv has one cue a line: `cue`, `pos` (V verb, N noun, A adjective, P expression before the
speaker), `kind` (say, deny, warn, demand…), `frame` (what it may take, see FRAMES) and `forms` (the
first word as it is written, every form).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kabar.errors import BadLanguageData
from kabar.languages.load import Language
from kabar.parse.tree import Tree

FRAMES = {
    "direct": "words in quotation marks",
    "clause": "a reported clause (said that …)",
    "bare": "a clause without a word to open it, even where the parser sees an object",
    "to": "an infinitive of the speaker's own act (promised to …)",
    "other-to": "an infinitive or clause of another's act (urged X to …)",
    "object": "a noun phrase that names what was said (announced the closure)",
    "blame": "a noun phrase that names whom or what was judged (condemned the attack)",
    "accuse": "a person and a charge (accused X of …)",
    "as": "a person or thing and a description (described X as …, called X …)",
    "tell": "the object is the one spoken to (told reporters that …)",
    "after": "stands after or inside what was said (“…,” kata X)",
    "by": "passive: the speaker follows (disampaikan oleh X)",
    "agent": "passive of a verdict: who judges follows (dikecam X sebagai “…”)",
    "source": "the speaker follows the expression (according to X)",
    "question": "a reported question (asked whether …)",
    "noun-clause": "a noun with a reported clause (the claim that …)",
    "noun-to": "a noun with an infinitive (a threat to …)",
}
POS = frozenset("VNAP")


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of speech.csv; `rest` are the words after the first, lower case."""

    rest: tuple[str, ...]
    pos: str
    kind: str
    frames: frozenset[str]
    rule: str


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue in a sentence: tokens `first` to `last`, both included."""

    sentence: int
    first: int
    last: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class SpeechTable:
    """A language's cues by first word, longest first, and its function words for quotations."""

    cues: Mapping[str, tuple[Cue, ...]] = field(repr=False)
    words: Mapping[str, frozenset[str]]
    """The lists of quotes.toml: complementizers, negators, pronouns, clitics…"""


def _load_words(language: Language) -> dict[str, frozenset[str]]:
    path = language.folder / "quotes.toml"
    data: dict[str, Any] = {}
    if path.is_file():
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BadLanguageData(f"{language.code}/quotes.toml: {error}") from error
    return {key: frozenset(value) for key, value in data.items() if isinstance(value, list)}


def load_speech(language: Language) -> SpeechTable:
    """Return a language's cues and function words, a user's own lines included.

    Raises BadLanguageData where a line has an unknown part of speech or frame.
    """
    cues: dict[str, list[Cue]] = {}
    for row in language.table("speech"):
        frames = frozenset(row["frame"].split())
        unknown = sorted(frames - FRAMES.keys())
        if unknown or row["pos"] not in POS or not row["cue"]:
            what = f"frame '{unknown[0]}'" if unknown else f"pos '{row['pos']}'"
            raise BadLanguageData(
                f"{row.rule}: unknown {what}; frames: {', '.join(FRAMES)}; "
                f"pos: {', '.join(sorted(POS))}"
            )
        first, *rest = row["cue"].lower().split()
        cue = Cue(tuple(rest), row["pos"], row["kind"], frames, row.rule)
        for form in dict.fromkeys(row["forms"].lower().split() or [first]):
            cues.setdefault(form, []).append(cue)
    ranked = {form: tuple(sorted(found, key=_length)) for form, found in cues.items()}
    return SpeechTable(ranked, _load_words(language))


def _length(cue: Cue) -> int:
    return -len(cue.rest)


def _is_name(tree: Tree, i: int) -> bool:
    """Say whether a word is part of a name of several: *State Department*, *Claim Commission*."""
    word = tree.tokens[i]
    around = tree.tokens[max(i - 1, 0) : i + 2]
    named = [t for t in around if t.upos == "PROPN" and t.text[:1].isupper()]
    return word in named and any(
        t.head == i or word.head in (t.index, t.head) for t in named if t is not word
    )


def find_cues(tree: Tree, sentence: int, speech: SpeechTable) -> list[CueHit]:
    """Return the cues of a sentence, longest at each word; homographs of one length all count."""
    hits: list[CueHit] = []
    tokens = tree.tokens
    after_last = 0
    for token in tokens:
        found = speech.cues.get(token.lower)
        if found is None or token.index < after_last or _is_name(tree, token.index):
            continue
        length = -1
        for cue in found:
            size = len(cue.rest)
            if size < length:
                break
            i = token.index + 1
            if size and tuple(t.lower for t in tokens[i : i + size]) != cue.rest:
                continue
            length = size
            hits.append(CueHit(sentence, token.index, token.index + size, cue))
        if length > 0:
            after_last = token.index + length + 1
    return hits
