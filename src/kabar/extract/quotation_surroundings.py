"""Reports whose words stand before or around the cue: `…, X said`, `according to X, …`."""

from __future__ import annotations

from kabar.extract.quotation_clauses import (
    DASHES,
    STOPS,
    Content,
    addressee_of,
    clause_end,
    sentence_end,
)
from kabar.extract.quotation_cues import CueHit
from kabar.extract.quotation_drafts import is_spoken
from kabar.extract.quotation_frames import Report
from kabar.extract.quotation_page import Page
from kabar.extract.quotation_phrases import Speaker
from kabar.extract.quotation_speakers import following_speaker, tail_speaker
from kabar.parse.tree import Token, main_relation

ADVERBIAL = frozenset({"ADP", "ADV", "PROPN"})
REST = 10
"""How many tokens may follow a cue that closes its sentence: when, where, to whom."""


def tail_report(page: Page, hit: CueHit) -> Report | None:
    """Return the report of a sentence that ends, or is broken, by `…, X said`."""
    tokens = page.trees[hit.sentence].tokens
    rest = _after_cue(page, hit)
    if rest is None or not {"direct", "clause"} <= hit.cue.frames:
        return None
    found = tail_speaker(page, hit)
    after = hit.last + 1 + len(rest)
    if found is None and page.is_word(tokens[hit.first], "inverted_words"):
        found = _inverted(page, hit, after)
    elif len(rest) > 1 and not ("tell" in hit.cue.frames or rest[0].upos in ADVERBIAL):
        return None
    if found is None:
        return None
    speaker, comma = found
    first = _left_start(page, hit.sentence, comma)
    goes_on = after + 2 < len(tokens) and tokens[after].text == ","
    if goes_on and any(after < h.first <= after + 3 for h in page.hits[hit.sentence]):
        goes_on = False
    whole = comma - first >= 3 and any(t.upos in ("VERB", "AUX") for t in tokens[first:comma])
    if not whole and not goes_on:
        return None
    last = clause_end(page, hit, after + 1) if goes_on else comma - 1
    if last <= after:
        last = comma - 1
    how = "clause around the cue" if goes_on else "clause before the cue"
    return speaker, Content(first, last, how, addressee_of(page, hit, after))


def _after_cue(page: Page, hit: CueHit) -> list[Token] | None:
    """Return the tokens from a cue to the next comma, None where they hold a clause."""
    tokens = page.trees[hit.sentence].tokens
    rest: list[Token] = []
    for token in tokens[hit.last + 1 : sentence_end(page, hit.sentence) + 1]:
        if token.text == ",":
            break
        if token.upos in ("VERB", "AUX") or page.is_word(token, "complementizers"):
            return None
        rest.append(token)
    return rest if len(rest) <= REST else None


def _inverted(page: Page, hit: CueHit, stop: int) -> tuple[Speaker, int] | None:
    """Return the speaker after a cue that a comma parts from its words, and the comma's place."""
    tokens = page.trees[hit.sentence].tokens
    comma = hit.first - 1
    if comma < 3 or not (tokens[comma].text == "," or page.closes_with_comma(tokens[comma])):
        return None
    speaker = following_speaker(page, hit, stop, "speaker after the cue")
    return (speaker, comma) if speaker is not None else None


def fronted_clause(page: Page, hit: CueHit, speaker: Speaker) -> Content | None:
    """Return the clause before `…, X said`; both parts where the report stands in its middle."""
    tokens = page.trees[hit.sentence].tokens
    near = min(speaker.first, hit.first) if speaker.sentence == hit.sentence else hit.first
    far = max(speaker.last, hit.last)
    if near < 4 or abs(speaker.first - hit.first) > 14 or speaker.sentence != hit.sentence:
        return None
    if main_relation(tokens[hit.first]) in ("xcomp", "advcl", "acl", "csubj"):
        return None
    if tokens[near - 1].text != "," and not page.closes_with_comma(tokens[near - 1]):
        return None
    after = tokens[far + 1] if far + 1 < len(tokens) else None
    if after is not None and page.is_word(after, "complementizers"):
        return None
    first = _left_start(page, hit.sentence, near - 1)
    if near - 1 - first < 2 or not any(t.upos in ("VERB", "AUX") for t in tokens[first : near - 1]):
        if after is None or after.text != ",":
            return None
        return Content(first, clause_end(page, hit, far + 1), "clause around the cue")
    relation = main_relation(tokens[hit.first])
    if after is not None and after.text == ",":
        last = clause_end(page, hit, far + 1) if relation in ("parataxis", "root") else near - 2
        return Content(first, max(last, near - 2), "clause around the cue")
    if _right_clause(page, hit, far + 1) or page.is_word(tokens[first], "adverbial_words"):
        return None
    rest = tokens[far + 1 : sentence_end(page, hit.sentence) + 1]
    if any(t.upos in ("VERB", "AUX") for t in rest[:8]) and not is_spoken(page, hit):
        return None
    return Content(first, near - 2, "clause before the cue")


def _right_clause(page: Page, hit: CueHit, at: int) -> bool:
    """Say whether the parser gives the cue a complement on its right."""
    tree = page.trees[hit.sentence]
    for child in tree.children[hit.first]:
        if child >= at and main_relation(tree.tokens[child]) in ("ccomp", "xcomp"):
            return True
    return False


def _left_start(page: Page, sentence: int, stop: int) -> int:
    """Return the first token of the clause that ends before `stop`: after a stop or a quotation."""
    tokens = page.trees[sentence].tokens
    for i in range(stop - 1, -1, -1):
        token = tokens[i]
        if page.quotation_at(token.start) is None and token.text in STOPS:
            return i + 1
    first = 0
    while (
        first < stop
        and tokens[first].upos in ("PUNCT", "CCONJ")
        and (page.quotation_at(tokens[first].start) is None)
    ):
        first += 1
    return first


def source_report(page: Page, hit: CueHit) -> Report | None:
    """Return the sentence or clause around `according to X`."""
    tokens = page.trees[hit.sentence].tokens
    end = sentence_end(page, hit.sentence)
    speaker = following_speaker(page, hit, len(tokens), "named by the expression")
    if speaker is None:
        return None
    after = speaker.last + 1
    while after <= end and tokens[after].text != "," and hit.first == 0:
        after += 1
    if hit.first == 0:
        first, last = after + 1, clause_end(page, hit, min(after + 1, end))
    elif after >= end or (tokens[hit.first - 1].text == "," and _says_enough(page, hit, after)):
        first, last = _left_start(page, hit.sentence, hit.first), hit.first - 1
    else:
        first, last = _clause_around(page, hit, after)
    if last - first < 2:
        return None
    while last > first and tokens[last].text == ",":
        last -= 1
    return speaker, Content(first, last, "clause with its source")


def _says_enough(page: Page, hit: CueHit, after: int) -> bool:
    """Say whether the words before a source are a clause, not a lead-in to what follows it."""
    tokens = page.trees[hit.sentence].tokens
    if tokens[after].text != ",":
        return True
    first = _left_start(page, hit.sentence, hit.first - 1)
    return any(t.upos in ("VERB", "AUX") for t in tokens[first : hit.first - 1])


def _clause_around(page: Page, hit: CueHit, after: int) -> tuple[int, int]:
    """Return the clause that holds a source between commas or after a relative word."""
    tokens = page.trees[hit.sentence].tokens
    last = sentence_end(page, hit.sentence)
    if page.is_word(tokens[hit.first - 1], "relative_words"):
        for i in range(after, last):
            if tokens[i].text in DASHES or tokens[i].text in STOPS:
                return after, i - 1
        return after, last
    return _left_start(page, hit.sentence, hit.first), last


def inner_report(page: Page, hit: CueHit) -> Report | None:
    """Return the sentence around a postposed cue between commas (Kini, kata X, …)."""
    tokens = page.trees[hit.sentence].tokens
    if hit.first == 0 or tokens[hit.first - 1].text != ",":
        return None
    if page.quotation_at(tokens[hit.first - 1].start - 1):
        return None
    speaker = following_speaker(page, hit, len(tokens), "named after the cue")
    if speaker is None:
        return None
    first = _left_start(page, hit.sentence, hit.first)
    after = speaker.last + 1
    last = hit.first - 2
    if after < len(tokens) and tokens[after].text == ",":
        last = clause_end(page, hit, after)
    if last - first < 2:
        return None
    return speaker, Content(first, last, "clause around the cue")
