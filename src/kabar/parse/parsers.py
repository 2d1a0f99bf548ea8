"""The parsers a user can choose between, behind one small protocol: words in, UD rows out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from kabar.errors import MissingParser, UnknownName
from kabar.languages.load import Language
from kabar.parse.network import NetworkParser
from kabar.parse.tree import UdRow

WEIGHTS_NAME = "parser.weights"


class Parser(Protocol):
    """Anything that parses sentences given as words."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[list[UdRow]]:
        """Return one row per word of every sentence."""


class SpacyParser:
    """A user's own spaCy pipeline with a tagger and a parser trained on UD."""

    def __init__(self, pipeline: Any) -> None:
        """Wrap a loaded pipeline; its tokenizer is not used."""
        self._pipeline = pipeline

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[list[UdRow]]:
        """Return one row per word; spaces are not known to the pipeline."""
        doc_class = import_module("spacy.tokens").Doc
        vocabulary = self._pipeline.vocab
        docs = (doc_class(vocabulary, words=list(words)) for words in sentences)
        return [[_spacy_row(token) for token in doc] for doc in self._pipeline.pipe(docs)]


def _spacy_row(token: Any) -> UdRow:
    relation = token.dep_.lower()
    if relation == "root" or token.head.i == token.i:
        return UdRow(token.pos_, -1, "root")
    return UdRow(token.pos_, token.head.i, relation)


class StanzaParser:
    """A user's own Stanza pipeline, made with `tokenize_pretokenized=True`."""

    def __init__(self, pipeline: Any) -> None:
        """Wrap a loaded pipeline."""
        self._pipeline = pipeline

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[list[UdRow]]:
        """Return one row per word."""
        if not sentences:
            return []
        document = self._pipeline([list(words) for words in sentences])
        return [
            [UdRow(word.upos, word.head - 1, word.deprel) for word in sentence.words]
            for sentence in document.sentences
        ]


def load_compact(language: Language, model: str | None = None) -> Parser:
    """Return the parser that ships with a language, or one trained by the user at `model`."""
    path = language.folder / WEIGHTS_NAME if model is None else language.folder / model
    if not path.is_file():
        raise MissingParser(
            f"{language.name} has no parser weights at {path}; make them with "
            f"`kabar train {language.code} --treebank FILE --out FILE`"
        )
    return NetworkParser.load(path)


def load_spacy(language: Language, model: str | None = None) -> Parser:
    """Return a parser over the spaCy pipeline of that name."""
    if model is None:
        raise MissingParser("name the spaCy pipeline to use, e.g. spacy:en_core_web_sm")
    return SpacyParser(_import_extra("spacy").load(model))


def load_stanza(language: Language, model: str | None = None) -> Parser:
    """Return a parser over Stanza's pipeline of a language, or of the package named."""
    options = {"package": model} if model else {}
    pipeline = _import_extra("stanza").Pipeline(
        language.code,
        processors="tokenize,pos,lemma,depparse",
        tokenize_pretokenized=True,
        download_method=None,
        verbose=False,
        **options,
    )
    return StanzaParser(pipeline)


def _import_extra(name: str) -> Any:
    if find_spec(name) is None:
        raise MissingParser(f"{name} is not installed; run: pip install 'kabar[{name}]'")
    return import_module(name)


PARSERS: dict[str, Callable[[Language, str | None], Parser]] = {
    "kabar": load_compact,
    "spacy": load_spacy,
    "stanza": load_stanza,
}


def load_parser(language: Language, choice: str = "kabar") -> Parser:
    """Return the parser a choice names: `kabar`, `spacy:MODEL`, `stanza` or `stanza:PACKAGE`.

    Raises UnknownName for another name, MissingParser where weights or a library are missing.
    """
    name, _, model = choice.partition(":")
    if name not in PARSERS:
        raise UnknownName(f"no parser '{name}'; there are: {', '.join(sorted(PARSERS))}")
    return PARSERS[name](language, model or None)
