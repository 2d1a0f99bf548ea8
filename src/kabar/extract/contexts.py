"""What an event is about in general: PLOVER's contexts, told by words of the event's own phrases.

An act brings contexts of its own (`ontology/acts.csv`). Others stand in what the act is done over,
to or with: *protested against the abortion law*. `languages/<code>/contexts.csv` (`context,word`)
lists telling words; one counts for an event where the way up the tree from it to the event's words
goes over objects, complements and obliques that say what the act is about, and over nothing else:
no subject who acts, no other event's clause, no name of a side. Of words that overlap the longest
counts; the context `none` marks words that tell nothing: *nuclear family*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kabar.actors.mentions import Mention
from kabar.errors import BadLanguageData
from kabar.extract.reading import Reading
from kabar.extract.readings import Reader
from kabar.languages.load import Language
from kabar.ontology.load import Ontology
from kabar.parse.clauses import Clauses
from kabar.parse.tree import Tree
from kabar.records import Evidence

NOTHING = "none"
"""In place of a context: the words tell none, so that a part of them does not either."""
PHRASES = ("nmod", "compound", "amod", "appos", "flat", "nummod", "dep", "conj", "fixed", "det")
"""Relations inside a noun phrase."""
MODIFIERS = ("compound", "amod", "flat", "nmod")
"""Those of them that may name an act and yet tell no event of their own: *ceasefire talks*."""
ARGUMENTS = ("obj", "iobj", "obl", "advmod")
COMPLEMENTS = ("xcomp", "ccomp", "csubj")
PEOPLE = ("CVL", "REF", "CRM")
"""Sectors of people in no office: who they are may be what the act is about (*refugees*)."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One line of the table after its first word."""

    rest: tuple[str, ...]
    context: str
    rule: str


@dataclass(frozen=True, slots=True)
class ContextWords:
    """The telling words of a language by their first word."""

    lines: Mapping[str, Sequence[Telling]]


@dataclass(frozen=True, slots=True)
class Hit:
    """Telling words of a sentence, the tokens `first..last` under `head`, and their lines."""

    first: int
    last: int
    head: int
    lines: tuple[Telling, ...]


NO_WORDS = ContextWords({})


def load_contexts(language: Language, ontology: Ontology) -> ContextWords:
    """Return a language's context words, none where it has no table.

    Raises BadLanguageData for an unknown context or an empty word.
    """
    lines: dict[str, list[Telling]] = {}
    for row in language.table("contexts"):
        context, words = row["context"], row["word"].casefold().replace("'s", " 's").split()
        if context != NOTHING and context not in ontology.contexts:
            raise BadLanguageData(
                f"{row.rule}: PLOVER has no context '{context}'; take one of "
                f"ontology/contexts.csv, or '{NOTHING}' for words that tell none"
            )
        if not words:
            raise BadLanguageData(f"{row.rule}: no word; write one that tells of {context}")
        lines.setdefault(words[0], []).append(Telling(tuple(words[1:]), context, row.rule))
        if len(words) > 1:  # *human-rights groups* is one word
            lines.setdefault("-".join(words), []).append(Telling((), context, row.rule))
    return ContextWords({first: tuple(found) for first, found in lines.items()})


def find_hits(tree: Tree, words: ContextWords) -> tuple[Hit, ...]:
    """Return the telling words of a sentence in text order, the longest where they overlap.

    Of lines as long, those of the form as written go before those of its lemma: *gassed*.
    """
    found: list[Hit] = []
    free, lines = 0, words.lines
    for token in tree.tokens:
        i = token.index
        if i < free or (token.lower not in lines and token.lemma not in lines):
            continue
        as_written = _standing(tree, i, lines.get(token.lower, ()))
        by_lemma = as_written
        if token.lemma != token.lower:
            by_lemma = _standing(tree, i, lines.get(token.lemma, ()))
        longest = max((len(x.rest) for x in (*as_written, *by_lemma)), default=-1)
        if longest < 0:
            continue
        free = i + 1 + longest
        told = {x.context: x for x in as_written if len(x.rest) == longest}
        told = told or {x.context: x for x in by_lemma if len(x.rest) == longest}
        if NOTHING not in told:
            head = tree.head_of(range(i, free))
            found.append(Hit(i, free - 1, head, tuple(told.values())))
    return tuple(found)


def _standing(tree: Tree, i: int, lines: Sequence[Telling]) -> list[Telling]:
    return [line for line in lines if not line.rest or _stands(tree, i + 1, line.rest)]


def _stands(tree: Tree, start: int, rest: tuple[str, ...]) -> bool:
    tokens = tree.tokens
    if start + len(rest) > len(tokens):
        return False
    for k, word in enumerate(rest, start):
        token = tokens[k]
        if word not in (token.lower, token.lemma) and word != token.lower.replace("’", "'"):
            return False
    return True


class ContextFinder:
    """Tells which telling words of one sentence belong to an event."""

    def __init__(
        self, clauses: Clauses, reader: Reader, mentions: Mapping[int, Mention], words: ContextWords
    ) -> None:
        self.clauses = clauses
        self.tree = clauses.tree
        self.reader = reader
        self.mentions = mentions
        self.hits = find_hits(clauses.tree, words)
        self.about = clauses.grammar.words("about_prepositions")
        self.topics = clauses.grammar.words("about_nouns")
        self._last: tuple[Reading | None, tuple[Evidence, ...]] = (None, ())

    def of(self, reading: Reading, text: str) -> tuple[Evidence, ...]:
        """Return the evidence for the contexts of an event, in text order; `text` is all of it."""
        if not self.hits or self._last[0] is reading:
            return self._last[1] if self.hits else ()
        tokens, found = self.tree.tokens, []
        for hit in self.hits:
            if self._is_named(hit) or not self._belongs(hit.head, reading):
                continue
            start, end = tokens[hit.first].start, tokens[hit.last].end
            found += [
                Evidence("context", text[start:end], start, end, line.rule, line.context)
                for line in hit.lines
            ]
        self._last = (reading, tuple(found))
        return self._last[1]

    def _is_named(self, hit: Hit) -> bool:
        """Say whether the words stand inside the name or the office of an actor."""
        mention = self.mentions.get(hit.first)
        return mention is not None and hit.last <= mention.last and not _is_people(mention)

    def _belongs(self, node: int, reading: Reading) -> bool:
        """Say whether the way up from a word to those of the event says what it is about."""
        own = reading.words
        while node not in own:
            head = self.tree.tokens[node].head
            if head < 0:
                return False
            if self._is_beside_place(node, head):
                head = self.tree.tokens[head].head
            if head < 0 or not self._leads(node, head, reading):
                return False
            node = head
        return True

    def _is_beside_place(self, node: int, head: int) -> bool:
        """Say whether the parser hung a topic on a named place: *protested in Warsaw against …*."""
        where = self.clauses.preposition(head) in self.clauses.grammar.words("place_prepositions")
        named = where and self.tree.tokens[head].upos == "PROPN"
        return named and self.clauses.relations[node] == "nmod" and self._is_about(node)

    def _leads(self, node: int, head: int, reading: Reading) -> bool:
        relation = self.clauses.relations[node]
        mention = self.mentions.get(node)
        if mention is not None and not _is_people(mention):
            return False
        if relation == "nsubj":
            return head in reading.words and self._is_done_to(head, reading)
        if self.tree.tokens[node].relation == "nmod:poss" and head in reading.words:
            return False
        nominal = self.clauses.is_noun_phrase(node)
        if relation in COMPLEMENTS or (relation == "acl" and not self.clauses.is_relative(node)):
            return nominal or self._is_about(node) or not self._tells(node)
        if relation == "advcl":
            purpose = self.clauses.grammar.words("purpose_marks")
            return self._is_about(node) or self.clauses.mark(node) in purpose
        if relation not in PHRASES and relation not in ARGUMENTS:
            return False
        if relation == "conj" and not nominal and self.tree.tokens[node].upos in ("VERB", "AUX"):
            return False
        if self._is_about(node):
            return True
        if self.clauses.preposition(node) is not None:
            return False
        inside = relation in MODIFIERS or (relation == "obj" and head in reading.words)
        return inside or not self._tells(node)

    def _is_about(self, node: int) -> bool:
        """Say whether a preposition, or the noun itself, tells that the act is about the phrase."""
        preposition = self.clauses.preposition(node) or self.clauses.mark(node)
        if preposition is None:
            return False
        token = self.tree.tokens[node]
        return preposition in self.about or token.lower in self.topics or token.lemma in self.topics

    def _tells(self, node: int) -> bool:
        """Say whether the word tells an act of its own."""
        return self.reader.read(node) is not None

    def _is_done_to(self, verb: int, reading: Reading) -> bool:
        """Say whether the subject of a word of the event undergoes the act: *oil was sold*."""
        voices = {m.token: m.voice for m in (reading.match, reading.act_match) if m is not None}
        return self.clauses.is_passive(verb, voices.get(verb))


def told_contexts(
    own: Sequence[str], evidence: Sequence[Evidence], ontology: Ontology
) -> tuple[str, ...]:
    """Return an event's contexts: its act's, then those of words, in the ontology's order."""
    told = {each.detail for each in evidence if each.role == "context"}
    return (*own, *(name for name in ontology.contexts if name in told and name not in own))


def _is_people(mention: Mention) -> bool:
    return mention.form == "role" and mention.sector in PEOPLE
