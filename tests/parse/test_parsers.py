"""Choosing a parser: the shipped one, or a user's own pipeline behind the same protocol."""

import sys
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace

import pytest

from kabar.errors import MissingParser, UnknownName
from kabar.languages.load import Language, load_language
from kabar.parse.network import NetworkParser
from kabar.parse.parsers import SpacyParser, StanzaParser, load_parser
from kabar.parse.tree import UdRow

ENGLISH = load_language("en")
EXPECTED = [UdRow("PROPN", 1, "nsubj"), UdRow("VERB", -1, "root")]


@dataclass
class StandInSpacy:
    """Gives each word of a document the head after it and the last one the root."""

    vocab: object = field(default_factory=object)

    def pipe(self, docs):
        for doc in docs:
            tokens = [SimpleNamespace(i=i, text=word) for i, word in enumerate(doc.words)]
            for token in tokens:
                last = token.i == len(tokens) - 1
                token.head = token if last else tokens[token.i + 1]
                token.dep_ = "ROOT" if last else "nsubj"
                token.pos_ = "VERB" if last else "PROPN"
            yield tokens


def stand_in_stanza(sentences: list[list[str]]) -> SimpleNamespace:
    parsed = []
    for words in sentences:
        n = len(words)
        parsed.append(
            SimpleNamespace(
                words=[
                    SimpleNamespace(
                        upos="VERB" if i == n - 1 else "PROPN",
                        head=0 if i == n - 1 else i + 2,
                        deprel="root" if i == n - 1 else "nsubj",
                    )
                    for i in range(n)
                ]
            )
        )
    return SimpleNamespace(sentences=parsed)


def test_the_shipped_parser_is_the_default():
    assert isinstance(load_parser(ENGLISH), NetworkParser)


def test_spacy_pipeline_gives_ud_rows(monkeypatch):
    tokens = ModuleType("spacy.tokens")
    tokens.Doc = lambda vocab, words: SimpleNamespace(words=words)
    monkeypatch.setitem(sys.modules, "spacy", ModuleType("spacy"))
    monkeypatch.setitem(sys.modules, "spacy.tokens", tokens)
    parser = SpacyParser(StandInSpacy())
    assert parser.parse([["Talavia", "agreed"], ["Go"]]) == [EXPECTED, [UdRow("VERB", -1, "root")]]


def test_stanza_pipeline_gives_ud_rows():
    assert StanzaParser(stand_in_stanza).parse([["Talavia", "agreed"]]) == [EXPECTED]
    assert StanzaParser(stand_in_stanza).parse([]) == []


def test_unknown_parser_gets_the_list():
    with pytest.raises(UnknownName, match="kabar, spacy, stanza"):
        load_parser(ENGLISH, "udpipe")


def test_spacy_needs_a_pipeline_name():
    with pytest.raises(MissingParser, match="spacy:"):
        load_parser(ENGLISH, "spacy")


@pytest.mark.parametrize("choice", ["spacy:en_core_web_sm", "stanza"])
def test_missing_library_says_what_to_install(choice: str, monkeypatch):
    monkeypatch.setattr("kabar.parse.parsers.find_spec", lambda name: None)
    with pytest.raises(MissingParser, match=rf"kabar\[{choice.partition(':')[0]}\]"):
        load_parser(ENGLISH, choice)


def test_language_without_weights_says_how_to_make_them(tmp_path):
    with pytest.raises(MissingParser, match="kabar train xx"):
        load_parser(Language("xx", "Testish", {}, {}, tmp_path))
