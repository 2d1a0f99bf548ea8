"""Reported clauses: where the words a cue reports begin and end, without quotation marks.

The clause runs from its complementizer, or from the parser's complement, to the sentence's end,
unless another report, a coordinate clause of the narrator's or the parser's subtree ends it first.
"""

from __future__ import annotations

from dataclasses import dataclass

from kabar.extract.quotation_cues import CueHit
from kabar.extract.quotation_page import Page
from kabar.extract.quotation_phrases import Speaker, speaker_at
from kabar.parse.tree import Token, main_relation

STOPS = frozenset({".", "!", "?", "…", ";"})
DASHES = frozenset({"–", "—", "―", "--"})
BARE_WORDS, BARE_WORDS_WITHOUT_VERB = 5, 8
"""So many words after a verb of saying are a clause: nobody says a noun phrase that long."""
REACH = 14
"""How many tokens after the cue its complementizer may stand."""


@dataclass(frozen=True, slots=True)
class Content:
    """Reported words: tokens `first` to `last`, and in plain words what gave them."""

    first: int
    last: int
    how: str
    addressee: Speaker | None = None


def sentence_end(page: Page, sentence: int) -> int:
    """Return the last token of a sentence that is no closing punctuation."""
    tokens = page.trees[sentence].tokens
    last = len(tokens) - 1
    while last > 0 and tokens[last].upos == "PUNCT" and not tokens[last].text[-1].isalnum():
        last -= 1
    return last


def _opens_content(page: Page, token: Token, hit: CueHit) -> bool:
    if not page.is_word(token, "complementizers"):
        return False
    return not (token.upos in ("PRON", "DET") and main_relation(token) == "det")


def _skip(page: Page, sentence: int, at: int) -> int:
    tokens = page.trees[sentence].tokens
    while at < len(tokens) and page.is_word(tokens[at], "skip_words"):
        at += 1
    return at


def clause_start(page: Page, hit: CueHit, *, questions: bool) -> tuple[int, str] | None:
    """Return the first token of the clause after a cue and what opened it, None where none does."""
    tree = page.trees[hit.sentence]
    tokens = tree.tokens
    at = _skip(page, hit.sentence, hit.last + 1)
    if at >= len(tokens):
        return None
    if page.is_word(tokens[at], "question_words") and not questions:
        return None
    marked = _after_complementizer(page, hit, at)
    if marked is not None:
        return marked, "reported clause"
    for child in tree.children[hit.first]:
        relation = main_relation(tokens[child])
        if child > hit.last and relation in ("ccomp", "parataxis", "xcomp"):
            return _left_edge(page, hit, child, relation)
    bare_comma = tokens[at].text == "," and "tell" not in hit.cue.frames
    if bare_comma and _has_verb(page, hit.sentence, at + 1, len(tokens)) and at + 2 < len(tokens):
        if _left_content_possible(page, hit):
            return None
        return at + 1, "clause after a comma"
    if _bare_clause(page, hit, at):
        return at, "clause after the cue"
    if "tell" not in hit.cue.frames and any(
        child > hit.last and main_relation(tokens[child]) == "obj"
        for child in tree.children[hit.first]
    ):
        return None
    if tokens[at].upos in (
        "PRON",
        "DET",
        "PROPN",
        "NOUN",
        "NUM",
        "ADJ",
        "SCONJ",
        "ADV",
    ) and _finite_ahead(page, hit.sentence, at):
        return at, "clause after the cue"
    return None


def _bare_clause(page: Page, hit: CueHit, at: int) -> bool:
    """Say whether a clause follows a cue that takes no noun phrase, whatever the parser saw."""
    tokens = page.trees[hit.sentence].tokens
    if "bare" not in hit.cue.frames or tokens[at].upos in ("PUNCT", "ADP", "CCONJ"):
        return False
    if tokens[at].upos == "PART" and not page.is_word(tokens[at], "negators"):
        return False
    stop = at
    while stop < len(tokens) and tokens[stop].text not in STOPS and tokens[stop].text != ":":
        stop += 1
    verbal = any(t.upos in ("VERB", "AUX") for t in tokens[at:stop])
    return stop - at >= (BARE_WORDS if verbal else BARE_WORDS_WITHOUT_VERB)


def _left_content_possible(page: Page, hit: CueHit) -> bool:
    tokens = page.trees[hit.sentence].tokens
    return any(t.text == "," for t in tokens[: hit.first]) and any(
        main_relation(tokens[c]) in ("ccomp", "parataxis") and c < hit.first
        for c in page.trees[hit.sentence].children[hit.first]
    )


def _left_edge(page: Page, hit: CueHit, child: int, relation: str) -> tuple[int, str] | None:
    tree = page.trees[hit.sentence]
    tokens = tree.tokens
    if relation == "parataxis" and child - hit.last < 2:
        return None
    left = min((i for i in tree.subtree(child) if i > hit.last), default=child)
    first = tokens[left]
    if relation == "xcomp" and not {"to", "clause"} & hit.cue.frames:
        return None
    while left < child and (first.upos == "PUNCT" or page.is_word(first, "complementizers")):
        left += 1
        first = tokens[left]
    return left, "complement of the cue"


def _after_complementizer(page: Page, hit: CueHit, at: int) -> int | None:
    tokens = page.trees[hit.sentence].tokens
    for i in range(at, min(at + REACH, len(tokens) - 1)):
        token = tokens[i]
        if _opens_content(page, token, hit) or (
            i == at and page.is_word(token, "late_complementizers")
        ):
            relation = main_relation(token)
            if relation == "obj" or (relation == "nsubj" and i > at and token.head < i):
                continue
            return i + 1
        if token.text in STOPS or token.text == ":" or page.quotation_at(token.start):
            return None
        verbal = token.upos == "AUX" or (token.upos == "VERB" and "tell" not in hit.cue.frames)
        if verbal and i > at:
            return None
    return None


def _has_verb(page: Page, sentence: int, first: int, stop: int) -> bool:
    tokens = page.trees[sentence].tokens
    return any(t.upos in ("VERB", "AUX") for t in tokens[first:stop])


def _finite_ahead(page: Page, sentence: int, at: int) -> bool:
    """Say whether a verb with a subject of its own stands after `at`: a bare reported clause."""
    tokens = page.trees[sentence].tokens
    clauses = page.clauses_of(sentence)
    for i in range(at + 1, min(at + REACH, len(tokens))):
        if tokens[i].text in STOPS or tokens[i].text in (":", ","):
            return False
        predicate = tokens[i].upos in ("VERB", "AUX", "ADJ", "NOUN")
        if predicate and any(at <= k < i for k in clauses.dependents(i, "nsubj")):
            return True
    return False


def clause_end(page: Page, hit: CueHit, first: int) -> int:
    """Return the last token of the clause that begins at `first` under a cue."""
    tree = page.trees[hit.sentence]
    tokens = tree.tokens
    last = sentence_end(page, hit.sentence)
    head = tokens[hit.first].head
    if head >= 0 and main_relation(tokens[hit.first]) in (
        "acl",
        "advcl",
        "ccomp",
        "conj",
        "parataxis",
    ):
        own = max(tree.subtree(hit.first))
        if own > first:
            last = min(last, own)
    for i in range(first + 1, last + 1):
        if tokens[i].text == ";" and page.quotation_at(tokens[i].start) is None:
            last = i - 1
            break
        if tokens[i].text == ":" and i + 1 <= last and page.quotation_at(tokens[i].end + 1):
            last = i - 1
            break
        if tokens[i].text == "," and i + 1 <= last and page.is_word(tokens[i + 1], "clause_breaks"):
            last = i - 1
            break
    last = _before_next_report(page, hit, first, last)
    while last > first and tokens[last].upos in ("PUNCT", "CCONJ"):
        if tokens[last].text[-1] in ")]”\"’'»%$":
            break
        last -= 1
    return last


def _before_next_report(page: Page, hit: CueHit, first: int, last: int) -> int:
    """Return `last`, or the token before a coordinate or trailing report of the same speaker."""
    tokens = page.trees[hit.sentence].tokens
    for other in page.hits[hit.sentence]:
        i = other.first
        if i <= first or i > last or page.quotation_at(tokens[i].start):
            continue
        if other.cue.pos == "P" and tokens[i - 1].text == ",":
            return i - 2
        if other.cue.pos != "V" or tokens[i].upos not in ("VERB", "AUX"):
            continue
        j = i - 1
        while j > first and (
            tokens[j].upos in ("AUX", "ADV") or page.is_word(tokens[j], "skip_words")
        ):
            j -= 1
        own = [k for k in page.clauses_of(hit.sentence).dependents(i, "nsubj") if first < k < i]
        if own and not is_inner(page, hit, other):
            edge = min(tree_edge(page, hit.sentence, k) for k in own)
            if edge - 1 > first and page.is_word(tokens[edge - 1], "and_words"):
                return edge - 3 if tokens[edge - 2].text == "," else edge - 2
        joined = tokens[i].head == hit.first and main_relation(tokens[i]) in ("conj", "advcl")
        if page.is_word(tokens[j], "and_words"):
            follows = other.last + 1
            opens = follows < len(tokens) and page.is_word(tokens[follows], "complementizers")
            closed = page.quotation_at(tokens[j - 1].start) is not None  # “…” and promised “…”
            if joined or opens or closed:
                return j - 2 if tokens[j - 1].text == "," else j - 1
        elif tokens[j].text == "," and (joined or _lacks_subject(page, hit.sentence, i)):
            return j - 1
    return last


def is_inner(page: Page, hit: CueHit, other: CueHit) -> bool:
    """Say whether a second cue stands in a clause that a complementizer opens under the first."""
    tokens = page.trees[hit.sentence].tokens
    before = tokens[hit.last + 1 : other.first]
    return sum(page.is_word(t, "complementizers") for t in before) > 1


def tree_edge(page: Page, sentence: int, i: int) -> int:
    """Return the first token of the phrase at `i`."""
    return min(page.trees[sentence].subtree(i))


def _lacks_subject(page: Page, sentence: int, i: int) -> bool:
    clauses = page.clauses_of(sentence)
    return not clauses.dependents(i, "nsubj", "aux") and clauses.relations[i] in ("advcl", "acl")


def addressee_of(page: Page, hit: CueHit, stop: int) -> Speaker | None:
    """Return whom a cue speaks to, between the cue and the token `stop`."""
    tree = page.trees[hit.sentence]
    tokens = tree.tokens
    cue = range(hit.first, hit.last + 1)
    if hit.cue.frames & {"tell", "other-to"}:
        for child in tree.children[hit.first]:
            if hit.last < child < stop and main_relation(tokens[child]) in ("obj", "iobj"):
                return speaker_at(page, hit.sentence, child, cue, "object of the cue")
    for i in range(hit.last + 1, min(stop, hit.last + REACH)):
        if page.is_word(tokens[i], "addressee_prepositions") and i + 1 < stop:
            head = tokens[i].head
            if i < head < stop and tokens[head].upos in ("NOUN", "PROPN", "PRON"):
                return speaker_at(page, hit.sentence, head, cue, "addressed with a preposition")
    return None
