"""Read this first: `Coder.code` calls every step in order, from an article's text to its records.

    document -> blocks -> sentences -> trees -> actors -> dates, places, numbers -> quotes
    -> events, positions

Each step is a plain function from typed records to typed records; what a language needs for them is
loaded once, on first use, into a `_Kit`.
"""

from __future__ import annotations

import gc
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from kabar.actors.home import with_sure_guesses
from kabar.actors.lexicon import ActorIndex, load_index
from kabar.actors.resolve import find_actors
from kabar.errors import KabarError, UnknownLanguage
from kabar.extract.analysis import Sentence, Tools
from kabar.extract.contexts import load_contexts
from kabar.extract.dates_tables import load_dates
from kabar.extract.events import Told, find_events
from kabar.extract.lexicon import load_lexicon
from kabar.extract.magnitudes_tables import load_magnitudes
from kabar.extract.places_index import load_places
from kabar.extract.quotation_cues import SpeechTable, load_speech
from kabar.extract.quotes import find_quotes
from kabar.extract.story import SettingTables, by_sentence, find_settings
from kabar.extract.topics import Topics, find_quiet, load_topics
from kabar.languages.load import Language, language_codes, load_language
from kabar.ontology.load import load_ontology
from kabar.parse.grammar import load_grammar
from kabar.parse.parsers import Parser, load_parser
from kabar.parse.tree import Tree
from kabar.parse.trees import parse_sentences
from kabar.records import Actor, Coded, Document, Quote, Skipped
from kabar.records_io import BatchRow, Reject, batch_rows, to_arrow
from kabar.settings import Settings
from kabar.text.clean import Block, find_blocks
from kabar.text.cuts import cut_sentences
from kabar.text.document import UNKNOWN_LANGUAGE, make_document
from kabar.text.language import identify
from kabar.text.sentences import document_sentences


@dataclass(frozen=True, slots=True)
class _Kit:
    """What one language needs, loaded once."""

    language: Language
    parser: Parser
    tools: Tools
    speech: SpeechTable
    actors: ActorIndex
    setting: SettingTables
    topics: Topics


class Coder:
    """Codes documents; tables and weights are loaded at the first document of each language."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._kits: dict[str, _Kit] = {}

    def code(self, document: Document) -> Coded:
        """Return the records of a document; its language is identified where it says `und`.

        Raises UnknownLanguage where the language is not one that Kabar codes.
        """
        warnings: list[str] = []
        if document.language == UNKNOWN_LANGUAGE:
            document = replace(document, language=identified(document.text, warnings))
        kit = self._kit(document.language)
        text = document.text
        blocks = find_blocks(text, kit.language)
        spans = cut_sentences(text, document_sentences(text, blocks, kit.language))
        trees = parse_sentences(text, spans, kit.language, kit.parser)
        reading = find_actors(
            trees, kit.actors, kit.language, published=document.published, text=text
        )
        reading = with_sure_guesses(reading)
        quotes = find_quotes(text, trees, reading, kit.language, blocks, speech=kit.speech)
        settings = find_settings(document, trees, kit.setting, reading)
        spoken = _quotes_of(trees, quotes)
        mentions = by_sentence(reading)
        quiet = find_quiet(blocks, trees, mentions, kit.topics)
        heard = [
            Sentence(
                tree, mentions.get(tree.index, ()), near, setting, quiet.doubts.get(tree.index)
            )
            for tree, near, setting in zip(trees, spoken, settings, strict=True)
            if tree.index not in quiet.reasons
        ]
        told = _told(text, heard, reading.actors, kit.tools)
        return Coded(
            document,
            told.events,
            tuple(quotes),
            reading.actors,
            _skipped(text, blocks, trees, told, spoken, quiet.reasons),
            tuple(warnings),
            told.positions,
        )

    def sentence_trees(self, text: str, language: str) -> list[Tree]:
        """Return the trees of a text that is one paragraph, whatever it looks like."""
        kit = self._kit(language)
        block = Block(0, len(text), "paragraph")
        spans = cut_sentences(text, document_sentences(text, [block], kit.language))
        return parse_sentences(text, spans, kit.language, kit.parser)

    def tools(self, language: str) -> Tools:
        """Return what event extraction needs of a language."""
        return self._kit(language).tools

    def _kit(self, code: str) -> _Kit:
        if code not in self._kits:
            # Tables are many small objects that stay: collecting while they load is in vain.
            collects = gc.isenabled()
            gc.disable()
            try:
                self._kits[code] = self._load(code)
            finally:
                if collects:
                    gc.enable()
        return self._kits[code]

    def _load(self, code: str) -> _Kit:
        language = load_language(code, overlay=self.settings.overlay)
        ontology = load_ontology()
        tools = Tools(
            ontology,
            load_lexicon(language, ontology),
            load_grammar(language),
            load_contexts(language, ontology),
        )
        return _Kit(
            language,
            load_parser(language),
            tools,
            load_speech(language),
            load_index(language, overlay=self.settings.overlay),
            SettingTables(load_dates(language), load_places(language), load_magnitudes(language)),
            load_topics(language),
        )


def read(
    text: str,
    *,
    published: date | str | None = None,
    language: str | None = None,
    title: str | None = None,
    origin: str | None = None,
    coder: Coder | None = None,
) -> Coded:
    """Return the records of one article.

    `published` is a day or its ISO string; without it relative dates stay unresolved. Give a
    `coder` to code many articles with tables loaded once. Raises BadInput for an empty text,
    UnknownLanguage where the language is not coded or cannot be told.

    >>> read("Police arrested 12 protesters in Jakarta.", language="en").events[0].type
    'COERCE'
    """
    document = make_document(
        text, title=title, published=published, language=language, origin=origin
    )
    return (coder or Coder()).code(document)


def code_batch(table: pa.Table, *, coder: Coder | None = None) -> dict[str, pa.Table]:
    """Return the tables of records and of rejects of a table of documents.

    The table has the column `text` and may have `id`, `title`, `published`, `language`, `origin`.
    A document that cannot be coded becomes a line of `rejects` and stops nothing.
    """
    coder = coder or Coder()
    outcomes = [code_row(row, coder=coder) for row in batch_rows(table)]
    coded = [outcome for outcome in outcomes if isinstance(outcome, Coded)]
    return to_arrow(coded, rejects=[o for o in outcomes if isinstance(o, Reject)])


def code_row(row: BatchRow | Reject, *, coder: Coder) -> Coded | Reject:
    """Return the records of one document of a batch, or why there are none."""
    if isinstance(row, Reject):
        return row
    try:
        return read(
            row.text,
            published=row.published,
            language=row.language,
            title=row.title,
            origin=row.origin or row.id,
            coder=coder,
        )
    except KabarError as error:
        return Reject(row.row, row.id, row.origin, type(error).__name__, str(error))
    except Exception as error:  # a bug met on one document must not lose the others
        note = f"a fault in Kabar, please report it with the text: {error!r}"
        return Reject(row.row, row.id, row.origin, type(error).__name__, note)


def identified(text: str, warnings: list[str]) -> str:
    """Return the language of a text; doubts are added to `warnings`.

    Raises UnknownLanguage where it is none that Kabar codes.
    """
    found = identify(text)
    if found.code not in language_codes():
        raise UnknownLanguage(found.note)
    if not found.sure:
        warnings.append(found.note)
    return found.code


def _quotes_of(trees: Sequence[Tree], quotes: Sequence[Quote]) -> list[list[Quote]]:
    """Return for each sentence the quotes that touch it; sentences stand in order, apart."""
    starts, ends = [tree.start for tree in trees], [tree.end for tree in trees]
    found: list[list[Quote]] = [[] for _ in trees]
    for quote in quotes:
        for k in range(bisect_right(ends, quote.start), bisect_left(starts, quote.end)):
            found[k].append(quote)
    return found


def _told(text: str, sentences: Sequence[Sentence], named: Sequence[Actor], tools: Tools) -> Told:
    """Return the events and positions of all sentences."""
    actors = {actor.id: actor for actor in named}
    told = [find_events(sentence, actors, tools, text) for sentence in sentences]
    return Told(
        tuple(event for each in told for event in each.events),
        tuple(position for each in told for position in each.positions),
    )


def _skipped(
    text: str,
    blocks: Sequence[Block],
    trees: Sequence[Tree],
    told: Told,
    spoken: Sequence[Sequence[Quote]],
    quiet: Mapping[int, str],
) -> tuple[Skipped, ...]:
    """Return what gave no record: blocks that are no paragraphs, sentences without any row.

    Quiet sentences stand here with their reason even where they hold a quote.
    """
    found = [
        Skipped(text[b.start : b.end], b.start, b.end, b.kind)
        for b in blocks
        if b.kind != "paragraph"
    ]
    starts = sorted(
        [event.trigger.start for event in told.events]
        + [position.content.start for position in told.positions]
    )
    for tree, near in zip(trees, spoken, strict=True):
        silent = not near or tree.index in quiet
        if silent and bisect_left(starts, tree.start) == bisect_left(starts, tree.end):
            reason = quiet.get(tree.index, "no act between actors")
            found.append(Skipped(text[tree.start : tree.end], tree.start, tree.end, reason))
    return tuple(sorted(found, key=lambda s: s.start))
