"""Sentences of a document to trees: cut into words, parsed together, lemmatised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kabar.languages.load import Language
from kabar.parse.lemmas import lemmatize
from kabar.parse.names import find_runs, load_name_words, put_back, stand_in_texts
from kabar.parse.parsers import Parser
from kabar.parse.tree import Tree, Word, build_tree
from kabar.text.tokens import tokenize

LONGEST_SENTENCE = 200
"""Longer sentences (lists, tables, text without stops) are cut, at punctuation where there is."""


def parse_sentences(
    text: str, spans: Sequence[tuple[int, int]], language: Language, parser: Parser
) -> list[Tree]:
    """Return one tree per sentence span of `text`, in order; `Tree.index` counts the trees.

    Spans without a word give no tree, spans of more than LONGEST_SENTENCE words several.
    """
    pieces: list[tuple[int, int, list[Word]]] = []
    for start, end in spans:
        words = tokenize(text, start, end, language)
        if len(words) <= LONGEST_SENTENCE:
            if words:
                pieces.append((start, end, words))
            continue
        for part in _cut_long(words):
            pieces.append((part[0].start, part[-1].end, part))
    names = load_name_words(language)
    runs = [find_runs(words, names) if names.stand_in else [] for _, _, words in pieces]
    parses = parser.parse(
        [
            stand_in_texts(words, joined, names)
            for (_, _, words), joined in zip(pieces, runs, strict=True)
        ]
    )
    trees: list[Tree] = []
    for (start, end, words), joined, parsed in zip(pieces, runs, parses, strict=True):
        rows = put_back(parsed, joined, len(words)) if joined else parsed
        lemmas = lemmatize([w.text for w in words], [r.upos for r in rows], language)
        trees.append(build_tree(len(trees), words, rows, lemmas, start=start, end=end))
    return trees


def _cut_long(words: list[Word]) -> Iterator[list[Word]]:
    """Yield pieces of at most LONGEST_SENTENCE words, each ending at its last punctuation mark."""
    at = 0
    while len(words) - at > LONGEST_SENTENCE:
        end = at + LONGEST_SENTENCE
        for i in range(end - 1, at + LONGEST_SENTENCE // 2, -1):
            if not words[i].text[0].isalnum():
                end = i + 1
                break
        yield words[at:end]
        at = end
    yield words[at:]
