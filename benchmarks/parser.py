"""Accuracy, speed, load time and memory of a language's parser.

    python -m benchmarks.parser en --treebank en_ewt-test.conllu.xz --treebank en_ewt-dev.conllu.xz

Scores are on the treebank's own words with predicted tags (see kabar.parse.evaluate). Speed is the
best of three runs over all sentences of the treebanks, in words per second of processor time on
one core; tokenizing and lemmatising the same sentences as text is timed apart.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.options import command
from kabar.languages.load import load_language
from kabar.parse.conllu import UdSentence, read_conllu
from kabar.parse.evaluate import score_parses
from kabar.parse.lemmas import lemmatize
from kabar.parse.parsers import load_parser
from kabar.text.tokens import tokenize

RUNS = 3


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def text_of(sentence: UdSentence) -> str:
    """Return a sentence as it was written, as far as its treebank notes spaces."""
    pairs = zip(sentence.forms, sentence.joined, strict=True)
    return "".join(form + ("" if joined else " ") for form, joined in pairs).rstrip()


def main() -> None:
    options = command("parser", __doc__)
    options.add_argument("language")
    options.add_argument("--treebank", type=Path, action="append", required=True)
    options.add_argument("--parser", default="kabar", help="kabar, spacy:MODEL, stanza")
    chosen = options.parse_args()
    language = load_language(chosen.language)
    start = time.perf_counter()
    parser = load_parser(language, chosen.parser)
    print(f"load {time.perf_counter() - start:.2f} s")
    everything: list[UdSentence] = []
    print(f"{'treebank':<24}{'words':>8}{'UPOS':>8}{'UAS':>8}{'LAS':>8}{'core':>8}")
    for path in chosen.treebank:
        gold = read_conllu(path)
        scores = score_parses(gold, parser.parse([s.forms for s in gold]))
        numbers = (scores.upos, scores.uas, scores.las, scores.core)
        cells = "".join(f"{number:8.2f}" for number in numbers)
        print(f"{path.name.split('.')[0]:<24}{scores.words:>8}{cells}")
        everything += gold
    words = sum(len(s) for s in everything)
    forms = [s.forms for s in everything]
    texts = [text_of(s) for s in everything]
    parse = min(seconds(lambda: parser.parse(forms)) for _ in range(RUNS))
    cut = seconds(lambda: [tokenize(text, 0, len(text), language) for text in texts])
    lemmas = seconds(lambda: [lemmatize(s.forms, s.upos, language) for s in everything])
    print(f"words/s: parse {words / parse:,.0f}, tokenize {words / cut:,.0f}, ", end="")
    print(f"lemmatize {words / lemmas:,.0f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
