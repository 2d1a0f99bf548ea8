"""Speech reported without quotation marks around all of it: `said that …`, `menurut X, …`.

Each cue outside quotation marks is tried with the frames of its line in speech.csv. A report whose
words are partly in quotation marks is mixed; wholly, direct.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from kabar.extract.quotation_clauses import (
    DASHES,
    STOPS,
    Content,
    addressee_of,
    clause_end,
    clause_start,
    sentence_end,
)
from kabar.extract.quotation_cues import CueHit
from kabar.extract.quotation_drafts import Draft, is_negated, is_spoken
from kabar.extract.quotation_page import Page
from kabar.extract.quotation_speakers import Speaker, following_speaker, subject_speaker, tail_speaker
from kabar.parse.clauses import main_relation
from kabar.parse.tree import Token

VERBAL = frozenset({"VERB", "AUX", "ADJ"})
WHOLLY = 0.8
"""A report with this share of its letters in quotation marks is direct."""


def reports(
    page: Page, sentence: int, used: Set[tuple[int, int]], spoken: Sequence[Draft], *, wide: bool
) -> list[Draft]:
    """Return the reports of one sentence.

    `used` are cues that already introduced a quotation, `spoken` the quotations of the sentence.
    """
    found: list[Draft] = []
    claimed: set[int] = set()
    starts: set[int] = set()
    tokens = page.trees[sentence].tokens
    for hit in page.hits[sentence]:
        if (sentence, hit.first) in used or hit.first in claimed:
            continue
        if page.quotation_at(tokens[hit.first].start) or not (wide or is_spoken(page, hit)):
            continue
        shared = _shared_speaker(page, hit, found) or _quoted_speaker(page, hit, spoken)
        draft = _report(page, hit, shared, wide=wide)
        if draft is not None and hit.cue.pos == "P" and _holds(draft, spoken):
            continue
        if draft is not None and draft.start not in starts:
            claimed.add(hit.first)
            starts.add(draft.start)
            found.append(draft)
    return found


def _holds(draft: Draft, spoken: Sequence[Draft]) -> bool:
    """Say whether a report is only the source of a quotation that has its speaker."""
    return any(draft.start < q.end and q.start < draft.end for q in spoken)


def _quoted_speaker(page: Page, hit: CueHit, spoken: Sequence[Draft]) -> Speaker | None:
    """Return the speaker of the quotation before (“…,” she said, adding that …)."""
    tokens = page.trees[hit.sentence].tokens
    if hit.cue.pos != "V" or page.clauses_of(hit.sentence).dependents(hit.first, "nsubj"):
        return None
    for draft in spoken:
        cue = draft.cue
        if cue is not None and cue.sentence == hit.sentence and cue.first < hit.first:
            between = tokens[cue.last + 1 : hit.first]
            far = len(between) > 12 or any(t.upos == "VERB" for t in between)
            return None if far else draft.speaker
    return None


def _shared_speaker(page: Page, hit: CueHit, found: list[Draft]) -> Speaker | None:
    """Return the speaker of the report before, where a cue is coordinated with that report's.

    `X said that …, and warned that …`: parsers like to hang the second cue inside the first clause.
    """
    tokens = page.trees[hit.sentence].tokens
    at = hit.first - 1
    while at > 0 and (tokens[at].upos in ("AUX", "ADV") or page.is_word(tokens[at], "skip_words")):
        at -= 1
    if not found or at <= 0 or not page.is_word(tokens[at], "and_words"):
        return None
    before = found[-1]
    own = page.clauses_of(hit.sentence).dependents(hit.first, "nsubj")
    if before.end > tokens[at].start or any(at < k < hit.first for k in own):
        return None
    return before.speaker


def _report(page: Page, hit: CueHit, shared: Speaker | None, *, wide: bool) -> Draft | None:
    frames = hit.cue.frames
    token = page.trees[hit.sentence].tokens[hit.first]
    if hit.cue.pos == "P":
        return _by_source(page, hit)
    if "after" in frames:
        return _inside(page, hit)
    if hit.cue.pos == "N":
        return _by_noun(page, hit) if token.upos == "NOUN" else None
    if token.upos not in VERBAL or (is_negated(page, hit) and not wide):
        return None
    tail = _tail(page, hit) if shared is None else None
    if tail is not None:
        return tail
    speaker = shared or subject_speaker(page, hit)
    if speaker is None:
        return None
    content = _content(page, hit, speaker, wide=wide)
    return _draft(page, hit, speaker, content) if content else None


def _draft(page: Page, hit: CueHit, speaker: Speaker, content: Content) -> Draft | None:
    tokens = page.trees[hit.sentence].tokens
    if content.last < content.first:
        return None
    start, end = tokens[content.first].start, tokens[content.last].end
    held = page.quotation_at(end - 1)
    if held is not None and held.end > end:
        end = min(held.end, page.trees[hit.sentence].end)
    kind = _kind(page, start, end)
    if kind == "direct":
        start, end = _bare(page, start, end)
    opening = page.quotation_at(start)
    if kind == "mixed" and opening is not None and opening.inner_start == start:
        start = opening.start
    if end <= start:
        return None
    return Draft(start, end, kind, hit, speaker, content.how, addressee=content.addressee)


def _kind(page: Page, start: int, end: int) -> str:
    letters = inside = 0
    position = start
    while position < end:
        quotation = page.quotation_at(position)
        stop = min(quotation.end, end) if quotation else position + 1
        count = sum(c.isalpha() for c in page.text[position:stop])
        letters += count
        inside += count if quotation else 0
        position = stop
    if not inside:
        return "indirect"
    return "direct" if inside >= WHOLLY * letters else "mixed"


def _bare(page: Page, start: int, end: int) -> tuple[int, int]:
    """Return the words of a report that is one quotation, without its marks."""
    quotation = page.quotation_at(start) or page.quotation_at(end - 1)
    if quotation is None:
        return start, end
    stop = quotation.inner_end
    if page.text[stop - 1] == ",":
        stop -= 1
    return quotation.inner_start, stop


def _content(page: Page, hit: CueHit, speaker: Speaker, *, wide: bool) -> Content | None:
    """Return what a verb reports: a clause after it, before it, an infinitive or a description."""
    frames = hit.cue.frames
    if "other-to" in frames and "tell" not in frames:
        asked = _infinitive(page, hit)
        if asked is not None:
            return asked
    if frames & {"clause", "by", "question"}:
        fronted = _fronted(page, hit, speaker)
        if fronted is not None:
            return fronted
        opened = clause_start(page, hit, questions=wide)
        if opened is not None:
            last = clause_end(page, hit, opened[0])
            return Content(opened[0], last, opened[1], addressee_of(page, hit, opened[0]))
    if frames & {"to", "other-to"}:
        wished = _infinitive(page, hit)
        if wished is not None:
            return wished
    if frames & {"as", "accuse"} or (wide and frames & {"object", "blame"}):
        return _object(page, hit, wide=wide)
    return None


def _tail(page: Page, hit: CueHit) -> Draft | None:
    """Return the report of a sentence that ends, or is broken, by `…, X said`."""
    tokens = page.trees[hit.sentence].tokens
    if not {"direct", "clause"} <= hit.cue.frames:
        return None
    rest: list[Token] = []
    for token in tokens[hit.last + 1 : sentence_end(page, hit.sentence) + 1]:
        if token.text == ",":
            break
        rest.append(token)
    if len(rest) > 10 or any(
        t.upos in ("VERB", "AUX") or page.is_word(t, "complementizers") for t in rest
    ):
        return None
    found = tail_speaker(page, hit)
    after = hit.last + 1 + len(rest)
    if found is None and page.is_word(tokens[hit.first], "inverted_words"):
        found = _inverted(page, hit, after)
    elif len(rest) > 1 and "tell" not in hit.cue.frames and rest[0].upos not in ("ADP", "ADV", "PROPN"):
        return None
    if found is None:
        return None
    speaker, comma = found
    first = _left_start(page, hit.sentence, comma)
    goes_on = after + 2 < len(tokens) and tokens[after].text == ","
    if goes_on and any(after < h.first <= after + 3 for h in page.hits[hit.sentence]):
        goes_on = False
    whole = comma - first >= 3 and any(t.upos in ("VERB", "AUX") for t in tokens[first:comma])
    if not whole and not (goes_on and comma - first >= 1):
        return None
    if whole and page.is_word(tokens[first], "adverbial_words") and goes_on:
        whole = False
    last = clause_end(page, hit, after + 1) if goes_on else comma - 1
    if goes_on and last <= after:
        last = comma - 1
    how = "clause around the cue" if goes_on else "clause before the cue"
    stop = hit.last + 1 + len(rest)
    return _draft(page, hit, speaker, Content(first, last, how, addressee_of(page, hit, stop)))


def _inverted(page: Page, hit: CueHit, stop: int) -> tuple[Speaker, int] | None:
    """Return the speaker after a cue that a comma parts from its words, and the comma's place."""
    tokens = page.trees[hit.sentence].tokens
    comma = hit.first - 1
    if comma < 3 or not (tokens[comma].text == "," or _quoted_comma(page, tokens[comma])):
        return None
    speaker = following_speaker(page, hit, stop, "speaker after the cue")
    return (speaker, comma) if speaker is not None else None


def _fronted(page: Page, hit: CueHit, speaker: Speaker) -> Content | None:
    """Return the clause before `…, X said`; both parts where the report stands in its middle."""
    tokens = page.trees[hit.sentence].tokens
    near = min(speaker.first, hit.first) if speaker.sentence == hit.sentence else hit.first
    far = max(speaker.last, hit.last)
    if near < 4 or abs(speaker.first - hit.first) > 14 or speaker.sentence != hit.sentence:
        return None
    if main_relation(tokens[hit.first]) in ("xcomp", "advcl", "acl", "csubj"):
        return None
    if tokens[near - 1].text != "," and not _quoted_comma(page, tokens[near - 1]):
        return None
    after = tokens[far + 1] if far + 1 < len(tokens) else None
    if after is not None and page.is_word(after, "complementizers"):
        return None
    first = _left_start(page, hit.sentence, near - 1)
    if near - 1 - first < 2 or not any(
        t.upos in ("VERB", "AUX") for t in tokens[first : near - 1]
    ):
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


def _quoted_comma(page: Page, token: Token) -> bool:
    """Say whether a token is a closing quotation mark with a comma before it."""
    return page.text[token.start - 1] == "," and page.quotation_at(token.start) is not None


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
    while first < stop and tokens[first].upos in ("PUNCT", "CCONJ") and (
        page.quotation_at(tokens[first].start) is None
    ):
        first += 1
    return first


def _infinitive(page: Page, hit: CueHit) -> Content | None:
    tokens = page.trees[hit.sentence].tokens
    at = hit.last + 1
    while at < len(tokens) and page.is_word(tokens[at], "skip_words"):
        at += 1
    if at + 1 >= len(tokens):
        return None
    if page.is_word(tokens[at], "infinitive_marks"):
        if hit.cue.frames & {"to"}:
            return Content(at, clause_end(page, hit, at), "infinitive")
        return None
    if "other-to" not in hit.cue.frames:
        return None
    for i in range(at + 1, min(at + 12, len(tokens) - 1)):
        if tokens[i].text in STOPS or tokens[i].text in (":", ","):
            return None
        if page.is_word(tokens[i], "infinitive_marks") and tokens[i + 1].upos in ("VERB", "AUX", "ADV"):
            return Content(
                at, clause_end(page, hit, i), "what another should do", addressee_of(page, hit, i)
            )
    return None


def _object(page: Page, hit: CueHit, *, wide: bool) -> Content | None:
    """Return the object of a cue with its description: called X a liar, described X as “…”.

    Without `wide` only where words in quotation marks are used of the object.
    """
    tokens = page.trees[hit.sentence].tokens
    at = hit.last + 1
    if at >= len(tokens):
        return None
    clauses = page.clauses_of(hit.sentence)
    wished = any(page.is_word(tokens[k], "infinitive_marks") for k in clauses.dependents(hit.first, "mark"))
    if wished or clauses.is_passive(hit.first, None) and clauses.agents(hit.first):
        return None
    opens = tokens[at].upos not in ("PUNCT", "CCONJ", "SCONJ", "VERB", "AUX", "PART")
    if not opens and page.quotation_at(tokens[at].start) is None:
        return None
    last = _object_end(page, hit, at)
    if last is None:
        return None
    if wide:
        return Content(at, last, "object of the cue")
    for i in range(last, at - 1, -1):
        quotation = page.quotation_at(tokens[i].start)
        if quotation is not None and quotation.start >= tokens[at].start:
            return Content(at, i, "words used of the object")
    return None


def _object_end(page: Page, hit: CueHit, at: int) -> int | None:
    """Return the last token of a cue's object and, where its frame has one, its description."""
    tree = page.trees[hit.sentence]
    tokens = tree.tokens
    first: int | None = None
    last: int | None = None
    described = bool(hit.cue.frames & {"as", "accuse", "blame"})
    for child in tree.children[hit.first]:
        relation = main_relation(tokens[child])
        if child < at or relation not in ("obj", "iobj", "obl", "xcomp", "ccomp", "advcl"):
            continue
        left = min(tree.subtree(child))
        if first is None:
            if left - at > 1 and relation != "obj":
                return None
            if relation in ("obl", "advcl") and not hit.cue.rest and not described:
                return None
            first, last = left, max(tree.subtree(child))
        elif last is not None and left <= last + 3:
            fits = page.is_word(tokens[left], "description_words") or relation in ("xcomp", "obj")
            if fits and (described or relation != "advcl"):
                last = max(last, max(tree.subtree(child)))
    if last is None:
        return None
    return min(last, clause_end(page, hit, at))


def _by_source(page: Page, hit: CueHit) -> Draft | None:
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
    return _draft(page, hit, speaker, Content(first, last, "clause with its source"))


def _says_enough(page: Page, hit: CueHit, after: int) -> bool:
    """Say whether the words before a source are a clause of their own, not a lead-in to the rest."""
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


def _inside(page: Page, hit: CueHit) -> Draft | None:
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
    return _draft(page, hit, speaker, Content(first, last, "clause around the cue"))


def _by_noun(page: Page, hit: CueHit) -> Draft | None:
    """Return the clause of `X's claim that …`, `a statement saying …`."""
    tree = page.trees[hit.sentence]
    tokens = tree.tokens
    at = hit.last + 1
    speaker: Speaker | None = None
    if at < len(tokens) and not page.is_word(tokens[at], "complementizers"):
        speaker = following_speaker(page, hit, len(tokens), "holder of the noun")
        at = speaker.last + 1 if speaker else at
    if at + 1 >= len(tokens):
        return None
    opens = page.is_word(tokens[at], "complementizers") and "noun-clause" in hit.cue.frames
    wished = "noun-to" in hit.cue.frames and page.is_word(tokens[at], "infinitive_marks")
    wished = wished and tokens[at + 1].upos in ("VERB", "AUX")
    if not (opens or wished):
        return None
    speaker = _holder(page, hit) or speaker
    if speaker is None:
        return None
    first = at + 1 if opens else at
    return _draft(page, hit, speaker, Content(first, clause_end(page, hit, first), "clause of a noun"))


def _holder(page: Page, hit: CueHit) -> Speaker | None:
    """Return whose claim it is: a possessor, else the subject of the verb that holds the noun."""
    from_tree = page.trees[hit.sentence]
    tokens = from_tree.tokens
    cue = range(hit.first, hit.last + 1)
    from kabar.extract.quotation_speakers import speaker_at

    for child in from_tree.children[hit.first]:
        if child < hit.first and main_relation(tokens[child]) == "nmod":
            return speaker_at(page, hit.sentence, child, cue, "possessor of the noun")
    head = tokens[hit.first].head
    held = main_relation(tokens[hit.first]) in ("obj", "obl", "xcomp", "ccomp")
    if head >= 0 and held and page.is_word(tokens[head], "delivery_verbs"):
        for subject in page.clauses_of(hit.sentence).subjects(head):
            return speaker_at(page, hit.sentence, subject, cue, "subject of the verb")
    return None
