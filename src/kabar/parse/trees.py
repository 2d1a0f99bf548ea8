"""Sentences of a document to trees: cut into words, parsed together, lemmatised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kabar.languages.load import Language
from kabar.parse.grammar import load_grammar
from kabar.parse.lemmas import lemmatize
from kabar.parse.names import Run, find_runs, load_name_words, put_back, stand_in_texts
from kabar.parse.parsers import Parser
from kabar.parse.repairs import mend
from kabar.parse.tree import Tree, UdRow, Word, build_tree
from kabar.text.tokens import tokenize

LONGEST_SENTENCE = 200
"""Longer sentences (lists, tables, text without stops) are cut, at punctuation where there is."""


Spans = Sequence[tuple[int, int]]
"""Where the sentences of a text stand."""

Piece = tuple[int, int, list[Word]]
"""A sentence, or a part of a long one: where it stands and its words."""


def parse_sentences(text: str, spans: Spans, language: Language, parser: Parser) -> list[Tree]:
    """Return one tree per sentence span of `text`, in order; `Tree.index` counts the trees.

    Spans without a word give no tree, spans of more than LONGEST_SENTENCE words several.
    """
    return parse_documents([(text, spans)], language, parser)[0]


def parse_documents(
    documents: Sequence[tuple[str, Spans]], language: Language, parser: Parser
) -> list[list[Tree]]:
    """Return the trees of each text and its spans, as `parse_sentences` does for one.

    The trees are the same; parsing many sentences in one call takes a third of the time.
    """
    pieces = [_cut(text, spans, language) for text, spans in documents]
    names = load_name_words(language)
    flat = [words for each in pieces for _, _, words in each]
    runs = [find_runs(words, names) if names.stand_in else [] for words in flat]
    parses = parser.parse(
        [stand_in_texts(words, joined, names) for words, joined in zip(flat, runs, strict=True)]
    )
    parsed = iter(zip(runs, parses, strict=True))
    return [
        [_tree(index, piece, *next(parsed), language=language) for index, piece in enumerate(each)]
        for each in pieces
    ]


def _tree(
    index: int, piece: Piece, joined: list[Run], parsed: list[UdRow], *, language: Language
) -> Tree:
    start, end, words = piece
    rows = put_back(parsed, joined, len(words)) if joined else parsed
    rows = mend(words, rows, load_grammar(language).words("clause_openers"))
    lemmas = lemmatize([w.text for w in words], [r.upos for r in rows], language)
    return build_tree(index, words, rows, lemmas, start=start, end=end)


def _cut(text: str, spans: Spans, language: Language) -> list[Piece]:
    pieces: list[Piece] = []
    for start, end in spans:
        words = tokenize(text, start, end, language)
        if len(words) <= LONGEST_SENTENCE:
            if words:
                pieces.append((start, end, words))
            continue
        for part in _cut_long(words):
            pieces.append((part[0].start, part[-1].end, part))
    return pieces


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
