"""Parse the sentences of quotes_cases.py with the shipped parser and store the trees beside them.

    python tests/extract/quotes_parses.py

Run it after a case is added; the tests then need no parser. Read the difference before you keep it:
a stored tree that the parser got wrong is a test of robustness, not a mistake.
"""

from __future__ import annotations

import json
from pathlib import Path

from quotes_cases import CASES

from kabar.languages.load import load_language
from kabar.parse.parsers import load_parser
from kabar.parse.trees import parse_sentences
from kabar.text.clean import find_blocks
from kabar.text.sentences import document_sentences

STORE = Path(__file__).with_name("quotes_parses.jsonl")


def main() -> None:
    languages = {code: load_language(code) for code in {case.language for case in CASES}}
    parsers = {code: load_parser(language) for code, language in languages.items()}
    lines = []
    for text, code in dict.fromkeys((case.text, case.language) for case in CASES):
        language = languages[code]
        blocks = find_blocks(text, language)
        spans = document_sentences(text, blocks, language)
        trees = parse_sentences(text, spans, language, parsers[code])
        stored = {
            "language": code,
            "text": text,
            "blocks": [[b.start, b.end, b.kind] for b in blocks],
            "trees": [
                [tree.start, tree.end]
                + [[t.start, t.end, t.upos, t.head, t.relation] for t in tree.tokens]
                for tree in trees
            ],
        }
        lines.append(json.dumps(stored, ensure_ascii=False))
    STORE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
